"""Slips in a schedule that reads well: never on duty, rules that others replace, hours off that take nothing away."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.content.answers.duty.rules import LEAP_DAY, SLOTS, Rule, on_day
from coplan.content.answers.duty.tokens import NoSchedule


def refuse_slips(text: str, rules: Sequence[Rule]) -> None:
    """Raise NoSchedule, with the cure, for rules that cannot be what somebody means."""
    if not any(_on_duty(rules, slot, odd=odd) for slot in _corners(rules) for odd in (True, False)):
        raise NoSchedule(f"`{text}` is never on duty. Write hours, for example `Mo-Fr 08:00-20:00`.")
    if rule := next((rule for place, rule in enumerate(rules) if _is_replaced(rules, place)), None):
        raise NoSchedule(
            f"`{text}`: what stands after `{rule.text}` replaces it for all its days. Put several times of one day "
            "into one rule, like `Mo-Fr 08:00-12:00,13:00-17:00`, and exceptions last."
        )
    for place, rule in enumerate(rules):
        if rule.off and rule.spans and not _takes_away(rules[:place], rule):
            raise NoSchedule(
                f"`{text}`: `{rule.text}` takes nothing away. Hours after midnight belong to the day on which the "
                "duty began."
            )


def _on_duty(rules: Sequence[Rule], slot: int, *, odd: bool) -> bool:
    here = [rule for rule in rules if rule.holds(slot, odd=odd)]
    return any(on_day(here, day, holiday=holiday) for day in range(7) for holiday in (False, True))


def _takes_away(before: Sequence[Rule], rule: Rule) -> bool:
    for slot in rule.slots or SLOTS:
        for odd in (True, False):
            if rule.holds(slot, odd=odd):
                here = [one for one in before if one.holds(slot, odd=odd)]
                spans = [on_day(here, day, holiday=rule.holidays) for day in range(7) if rule.means(day, holiday=True)]
                if any(rule.over(found) != found for found in spans):
                    return True
    return False


def _is_replaced(rules: Sequence[Rule], place: int) -> bool:
    rule, covered = rules[place], False
    rest = [*rules[:place], *rules[place + 1 :]]
    for slot, odd in ((slot, odd) for slot in _corners(rules) for odd in (True, False)):
        if not rule.holds(slot, odd=odd):
            continue
        here = [other for other in rules if other.holds(slot, odd=odd)]
        later = [other for other in rules[place + 1 :] if other.holds(slot, odd=odd) and not other.adds]
        without_it = [other for other in rest if other.holds(slot, odd=odd)]
        for day, holiday in ((day, holiday) for day in range(7) for holiday in (False, True)):
            if not rule.means(day, holiday=holiday):
                continue
            if on_day(here, day, holiday=holiday) != on_day(without_it, day, holiday=holiday):
                return False
            covered |= any(other.means(day, holiday=holiday) for other in later)
    return covered


def _corners(rules: Sequence[Rule]) -> list[int]:
    """One date for each kind of time of the year that the rules tell apart."""
    dated = [rule.slots for rule in rules if rule.slots is not None]
    return list({tuple(slot in slots for slots in dated): slot for slot in SLOTS if slot != LEAP_DAY}.values())

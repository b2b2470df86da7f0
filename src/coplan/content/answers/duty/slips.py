"""Slips in a schedule that reads well: never on duty, rules that others replace, hours off that take nothing away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from coplan.content.answers.duty.duty_rules import LEAP_DAY, SLOTS, DutyRule, Spans, on_day
from coplan.content.answers.duty.tokens import NoSchedule


def refuse_slips(text: str, rules: Sequence[DutyRule]) -> None:
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


def _on_duty(rules: Sequence[DutyRule], slot: int, *, odd: bool) -> bool:
    here = [rule for rule in rules if rule.holds(slot, odd=odd)]
    return any(on_day(here, day, holiday=holiday) for day in range(7) for holiday in (False, True))


def _takes_away(before: Sequence[DutyRule], rule: DutyRule) -> bool:
    for slot in rule.slots or SLOTS:
        for odd in (True, False):
            if rule.holds(slot, odd=odd):
                here = [one for one in before if one.holds(slot, odd=odd)]
                spans = [on_day(here, day, holiday=rule.holidays) for day in range(7) if rule.means(day, holiday=True)]
                if any(rule.over(found) != found for found in spans):
                    return True
    return False


def _is_replaced(rules: Sequence[DutyRule], place: int) -> bool:
    """True if later rules replace a duty on all its days, or undo days off that change nothing on the others."""
    rule, later = rules[place], [other for other in rules[place + 1 :] if not other.adds and not other.off]
    if not rule.off:
        later = [other for other in rules[place + 1 :] if not other.adds and not (other.off and other.spans)]
    covered = [_is_covered(later, *moment) for moment in _moments(rules, rule)]
    if not rule.off:
        return all(covered)
    rest = [*rules[:place], *rules[place + 1 :]]
    return any(covered) and all(_meaning(rules, *at) == _meaning(rest, *at) for at in _moments(rules, rule))


def _moments(rules: Sequence[DutyRule], rule: DutyRule) -> Iterator[tuple[int, bool, int, bool]]:
    """A date, an odd or even week, a day and whether it is a holiday, for each kind of day of which the rule speaks."""
    for slot in _corners(rules):
        for odd, day, holiday in product((True, False), range(7), (False, True)):
            if rule.holds(slot, odd=odd) and rule.means(day, holiday=holiday):
                yield slot, odd, day, holiday


def _is_covered(later: Sequence[DutyRule], slot: int, odd: bool, day: int, holiday: bool) -> bool:
    return any(other.holds(slot, odd=odd) and other.means(day, holiday=holiday) for other in later)


def _meaning(rules: Sequence[DutyRule], slot: int, odd: bool, day: int, holiday: bool) -> Spans:
    return on_day([rule for rule in rules if rule.holds(slot, odd=odd)], day, holiday=holiday)


def _corners(rules: Sequence[DutyRule]) -> list[int]:
    """One date for each kind of time of the year that the rules tell apart."""
    dated = [rule.slots for rule in rules if rule.slots is not None]
    if not dated:  # as nearly always: one time of the year
        return [SLOTS[-1]]
    return list({tuple(slot in slots for slots in dated): slot for slot in SLOTS if slot != LEAP_DAY}.values())

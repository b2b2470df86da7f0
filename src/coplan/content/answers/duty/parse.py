"""Reads a duty schedule into its rules. What it cannot mean is refused, with what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coplan.content.answers.duty.duty_rules import (
    DAY,
    FIRSTS,
    LENGTHS,
    DutyRule,
    Spans,
    slot_of,
)
from coplan.content.answers.duty.slips import refuse_slips
from coplan.content.answers.duty.tokens import EXAMPLE, NoSchedule, Token, plain_signs, tokens

WHOLE_DAY = ((0, DAY),)
EVERY_DAY = frozenset(range(7))


def read_rules(typed: str) -> tuple[DutyRule, ...]:
    """The rules of a schedule, the later above the earlier. Raises NoSchedule with the cure."""
    text = plain_signs(typed)
    rules: list[DutyRule] = []
    for part in _parts(tokens(text)):
        rules += _Reader(typed.strip(), text, part).rules()
    ordered = _holidays_above_weekdays(rules)
    refuse_slips(typed.strip(), ordered)
    return tuple(ordered)


def _parts(words: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for word in words:
        if word.kind == ";":
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _holidays_above_weekdays(rules: Sequence[DutyRule]) -> list[DutyRule]:
    """`PH off; Mo-Fr 08:00-20:00` means the same as in the other order: nobody writes a holiday to have no effect."""
    last = max((place for place, rule in enumerate(rules) if rule.days and not rule.dated), default=-1)
    moved = [rule for rule in rules[: last + 1] if not rule.days and not rule.dated]
    kept = [rule for rule in rules[: last + 1] if rule not in moved]
    return [*kept, *moved, *rules[last + 1 :]]


@dataclass
class _When:
    """What a rule says of its days: all selectors together."""

    days: frozenset[int] = frozenset()
    holidays: bool = False
    slots: frozenset[int] | None = None
    odd: bool | None = None
    apart: bool = False  # holidays and dates in one list: `PH,Jul 4 off`

    def rules(self, rule: DutyRule) -> list[DutyRule]:
        """The rule for these days; two of them for holidays and dates in one list."""
        if self.apart:
            dated = replace(rule, days=EVERY_DAY, holidays=False, slots=self.slots, odd=self.odd)
            return [replace(rule, days=frozenset(), holidays=True), dated]
        named = self.days if self.days or self.holidays else EVERY_DAY
        return [replace(rule, days=named, holidays=self.holidays, slots=self.slots, odd=self.odd)]


class _Reader:
    """Reads what stands between two semicolons: a rule, and those that a comma adds to it."""

    def __init__(self, typed: str, text: str, words: Sequence[Token]) -> None:
        self.typed, self.text, self.words, self.place = typed, text, words, 0

    def rules(self) -> list[DutyRule]:
        found: list[DutyRule] = []
        while self._kind():
            begin = self._word().start
            when = self._when()
            if found and found[-1].dated and when.slots is None and when.odd is None:
                raise self._wrong(
                    "say for each rule in which part of the year it holds, as in "
                    "`Jun-Aug Mo-Fr 08:00-20:00; Jun-Aug Sa 10:00-14:00`"
                )
            spans, off = self._body(when)
            end = self.words[self.place - 1].end
            adds = bool(found) and not off
            found += when.rules(
                DutyRule(self.text[begin:end], EVERY_DAY, holidays=False, spans=spans, off=off, adds=adds)
            )
            self._skip(",")
        return found

    def _when(self) -> _When:
        when, before = _When(), ""
        while (kind := self._kind()) in ("day", "month", "holiday", "weeks", ",", ":"):
            if kind in (",", ":"):
                self._next()
                continue
            comma = self.place > 0 and self.words[self.place - 1].kind == ","
            self._follow(before, kind, when, comma=comma)
            if kind == "day":
                when.days |= self._days()
            elif kind == "month":
                when.slots = (when.slots or frozenset()) | self._dates()
            elif kind == "weeks":
                when.odd = self._next().value == 1
            else:
                self._next()
                when.holidays = True
            before = kind
        return when

    def _follow(self, before: str, kind: str, when: _When, *, comma: bool) -> None:
        """Refuse what can mean two things: dates beside days with a comma, holidays beside days without."""
        pair = {before, kind}
        if pair == {"holiday", "month"} and comma and not when.days:
            when.apart = True
        elif pair == {"day", "month"} and comma:
            raise self._wrong(
                "a comma between dates and days can mean two things. Write `Jun-Aug Mo-Fr` for these days in these "
                "months, or two rules with a semicolon"
            )
        elif pair == {"day", "holiday"} and not comma:
            raise self._wrong("write a comma between days and holidays, like `Mo-Fr,PH`, or two rules with a semicolon")

    def _days(self) -> frozenset[int]:
        first = self._next().value
        if self._kind() != "-":
            return frozenset({first})
        self._next()
        last = self._expect("day").value
        return frozenset((first + more) % 7 for more in range((last - first) % 7 + 1))

    def _dates(self) -> frozenset[int]:
        month = self._next().value
        if self._kind() == "number":
            return self._days_of(month)
        if self._kind() != "-":
            return _range(FIRSTS[month], FIRSTS[month + 1] - 1)
        self._next()
        last = self._expect("month").value
        if self._kind() == "number":
            raise self._wrong("give both dates in full, like `Jul 1-Aug 15`, and times like `08:00-20:00`")
        return _range(FIRSTS[month], FIRSTS[last + 1] - 1)

    def _days_of(self, month: int) -> frozenset[int]:
        found: frozenset[int] = frozenset()
        while True:
            first = self._date(month)
            last = first
            if self._kind() == "-":
                self._next()
                until = self._next().value if self._kind() == "month" else month
                last = self._date(until)
                if until == month and last < first:
                    raise self._wrong("these dates end before they begin")
            found |= _range(first, last)
            if self._kind() != "," or self._kind(1) != "number":
                return found
            self._next()

    def _date(self, month: int) -> int:
        day = self._expect("number").value
        if not 1 <= day <= LENGTHS[month]:
            raise self._wrong(f"there is no day {day} in that month")
        return slot_of(month + 1, day)

    def _body(self, when: _When) -> tuple[Spans, bool]:
        """The spans of the rule, and whether they are off. Without spans a rule is off, or whole days."""
        if self._kind() == "always":
            self._next()
            if when.days or when.holidays:
                raise self._wrong("`24/7` stands alone. For whole days write `Sa-Su 00:00-24:00`")
            return self._state(WHOLE_DAY)
        if self._kind() == "off" and self._kind(1) == "time":
            raise self._wrong("write hours before `off`, like `We 12:00-14:00 off`")
        spans: list[tuple[int, int]] = []
        while self._kind() == "time" or (self._kind() == "," and self._kind(1) == "time"):
            self._skip(",")
            spans.append(self._span())
        if not spans and self._kind() not in ("off", "on"):
            raise self._no_hours()
        return self._state(tuple(sorted(spans)))

    def _state(self, spans: Spans) -> tuple[Spans, bool]:
        if self._kind() == "off":
            self._next()
            return (spans if spans != WHOLE_DAY else ()), True
        if self._kind() == "on":
            self._next()
        return spans or WHOLE_DAY, False

    def _span(self) -> tuple[int, int]:
        start = self._next().value
        if self._kind() != "-" or self._kind(1) != "time":
            raise self._wrong("each time needs a beginning and an end, like `08:00-20:00`")
        self._next()
        end = self._next().value
        if start >= DAY:
            raise self._wrong("a duty begins before 24:00. Give what begins after midnight to the next day")
        if end <= start:
            end += DAY
        if end - start > DAY:
            raise self._wrong("one duty is longer than a day. Write whole days like `Sa-Su 00:00-24:00`")
        return start, end

    def _no_hours(self) -> NoSchedule:
        word = self._word() if self._kind() else None
        if word is None or word.kind in ("day", "month", "holiday"):
            return self._wrong(
                "there are days without hours. Write `Mo-Fr 08:00-20:00`, or `Mo-Fr 00:00-24:00` for whole days"
            )
        there = self.text[word.start : word.end]
        return NoSchedule(f"`{self.typed}` is not a schedule: `{there}` stands where hours should be. {EXAMPLE}")

    def _kind(self, ahead: int = 0) -> str:
        place = self.place + ahead
        return self.words[place].kind if place < len(self.words) else ""

    def _word(self) -> Token:
        return self.words[self.place]

    def _next(self) -> Token:
        self.place += 1
        return self.words[self.place - 1]

    def _skip(self, kind: str) -> None:
        if self._kind() == kind:
            self._next()

    def _expect(self, kind: str) -> Token:
        if self._kind() != kind:
            raise NoSchedule(f"`{self.typed}` is not a schedule. {EXAMPLE}")
        return self._next()

    def _wrong(self, why: str) -> NoSchedule:
        return NoSchedule(f"`{self.typed}`: {why}.")


def _range(first: int, last: int) -> frozenset[int]:
    """Dates from one to another, over the end of the year if the last comes before the first."""
    return frozenset(range(first, last + 1)) if first <= last else frozenset((*range(first, 366), *range(last + 1)))

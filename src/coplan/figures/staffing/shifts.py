"""Whole shifts: what the hours on duty cost in paid hours when people come for shifts and not for hours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from coplan.figures.declared import Worked, declare
from coplan.figures.given import Given, computed, number
from coplan.figures.rounding import HOURS, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.calls.busy import shift_length
from coplan.figures.staffing.people.hours import duty_week, paid_hours, productive_hours
from coplan.figures.staffing.people.needed import fte_for_hours, fte_planned
from coplan.figures.staffing.people.team import EACH_ROLE, team
from coplan.figures.staffing.week import WEEK, Stretch, kinds_of_weeks

DAY_HOURS = Decimal(24)


def runs(week: Sequence[Stretch]) -> list[int]:
    """Minutes for which one team after the other is on duty without a break, for each team of one kind of week."""
    found: list[int] = []
    for team_number in range(1, max((part.teams for part in week), default=0) + 1):
        spans: list[list[int]] = []
        for part in sorted((one for one in week if one.teams >= team_number), key=lambda one: one.start):
            if spans and spans[-1][1] == part.start:
                spans[-1][1] = part.end
            else:
                spans.append([part.start, part.end])
        if len(spans) > 1 and spans[0][0] == 0 and spans[-1][1] == WEEK:
            spans[-1][1] += spans.pop(0)[1]
        found += [end - start for start, end in spans]
    return found


def paid_for(minutes: int, shift: Decimal, handover: Decimal) -> Decimal:
    """Paid hours of whole shifts that cover a run; each change of shift is paid twice for the hand-over."""
    hours = Decimal(minutes) / 60
    days, rest = divmod(hours, DAY_HOURS)
    whole = days * (DAY_HOURS / shift).to_integral_value(ROUND_CEILING)
    shifts = whole + (rest / shift).to_integral_value(ROUND_CEILING)
    changes = shifts if minutes == WEEK else max(shifts - 1, Decimal(0))
    return shifts * shift + changes * handover / 60


@declare(
    "staffing.shift_hours",
    "paid hours of all teams a week in whole shifts",
    "hours",
    formula="each unbroken run of duty ÷ hours of a shift, rounded up, × hours of a shift, with the hand-over at each "
    "change of shift; 12 hours on duty are two 8-hour shifts, and 16 paid hours",
    source=("icma",),
    reads=(duty_week, reads.SHIFT, reads.HANDOVER),
)
def shift_hours(given: Given) -> Worked | None:
    shift, week = shift_length(given), given.once(duty_week)
    if shift is None or not week:
        return None
    handover = given.assumed(reads.HANDOVER)
    hours = sum(
        Decimal(kind.share.numerator) / kind.share.denominator * paid_for(run, number(shift), number(handover))
        for kind in kinds_of_weeks(week)
        for run in runs(kind.week)
    )
    changes = any(run > number(shift) * 60 for run in runs(week))
    inputs = (given.from_answer(reads.HOURS), shift, *([handover] if changes else []))
    return Worked(rounded(Decimal(hours), HOURS), inputs)


@declare(
    "staffing.fte_in_shifts",
    "FTE needed in whole shifts",
    "FTE",
    formula="paid hours of all teams a week in whole shifts × 365 ÷ 7 × people of this role in one team ÷ productive "
    "hours a year",
    source=("relief", "icma"),
    reads=(shift_hours, productive_hours),
    each=EACH_ROLE,
)
def fte_in_shifts(given: Given, role: str) -> Worked | None:
    return fte_for_hours(given, role, given.figure(shift_hours), "FTE needed in whole shifts")


@declare(
    "staffing.short_in_shifts",
    "roles of which the plan has fewer than whole shifts take",
    formula="roles with FTE planned below FTE needed in whole shifts",
    reads=(fte_in_shifts, fte_planned),
)
def short_in_shifts(given: Given) -> Worked:
    planned = given.each(fte_planned)
    wanted = given.each(fte_in_shifts)
    short = [role for role in wanted if role in planned and number(planned[role]) < number(wanted[role])]
    inputs = (computed(found[role]) for role in wanted for found in (planned, wanted) if role in found)
    return Worked(tuple(given.once(team)[role].label for role in short), tuple(inputs))


@declare(
    "staffing.pattern_hours",
    "paid hours a year of the shift pattern",
    "hours",
    formula="hours of an ordinary week of the shift pattern × 52",
    source=("icma",),
    reads=(reads.SHIFT, paid_hours),
)
def pattern_hours(given: Given) -> Worked | None:
    pattern = given.answer(reads.SHIFT)
    weekly = reads.WEEKLY.get(pattern.key) if pattern else None
    if weekly is None:
        return None
    return Worked(Decimal(weekly) * 52, (given.from_answer(reads.SHIFT, Decimal(weekly), "hours a week", "hours"),))


SHIFTS = (shift_hours, fte_in_shifts, pattern_hours)

"""Hours: of one person in a year, of a week on duty, of all teams."""

from __future__ import annotations

from decimal import Decimal

from coplan.content.answers.values import Missing
from coplan.figures.declared import Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed, number
from coplan.figures.rounding import FTE, HOURS, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing import week
from coplan.figures.staffing.people import relief
from coplan.figures.staffing.week import Stretch


@step(reads.HOURS, reads.POSTS, reads.ASSUMED_TEAMS)
def duty_week(given: Given) -> tuple[Stretch, ...]:
    """The ordinary week on duty; empty while the hours are not answered."""
    hours = given.answer(reads.HOURS)
    if isinstance(hours, Missing):
        return ()
    rows = given.answer(reads.POSTS)
    posts = [
        (row["period"], int(row["teams"])) for row in rows if row["period"] and not isinstance(row["teams"], Missing)
    ]
    found = week.stretches(hours, posts, 1)
    if all(part.stated for part in found):
        return found
    return week.stretches(hours, posts, int(number(given.assumed(reads.ASSUMED_TEAMS))))


@step(reads.PAID_HOURS, reads.ASSUMED_PAID_HOURS)
def paid_hours(given: Given) -> Input:
    """Paid hours a year of one full-time person."""
    return given.answer_or_assumed(reads.PAID_HOURS, reads.ASSUMED_PAID_HOURS)


@step(reads.VACANCY, reads.ASSUMED_VACANCY)
def vacancy(given: Given) -> Input:
    """The vacancy rate to expect."""
    return given.answer_or_assumed(reads.VACANCY, reads.ASSUMED_VACANCY)


@declare(
    "staffing.productive_hours",
    "productive hours a year of one full-time person",
    "hours",
    formula="paid hours − hours not available for duty",
    source=("relief", "tool24"),
    reads=(paid_hours, reads.ABSENCE, reads.ASSUMED_ABSENCE),
)
def productive_hours(given: Given) -> Worked | None:
    """Nothing if absence leaves nobody on duty."""
    paid = given.once(paid_hours)
    rows = [row["hours"] for row in given.answer(reads.ABSENCE) if not isinstance(row["hours"], Missing)]
    absent = (
        given.from_answer(reads.ABSENCE, sum(rows, Decimal(0)), unit="hours")
        if rows
        else given.assumed(reads.ASSUMED_ABSENCE)
    )
    try:
        hours = relief.productive_hours(number(paid), number(absent))
    except ValueError:
        return None
    return Worked(rounded(hours, HOURS), (paid, absent))


@declare(
    "staffing.relief_factor",
    "relief factor",
    formula="paid hours ÷ productive hours",
    source=("relief",),
    reads=(paid_hours, productive_hours),
)
def relief_factor(given: Given) -> Worked | None:
    productive = given.figure(productive_hours)
    if productive is None:
        return None
    paid = given.once(paid_hours)
    value = relief.relief_factor(number(paid), number(productive))
    return Worked(rounded(value, FTE), (paid, computed(productive)))


@declare(
    "staffing.duty_hours",
    "hours on duty a week",
    "hours",
    formula="hours of an ordinary week without public holidays",
    source=("relief",),
    reads=(duty_week, reads.HOURS),
)
def duty_hours(given: Given) -> Worked | None:
    on_duty = given.once(duty_week)
    if not on_duty:
        return None
    return Worked(rounded(week.duty_hours(on_duty), HOURS), (given.from_answer(reads.HOURS),))


@declare(
    "staffing.team_hours",
    "hours of all teams a week",
    "hours",
    formula="hours of each stretch of the week × teams on duty in it, added up",
    source=("relief",),
    reads=(duty_week, reads.HOURS, reads.POSTS, reads.ASSUMED_TEAMS),
)
def team_hours(given: Given) -> Worked | None:
    on_duty = given.once(duty_week)
    if not on_duty:
        return None
    stated = not given.lacking(reads.POSTS) and any(part.stated for part in on_duty)
    inputs = [given.from_answer(reads.HOURS)]
    inputs += [given.from_answer(reads.POSTS, "see the week")] if stated else []
    if not all(part.stated for part in on_duty):
        inputs.append(given.assumed(reads.ASSUMED_TEAMS))
    return Worked(rounded(week.team_hours(on_duty), HOURS), tuple(inputs))

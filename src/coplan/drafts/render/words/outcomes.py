"""When results can be told: which are ripe in the first report, and how many cases tell a change from chance."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from coplan.calls.inputs import BASELINE, OBJECTIVES, REPEAT_DEFINITION, REPORT_DATES
from coplan.calls.intervals import enough, half_width
from coplan.calls.needs import REPEATS
from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.values import Day, Missing, join_words
from coplan.content.knowledge import Measure
from coplan.content.reads import ReadsQuestion
from coplan.drafts.render import markdown
from coplan.drafts.render.grammar import first_upper
from coplan.drafts.render.holes import hole
from coplan.drafts.render.printing import Printer
from coplan.figures.given import given
from coplan.figures.registry import find
from coplan.figures.timeline.from_answers import LAUNCH, launch
from coplan.numerals import grouped

YEAR = 365
REPEAT = "repeat"  # of which the plan says how many days it takes
LONG = 180  # days: where no report has a date, what runs as long is not ripe in the first
RATES = {"percent": 100, "per_1000": 1000}
ALIKE = (50, 200)  # people among whom a share without a value before is counted
SHORT, QUARTER = 14, 92  # days: ripe before the report is written; a quarter
MONTH = 30.4
LONGEST = 120  # months that a table counts
CONTACTS = "staffing.contacts"
SAME = "same"  # of a value from before: the source and the calls of later values


def year_columns(printer: Printer, one: Measure) -> tuple[str, str]:
    """What stands in the first yearly report under this year and under the time before the program."""
    day = ripe_in_first_report(printer, one)
    return (f"not yet: complete on {day}" if day else "______"), _before(printer, one)


def ripe_in_first_report(printer: Printer, one: Measure) -> str:
    """The day on which the first year of a measure is complete, if the first report comes earlier; else nothing."""
    start, report = launch(printer.answers), first_report(printer)
    _value(printer, LAUNCH)
    days = window(printer, one)
    if start is None or not days:
        return ""
    last = start + datetime.timedelta(days=YEAR + days)
    late = last > report if report else days >= LONG
    return str(Day(last.year, last.month, last.day)) if late else ""


def ripe_later(printer: Printer, measures: Iterable[Measure]) -> str:
    """What a quarter cannot show of itself, and for whom it is shown."""
    running = [(window(printer, one), markdown.inline(one.label)) for one in measures]
    soon = [label for days, label in running if SHORT < days <= QUARTER]
    late = [(days, label) for days, label in running if days > QUARTER]
    told = (
        [f"Of {join_words(soon)} we show the quarter before, since the time after its contacts is over."]
        if soon
        else []
    )
    for days, label in late:
        met = f"people met at least {round(days / MONTH)} months ago"
        told.append(f"{first_upper(label)} is shown for {met}; until then it is “not yet”.")
    return " ".join(told)


def window(printer: Printer, one: Measure) -> int:
    """Days after a contact until the measure is complete for it."""
    if one.key != REPEAT:
        return one.window
    defined = _value(printer, REPEAT_DEFINITION)
    return REPEATS.get(getattr(defined, "key", ""), (0, one.window))[1]


def first_report(printer: Printer) -> datetime.date | None:
    """The day of the next yearly report, or None."""
    days = [row["date"] for row in _rows(printer, REPORT_DATES) if not isinstance(row["date"], Missing)]
    return min(days, default=None)


def _before(printer: Printer, one: Measure) -> str:
    """The value before the program, its period, and if later values differ in kind; or how it is counted."""
    for row in _rows(printer, BASELINE):
        if getattr(row["metric"], "key", "") == one.key:
            told = [printer.prose(row["period"])] if _told(row["period"]) else []
            other = _told(row["compare"]) and row["compare"].key != SAME
            told += [f"not comparable: {printer.prose(row['compare']).lower()}"] if other else []
            return printer.prose(row["value"]) + (f" ({'; '.join(told)})" if told else "")
    planned = (row for row in _rows(printer, OBJECTIVES) if getattr(row["metric"], "key", "") == one.key)
    plans = [row["baseline_plan"] for row in planned if _told(row["baseline_plan"]) and not _told(row["baseline"])]
    none = [plan for plan in plans if str(plan).lower().startswith("none")]
    return "–" if not plans else "none" if len(none) == len(plans) else "to be counted"


def chance_table(printer: Printer) -> str:
    """For each target that is a rate: how many contacts or people tell it from the value before, or how exact it is."""
    by_key = {one.key: one for one in printer.pack.measures}
    year = _contacts_a_year(printer)
    kinds = [(row, by_key.get(getattr(row["metric"], "key", ""))) for row in _rows(printer, OBJECTIVES)]
    rates = [(row, of) for row, of in kinds if of and of.denominator and _rate(row)]
    targets = [row for row, _ in rates]
    rows = [
        [printer.prose(row["statement"]), markdown.inline(of.denominator), *_needed(row, of, year)] for row, of in rates
    ]
    heads = ["Target", "Counted among", "Needed on each side", "Time for one side"]
    if not rows:
        return ""
    told = [
        "With so many on each side a true change of that size is seen with a power of 80 percent, at a two-sided level "
        "of 5 percent."
        if any(_before_rate(row) for row in targets)
        else "",
        "How exact a share is, is its 95 percent interval." if not all(_before_rate(row) for row in targets) else "",
        f"Time is counted at {grouped(year)} contacts a year." if any(row[3][:1].isalnum() for row in rows) else "",
        "What cannot be seen so is told as a count, and not as an effect.",
    ]
    return f"{markdown.table(heads, rows)}\n\n{' '.join(filter(None, told))}"


def _needed(row: Row, of: Measure, year: int) -> tuple[str, str]:
    target, before = _rate(row), _before_rate(row)
    if not before:
        exact = [f"{grouped(size)} tell it to within {round(100 * half_width(target, size))} points" for size in ALIKE]
        return f"no value before; {exact[0]} either way, {exact[1].replace(' tell it', '')}", "–"
    size = _two_digits(enough(before, target))
    if not of.denominator.startswith("contacts"):
        return f"about {grouped(size)}", hole(f"how many {of.denominator} there are in a year")
    if not year:
        return f"about {grouped(size)}", "–"
    months = -(-size * 12 // year)
    words = f"{months} months" if months < 24 else f"about {round(months / 12)} years"
    return f"about {grouped(size)}", words if months <= LONGEST else "more than 10 years"


def _before_rate(row: Row) -> float:
    """The value before as a part of one; 0 without one, or where nothing is to change."""
    before = _rate(row, "baseline")
    return 0.0 if before == _rate(row) else before


def _rate(row: Row, column: str = "target") -> float:
    """A rate as a part of one; 0 for what is none."""
    whole = RATES.get(getattr(row["unit"], "key", ""), 0)
    value = row[column]
    part = float(value) / whole if whole and _told(value) else 0.0
    return part if 0 < part < 1 else 0.0


def _two_digits(size: int) -> int:
    step: int = 10 ** max(len(str(size)) - 2, 0)
    return -(-size // step) * step


def _contacts_a_year(printer: Printer) -> int:
    """The contacts of a year by the staffing arithmetic; 0 where it gives none."""
    from coplan.drafts.render.words.staffing import note

    declared, one = find(CONTACTS, printer.answers)
    asked = given(printer.answers)
    note(printer.answers, printer.value, declared)
    figure = asked.figure(declared, one) if one in asked.keys(declared) else None
    return int(figure.amount) if figure is not None else 0


def _told(value: Any) -> bool:
    return not isinstance(value, Missing)


def _rows(printer: Printer, asked: ReadsQuestion) -> Iterator[Row]:
    question = asked.today(printer.pack)
    value = printer.value(question.key) if question else None
    if question and isinstance(value, Rows):
        yield from asked.rows(value, question)


def _value(printer: Printer, asked: ReadsQuestion) -> Any:
    question = asked.today(printer.pack)
    return printer.value(question.key) if question else None

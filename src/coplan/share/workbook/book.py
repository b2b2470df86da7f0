"""The budget as a workbook with live formulas, by XlsxWriter, which is an extra. The same plan gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coplan.errors import CoplanError
from coplan.figures.budget.avoided import LABEL
from coplan.figures.budget.over_time.fiscal import fiscal_years
from coplan.figures.budget.over_time.party_years import party_years
from coplan.figures.budget.result import Budget
from coplan.figures.given import given
from coplan.numerals import grouped
from coplan.plan.view import Answers
from coplan.share.workbook.avoided import write_avoided
from coplan.share.workbook.costs import write_inputs, write_others, write_positions
from coplan.share.workbook.funding import write_funding, write_gap
from coplan.share.workbook.months import write_months, write_years
from coplan.share.workbook.raises import write_raises
from coplan.share.workbook.rates import write_rates
from coplan.share.workbook.shares import write_shares
from coplan.share.workbook.sheet import Book
from coplan.share.workbook.years import write_fiscal, write_unpaid
from coplan.share.xlsx_file import begun

SHEETS = (
    ("Inputs", "first month, growth and indirect rate. Change what is blue."),
    ("Positions", "FTE, pay, benefits and first day of each position."),
    ("Other costs", "vehicles, equipment, systems, on-call pay and yearly sums, with free lines."),
    ("Months", "every line in every month."),
    ("Years", "every line in every year, with secured money and the gap."),
    ("Funding", "the sources with their time, match and status, and what falls on each month."),
    ("Gap", "cost and money month by month, with the balance."),
    ("Shares", "the cost by party."),
    ("Indirect", "the rate and base of each employer."),
    ("Raises", "pay that changes on known days."),
    ("Not covered", "lines that no money may pay, by year."),
    ("Fiscal years", "cost, shares and payments by the fiscal year of each party."),
)
RULES = (
    "A line of a year is rounded half up to the cent; its months add up to it, and totals are sums of rounded lines.",
    "Years begin with the month of the launch; the months from the first hire until then are the start-up.",
    "Start-up and year 1 are at the prices of the plan; each later year grows by the rate on the sheet Inputs.",
    "Vehicles and equipment are cash: bought over the start-up, and again after their years of use.",
    "Each source of money is spread evenly over its own time. Awarded and in hand is secured.",
    "Indirect cost is added to every line that says yes or names an employer. Read what an award leaves out.",
)


def workbook(answers: Answers, found: Budget, program: str) -> bytes:
    """The workbook of a budget. Raises MissingExtra; CoplanError where the plan has no dates to place costs in."""
    otherwise = "`coplan budget --json` gives the figures without it."
    made, file = begun(f"Budget of {program or 'the program'}", otherwise=otherwise)
    if found.calendar is None:
        raise CoplanError("There is no budget to write yet. Answer profile.target_launch, or when the positions begin.")
    file.set_calc_mode("auto")
    book = Book(file, found, program)
    _read_me(book, answers)
    write_inputs(book)
    write_positions(book)
    write_others(book)
    write_rates(book)
    write_raises(book)
    write_months(book)
    write_funding(book, answers)
    write_years(book)
    write_gap(book)
    write_unpaid(book)
    write_fiscal(book, answers)
    if found.shares:
        write_shares(book, found.shares)
    if found.avoidance:
        write_avoided(book, found.avoidance)
    file.close()
    return made.getvalue()


def _read_me(book: Book, answers: Answers) -> None:
    """What the workbook is, how it counts, what is assumed and missing. The other sheets follow."""
    sheet = book.sheet("Read me", [110], landscape=False)
    sheet.title(
        f"Budget of {book.program or 'the program'}", "Draft. The plan is the source; a change here does not reach it."
    )
    there = {
        "Shares": bool(book.found.shares),
        "Indirect": any(rate.employer or rate.base != "direct" for rate in book.found.terms.rates),
        "Raises": any(line.cost.steps for line in book.found.lines),
        "Not covered": bool(book.found.lines),
        "Fiscal years": bool(given(answers).once(fiscal_years) or given(answers).once(party_years)),
    }
    named = [f"{name}: {words}" for name, words in SHEETS if there.get(name, True)]
    if book.found.avoidance:
        named.append(f"Avoided cost: {LABEL}, never subtracted from the cost.")
    for head, lines in (
        ("Sheets", named),
        ("How it counts", RULES),
        ("Missing, and not in these figures", [f"{what} ({key})" for key, what in book.found.holes]),
        ("Assumed", _assumed(book.found, answers)),
        ("Not counted by rule", book.found.apart),
    ):
        _block(sheet, head, lines)


def _block(sheet: Any, head: str, lines: Sequence[str]) -> None:
    if lines:
        sheet.row += 1
        sheet.heads([head])
        for line in lines:
            sheet.cells([line])


def _assumed(found: Budget, answers: Answers) -> list[str]:
    lines = []
    for item in found.assumed:
        titles = [answers.pack.sources[key].title for key in item.source if key in answers.pack.sources]
        unit = "%" if item.unit == "percent" else f" {item.unit}".rstrip()
        lines.append(f"{item.label}: {grouped(item.value)}{unit} ({'; '.join(titles) or 'our working value'})")
    return lines

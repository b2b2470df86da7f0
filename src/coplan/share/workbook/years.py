"""The budget by the fiscal years of the parties, and the lines that no money may pay."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from coplan.figures.budget.over_time.fiscal import FISCAL, fiscal_years
from coplan.figures.budget.over_time.party_years import PARTY_YEARS, party_years
from coplan.figures.figure import Figure
from coplan.figures.given import given, number
from coplan.figures.money import NOTHING, together
from coplan.plan.view import Answers
from coplan.share.workbook.month_columns import FIRST
from coplan.share.workbook.sheet import Book, Fixed, Formula, InputCell, letter

WORKED_OUT = "Worked out by coplan when the workbook was written; a change here does not reach these amounts."
PARTLY = "Cost follows the months. The other amounts were worked out by coplan when the workbook was written."


def write_fiscal(book: Book, answers: Answers) -> None:
    """Cost of each fiscal year as a formula; what is not covered, shares and payments as amounts."""
    asked = given(answers)
    years, parties = asked.once(fiscal_years), asked.once(party_years)
    if not years and not parties:
        return
    sheet = book.sheet("Fiscal years", [52, 18, 22, 18, 22])
    sheet.title("Fiscal years", PARTLY)
    sheet.heads(["Fiscal year", "Cost", "Not covered by secured money", "Its share", "It pays under the agreement"])
    for name, places in years.items():
        unpaid = asked.figure(FISCAL[1], name)
        sheet.cells([name, _cost(book, places), _amount(unpaid)])
    for name, one in parties.items():
        _, share, pays = (asked.figure(declared, name) for declared in PARTY_YEARS)
        sheet.cells([InputCell(name), _cost(book, one.places), "", _amount(share), _amount(pays)])


def _cost(book: Book, places: range) -> Formula:
    row = book.month_rows["total"]
    first, last = letter(FIRST + places.start), letter(FIRST + places.stop - 1)
    amount = together([book.found.cost_months[place] for place in places])
    return Formula(f"SUM(Months!{first}{row}:{last}{row})", amount)


def _amount(figure: Figure | None) -> object:
    return "" if figure is None else Fixed(number(figure))


def write_unpaid(book: Book) -> None:
    """What no source that may pay a line pays of it, by year: by secured money, and if every source comes."""
    found = book.found
    if not found.lines:
        return
    sheet = book.sheet("Not covered", [52, 26, *[17] * (len(found.periods) + 1)])
    sheet.title("Not covered by money that may pay it", WORKED_OUT)
    sheet.heads(["Line, with its indirect cost", "", *(period.name for period in found.periods), "Together"], freeze=1)
    for words, rows in (("by secured money", found.unpaid), ("if every source comes", found.unpaid_if_all)):
        first = sheet.row
        for line, months in zip(found.lines, rows, strict=True):
            amounts = found.by_period(months)
            if any(amounts):
                cells = [Fixed(one) for one in amounts]
                sheet.cells([InputCell(line.cost.label), words, *cells, _sum(sheet.row, amounts)])
        columns = [letter(2 + place) for place in range(len(found.periods) + 1)]
        unpaid = found.by_period([together([row[place] for row in rows]) for place in range(len(found.indirect))])
        totals = [*unpaid, together(unpaid)]
        last = sheet.row - 1
        sums = [
            Formula(f"SUM({c}{first}:{c}{last})" if last >= first else "0", total)
            for c, total in zip(columns, totals, strict=True)
        ]
        sheet.cells(["All lines", words, *sums], bold=True)


def _sum(row: int, amounts: Sequence[Decimal]) -> Formula:
    return Formula(f"SUM(C{row}:{letter(1 + len(amounts))}{row})", sum(amounts, NOTHING))

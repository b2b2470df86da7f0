"""Indirect cost by employer: the rates on a sheet of their own, and their rows under the months."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from coplan.figures.budget.cost.indirect import BASES, Indirect, IndirectRate, base_words, federal_base
from coplan.figures.budget.inputs import MTDC, PAY
from coplan.figures.money import NOTHING
from coplan.share.workbook.month_columns import BEGINS, FIRST, NUMBER
from coplan.share.workbook.sheet import MONEY, PERCENT, Book, Formula, InputCell, Sheet, letter


def write_rates(book: Book) -> None:
    """The sheet Indirect, where any employer has a rate or a base of its own."""
    terms = book.found.terms
    if not any(rate.employer or rate.base != "direct" for rate in terms.rates):
        return
    sheet = book.sheet("Indirect", [38, 12, 70, 38])
    note = "Costs say under Indirect whose rate they carry: yes for the rate of all others, an employer, or no."
    sheet.title("Indirect", note)
    sheet.heads(["Employer", "Rate", "Base", "Subaward from"])
    for rate in terms.rates:
        words = base_words(rate) or BASES["direct"]
        if not rate.employer:
            sheet.cells(["All others", Formula("Indirect_rate", rate.rate / 100, PERCENT), words])
            continue
        row = sheet.cells([InputCell(rate.employer), InputCell(rate.rate / 100, PERCENT), words, rate.through])
        book.rate_cells[rate.employer] = f"Indirect!$B${row}"
    if any(rate.base == MTDC for rate in terms.rates):
        row = sheet.cells(
            ["First part of a subaward in it", InputCell(terms.subaward_part, MONEY), federal_base(terms)]
        )
        book.file.define_name("Subaward_part", f"=Indirect!$B${row}")


def write_indirect(book: Book, sheet: Sheet, columns: Sequence[str]) -> list[int]:
    """The rows of each rate under the months; returns the rows that hold its indirect cost."""
    if not book.found.overheads:
        plain = Indirect(IndirectRate("", Decimal(0), "direct"), book.found.indirect, (), ())
        return [_rate(book, sheet, columns, plain, [])]
    done: dict[int, int] = {}
    waiting = list(book.found.overheads)
    while waiting:
        ready = [one for one in waiting if all(id(below) in done for below in _below(book, one))] or waiting[:1]
        for one in ready:
            below = [rate for rate in _below(book, one) if id(rate) in done]
            passed = [_passed(book, sheet, columns, one, rate, done) for rate in below]
            done[id(one.rate)] = _rate(book, sheet, columns, one, passed)
            waiting.remove(one)
    return list(done.values())


def _below(book: Book, one: Indirect) -> tuple[IndirectRate, ...]:
    """Those whose subawards count in the base of a rate."""
    counts = one.rate.base != PAY and any(one.passed)
    return book.found.terms.passed_to(one.rate) if counts else ()


def _passed(
    book: Book, sheet: Sheet, columns: Sequence[str], one: Indirect, below: IndirectRate, done: dict[int, int]
) -> int:
    """A row with what of a subaward is in the base of each month; above it what was passed on until then."""
    terms, first = book.found.terms, book.month_rows["first"]
    own = [first + place for place, cost in enumerate(book.costs) if terms.of(cost.cost.party) is below]
    so_far, row = sheet.row, sheet.row + 1
    whole, counted = [], []
    reached = before = NOTHING
    costs = [line for line in book.found.lines if terms.of(line.cost.party) is below]
    indirect = next(found for found in book.found.overheads if found.rate is below)
    for place, column in enumerate(columns):
        earlier = f"{letter(FIRST + place - 1)}{so_far}" if place else "0"
        cells = "+".join([earlier, *(f"{column}{line}" for line in own), f"{column}{done[id(below)]}"])
        reached += sum((line.months[place] for line in costs), indirect.months[place])
        whole.append(Formula(cells, reached))
        limit = "MIN({0},Subaward_part)" if one.rate.base == MTDC else "{0}"
        part = min(reached, terms.subaward_part) if one.rate.base == MTDC else reached
        counted.append(Formula(f"{limit.format(f'{column}{so_far}')}-{limit.format(earlier)}", part - before))
        before = part
    sheet.cells(["", f"Passed on to {below.employer}, so far", "", *whole])
    sheet.cells(["", "Of it in the base of indirect cost", "", *counted])
    return row


def _rate(book: Book, sheet: Sheet, columns: Sequence[str], one: Indirect, passed: Sequence[int]) -> int:
    """What carries this rate, added up within the period, and its indirect cost."""
    begin, end = book.month_rows["first"], book.month_rows["last"]
    base = sheet.row
    cell, key = "Indirect_rate", '"yes"'
    if one.rate.employer:
        cell = book.rate_cells[one.rate.employer]
        key = cell.replace("$B$", "$A$")
    sums, rates = [], []
    for place, column in enumerate(columns):
        earlier = letter(FIRST + place - 1)
        fresh = f"{column}${NUMBER}={column}${BEGINS}"
        carried = f"IF({fresh},0,{earlier}{base})+" if place else ""
        before = f"IF({fresh},0,ROUND({cell}*{earlier}{base},2))" if place else "0"
        more = "".join(f"+{column}{row}" for row in passed)
        own = f"SUMPRODUCT(--($C${begin}:$C${end}={key}),{column}{begin}:{column}{end})"
        sums.append(Formula(f"{carried}{own}{more}", _so_far(book, one, place)))
        rates.append(Formula(f"ROUND({cell}*{column}{base},2)-{before}", one.months[place]))
    whose = f" of {one.rate.employer}" if one.rate.employer else ""
    sheet.cells(["", f"Carries indirect cost{whose}, so far in the period", "", *sums])
    return sheet.cells(["", f"Indirect cost at the rate{whose or ' of all'}", "", *rates])


def _so_far(book: Book, one: Indirect, place: int) -> Decimal:
    month = book.calendar.first + place
    first = next(period.first for period in book.calendar.periods if month in period.months) - book.calendar.first
    rows = (one.base, one.passed) if one.base else tuple(line.months for line in book.found.lines)
    return sum((row[at] for row in rows for at in range(first, place + 1)), NOTHING)

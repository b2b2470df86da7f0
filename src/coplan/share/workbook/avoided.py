"""Gross avoided cost: the range and the break-even, beside the cost and never subtracted from it."""

from __future__ import annotations

from decimal import Decimal

from coplan.figures.budget.avoided import LEVELS, Avoidance
from coplan.share.workbook.sheet import MONEY, NUMBER, PERCENT, Book, Formula, InputCell, letter


def write_avoided(book: Book, avoided: Avoidance) -> None:
    """Contacts, shares and unit costs may be changed; the caveats stand above the figures."""
    sheet = book.sheet("Avoided cost", [44, 14, 8, 40, 16, 16, 16, 16, 20, 16, 14, 14, 16, 16])
    sheet.title("Gross avoided cost, a year", "Never a saving, and never subtracted from the cost.")
    for caveat in avoided.caveats:
        sheet.cells([caveat])
    for _, what in avoided.holes:
        sheet.cells([f"Missing: {what}"])
    sheet.row += 1
    contacts = Decimal(avoided.contacts.amount) if avoided.contacts else Decimal(0)
    count = sheet.cells(["Contacts a year", InputCell(contacts, NUMBER)])
    rate = Decimal(avoided.rate.value) / 100 if avoided.rate else Decimal(0)
    growth = sheet.cells(["Yearly growth of unit costs from their own year", InputCell(rate, PERCENT)])
    shares = [InputCell(Decimal(item.value) / 100, PERCENT) for item in avoided.shares]
    percents = sheet.cells(["Share of contacts in which an event is avoided", "", "", "", "", *shares])
    today = f"At prices of {avoided.year}"
    heads = [level.capitalize() for level in LEVELS]
    ends = ["Lowest", "Highest", f"{today}, lowest", f"{today}, highest"]
    sheet.heads(["Event", "Unit cost", "Year", "Source", "Basis", *heads, "Events that equal the cost", today, *ends])
    year = next(place for place, period in enumerate(book.found.periods) if period.key == 1)
    cost = f"Years!{letter(2 + year)}{book.year_rows['total']}"
    first = sheet.row
    for event in avoided.events:
        row = sheet.row
        amounts = event.amounts or (Decimal(0),) * 3
        cells = [
            Formula(f"ROUND($B${count}*{c}${percents}*${price}{row},2)", one)
            for c, price, one in zip("FGH", "MJN", amounts, strict=True)
        ]
        even = Formula(f"IF(J{row}=0,0,ROUNDUP({cost}/J{row},0))", event.break_even, "#,##0")
        words = [InputCell(event.event), InputCell(event.price, MONEY), event.year, event.source, event.basis]
        years = avoided.year - int(event.year) if event.year.isdigit() and len(event.year) == 4 else 0
        grown = Formula(f"ROUND(B{row}*(1+$B${growth})^{max(0, years)},2)", event.today)
        far = [
            Formula(f"ROUND({c}{row}*(1+$B${growth})^{max(0, years)},2)", one)
            for c, one in zip("KL", (event.todays[0], event.todays[2]), strict=True)
        ]
        range_of = [InputCell(event.prices[0], MONEY), InputCell(event.prices[2], MONEY)]
        sheet.cells([*words, *cells, even, grown, *range_of, *far])
    if avoided.events:
        totals = avoided.totals or (Decimal(0),) * 3
        sums = [Formula(f"SUM({c}{first}:{c}{sheet.row - 1})", one) for c, one in zip("FGH", totals, strict=True)]
        sheet.cells(["Together, gross", "", "", "", "", *sums], bold=True)

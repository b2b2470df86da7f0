"""Raises: every position whose pay changes on known days, with the formulas that the months look at."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from coplan.figures.budget.budget_months import begin
from coplan.figures.budget.cost.pay import PayStep
from coplan.figures.budget.cost.raises import YEARLY
from coplan.share.workbook.sheet import DAY, MONEY, PERCENT, Book, CostRow, Formula, InputCell, Sheet, serial

MOMENT = "MAX({s},12*YEAR(C{r})+MONTH(C{r})-1+(DAY(C{r})-1)/DAY(EOMONTH(C{r},0)))"
PAY = 'IF(F{r}<>"",F{r},MAX(H{b},MIN(ROUND(H{b}*(1+E{r}),2),IF(G{r}="",9E+15,G{r}))))'
HEADS = ("Line", "What", "From", "Moment", "Raise", "New pay", "Top of the range", "Pay a year", "Level", "Adds")


def write_raises(book: Book) -> None:
    """A block of rows for each cost whose pay has steps; nothing where there is none."""
    if not any(one.cost.steps for one in book.costs):
        return
    sheet = book.sheet("Raises", [44, 30, 12, 12, 10, 14, 16, 16, 12, 12])
    note = "Pay of these lines follows the steps, and not the yearly growth. Dates, raises and pay may be changed."
    sheet.title("Raises and steps", note)
    sheet.heads(HEADS, freeze=1)
    blocks: dict[int, int] = {}  # the first row of the pay that lines such as overtime follow
    for which, one in enumerate(book.costs):
        if one.cost.steps:
            first = sheet.row
            for place, step in enumerate(one.cost.steps):
                _step(sheet, one, step, place, blocks.get(id(one.cost.steps)))
            blocks.setdefault(id(one.cost.steps), first)
            book.step_rows[which] = (first, sheet.row - 1)


def _step(sheet: Sheet, one: CostRow, step: PayStep, place: int, block: int | None) -> None:
    """One row; where another line has the same pay already, its cells are looked at."""
    row, place_of = sheet.row, f"'{one.sheet}'!"
    start = f"{place_of}J{one.row}"
    first = row - place
    assert one.cost.start is not None
    moment = max(one.cost.start, begin(step.day)) if place else one.cost.start
    level = step.level
    before = one.cost.steps[place - 1].level if place else Fraction(0)
    words = [InputCell(one.cost.label) if not place else "", step.words]
    day = InputCell(step.day, DAY) if block is None else Formula(f"C{block + place}", serial(step.day), DAY)
    pay = Formula(f"{place_of}E{one.row}" if not place else PAY.format(r=row, b=row - 1), step.pay)
    if block is not None:
        pay = Formula(f"H{block + place}", step.pay)
    sheet.cells(
        [
            *words,
            day,
            Formula(start if not place else MOMENT.format(s=start, r=row), _number(moment), "0.0000"),
            *_amounts(step, place, block),
            pay,
            Formula(f"H{row}/H{first}", _number(level), "0.0000"),
            Formula(f"I{row}-I{row - 1}" if place else f"I{row}", _number(level - before), "0.0000"),
        ]
    )


def _amounts(step: PayStep, place: int, block: int | None) -> list[object]:
    """Raise, stated pay and top of the range, as far as the plan has them."""
    if not place or block is not None:
        return ["", "", ""]
    if step.words == YEARLY:
        return [Formula("Cost_growth", (step.percent or Decimal(0)) / 100, PERCENT), "", ""]
    if step.percent is None:
        return ["", InputCell(step.pay, MONEY), ""]
    return [InputCell(step.percent / 100, PERCENT), "", InputCell(step.top, MONEY) if step.top is not None else ""]


def _number(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)

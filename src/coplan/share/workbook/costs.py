"""What goes in: the inputs, the positions, and everything else that costs money."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from coplan.figures.budget.budget_months import first_day, month_of
from coplan.figures.budget.cost.cost_lines import Cost
from coplan.figures.budget.result import GROUPS
from coplan.figures.money import cents
from coplan.share.workbook.sheet import (
    DAY,
    MONEY,
    MONTH,
    NUMBER,
    PERCENT,
    Book,
    CostRow,
    Formula,
    InputCell,
    Sheet,
    serial,
)

FREE_LINES = ("Workspace", "Insurance premiums", "Another cost a year")
STARTS = 'IF(I{0}="",0,12*YEAR(I{0})+MONTH(I{0})-1+(DAY(I{0})-1)/DAY(EOMONTH(I{0},0)))'
BOUGHT = "12*YEAR(I{0})+MONTH(I{0})-1"
LIFE = "IF(N(K{0})=0,9999,MAX(1,ROUND(K{0}*12,0)))"


def write_inputs(book: Book) -> None:
    """First month, launch, growth and indirect rate, each with a name that the formulas use."""
    calendar, found = book.calendar, book.found
    sheet = book.sheet("Inputs", [44, 16, 70])
    sheet.title("Inputs", "Blue cells come from the plan and may be changed.")
    sheet.heads(["What", "Value", "Note"], freeze=0)
    startup = calendar.launch - calendar.first
    rows = (
        (
            "First_month",
            "First month of the budget",
            InputCell(first_day(calendar.first), MONTH),
            "Every month follows from it.",
        ),
        ("Startup_months", "Months of start-up", startup, "As many as the plan has between first hire and launch."),
        (
            "Launch_month",
            "Month of the launch",
            Formula("EDATE(First_month,Startup_months)", serial(first_day(calendar.launch)), MONTH),
            "",
        ),
        (
            "Owned_before",
            "Owned already",
            int(calendar.operating),
            "1: a program in operation owns what it works with; only what is bought again is counted.",
        ),
        (
            "Price_years",
            "Years from the prices to year 1",
            calendar.periods[0].since,
            "Prices of the plan grow for so many years before the first.",
        ),
        (
            "Cost_growth",
            "Yearly growth of costs",
            InputCell(_share(found.growth), PERCENT),
            "From year 2 on, and for the years from the prices.",
        ),
        (
            "Indirect_rate",
            "Indirect rate",
            InputCell(_share(found.indirect_rate), PERCENT),
            "On every line that says yes.",
        ),
    )
    for name, label, value, note in rows:
        number = sheet.cells([label, value, note])
        book.file.define_name(name, f"=Inputs!$B${number}")


def write_positions(book: Book) -> None:
    """Every position: FTE × pay × (1 + benefits), from its first day."""
    sheet = book.sheet("Positions", [14, 34, 28, 8, 14, 10, 16, 9, 12, 11, 8, 10, 34])
    sheet.title("Positions", "A position without a first day is counted from the launch.")
    heads = [
        "Group",
        "Position",
        "Employer",
        "FTE",
        "Pay a year",
        "Benefits",
        "Cost a year",
        "Paid",
        "First day",
        "Moment",
    ]
    sheet.heads([*heads, "", "Indirect", "Paid from"], freeze=2)
    for line in book.found.lines:
        if line.cost.group == "positions":
            _cost(sheet, line.cost)


def write_others(book: Book) -> None:
    """Everything else, and free lines. Purchases say `once` and have years of use."""
    sheet = book.sheet("Other costs", [24, 60, 28, 10, 14, 9, 16, 9, 12, 12, 9, 10, 10])
    sheet.title(
        "Other costs", "Number × price × (1 + extra). Once: bought over the start-up, and again after its years of use."
    )
    heads = ["Group", "Item", "Party", "Number", "Price", "Extra", "Amount", "Paid", "From", "Moment", "Years of use"]
    sheet.heads([*heads, "Indirect", "Life, months"], freeze=2)
    for line in book.found.lines:
        if line.cost.group != "positions":
            _cost(sheet, line.cost)
    for words in FREE_LINES:
        _cost(sheet, Cost("free", "", words, Decimal(1), Decimal(0), start=Fraction(book.calendar.launch)))


def _cost(sheet: Sheet, cost: Cost) -> None:
    book, row = sheet.book, sheet.row
    group = GROUPS.get(cost.group, "Other")
    amount = Formula(f"D{row}*E{row}*(1+F{row})", cents(cost.amount), MONEY)
    moment = Formula(STARTS.format(row), 0 if cost.start is None else _decimal(cost.start), "0.0000")
    if cost.bought:
        moment = Formula(BOUGHT.format(row), month_of(cost.bought), "0")
    last: object = cost.fund_source
    if cost.once:
        last = Formula(LIFE.format(row), cost.life_months or 9999, "0")
    sheet.cells(
        [
            group,
            InputCell(cost.label),
            InputCell(cost.party),
            InputCell(cost.number, NUMBER),
            InputCell(cost.price, MONEY),
            InputCell(cost.extra / 100, PERCENT),
            amount,
            "once" if cost.once else "a year",
            _start(book, cost),
            moment,
            InputCell(cost.life, NUMBER) if cost.once else "",
            InputCell(indirect_of(book, cost)),
            last,
        ]
    )
    book.costs.append(CostRow(sheet.name, row, cost, group))


def indirect_of(book: Book, cost: Cost) -> str:
    """Whose rate a cost carries: `yes` for the rate of all, the employer that has its own, or `no`."""
    terms = book.found.terms
    rate = terms.of(cost.party)
    if rate is None:
        return "yes"
    return (rate.employer or "yes") if terms.carries(rate, cost) else "no"


def _start(book: Book, cost: Cost) -> object:
    if cost.once:
        return InputCell(cost.bought, DAY) if cost.bought else ""
    if cost.starts_on:
        return InputCell(cost.starts_on, DAY)
    early = cost.start == book.calendar.first != book.calendar.launch
    month = book.calendar.first if early else book.calendar.launch
    return Formula("First_month" if early else "Launch_month", serial(first_day(month)), DAY)


def _decimal(moment: Fraction) -> Decimal:
    return Decimal(moment.numerator) / Decimal(moment.denominator)


def _share(item: object) -> Decimal:
    return Decimal(getattr(item, "value", 0)) / 100

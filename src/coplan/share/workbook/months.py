"""Every line in every month, and in every year: the arithmetic of figures.budget as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from coplan.figures.budget.budget_months import first_day
from coplan.figures.money import NOTHING
from coplan.share.workbook.costs import indirect_of
from coplan.share.workbook.month_columns import BEGINS, FIRST, GROWN, HEAD, MONEY_FIRST, NUMBER, PERIOD
from coplan.share.workbook.rates import write_indirect
from coplan.share.workbook.sheet import MONEY, MONTH, Book, Formula, Sheet, letter, serial

YEARLY = (
    "ROUND({a}/12*{c}${g}*MAX(0,{c}${n}+1-MAX({s},{c}${p})),2)-ROUND({a}/12*{c}${g}*MAX(0,{c}${n}-MAX({s},{c}${p})),2)"
)
# Purchases so far in this period: the first without start-up, and one after each life from the first month on.
SO_FAR = (
    "MAX(0,INT(({c}${n}{less}-First_number)/{l})-INT(({c}${p}-First_number-1)/{l})"
    "-IF(AND({c}${p}=First_number,Owned_before=1),1,0))"
)
STARTUP = (
    "ROUND({a}*{c}${g}*(({c}${n}+1-{c}${p})/Startup_months+MAX(0,INT(({c}${n}-First_number)/{l}))),2)"
    "-ROUND({a}*{c}${g}*(({c}${n}-{c}${p})/Startup_months+MAX(0,INT(({c}${n}-1-First_number)/{l}))),2)"
)
# Purchases of a known month: one in it, and one after each life; so many until the end of a month.
UNTIL = "IF({t}<{s},0,1+INT(({t}-{s})/{l}))"
# Months of the plan's pay from the first month of the period: what each step adds to the level, from its moment on.
LATER = "({m}+{c}${p}+ABS({m}-{c}${p}))/2"
PAID = "ROUND({a}/12*SUMPRODUCT({d},(({t})-{later}+ABS(({t})-{later}))/2),2)"


def write_months(book: Book) -> None:
    """The sheet of all months; its rows are remembered for the sheets that add them up."""
    months = book.calendar.months
    sheet = book.sheet("Months", [24, 44, 9, *[13] * len(months)])
    sheet.title("Months", "Formulas; change Inputs, Positions and Other costs instead.")
    columns = [letter(FIRST + place) for place in range(len(months))]
    _times(book, sheet, columns)
    begin = sheet.row
    for which, (one, amounts) in enumerate(zip(book.costs, _amounts(book), strict=True)):
        place = f"'{one.sheet}'!"
        words = zip("AB", (one.group, one.cost.label), strict=True)
        labels = [
            *(Formula(f"{place}{column}{one.row}", word, "General") for column, word in words),
            Formula(f"{place}L{one.row}", indirect_of(book, one.cost), "General"),
        ]
        found = [Formula(_cost(book, which, column), amount) for column, amount in zip(columns, amounts, strict=True)]
        sheet.cells([*labels, *found])
    end = sheet.row - 1
    book.month_rows |= {"first": begin, "last": end}
    rows = write_indirect(book, sheet, columns)
    _total(book, sheet, columns, rows)


def _amounts(book: Book) -> list[tuple[Decimal, ...]]:
    """The months of each line in the order of the sheets: positions, everything else, free lines."""
    free = (NOTHING,) * len(book.calendar.months)
    lines = sorted(book.found.lines, key=lambda line: line.cost.group != "positions")
    return [line.months for line in lines] + [free] * (len(book.costs) - len(lines))


def _times(book: Book, sheet: Sheet, columns: Sequence[str]) -> None:
    """Rows on time: the month, its period, its number, the number of its period's first month, growth."""
    calendar = book.calendar
    periods = [period for period in calendar.periods for _ in period.months]
    dates = [
        Formula(f"EDATE(First_month,{place})", serial(first_day(month)), MONTH)
        for place, month in enumerate(calendar.months)
    ]
    sheet.heads(["Group", "Line", "Indirect", *dates], freeze=FIRST)
    sheet.cells(["", "Period (0 is start-up)", "", *(period.key for period in periods)])
    numbers = [
        Formula(f"12*YEAR({c}{HEAD})+MONTH({c}{HEAD})-1", month, "0")
        for c, month in zip(columns, calendar.months, strict=True)
    ]
    sheet.cells(["", "Month as a number", "", *numbers])
    first = [
        Formula(f"{column}{NUMBER}-{month - period.first}", period.first, "0")
        for column, month, period in zip(columns, calendar.months, periods, strict=True)
    ]
    sheet.cells(["", "First month of its period", "", *first])
    rate = 1 + Decimal(book.found.growth.value) / 100 if book.found.growth else Decimal(1)
    growth = [
        Formula(f"(1+Cost_growth)^(Price_years+MAX(0,{column}{PERIOD}-1))", rate**period.grown, "0.0000")
        for column, period in zip(columns, periods, strict=True)
    ]
    sheet.cells(["", "Growth", "", *growth])
    book.file.define_name("First_number", f"=Months!${columns[0]}${NUMBER}")


def _cost(book: Book, which: int, column: str) -> str:
    """The formula of one cost in the month of a column."""
    one = book.costs[which]
    place = f"'{one.sheet}'!"
    words = {"a": f"{place}$G${one.row}", "s": f"{place}$J${one.row}", "l": f"{place}$M${one.row}"}
    words |= {"c": column, "n": str(NUMBER), "p": str(BEGINS), "g": str(GROWN)}
    if which in book.step_rows:
        return _paid(book.step_rows[which], words)
    if not one.cost.once:
        return YEARLY.format(**words)
    price = "{a}*{c}${g}".format(**words)
    if one.cost.bought:
        now, earlier, start = (
            UNTIL.format(t=time.format(**words), **words) for time in ("{c}${n}", "({c}${n}-1)", "({c}${p}-1)")
        )
        return f"ROUND({price}*({now}-{start}),2)-ROUND({price}*({earlier}-{start}),2)"
    now, before = SO_FAR.format(less="", **words), SO_FAR.format(less="-1", **words)
    later = f"ROUND({price}*{now},2)-ROUND({price}*{before},2)"
    return f"IF({column}${PERIOD}=0,{STARTUP.format(**words)},{later})"


def _paid(rows: tuple[int, int], words: dict[str, str]) -> str:
    """Pay by its steps, which stand on the sheet Raises."""
    moments, adds = (f"Raises!${column}${rows[0]}:${column}${rows[1]}" for column in "DJ")
    words = words | {"m": moments, "d": adds}
    later = LATER.format(**words)
    until, before = (PAID.format(later=later, t=time.format(**words), **words) for time in ("{c}${n}+1", "{c}${n}"))
    return f"{until}-{before}"


def _total(book: Book, sheet: Sheet, columns: Sequence[str], rates: Sequence[int]) -> None:
    """Indirect cost of all rates, and the total."""
    found, begin, end = book.found, book.month_rows["first"], book.month_rows["last"]
    indirect = sheet.row
    sums = [
        Formula("+".join(f"{column}{row}" for row in rates) or "0", amount)
        for column, amount in zip(columns, found.indirect, strict=True)
    ]
    sheet.cells(["", "Indirect cost", "", *sums])
    totals = [
        Formula(f"SUM({column}{begin}:{column}{end})+{column}{indirect}", amount)
        for column, amount in zip(columns, found.cost_months, strict=True)
    ]
    book.month_rows |= {"indirect": indirect, "total": sheet.cells(["", "Total", "", *totals], bold=True)}


def write_years(book: Book) -> None:
    """Every line by year, totals, secured money and the gap."""
    found = book.found
    sheet = book.sheet("Years", [24, 44, *[17] * (len(found.periods) + 1)])
    sheet.title("Years", "; ".join(f"{period.name}: {period.span}" for period in found.periods))
    sheet.heads(["Group", "Line", *(period.name for period in found.periods), "Together"], freeze=2)
    rows = range(book.month_rows["first"], book.month_rows["last"] + 1)
    for row, one, months in zip(rows, book.costs, _amounts(book), strict=True):
        words = zip("AB", (one.group, one.cost.label), strict=True)
        heads = [Formula(f"Months!{column}{row}", word, "General") for column, word in words]
        sheet.cells([*heads, *_summed(book, f"Months!{{}}${row}", FIRST, found.by_period(months), sheet.row)])
    for name, label, where, start, amounts in (
        (
            "indirect",
            "Indirect cost",
            f"Months!{{}}${book.month_rows['indirect']}",
            FIRST,
            found.by_period(found.indirect),
        ),
        ("total", "Total cost", f"Months!{{}}${book.month_rows['total']}", FIRST, found.cost),
        (
            "secured",
            "Secured money",
            f"Funding!{{}}${book.money_rows['secured']}",
            MONEY_FIRST,
            found.funding(secured=True),
        ),
        (
            "hoped",
            "Money only hoped for",
            f"Funding!{{}}${book.money_rows['hoped']}",
            MONEY_FIRST,
            found.funding(secured=False),
        ),
    ):
        cells = _summed(book, where, start, amounts, sheet.row)
        book.year_rows[name] = sheet.cells(["", label, *cells], bold=name == "total")
    for label, text, amounts in (
        ("Cost less secured money", "{c}{total}-{c}{secured}", found.gap),
        ("Cost less all money", "{c}{total}-{c}{secured}-{c}{hoped}", found.gap_if_all_comes),
    ):
        columns = [letter(2 + place) for place in range(len(amounts) + 1)]
        values = [*amounts, sum(amounts, NOTHING)]
        cells = [Formula(text.format(c=c, **book.year_rows), value) for c, value in zip(columns, values, strict=True)]
        sheet.cells(["", label, *cells], bold=True)


def _summed(book: Book, where: str, first: int, amounts: Sequence[Decimal], here: int) -> list[Formula]:
    """A row of months added up by period. `where` is its sheet and row, with a gap for the column."""
    more = len(book.calendar.months) - 1
    periods = f"Months!$D${PERIOD}:${letter(FIRST + more)}${PERIOD}"
    sheet, _, row = where.partition("{}")
    summed = f"{sheet}${letter(first)}{row}:${letter(first + more)}{row}"
    sums = [
        Formula(f"SUMIF({periods},{period.key},{summed})", amount, MONEY)
        for period, amount in zip(book.found.periods, amounts, strict=True)
    ]
    return [*sums, Formula(f"SUM(C{here}:{letter(1 + len(sums))}{here})", sum(amounts, NOTHING))]

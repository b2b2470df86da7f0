"""Every line in every month, and in every year: the arithmetic of figures.budget as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from coplan.figures.budget.months import first_day
from coplan.figures.money import NOTHING
from coplan.share.workbook.sheet import MONEY, MONTH, Book, Formula, Sheet, letter, serial

FIRST = 3  # the column of the first month: D, and M on the sheet Funding
MONEY_FIRST = 12
# Rows of Months that every formula looks at.
HEAD, PERIOD, NUMBER, BEGINS, GROWN = 4, 5, 6, 7, 8
YEARLY = (
    "ROUND({a}/12*{c}${g}*MAX(0,{c}${n}+1-MAX({s},{c}${p})),2)-ROUND({a}/12*{c}${g}*MAX(0,{c}${n}-MAX({s},{c}${p})),2)"
)
# Purchases so far in this period: the first without start-up, and one after each life from the first month on.
SO_FAR = (
    "MAX(0,INT(({c}${n}{less}-First_number)/{l})-INT(({c}${p}-First_number-1)/{l})"
    "-IF(AND({c}${p}=First_number,Owned_before=1),1,0))"
)
STARTUP = "ROUND({a}*({c}${n}+1-{c}${p})/Startup_months,2)-ROUND({a}*({c}${n}-{c}${p})/Startup_months,2)"


def write_months(book: Book) -> None:
    """The sheet of all months; its rows are remembered for the sheets that add them up."""
    months = book.calendar.months
    sheet = book.sheet("Months", [24, 44, 9, *[13] * len(months)])
    sheet.title("Months", "Formulas; change Inputs, Positions and Other costs instead.")
    columns = [letter(FIRST + place) for place in range(len(months))]
    _times(book, sheet, columns)
    begin = sheet.row
    for (name, row, once), words, amounts in zip(book.cost_rows, book.cost_names, _amounts(book), strict=True):
        place = f"'{name}'!"
        values = [_cost(place, row, column, once=once) for column in columns]
        flag = Formula(f'IF({place}L{row}="yes",1,0)', 1, "0")
        labels = [
            *(Formula(f"{place}{column}{row}", word, "General") for column, word in zip("AB", words, strict=True)),
            flag,
        ]
        found = [Formula(text, amount) for text, amount in zip(values, amounts, strict=True)]
        sheet.cells([*labels, *found])
    end = sheet.row - 1
    _ends(book, sheet, columns, begin, end)
    book.month_rows |= {"first": begin, "last": end}


def _amounts(book: Book) -> list[tuple[Decimal, ...]]:
    """The months of each line in the order of the sheets: positions, everything else, free lines."""
    free = (NOTHING,) * len(book.calendar.months)
    lines = sorted(book.found.lines, key=lambda line: line.cost.group != "positions")
    return [line.months for line in lines] + [free] * (len(book.cost_rows) - len(lines))


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


def _cost(place: str, row: int, column: str, *, once: bool) -> str:
    words = {"a": f"{place}$G${row}", "s": f"{place}$J${row}", "l": f"{place}$M${row}"}
    words |= {"c": column, "n": str(NUMBER), "p": str(BEGINS), "g": str(GROWN)}
    if not once:
        return YEARLY.format(**words)
    now, before = SO_FAR.format(less="", **words), SO_FAR.format(less="-1", **words)
    price = "{a}*{c}${g}".format(**words)
    later = f"ROUND({price}*{now},2)-ROUND({price}*{before},2)"
    return f"IF({column}${PERIOD}=0,{STARTUP.format(**words)},{later})"


def _ends(book: Book, sheet: Sheet, columns: Sequence[str], begin: int, end: int) -> None:
    """What carries indirect cost, added up within the period; indirect cost; the total."""
    found = book.found
    base, indirect = sheet.row, sheet.row + 1
    sums, rates = [], []
    for place, column in enumerate(columns):
        earlier = letter(FIRST + place - 1)
        carried = f"IF({column}${NUMBER}={column}${BEGINS},0,{earlier}{base})+" if place else ""
        before = f"IF({column}${NUMBER}={column}${BEGINS},0,ROUND(Indirect_rate*{earlier}{base},2))" if place else "0"
        sums.append(
            Formula(f"{carried}SUMPRODUCT($C{begin}:$C{end},{column}{begin}:{column}{end})", _so_far(book, place))
        )
        rates.append(Formula(f"ROUND(Indirect_rate*{column}{base},2)-{before}", found.indirect[place]))
    sheet.cells(["", "Carries indirect cost, so far in the period", "", *sums])
    sheet.cells(["", "Indirect cost", "", *rates])
    totals = [
        Formula(f"SUM({column}{begin}:{column}{end})+{column}{indirect}", amount)
        for column, amount in zip(columns, found.cost_months, strict=True)
    ]
    book.month_rows |= {"indirect": indirect, "total": sheet.cells(["", "Total", "", *totals], bold=True)}


def _so_far(book: Book, place: int) -> Decimal:
    month = book.calendar.first + place
    first = next(period.first for period in book.calendar.periods if month in period.months) - book.calendar.first
    lines = book.found.lines
    return sum((amount for line in lines for amount in line.months[first : place + 1]), NOTHING)


def write_years(book: Book) -> None:
    """Every line by year, totals, secured money and the gap."""
    found = book.found
    sheet = book.sheet("Years", [24, 44, *[17] * (len(found.periods) + 1)])
    sheet.title("Years", "; ".join(f"{period.name}: {period.span}" for period in found.periods))
    sheet.heads(["Group", "Line", *(period.name for period in found.periods), "Together"], freeze=2)
    rows = range(book.month_rows["first"], book.month_rows["last"] + 1)
    for row, words, months in zip(rows, book.cost_names, _amounts(book), strict=True):
        heads = [Formula(f"Months!{column}{row}", word, "General") for column, word in zip("AB", words, strict=True)]
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

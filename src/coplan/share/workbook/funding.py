"""Money: the sources with their time, what falls on each month, match, and the gap month by month."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from coplan.figures.budget.budget_months import begin, finish, first_day
from coplan.figures.budget.funds.funding import FundingSource
from coplan.figures.budget.inputs import MATCH
from coplan.figures.budget.result import columns as added
from coplan.figures.given import given
from coplan.figures.money import NOTHING, cents
from coplan.plan.view import Answers
from coplan.share.workbook.month_columns import FIRST, HEAD, MONEY_FIRST, NUMBER, PERIOD
from coplan.share.workbook.sheet import DAY, MONEY, MONTH, PERCENT, Book, Formula, InputCell, Sheet, letter, serial

MOMENT = "12*YEAR({0})+MONTH({0})-1+{1}/DAY(EOMONTH({0},0))"
PART = "ROUND($C{r}*MAX(0,MIN($J{r},Months!{m}${n}+{until})-$I{r})/($J{r}-$I{r}),2)"
WIDTHS = (38, 22, 15, 12, 12, 9, 14, 9, 11, 11, 15, 40)
HEADS = (
    "Source",
    "Kind",
    "Amount",
    "Start",
    "End",
    "Match",
    "Status",
    "Secured",
    "From",
    "To",
    "Match asked for",
    "Allowed uses",
)


def write_funding(book: Book, answers: Answers) -> None:
    """Sources, months, totals of secured and hoped-for money, and match."""
    months = book.calendar.months
    sheet = book.sheet("Funding", [*WIDTHS, *[13] * len(months)])
    sheet.title("Funding", "Status: idea, applied for, awarded, in hand. Awarded and in hand is secured.")
    heads = [
        Formula(f"Months!{letter(FIRST + place)}{HEAD}", serial(first_day(month)), MONTH)
        for place, month in enumerate(months)
    ]
    sheet.heads([*HEADS, *heads], freeze=1)
    first = sheet.row
    for source in book.found.sources:
        _source(book, sheet, source)
    last = sheet.row - 1
    for name, label, flag in (("secured", "Secured money", 1), ("hoped", "Money only hoped for", 0)):
        found = [source.months for source in book.found.sources if source.secured == bool(flag)]
        cells = []
        for place, amount in enumerate(added(found, book.found.indirect)):
            column = letter(MONEY_FIRST + place)
            text = f"SUMIF($H${first}:$H${last},{flag},{column}${first}:{column}${last})" if last >= first else "0"
            cells.append(Formula(text, amount))
        row = sheet.cells([label, *[""] * (MONEY_FIRST - 1), *cells], bold=True)
        book.money_rows[name] = row
    _match(book, sheet, answers, (first, last))


def _source(book: Book, sheet: Sheet, source: FundingSource) -> None:
    row, last = sheet.row, source.end or first_day(book.calendar.months[-1] + 1) - datetime.timedelta(days=1)
    end = (
        InputCell(source.end, DAY)
        if source.end
        else Formula(f"EDATE(First_month,{len(book.calendar.months)})-1", serial(last), DAY)
    )
    parts = []
    for place, amount in enumerate(source.months):
        column = letter(FIRST + place)
        until, before = (PART.format(r=row, m=column, n=NUMBER, until=step) for step in ("1", "0"))
        parts.append(Formula(f"{until}-{before}", amount))
    sheet.cells(
        [
            InputCell(source.name),
            source.kind,
            InputCell(source.amount, MONEY),
            InputCell(source.start, DAY),
            end,
            InputCell(source.match / 100, PERCENT),
            InputCell(source.status),
            Formula(f'IF(OR(G{row}="awarded",G{row}="in hand"),1,0)', int(source.secured), "0"),
            Formula(MOMENT.format(f"D{row}", f"(DAY(D{row})-1)"), _number(begin(source.start)), "0.0000"),
            Formula(MOMENT.format(f"E{row}", f"DAY(E{row})"), _number(finish(last)), "0.0000"),
            Formula(f"ROUND(C{row}*F{row}{_of_project(source, row)},2)", source.match_asked),
            source.allowed,
            *parts,
        ]
    )


def _of_project(source: FundingSource, row: int) -> str:
    """Where match is a share of the whole project, the grant is what the match leaves of it."""
    plain = cents(Fraction(source.amount) * Fraction(source.match) / 100)
    return "" if source.match_asked == plain else f"/(1-F{row})"


def _number(moment: Fraction) -> Decimal:
    return Decimal(moment.numerator) / Decimal(moment.denominator)


def _match(book: Book, sheet: Sheet, answers: Answers, rows: tuple[int, int]) -> None:
    """Match that the sources ask for, the sources of match, and what is missing."""
    found = book.found
    placed = sum((one.match_asked for one in found.sources), NOTHING)
    other = found.match_required - placed  # of sources without a date, which have no row above
    sheet.row += 1
    sheet.heads(["Source of match", "Kind", "Amount"])
    first = sheet.row
    for row in given(answers).answer(MATCH):
        kind = str(row["kind"]) if row["kind"] else ""
        sheet.cells([InputCell(str(row["source"])), kind, InputCell(Decimal(row["amount"] or 0), MONEY)])
    named = f"SUM(C{first}:C{sheet.row - 1})" if sheet.row > first else "0"
    asked = f"SUM(K{rows[0]}:K{rows[1]})+{other}" if rows[1] >= rows[0] else str(other)
    asks = sheet.cells(["Match asked for", "", Formula(asked, found.match_required)], bold=True)
    names = sheet.cells(["Match named", "", Formula(named, found.match_found)], bold=True)
    sheet.cells(["Match missing", "", Formula(f"MAX(0,C{asks}-C{names})", found.match_gap)], bold=True)


def write_gap(book: Book) -> None:
    """Cost and money month by month, with the gap of the month and the running balances."""
    sheet = book.sheet("Gap", [14, 12, 16, 16, 16, 16, 16, 18])
    sheet.title(
        "Gap",
        "Money less cost, month by month, as if any money could pay anything. The sheet Not covered tells lines apart.",
    )
    heads = ["Month", "Period", "Cost", "Secured", "Hoped for", "Gap", "Balance", "Balance if all comes"]
    sheet.heads(heads, freeze=1)
    first = sheet.row
    for place, gap in enumerate(book.found.gaps):
        row, month, money = sheet.row, letter(FIRST + place), letter(MONEY_FIRST + place)
        before = (f"G{row - 1}+", f"H{row - 1}+") if row > first else ("", "")
        sheet.cells(
            [
                Formula(f"Months!{month}{HEAD}", serial(first_day(gap.month)), MONTH),
                Formula(f"Months!{month}{PERIOD}", gap.period, "0"),
                Formula(f"Months!{month}{book.month_rows['total']}", gap.cost),
                Formula(f"Funding!{money}{book.money_rows['secured']}", gap.secured),
                Formula(f"Funding!{money}{book.money_rows['hoped']}", gap.hoped),
                Formula(f"MAX(0,C{row}-D{row})", gap.gap),
                Formula(f"{before[0]}D{row}-C{row}", gap.balance),
                Formula(f"{before[1]}D{row}+E{row}-C{row}", gap.balance_if_all),
            ]
        )
    totals = _totals(book.found.gaps)
    cells = [Formula(f"SUM({c}{first}:{c}{sheet.row - 1})", amount) for c, amount in zip("CDEF", totals, strict=True)]
    sheet.cells(["Together", "", *cells], bold=True)


def _totals(gaps: Sequence[object]) -> list[Decimal]:
    return [sum((getattr(gap, name) for gap in gaps), NOTHING) for name in ("cost", "secured", "hoped", "gap")]

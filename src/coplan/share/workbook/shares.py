"""The cost by party: weights that may be changed, and shares by largest remainder, cent by cent."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from coplan.figures.budget.shares import CostShares, PartyShare
from coplan.figures.money import NOTHING
from coplan.share.workbook.sheet import MONEY, NUMBER, Book, Formula, InputCell, Sheet, letter

# For each period: whole cents rounded down, what that leaves, and the share.
FLOOR = "INT(ROUND({total}*100*$C{r}/SUM($C${a}:$C${b}),6))"
REST = "ROUND({total}*100*$C{r}/SUM($C${a}:$C${b})-{f}{r},6)"
RANK = "SUMPRODUCT(--({m}${a}:{m}${b}>{m}{r}))+SUMPRODUCT(--({m}${a}:{m}{r}={m}{r}))"
SHARE = "({f}{r}+IF(" + RANK + "<=ROUND({total}*100,0)-SUM({f}${a}:{f}${b}),1,0))/100"


def write_shares(book: Book, shares: CostShares) -> None:
    """Parties, weights and shares of each period; or what is missing."""
    periods = book.found.periods
    sheet = book.sheet("Shares", [38, 32, 14, *[16] * (len(periods) + 1), *[12] * (2 * len(periods))])
    rule = shares.rule or "not chosen yet"
    sheet.title("Shares", f"Rule: {rule}. {shares.counted_on} Weights may be changed.")
    for _, what in shares.holes:
        sheet.cells([f"Missing: {what}"])
    if not shares.parties:
        return
    paid_first = _paid_first(sheet, shares)
    if shares.fixed:
        _sums(book, sheet, shares, paid_first)
        return
    work = [f"{period.name}: {what}" for period in periods for what in ("cents", "remainder")]
    sheet.heads(["Party", "Measured by", "Weight", *(period.name for period in periods), "Together", *work], freeze=1)
    first, last = sheet.row, sheet.row + len(shares.parties) - 1
    for part in shares.parties:
        row = sheet.row
        found, work_cells = [], []
        for place, amount in enumerate(part.amounts):
            floor, rest = letter(4 + len(periods) + 2 * place), letter(5 + len(periods) + 2 * place)
            total = _shared(book, place, paid_first)
            words = {"total": total, "r": row, "a": first, "b": last, "f": floor, "m": rest}
            found.append(Formula(SHARE.format(**words), amount))
            work_cells += [Formula(FLOOR.format(**words), 0, "0"), Formula(REST.format(**words), 0, "0.000000")]
        together = Formula(f"SUM(D{row}:{letter(2 + len(periods))}{row})", sum(part.amounts, NOTHING))
        sheet.cells([InputCell(part.party), part.basis, InputCell(part.measure, NUMBER), *found, together, *work_cells])
    columns = [letter(3 + place) for place in range(len(periods) + 1)]
    shared = book.found.by_period(shares.months)
    totals = [*shared, sum(shared, NOTHING)]
    cells = [Formula(f"SUM({c}{first}:{c}{last})", total, MONEY) for c, total in zip(columns, totals, strict=True)]
    sheet.cells(["Together", "", "", *cells], bold=True)


def _paid_first(sheet: Sheet, shares: CostShares) -> int:
    """A row of values with what money from outside pays before anything is shared; 0 where the whole cost is shared."""
    if not shares.first:
        return 0
    row = sheet.row
    sheet.cells(["Money from outside, paid first", "", "", *(InputCell(amount, MONEY) for amount in shares.first)])
    return row


def _shared(book: Book, place: int, paid_first: int) -> str:
    """What is shared of one period: its cost, less what money from outside pays first."""
    whole = f"Years!{letter(2 + place)}${book.year_rows['total']}"
    return f"({whole}-{letter(3 + place)}${paid_first})" if paid_first else whole


def _sums(book: Book, sheet: Sheet, shares: CostShares, paid_first: int) -> None:
    """Parties that pay sums a year, and what these leave of the cost."""
    periods = book.found.periods
    sheet.heads(["Party", "Measured by", "A year", *(period.name for period in periods), "Together"], freeze=1)
    first, last = sheet.row, sheet.row + len(shares.parties) - 2
    for part in shares.parties:
        row, rest = sheet.row, sheet.row > last
        cells: Sequence[Formula | InputCell]
        if rest:
            columns = [(letter(3 + place), _shared(book, place, paid_first)) for place in range(len(periods))]
            left = [f"{total}-SUM({column}{first}:{column}{last})" for column, total in columns]
            cells = [Formula(text, amount) for text, amount in zip(left, part.amounts, strict=True)]
        else:
            cells = _of_a_sum(book, part, row)
        together = Formula(f"SUM(D{row}:{letter(2 + len(periods))}{row})", sum(part.amounts, NOTHING))
        paid = "" if rest else InputCell(part.measure, MONEY)
        sheet.cells([part.party if rest else InputCell(part.party), part.basis, paid, *cells, together])


def _of_a_sum(book: Book, part: PartyShare, row: int) -> Sequence[Formula | InputCell]:
    """What of a yearly sum falls on each period: a formula, or amounts where the table of payments bills it."""
    if not part.held:
        return [InputCell(amount, MONEY) for amount in part.amounts]
    first = book.calendar.first
    reached = [Fraction(0), *accumulate(part.held)]
    spans = [(one.first - first, one.first - first + one.count) for one in book.found.periods]
    marks = [tuple(f"ROUND($C{row}*{reached[place]}/12,2)" for place in span) for span in spans]
    return [Formula(f"{until}-{before}", amount) for (before, until), amount in zip(marks, part.amounts, strict=True)]

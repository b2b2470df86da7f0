"""Which counts of the plan no paper shows: small ones of calls and people, and those that would give them away.

The limit is the plan's own (`metrics.suppression`); without one nothing is hidden, and the papers say who looks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from coplan.calls import inputs
from coplan.calls.on_paper.small_groups import Group, small_rates
from coplan.calls.privacy import hide
from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.values import Missing, Text
from coplan.content.reads import ReadsQuestion
from coplan.plan.view import Answers

NOT_SHOWN = "not shown"
REST = -1  # the place of what a table does not list
WHOLES = {  # a count, and of what it is a part, where it is a part
    inputs.COUNTED: inputs.TOTAL,
    inputs.TO_HOSPITAL: inputs.COUNTED,
    inputs.HOLDS: inputs.COUNTED,
    inputs.ARRESTS: inputs.COUNTED,
    inputs.FORCE: inputs.COUNTED,
    inputs.SUICIDE_CALLS: inputs.COUNTED,
    inputs.HOMELESS_CALLS: inputs.COUNTED,
    inputs.RESPONDERS_INJURED: inputs.INJURED,
    inputs.OVERDOSE_DEATHS: inputs.OVERDOSES,
    inputs.INJURED: None,
    inputs.OVERDOSES: None,
    inputs.SUICIDES: None,
    inputs.MEDICAL_CALLS: None,
    inputs.REPEAT_PEOPLE: None,
}
RATES = {"arrest_rate": inputs.ARRESTS, "hold_rate": inputs.HOLDS, "force_rate": inputs.FORCE}


def small_count(answers: Answers, key: str) -> str:
    """What stands in a paper for a single count that is not shown; nothing where it is."""
    if all(key != _key(answers, read) for read in WHOLES):
        return ""
    return answers.keep("small counts", _small_counts).get(key, "")


def shown_rows(answers: Answers, key: str, rows: Rows) -> Rows:
    """Records as a paper shows them: words for what may not be shown, and no column in which nothing is left."""
    for read, work in TABLES.items():
        if key == _key(answers, read):
            hidden = answers.keep(f"small counts of {key}", work)
            return _without(rows, hidden) if hidden else rows
    return rows


def _small_counts(answers: Answers) -> dict[str, str]:
    found, smallest = {}, _smallest(answers)
    for read, of in WHOLES.items():
        count, whole = answers.read(read), answers.read(of) if of else Missing("")
        if 0 < count < smallest:
            found[_key(answers, read)] = f"fewer than {smallest}"
        elif not isinstance(count, Missing) and not isinstance(whole, Missing) and 0 < whole - count < smallest:
            found[_key(answers, read)] = NOT_SHOWN
    return found


def _smallest(answers: Answers) -> int:
    """The least count that is shown; zero where the plan says none."""
    limit = answers.read(inputs.SUPPRESSION)
    return 0 if isinstance(limit, Missing) else int(limit)


def _key(answers: Answers, read: ReadsQuestion) -> str:
    question = read.today(answers.pack)
    return question.key if question else read.key


def _without(rows: Rows, hidden: Mapping[str, set[int]]) -> Rows:
    """The rows with words in the cells that are hidden, by column; a column that is hidden in all is gone."""
    gone = {name for name, places in hidden.items() if len(places) == len(rows)} - rows.required
    return Rows([_row(rows, place, hidden, gone) for place in range(len(rows))], rows.labels, rows.required)


def _row(rows: Rows, place: int, hidden: Mapping[str, set[int]], gone: set[str]) -> Row:
    row = rows[place]
    words = {name: Text(NOT_SHOWN) for name, places in hidden.items() if place in places}
    cells = {name: cell for name, cell in {**row.cells, **words}.items() if name not in gone}
    return Row(row["id"], {name: cells[name] for name in rows.labels if name in cells}, row.labels, row.key)


def _of_list(read: ReadsQuestion) -> Callable[[Answers], Mapping[str, set[int]]]:
    """Of a table of calls whose sum is known from the whole: the rows that are hidden."""

    def hidden(answers: Answers) -> Mapping[str, set[int]]:
        rows, whole, smallest = answers.read(read), answers.read(inputs.COUNTED), _smallest(answers)
        counts = {place: int(row["calls"]) for place, row in enumerate(rows) if not isinstance(row["calls"], Missing)}
        if not isinstance(whole, Missing) and whole > sum(counts.values()):
            counts[REST] = int(whole) - sum(counts.values())
        shown = hide(counts, [list(counts)], smallest)
        gaps = {place for place, count in shown.items() if count is None and place != REST}
        return {_column(answers, read, "calls"): gaps} if gaps else {}

    return hidden


def _of_groups(answers: Answers) -> Mapping[str, set[int]]:
    """Of the table by group: the rows that are hidden, by column."""
    read, smallest, whole = inputs.BY_GROUP, _smallest(answers), answers.read(inputs.COUNTED)
    if not smallest or isinstance(whole, Missing):
        return {}
    groups = [_group(str(place), row) for place, row in enumerate(answers.read(read))]
    totals = {name: _total(answers.read(total)) for name, total in RATES.items()}
    found: dict[str, set[int]] = {}
    for place, name in small_rates(groups, int(whole), totals, smallest):
        found.setdefault(_column(answers, read, name or "call_share"), set()).add(int(place))
    return found


def _group(place: str, row: Row) -> Group:
    return Group(
        place, str(row["dimension"]), _percent(row["call_share"]), {name: _percent(row[name]) for name in RATES}
    )


def _percent(cell: Any) -> Decimal | None:
    return None if isinstance(cell, Missing) else Decimal(cell)


def _total(count: Any) -> int | None:
    return None if isinstance(count, Missing) else int(count)


def _column(answers: Answers, read: ReadsQuestion, name: str) -> str:
    question = read.today(answers.pack)
    return read.column(name, question) if question else name


TABLES: Mapping[ReadsQuestion, Callable[[Answers], Mapping[str, set[int]]]] = {
    inputs.BY_HOUR: _of_list(inputs.BY_HOUR),
    inputs.BY_PLACE: _of_list(inputs.BY_PLACE),
    inputs.BY_ENDING: _of_list(inputs.BY_ENDING),
    inputs.BY_GROUP: _of_groups,
}

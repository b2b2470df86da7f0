"""Asks for rows: a table with add, edit, remove and reorder. Every cell is saved as soon as it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coplan.content.model import Column, Question
from coplan.content.values import Row, Rows
from coplan.content.yaml_nodes import Data
from coplan.wizard.asker import Asker, Given, Opened, Option, Prompt, Reply, Signal
from coplan.wizard.words import form_of, short

Keep = Callable[[list[Data]], Rows | None]


def ask_rows(asker: Asker, question: Question, prompt: Prompt, rows: Rows | None, keep: Keep) -> Reply:
    """Let people work on the rows of a records question until they go on.

    `keep` saves plain rows and returns them as they are now; None if none are left.
    """
    asker.lead(prompt)
    while True:
        held: Sequence[Row] = rows or ()
        _show(asker, question, held)
        first = "done" if held else "add"
        picked = asker.choose(prompt.ask, _options(question, held), first, question=True)
        if picked in (Signal.OPEN, "open"):
            return Opened()
        if picked in (Signal.HELP, "help"):
            asker.say(prompt.help)
        elif isinstance(picked, Signal):
            return picked
        elif picked == "done":
            return Given(rows.plain() if rows else [])
        elif picked == "skip":
            return Signal.SKIP
        elif picked == "add":
            rows = _fill(asker, question, len(held), rows, keep)
        else:
            rows = _row_menu(asker, question, int(picked), rows, keep)


def _show(asker: Asker, question: Question, rows: Sequence[Row]) -> None:
    if rows:
        heads = ["", *(column.label for column in question.columns)]
        lines = [
            [str(n), *(short(row[c.key], 30) if c.key in row.cells else "–" for c in question.columns)]
            for n, row in enumerate(rows, 1)
        ]
        asker.table(heads, lines)


def _options(question: Question, rows: Sequence[Row]) -> list[Option]:
    lines = [
        Option(str(number), f"Change row {number}: {short(next(iter(row.cells.values()), 'empty'), 40)}")
        for number, row in enumerate(rows, 1)
    ]
    add = Option("add", f"Add {question.row}")
    if rows:
        return [Option("done", "Go on"), add, *lines, Option("open", "Make it an open item"), Option("help", "Help")]
    return [add, Option("skip", "Skip for now"), Option("open", "Make it an open item"), Option("help", "Help")]


def _row_menu(asker: Asker, question: Question, number: int, rows: Rows | None, keep: Keep) -> Rows | None:
    held = list(rows or ())
    index = number - 1
    options = [Option("edit", "Change this row"), Option("remove", "Remove this row")]
    if index > 0:
        options.append(Option("up", "Move it up"))
    if index < len(held) - 1:
        options.append(Option("down", "Move it down"))
    picked = asker.choose(f"Row {number}", [*options, Option("back", "Leave it as it is")], "edit")
    plain = [row.plain() for row in held]
    if picked == "edit":
        return _fill(asker, question, index, rows, keep)
    if picked == "remove":
        del plain[index]
    elif picked in ("up", "down"):
        other = index - 1 if picked == "up" else index + 1
        plain[index], plain[other] = plain[other], plain[index]
    else:
        return rows
    return keep(plain)


def _fill(asker: Asker, question: Question, index: int, rows: Rows | None, keep: Keep) -> Rows | None:
    """Ask the columns of one row, saving after each; back from the first column ends it."""
    at = 0
    while at < len(question.columns):
        column = question.columns[at]
        cell = rows[index].cells.get(column.key) if rows and index < len(rows) else None
        now = cell.plain() if cell is not None else None
        reply = asker.ask(_column_prompt(question, column, at, now))
        if reply is Signal.BACK:
            if at == 0:
                return rows
            at -= 1
            continue
        if isinstance(reply, Signal) and reply is not Signal.SKIP:
            return rows
        if isinstance(reply, Given):
            rows = keep(_with_cell(question, rows, index, column.key, reply.data))
        elif column.required and now is None:
            asker.say(f"A row needs its {column.label}. Shift-Tab or /back leaves the row.")
            continue
        at += 1
    return rows


def _column_prompt(question: Question, column: Column, at: int, now: Data | None) -> Prompt:
    help_text = column.help or f"Write {form_of(column)}."
    ask = column.label[:1].upper() + column.label[1:]
    return Prompt(column, ask, f"column {at + 1} of {len(question.columns)}", now, help=help_text)


def _with_cell(question: Question, rows: Rows | None, index: int, name: str, data: Data) -> list[Data]:
    plain: list[Data] = [row.plain() for row in rows or ()]
    if index >= len(plain):
        plain.append({})
    row = plain[index]
    assert isinstance(row, dict)
    changed = row | {name: data}
    order = ["id", *(column.key for column in question.columns)]
    plain[index] = {key: changed[key] for key in order if key in changed}
    return plain

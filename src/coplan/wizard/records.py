"""Asks for rows: a table with add, edit, remove and reorder. Every cell is saved as soon as it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Row, Rows
from coplan.content.model import Column, Question
from coplan.wizard.asker import Asker, Given, Opened, Option, Prompt, Reply, Signal
from coplan.wizard.unusual import confirmed, examples_of
from coplan.wizard.words import form_of, short
from coplan.yaml.nodes import Data

Keep = Callable[[list[Data]], Rows | None]
SAID = {"skip": Signal.SKIP, "open": Signal.OPEN, "help": Signal.HELP}


def ask_rows(asker: Asker, question: Question, prompt: Prompt, rows: Rows | None, keep: Keep, today: date) -> Reply:
    """Let people work on the rows of a records question until they go on.

    `keep` saves plain rows and returns them as they are now; None if none are left.
    """
    return _Sheet(asker, question, rows, keep, today).work(prompt)


class _Sheet:
    """The rows of one question while people work on them."""

    def __init__(self, asker: Asker, question: Question, rows: Rows | None, keep: Keep, today: date) -> None:
        self.asker, self.question, self.rows, self.keep, self.today = asker, question, rows, keep, today

    def work(self, prompt: Prompt) -> Reply:
        reply: Reply | None = None
        while reply is None:
            self.asker.lead(replace(prompt, now=self.rows.plain() if self.rows else None))
            self.show()
            picked = self.asker.choose(prompt.ask, self.options(), "done" if self.rows else "add", question=True)
            picked = SAID.get(picked, picked) if isinstance(picked, str) else picked
            if picked is Signal.HELP:
                self.asker.say(prompt.help)
            elif picked is Signal.OPEN:
                reply = Opened()
            elif isinstance(picked, Signal):
                reply = picked
            elif picked == "done":
                reply = Given(self.plain())
            elif picked == "add":
                reply = self.fill(len(self.rows or ()))
            else:
                reply = self.change(int(picked) - 1)
        return reply

    def plain(self) -> list[Data]:
        return [row.plain() for row in self.rows or ()]

    def show(self) -> None:
        if self.rows:
            columns = self.question.columns
            lines = [
                [str(n), *(short(row[c.key], 30) if c.key in row.cells else "–" for c in columns)]
                for n, row in enumerate(self.rows, 1)
            ]
            self.asker.table(["row", *(column.label for column in columns)], lines)

    def options(self) -> list[Option]:
        add = Option("add", f"Add {self.question.row}{self.waiting('new')}")
        last = [Option("open", "Make it an open item"), Option("help", "Help")]
        if not self.rows:
            return [add, Option("skip", "Skip for now"), *last]
        lines = [Option(str(number), self.row_label(number, row)) for number, row in enumerate(self.rows, 1)]
        return [Option("done", "Go on"), add, *lines, *last]

    def row_label(self, number: int, row: Row) -> str:
        first = short(next(iter(row.cells.values()), "empty"), 40)
        return f"Change row {number}: {first}{self.waiting(row['id'])}"

    def waiting(self, row: str) -> str:
        """Says that something typed in a row waits to be confirmed."""
        found = self.asker.unconfirmed.below(f"{self.question.key}/{row}")
        typed = [short(self.asker.unconfirmed.at(place), 20) for place in found]
        return f" (typed and not confirmed: {', '.join(typed)})" if typed else ""

    def change(self, index: int) -> Reply | None:
        """Edit, remove or move one row; a reply if the room wants to be elsewhere."""
        held = self.plain()
        options = [Option("edit", "Change this row"), Option("remove", "Remove this row")]
        options += [Option("up", "Move it up")] if index > 0 else []
        options += [Option("down", "Move it down")] if index < len(held) - 1 else []
        picked = self.asker.choose(f"Row {index + 1}:", [*options, Option("back", "Leave it as it is")], "edit")
        if picked is Signal.LEAVE:
            return picked
        if picked == "edit":
            return self.fill(index)
        if picked == "remove":
            del held[index]
        elif picked in ("up", "down"):
            other = index - 1 if picked == "up" else index + 1
            held[index], held[other] = held[other], held[index]
        else:
            return None
        self.rows = self.keep(held)
        return None

    def fill(self, index: int) -> Reply | None:
        """Ask the columns of one row, saving after each; back from the first column ends it."""
        columns = self.question.columns
        at, typed = 0, None
        while at < len(columns):
            now = self.cell(index, columns[at])
            reply = self.asker.ask(self.prompt(index, at, now if typed is None else typed))
            typed = None
            if reply is Signal.BACK:
                if at == 0:
                    return None
                at -= 1
                continue
            if isinstance(reply, Opened):  # the question is what is open, not the cell
                return Opened()
            if isinstance(reply, Given):
                where = self.where(index, columns[at])
                if not self.usual(columns[at], reply, now):
                    typed = reply.data
                    continue
                self.rows = self.keep(self.with_cell(index, columns[at].key, reply.data))
                self.asker.unconfirmed.settle(where)
                if reply.then is Signal.BACK:
                    at -= 1
                    if at < 0:
                        return None
                    continue
            elif reply is not Signal.SKIP:
                return reply
            elif columns[at].required and index >= len(self.rows or ()):
                self.asker.say(f"A row needs its {columns[at].label}; nothing was added.")
                return None
            at += 1
        return None

    def usual(self, column: Column, reply: Given, now: Data | None) -> bool:
        """True if a cell can be taken: it is empty, as it was, like others, or unlike others and meant."""
        if reply.data in ("", [], now):
            return True
        value = read_value(reply.data, column)
        return confirmed(self.asker, column, value, self.today, examples_of(self.question, column))

    def cell(self, index: int, column: Column) -> Data | None:
        rows = self.rows or ()
        cell = rows[index].cells.get(column.key) if index < len(rows) else None
        found: Data | None = cell.plain() if cell is not None else None
        return found

    def where(self, index: int, column: Column) -> str:
        """The place of a cell, by its row's permanent id; a row that is not there yet is `new`."""
        rows = self.rows or ()
        row = rows[index]["id"] if index < len(rows) else "new"
        return f"{self.question.key}/{row}/{column.key}"

    def prompt(self, index: int, at: int, now: Data | None) -> Prompt:
        column = self.question.columns[at]
        help_text = column.help or f"Write {form_of(column)}."
        ask = column.label[:1].upper() + column.label[1:]
        place = f"Row {index + 1} · column {at + 1} of {len(self.question.columns)}"
        return Prompt(column, ask, place, now=now, help=help_text, where=self.where(index, column))

    def with_cell(self, index: int, name: str, data: Data) -> list[Data]:
        plain = self.plain()
        if index >= len(plain):
            plain.append({})
        row = plain[index]
        assert isinstance(row, dict)
        changed = row | {name: data}
        order = ["id", *(column.key for column in self.question.columns)]
        plain[index] = {key: changed[key] for key in order if key in changed and changed[key] not in ("", [])}
        return plain

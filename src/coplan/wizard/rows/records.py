"""Asks for rows: a table with add, edit, remove and reorder. Every cell is saved as soon as it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Row, Rows
from coplan.content.questions import Column, Question
from coplan.wizard.asker import EMPTY, Asker, Opened, Option, Prompt, Reply, Signal, TypedAnswer
from coplan.wizard.question_words import form_of, printed, short
from coplan.wizard.rows.pasted import Pasted, read_pasted
from coplan.wizard.unusual import confirmed
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
        self.asker, self.question, self.rows, self.today = asker, question, rows, today
        self.save = keep
        self.before: list[list[Data]] = []  # the table before each change of this visit, for undoing

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
                reply = TypedAnswer(self.plain())
            elif picked == "add":
                reply = self.fill(len(self.rows or ()))
            elif picked == "paste":
                reply = self.paste()
            elif picked == "undo":
                self.rows = self.save(self.before.pop())
            else:
                reply = self.change(int(picked) - 1)
        return reply

    def keep(self, data: list[Data]) -> Rows | None:
        """Save the table, and remember how it was."""
        self.before.append(self.plain())
        return self.save(data)

    def plain(self) -> list[Data]:
        return [row.plain() for row in self.rows or ()]

    def show(self) -> None:
        if self.rows:
            columns = self.question.columns
            lines = [
                [str(n), *(short(row[c.key], 30) if c.key in row.cells else EMPTY for c in columns)]
                for n, row in enumerate(self.rows, 1)
            ]
            self.asker.table(["row", *(column.label for column in columns)], lines)

    def options(self) -> list[Option]:
        add = Option("add", f"Add {self.question.row}{self.waiting('new')}")
        paste = Option("paste", f"Paste rows from a spreadsheet{self.waiting('paste')}")
        undo = [Option("undo", "Undo the last change")] if self.before else []
        last = [*undo, Option("open", "Make it an open item"), Option("help", "Help")]
        if not self.rows:
            return [add, paste, Option("skip", "Skip for now"), *last]
        lines = [Option(str(number), self.row_label(number, row)) for number, row in enumerate(self.rows, 1)]
        return [Option("done", "Go on"), add, paste, *lines, *last]

    def row_label(self, number: int, row: Row) -> str:
        first = short(next(iter(row.cells.values()), "empty"), 40)
        return f"Change row {number}: {first}{self.waiting(row['id'])}"

    def waiting(self, row: str) -> str:
        """Says that something typed in a row waits to be confirmed."""
        found = self.asker.unconfirmed.below(f"{self.question.key}/{row}")
        typed = [short(self.asker.unconfirmed.at(place), 20) for place in found]
        return f" (typed and not confirmed: {', '.join(typed)})" if typed else ""

    def change(self, index: int) -> Reply | None:
        """Edit a row or one cell of it, copy, remove or move it; a reply if the room wants to be elsewhere."""
        held = self.plain()
        options = [Option("edit", "Change this row"), Option("cell", "Change one cell")]
        options += [Option("copy", "Copy it"), Option("remove", "Remove this row")]
        options += [Option("up", "Move it up")] if index > 0 else []
        options += [Option("down", "Move it down")] if index < len(held) - 1 else []
        picked = self.asker.choose(f"Row {index + 1}:", [*options, Option("back", "Leave it as it is")], "edit")
        if picked is Signal.LEAVE:
            return picked
        if picked == "edit":
            return self.fill(index)
        if picked == "cell":
            return self.one_cell(index)
        if picked == "copy":
            held.insert(index + 1, _without_id(held[index]))
        elif picked == "remove":
            del held[index]
        elif picked in ("up", "down"):
            other = index - 1 if picked == "up" else index + 1
            held[index], held[other] = held[other], held[index]
        else:
            return None
        self.rows = self.keep(held)
        return None

    def one_cell(self, index: int) -> Reply | None:
        """Choose one cell of a row and ask for it again."""
        columns = self.question.columns
        cells = [self.cell(index, column) for column in columns]
        shown = ["empty" if cell is None else short(cell, 40) for cell in cells]
        options = [Option(column.key, f"{column.label}: {cell}") for column, cell in zip(columns, shown, strict=True)]
        picked = self.asker.choose("Which cell?", [*options, Option("back", "None of these")], columns[0].key)
        if picked is Signal.LEAVE:
            return picked
        place = next((place for place, column in enumerate(columns) if column.key == picked), None)
        return None if place is None else self.fill(index, place, place + 1)

    def paste(self) -> Reply | None:
        """Ask for rows out of a spreadsheet, show what was understood, and take them if that is right."""
        column = Column("paste", "rows", "paragraph")
        heads = ", ".join(column.label for column in self.question.columns)
        ask = f"Paste the rows, one a line, cells between tabs, with or without heads. Columns: {heads}"
        where = f"{self.question.key}/paste"
        typed: Data | None = None
        while True:
            reply = self.asker.ask(Prompt(column, ask, now=typed, help=ask, where=where))
            if reply in (Signal.BACK, Signal.SKIP):
                return None
            if not isinstance(reply, TypedAnswer):
                return reply
            found = read_pasted(self.question, str(reply.data))
            self.preview(found)
            counted = f"{len(found.rows)} row{'' if len(found.rows) == 1 else 's'}"
            take = [Option("take", f"Take {counted}")] if found.rows else []
            options = [*take, Option("again", "Correct the text"), Option("none", "Take none of it")]
            picked = self.asker.choose("Is this right?", options, options[0].key)
            if picked is Signal.LEAVE:
                return picked
            if picked == "take":
                self.rows = self.keep([*self.plain(), *found.rows])
            if picked in ("take", "none"):
                self.asker.unconfirmed.settle(where)
                return None
            typed = reply.data

    def preview(self, found: Pasted) -> None:
        """Show pasted rows as they were understood, and which cells were not."""
        columns = self.question.columns
        lines = [
            [str(number), *(_shown(row[column.key], column) if column.key in row else EMPTY for column in columns)]
            for number, row in enumerate(found.rows, 1)
        ]
        if lines:
            self.asker.table(["row", *(column.label for column in columns)], lines)
        for fault in found.refused:
            self.asker.say(f"Not taken: {fault}" if "is missing" not in fault else fault)

    def fill(self, index: int, start: int = 0, end: int = 0) -> Reply | None:
        """Ask the columns of one row, or some of them, saving after each; back from the first one ends it."""
        columns = self.question.columns[: end or None]
        at, typed = start, None
        while at < len(columns):
            now = self.cell(index, columns[at])
            reply = self.asker.ask(self.prompt(index, at, now if typed is None else typed))
            typed = None
            if reply is Signal.BACK:
                if at == start:
                    return None
                at -= 1
                continue
            if isinstance(reply, Opened):  # the question is what is open, not the cell
                return Opened()
            if isinstance(reply, TypedAnswer):
                where = self.where(index, columns[at])
                if not self.usual(columns[at], reply, now):
                    typed = reply.data
                    continue
                self.rows = self.keep(self.with_cell(index, columns[at].key, reply.data))
                self.asker.unconfirmed.settle(where)
                if reply.then is Signal.BACK:
                    at -= 1
                    if at < start:
                        return None
                    continue
            elif reply is not Signal.SKIP:
                return reply
            elif columns[at].required and index >= len(self.rows or ()):
                self.asker.say(f"A row needs its {columns[at].label}; nothing was added.")
                return None
            at += 1
        return None

    def usual(self, column: Column, reply: TypedAnswer, now: Data | None) -> bool:
        """True if a cell can be taken: it is empty, as it was, like others, or unlike others and meant."""
        if reply.data in ("", [], now):
            return True
        value = read_value(reply.data, column)
        return confirmed(self.asker, column, value, self.today, self.question.examples_of(column))

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
        return Prompt(
            column,
            ask,
            place,
            now=now,
            suggestion=self.above(index, at) if now is None else None,
            help=help_text,
            where=self.where(index, column),
        )

    def above(self, index: int, at: int) -> Data | None:
        """What the row above has, offered for a row that is being added; what names a row is not."""
        new = index >= len(self.rows or ()) - 1
        return self.cell(index - 1, self.question.columns[at]) if new and at and index else None

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


def _without_id(row: Data) -> Data:
    """A copy of a row that gets an id of its own."""
    assert isinstance(row, dict)
    return {key: cell for key, cell in row.items() if key != "id"}


def _shown(data: Data, column: Column) -> str:
    """A cell as it was understood, in one short line."""
    return short("; ".join(printed(column, item) for item in (data if isinstance(data, list) else [data])), 30)

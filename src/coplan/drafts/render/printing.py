"""How a draft prints an answer: words, holes, marks of what is open, lists, tables, and sentences from rows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from typing import Any

from coplan.calls.on_paper.small_counts import shown_rows, small_count
from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.values import Address, Chosen, Listing, Missing, Money, Text, Whole, join_words
from coplan.content.language.note_of_reads import NAMED
from coplan.content.language.references import PLACE
from coplan.content.model import Pack
from coplan.drafts.render import grammar, holes, markdown, record_tables
from coplan.drafts.render.grammar import first_upper
from coplan.drafts.render.noted import NotedAnswers
from coplan.drafts.render.spanish_days import in_spanish
from coplan.numerals import without_cents
from coplan.plan.view import Answers

READ_AS_NONE = ("money", "date")  # kinds of which a dash would be read as none
SHIFT_WITHIN = 14  # days: a schedule of alternate weeks has a shift in them


class Printer:
    """Prints the answers of one plan, and notes which."""

    def __init__(self, pack: Pack, answers: Answers) -> None:
        self.pack, self.answers = pack, answers
        self.whole_dollars = self.bridges = False
        self._keys: dict[int, str] = {}
        self._rows: dict[tuple[str, str], Rows] = {}

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Our filters, by the name that templates use."""
        return {
            "bullets": self.bullets,
            "table": self.table,
            "sentence": self.sentence,
            "first_upper": lambda value: first_upper(self.prose(value)),
            "lower": self.lower,
            "clause": lambda value: self._within(value, grammar.embedded),
            "a": lambda value: self._within(value, grammar.with_article),
            "sentences": lambda rows, *pieces: self._joined_rows(rows, pieces, "", " "),
            "points": lambda rows, *pieces: self._joined_rows(rows, pieces, "- ", "\n"),
            "count": lambda value: self.prose(value) if isinstance(value, Missing) else len(value),
            "join": lambda values, by=", ": self._joined(values, by.join),
            "words": lambda values: self._joined(values, join_words),
            "says": self.says,
            "any_of": lambda value: self._joined(value, grammar.either),
            "mark": self.mark,
            "until": self.until,
            "days_to": lambda first, last: (last - first).days,
            "first_shift": self.first_shift,
            "passed": self.passed,
            "the": lambda value: grammar.with_the(self.prose(value)),
            "as_words": lambda value, name, words: grammar.in_place_of(self.prose(value), self.prose(name), words),
            "exact": self.exact,
            "listed": lambda value: grammar.listed(self.prose(value)),
            "offices": lambda value: [] if isinstance(value, Missing) else grammar.offices(self.prose(value)),
        }

    def value(self, key: str) -> Any:
        """An answer, with a note that a template names it."""
        value = self.answers.value(key)
        self.answers.note.read(f"{NAMED}{key}")
        if isinstance(value, Rows):
            value = self._shown(key, value)
        if not isinstance(value, Missing):  # which dies at once, and leaves its id to another value
            self._keys[id(value)] = key
        return value

    def _shown(self, key: str, rows: Rows) -> Rows:
        """Records without small counts; kept, so that they can be known again."""
        shown = shown_rows(self.answers, key, rows)
        return shown if shown is rows else self._rows.setdefault((key, str(shown)), shown)

    def piece(self, write: Callable[..., str], *more: Hashable) -> str:
        """What a function prints; taken over where it does not look at what changed."""
        if not isinstance(self.answers, NotedAnswers):
            return write(self, *more)
        name = (f"{write.__module__}.{write.__qualname__}", self.whole_dollars, *more)
        return self.answers.piece(name, lambda: write(self, *more))

    def prose(self, value: Any) -> str:
        """What a draft prints for a value; holes and marks for what is not settled."""
        if type(value) is str and id(value) not in self._keys:  # what a function or a template says, ready to print
            return value
        if isinstance(value, Missing):
            return self._waits_for(value) or holes.hole_for(self.answers, value.key, value.label)
        if isinstance(value, bool) or not (isinstance(value, str | int | float | Decimal) or hasattr(value, "plain")):
            shown = str(value)[:60]
            raise ValueError(f"a template prints `{shown}`; print an answer or write the words")
        return self._marked(value, self.small(value) or self._words(value))

    def small(self, value: Any) -> str:
        """What is printed for a count that may not be shown; nothing for any other value."""
        return small_count(self.answers, self._keys.get(id(value), "")) if isinstance(value, Whole) else ""

    def _words(self, value: Any) -> str:
        kind = type(value)
        if kind is str or kind is Address:
            return str(value)
        if kind is Chosen:
            return markdown.inline(str(value))
        if isinstance(value, Text):
            return markdown.block(value) if "\n" in value.strip() else markdown.inline(value)
        if isinstance(value, Listing):
            return join_words([self._words(item) for item in value])
        if isinstance(value, Rows):
            return "; ".join(self._words(row) for row in value)
        if isinstance(value, Row):
            return ", ".join(self._words(cell) for cell in value.cells.values())
        return self.sums(str(value)) if isinstance(value, Money) else str(value)

    def sums(self, words: str) -> str:
        """Words with their sums as the document prints them: to the cent, or to the dollar."""
        return without_cents(words) if self.whole_dollars else words

    def exact(self, value: Any) -> str:
        """A sum to the cent in any document: what a vote allows is never rounded."""
        whole, self.whole_dollars = self.whole_dollars, False
        try:
            return self.prose(value)
        finally:
            self.whole_dollars = whole

    def _joined(self, values: Any, join: Callable[[list[str]], str]) -> str:
        return self.prose(values) if isinstance(values, Missing) else join([self.prose(value) for value in values])

    def mark(self, value: Any) -> str:
        """Only the mark of an open answer; empty where it is settled."""
        return self._marked(value, "").strip()

    def until(self, value: Any) -> str:
        """What holds while an answer is missing or disputed, behind a space; empty where the pack says nothing."""
        key = value.key if isinstance(value, Missing) else self._keys.get(id(value))
        question = self.pack.questions.get(key) if self.bridges and key is not None else None
        item = self.answers.plan.open.get(key) if question is not None and key is not None else None
        is_open = isinstance(value, Missing) or (item is not None and item.state == "disputed")
        return f" {holes.bridge(question.until, item)}" if question is not None and question.until and is_open else ""

    def _marked(self, value: Any, words: str) -> str:
        key = self._keys.get(id(value))
        item = self.answers.plan.open.get(key) if key is not None else None
        return f"{words} {holes.open_mark(item)}" if item else words

    def first_shift(self, day: Any, hours: Any, spanish: bool = False) -> str:
        """The first day from this one on with a shift of these hours; the day itself where either is open."""
        if isinstance(day, Missing):
            return self.prose(day)
        later = [] if isinstance(hours, Missing) else [day + datetime.timedelta(days) for days in range(SHIFT_WITHIN)]
        found = next((one for one in later if hours.on(one)), day)
        return self._marked(day, in_spanish(found) if spanish else str(found))

    def passed(self, day: Any) -> bool:
        """True for a date before today; false for a date that is open, and where nobody says what day it is."""
        today = self.answers.today
        return today is not None and not isinstance(day, Missing) and bool(day < today)

    def bullets(self, value: Any) -> str:
        """Choices, a list or rows as a bulleted list."""
        if isinstance(value, Missing):
            return f"- {self.prose(value)}{self.until(value)}"
        lines = [f"- {first_upper(self._words(item))}" for item in value]
        return self._marked(value, "\n".join(lines))

    def table(self, value: Any, *columns: str) -> str:
        """Records as a table with these columns, or with all."""
        if isinstance(value, Missing):
            return f"{self.prose(value)}{self.until(value)}"
        names = [name for name in columns or value.labels if self.is_called_for(value, name)]
        rows = [{name: self._cell(value, row, name) for name in names} for row in value]
        beside = [name for name in names if self._is_partly_said(value, name)]
        table = record_tables.records({name: value.labels[name] for name in names}, rows, beside)
        mark = f"{self.mark(value)}{self.until(value)}"
        return f"{table}\n\n{mark}" if mark else table

    def is_called_for(self, rows: Rows, name: str) -> bool:
        """False for a column that may be empty, and is in every row."""
        return name in rows.required or any(
            not isinstance(row[name], Missing) or self._matters(row, name) for row in rows
        )

    def _matters(self, row: Row, name: str) -> bool:
        """True for an empty cell that is a hole: what it lacks would be read as none."""
        cell = row[name]
        if not isinstance(cell, Missing):
            return False
        columns = self.pack.questions[cell.key].columns
        return any(column.matters for column in columns if column.key == name) or bool(self._waits_for(cell))

    def _waits_for(self, cell: Missing) -> str:
        """The mark of an open answer on which an empty cell waits: one point, with one owner and one day."""
        question = self.pack.questions.get(cell.key)
        for column in question.columns if question else ():
            item = self.answers.plan.open.get(column.falls_to) if column.label == cell.label else None
            if item is not None:
                label, given = self.pack.questions[column.falls_to].label, self.value(column.falls_to)
                if isinstance(given, Missing):
                    return holes.hole_for(self.answers, column.falls_to, label)
                return holes.hanging_mark(item, label)
        return ""

    def _is_partly_said(self, rows: Rows, name: str) -> bool:
        """True for a column of money or dates that some rows leave out: it stands beside what it belongs to."""
        empty = [row[name] for row in rows if isinstance(row[name], Missing) and not self._matters(row, name)]
        if not empty or name in rows.required:
            return False
        columns = self.pack.questions[empty[0].key].columns
        return any(found.key == name and found.kind in READ_AS_NONE for found in columns)

    def _cell(self, rows: Rows, row: Row, name: str) -> str:
        cell = row[name]
        said = not isinstance(cell, Missing) or name in rows.required or self._matters(row, name)
        return self.prose(cell) if said else record_tables.NONE

    def sentence(self, value: Any) -> str:
        """Text that begins with a capital and ends with a full stop; a mark follows behind the stop."""
        if isinstance(value, str | Missing) and not isinstance(value, Text):
            return f"{grammar.finished(self.prose(value))}{self.until(value)}"
        return f"{self._marked(value, grammar.finished(self._words(value)))}{self.until(value)}"

    def lower(self, value: Any) -> str:
        """The label of a choice for the middle of a sentence; what people typed, and holes, stay as they are."""
        words = self.prose(value)
        return grammar.lowered(words) if isinstance(value, Chosen) and not value.own_words else words

    def says(self, value: Any, own: str = "{}.", **sentences: str) -> str:
        """The sentence for a choice, with the mark of an open answer; `own` is for people's own words and the rest."""
        if isinstance(value, Missing):
            return self.prose(value)
        return self._marked(value, sentences.get(value.key) or own.format(self._clause(value)))

    def _within(self, value: Any, form: Callable[[str], str]) -> str:
        """An answer inside a sentence; holes and marks stay as they are."""
        return self.prose(value) if isinstance(value, Missing) else self._marked(value, form(self._clause(value)))

    def _clause(self, value: Any) -> str:
        """The words of an answer that fit a sentence: those of the checklist, or people's own without their stop."""
        if isinstance(value, Chosen) and not value.own_words:
            return markdown.inline(value.clause) if value.clause else grammar.lowered(self._words(value))
        if isinstance(value, Listing):
            return join_words([self._clause(item) for item in value])
        return grammar.embedded(markdown.inline(str(value)) if isinstance(value, Text) else self._words(value))

    def _joined_rows(self, rows: Any, pieces: Sequence[str], before: str, between: str) -> str:
        """Rows as sentences, one for each: the first piece always, the others where their columns are filled."""
        if isinstance(rows, Missing):
            return before + (self.prose(rows) if before else self.sentence(rows))
        said = [before + grammar.finished(self._row_words(row, pieces)) for row in rows]
        return self._marked(rows, between.join(said))

    def _row_words(self, row: Row, pieces: Sequence[str]) -> str:
        first, *others = pieces
        filled = [piece for piece in others if all(self._is_said(row, name) for name in PLACE.findall(piece))]
        return "".join(
            PLACE.sub(lambda found: self._in_row(row[found[1]], found[0]), piece) for piece in (first, *filled)
        )

    def _is_said(self, row: Row, name: str) -> bool:
        return not isinstance(row[name], Missing) or self._matters(row, name)

    def _in_row(self, cell: Any, place: str) -> str:
        if isinstance(cell, Missing):
            return self.prose(cell)
        return grammar.with_the(self._clause(cell)) if place.startswith("{the ") else self._clause(cell)

    def row_of(self, rows: Any, column: str, wanted: Any) -> Row:
        """The first row with this in a column, capitals aside; or an empty row, whose cells print as holes."""
        labels = {spec.key: spec.label for spec in self.pack.questions[self._key_of(rows)].columns}
        found = (row for row in rows if str(row[column]).casefold().strip() == str(wanted).casefold().strip())
        return next(found, Row("", {}, labels, self._key_of(rows)))

    def _key_of(self, value: Any) -> str:
        return value.key if isinstance(value, Missing) else self._keys[id(value)]

    def source(self, key: str) -> str:
        """A source, with its address if readers may be sent there."""
        source = self.pack.sources[key]
        title = markdown.inline(source.title)
        if source.address:
            return f"[{title}]({source.address})"
        return title if source.url else f"{title}, not verified"

"""The language of templates: what `{{ … }}` prints, the filters, and the functions for law and sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import Environment, FunctionLoader

from coplan.checks.clauses import demands
from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.schedule import Schedule
from coplan.content.answers.values import Address, Chosen, Listing, Missing, Text, join_words
from coplan.content.language.bytecode import BYTECODE
from coplan.content.language.expressions import make_environment
from coplan.content.model import Law, Pack
from coplan.drafts.render import holes, markdown, sections
from coplan.drafts.render.budget_words import budget_table, cost_shares_table
from coplan.drafts.render.staffing_words import figure_words, staffing_table
from coplan.plan.view import Answers, Facts

# Of Jinja's own filters, those that choose and order; what prints is ours, so that no hole is lost.
JINJA_FILTERS = {
    *("map", "list", "length", "select", "reject", "selectattr", "rejectattr", "sort", "unique"),
    *("first", "last", "sum", "min", "max", "int", "round"),
}

# Names of bodies that take "the" in a sentence: by their first words, or by their last one.
WANTS_ARTICLE = re.compile(
    r"^(?:City|Town|Village|Borough|Township|County|State|University|Board|Office|Department|Port) of "
    r"|^[A-Z].*(?:Department|Office|Authority|Council|Commission|Board|Center|Agency|Division|Organization|Nation"
    r"|Tribe|Alliance|Association|Coalition|Consortium|Foundation|Cooperative)$"
)


class Language:
    """The names, filters and functions for one plan. Remembers which answers and which law were used."""

    def __init__(self, pack: Pack, answers: Answers) -> None:
        self.pack, self.answers = pack, answers
        self.read: dict[str, None] = {}
        self.cited: dict[str, None] = {}
        self._keys: dict[int, str] = {}

    def begin(self) -> None:
        """Forget which answers and law were used: another document begins."""
        self.read, self.cited = {}, {}

    def environment(self, templates: Mapping[str, str]) -> Environment:
        """A sandboxed Jinja environment for these templates."""
        environment = make_environment(
            # The file name lets an error say in which of the templates it happened.
            loader=FunctionLoader(lambda name: (templates[name], name, None) if name in templates else None),
            bytecode_cache=BYTECODE,
            finalize=self.prose,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        for name in set(environment.filters) - JINJA_FILTERS:
            del environment.filters[name]
        environment.filters.update(self.filters())
        environment.globals.update(self.functions())
        environment.globals.update({step.id: _Read(self, step.id) for step in self.pack.steps})
        environment.globals["facts"] = Facts(self.answers)
        environment.globals["stage"] = self.answers.stage
        return environment

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Our filters, by the name that templates use."""
        return {
            "bullets": self.bullets,
            "table": self.table,
            "sentence": self.sentence,
            "first_upper": lambda value: _first_upper(self.prose(value)),
            "lower": lambda value: _lower(value, self.prose),
            "count": lambda value: self.prose(value) if isinstance(value, Missing) else len(value),
            "join": lambda values, by=", ": self._joined(values, by.join),
            "words": lambda values: self._joined(values, join_words),
            "clause": self.clause,
            "any_of": lambda value: self._joined(value, _either),
            "days_to": lambda first, last: (last - first).days,
            "mark": lambda value: self._marked(value, "").strip(),
            "phrase": lambda value: self.prose(value).rstrip().rstrip(".;,"),
            "the": lambda value: _with_article(self.prose(value)),
        }

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Our functions, by the name that templates use."""
        return {
            "law": self.law,
            "cite": self.cite,
            "requires": self.requires,
            "clauses": self.clauses,
            "source": self.source,
            "blank": lambda words: f"____________ ({words})",
            "decide": holes.hole,
            "section": sections.reference,
            "staffing_table": lambda: staffing_table(self.answers, self.value, self.prose),
            "budget_table": lambda party=None: budget_table(self.answers, self.value, party),
            "cost_shares_table": lambda: cost_shares_table(self.answers, self.value),
            "figure": lambda key: figure_words(self.answers, self.value, key),
        }

    def value(self, key: str) -> Any:
        """An answer, with a note that it was read."""
        value = self.answers.value(key)
        self.read[key] = None
        if not isinstance(value, Missing):  # which dies at once, and leaves its id to another value
            self._keys[id(value)] = key
        return value

    def prose(self, value: Any) -> str:
        """What a draft prints for a value; holes and marks for what is not settled."""
        if isinstance(value, Missing):
            return holes.missing_hole(value, self.answers.plan.open.get(value.key))
        if isinstance(value, bool) or not (isinstance(value, str | int | float | Decimal) or hasattr(value, "plain")):
            raise ValueError(f"a template prints `{value}`; print an answer or write the words")
        return self._marked(value, self._words(value))

    def _words(self, value: Any) -> str:
        if isinstance(value, Address):
            return str(value)
        if isinstance(value, Text):
            return markdown.block(value) if "\n" in value.strip() else markdown.inline(value)
        if isinstance(value, Chosen):
            return markdown.inline(str(value))
        if isinstance(value, Listing):
            return join_words([self._words(item) for item in value])
        if isinstance(value, Rows):
            return "; ".join(self._words(row) for row in value)
        if isinstance(value, Row):
            return ", ".join(self._words(cell) for cell in value.cells.values())
        return str(value)

    def _joined(self, values: Any, join: Callable[[list[str]], str]) -> str:
        return self.prose(values) if isinstance(values, Missing) else join([self.prose(value) for value in values])

    def _marked(self, value: Any, words: str) -> str:
        item = self.answers.plan.open.get(self._keys.get(id(value), ""))
        return f"{words} {holes.open_mark(item)}" if item else words

    def bullets(self, value: Any) -> str:
        """Choices, a list or rows as a bulleted list."""
        if isinstance(value, Missing):
            return f"- {self.prose(value)}"
        lines = [f"- {_first_upper(self._words(item))}" for item in value]
        return self._marked(value, "\n".join(lines))

    def table(self, value: Any, *columns: str) -> str:
        """Records as a table with these columns, or with all."""
        if isinstance(value, Missing):
            return self.prose(value)
        names = columns or tuple(value.labels)
        heads = [_first_upper(value.labels[name]) for name in names]
        rows = [[self._cell(value, row, name) for name in names] for row in value]
        table = markdown.table(heads, rows)
        mark = self._marked(value, "").strip()
        return f"{table}\n\n{mark}" if mark else table

    def _cell(self, rows: Rows, row: Row, name: str) -> str:
        cell = row[name]
        return "–" if isinstance(cell, Missing) and name not in rows.required else self.prose(cell)

    def sentence(self, value: Any) -> str:
        """Text that begins with a capital and ends with a full stop."""
        words = _first_upper(self.prose(value)).rstrip()
        return words if words.endswith((".", "!", "?", ":", ".)")) else words + "."

    def clause(self, value: Any, own: str = "{}.", **sentences: str) -> str:
        """The sentence for a choice, with the mark of an open answer; `own` holds people's own words, and what has none."""
        if isinstance(value, Missing):
            return self.prose(value)
        words = self._words(value).rstrip(".")
        return self._marked(value, sentences.get(value.key) or own.format(words))

    def law(self, topic: str) -> tuple[Law, ...]:
        """What the plan's state, or federal law, says on a topic; empty if there is no entry."""
        known = self.pack.topics[topic]
        place = "US" if known.scope == "federal" else self._state()
        return self.pack.laws.get(place, {}).get(topic, ())

    def _state(self) -> str:
        state = self._place()
        return state.key if state else ""

    def _place(self) -> Any:
        """The state whose law counts; a pack of one's own may not ask for it."""
        key = "profile.state"
        return self.answers.value(key) if key in self.pack.questions else Missing("state")

    def _law_hole(self, topic: str) -> str:
        known = self.pack.topics[topic]
        state = self._place()
        place = "the United States" if known.scope == "federal" else str(state) if state else "your state"
        return holes.law_hole(place, known.label)

    def cite(self, topic: str) -> str:
        """The citations on a topic, for the middle of a sentence."""
        found = self.law(topic)
        if not found:
            return self._law_hole(topic)
        self.cited[topic] = None
        marks = [f" {holes.unverified_mark()}" if law.status == "unverified" else "" for law in found]
        return join_words([law.citation + mark for law, mark in zip(found, marks, strict=True)])

    def requires(self, topic: str) -> str:
        """What the law requires, in our words, one paragraph for each provision."""
        found = self.law(topic)
        if not found:
            return self._law_hole(topic)
        self.cited[topic] = None
        return "\n\n".join(f"{law.citation}: {law.requires.strip()}{_mark(law)}" for law in found)

    def clauses(self, topic: str) -> str:
        """A table of what the law asks an agreement to state: the section that does, and what it still waits for."""
        rows = [
            [
                f"{_first_upper(found.clause.label)} ({found.law.citation})",
                found.clause.section,
                join_words([question.label for question in found.missing]) or "–",
            ]
            for found in demands(self.answers, topic)
        ]
        return (
            markdown.table(["The law asks the agreement to state", "Section", "Still to decide"], rows) if rows else ""
        )

    def source(self, key: str) -> str:
        """A source, with its address."""
        source = self.pack.sources[key]
        title = markdown.inline(source.title)
        return f"[{title}]({source.url})" if source.url else f"{title}, not verified"

    def cited_law(self) -> str:
        """A table of the provisions that were cited, with the version that was read."""
        rows = [
            [
                f"[{law.citation}]({law.url})" + (f", {markdown.inline(law.title)}" if law.title else ""),
                law.version,
                "read" if law.status == "seen" else holes.unverified_mark(),
            ]
            for topic in self.cited
            for law in self.law(topic)
        ]
        unique = [list(row) for row in dict.fromkeys(tuple(row) for row in rows)]
        return markdown.table(["Provision", "Version", "Status"], unique) if unique else ""


class _Read:
    """One step's answers, for templates."""

    __slots__ = ("_language", "_step")

    def __init__(self, language: Language, step: str) -> None:
        self._language, self._step = language, step

    def __getitem__(self, name: str) -> Any:
        key = f"{self._step}.{name}"
        if key not in self._language.pack.questions:
            raise ValueError(f"there is no question `{key}`")
        return self._language.value(key)


def _mark(law: Law) -> str:
    return f" {holes.unverified_mark()}" if law.status == "unverified" else ""


def _with_article(name: str) -> str:
    """A name as it stands in a sentence: the City of Alder, but Alder County."""
    return f"the {name}" if WANTS_ARTICLE.search(name) else name


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _either(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _lower(value: Any, prose: Callable[[Any], str]) -> str:
    """Lower-case a label for the middle of a sentence; what people typed, and holes, stay as they are."""
    words = prose(value)
    if isinstance(value, Schedule):
        return words.replace("Every day", "every day", 1) if words.startswith("Every day") else words
    if not isinstance(value, Chosen) or value.own_words:
        return words
    first, *rest = words.split(" ")
    keeps = first.isupper() or any(char.isdigit() for char in first)
    return words if keeps else " ".join([first.lower(), *rest])

"""Where a passage of a draft comes from: lines of templates, the answers behind them, figures, law and sources.

The document is rendered with the answers on which the draft rests, and each line of its templates notes what it writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from coplan.content.answers.values import Missing
from coplan.content.document import Document
from coplan.content.language.expressions import make_environment, standing_at
from coplan.content.language.references import CALLS, names_in, references
from coplan.content.language.tracing import Condition, Site
from coplan.drafts.files.record import Record
from coplan.drafts.origins.find_words import Searched, bare
from coplan.drafts.origins.leaves import Leaf, leaves_of
from coplan.drafts.origins.pack_texts import PackTexts
from coplan.drafts.origins.passages import Passage
from coplan.drafts.render.render import Traced, traced
from coplan.drafts.update.change_reasons import answer_words, set_back
from coplan.figures.registry import find
from coplan.plan.law import PlanLaw
from coplan.plan.view import STAGE, Answers

HOLD, TITLE, STAGE_NAME = "hold_", "title", "stage"  # how functions on holds begin; names that templates have

TAG = re.compile(r"\{%-? *(?:el)?(?:if|for) .*?%\}")  # what in a line of a template decides


@dataclass(frozen=True)
class TemplateLine:
    """A line of a template: file and line, what stands there, and the lines that called for it, the outermost first."""

    file: str
    line: int
    words: str
    via: tuple[str, ...] = ()


@dataclass(frozen=True)
class Used:
    """An answer behind a passage. `now` is today's value where it is another than the draft rests on."""

    key: str
    label: str
    value: str
    now: str | None = None


@dataclass(frozen=True)
class Decided:
    """A condition or loop under which a passage stands, if it held, and the questions that it looked at."""

    file: str
    line: int
    words: str
    held: bool
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """A figure, provision or source of which a passage speaks, and where it is found."""

    kind: str
    key: str
    words: str
    place: str


@dataclass(frozen=True)
class Origin:
    """Where a passage comes from. `whole` is False where only part of its words was found in what is written today."""

    lines: tuple[TemplateLine, ...] = ()
    answers: tuple[Used, ...] = ()
    conditions: tuple[Decided, ...] = ()
    named: tuple[Named, ...] = ()
    whole: bool = True


class Origins:
    """Finds where passages of one document come from; renders it once, with the answers on which its draft rests."""

    def __init__(self, document: Document, record: Record | None, answers: Answers, texts: PackTexts) -> None:
        self.document, self.today, self.texts = document, answers, texts
        self.then = _of_then(answers, record)

    def of(self, passage: Passage) -> Origin | None:
        """Where a passage comes from; None where no template says anything like it."""
        share, leaves = leaves_of(self._traced.body, passage.text, passage.number)
        around, others = (0.0, ()) if share == 1 else leaves_of(self._traced.frame, passage.text)
        if around > share:
            share, leaves = around, others
        return self._origin(leaves, whole=self._said(passage.text)) if leaves else None

    def _said(self, text: str) -> bool:
        return bool(Searched(self._traced.rendered.text).exact(bare(text)))

    @cached_property
    def _traced(self) -> Traced:
        return traced(self.then, self.document)

    def _origin(self, leaves: Sequence[Leaf], *, whole: bool) -> Origin:
        lines = [found for leaf in leaves for found in self._lines(leaf)]
        read = [key for leaf in leaves for key in leaf.read]
        read += [key for leaf in leaves if TITLE in leaf.piece.site.names for key in self._in_title]
        stage = STAGE.today(self.then.pack)
        read += [stage.key for leaf in leaves if stage and STAGE_NAME in leaf.piece.site.names]
        conditions = [condition for leaf in leaves for condition in leaf.conditions]
        decided = tuple(dict.fromkeys(map(self._decided, conditions)))
        read += [key for one in decided for key in one.questions]
        used = [self._used(key) for key in dict.fromkeys(read) if key in self.then.pack.questions]
        calls = [call for leaf in leaves for call in leaf.calls]
        return Origin(_together(lines), tuple(used), decided, tuple(self._named(calls)), whole)

    def _decided(self, one: Condition) -> Decided:
        file, line, words = self._at(one.site)
        tags = " … ".join(TAG.findall(words))
        return Decided(
            file, line, tags or words, one.held, tuple(key for key in one.read if key in self.then.pack.questions)
        )

    def _lines(self, leaf: Leaf) -> Iterator[TemplateLine]:
        via = tuple(dict.fromkeys(f"{file}:{line}" for file, line, _ in map(self._at, leaf.via)))
        file, line, words = self._at(leaf.piece.site)
        if TITLE in leaf.piece.site.names:
            title = self.texts.line_with(self._file, "title:")
            yield TemplateLine(self._file, title, self.texts.line(self._file, title), (f"{file}:{line}",))
        else:
            yield TemplateLine(file, line, words, tuple(one for one in via if one != f"{file}:{line}"))

    @property
    def _file(self) -> str:
        return f"templates/{self.document.template}.md.j2"

    def _at(self, site: Site) -> tuple[str, int, str]:
        name = site.file.removesuffix(".md.j2")
        documents = self.then.pack.documents
        first = next((one.first_line for one in documents if one.template == name), 1)
        file, line = f"templates/{site.file}", site.line + first - 1
        return file, line, self.texts.line(file, line)

    @property
    def _in_title(self) -> tuple[str, ...]:
        heading = self.document.heading
        with standing_at(self._file, self.texts.line_with(self._file, "title:"), "title"):
            return names_in(references(make_environment().parse(heading))) if heading else ()

    def _used(self, key: str) -> Used:
        pack = self.then.pack
        then, now = (_shown(answers, key) for answers in (self.then, self.today))
        return Used(key, pack.questions[key].label, then, now if now != then else None)

    def _named(self, calls: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Named]:
        for name, given in dict.fromkeys(calls):
            if name == "figure":
                declared, _ = find(given[0], self.then)
                yield Named("figure", given[0], declared.label, f"coplan figure {given[0]}")
            elif CALLS.get(name) == "source":
                source = self.then.pack.sources[given[0]]
                file = "checklists/sources.yaml"
                yield Named("source", given[0], source.title, f"{file}:{self.texts.line_with(file, f'{given[0]}:')}")
            elif CALLS.get(name) == "topic":
                for topic in given if name == "cite" else given[:1]:
                    yield from self._law(topic)
            elif name.startswith(HOLD):
                yield from self._hold()

    def _law(self, topic: str) -> Iterator[Named]:
        law = PlanLaw(self.then)
        if topic not in self.then.pack.topics:
            return
        for provision in law.on(topic):
            file = f"checklists/law/{law.place_of(provision, topic).lower()}.yaml"
            place = f"{file}:{self.texts.line_with(file, provision.citation)}"
            yield Named("law", topic, f"{provision.citation} ({provision.status})", place)

    def _hold(self) -> Iterator[Named]:
        law = PlanLaw(self.then)
        if law.hold is not None:
            file = f"checklists/law/{law.state.lower()}.yaml"
            words = f"what {law.place} says on holds ({law.hold.status})"
            yield Named("law", "hold", words, f"{file}:{self.texts.line_with(file, 'hold:')}")


def _of_then(answers: Answers, record: Record | None) -> Answers:
    """The answers on which a draft rests: today's, with those that changed set back."""
    if record is None:
        return answers
    found, plan = answers, answers.plan
    for key, old in record.answers.items():
        item = plan.open[key].plain() if key in plan.open else {}
        if key in answers.pack.questions and (plan.data(key) != old or item != dict(record.open.get(key, {}))):
            found = set_back(found, record, key)
    return found


def _shown(answers: Answers, key: str) -> str:
    value = answers.value(key)
    if isinstance(value, Missing):
        return ""
    words = answer_words(answers.pack, key, answers.plan.data(key))
    item = answers.plan.open.get(key)
    return f"{words} ({item.state})" if item else words


def _together(lines: Iterable[TemplateLine]) -> tuple[TemplateLine, ...]:
    """Each line once, in order."""
    return tuple({(line.file, line.line): line for line in reversed(list(lines))}.values())[::-1]

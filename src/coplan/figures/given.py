"""What goes into figures: answers of the plan, facts, assumptions and other figures. Each read is noted.

An assumption is the community's own or the pack's, and is marked so. A figure and a step on the way are worked out
once for a set of answers, and what they read is kept with them.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from coplan.content.answers.assumptions import read_assumption
from coplan.content.answers.rows import Rows
from coplan.content.answers.values import Duration, Missing
from coplan.content.language.expressions import compile_expression
from coplan.content.language.note_of_reads import Entry
from coplan.content.language.references import named_in
from coplan.content.questions import Question
from coplan.content.reads import Read, ReadsAssumption, ReadsByPack, ReadsFact, ReadsQuestion
from coplan.errors import BadInput, Problem
from coplan.figures.declared import Declared, FigureStep, One
from coplan.figures.figure import Amount, Figure, Input
from coplan.plan.view import Answers

Result = TypeVar("Result")


def given(answers: Answers) -> Given:
    """What a plan gives to figures; one for a set of answers."""
    return answers.own(Given)


class Given:
    """The answers of one plan as figures see them: by the names that figures declare."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self._pack, self._plan = answers.pack, answers.plan
        self.note = answers.note
        self._inputs: dict[Read, Entry] = {}
        self._behind: dict[str, frozenset[str]] = {}  # the keys of all that a figure rests on, by the figure's key

    def answer(self, read: ReadsQuestion) -> Any:
        """An answer, or Missing: also where a pack of one's own does not ask the question."""
        self.note.read(read)
        return self.answers.read(read)

    def key(self, read: ReadsQuestion) -> str:
        """The question's key in the pack of today."""
        question = read.today(self._pack)
        return question.key if question else read.key

    def label(self, read: ReadsQuestion) -> str:
        """What people call the question; its key where the pack does not have it."""
        question = read.today(self._pack)
        return question.label if question else read.key

    def asked(self, read: ReadsQuestion) -> bool:
        """True if the pack has the question and it applies to this plan."""
        self.note.read(read)
        question = read.today(self._pack)
        return question is not None and self.answers.applies(question.key)

    def lacking(self, *reads: ReadsQuestion) -> tuple[str, ...]:
        """The keys of those of these questions that have no answer."""
        return tuple(self.key(read) for read in reads if isinstance(self.answer(read), Missing))

    def holds(self, fact: ReadsFact) -> bool:
        """True if the pack knows the fact and it holds."""
        self.note.read(fact)
        return fact.key in self._pack.facts and self.answers.fact(fact.key)

    def from_answer(self, read: ReadsQuestion, value: Any = None, label: str = "", unit: str = "") -> Input:
        """An answer as input of a figure; `value` where it is worked out from the answer, like a sum of rows."""
        found = self.answer(read)
        question = self._pack.questions[self.key(read)]
        amount = value if value is not None else found
        percent = question.kind == "percent" and value is None
        return Input(
            label or question.label,
            _plain(amount),
            "percent" if percent else unit or question.unit,
            "plan",
            question.key,
        )

    def assumes(self, read: ReadsAssumption) -> bool:
        """True if the pack has the assumption."""
        self.note.read(read)
        return read.key in self._pack.assumptions

    def assumed(self, read: ReadsAssumption) -> Input:
        """The value of an assumption: the community's own, or the pack's. Raises BadInput if the pack has none."""
        if not self.assumes(read):
            what = "figures need this assumption, and there is none of this name."
            raise BadInput([Problem("checklists/assumptions.yaml", 0, read.key, what)])
        return self._assumption(read)

    def _assumption(self, read: ReadsAssumption) -> Input:
        found = self._pack.assumptions[read.key]
        unit = found.unit or ("percent" if found.kind == "percent" else "")
        if own := self._plan.assumptions.get(read.key):
            return Input(found.label, _plain(own.value), unit, "plan", f"assumptions.{read.key}")
        value = read_assumption(found.value, found)
        return Input(found.label, _plain(value), unit, "assumed", f"assumptions.{read.key}", found.source)

    def answer_or_assumed(self, read: ReadsQuestion, otherwise: ReadsAssumption) -> Input:
        """The answer to a question, or what is assumed without it."""
        return self.assumed(otherwise) if self.lacking(read) else self.from_answer(read)

    def worked_out(self, expression: str) -> Any:
        """What an expression of the pack comes to, with a note of the answers and facts that it names."""
        for found in named_in(expression):
            section, _, name = found.name.partition(".")
            if found.kind == "name" and section == "facts":
                self.note.read(ReadsFact(name))
            elif found.kind == "name" and found.name in self._pack.questions:
                self.note.read(ReadsByPack(found.name))
        return compile_expression(expression)(self.answers.names)

    def read_on_the_way(self, key: str, inputs: Sequence[Input]) -> tuple[Input, ...]:
        """What was read so far for the figure of a key, and stands neither in its inputs nor in those of its inputs."""
        named = {item.key for item in inputs}.union(*(self._behind.get(item.key, ()) for item in inputs))
        found = {item.key: item for read in _reads(self.note.part) for item in self._as_input(read)}
        self._behind[key] = frozenset(named | found.keys())
        return tuple(item for item in found.values() if item.key not in named)

    def _as_input(self, read: Read) -> tuple[Input, ...]:
        """The same, made once for all figures that rest on it, and noted for each."""
        if read not in self._inputs:
            self.note.begin()
            try:
                made = tuple(self.as_input(read))
            finally:
                names = self.note.end()
            self._inputs[read] = made, names
        found: tuple[Input, ...] = self._inputs[read][0]
        self.note.again(self._inputs[read][1])
        return found

    def as_input(self, read: Read) -> Iterator[Input]:
        """What was read as an input; nothing where the plan or the pack does not have it."""
        if isinstance(read, ReadsAssumption) and read.key in self._pack.assumptions:
            yield self._assumption(read)
        elif isinstance(read, ReadsFact) and read.key in self._pack.facts:
            words = "yes" if self.answers.fact(read.key) else "no"
            yield Input(self._pack.facts[read.key].label, words, "", "computed", f"facts.{read.key}")
        elif key := self.question_of(read):
            value, question = self.answers.value(key), self._pack.questions[key]
            if not isinstance(value, Missing):
                yield Input(question.label, *_said(value, question), "plan", key)

    def answers_in(self, expression: str) -> tuple[Input, ...]:
        """The answers that an expression of the pack names, as inputs."""
        names = {found.name for found in named_in(expression) if found.kind == "name"}
        return tuple(
            item for key in sorted(names & self._pack.questions.keys()) for item in self.as_input(ReadsByPack(key))
        )

    def once(self, step: FigureStep[Result]) -> Result:
        """What a step on the way comes to."""
        found: Result = self._worked(step)[0]
        return found

    def figure(self, declared: Declared, one: One = None) -> Figure | None:
        """A figure, for one key where there is one for each; None where the plan does not give it."""
        found: Figure | None = self._worked(declared, one)[0]
        return found

    def keys(self, declared: Declared) -> Collection[One]:
        """For which of each there can be a figure; only None where there is but one."""
        found: Collection[One] = self.once(declared.each.step).keys() if declared.each else (None,)
        return found

    def each(self, declared: Declared) -> Mapping[Any, Figure]:
        """Every figure of a declared one by its key; None is the key where there is but one."""
        found = {key: self.figure(declared, key) for key in self.keys(declared)}
        return {key: figure for key, figure in found.items() if figure is not None}

    def trace(self, item: Declared | FigureStep[Any], one: One = None) -> tuple[Read, ...]:
        """What was read of pack and plan to come to a figure or a step, also on the way."""
        return _reads(self._worked(item, one)[1])

    def traces(self, *items: Declared | FigureStep[Any]) -> tuple[Read, ...]:
        """What was read to come to figures and steps, each once; of every key where there is a figure for each."""
        found: dict[Read, None] = {}
        for item in items:
            keys = self.keys(item) if isinstance(item, Declared) else (None,)
            found |= {read: None for one in keys for read in self.trace(item, one)}
            if isinstance(item, Declared) and item.each:  # also where there is none of it yet
                found |= dict.fromkeys(self.trace(item.each.step))
        return tuple(found)

    def questions(self, *items: Declared | FigureStep[Any]) -> tuple[str, ...]:
        """The keys of the questions that figures and steps asked in this plan, in that order."""
        keys = (self.question_of(read) for read in self.traces(*items))
        return tuple(dict.fromkeys(key for key in keys if key))

    def question_of(self, read: Read) -> str:
        """The key of the question that was asked; nothing for a fact or an assumption, or where there is none."""
        question = read.today(self._pack) if isinstance(read, ReadsQuestion) else None
        return read.key if isinstance(read, ReadsByPack) else question.key if question else ""

    def _worked(self, item: Declared | FigureStep[Any], one: One = None) -> Entry:
        """What it comes to, with what is read for it. Worked out where the answers keep such things."""
        work = item.work if isinstance(item, FigureStep) else partial(_figure, item, one)
        entry = self.answers.entry((item, one), lambda answers: work(given(answers)))
        self.note.again(entry[1])
        return entry


def _reads(names: Iterable[Hashable]) -> tuple[Read, ...]:
    """Of all that was noted, what is declared."""
    return tuple(name for name in names if isinstance(name, Read))


def computed(figure: Figure) -> Input:
    """Another figure as input."""
    return Input(figure.label, figure.amount, figure.unit, "computed", figure.key)


def number(item: Input | Figure) -> Decimal:
    """The value of an input or a figure as a number."""
    return Decimal(item.amount if isinstance(item, Figure) else item.value)


def share(item: Input | Figure) -> Decimal:
    """The value of a percentage as a share of one."""
    return number(item) / 100


def _figure(declared: Declared, one: One, given: Given) -> Figure | None:
    worked = declared.work(given, one) if declared.each else declared.work(given)
    if worked is None:
        return None
    key = declared.key if one is None else f"{declared.key}.{one}"
    return declared.figure(worked, one, given.read_on_the_way(key, worked.inputs))


def _said(value: Any, question: Question) -> tuple[Amount, str]:
    """An answer as one amount with its unit; of rows how many there are."""
    if isinstance(value, Rows):
        return len(value), "row" if len(value) == 1 else "rows"
    if question.kind == "percent":
        return _plain(value), "percent"
    unit = "dollars" if question.kind == "money" else question.unit
    return _plain(value) if isinstance(value, Decimal | int) else str(value), unit


def _plain(value: Any) -> Amount:
    if isinstance(value, Decimal):
        return Decimal(value)
    if isinstance(value, Duration):
        return value.minutes
    return int(value) if isinstance(value, int) else str(value)

"""What a pack holds, as values: steps, questions, facts, sources, documents. Law is in `provisions`.

Plain dataclasses, so that a pack that was checked before can be used without loading pydantic; `load` checks
them with pydantic when a file is new or changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from coplan.content.provisions import Clause, Hold, Law, Topic
from coplan.content.rules import Rule
from coplan.content.terms import AS_IN_YAML, AS_TYPED, STAGES, STRICT, Homework, Stage


@dataclass(frozen=True)
class Choice:
    """One way to answer a choice: a key that plans keep, a label that people read, one line of help.

    `clause` has the words for it in a sentence, with whoever has the duty: "the chief and the director decide".
    """

    __pydantic_config__ = STRICT
    key: str
    label: str
    help: str = ""
    clause: str = ""
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One typed column of records.

    No row is typed in without a `required` cell. One that `matters` may wait, and is a hole until it is filled.
    """

    __pydantic_config__ = STRICT
    key: str
    label: str
    kind: str
    help: str = ""
    required: bool = False
    matters: bool = False
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    other: bool = False
    unit: str = ""
    min: float | None = None
    max: float | None = None
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One thing that a step asks. `key` is the step and the id: `design.hours`.

    A `core` question is decided in the room, from the stage `needed` to the stage `core_until`; one with `homework` is
    prepared by whom that names. `decides` is who in the step's room has the say. `said` is the sentence in which an
    answer is read back. `unused` says why no document, rule or figure reads it.
    """

    __pydantic_config__ = STRICT
    id: str
    label: str
    ask: str
    kind: str
    help: str
    why: str
    source: tuple[str, ...]
    core: bool = False
    core_until: Stage | None = None
    needed: Stage | None = None
    homework: Homework | None = None
    decides: str = ""
    said: str = ""
    when: str = ""
    default: str = ""
    example: object = ""
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    other: bool = False
    columns: tuple[Column, ...] = ()
    row: str = ""
    unit: str = ""
    min: float | None = None
    max: float | None = None
    was: tuple[str, ...] = ()
    unused: str = ""
    by_phase: bool = False
    step: str = ""
    group: str = ""

    @property
    def key(self) -> str:
        return f"{self.step}.{self.id}"

    def essential_at(self, stage: str) -> bool:
        """True if a plan at this stage is incomplete without an answer."""
        return self.needed is not None and not _before(stage, self.needed)

    def core_at(self, stage: str) -> bool:
        """True if a room decides it in a workshop at this stage."""
        begun = self.needed is None or not _before(stage, self.needed)
        return self.core and begun and not (self.core_until and _before(self.core_until, stage))

    def homework_at(self, stage: str) -> bool:
        """True if somebody has to bring it to a workshop at this stage."""
        return self.homework is not None and self.essential_at(stage)


def _before(one: str, other: str) -> bool:
    return STAGES.index(one) < STAGES.index(other)


Spec: TypeAlias = Question | Column


@dataclass(frozen=True)
class Step:
    """One of the ten steps, or the profile before them. `minutes` is for the core questions."""

    id: str
    title: str
    goal: str
    minutes: int
    room: tuple[str, ...]
    questions: tuple[Question, ...]
    number: int = 0


@dataclass(frozen=True)
class Fact:
    """A yes-or-no statement that follows from the answers."""

    __pydantic_config__ = STRICT
    label: str
    expression: str


@dataclass(frozen=True)
class Party:
    """Somebody whom law may bind or empower: belongs to the plan where `is_` holds, also while it is not sure.

    `unsure` holds where the answers do not settle it. Law for this party alone then prints with the condition `where`,
    which fits "where …".
    """

    __pydantic_config__ = AS_IN_YAML
    label: str
    is_: str
    unsure: str = ""
    where: str = ""

    @property
    def expression(self) -> str:
        """The condition under which the party belongs to the plan, on one line."""
        return " ".join(self.is_.split())

    @property
    def doubt(self) -> str:
        """The condition under which nobody knows, on one line; empty if there is none."""
        return " ".join(self.unsure.split())


@dataclass(frozen=True)
class Source:
    """Where a fact comes from, and how much of it was read.

    `unlinked` is the reason for which readers are not sent to the address: a private copy of somebody else's text, say.
    """

    __pydantic_config__ = STRICT
    title: str
    read: Literal["full", "part", "secondary", "none"]
    url: str = ""
    version: str = ""
    unlinked: str = ""

    @property
    def address(self) -> str:
        """The address to which a reader may be sent, or nothing."""
        return "" if self.unlinked else self.url

    @property
    def words(self) -> str:
        """Title and address, for a line of text."""
        if self.address:
            return f"{self.title}, {self.address}"
        return self.title if self.url else f"{self.title} (not verified)"


@dataclass(frozen=True)
class Measure:
    """Something that a program counts, and what others have published about it."""

    __pydantic_config__ = STRICT
    key: str
    label: str
    numerator: str
    unit: str
    data_source: str
    source: tuple[str, ...]
    denominator: str = ""
    reference: str = ""
    help: str = ""


@dataclass(frozen=True)
class Assumption:
    """A value that figures take where the plan says none. `ours` marks a working value that no source gives.

    `value` is text of the kind, as in an answer; `question` is the one whose answer is taken instead.
    """

    __pydantic_config__ = STRICT
    key: str
    label: str
    kind: str
    value: str
    help: str
    source: tuple[str, ...] = ()
    ours: bool = False
    question: str = ""
    unit: str = ""
    min: float | None = None
    max: float | None = None

    @property
    def column(self) -> Column:
        """What a value of this assumption must be, in the words of kinds."""
        return Column(self.key, self.label, self.kind, self.help, unit=self.unit, min=self.min, max=self.max)


@dataclass(frozen=True)
class Task:
    """One piece of work before the launch. `dates` is an expression that gives the plan's own dates for it.

    `weeks` is how long it usually takes, `after` names what it waits for, and a `gate` must be done before anybody goes
    into the field. `ours` says that the weeks are a planning estimate of ours.
    """

    __pydantic_config__ = STRICT
    key: str
    label: str
    phase: str
    weeks: int
    help: str
    after: tuple[str, ...] = ()
    when: str = ""
    dates: str = ""
    gate: bool = False
    source: tuple[str, ...] = ()
    ours: bool = False

    @property
    def assumption(self) -> Assumption:
        """The weeks as an assumption, which a plan may set otherwise: `timeline.hiring`."""
        label = f"weeks for {self.label}"
        name, unit = f"timeline.{self.key}", "weeks"
        return Assumption(name, label, "whole", str(self.weeks), self.help, self.source, self.ours, unit=unit, max=520)


@dataclass(frozen=True)
class Milestone:
    """A kind of date in a plan that people put into their calendars: one answer, or a column of records."""

    __pydantic_config__ = STRICT
    key: str
    label: str
    question: str
    column: str = ""
    name: str = ""  # the column that says which one it is


@dataclass(frozen=True)
class LaunchWork:
    """The work before the launch by phase, and the dates that go into calendars."""

    phases: Mapping[str, str] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    milestones: tuple[Milestone, ...] = ()


# What kind of paper a document is. `notes` are a working paper for counsel or staff and belong to another document.
Paper = Literal[
    "agreement",
    "notes",
    "order",
    "policy",
    "procedure",
    "posting",
    "guide",
    "form",
    "card",
    "notice",
    "letter",
    "report",
    "plan",
    "resolution",
    "charter",
]


@dataclass(frozen=True)
class ForEach:
    """One draft for each row of a records question; the template sees the row under the name `as_`.

    `when` is an expression over the row and the answers: the rows for which there is a draft.
    """

    __pydantic_config__ = AS_IN_YAML
    rows: str
    as_: str
    when: str = ""


@dataclass(frozen=True)
class Document:
    """One thing that coplan can write: the front matter of a template, and its text.

    `was` has the ids that it had in earlier versions of the pack: drafts of those names are drafts of this document.
    `for_` makes of it one document for each row; such a one has the id of its row in `row`, and in `id` behind an @.
    `beside` is the document to which this one belongs, as counsel's notes do. `heading` is the title as it stands in
    the template, where it prints answers. `heir_of` are the ids of a draft from before there was one for each row.
    """

    __pydantic_config__ = AS_TYPED
    title: str
    step: str
    kind: Paper
    audience: str
    review: tuple[str, ...]
    when: str = ""
    numbered: bool = False
    law: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    beside: str = ""
    for_: ForEach | None = None
    id: str = ""
    body: str = ""
    first_line: int = 1
    row: str = ""
    heading: str = ""
    heir_of: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its id, and those that it had before."""
        return self.id, *self.was

    @property
    def template(self) -> str:
        """The name of its template: the id without the row."""
        return self.id.partition("@")[0]


@dataclass(frozen=True)
class OwnPack:
    """What a community's pack says of itself: its name and version, and the version of coplan from which it works."""

    __pydantic_config__ = STRICT
    name: str
    version: str
    coplan: str = ""


@dataclass(frozen=True)
class Pack:
    """Everything that is asked and written.

    `parts` are the shared pieces of templates by file name; `stamp` changes when any file of the pack does.
    """

    steps: tuple[Step, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    laws: Mapping[str, Mapping[str, tuple[Law, ...]]] = field(default_factory=dict)
    law_names: Mapping[str, str] = field(default_factory=dict)
    holds: Mapping[str, Hold] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    measures: tuple[Measure, ...] = ()
    assumptions: Mapping[str, Assumption] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    timeline: LaunchWork = field(default_factory=LaunchWork)
    rules: tuple[Rule, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    own: tuple[OwnPack, ...] = ()
    stamp: str = ""

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by key, in the order in which they are asked."""
        return {question.key: question for step in self.steps for question in step.questions}

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """Old keys of questions and where they are today."""
        return {old: question.key for question in self.questions.values() for old in question.was}

    def step(self, step_id: str) -> Step:
        """The step with this id; raises KeyError."""
        return next(step for step in self.steps if step.id == step_id)

    def document(self, document_id: str) -> Document:
        """The document with this id; raises KeyError."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions.values())

"""A pack as a value: everything that is asked, cited and written.

Plain dataclasses, so that a pack that was checked before can be used without loading pydantic; `load` checks
them with pydantic when a file is new or changed. What no question needs, law, documents and rules with their classes,
is loaded when somebody first looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coplan.content.questions import Question, Step
from coplan.content.terms import STRICT

if TYPE_CHECKING:
    from coplan.content.document import Document
    from coplan.content.knowledge import Assumption, Fact, Measure, Source
    from coplan.content.launch_work import LaunchWork
    from coplan.content.provisions import Clause, Hold, Law, Party, Topic
    from coplan.content.rules import Rule

# Fields of a pack that no question needs.
LATER = (
    *("topics", "laws", "law_names", "holds", "not_read", "parties", "clauses"),
    *("measures", "assumptions", "documents", "timeline", "rules", "parts"),
)


@dataclass(frozen=True)
class OwnPack:
    """What a community's pack says of itself: its name and version, and the version of coplan from which it works."""

    __pydantic_config__ = STRICT
    name: str
    version: str
    coplan: str = ""


def _no_launch_work() -> LaunchWork:
    from coplan.content.launch_work import LaunchWork

    return LaunchWork()


@dataclass(frozen=True)
class Pack:
    """Everything that is asked and written.

    `not_read` says by place and topic what is known of law that nobody has read yet, and where to look.
    `parts` are the shared pieces of templates by file name; `stamp` changes when any file of the pack does.
    """

    steps: tuple[Step, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    laws: Mapping[str, Mapping[str, tuple[Law, ...]]] = field(default_factory=dict)
    law_names: Mapping[str, str] = field(default_factory=dict)
    holds: Mapping[str, Hold] = field(default_factory=dict)
    not_read: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    measures: tuple[Measure, ...] = field(default_factory=tuple)
    assumptions: Mapping[str, Assumption] = field(default_factory=dict)
    documents: tuple[Document, ...] = field(default_factory=tuple)
    timeline: LaunchWork = field(default_factory=_no_launch_work)
    rules: tuple[Rule, ...] = field(default_factory=tuple)
    parts: Mapping[str, str] = field(default_factory=dict)
    own: tuple[OwnPack, ...] = ()
    stamp: str = ""

    @classmethod
    def with_later(cls, now: Mapping[str, Any], later: Callable[[], Mapping[str, Any]]) -> Pack:
        """A pack of which the fields of LATER are fetched when the first of them is looked at."""
        pack = cls.__new__(cls)
        vars(pack).update(now, _later=later)
        return pack

    if not TYPE_CHECKING:  # a checker would believe that a pack has every field

        def __getattr__(self, name: str) -> Any:
            later = vars(self).get("_later") if name in LATER else None
            if later is None:
                raise AttributeError(name)
            vars(self).update(later())
            vars(self).pop("_later", None)
            return vars(self)[name]

    @cached_property
    def answering(self) -> Mapping[str, Mapping[str, tuple[Law, ...]]]:
        """The provisions by place and topic; one that answers other topics too stands under each of them."""
        found: dict[str, dict[str, tuple[Law, ...]]] = {}
        for place, topics in self.laws.items():
            found[place] = dict(topics)
            for law in (law for laws in topics.values() for law in laws):
                for topic in law.also:
                    found[place][topic] = (*found[place].get(topic, ()), law)
        return found

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by key, in the order in which they are asked."""
        return {question.key: question for step in self.steps for question in step.questions}

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """Old keys of questions and where they are today."""
        return {old: question.key for question in self.questions.values() for old in question.was}

    @cached_property
    def _decided(self) -> dict[str, tuple[Question, ...]]:
        return {}

    def core_at(self, stage: str) -> tuple[Question, ...]:
        """What a room decides in a workshop at this stage, in order."""
        if stage not in self._decided:
            self._decided[stage] = tuple(question for question in self if question.core_at(stage))
        return self._decided[stage]

    @cached_property
    def _expected(self) -> dict[str, tuple[Question, ...]]:
        return {}

    def expected_at(self, stage: str) -> tuple[Question, ...]:
        """Without what a plan at this stage is incomplete: what a room decides, and what is essential."""
        if stage not in self._expected:
            core = frozenset(question.key for question in self.core_at(stage))
            found = (question for question in self if question.key in core or question.essential_at(stage))
            self._expected[stage] = tuple(found)
        return self._expected[stage]

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

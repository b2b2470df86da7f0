"""What a pack asks: steps, questions, the columns of their tables, and the choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from coplan.content.terms import STAGES, STRICT, Homework, Stage


class _Sparse:
    """Kept without the fields that are as the class has them: three thousand of these are read at each start."""

    def __getstate__(self) -> dict[str, Any]:
        own = type(self)
        return {name: value for name, value in vars(self).items() if value != getattr(own, name, self)}


@dataclass(frozen=True)
class Choice(_Sparse):
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
class Column(_Sparse):
    """One typed column of records.

    No row is typed in without a `required` cell. One that `matters` may wait, and is a hole until it is filled. An
    empty cell waits for the question in `falls_to` while that one is open.
    """

    __pydantic_config__ = STRICT
    key: str
    label: str
    kind: str
    help: str = ""
    required: bool = False
    matters: bool = False
    falls_to: str = ""
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    other: bool = False
    unit: str = ""
    min: float | None = None
    max: float | None = None
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question(_Sparse):
    """One thing that a step asks. `key` is the step and the id: `design.hours`.

    A `core` question is decided in the room, from the stage `needed` to the stage `core_until`; one with `homework` is
    prepared by whom that names. `decides` is who in the step's room has the say. `said` is the sentence in which an
    answer is read back. `until` is what procedures, orders and cards say of the time in which it is open or disputed:
    the safest plain rule, for a gap could hurt somebody. `unused` says why no document, rule or figure reads it.
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
    until: str = ""
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

    @property
    def examples(self) -> list[object]:
        """The example, where it is one value."""
        return [self.example] if isinstance(self.example, str | int | float) and self.example else []

    def examples_of(self, column: Column) -> list[object]:
        """The examples of one column of its rows."""
        rows = self.example if isinstance(self.example, list) else []
        return [row[column.key] for row in rows if isinstance(row, dict) and column.key in row]

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

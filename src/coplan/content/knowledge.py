"""What a pack holds without asking: facts, sources, measures, and assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coplan.content.questions import Column
from coplan.content.terms import STRICT


@dataclass(frozen=True)
class Fact:
    """A yes-or-no statement that follows from the answers."""

    __pydantic_config__ = STRICT
    label: str
    expression: str


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
    """Something that a program counts, and what others have published about it.

    `window`: days after a contact until it is complete for that contact.
    """

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
    window: int = 0


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

"""What must agree with what: the rules of a pack, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from coplan.content.terms import STRICT, Stage


@dataclass(frozen=True)
class Limit:
    """A number on which a rule turns, and which a plan may set otherwise. `ours`: our working limit, not published."""

    __pydantic_config__ = STRICT
    value: str
    label: str
    unit: str = ""
    ours: bool = False
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """What must agree with what. Where `when` holds and `expect` does not, the rule finds something.

    `let` are named values on the way, in order. `ours`: a rule of our own, which no source states.
    """

    __pydantic_config__ = STRICT
    id: str
    level: Literal["error", "warning", "note"]
    message: str
    why: str
    fix: str
    questions: tuple[str, ...]
    source: tuple[str, ...] = ()
    domain: str = ""
    stage: Stage = "exploring"
    when: str = "true"
    let: Mapping[str, str] = field(default_factory=dict)
    expect: str = "false"
    limits: Mapping[str, Limit] = field(default_factory=dict)
    ours: bool = False

    @property
    def step(self) -> str:
        """The step in which its findings are shown; `plan` for what concerns the whole."""
        return self.id.partition(".")[0]

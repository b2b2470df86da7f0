"""What the interview needs from a mouth: ask one thing, offer a menu, show text. Terminals implement it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeAlias

from coplan.content.questions import Spec
from coplan.wizard.unconfirmed import Unconfirmed
from coplan.yaml.nodes import Data


class Signal(Enum):
    """What people may do instead of answering."""

    BACK = "back"
    SKIP = "skip"
    OUTLINE = "steps"
    LEAVE = "leave"
    OPEN = "open"
    HELP = "?"


@dataclass(frozen=True)
class TypedAnswer:
    """An answer as it was typed; `accepted` if it is the suggestion, taken as it stood.

    Empty data takes back the answer that was there. `then` says where the room goes after it: BACK, or on.
    """

    data: Data
    accepted: bool = False
    then: Signal | None = None


@dataclass(frozen=True)
class Opened:
    """The question is to become an open item, with what was typed so far, if anything."""

    data: Data | None = None


Progress: TypeAlias = Callable[[int, int], None]
EMPTY = "–"  # a cell of a shown table with nothing in it
Reply: TypeAlias = TypedAnswer | Opened | Signal


@dataclass(frozen=True)
class Prompt:
    """One thing to ask: a question, or one column of a row.

    `position` says where the room is, and `place` the same in the few words that are read aloud. `where` is the place
    under which what is typed is kept until it is an answer.
    """

    spec: Spec
    ask: str
    position: str = ""
    place: str = ""
    now: Data | None = None
    suggestion: Data | None = None
    example: str = ""
    help: str = ""
    status: str = ""
    where: str = ""

    @property
    def of_row(self) -> bool:
        """True for a cell of a table: `design.team/3f2a/seats`."""
        return self.where.count("/") > 1


@dataclass(frozen=True)
class Option:
    """One line of a menu. `number` is what plain mode calls it, where people know it by another than its place."""

    key: str
    label: str
    help: str = ""
    number: str = ""


class Asker(Protocol):
    """A terminal, or a test that answers by itself.

    What is typed and not confirmed is kept in `unconfirmed` by the asker; whoever saves an answer forgets it there.
    """

    unconfirmed: Unconfirmed

    def ask(self, prompt: Prompt) -> Reply:
        """Ask until there is an answer of the right kind, or a signal."""
        ...

    def lead(self, prompt: Prompt) -> None:
        """Show what stands above a question: its place, whether it is open, an example, how to answer."""
        ...

    def choose(
        self, title: str, options: Sequence[Option], default: str = "", *, question: bool = False
    ) -> str | Signal:
        """Offer a menu; return the key of the chosen line, or BACK or LEAVE.

        With `question` the menu stands for a question, and every signal is possible.
        """
        ...

    def line(self, ask: str, now: str = "", where: str = "") -> str | Signal:
        """Ask for one line of free text, which may be empty; BACK or LEAVE as signals. `where` as in Prompt."""
        ...

    def heading(self, title: str, lines: Sequence[str] = ()) -> None:
        """Show the beginning of something: a step, a table, a report."""
        ...

    def say(self, text: str) -> None:
        """Show a paragraph."""
        ...

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show a table."""
        ...

    def working(self, words: str) -> AbstractContextManager[Progress]:
        """Say what takes long while it lasts; what comes back hears how many are done, of how many."""
        ...

"""A list on the screen: what each key makes of it, and when it is an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from coplan.wizard.asker import Signal
from coplan.wizard.terminal.frame import PIECE, Head, draw_list
from coplan.wizard.terminal.pick import Pick


@dataclass(frozen=True)
class Picked:
    """The keys of the lines that were chosen; `then` is where the room goes after it."""

    keys: tuple[str, ...]
    then: Signal | None = None


def _keep_nothing(ticked: list[str] | None, typed: str) -> None:
    """A menu has nothing to keep."""


@dataclass
class Listed:
    """A list to choose from. `may_be_empty` if nothing ticked is an answer; `keep` takes what is ticked and typed."""

    pick: Pick
    head: Head
    keys: str
    question: bool = False
    may_be_empty: bool = False
    keep: Callable[[list[str] | None, str], None] = _keep_nothing
    message: str = ""
    begun: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.begun = self.pick.chosen

    def draw(self, columns: int, rows: int) -> list[PIECE]:
        """The list with all around it, for so many columns and rows."""
        finding = self.pick.many and self.pick.typed
        keys = f"Enter ticks it · Esc shows all · {self.keys.replace('Enter next · ', '')}" if finding else self.keys
        return draw_list(self.pick, self.head, self.message, keys, columns, rows)

    def enter(self) -> Picked | None:
        """What Enter chooses; None if it ticks what was found, or if there is nothing to choose, which is said."""
        pick = self.pick
        if pick.here is None:
            self.message = f"Nothing in this list fits `{pick.typed}`. Esc shows all."
        elif pick.many and pick.typed:
            self._tick()
        elif not pick.many:
            return Picked((pick.here.key,))
        elif pick.ticked or self.may_be_empty:
            return Picked(tuple(pick.chosen))
        else:
            self.message = "Nothing is ticked. Space ticks the line at the pointer, Tab skips the question."
        return None

    def taken(self, signal: Signal) -> Picked | None:
        """What goes along when the room leaves by another key: new ticks, or the one line that fits what was typed."""
        pick, then = self.pick, None if signal is Signal.SKIP else signal
        if signal is Signal.OPEN:
            return Picked(tuple(pick.chosen), then)
        if signal not in (Signal.SKIP, Signal.BACK):
            return None
        if pick.many:
            return Picked(tuple(pick.chosen), then) if pick.ticked and pick.chosen != self.begun else None
        only = pick.typed and len(pick.shown) == 1
        return Picked((pick.shown[0].key,), then) if only else None

    def move(self, lines: int) -> None:
        """Move the pointer."""
        self.message = ""
        self.pick.move(lines)

    def space(self) -> None:
        """Tick the line at the pointer; while somebody types, a space is a letter like others."""
        if self.pick.many and (self.pick.moved or not self.pick.typed):
            self._tick()
        elif self.pick.typed:
            self.find(self.pick.typed + " ")

    def _tick(self) -> None:
        self.message = ""
        self.pick.tick()
        self._keep()

    def find_more(self, letters: str) -> None:
        """Narrow the list by what was typed."""
        letters = " ".join(letters.splitlines()[:1])
        if letters.isprintable():
            self.find(self.pick.typed + letters)

    def find(self, typed: str) -> None:
        """Show what fits these letters."""
        self.message = ""
        self.pick.find(typed)
        self._keep()

    def _keep(self) -> None:
        changed = self.pick.many and self.pick.chosen != self.begun
        self.keep(self.pick.chosen if changed else None, self.pick.typed)

"""A list while people choose from it: what was typed to find a line, where the pointer is, what is ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coplan.wizard.asker import Option
from coplan.wizard.terminal.matching import fitting

OTHER = "\0other"  # the line for own words


class Pick:
    """The lines of a list. With `ticked` several can be chosen, otherwise the line at the pointer is."""

    def __init__(self, options: Sequence[Option], at: str = "", ticked: Collection[str] | None = None) -> None:
        self.options = tuple(options)
        self.many = ticked is not None
        self.ticked = {option.key for option in options if option.key in (ticked or ())}
        self.typed = ""
        self.moved = False  # the last key moved the pointer
        self.shown = list(self.options)
        self.pointer = next((place for place, option in enumerate(options) if option.key == at), 0)
        self.began = self.here

    @property
    def here(self) -> Option | None:
        """The line at the pointer; None if nothing fits what was typed."""
        return self.shown[self.pointer] if self.shown else None

    @property
    def chosen(self) -> list[str]:
        """The ticked keys, in the order of the list."""
        return [option.key for option in self.options if option.key in self.ticked]

    def find(self, typed: str) -> None:
        """Show only what fits; own words are always possible where the list takes them."""
        held = self.here or self.began
        self.typed = typed
        known = [option for option in self.options if option.key != OTHER]
        found = [known[place] for place in fitting(typed, known)]
        own = [option for option in self.options if option.key == OTHER]
        self.shown = [*found, *own]
        # With nothing typed the pointer stays, or is back where it began if nothing fitted; a word points at the best.
        self.pointer = self.shown.index(held) if held is not None and not typed and held in self.shown else 0
        self.moved = False

    def move(self, lines: int) -> None:
        """Move the pointer; at either end one more step goes to the other end, a page stops there."""
        last = len(self.shown) - 1
        if last < 0:
            return
        there = self.pointer + lines
        wraps = abs(lines) == 1
        self.pointer = there % (last + 1) if wraps else min(max(there, 0), last)
        self.moved = True

    def tick(self) -> None:
        """Tick the line at the pointer, or take its tick away; then the whole list is there again."""
        if self.here is not None:
            self.ticked ^= {self.here.key}
            self.find("")
            self.moved = True

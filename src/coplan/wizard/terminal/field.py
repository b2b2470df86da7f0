"""A place to type one answer: what stands there first, and what of it people have changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coplan.letters import UNSEEN
from coplan.wizard.asker import Signal
from coplan.wizard.terminal.frame import Head


@dataclass(frozen=True)
class Typed:
    """A text that was confirmed, or taken on the way; `then` is where the room goes after it."""

    text: str
    then: Signal | None = None


Fault = Callable[[str], str]


def _no_fault(_: str) -> str:
    return ""


@dataclass(frozen=True)
class TypedField:
    """`usual` is the answer or suggestion that stands there; `waiting` what was typed before and not confirmed.

    `fault` says what is wrong with a text, or nothing; `keep` takes every change.
    """

    head: Head
    keys: str
    usual: str = ""
    waiting: str | None = None
    long: bool = False
    fault: Fault = _no_fault
    keep: Callable[[str], None] = _no_fault  # type: ignore[assignment]

    @property
    def first(self) -> str:
        """What stands there when the question opens."""
        return self.usual if self.waiting is None else self.waiting

    def changed(self, text: str) -> bool:
        """True if something was typed that is not the usual answer."""
        return bool(text.strip()) and text != self.usual

    def clean(self, text: str) -> str:
        """A text as it may stand here: nothing that commands a terminal; one line where one line is asked for."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = UNSEEN.sub("", text.encode("utf-8", "replace").decode("utf-8"))
        return text if self.long else text.replace("\n", " ").replace("\t", " ")

    def taken(self, text: str, signal: Signal) -> Typed | None:
        """What goes along when the room leaves by another key than Enter: a changed text, if it is an answer."""
        then = None if signal is Signal.SKIP else signal
        if signal is Signal.OPEN:
            return Typed(text, then)
        sound = signal in (Signal.SKIP, Signal.BACK) and self.changed(text) and not self.fault(text)
        return Typed(text, then) if sound else None

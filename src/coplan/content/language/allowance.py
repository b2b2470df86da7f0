"""How much one expression or document may take: steps, letters and time. A pack may come from a stranger."""

from __future__ import annotations

import time
from typing import Any

from jinja2 import TemplateRuntimeError

from coplan.numerals import grouped

STEPS = 1_000_000  # the largest document that coplan ships takes a hundredth
LETTERS = 20_000_000  # written on the way, parts counted each time they are put together
SECONDS = 15.0  # of the processor
LONGEST = 1_000_000  # letters of one text or document
MOST = 100_000  # items of one list, those of the lists in it counted too; ten letters count as one
INNERMOST = 30  # lists in one another
PIECES = 40_000  # lines and cells of one document; the longest that coplan ships has a fifth of it
DIGITS = 15_000  # bits of one whole number
LOOK = 1_000  # steps from one look at the clock to the next
MANY_ROWS = 100  # of a table that a message about a document that is too long names


class TooMuch(TemplateRuntimeError):
    """What was asked for has no end, or is far larger than any document."""


class Allowance:
    """What is left for one expression or document. Every loop, call, filter and sum takes from it."""

    __slots__ = ("_ends", "_letters", "_look", "_steps")

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start anew: another expression or document."""
        self._steps, self._letters, self._look, self._ends = STEPS, LETTERS, LOOK, 0.0

    def spend(self, steps: int = 1) -> None:
        """Take steps. Raises TooMuch when none are left, or when it has gone on for too long."""
        self._steps -= steps
        self._look -= steps
        if self._look < 0:
            self._look = LOOK
            self._see()

    def _see(self) -> None:
        if self._steps < 0:
            raise TooMuch("this goes on for too long: a loop or a call has no end, or far too many rounds")
        now = time.thread_time()  # one thread renders; the time of the whole process is dear to ask for on some systems
        self._ends = self._ends or now + SECONDS
        if now > self._ends:
            raise TooMuch(f"this takes longer than {SECONDS:g} seconds")

    def write(self, letters: int) -> None:
        """Take letters of what is written. Raises TooMuch when none are left."""
        self._letters -= letters
        if self._letters < 0:
            raise TooMuch("this writes far more than any document holds")
        self.spend(1 + letters // 1000)


def a_document(text: str) -> str:
    """What a template wrote, unless no document is as long. Raises TooMuch."""
    if text.count("\n") + text.count("|") > PIECES or len(text) > LONGEST:
        raise TooMuch(f"this writes far more than any document holds{_longest_table(text)}")
    return text


def _longest_table(text: str) -> str:
    """Which table is to blame: its heads and its rows; nothing where there is none."""
    heads, rows, most = "", 0, ("", 0)
    for line in text.split("\n"):
        heads, rows = (heads if rows else line, rows + 1) if line.startswith("|") else ("", 0)
        most = max(most, (heads, rows), key=lambda found: found[1])
    names = " | ".join(most[0].strip("| ").split(" | ")[:3])[:80]
    return f"; its longest table, {names}, has {grouped(most[1] - 2)} rows" if most[1] > MANY_ROWS else ""


def measured(value: Any) -> Any:
    """A value as it is, unless it is larger than any answer. Raises TooMuch."""
    if isinstance(value, str | bytes):
        if len(value) > LONGEST:
            raise TooMuch("this makes a text that is far too long")
    elif isinstance(value, list | tuple | dict):
        weight(value)
    return value


def weight(value: Any) -> int:
    """How much a list holds, as often as it holds it: what compares or prints it goes through all of that.

    Raises TooMuch for one that is far too long, or has too many lists in one another.
    """
    found, level = 0, [value]
    for _ in range(INNERMOST):
        deeper: list[Any] = []
        for item in level:
            found += 1 if not isinstance(item, str) else 1 + len(item) // 10
            if isinstance(item, list | tuple):
                deeper += item
            elif isinstance(item, dict):
                deeper += [*item, *item.values()]
            if found + len(deeper) > MOST:
                raise TooMuch("this makes a list that is far too long")
        if not deeper:
            return found
        level = deeper
    raise TooMuch("these are far too many lists in one another")


def checked(sign: str, left: Any, right: Any) -> None:
    """Look at a sum before it is worked out. Raises TooMuch where the result would be far too large."""
    if sign == "*":
        for many, times in ((left, right), (right, left)):
            if isinstance(times, int) and _many(many):
                _repeated(many, times)
        if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > DIGITS:
            raise TooMuch("this number has far too many digits")
    elif sign == "**":
        power = abs(right) if isinstance(right, int) else 0
        if power > 1000 or (isinstance(left, int) and left.bit_length() * power > DIGITS):
            raise TooMuch("this number has far too many digits")
    elif sign == "%" and isinstance(left, str | bytes):
        raise TooMuch("`%` puts no values into texts here; join them with `~`")
    elif sign == "+" and _many(left) and _many(right):
        if isinstance(left, str | bytes) or isinstance(right, str | bytes):
            if len(left) + len(right) > LONGEST:
                raise TooMuch("this makes a text that is far too long")
        elif weight(left) + weight(right) > MOST:
            raise TooMuch("this makes a list that is far too long")


def _repeated(many: Any, times: int) -> None:
    if isinstance(many, str | bytes):
        if len(many) * times > LONGEST:
            raise TooMuch("this makes a text that is far too long")
    elif weight(many) * times > MOST:
        raise TooMuch("this makes a list that is far too long")


def _many(value: Any) -> bool:
    return isinstance(value, str | bytes | list | tuple)

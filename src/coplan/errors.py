"""What can go wrong, and the exit code that says so. Only the command line turns these into exits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DONE, FINDINGS, USAGE, BAD_INPUT, MISSING_EXTRA, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130

STOPPED = "Stopped. What was saved before stays."  # said when people interrupt


def cut(words: str, longest: int = 120) -> str:
    """A message in which typed values, between backticks, have no more than so many letters."""
    if len(words) <= longest:
        return words

    def shown(found: re.Match[str]) -> str:
        return found[0] if len(found[1]) < longest else f"`{found[1][:60]}…` ({len(found[1])} letters)"

    return re.sub("`([^`]*)`", shown, words)  # every quotation in turn: what lies between two of them is none


class CoplanError(Exception):
    """Something that a person can mend. The message says what is wrong and what to do."""

    exit_code = FINDINGS

    def __str__(self) -> str:
        return cut(super().__str__())


class UsageError(CoplanError):
    """The command was called in a way that cannot work."""

    exit_code = USAGE


class SaveError(CoplanError):
    """The disk refused to take an answer. The old file is whole."""

    exit_code = BAD_INPUT


class MissingExtra(CoplanError):
    """What was asked for needs a package that is not installed; `extra` is the part of coplan that brings it."""

    exit_code = MISSING_EXTRA

    def __init__(self, what: str, package: str, extra: str, otherwise: str = "") -> None:
        super().__init__(f"{what} needs {package}: install `coplan[{extra}]`. {otherwise}".strip())


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file.

    `line` and `column` count from 1; 0 means the whole file. `key` is the dotted place in the file.
    """

    file: str
    line: int
    key: str
    what: str
    fix: str = ""
    column: int = 0

    def __str__(self) -> str:
        return cut(self._whole())

    def _whole(self) -> str:
        place = self.file.replace("\n", " ") + (f", line {self.line}" if self.line else "")
        key = f"{self.key}: " if self.key else ""
        fix = f" {self.fix}" if self.fix else ""
        return f"{place}: {key}{self.what}{fix}"


class BadInput(CoplanError):
    """One or more files cannot be used as they are. All problems are reported together."""

    exit_code = BAD_INPUT

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known word that is nearest to a mistyped one, or nothing."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=cutoff)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or nothing."""
    found = closest(word, known)
    return f"Did you mean `{found}`?" if found else ""

"""Words: what a merge compares. White space, curly quotes and what else editors put in make no difference."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from coplan.prose.blocks import Block, Run, Runs

# Editors turn the left into the right; soft hyphens, zero-width signs and byte-order marks show nothing.
SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u00ad\u200b\u200c\u2060\ufeff", None),
        "\u2011": "-",
        "\u2026": "...",
    }
)
NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty sixty ninety".split()  # noqa: SIM905
)
ODD = frozenset(map(chr, SAME))
WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Word:
    """A word of a text; `key` is what it is compared by. `after` is where the white space behind it ends."""

    start: int
    end: int
    after: int
    key: str

    @property
    def counts(self) -> bool:
        """False for a dash or another sign that stands alone."""
        return any(letter.isalnum() for letter in self.key)

    @property
    def is_number(self) -> bool:
        """True for `24`, `$3.50` and `twelve`."""
        return any(letter.isdigit() for letter in self.key) or self.key.lower().strip(".,;:()") in NUMBERS


def canonical(text: str) -> str:
    """A text without what makes no difference."""
    return " ".join(text.translate(SAME).split())


def key_of(block: Block) -> tuple[str, ...]:
    """What a block says, cell by cell."""
    return tuple(canonical(text) for text in block.texts)


def words(text: str) -> list[Word]:
    """The words of a text."""
    found = list(WORD.finditer(text))
    ends = [*(later.start() for later in found[1:]), len(text)][: len(found)]
    odd = not ODD.isdisjoint(text)  # translating every word is dear, and most texts need it nowhere
    keys = [word[0].translate(SAME) if odd else word[0] for word in found]
    return [Word(*word.span(), after, key) for word, after, key in zip(found, ends, keys, strict=True)]


class Looks:
    """Runs by the place of their letters."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self.ends = list(accumulate(len(run.text) for run in runs))

    @property
    def is_plain(self) -> bool:
        """True if nothing looks different from plain text."""
        return all(replace(run, text="") == Run("") for run in self.runs)

    def cut(self, start: int, end: int) -> Runs:
        """The runs between two places."""
        found = []
        at = bisect_right(self.ends, start)
        while start < end and at < len(self.runs):
            first = self.ends[at] - len(self.runs[at].text)
            stop = min(end, self.ends[at])
            found.append(replace(self.runs[at], text=self.runs[at].text[start - first : stop - first]))
            start, at = stop, at + 1
        return tuple(found)

    def at(self, start: int, end: int) -> tuple[Run, ...]:
        """The looks between two places, each once in a row, without their text."""
        found: list[Run] = []
        for run in self.cut(start, end):
            look = replace(run, text="")
            if not found or found[-1] != look:
                found.append(look)
        return tuple(found)


def text_of(runs: Sequence[Run]) -> str:
    """The letters of runs."""
    return "".join(run.text for run in runs)

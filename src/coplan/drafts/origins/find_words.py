"""Finds words in a text, however roughly they are given: capitals, white space and signs make no difference. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from coplan.prose.words import SAME

WORD = re.compile(r"\]\([^)\s]*\)|(\w+)")  # where a link leads is no word of the text


def bare(text: str) -> tuple[str, ...]:
    """The words of a text, without what makes no difference."""
    return tuple(word for word in WORD.findall(text.translate(SAME).casefold()) if word)


@dataclass(frozen=True)
class Searched:
    """A text in which words are looked for, by their order in it."""

    text: str

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands."""
        return [found.span() for found in WORD.finditer(self.text) if found[1]]

    @cached_property
    def words(self) -> list[str]:
        """Each word."""
        return [self.text[start:end].casefold() for start, end in self.spans]

    def exact(self, wanted: Sequence[str]) -> list[tuple[int, int]]:
        """Where these words stand one after the other, as offsets into the text."""
        size = len(wanted)
        if not size:
            return []
        firsts = (at for at, word in enumerate(self.words[: len(self.words) - size + 1]) if word == wanted[0])
        return [self._offsets(at, at + size) for at in firsts if tuple(self.words[at : at + size]) == tuple(wanted)]

    def nearest(self, wanted: Sequence[str]) -> tuple[float, tuple[int, int]]:
        """The share of these words that stand near each other somewhere, and where."""
        known = SequenceMatcher(None, wanted, self.words, autojunk=False)
        best = known.find_longest_match()
        if not best.size:
            return 0.0, (0, 0)
        slack = len(wanted) // 2 + 5
        first = max(0, best.b - best.a - slack)
        window = self.words[first : best.b + len(wanted) - best.a + slack]
        blocks = SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks()[:-1]
        share = sum(block.size for block in blocks) / len(wanted)
        return share, self._offsets(first + blocks[0].b, first + blocks[-1].b + blocks[-1].size)

    def _offsets(self, first: int, after: int) -> tuple[int, int]:
        return self.spans[first][0], self.spans[after - 1][1]

"""Which stars and underscores of a paragraph belong together, by the rules of CommonMark."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from coplan.prose.markdown.marks import Mark


@dataclass
class Delimiters:
    """A run of equal stars or underscores, and what was found to open and close in it.

    Opening marks are taken from its right end, closing marks from its left.
    """

    text: str
    start: int
    before: str
    after: str
    opens: list[Mark] = field(default_factory=list)
    closes: list[Mark] = field(default_factory=list)

    @property
    def left(self) -> int:
        return len(self.text) - sum(len(mark.open) for mark in self.opens) - sum(len(m.close) for m in self.closes)

    @property
    def can_open(self) -> bool:
        return _flanks(self.before, self.after) and (
            self.text[0] == "*" or not _flanks(self.after, self.before) or _is_punctuation(self.before)
        )

    @property
    def can_close(self) -> bool:
        return _flanks(self.after, self.before) and (
            self.text[0] == "*" or not _flanks(self.before, self.after) or _is_punctuation(self.after)
        )


def pair_delimiters(runs: list[Delimiters]) -> bool:
    """Pair what belongs together, inside out. True if anything did."""
    paired = False
    openers: list[Delimiters] = []
    for run in runs:
        if run.can_close:
            paired |= _close(run, openers)
        if run.left and run.can_open:
            openers.append(run)
    return paired


def _close(closer: Delimiters, openers: list[Delimiters]) -> bool:
    """Close what this run closes; openers that are passed over open nothing any more."""
    paired = False
    while closer.left:
        recent = range(len(openers) - 1, max(-1, len(openers) - 100), -1)  # a page of lone stars must not take long
        at = next((at for at in recent if _fits(openers[at], closer)), -1)
        if at < 0:
            break
        opener = openers[at]
        del openers[at + 1 :]
        width = 2 if opener.left >= 2 and closer.left >= 2 else 1
        stars = closer.text[0] * width
        place = opener.start + opener.left - width
        mark = Mark("bold" if width == 2 else "italic", stars, stars, place)
        opener.opens.append(mark)
        closer.closes.append(mark)
        if not opener.left:
            del openers[at]
        paired = True
    return paired


def _fits(opener: Delimiters, closer: Delimiters) -> bool:
    if opener.text[0] != closer.text[0]:
        return False
    lengths = len(opener.text), len(closer.text)
    either = opener.can_close or closer.can_open
    return not (either and sum(lengths) % 3 == 0 and (lengths[0] % 3 or lengths[1] % 3))


def _flanks(outer: str, inner: str) -> bool:
    """True if marks between these two characters lean on the inner one."""
    if _is_space(inner):
        return False
    return not _is_punctuation(inner) or _is_space(outer) or _is_punctuation(outer)


def _is_space(character: str) -> bool:
    return not character or character.isspace()


def _is_punctuation(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"

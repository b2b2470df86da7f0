"""Merges the words of one paragraph or cell: the plan's changes become splices on people's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coplan.prose.blocks import Run, Runs, joined
from coplan.prose.merge.compare import Hunk, hunks, same
from coplan.prose.merge.merge_steps import Splice
from coplan.prose.words import Looks, Word, text_of, words


@dataclass(frozen=True)
class TextSide:
    """One side of a merge: its runs and its words."""

    looks: Looks
    words: list[Word]

    @classmethod
    def of(cls, runs: Runs) -> TextSide:
        return cls(Looks(runs), words(text_of(runs)))

    def keys(self, start: int = 0, end: int | None = None) -> list[str]:
        return [word.key for word in self.words[start:end]]

    def look(self, start: int, end: int) -> tuple[Run, ...]:
        """The looks of the words from `start` to `end`."""
        if start >= end:
            return ()
        return self.looks.at(self.words[start].start, self.words[end - 1].end)


def merge_words(base: Runs, people: Runs, new: Runs) -> tuple[Splice, ...] | None:
    """What turns people's text into the merged one; None if both changed the same words."""
    if new in (base, people):
        return ()
    b, p, n = TextSide.of(base), TextSide.of(people), TextSide.of(new)
    theirs = hunks(b.keys(), p.keys())
    ours = _changes(b, n)
    splices = []
    for hunk in ours:
        if b.keys(hunk.a0, hunk.a1) == n.keys(hunk.b0, hunk.b1):
            splices += _restyled(hunk, b, p, n)
        elif not _met(hunk, theirs, n, b, p):
            splices.append(_splice(hunk, theirs, b, p, n))
        elif not _agreed(hunk, theirs, ours, p, n):
            return None
    found = _apart(splices)
    if joined(people) == joined(base) and splice_runs(people, found) != joined(new):
        return _exactly(b, n)
    return found


def _apart(splices: list[Splice]) -> tuple[Splice, ...]:
    """Two removals may both claim the white space between them."""
    found: list[Splice] = []
    for splice in splices:
        start = max(splice.start, found[-1].end) if found else splice.start
        found.append(replace(splice, start=start, end=max(start, splice.end)))
    return tuple(found)


def splice_runs(runs: Runs, splices: Sequence[Splice]) -> Runs:
    """Runs with these splices made."""
    looks, at, found = Looks(runs), 0, list[Run]()
    for splice in splices:
        found += [*looks.cut(at, splice.start), *splice.runs]
        at = splice.end
    return joined((*found, *looks.cut(at, len(text_of(runs)))))


def _changes(b: TextSide, n: TextSide) -> list[Hunk]:
    """The plan's changes: other words, and words that stayed but look different."""
    found = hunks(b.keys(), n.keys())
    if b.looks.is_plain and n.looks.is_plain:
        return found
    pairs = same(b.keys(), n.keys())
    restyled = [(x, y) for x, y in pairs if b.look(x, x + 1) != n.look(y, y + 1)]
    return sorted([*found, *_rows(restyled)], key=lambda hunk: (hunk.a0, hunk.b0))


def _rows(pairs: list[tuple[int, int]]) -> list[Hunk]:
    """Pairs that follow each other, as one change."""
    found: list[Hunk] = []
    for x, y in pairs:
        if found and (found[-1].a1, found[-1].b1) == (x, y):
            found[-1] = replace(found[-1], a1=x + 1, b1=y + 1)
        else:
            found.append(Hunk(x, x + 1, y, y + 1))
    return found


def _met(hunk: Hunk, others: list[Hunk], ours: TextSide, b: TextSide, theirs: TextSide) -> list[Hunk]:
    """The other side's changes of the same words. Changes of different words do not meet, even side by side.

    But what comes in beside a change may belong to it, and a number belongs to its unit: 24 hours is not to become
    12 minutes because one side changed the number and the other the unit.
    """
    low, high = _widened(hunk, b)
    found = []
    for other in others:
        if other.a0 < hunk.a1 and other.a1 > hunk.a0:
            found.append(other)
        elif other.a0 <= high and other.a1 >= low:
            empty = hunk.a0 == hunk.a1 or other.a0 == other.a1
            if empty or _counts_something(hunk, b, ours) or _counts_something(other, b, theirs):
                found.append(other)
    return found


def _counts_something(hunk: Hunk, b: TextSide, side: TextSide) -> bool:
    return any(word.is_number for word in (*b.words[hunk.a0 : hunk.a1], *side.words[hunk.b0 : hunk.b1]))


def _widened(hunk: Hunk, b: TextSide) -> tuple[int, int]:
    """A change with the signs that stand alone around it."""
    low, high = hunk.a0, hunk.a1
    while low > 0 and not b.words[low - 1].counts:
        low -= 1
    while high < len(b.words) and not b.words[high].counts:
        high += 1
    return low, high


def _agreed(hunk: Hunk, theirs: list[Hunk], ours: list[Hunk], p: TextSide, n: TextSide) -> bool:
    """True if both sides made the same of these words."""
    if any((h.a0, h.a1, p.keys(h.b0, h.b1)) == (hunk.a0, hunk.a1, n.keys(hunk.b0, hunk.b1)) for h in theirs):
        return True
    low, high = hunk.a0, hunk.a1
    grown = True
    while grown:
        near = [h for side in (theirs, ours) for h in side if h.a0 <= high and h.a1 >= low]
        widest = min(h.a0 for h in near), max(h.a1 for h in near)
        grown = widest != (low, high)
        low, high = widest
    return p.keys(*_place(low, high, theirs)) == n.keys(*_place(low, high, ours))


def _place(low: int, high: int, changes: list[Hunk]) -> tuple[int, int]:
    """Where the base's words from `low` to `high` are on another side. No change may reach across these bounds."""
    start, end = low, high
    for hunk in changes:
        shift = hunk.b1 - hunk.a1
        if hunk.a1 < low or (hunk.a1 == low and hunk.a0 < low):
            start = low + shift
        if hunk.a1 <= high:
            end = high + shift
    return start, max(start, end)


def _splice(hunk: Hunk, theirs: list[Hunk], b: TextSide, p: TextSide, n: TextSide) -> Splice:
    """One change of the plan's on words that people left alone."""
    start, end = _place(hunk.a0, hunk.a1, theirs)
    runs = _as_people_style(hunk, start, b, p, n)
    if hunk.b0 == hunk.b1:
        return _removal(start, end, p)
    if start < end:
        return Splice(p.words[start].start, p.words[end - 1].end, runs)
    return _insertion(hunk, start, runs, p, n)


def _insertion(hunk: Hunk, at: int, runs: Runs, p: TextSide, n: TextSide) -> Splice:
    if at < len(p.words):
        last = n.words[hunk.b1 - 1]
        gap = n.looks.cut(last.end, last.after) or (Run(" "),)
        place = p.words[at].start
        return Splice(place, place, (*runs, *gap))
    if not p.words:
        return Splice(0, len(text_of(p.looks.runs)), runs)
    before = n.words[hunk.b0 - 1] if hunk.b0 else None
    gap = (n.looks.cut(before.end, before.after) if before else ()) or (Run(" "),)
    place = p.words[-1].end
    return Splice(place, place, (*gap, *runs))


def _removal(start: int, end: int, p: TextSide) -> Splice:
    if end < len(p.words) or start == 0:
        return Splice(p.words[start].start, p.words[end - 1].after, ())
    return Splice(p.words[start - 1].end, p.words[end - 1].end, ())


def _restyled(hunk: Hunk, b: TextSide, p: TextSide, n: TextSide) -> list[Splice]:
    """The plan gave the same words another look.

    Where people put words between them, these stay as they are; where people chose a look of their own, theirs stays.
    """
    shift = hunk.b0 - hunk.a0
    stayed = [(x, y) for x, y in same(b.keys(), p.keys()) if hunk.a0 <= x < hunk.a1]
    alike = [(x, y) for x, y in stayed if p.look(y, y + 1) == b.look(x, x + 1)]
    return [
        Splice(p.words[row.b0].start, p.words[row.b1 - 1].end, _runs(n, row.a0 + shift, row.a1 + shift))
        for row in _rows(alike)
    ]


def _runs(text: TextSide, start: int, end: int) -> Runs:
    if start >= end:
        return ()
    return text.looks.cut(text.words[start].start, text.words[end - 1].end)


def _as_people_style(hunk: Hunk, start: int, b: TextSide, p: TextSide, n: TextSide) -> Runs:
    """The plan's words, in the look that people gave to those that stood there."""
    runs = _runs(n, hunk.b0, hunk.b1)
    looks = n.look(hunk.b0, hunk.b1)
    for low, high, here in _neighbours(hunk, start):
        before = b.look(low, high)
        if len(looks) == 1 and before == looks:
            chosen = p.look(here, here + high - low)
            return tuple(replace(chosen[0], text=run.text) for run in runs) if len(chosen) == 1 else runs
    return runs


def _neighbours(hunk: Hunk, start: int) -> list[tuple[int, int, int]]:
    """The words of the base that a change stands for, or stands behind: from, to, and where people have them."""
    if hunk.a1 > hunk.a0:
        return [(hunk.a0, hunk.a1, start)]
    return [(hunk.a0 - 1, hunk.a0, start - 1)] if hunk.a0 and start else []


def _exactly(b: TextSide, n: TextSide) -> tuple[Splice, ...]:
    """Splices that leave no letter of the base that is not the plan's, white space and quotes included."""
    old, new = _pieces(b), _pieces(n)
    starts = [0, *(piece[1] for piece in old)]
    found = []
    for hunk in hunks([piece[0] for piece in old], [piece[0] for piece in new]):
        runs = tuple(run for piece in new[hunk.b0 : hunk.b1] for run in piece[0])
        found.append(Splice(starts[hunk.a0], starts[hunk.a1], joined(runs)))
    return tuple(found)


def _pieces(text: TextSide) -> list[tuple[Runs, int]]:
    """The words with the white space behind them (before the first: in front), as runs, and where each ends."""
    ends = [word.after for word in text.words] or [len(text_of(text.looks.runs))]
    starts = [0, *ends[:-1]]
    return [(text.looks.cut(start, end), end) for start, end in zip(starts, ends, strict=True)]

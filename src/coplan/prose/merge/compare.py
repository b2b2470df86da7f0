"""Where two rows of keys differ. Never slow: what is too long to compare closely is compared coarsely."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CLOSELY = 1_000_000  # pairs of keys; more would take seconds

FEW = 500  # one anchor in so many keys is too few
ROW = 6


@dataclass(frozen=True)
class Hunk:
    """The keys from `a0` to `a1` of the one give way to those from `b0` to `b1` of the other."""

    a0: int
    a1: int
    b0: int
    b1: int


def hunks(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Hunk]:
    """What changed from `a` to `b`, in order."""
    return _changed(same(a, b), len(a), len(b))


def same(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The pairs of places that stayed the same, in order."""
    start, end = 0, 0
    shorter = min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    pairs = [(n, n) for n in range(start)]
    pairs += _inside(a, b, start, len(a) - end, start, len(b) - end)
    pairs += [(len(a) - n, len(b) - n) for n in range(end, 0, -1)]
    return pairs


def _inside(a: Sequence[Hashable], b: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int) -> list[tuple[int, int]]:
    if (a1 - a0) * (b1 - b0) <= CLOSELY:
        return _closely(a, b, a0, a1, b0, b1)
    anchors = _anchors(a[a0:a1], b[b0:b1])
    if len(anchors) < min(a1 - a0, b1 - b0) // FEW:  # no key is rare here: look for rows of keys that are
        anchors = _anchors(_rows(a[a0:a1]), _rows(b[b0:b1]))
    found = []
    before = (a0, b0)
    for x, y in [*((a0 + x, b0 + y) for x, y in anchors), (a1, b1)]:
        if (x - before[0]) * (y - before[1]) <= CLOSELY:
            found += _closely(a, b, before[0], x, before[1], y)
        if x < a1:
            found.append((x, y))
        before = (x + 1, y + 1)
    return found


def _closely(a: Sequence[Hashable], b: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int) -> list[tuple[int, int]]:
    if a0 == a1 or b0 == b1:
        return []
    blocks = SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False).get_matching_blocks()
    return [(a0 + block.a + n, b0 + block.b + n) for block in blocks for n in range(block.size)]


def _rows(keys: Sequence[Hashable]) -> list[Hashable]:
    return [tuple(keys[at : at + ROW]) for at in range(len(keys))]


def _anchors(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Keys that occur once on each side, and stand in the same order."""
    in_a, in_b = Counter(a), Counter(b)
    places = {key: place for place, key in enumerate(b) if in_b[key] == 1}
    pairs = [(place, places[key]) for place, key in enumerate(a) if in_a[key] == 1 and key in places]
    return [pairs[at] for at in rising([y for _, y in pairs])]


def rising(numbers: Sequence[int]) -> list[int]:
    """Where the longest rising row among these numbers stands."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [at]
    found = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _changed(pairs: list[tuple[int, int]], a_length: int, b_length: int) -> list[Hunk]:
    found = []
    a, b = 0, 0
    for x, y in [*pairs, (a_length, b_length)]:
        if x > a or y > b:
            found.append(Hunk(a, x, b, y))
        a, b = x + 1, y + 1
    return found

"""Paragraphs that people split or joined: which of their blocks hold which of the base's."""

from __future__ import annotations

from collections import Counter

from coplan.prose.merge.likeness import ComparedText

FLOWING = frozenset({"paragraph", "bullet", "number", "quote"})
HELD = 0.7  # a part whose words are so far within the rest of a block was cut from there
SHORTEST = 3  # words; a shorter part says too little


Group = tuple[tuple[int, ...], tuple[int, ...]]


def regroup(base: ComparedText, people: ComparedText, pairs: dict[int, int], known: set[int]) -> dict[int, Group]:
    """Blocks of the base by number, with the group that each is in: (base's blocks, people's blocks).

    Only groups of more than two blocks are told. `known` are people's blocks that are spoken for.
    """
    found: dict[int, Group] = {}
    taken = {*known, *pairs.values()}
    for i, j in pairs.items():
        parts = _parts(base, i, people, j, taken)
        if len(parts) > 1:
            found[i] = ((i,), parts)
            taken |= set(parts)
    taken = set(pairs)
    for i, j in pairs.items():
        joined = _parts(people, j, base, i, taken) if i not in found else (i,)
        if len(joined) > 1:
            found |= dict.fromkeys(joined, (joined, (j,)))
            taken |= set(joined)
    return found


def _parts(whole: ComparedText, i: int, other: ComparedText, j: int, taken: set[int]) -> tuple[int, ...]:
    """The blocks around `j` that together hold the words of block `i`."""
    if whole.blocks[i].kind not in FLOWING or whole.keys[i] == other.keys[j]:
        return (j,)
    rest = whole.counts[i] - other.counts[j]
    first = last = j
    while (part := _part(other, last + 1, rest, taken)) is not None:
        rest, last = rest - part, last + 1
    while (part := _part(other, first - 1, rest, taken)) is not None:
        rest, first = rest - part, first - 1
    return tuple(range(first, last + 1))


def _part(other: ComparedText, j: int, rest: Counter[str], taken: set[int]) -> Counter[str] | None:
    if not 0 <= j < len(other.blocks) or j in taken or other.blocks[j].kind not in FLOWING:
        return None
    held = (other.counts[j] & rest).total()
    return other.counts[j] if other.totals[j] >= SHORTEST and held >= HELD * other.totals[j] else None

"""Merges a block cell by cell; where people added or took out columns, each cell is found by what it says."""

from __future__ import annotations

from itertools import pairwise

from coplan.prose.blocks import Block
from coplan.prose.merge.compare import same
from coplan.prose.merge.merge_steps import Splice
from coplan.prose.merge.phrases import merge_words
from coplan.prose.words import key_of


def merge_cells(base: Block, people: Block, new: Block) -> tuple[tuple[Splice, ...], ...] | None:
    """The splices for each of people's cells; None if both changed the same words in one of them."""
    places = _places(base, people)
    found: list[tuple[Splice, ...]] = [()] * len(people.cells)
    before, now = key_of(base), key_of(new)
    for place, cell in enumerate(new.cells):
        theirs = places.get(place)
        if theirs is None:
            if before[place] != now[place]:
                return None
            continue
        splices = merge_words(base.cells[place], people.cells[theirs], cell)
        if splices is None:
            return None
        found[theirs] = splices
    return tuple(found)


def _places(base: Block, people: Block) -> dict[int, int]:
    """Which of people's cells is which of the base's."""
    if len(base.cells) == len(people.cells):
        return {place: place for place in range(len(base.cells))}
    pairs = same(key_of(base), key_of(people))
    found = dict(pairs)
    bounds = [(-1, -1), *pairs, (len(base.cells), len(people.cells))]
    for (i, j), (next_i, next_j) in pairwise(bounds):
        if next_i - i == next_j - j:  # as many on both sides: they were edited where they stand
            found |= {i + n: j + n for n in range(1, next_i - i)}
    return found

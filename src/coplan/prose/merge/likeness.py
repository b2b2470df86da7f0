"""How alike two blocks are: by the words that they share, their kind, and what leads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

from coplan.prose.blocks import Block
from coplan.prose.words import key_of

ALIKE = 0.5  # from here on two blocks are one block that was edited
ROWS = frozenset({"head", "row"})
ITEMS = frozenset({"bullet", "number"})
HEADINGS = frozenset({"title", "heading"})
PAIRS = 20_000  # more pairs than this are not all looked at


@dataclass(frozen=True)
class ComparedText:
    """The blocks of one text with what is needed to compare them."""

    blocks: Sequence[Block]

    @cached_property
    def keys(self) -> list[tuple[str, ...]]:
        return [key_of(block) for block in self.blocks]

    @cached_property
    def full(self) -> list[tuple[object, ...]]:
        """What a block says together with its kind, so that a heading is no bullet of the same words."""
        return [(block.kind, *key) for block, key in zip(self.blocks, self.keys, strict=True)]

    @cached_property
    def counts(self) -> list[Counter[str]]:
        return [Counter(word for cell in key for word in cell.casefold().split()) for key in self.keys]

    @cached_property
    def totals(self) -> list[int]:
        return [count.total() for count in self.counts]


def alike(a: ComparedText, i: int, b: ComparedText, j: int) -> float:
    """From 0 to 1; a block in a table is never like one outside."""
    first, second = a.blocks[i].kind, b.blocks[j].kind
    if (first in ROWS) != (second in ROWS) or ("code" in (first, second) and first != second):
        return 0.0
    total = a.totals[i] + b.totals[j]
    if not total:
        return 1.0 if first == second else 0.0
    shared = 2 * sum((a.counts[i] & b.counts[j]).values()) / total
    if (first in HEADINGS) != (second in HEADINGS):
        shared *= 0.8
    if shared <= ALIKE and first == second and _same_lead(a, i, b, j):
        return ALIKE + 0.1 + shared / 10
    return shared


def _same_lead(a: ComparedText, i: int, b: ComparedText, j: int) -> bool:
    """True for rows of one first cell or half their cells, and for items such as `Phone: …` of one label."""
    first, second = a.keys[i], b.keys[j]
    if a.blocks[i].kind in ROWS:
        equal = sum(1 for one, other in zip(first, second, strict=False) if one and one == other)
        return (any(first[:1]) and first[:1] == second[:1]) or (equal > 0 and 2 * equal >= max(len(first), len(second)))
    label, colon, _ = "".join(first[:1]).partition(": ")
    return bool(colon) and len(label) < 80 and "".join(second[:1]).startswith(label + colon)


def best_pairs(a: ComparedText, rows: Sequence[int], b: ComparedText, columns: Sequence[int]) -> list[tuple[int, int]]:
    """Pair blocks that are alike, in order, so that the pairs are as alike as can be in sum."""
    if not rows or not columns:
        return []
    band = len(columns) if len(rows) * len(columns) <= PAIRS else max(PAIRS // len(rows), 8)
    slope = len(columns) / len(rows)
    table = [_Row(0, [0.0])]
    scores: dict[tuple[int, int], float] = {}
    for r, i in enumerate(rows):
        above, first = table[-1], max(0, ceil(r * slope - band))
        values = [above.at(first)]
        for c in range(first, min(len(columns), floor(r * slope + band) + 1)):
            score = alike(a, i, b, columns[c])
            if score > ALIKE:
                scores[r, c] = score
            values.append(max(above.at(c + 1), values[-1], above.at(c) + score if score > ALIKE else 0.0))
        table.append(_Row(first, values))
    return [(rows[r], columns[c]) for r, c in _back(table, len(columns), scores)]


@dataclass(frozen=True, slots=True)
class _Row:
    """The best sums up to each column of a band, from the first one on; beyond its end they stay as the last."""

    first: int
    values: list[float]

    def at(self, column: int) -> float:
        return self.values[min(column - self.first, len(self.values) - 1)]


def _back(table: list[_Row], columns: int, scores: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    r, c = len(table) - 1, columns
    found = []
    while r and c:
        row, above = table[r], table[r - 1]
        if c < row.first:  # before the band a row is as the one above
            r -= 1
        elif (r - 1, c - 1) in scores and row.at(c) == above.at(c - 1) + scores[r - 1, c - 1]:
            found.append((r - 1, c - 1))
            r, c = r - 1, c - 1
        elif row.at(c) == above.at(c):
            r -= 1
        else:
            c -= 1
    return found[::-1]

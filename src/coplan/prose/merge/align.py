"""Which block of one text is which block of another: by mark, by exact words, by likeness in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import pairwise

from coplan.prose.blocks import Block
from coplan.prose.merge.compare import rising, same
from coplan.prose.merge.likeness import ALIKE, ROWS, ComparedText, alike, best_pairs


def align(a: Sequence[Block], b: Sequence[Block]) -> dict[int, int]:
    """Pair the blocks of `a` with those of `b`.

    Pairs may cross where a block was moved: by its mark, or because nothing else has its words. Of blocks that say
    the same, those are paired that stand next to pairs.
    """
    return Aligner(ComparedText(a), ComparedText(b)).run()


class Aligner:
    """Pairs blocks step by step, the surest first."""

    def __init__(self, a: ComparedText, b: ComparedText) -> None:
        self.a, self.b = a, b
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()

    def run(self) -> dict[int, int]:
        self._by_mark()
        self._ends()
        self._unique(self.a.full, self.b.full)
        self._neighbours(self.a.full, self.b.full)
        self._gaps(self._exact)
        self._unique(self.a.keys, self.b.keys)
        self._neighbours(self.a.keys, self.b.keys)
        self._gaps(self._likely)
        self._gaps(self._only_ones)
        self._far()
        return self.pairs

    def _pair(self, i: int, j: int) -> None:
        self.pairs[i] = j
        self.taken.add(j)

    def _open(self, i: int, j: int) -> bool:
        inside = 0 <= i < len(self.a.blocks) and 0 <= j < len(self.b.blocks)
        return inside and i not in self.pairs and j not in self.taken

    def _by_mark(self) -> None:
        marks = Counter(block.mark for block in self.b.blocks)
        here = Counter(block.mark for block in self.a.blocks)
        places = {block.mark: j for j, block in enumerate(self.b.blocks) if block.mark and marks[block.mark] == 1}
        for i, block in enumerate(self.a.blocks):
            if block.mark in places and here[block.mark] == 1:
                self._pair(i, places[block.mark])

    def _ends(self) -> None:
        """What stands equal at the beginning and at the end of both."""
        for step, i, j in ((1, 0, 0), (-1, len(self.a.blocks) - 1, len(self.b.blocks) - 1)):
            while self._open(i, j) and self.a.full[i] == self.b.full[j]:
                self._pair(i, j)
                i, j = i + step, j + step

    def _unique(self, a: Sequence[Hashable], b: Sequence[Hashable]) -> None:
        """Words that stand only once on each side are one block, wherever they stand."""
        in_a = Counter(key for i, key in enumerate(a) if i not in self.pairs)
        in_b = Counter(key for j, key in enumerate(b) if j not in self.taken)
        places = {key: j for j, key in enumerate(b) if j not in self.taken}
        for i, key in enumerate(a):
            if i not in self.pairs and in_a[key] == in_b[key] == 1 and self.a.totals[i]:
                self._pair(i, places[key])

    def _neighbours(self, a: Sequence[Hashable], b: Sequence[Hashable]) -> None:
        """Blocks of the same words that stand next to a pair are a pair."""
        for step in (1, -1):
            for i, j in sorted(self.pairs.items(), reverse=step < 0):
                i, j = i + step, j + step
                while self._open(i, j) and a[i] == b[j]:
                    self._pair(i, j)
                    i, j = i + step, j + step

    def _gaps(self, fill: Callable[[list[int], list[int]], None]) -> None:
        for rows, columns in list(self._open_runs()):
            fill([i for i in rows if i not in self.pairs], [j for j in columns if j not in self.taken])

    def _open_runs(self) -> Iterator[tuple[list[int], list[int]]]:
        """What is still open between pairs that follow each other; then beside pairs that were moved."""
        ordered = sorted(self.pairs.items())
        kept = [ordered[at] for at in rising([j for _, j in ordered])]
        bounds = [(-1, -1), *kept, (len(self.a.blocks), len(self.b.blocks))]
        for (i, j), (next_i, next_j) in pairwise(bounds):
            yield list(range(i + 1, next_i)), list(range(j + 1, next_j))
        for i, j in sorted(set(ordered) - set(kept)):
            yield self._run(i, j, 1)
            yield self._run(i, j, -1)

    def _run(self, i: int, j: int, step: int) -> tuple[list[int], list[int]]:
        """What is open on one side of a pair, up to the next pair."""
        rows, columns = [], []
        while 0 <= i + step < len(self.a.blocks) and i + step not in self.pairs:
            rows.append(i := i + step)
        while 0 <= j + step < len(self.b.blocks) and j + step not in self.taken:
            columns.append(j := j + step)
        return rows[::step], columns[::step]

    def _exact(self, rows: list[int], columns: list[int]) -> None:
        for x, y in same([self.a.full[i] for i in rows], [self.b.full[j] for j in columns]):
            self._pair(rows[x], columns[y])

    def _likely(self, rows: list[int], columns: list[int]) -> None:
        for i, j in best_pairs(self.a, rows, self.b, columns):
            self._pair(i, j)

    def _only_ones(self, rows: list[int], columns: list[int]) -> None:
        """One block between two pairs, and one on the other side: it was written anew."""
        if len(rows) == len(columns) == 1:
            first, second = self.a.blocks[rows[0]].kind, self.b.blocks[columns[0]].kind
            if first == second and first not in ROWS:
                self._pair(rows[0], columns[0])

    def _far(self) -> None:
        """A long block that was moved and edited is known by most of its words."""
        rows = [i for i in range(len(self.a.blocks)) if i not in self.pairs and self.a.totals[i] >= 8]
        columns = [j for j in range(len(self.b.blocks)) if j not in self.taken and self.b.totals[j] >= 8]
        if len(rows) * len(columns) > 10_000:
            return
        scored = [(alike(self.a, i, self.b, j), i, j) for i in rows for j in columns]
        for score, i, j in sorted(scored, key=lambda item: (-item[0], item[1:])):
            if score > ALIKE + 0.2 and self._open(i, j):
                self._pair(i, j)

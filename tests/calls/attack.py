"""Works out what somebody knows of hidden counts who puts all figures of a run together: equations and bounds."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Cell = Hashable
MOST = 10**6


@dataclass
class Attack:
    """Counts that are known or lie between bounds, and sums of them that lie between bounds."""

    bounds: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    sums: list[tuple[dict[Cell, Fraction], Fraction, Fraction]] = field(default_factory=list)

    def table(self, name: str, shown: Mapping[Cell, int | None], total: int | None) -> None:
        """A table with gaps, and its total."""
        self.bounds |= {(name, key): (0, MOST) if count is None else (count, count) for key, count in shown.items()}
        if total is not None:
            self.add({(name, key): 1 for key in shown}, total, total)

    def add(self, factors: Mapping[Cell, float | Fraction], low: float, high: float) -> None:
        """A sum that lies between two numbers."""
        self.sums.append(
            ({cell: Fraction(value) for cell, value in factors.items() if value}, Fraction(low), Fraction(high))
        )

    def narrowed(self) -> dict[Cell, tuple[int, int]]:
        """The bounds of each count in whole numbers, after all sums and all that follows from equations together."""
        self.sums += list(_solved([(row, low) for row, low, high in self.sums if low == high]))
        for _ in range(100):
            before = dict(self.bounds)
            for row, low, high in self.sums:
                self._narrow(row, low, high)
            if before == self.bounds:
                break
        return self.bounds

    def _narrow(self, row: dict[Cell, Fraction], low: Fraction, high: Fraction) -> None:
        ends = {cell: sorted(factor * end for end in self.bounds[cell]) for cell, factor in row.items()}
        least, most = sum(end[0] for end in ends.values()), sum(end[1] for end in ends.values())
        for cell, factor in row.items():
            a, b = low - (most - ends[cell][1]), high - (least - ends[cell][0])
            a, b = sorted((a / factor, b / factor))
            old = self.bounds[cell]
            self.bounds[cell] = (max(old[0], math.ceil(a)), min(old[1], math.floor(b)))

    def recovered(self, truth: Mapping[Cell, int], smallest: int) -> dict[Cell, int]:
        """The small counts that are known for certain. Bounds that leave out the truth are a fault of the attack."""
        bounds = self.narrowed()
        assert all(bounds[cell][0] <= count <= bounds[cell][1] for cell, count in truth.items() if cell in bounds)
        return {
            cell: count
            for cell, count in truth.items()
            if 0 < count < smallest and cell in bounds and bounds[cell][0] == bounds[cell][1]
        }


def _solved(
    rows: Iterable[tuple[dict[Cell, Fraction], Fraction]],
) -> Iterable[tuple[dict[Cell, Fraction], Fraction, Fraction]]:
    """The equations solved for one count after the other."""
    done: list[tuple[Cell, dict[Cell, Fraction], Fraction]] = []
    for start, total in rows:
        row = dict(start)
        for cell, solved, value in done:
            row, total = _less(row, total, cell, solved, value)
        if not row:
            continue
        first = next(iter(row))
        factor = row[first]
        row, total = {cell: value / factor for cell, value in row.items()}, total / factor
        done = [(cell, *_less(solved, value, first, row, total)) for cell, solved, value in done]
        done.append((first, row, total))
    return [(row, total, total) for _, row, total in done]


def _less(
    row: dict[Cell, Fraction], total: Fraction, cell: Cell, solved: dict[Cell, Fraction], value: Fraction
) -> tuple[dict[Cell, Fraction], Fraction]:
    factor = row.get(cell, Fraction(0))
    if not factor:
        return row, total
    found = dict(row)
    for key, held in solved.items():
        found[key] = found.get(key, Fraction(0)) - factor * held
    return {key: held for key, held in found.items() if held}, total - factor * value

"""Run charts: signals in a series of months that chance alone seldom makes.

Rules of R. J. Perla, L. P. Provost, S. K. Murray, BMJ Qual. Saf. 20 (2011) 46-51: a shift is six or more points in a
row on one side of the median (points on it do not count), a trend five or more in a row that all rise or all fall.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

SHIFT, TREND, FEWEST = 6, 5, 10


def signals(values: Sequence[float]) -> list[str]:
    """What the series shows, in words; nothing where there are fewer than ten points or no signal."""
    if len(values) < FEWEST:
        return []
    middle = median(values)
    found = []
    sides = [value > middle for value in values if value != middle]
    for above, run in groupby(sides):
        if len(list(run)) >= SHIFT:
            found.append(f"shift: six or more months in a row {'above' if above else 'below'} the median")
    steps = [later > earlier for earlier, later in pairwise(values) if later != earlier]
    for up, run in groupby(steps):
        if len(list(run)) >= TREND - 1:
            found.append(f"trend: five or more months in a row {'rising' if up else 'falling'}")
    return list(dict.fromkeys(found))

"""Run charts and control charts: signals in a series of months that chance alone seldom makes.

Rules of the run chart: R. J. Perla, L. P. Provost, S. K. Murray, BMJ Qual. Saf. 20 (2011) 46-51. A shift is six or more
points in a row on one side of the median (points on it do not count), a trend five or more in a row that all rise or
all fall. Control limits: M. A. Mohammed, P. Worthington, W. H. Woodall, Qual. Saf. Health Care 17 (2008) 137-145.
Shares have those of a p-chart: three standard errors around the share of all months, each by its own number of rows.
Numbers have those of an XmR chart: 2.66 mean moving ranges around the mean. A point outside its limits is a signal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import sqrt
from statistics import fmean, median

SHIFT, TREND, FEWEST = 6, 5, 10
ERRORS, RANGES = 3, 2.66
EXPECTED = 5  # hits and misses that a month must expect, so that a normal distribution stands for its share
Limits = list[tuple[float, float]]


def signals(values: Sequence[float], limits: Limits | None = None) -> list[str]:
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
    for value, (low, high) in zip(values, limits or [], strict=False):
        if not low <= value <= high:
            found.append(f"a month {'above' if value > high else 'below'} its control limit")
    return list(dict.fromkeys(found))


def share_limits(counts: Sequence[tuple[int, int]], per: int = 100) -> Limits | None:
    """Limits of a p-chart for hits and rows by month, in the unit of `per`.

    None where there are fewer than ten months, or one too small for them.
    """
    rows = sum(of for _, of in counts)
    if len(counts) < FEWEST or not rows:
        return None
    share = sum(hits for hits, _ in counts) / rows
    if any(of * min(share, 1 - share) < EXPECTED for _, of in counts):
        return None
    wide = [ERRORS * sqrt(share * (1 - share) / of) for _, of in counts]
    return [(per * max(share - one, 0.0), per * min(share + one, 1.0)) for one in wide]


def number_limits(values: Sequence[float]) -> Limits | None:
    """Limits of an XmR chart for one number a month; None where there are fewer than ten."""
    if len(values) < FEWEST:
        return None
    middle = fmean(values)
    wide = RANGES * fmean(abs(later - earlier) for earlier, later in pairwise(values))
    return [(max(middle - wide, 0.0), middle + wide)] * len(values)

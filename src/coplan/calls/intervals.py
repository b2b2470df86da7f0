"""Intervals for shares, and how many cases tell two of them apart.

Sources: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212; J. L. Fleiss, Statistical Methods for Rates and
Proportions, chapter on sample sizes, without its correction for continuity.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Share:
    """A share of a whole, from 0 to 1, with its interval."""

    count: int
    of: int
    share: float
    low: float
    high: float


def wilson(count: int, of: int, level: float = 0.95) -> Share | None:
    """The share `count / of` with Wilson's score interval at this level; None for a share of nothing.

    Raises ValueError where the count is no part of the whole.
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} is no part of {of}")
    if not of:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, square = count / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    low = 0.0 if count == 0 else max(middle - half, 0.0)
    high = 1.0 if count == of else min(middle + half, 1.0)
    return Share(count, of, share, low, high)


def enough(before: float, after: float, level: float = 0.95, power: float = 0.8) -> int:
    """Cases on each side of a comparison, so that a change between two shares is seen.

    Raises ValueError where there is no change.
    """
    if before == after:
        raise ValueError("two equal shares are not told apart by any number of cases")
    middle = (before + after) / 2
    alone = NormalDist().inv_cdf((1 + level) / 2) * sqrt(2 * middle * (1 - middle))
    seen = NormalDist().inv_cdf(power) * sqrt(before * (1 - before) + after * (1 - after))
    return ceil(((alone + seen) / (before - after)) ** 2)


def half_width(share: float, of: int, level: float = 0.95) -> float:
    """How far a share that was counted among so many may be from the true one, either way."""
    return NormalDist().inv_cdf((1 + level) / 2) * sqrt(share * (1 - share) / of)

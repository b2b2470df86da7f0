"""Intervals for shares. Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
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

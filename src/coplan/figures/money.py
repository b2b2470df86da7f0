"""Money to the cent: rounding, a total spread over months, a total split between parties. Pure arithmetic.

The rounding rule of every budget figure: a line is worked out exactly for a year, and rounded half up to the cent.
Its months are rounded so that they add up to the year: each is what has come together by its end, rounded, less what
had come together before. Totals are sums of rounded lines. So months add up to years, and lines to totals, to the cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


def cents(value: Fraction) -> Decimal:
    """An exact amount to the cent, half up; half a cent below zero goes away from zero, as in a spreadsheet."""
    scaled = abs(value) * 100
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (Decimal(whole if value >= 0 else -whole) * CENT).quantize(CENT, ROUND_HALF_UP)


def together(amounts: Sequence[Decimal]) -> Decimal:
    """The sum of amounts; nothing is $0.00."""
    return sum(amounts, NOTHING)


def spread(exact: Sequence[Fraction]) -> tuple[Decimal, ...]:
    """Amounts of consecutive months to the cent, so that they add up to the rounded whole."""
    reached, marks = Fraction(0), [NOTHING]
    for amount in exact:
        reached += amount
        marks.append(cents(reached))
    return tuple(later - before for before, later in pairwise(marks))


def split(total: Decimal, weights: Sequence[Fraction]) -> tuple[Decimal, ...]:
    """A total between parties by weight, to the cent, by largest remainder; the parts add up to the total.

    What is left over goes cent by cent to the largest remainders, to the first of equal ones. Raises ValueError
    without any weight.
    """
    whole = sum(weights, Fraction(0))
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("shares need weights that are not below zero, and one above it")
    exact = [Fraction(total) * 100 * weight / whole for weight in weights]
    parts = [amount.numerator // amount.denominator for amount in exact]
    left = int(total * 100) - sum(parts)
    order = sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])
    for place in order[:left]:
        parts[place] += 1
    return tuple((Decimal(part) * CENT).quantize(CENT) for part in parts)

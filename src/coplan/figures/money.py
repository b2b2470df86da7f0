"""Money to the cent: rounding, a total spread over months, a total split between parties. Pure arithmetic.

The rounding rule of every budget figure: a line is worked out exactly for a year, and rounded half up to the cent.
Its months are rounded so that they add up to the year: each is what has come together by its end, rounded, less what
had come together before. Totals are sums of rounded lines. So months add up to years, and lines to totals, to the cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from math import lcm

NOTHING = Decimal("0.00")


def cents(value: Fraction) -> Decimal:
    """An exact amount to the cent, half up; half a cent below zero goes away from zero, as in a spreadsheet."""
    return of_cents(_half_up(100 * value.numerator, value.denominator))


def together(amounts: Sequence[Decimal]) -> Decimal:
    """The sum of amounts; nothing is $0.00."""
    return sum(amounts, NOTHING)


def spread(exact: Sequence[Fraction]) -> tuple[Decimal, ...]:
    """Amounts of consecutive months to the cent, so that they add up to the rounded whole."""
    whole, parts = _whole_numbers(exact)
    marks = [0, *(_half_up(100 * reached, whole) for reached in accumulate(parts))]
    return tuple(of_cents(later - before) for before, later in pairwise(marks))


def split(total: Decimal, weights: Sequence[Fraction | int]) -> tuple[Decimal, ...]:
    """A total between parties by weight, to the cent, by largest remainder; the parts add up to the total.

    What is left over goes cent by cent to the largest remainders, to the first of equal ones. Raises ValueError
    without any weight.
    """
    _, whole = _whole_numbers(weights)
    if sum(whole) <= 0 or min(whole) < 0:
        raise ValueError("shares need weights that are not below zero, and one above it")
    exact = Fraction(total) * 100
    parts, rests = zip(*(divmod(exact.numerator * one, exact.denominator * sum(whole)) for one in whole), strict=True)
    left = int(total * 100) - sum(parts)
    larger = set(sorted(range(len(whole)), key=lambda place: -rests[place])[:left])
    return tuple(of_cents(part + (place in larger)) for place, part in enumerate(parts))


def in_cents(amount: Decimal) -> int:
    """An amount that is rounded to the cent, as a number of cents."""
    return int(amount.scaleb(2))


def of_cents(count: int) -> Decimal:
    """An amount of so many cents."""
    return Decimal(count).scaleb(-2)


def _half_up(numerator: int, denominator: int) -> int:
    """A ratio to the nearest whole number; half of one goes away from zero, as in a spreadsheet."""
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def _whole_numbers(exact: Sequence[Fraction | int]) -> tuple[int, list[int]]:
    """A common denominator, and the numerators over it: whole numbers add up without being brought to lowest terms."""
    common = lcm(*(one.denominator for one in exact))
    return common, [one.numerator * (common // one.denominator) for one in exact]

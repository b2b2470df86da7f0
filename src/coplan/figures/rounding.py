"""The rounding rule of staffing figures: each is rounded half up, and the next goes on with the rounded one.

So whoever redoes the arithmetic that is shown, with a calculator, comes to the same figures. FTE and people a week
have two decimals, hours and percentages one, loads three.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

FTE, HOURS, PERCENT, RATE = 2, 1, 1, 3  # decimals


def rounded(value: Decimal | float, places: int) -> Decimal:
    """The value with so many decimals, half up; a float is taken as it prints."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

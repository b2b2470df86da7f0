"""How numbers are printed everywhere: 2,080 and 2.24, $1,250 and $1,250.50, and -$10.00 below zero."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

CENTS = re.compile(r"(-?)\$(\d[\d,]*\.\d\d)(?![\d])")
SMALL = 100  # dollars; below that a sum is a rate, of which the cents count


def grouped(value: Decimal | int | str) -> str:
    """A number as people read it, without zeros at the end; what is words already stays as it is."""
    if isinstance(value, str):
        return value
    text = f"{Decimal(value):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def dollars(amount: Decimal) -> str:
    """An amount as people say it: with cents only where it has some."""
    return whole_dollars(amount) if amount == amount.to_integral_value() else with_cents(amount)


def whole_dollars(amount: Decimal) -> str:
    """An amount to the dollar: $1,250."""
    return f"{_sign(amount)}{abs(amount):,.0f}"


def without_cents(words: str) -> str:
    """Words in which sums of $100 or more are rounded to the dollar, half a dollar up; $0.00 is $0."""
    return CENTS.sub(_to_the_dollar, words)


def _to_the_dollar(found: re.Match[str]) -> str:
    amount = Decimal(found[2].replace(",", ""))
    if 0 < amount < SMALL:
        return found[0]
    rounded = amount.quantize(Decimal(1), ROUND_HALF_UP)
    return f"{found[1]}{whole_dollars(rounded)}"


def with_cents(amount: Decimal) -> str:
    """An amount as tables show it: $1,250.50."""
    return f"{_sign(amount)}{abs(amount):,.2f}"


def _sign(amount: Decimal) -> str:
    return "-$" if amount < 0 else "$"

"""Reads amounts as people type them: counts, numbers, shares, money. Exact decimals, never floats."""

from __future__ import annotations

import re
from decimal import Decimal

from coplan.content.answers.moments import NUMBERS, plain
from coplan.content.answers.values import Money, Number, Percent, Whole
from coplan.content.questions import Spec

_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mil": 1_000_000, "million": 1_000_000}
_TIMES |= {"grand": 1_000, "mm": 1_000_000, "b": 10**9, "bn": 10**9, "billion": 10**9}
_HALVES = {"\u00bc": ".25", "\u00bd": ".5", "\u00be": ".75"}
_ABOUT = re.compile(r"^(?:about|around|approx\.?|approximately|roughly|circa|ca\.?|~)\s*", re.IGNORECASE)
_EACH = re.compile(r"\s*(?:/|per|an?)\s*(?:year|yr|month|mo|week|hour|hr)\.?$", re.IGNORECASE)
_MANY = re.compile(rf"(.*\d)\s*({'|'.join(sorted(_TIMES, key=len, reverse=True))})\.?", re.IGNORECASE)


def _decimal(data: str, spec: Spec, what: str, strip: str = "") -> Decimal:
    text = plain(data).strip(strip + " ").strip()
    if _ABOUT.match(text):
        raise ValueError(f"`{data}`: write the number alone, without `about`. That it is a guess can go into a note.")
    if text.casefold() in NUMBERS:
        text = str(NUMBERS.index(text.casefold()))
    text = re.sub(rf"^(\d*)\s?([{''.join(_HALVES)}])$", lambda found: found[1] + _HALVES[found[2]], text)
    many = _MANY.fullmatch(text)
    if many:
        text = many[1]
    if not re.fullmatch(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?|[-+]?\.\d+", text) or len(text) > 30:
        raise ValueError(f"`{data}` is not {what}.")
    number = Decimal(text.replace(",", ""))
    if many:
        number *= _TIMES[many[2].casefold()]
        number = number.quantize(Decimal(1)) if number == number.to_integral_value() else number
    _within(number, spec)
    return number


def _within(number: Decimal, spec: Spec) -> None:
    if spec.min is not None and number < Decimal(str(spec.min)):
        raise ValueError(f"`{number}` is less than {_limit(spec.min)}, the least that is possible here.")
    if spec.max is not None and number > Decimal(str(spec.max)):
        raise ValueError(f"`{number}` is more than {_limit(spec.max)}, the most that is possible here.")


def _limit(number: float) -> Number:
    return Number(Decimal(str(number)))


def read_whole(data: str, spec: Spec) -> Whole:
    """Read a count: 12,500. Raises ValueError with plain words."""
    number = _decimal(_without_unit(data, spec), spec, "a whole number such as 12,500")
    if number != number.to_integral_value():
        raise ValueError(f"`{data}` is not a whole number.")
    if number < 0 and spec.min is None:
        raise ValueError(f"`{data}` is below zero.")
    return Whole(number)


def read_number(data: str, spec: Spec) -> Number:
    """Read a number in the unit of its question: 2.5. Raises ValueError with plain words."""
    return Number(_decimal(_without_unit(data, spec), spec, "a number such as 12 or 2.5"), spec.unit)


def _without_unit(data: str, spec: Spec) -> str:
    unit = re.match(r"(.*\d)\s+([A-Za-z].*)$", data)
    if unit and spec.unit and spec.unit.casefold().startswith(unit[2].casefold().rstrip("s.")):
        return unit[1]
    return data


def read_percent(data: str, spec: Spec) -> Percent:
    """Read a share: 12% or 12. Raises ValueError with plain words."""
    text = re.sub(r"\s*(?:percent|per cent|pct\.?)$", "", data, flags=re.IGNORECASE)
    number = _decimal(text, spec, "a percentage such as 12%", strip="%")
    if number < 0 or (number > 100 and spec.max is None):
        raise ValueError(f"`{data}` is not between 0% and 100%.")
    return Percent(number)


def read_money(data: str, spec: Spec) -> Money:
    """Read an amount of dollars: $1,250.50. Raises ValueError with plain words."""
    if _EACH.search(data):
        raise ValueError(f"`{data}`: write the amount alone; the question says for which time it is.")
    text = re.sub(r"^(-?)\s*(?:usd|us\$|\$)\s*|\s*(?:usd|dollars?)$", r"\1", plain(data), flags=re.IGNORECASE)
    amount = _decimal(text, spec, "an amount of money such as $1,250.50", strip="$")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        whole = text.replace(".", ",")
        raise ValueError(f"`{data}` has more than two decimals. For thousands write a comma: ${whole}.")
    if amount != round(amount, 2):
        raise ValueError(f"`{data}` has more than two decimals.")
    if amount < 0 and spec.min is None:
        raise ValueError(f"`{data}` is below zero.")
    return Money(amount)

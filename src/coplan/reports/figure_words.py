"""Figures and what went into them in words, as every report prints them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from coplan.content.answers.values import Day, join_words
from coplan.content.model import Pack
from coplan.figures.figure import Figure, Input
from coplan.numerals import grouped, with_cents
from coplan.reports.titled import Line

NO_NAME = "A program without a name yet"
ASSUMED = " (assumed)"
LONGEST = 90
ORIGINS = {"plan": "from the plan", "assumed": "assumed", "computed": "worked out above"}


def first_upper(words: str) -> str:
    """The words with a capital, for the beginning of a line."""
    return words[:1].upper() + words[1:]


def value_words(figure: Figure) -> str:
    """The value of a figure with its unit: 2.24 FTE, 19.8%, 1 team, $1,250.50, yes, October 1, 2027."""
    value = figure.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return join_words(value) or "none"
    if isinstance(value, datetime.date):
        return str(Day(value.year, value.month, value.day))
    if isinstance(value, str) and figure.unit == "month":
        return value
    if figure.unit.startswith("dollars") and isinstance(value, Decimal):
        return with_cents(value) + figure.unit.removeprefix("dollars")
    return amount_words(value, _one_of(figure.unit) if str(value) == "1" else figure.unit)


def about_words(figure: Figure) -> str:
    """Money in round dollars, as it is said in public: about $1,197,000, about $98,400; other values as they are."""
    if figure.unit != "dollars" or not isinstance(figure.value, Decimal):
        return value_words(figure)
    step = 1000 if abs(figure.value) >= 100_000 else 100
    return f"about ${grouped((figure.value / step).quantize(Decimal(1), ROUND_HALF_UP) * step)}"


def _one_of(unit: str) -> str:
    """The unit of one: hour, person; what has no plural keeps its words."""
    return "person" if unit == "people" else unit.removesuffix("s")


def people_words(count: int, role: str) -> str:
    """So many of a role: 1 peer, 2 peers, 2 police officers or deputies."""
    return f"{count} {role}" if count == 1 else f"{count} {' or '.join(map(_plural, role.split(' or ')))}"


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def amount_words(value: Decimal | int | str, unit: str) -> str:
    """An amount with its unit."""
    return f"{grouped(value)}%" if unit == "percent" else f"{grouped(value)} {unit}".strip()


def titles(keys: Sequence[str], pack: Pack) -> str:
    """The titles of sources, joined."""
    return "; ".join(pack.sources[key].title for key in keys if key in pack.sources)


def arithmetic(figure: Figure, pack: Pack, *, above: bool = True) -> Iterator[Line]:
    """The formula of a figure, what went in and where that comes from, as lines below it.

    Other figures that went in stand `above` in the report; where they do not, their keys are named, and what else was
    read on the way.
    """
    yield Line(f"    = {figure.formula}")
    for item in figure.inputs:
        yield Line(f"      {_input_words(item, above=above)}")
    for item in () if above else figure.on_the_way:
        yield Line(f"      on the way: {_input_words(item, above=above)}")
    if figure.source:
        yield Line(f"      After: {titles(figure.source, pack)}")


def _input_words(item: Input, *, above: bool) -> str:
    place = f" ({item.key})" if item.key and not (above and item.origin == "computed") else ""
    origin = ORIGINS[item.origin] if above or item.origin != "computed" else "worked out"
    return f"{item.label}: {cut(input_amount(item))}, {origin}{place}"


def input_amount(item: Input) -> str:
    """What an input comes to, with its unit: $10,000.00, 7.65%, 1 hour."""
    if item.unit.startswith("dollars") and isinstance(item.value, Decimal):
        return with_cents(item.value) + item.unit.removeprefix("dollars")
    return amount_words(item.value, _one_of(item.unit) if str(item.value) == "1" else item.unit)


def cut(words: str) -> str:
    """The words in one line of a bearable length."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"

"""Every figure there is, by its name: what rules, commands and the reference page ask for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

from coplan.content.reads import Read
from coplan.figures.declared import Declared, One, content
from coplan.figures.figure import Figure, Value
from coplan.figures.given import given
from coplan.plan.view import Answers

# topic: where its figures are declared, loaded when somebody first asks.
TOPICS: dict[str, str] = {
    "budget": "coplan.figures.budget.figures",
    "staffing": "coplan.figures.staffing.from_answers",
    "timeline": "coplan.figures.timeline.figures",
}


def figures_of(topic: str) -> tuple[Declared, ...]:
    """The figures of a topic, in order. Raises KeyError for a topic that does not exist."""
    found: tuple[Declared, ...] = import_module(TOPICS[topic]).FIGURES
    return found


def every_figure() -> Iterator[Declared]:
    """The figures of all topics."""
    return (declared for topic in TOPICS for declared in figures_of(topic))


def find(key: str, answers: Answers) -> tuple[Declared, One]:
    """The figure of a key such as `staffing.uhu` or `staffing.gap.clinician`, and for which of each it is asked.

    Raises KeyError where no figure has the key; `staffing.gap` alone is asked for none of each.
    """
    by_key = {declared.key: declared for declared in every_figure()}
    if key in by_key:
        return by_key[key], None
    stem = next((name for name in by_key if key.startswith(f"{name}.") and by_key[name].each), "")
    declared, rest = by_key[stem], key.removeprefix(f"{stem}.")
    return declared, next((one for one in given(answers).keys(declared) if str(one) == rest), rest)


def summary(topic: str, answers: Answers) -> Mapping[str, Any]:
    """What rules may ask for as `figures.TOPIC.NAME`: values as printed, percentages as shares of one.

    The names are the same for every plan. Where there is one figure for each of something, they stand by its key;
    a value that the plan does not give is None. Raises KeyError for a topic that does not exist.
    """
    return {declared.name: for_rules(declared, answers) for declared in figures_of(topic)}


def for_rules(declared: Declared, answers: Answers) -> Any:
    """A figure as rules get it; for one of each, a mapping by its key. None where the plan does not give it."""
    values = {key: _plain(declared, figure) for key, figure in given(answers).each(declared).items()}
    return values if declared.each else values.get(None)


def named(topic: str) -> Mapping[str, Declared]:
    """The figures of a topic by the names that rules use. Raises KeyError for a topic that does not exist."""
    return _by_name(figures_of(topic))


@cache
def _by_name(figures: tuple[Declared, ...]) -> Mapping[str, Declared]:
    return {declared.name: declared for declared in figures}


def read_by_figures() -> Mapping[str, tuple[Read, ...]]:
    """What each figure reads of a pack, also on the way, by the figure's key."""
    return {declared.key: tuple(content(declared)) for declared in every_figure()}


def _plain(declared: Declared, figure: Figure) -> Value | None:
    value = figure.value
    if isinstance(value, bool | tuple | datetime.date):
        return value
    if isinstance(value, str):  # words in place of a number are none for a rule
        return value if declared.unit == "month" else None
    return Decimal(value) / 100 if figure.unit == "percent" else Decimal(value)

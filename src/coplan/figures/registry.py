"""Every figure there is, by its name: what rules, commands and the reference page ask for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from typing import Any

from coplan.content.model import Pack
from coplan.figures.declared import Declared, content
from coplan.figures.figure import Figure, Value
from coplan.figures.given import given
from coplan.figures.reads import Read, faults
from coplan.plan.view import Answers

# topic: where its figures are declared, loaded when somebody first asks.
TOPICS: dict[str, str] = {
    "budget": "coplan.figures.budget.figures",
    "staffing": "coplan.figures.staffing.plan",
    "timeline": "coplan.figures.timeline.figures",
}


def figures_of(topic: str) -> tuple[Declared, ...]:
    """The figures of a topic, in order. Raises KeyError for a topic that does not exist."""
    found: tuple[Declared, ...] = import_module(TOPICS[topic]).FIGURES
    return found


def every_figure() -> Iterator[Declared]:
    """The figures of all topics."""
    return (declared for topic in TOPICS for declared in figures_of(topic))


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
    return {declared.name: declared for declared in figures_of(topic)}


def figure_faults(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """What figures read and a pack does not have: the place in the pack, what is wrong, a hint."""
    readers: dict[Read, list[str]] = {}
    for declared in every_figure():
        for read in content(declared):
            readers.setdefault(read, []).append(declared.key)
    for read, keys in readers.items():
        named = ", ".join(keys[:3]) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")
        for place, what, hint in faults(read, pack):
            yield place, f"{what.rstrip('.')}, which figures read ({named}).", hint


def _plain(declared: Declared, figure: Figure) -> Value | None:
    value = figure.value
    if isinstance(value, bool | tuple | datetime.date):
        return value
    if isinstance(value, str):  # words in place of a number are none for a rule
        return value if declared.unit == "month" else None
    return Decimal(value) / 100 if figure.unit == "percent" else Decimal(value)

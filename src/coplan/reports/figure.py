"""One figure, or all of a topic: value, formula, what went in, and which answers made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from coplan.content.answers.values import Missing
from coplan.content.reads import Read, ReadsByPack, ReadsQuestion
from coplan.figures.declared import Declared, One, content
from coplan.figures.figure import Figure, Input
from coplan.figures.given import Given, given
from coplan.figures.registry import TOPICS, every_figure, figures_of, find
from coplan.plan.view import Answers
from coplan.reports.figure_words import NO_NAME, ORIGINS, arithmetic, cut, first_upper, input_amount, value_words
from coplan.reports.titled import Line, Report, Section, Table

NOT_GIVEN = "The plan does not give it yet."


def figures_report(answers: Answers, topic: str = "") -> Report:
    """Every figure of a topic, or of all topics, with its key and its value. Raises KeyError for another topic."""
    asked = given(answers)
    sections = [
        Section(first_upper(name), [Table(["Key", "Figure", "Value"], list(_rows(asked, figures_of(name))))])
        for name in ([topic] if topic else TOPICS)
    ]
    return Report(f"{answers.program or NO_NAME}: figures", sections)


def _rows(asked: Given, declared: Sequence[Declared]) -> Iterator[list[str]]:
    for one in declared:
        found = asked.each(one)
        for figure in found.values():
            yield [figure.key, first_upper(figure.label), cut(value_words(figure))]
        if not found:
            yield [one.key, first_upper(one.label), "–"]


def figure_report(answers: Answers, key: str, *, explain: bool = False) -> Report:
    """A figure with its arithmetic; with `explain` also that of the figures in it. Raises KeyError for another key."""
    declared, one = find(key, answers)
    asked = given(answers)
    figures = _asked_for(asked, declared, one)
    if not figures:
        return Report(f"{first_upper(declared.label)}: {NOT_GIVEN}", _reads(asked, declared), (_formula(declared),))
    parts = [part for figure in figures for part in (_head(figure), *arithmetic(figure, answers.pack, above=False))]
    inner = [figure for figure in _inside(asked, figures) if explain]
    deeper = [part for figure in inner for part in (_head(figure), *arithmetic(figure, answers.pack, above=False))]
    sections = (Section("Figures that went in", deeper),) if deeper else ()
    return Report(f"{key}, in {answers.program or NO_NAME}", (*sections, *_reads(asked, declared, one)), parts)


def figure_data(answers: Answers, key: str, *, explain: bool = False) -> dict[str, Any]:
    """The same for scripts; with `explain` also the figures that went in. Raises KeyError for another key."""
    declared, one = find(key, answers)
    asked = given(answers)
    figures = _asked_for(asked, declared, one)
    data: dict[str, Any] = {
        "key": declared.key,
        "label": declared.label,
        "unit": declared.unit,
        "formula": declared.formula,
        "source": list(declared.source),
        "figures": [figure_as_data(figure) for figure in figures],
        "read": [
            {"question": question, "answer": value.plain() if (value := answers.value(question)) else None}
            for question in _questions(asked, declared, one)
        ],
    }
    return data | ({"inside": [figure_as_data(figure) for figure in _inside(asked, figures)]} if explain else {})


def figures_data(answers: Answers, topic: str = "") -> dict[str, Any]:
    """Every figure of a topic, or of all topics. Raises KeyError for another topic."""
    asked = given(answers)
    found = [one for name in ([topic] if topic else TOPICS) for one in figures_of(name)]
    return {"figures": [figure_as_data(figure) for one in found for figure in asked.each(one).values()]}


def figure_as_data(figure: Figure) -> dict[str, Any]:
    """A figure as data; numbers are texts, as exact as they are."""
    value = figure.value
    plain = value if isinstance(value, bool) else list(value) if isinstance(value, tuple) else str(value)
    return {
        "figure": figure.key,
        "label": figure.label,
        "value": plain,
        "unit": figure.unit,
        "formula": figure.formula,
        "inputs": inputs_as_data(figure.inputs),
        "on_the_way": inputs_as_data(figure.on_the_way),
        "source": list(figure.source),
    }


def inputs_as_data(items: Sequence[Input]) -> list[dict[str, Any]]:
    """What went into figures as data; values are texts, as exact as they are."""
    return [
        {
            "label": item.label,
            "value": str(item.value),
            "unit": item.unit,
            "origin": item.origin,
            "key": item.key,
            "source": list(item.source),
        }
        for item in items
    ]


def _asked_for(asked: Given, declared: Declared, one: One) -> list[Figure]:
    found = asked.each(declared)
    return [found[one]] if one in found else list(found.values()) if one is None else []


def _inside(asked: Given, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that went in, also on the way, each once, after those in which they stand."""
    known = {figure.key: figure for one in every_figure() for figure in asked.each(one).values()}
    found: dict[str, Figure] = {}
    waiting = list(figures)
    while waiting:
        for item in waiting.pop(0).inputs:
            if item.origin == "computed" and item.key in known and item.key not in found:
                found[item.key] = known[item.key]
                waiting.append(known[item.key])
    return [figure for key, figure in found.items() if key not in {one.key for one in figures}]


def _trace(asked: Given, declared: Declared, one: One) -> tuple[Read, ...]:
    """What was read for the figure; where there is none of this key, what it would read."""
    known = one in asked.keys(declared) or one is None
    return asked.traces(declared) if known else tuple(content(declared))


def _questions(asked: Given, declared: Declared, one: One) -> tuple[str, ...]:
    keys = (asked.question_of(read) for read in _trace(asked, declared, one))
    return tuple(dict.fromkeys(key for key in keys if key))


def _reads(asked: Given, declared: Declared, one: One = None) -> tuple[Section, ...]:
    questions = _questions(asked, declared, one)
    answers = [[key, first_upper(asked.answers.pack.questions[key].label), _answer(asked, key)] for key in questions]
    others = [
        [item.key, first_upper(item.label), _other(item)]
        for read in _trace(asked, declared, one)
        if not isinstance(read, ReadsQuestion | ReadsByPack)
        for item in asked.as_input(read)
    ]
    return tuple(
        Section(title, [Table(heads, rows)])
        for title, heads, rows in (
            ("Answers that it rests on", ["Question", "", "Answer"], answers),
            ("What else it rests on", ["Name", "", "Value"], others),
        )
        if rows
    )


def _answer(asked: Given, key: str) -> str:
    value = asked.answers.value(key)
    return "not answered" if isinstance(value, Missing) else cut(str(value))


def _other(item: Input) -> str:
    """An assumption with its origin, or whether a fact holds."""
    origin = "" if item.origin == "computed" else f", {ORIGINS[item.origin]}"
    return f"{input_amount(item)}{origin}"


def _head(figure: Figure) -> Line:
    return Line(f"{first_upper(figure.label)}: {value_words(figure)}")


def _formula(declared: Declared) -> Line:
    return Line(f"    = {declared.formula}")

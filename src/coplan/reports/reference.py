"""The reference of all figures as Markdown: the lower part of docs/figures.md, made from what is declared."""

from __future__ import annotations

from collections.abc import Iterator

from coplan.content.model import Pack
from coplan.content.reads import ReadsAssumption, ReadsFact, ReadsQuestion
from coplan.figures.declared import Declared, direct
from coplan.figures.registry import TOPICS, figures_of
from coplan.reports.figure_words import titles

BELOW = "<!-- Below this line the page is made from the declarations. -->"


def figures_page(pack: Pack, today: str) -> str:
    """The page for the shipped pack: what people wrote above the line stays, and all figures follow."""
    head = today.partition(BELOW)[0].rstrip()
    return "\n".join([head, "", BELOW, "", *(line for topic in TOPICS for line in _topic(topic, pack))]).rstrip() + "\n"


def _topic(topic: str, pack: Pack) -> Iterator[str]:
    yield from (f"## {topic}", "")
    for declared in figures_of(topic):
        yield from (f"### {declared.key}", "", _what(declared), "", f"- How: {declared.formula}.")
        yield from _rests_on(declared, pack)
        if declared.source:
            yield f"- After: {titles(declared.source, pack)}."
        if declared.rule:
            yield f"- In rules: `figures.{topic}.{declared.name}`."
        yield ""


def _what(declared: Declared) -> str:
    unit = f", in {declared.unit}" if declared.unit not in ("", "month", "date") else ""
    each = f"; one for each {declared.each.name}" if declared.each else ""
    return f"{declared.label[:1].upper()}{declared.label[1:]}{unit}{each}."


def _rests_on(declared: Declared, pack: Pack) -> Iterator[str]:
    reads, figures = direct(declared)
    questions = [question for read in reads if isinstance(read, ReadsQuestion) and (question := read.today(pack))]
    groups = {
        "From figures": [one.key for one in figures],
        "Reads": [question.key for question in questions],
        "Facts": [f"facts.{read.key}" for read in reads if isinstance(read, ReadsFact)],
        "May assume": [f"assumptions.{read.key}" for read in reads if isinstance(read, ReadsAssumption)],
    }
    for name, keys in groups.items():
        if keys:
            yield f"- {name}: {', '.join(f'`{key}`' for key in dict.fromkeys(keys))}."

"""The reference of all figures as Markdown: docs/figures.md, made from what is declared."""

from __future__ import annotations

from collections.abc import Iterator

from coplan.content.model import Pack
from coplan.content.reads import ReadsAssumption, ReadsFact, ReadsQuestion
from coplan.figures.declared import Declared, direct
from coplan.figures.registry import TOPICS, figures_of
from coplan.reports.figure_words import titles

HEAD = """\
# Figures

Every figure that coplan works out, as it is declared in `src/coplan/figures/`. This page is made from the declarations
by `python -m pytest tests/test_docs.py --rewrite-examples`; a test compares the two.

- `coplan figure KEY` shows a figure of your plan with its arithmetic: the parts of a sum, what else was read on the
  way, and the answers, assumptions and facts that it rests on.
- [What the figures leave out](numbers.md) says what a finance director and a police planner would object to, and in
  which direction each figure errs.
- Templates print one with `{{ figure('KEY') }}`, and rules ask for `figures.TOPIC.NAME`. Where there is one figure for
  each of something, the key goes on: `staffing.gap.clinician`; rules write `figures.staffing.gap['clinician']`.
- Rules get percentages as shares of one. A figure that the plan does not give is missing.
"""


def figures_page(pack: Pack) -> str:
    """The page, for the shipped pack."""
    return "\n".join([HEAD, *(line for topic in TOPICS for line in _topic(topic, pack))]).rstrip() + "\n"


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

"""What figures assumed, as a list under a report: the value, where it is from, and how to set another."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.cli import show
from coplan.figures.figure import Input
from coplan.figures.rounding import shown
from coplan.plan.view import Answers


def titles(keys: Sequence[str], answers: Answers) -> str:
    """The titles of sources, joined."""
    return "; ".join(answers.pack.sources[key].title for key in keys if key in answers.pack.sources)


def print_assumed(items: Sequence[Input], answers: Answers) -> None:
    """Every assumption, once; nothing if there is none."""
    if not items:
        return
    show.result("\nAssumed\n")
    for item in items:
        name = item.key.removeprefix("assumptions.")
        found = answers.pack.assumptions[name]
        unit = "%" if item.unit == "percent" else f" {item.unit}" if item.unit else ""
        why = titles(item.source, answers) or "our working value"
        ask = f", or answer {found.question}" if found.question else ""
        show.result(f"{item.label[:1].upper() + item.label[1:]}: {shown(item.value)}{unit} ({why})")
        show.result(f"    Set {item.key} in plan.yaml{ask}.")

"""What figures assumed: as the list under a report, and as the sentence under a table of a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coplan.content.answers.values import join_words
from coplan.content.model import Pack
from coplan.figures.figure import Input
from coplan.reports.figure_words import first_upper, input_amount, titles
from coplan.reports.titled import Line, Section


def assumed_section(items: Sequence[Input], pack: Pack) -> tuple[Section, ...]:
    """Every assumption, its value, where it is from, and how to set another; nothing if there is none."""
    parts = []
    for item in items:
        found = pack.assumptions[item.key.removeprefix("assumptions.")]
        why = titles(item.source, pack) or "our working value"
        ask = f", or answer {found.question}" if found.question else ""
        parts.append(Line(f"{first_upper(item.label)}: {input_amount(item)} ({why})"))
        parts.append(Line(f"    Set {item.key} in plan.yaml{ask}."))
    return (Section("Assumed", parts),) if parts else ()


def assumed_sentence(items: Sequence[Input], safe: Callable[[str], str]) -> str:
    """What was assumed, as one sentence; `safe` keeps marks in labels from being read as marks."""
    listed = [f"{safe(item.label)}: {input_amount(item)}" for item in items]
    return f"Assumed, because the plan does not say: {join_words(listed)}." if listed else ""

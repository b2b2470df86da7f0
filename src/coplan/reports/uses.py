"""Where a pack uses a question, as a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from coplan.content.questions import Question
from coplan.reports.figure_words import first_upper
from coplan.reports.titled import Line, Part, Report, Section, Table


@dataclass(frozen=True)
class Use:
    """One use: what uses the question (document, condition, rule, figure), its name, and where that stands."""

    by: str
    name: str
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """File and line; nothing for what stands in no file of the pack."""
        return f"{self.file}:{self.line}" if self.file else ""


def uses_report(question: Question, uses: Sequence[Use]) -> Report:
    """The uses by what uses the question."""
    sections = [Section(first_upper(by), _table(list(group))) for by, group in groupby(uses, key=lambda use: use.by)]
    nothing = () if sections else (Line("Nothing uses it."),)
    return Report(f"{question.key}: {question.label}", sections, nothing)


def _table(group: Sequence[Use]) -> list[Part]:
    if not any(use.file for use in group):
        return [Line(use.name) for use in group]
    return [Table(["Name", "Place"], [[use.name, use.place] for use in group])]


def uses_data(key: str, uses: Sequence[Use]) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "question": key,
        "uses": [{"by": use.by, "name": use.name, "file": use.file or None, "line": use.line or None} for use in uses],
    }

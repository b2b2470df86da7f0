"""What a command tells, as a value: notes, a report, the same for scripts, and its exit code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coplan.cli import show
from coplan.cli.talk import say
from coplan.errors import DONE
from coplan.reports.titled import Line, Part, Report, Section, Table


@dataclass(frozen=True)
class Told:
    """`data` stands in place of the report, `notes` and `after` where scripts asked; `always` and `problems` come both
    times, before and behind.
    """

    report: Report
    data: Any
    always: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    code: int = DONE


def tell(told: Told, *, json: bool, shown: bool = True) -> int:
    """Say all of it, the report only if it is to be shown; return the exit code."""
    for words in (*told.always, *(() if json else told.notes)):
        say(words)
    if json:
        show.as_json(told.data)
    else:
        if shown:
            show.report(told.report)
        for words in told.after:
            say(words)
    for words in told.problems:
        say(words)
    return told.code


def as_plain(told: Told) -> dict[str, Any]:
    """As it can be kept."""
    report = {
        "title": told.report.title,
        "parts": [_part(part) for part in told.report.parts],
        "sections": [[section.title, [_part(part) for part in section.parts]] for section in told.report.sections],
    }
    return vars(told) | {"report": report}


def from_plain(data: dict[str, Any]) -> Told:
    """What was kept. Raises KeyError or TypeError where that is nothing of this sort."""
    report = data["report"]
    sections = [Section(title, [_of_part(part) for part in parts]) for title, parts in report["sections"]]
    lists = {name: tuple(data[name]) for name in ("always", "notes", "after", "problems")}
    parts = [_of_part(part) for part in report["parts"]]
    return Told(Report(report["title"], sections, parts), data["data"], code=int(data["code"]), **lists)


def _part(part: Part) -> dict[str, Any]:
    return {name: value if isinstance(value, str | bool | int) else [*value] for name, value in vars(part).items()}


def _of_part(data: dict[str, Any]) -> Part:
    return Line(**data) if "words" in data else Table(**data)

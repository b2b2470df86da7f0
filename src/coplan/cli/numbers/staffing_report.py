"""The staffing of a plan as people read it on a projector."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from coplan.cli import show
from coplan.cli.numbers.assumed import print_assumed, titles
from coplan.content.answers.values import clock_words, join_words
from coplan.figures.figure import Figure
from coplan.figures.rounding import HOURS, PERCENT, RATE, rounded, shown
from coplan.figures.staffing.calls import span_words
from coplan.figures.staffing.load import BlockLoad
from coplan.figures.staffing.plan import staffing
from coplan.figures.staffing.result import Section, Staffing
from coplan.figures.staffing.week import DAY, TimeRow, kinds_of_weeks, team_hours, week_table
from coplan.plan.view import Answers

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MARK = " (assumed)"
ORIGINS = {"plan": "from the plan", "assumed": "assumed", "computed": "worked out above"}


def print_staffing(answers: Answers, *, explain: bool) -> None:
    """Today's staffing: needed, planned and gap first, then the week, calls, on-call duty and follow-up."""
    found = staffing(answers)
    show.result(f"{answers.program or show.NO_NAME}: staffing")
    for section in found.sections:
        show.result(f"\n{section.title}\n")
        if section.key == "people":
            _roles(found)
        if section.key == "calls":
            _blocks(found)
        for figure in section.figures:
            if section.key != "people" or not _by_role(figure) or explain:
                show.result(f"{_first_upper(figure.label)}: {_cell(figure, found)}")
            if explain:
                _explain(figure, answers)
        _ends(section, answers)
        if section.key == "people":
            _week(found, "Teams on duty in an ordinary week")
    print_assumed(found.assumed, answers)


def print_change(answers: Answers, other: Answers, change: Sequence[str], *, explain: bool) -> None:
    """Two columns: today, and with the change."""
    today, then = staffing(answers), staffing(other)
    show.result(f"{answers.program or show.NO_NAME}: staffing, what if {join_words(list(change))}")
    show.result("The plan stays as it is.")
    titles = {section.key: section.title for section in (*today.sections, *then.sections)}
    for key, title in titles.items():
        both = [
            {figure.key: figure for section in found.sections if section.key == key for figure in section.figures}
            for found in (today, then)
        ]
        rows = [
            [
                _first_upper((both[0].get(name) or both[1][name]).label),
                _cell(both[0].get(name), today),
                _cell(both[1].get(name), then),
            ]
            for name in both[0] | both[1]
        ]
        if rows:
            show.result(f"\n{title}\n")
            show.table(["", "Today", "With the change"], rows)
        if explain:
            show.result()
            for figure in both[1].values():
                show.result(f"{_first_upper(figure.label)}: {_cell(figure, then)}")
                _explain(figure, other)
    _week(today, "Teams on duty today")
    _week(then, "Teams on duty with the change")
    print_assumed(then.assumed, other)


def _roles(found: Staffing) -> None:
    rows = [
        [
            _first_upper(row.label),
            str(row.people),
            shown(row.hours_a_week),
            shown(row.needed),
            shown(row.to_hire),
            "–" if row.planned is None else shown(row.planned),
            "–" if row.gap is None else f"{row.gap:+.2f}",
        ]
        for row in found.roles
    ]
    if rows:
        show.table(["Role", "In a team", "Hours a week", "FTE needed", "To hire", "Planned", "Gap"], rows)
        show.result("To hire: needed at the expected vacancy. Gap: planned less needed.\n")


def _by_role(figure: Figure) -> bool:
    return figure.key.startswith(("staffing.fte_", "staffing.gap."))


def _week(found: Staffing, title: str) -> None:
    if not found.week:
        return
    show.result(f"\n{title}\n")
    for kind in kinds_of_weeks(found.week):
        if kind.time:
            hours = shown(rounded(team_hours(kind.week), HOURS))
            show.result(f"{_first_upper(kind.time)}: {hours} hours of all teams a week\n")
        rows = [[_times(row), *(str(teams or "–") for teams in row.teams)] for row in week_table(kind.week)]
        show.table(["", *DAYS], rows)
    if found.roles:
        team = join_words([f"{row.people} {row.label}" for row in found.roles])
        show.result(f"One team: {team}.")


def _blocks(found: Staffing) -> None:
    if not found.blocks:
        return
    outcome = "Wait" if found.queues else "Missed"
    rows = [
        [
            part.block.label,
            span_words(part.block),
            shown(rounded(part.calls_a_year, 0)),
            str(rounded(part.load, RATE)),
            join_words([str(teams) for teams, _ in part.on_duty]) or "–",
            _outcome(part, queues=found.queues),
        ]
        for part in found.blocks
    ]
    show.table(["Days", "Hours", "Calls a year", "Load", "Teams", outcome], rows)
    show.result("Load: hours of work for a team in one hour. No teams: others answer alone.\n")


def _outcome(part: BlockLoad, *, queues: bool) -> str:
    value = part.waits if queues else part.missed
    return "–" if value is None else f"{rounded(value * 100, PERCENT)}%"


def _value(figure: Figure) -> str:
    if figure.unit == "percent":
        return f"{shown(figure.amount)}%"
    unit = figure.unit[:-1] if str(figure.value) == "1" and figure.unit.endswith("s") else figure.unit
    return f"{shown(figure.amount)} {unit}".strip()


def _cell(figure: Figure | None, found: Staffing) -> str:
    return "–" if figure is None else _value(figure) + (MARK if found.assumed_by(figure) else "")


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _times(row: TimeRow) -> str:
    if row.end - row.start == DAY:
        return "all day"
    return f"{clock_words(row.start)} to {clock_words(row.end)}"


def _explain(figure: Figure, answers: Answers) -> None:
    show.result(f"    = {figure.formula}")
    for item in figure.inputs:
        unit = "%" if item.unit == "percent" else f" {item.unit}" if item.unit else ""
        place = f" ({item.key})" if item.origin != "computed" and item.key else ""
        show.result(f"      {item.label}: {shown(item.value)}{unit}, {ORIGINS[item.origin]}{place}")
    if figure.source:
        show.result(f"      After: {titles(figure.source, answers)}")


def _ends(section: Section, answers: Answers) -> None:
    for note in section.notes:
        show.result(fill(note, 100))
    labels = [answers.pack.questions[key].label for key in section.missing if key in answers.pack.questions]
    if labels:
        show.result(fill(f"Needs an answer for more: {join_words(labels)}.", 100))

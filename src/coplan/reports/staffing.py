"""The staffing of a plan as a report: needed, planned and gap, the week, calls, on-call duty, follow-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coplan.content.answers.values import clock_words, join_words
from coplan.figures.figure import Figure
from coplan.figures.rounding import HOURS, PERCENT, RATE, rounded
from coplan.figures.staffing import result
from coplan.figures.staffing.calls.hour_blocks import span_words
from coplan.figures.staffing.calls.offered_load import BlockLoad
from coplan.figures.staffing.from_answers import staffing
from coplan.figures.staffing.inputs import CALLS_BY_HOUR
from coplan.figures.staffing.result import Staffing
from coplan.figures.staffing.week import DAY, TimeRow, kinds_of_weeks, team_hours, week_table
from coplan.numerals import grouped
from coplan.plan.view import Answers
from coplan.reports.assumed import assumed_section
from coplan.reports.figure_words import ASSUMED, NO_NAME, arithmetic, first_upper, people_words, value_words
from coplan.reports.outcomes.from_data import data_origin
from coplan.reports.titled import Line, Part, Report, Section, Table

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
PEOPLE, CALLS = "people", "calls"


def staffing_report(answers: Answers, *, explain: bool = False) -> Report:
    """Today's staffing: needed, planned and gap first; with `explain` the arithmetic of every figure."""
    found = staffing(answers)
    sections = []
    for section in found.sections:
        sections.append(Section(section.title, list(_section(section, found, answers, explain=explain))))
        if section.key == PEOPLE:
            sections += _week(found, "Teams on duty in an ordinary week")
    sections += assumed_section(found.assumed, answers.pack)
    return Report(f"{answers.program or NO_NAME}: staffing", sections)


def staffing_change(answers: Answers, other: Answers, change: Sequence[str], *, explain: bool = False) -> Report:
    """Two columns: today, and with the change."""
    today, then = staffing(answers), staffing(other)
    sections: list[Section] = []
    for key, title in {one.key: one.title for one in (*today.sections, *then.sections)}.items():
        parts = list(_compared(key, today, then))
        if parts and explain:
            parts += [Line(), *_explained(_figures(key, then).values(), then, other)]
        sections += [Section(title, parts)] if parts else []
    sections += [*_week(today, "Teams on duty today"), *_week(then, "Teams on duty with the change")]
    sections += assumed_section(then.assumed, other.pack)
    title = f"{answers.program or NO_NAME}: staffing, what if {join_words(list(change))}"
    return Report(title, sections, (Line("The plan stays as it is."),))


def roles_table(found: Staffing, *, unplanned: str = "–", to_hire: bool = True) -> Table:
    """The roles of the team with FTE needed, planned, and with `to_hire` to hire.

    `unplanned` stands where the plan has no positions.
    """
    rows = [
        [
            first_upper(row.label),
            str(row.people),
            grouped(row.hours_a_week),
            grouped(row.needed),
            *([grouped(row.to_hire)] if to_hire else []),
            unplanned if row.planned is None else grouped(row.planned),
            "–" if row.gap is None else f"{row.gap:+.2f}",
        ]
        for row in found.roles
    ]
    planned = ["To hire", "Planned"] if to_hire else ["FTE planned"]
    return Table(["Role", "In a team", "Hours a week", "FTE needed", *planned, "Gap"], rows)


def _section(section: result.FigureGroup, found: Staffing, answers: Answers, *, explain: bool) -> Iterator[Part]:
    if section.key == PEOPLE and found.roles:
        yield roles_table(found)
        yield from (Line("To hire: needed at the expected vacancy. Gap: planned less needed."), Line())
    if section.key == CALLS and found.blocks:
        yield _blocks(found)
        yield Line("Load: hours of work for a team in one hour. No teams: others answer alone.")
        if origin := data_origin(answers, CALLS_BY_HOUR):
            words = f"Calls by day and hour are from data: {origin.files}, taken into the plan on {origin.day}."
            yield Line(words, wrap=True)
        yield Line()
    for figure in section.figures:
        if section.key != PEOPLE or not _by_role(figure) or explain:
            yield _line(figure, found)
        if explain:
            yield from arithmetic(figure, answers.pack)
    yield from (Line(note, wrap=True) for note in section.notes)
    labels = [answers.pack.questions[key].label for key in section.missing if key in answers.pack.questions]
    if labels:
        yield Line(f"Needs an answer for more: {join_words(labels)}.", wrap=True)


def _by_role(figure: Figure) -> bool:
    """True for what stands in the table of roles."""
    return figure.key.startswith(("staffing.fte_", "staffing.gap."))


def _compared(key: str, today: Staffing, then: Staffing) -> Iterator[Part]:
    one, other = _figures(key, today), _figures(key, then)
    rows = [
        [
            first_upper((one.get(name) or other[name]).label),
            _cell(one.get(name), today),
            _cell(other.get(name), then),
        ]
        for name in one | other
    ]
    if rows:
        yield Table(["", "Today", "With the change"], rows)


def _explained(figures: Iterable[Figure], found: Staffing, answers: Answers) -> Iterator[Part]:
    for figure in figures:
        yield _line(figure, found)
        yield from arithmetic(figure, answers.pack)


def _figures(key: str, found: Staffing) -> dict[str, Figure]:
    return {figure.key: figure for one in found.sections if one.key == key for figure in one.figures}


def _week(found: Staffing, title: str) -> list[Section]:
    parts: list[Part] = []
    for kind in kinds_of_weeks(found.week):
        if kind.time:
            hours = grouped(rounded(team_hours(kind.week), HOURS))
            blank = [Line()] if parts else []
            parts += [*blank, Line(f"{first_upper(kind.time)}: {hours} hours of all teams a week"), Line()]
        rows = [[_times(row), *(str(teams or "–") for teams in row.teams)] for row in week_table(kind.week)]
        parts.append(Table(["", *DAYS], rows))
    if found.roles:
        team = join_words([people_words(row.people, row.label) for row in found.roles])
        parts.append(Line(f"One team: {team}."))
    return [Section(title, parts)] if found.week else []


def _blocks(found: Staffing) -> Table:
    rows = [
        [
            part.block.label,
            span_words(part.block),
            grouped(rounded(part.calls_a_year, 0)),
            str(rounded(part.load, RATE)),
            join_words([str(teams) for teams, _ in part.on_duty]) or "–",
            _outcome(part, queues=found.queues),
        ]
        for part in found.blocks
    ]
    return Table(["Days", "Hours", "Calls a year", "Load", "Teams", "Wait" if found.queues else "Missed"], rows)


def _outcome(part: BlockLoad, *, queues: bool) -> str:
    value = part.waits if queues else part.missed
    return "–" if value is None else f"{rounded(value * 100, PERCENT)}%"


def _line(figure: Figure, found: Staffing) -> Line:
    return Line(f"{first_upper(figure.label)}: {_cell(figure, found)}")


def _cell(figure: Figure | None, found: Staffing) -> str:
    return "–" if figure is None else value_words(figure) + (ASSUMED if found.assumed_by(figure) else "")


def _times(row: TimeRow) -> str:
    if row.end - row.start == DAY:
        return "all day"
    return f"{clock_words(row.start)} to {clock_words(row.end)}"

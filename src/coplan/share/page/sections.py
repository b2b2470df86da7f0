"""The sections of the report page, each from the plan's answers: lines of HTML, none where there is nothing to show."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from coplan.checks.finding import Finding
from coplan.checks.finding_words import step_heading, tally_words
from coplan.checks.functions.peak import HOURS, calls_by_hour, duty_by_hour, peak_calls_outside
from coplan.content.answers.rows import Rows
from coplan.content.answers.said import in_its_sentence, spoken
from coplan.content.answers.values import Day, Missing
from coplan.content.questions import Question, Step
from coplan.content.terms import ANSWER
from coplan.drafts.readers import RATING
from coplan.drafts.readiness import DocumentNeeds, needs_in_short
from coplan.figures.budget.figures import budget
from coplan.figures.staffing import inputs
from coplan.figures.staffing.from_answers import staffing
from coplan.figures.timeline.from_answers import launch, timeline
from coplan.numerals import whole_dollars
from coplan.plan.model import OpenItem
from coplan.plan.progress import StepProgress, progress
from coplan.plan.view import Answers
from coplan.reports.figure_words import first_upper
from coplan.reports.timeline import timeline_report
from coplan.share.gantt import gantt
from coplan.share.page.page_parts import figure, report_parts, table, tiles
from coplan.share.page.pictures import pair_bars, trend, week_map

LAST = datetime.date.max


def standing(answers: Answers, found: Sequence[Finding], today: datetime.date) -> Iterator[str]:
    """Where the plan stands: a few numbers, and the steps."""
    steps = progress(answers)
    decided, asked = sum(one.core_answered for one in steps), sum(one.core_asked for one in steps)
    day = launch(answers)
    items = _open(answers)
    late = sum(bool(item.due and item.due < today) for _, item in items)
    yield from tiles(
        [
            (answers.stage.capitalize(), "is the stage"),
            (f"{decided} of {asked}", "core questions decided"),
            (str(len(items)), f"open items{f', {late} overdue' if late else ''}"),
            (str(Day(day.year, day.month, day.day)) if day else "no date", "is the planned launch"),
        ]
    )
    yield f"<p>Findings: {escape(tally_words(found))}.</p>"
    yield '<table class="fold"><thead><tr><th scope="col">Step</th><th scope="col">Core decided</th>'
    yield '<th scope="col">All answers</th><th scope="col">Essential, missing</th></tr></thead><tbody>'
    for one in steps:
        words = f"{_bar(one)} {one.core_answered} of {one.core_asked}" if one.core_asked else "none at this stage"
        yield (
            f'<tr><th scope="row">{escape(_title(one.step))}</th>'
            f'<td data-head="Core decided">{words}</td>'
            f'<td data-head="All answers">{one.answered} of {one.asked}</td>'
            f'<td data-head="Essential, missing">{len(one.missing) or "none"}</td></tr>'
        )
    yield "</tbody></table>"


def _bar(one: StepProgress) -> str:
    share = round(100 * one.core_answered / one.core_asked)
    return f'<span class="bar" aria-hidden="true"><span style="width:{share}%"></span></span>'


def owed(answers: Answers, today: datetime.date) -> Iterator[str]:
    """Who owes what by when, the earliest first."""
    rows = []
    for key, item in _open(answers):
        due = f"{item.due}{' (overdue)' if item.due and item.due < today else ''}" if item.due else "no date"
        rows.append([item.owner or "nobody yet", answers.pack.questions[key].label, item.state, due, item.note])
    yield from table(["Who", "What", "State", "By when", "Note"], rows)


def findings(answers: Answers, found: Sequence[Finding]) -> Iterator[str]:
    """What contradicts itself or cannot work, errors first."""
    for one in found:
        level = "accepted" if one.settled else one.level
        step = step_heading(answers.pack, one.step)
        yield f'<h3><span class="{level}">{level.capitalize()}</span>, {escape(step)}</h3>'
        yield f"<p>{escape(one.message)} {escape(one.fix)}</p>"


def decisions(answers: Answers) -> Iterator[str]:
    """What was decided, step by step: what a room decides, in sentences where the checklist has one."""
    for step in answers.pack.steps:
        given = [q for q in answers.applicable(step.id) if q.key in answers.plan.answers]
        core = [question for question in given if question.core]
        if not given:
            continue
        yield f"<h3>{escape(_title(step))}</h3><dl>"
        for question in core:
            item = answers.plan.open.get(question.key)
            state = f' <span class="warning">({item.state})</span>' if item else ""
            yield f"<dt>{escape(first_upper(question.label))}{state}</dt><dd>"
            yield from _said(question, answers.plan.answers[question.key])
            yield "</dd>"
        if not core:
            yield "<dt>Core questions</dt><dd>none decided yet</dd>"
        more = len(given) - len(core)
        yield f"<dt>Other answers</dt><dd>{more}</dd></dl>"


def _said(question: Question, value: Any) -> Iterator[str]:
    """An answer in the sentence that the checklist has for it; rows are a table, behind the words that lead to them."""
    if not isinstance(value, Rows):
        yield escape(in_its_sentence(question, spoken(question, value)))
        return
    lead, _, rest = question.said.partition(ANSWER)
    yield escape("" if rest.strip(" .") else lead.strip())
    names = [name for name in value.labels if any(not isinstance(row[name], Missing) for row in value)]
    cells = [[_cell_words(row[name]) for name in names] for row in value]
    yield from table([first_upper(value.labels[name]) for name in names], cells)


def _cell_words(cell: Any) -> str:
    return "" if isinstance(cell, Missing) else first_upper(" ".join(str(cell).split()))


def calls_and_duty(answers: Answers) -> Iterator[str]:
    """Calls by hour, and the hours on duty."""
    hours, rows = answers.read(inputs.HOURS), answers.read(inputs.CALLS_BY_HOUR)
    if not hours and not rows:
        return
    calls = calls_by_hour(rows) if rows else [Decimal(0)] * HOURS
    duty = duty_by_hour(hours) if hours else [Decimal(0)] * HOURS
    words = [f"Hours on duty: {str(hours).rstrip('.')}." if hours else "Hours on duty are not decided yet."]
    if rows and hours:
        words.append(
            f"Of the calls in the busiest third of the week, {peak_calls_outside(rows, hours):.0f}% come off duty."
        )
    elif not rows:
        words.append("The plan has no calls by hour yet.")
    yield from figure(week_map(calls, duty, "Calls by hour and hours on duty"), "week", " ".join(words))


def people(answers: Answers) -> Iterator[str]:
    """FTE needed and planned, by role."""
    roles = staffing(answers).roles
    bars = [(role.label, role.needed, role.planned or Decimal(0)) for role in roles]
    if bars:
        title = "FTE needed and planned, by role"
        yield from figure(pair_bars(bars, ("needed", "planned"), title), "people", title)
        rows = [
            [r.label, f"{r.needed:f}", f"{r.planned:f}" if r.planned is not None else "no positions yet"] for r in roles
        ]
        yield from table(["Role", "FTE needed", "FTE planned"], rows)


def money(answers: Answers) -> Iterator[str]:
    """Cost and secured money of each year."""
    found = budget(answers)
    if found.calendar is None or not found.lines:
        return
    cost, secured = found.cost, found.funding(secured=True)
    names = [period.name for period in found.periods]
    title = "Cost and secured money, by year"
    bars = [
        (name, round(one), round(other)) for name, one, other in zip(names, map(Decimal, cost), secured, strict=True)
    ]
    yield from figure(
        pair_bars(
            [(name, Decimal(one), Decimal(other)) for name, one, other in bars], ("cost", "secured money"), title, "$"
        ),
        "money",
        title,
    )
    rows = [
        [n, *(whole_dollars(amount) for amount in (a, b, max(a - b, Decimal(0))))]
        for n, a, b in zip(names, cost, secured, strict=True)
    ]
    yield from table(["Year", "Cost", "Secured money", "Cost beyond it"], rows)
    if found.holes:
        missing = "; ".join(what for _, what in found.holes)
        yield f"<p>Not in these figures, because answers are missing: {escape(missing)}.</p>"


def schedule(answers: Answers, today: datetime.date) -> Iterator[str]:
    """The work before the launch as a picture and a table."""
    found = timeline(answers, today)
    if found.bars:
        title = "Work before the launch"
        yield from figure(gantt(found, title), "gantt", title)
        yield from report_parts(timeline_report(answers, found))


def documents(answers: Answers, needs: Sequence[DocumentNeeds]) -> Iterator[str]:
    """The documents that the plan calls for, and what each still needs."""
    rows = [
        [item.document.title, needs_in_short(item, answers), str(item.open_points)] for item in needs if item.applies
    ]
    yield from table(["Document", "Still needs", "Open points"], rows)


def ratings(answers: Answers) -> Iterator[str]:
    """How far the partners think they are, by step, and how that moved."""
    by_step: dict[str, list[tuple[datetime.date, int]]] = defaultdict(list)
    for row in answers.read(RATING) or ():
        if {"step", "date", "rating"} <= set(row.cells):
            by_step[row["step"].key].append((row["date"], int(row["rating"])))
    if not by_step:
        return
    yield '<table class="fold"><thead><tr><th scope="col">Step</th><th scope="col">Rating (1 to 5)</th>'
    yield '<th scope="col">On</th><th scope="col">Trend</th></tr></thead><tbody>'
    for step in answers.pack.steps:
        given = sorted(by_step.get(step.id, []))
        if not given:
            continue
        moved = given[-1][1] - given[0][1]
        words = (
            "one rating"
            if len(given) == 1
            else f"{'up' if moved > 0 else 'down' if moved < 0 else 'even'} since {given[0][0]}"
        )
        picture = trend([rating for _, rating in given], f"Ratings: {', '.join(str(rating) for _, rating in given)}")
        yield (
            f'<tr><th scope="row">{escape(_title(step))}</th><td data-head="Rating (1 to 5)">{given[-1][1]}</td>'
            f'<td data-head="On">{escape(str(given[-1][0]))}</td>'
            f'<td data-head="Trend">{picture} {escape(words)}</td></tr>'
        )
    yield "</tbody></table>"


def _open(answers: Answers) -> list[tuple[str, OpenItem]]:
    items = [(key, item) for key, item in answers.plan.open.items() if answers.applies(key)]
    return sorted(items, key=lambda pair: (pair[1].due or LAST, pair[1].owner))


def _title(step: Step) -> str:
    return f"{step.number}. {step.title}" if step.number else step.title

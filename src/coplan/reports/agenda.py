"""The agenda of a workshop: minutes for each step, who is needed when, and what to bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coplan.content.answers.values import clock_words, join_words
from coplan.content.questions import Question, Step
from coplan.content.terms import HOMEWORK
from coplan.plan.effort import ROOM
from coplan.plan.view import Answers
from coplan.reports.figure_words import NO_NAME
from coplan.reports.titled import Line, Part, Report, Section, Table

STRETCH, BREAK = 90, 10  # minutes of work after which a room needs a break, and its length
OPENING, CLOSING = 10, 10  # minutes: who is here and what is decided today; what was decided, who owes what


@dataclass(frozen=True)
class AgendaItem:
    """One line of the agenda: from which minute, for how long, what, with whom."""

    begin: int
    minutes: int
    what: str
    decide: Sequence[Question] = ()
    room: Sequence[str] = ()


def agenda(answers: Answers) -> list[AgendaItem]:
    """What a workshop at the plan's stage still has to decide, step by step, with breaks.

    Minutes are `ROOM` for each core question that has neither an answer nor an owner, our working value.
    """
    found = [AgendaItem(0, OPENING, "Welcome: who is here, and what is to be decided today")]
    since = OPENING
    for step in answers.pack.steps:
        left = _left(answers, step)
        if not left:
            continue
        minutes = max(5 * round(ROOM * len(left) / 5), 5)
        if since + minutes > STRETCH and since > OPENING:
            found.append(_next(found, BREAK, "Break"))
            since = 0
        found.append(_next(found, minutes, _title(step), left, step.room))
        since += minutes
    found.append(_next(found, CLOSING, "Read back what was decided; who owes what by when"))
    return found


def agenda_report(answers: Answers, begin: int = 9 * 60) -> Report:
    """The agenda as a page to hand out. `begin` is the minute of the day."""
    items = agenda(answers)
    total = items[-1].begin + items[-1].minutes
    title = f"Agenda: {answers.program or NO_NAME}"
    count = sum(len(item.decide) for item in items)
    parts: list[Part] = [
        Line(
            f"{total} minutes, from {clock_words(begin)} to {clock_words(begin + total)}; {count} questions to decide."
        ),
        Line(f"Minutes count {ROOM:g} for each question: a working value of ours. Move them as your room needs."),
        Table(["When", "Minutes", "What", "Who is needed"], [_row(item, begin) for item in items]),
    ]
    return Report(title, [*_steps(items), _bring(answers)], parts)


def _left(answers: Answers, step: Step) -> list[Question]:
    plan, stage = answers.plan, answers.stage
    return [
        q
        for q in answers.applicable(step.id)
        if q.core_at(stage) and q.key not in plan.answers and q.key not in plan.open
    ]


def _next(
    found: Sequence[AgendaItem], minutes: int, what: str, decide: Sequence[Question] = (), room: Sequence[str] = ()
) -> AgendaItem:
    return AgendaItem(found[-1].begin + found[-1].minutes, minutes, what, decide, room)


def _title(step: Step) -> str:
    return f"Step {step.number}: {step.title}" if step.number else step.title


def _row(item: AgendaItem, begin: int) -> list[str]:
    return [clock_words(begin + item.begin), str(item.minutes), item.what, "; ".join(item.room) or "everybody"]


def _steps(items: Sequence[AgendaItem]) -> Iterator[Section]:
    for item in items:
        if item.decide:
            yield Section(item.what, [Table(["To decide", "Who has the say"], [_decision(q) for q in item.decide])])


def _decision(question: Question) -> list[str]:
    return [question.ask, question.decides or "the room"]


def _bring(answers: Answers) -> Section:
    """What each role brings, as its form asks it."""
    rows = []
    for role, name in HOMEWORK.items():
        asked = [
            q for q in answers.pack if q.homework == role and q.homework_at(answers.stage) and answers.applies(q.key)
        ]
        open_ = [question.label for question in asked if question.key not in answers.plan.answers]
        if asked:
            brought = f"{len(asked) - len(open_)} of {len(asked)}"
            rows.append([name[:1].upper() + name[1:], brought, join_words(open_) or "nothing more"])
    return Section("What to bring", [Table(["Who", "Brought already", "Still to bring"], rows)])

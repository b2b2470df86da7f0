"""Where the room is, in one line: program, step, how much is decided, minutes left, open items, the clock."""

from __future__ import annotations

from datetime import date, datetime

from coplan.content.answers.values import clock_words
from coplan.content.questions import Question
from coplan.plan.model import OpenItem
from coplan.plan.view import Answers
from coplan.wizard.interview import settled
from coplan.wizard.pace import Pace
from coplan.wizard.question_words import place_of

LONG = 30  # letters of a program's name


def core_count(answers: Answers) -> tuple[int, int]:
    """How many core questions of the plan's stage are answered or have an owner, and how many there are."""
    keys = [question.key for question in answers.pack.core_at(answers.stage) if answers.applies(question.key)]
    return sum(settled(answers.plan, key) for key in keys), len(keys)


def standing_line(answers: Answers, question: Question, pace: Pace, now: str) -> str:
    """The status line above a question; `now` is the time as ISO 8601."""
    done, of = core_count(answers)
    clock = datetime.fromisoformat(now)
    core = question.core_at(answers.stage)
    step = answers.pack.step(question.step)
    parts = [
        _short(answers.program),
        (f"Step {step.number}" if step.number else step.title) if core else place_of(answers, question),
        f"{done} of {of}" if core else "",
        f"about {pace.left(of - done)} min left" if core and of > done else "",
        _open_words(answers, clock.date()),
        clock_words(clock.hour * 60 + clock.minute),
    ]
    return " · ".join(filter(None, parts))


def overdue(answers: Answers, today: date) -> dict[str, OpenItem]:
    """Open items whose day has passed, the oldest first."""
    found = {
        key: item for key, item in answers.plan.open.items() if item.due and item.due < today and answers.applies(key)
    }
    return dict(sorted(found.items(), key=lambda entry: entry[1].due or today))


def _open_words(answers: Answers, today: date) -> str:
    count = sum(answers.applies(key) for key in answers.plan.open)
    late = len(overdue(answers, today))
    return (f"{count} open" if count else "") + (f", {late} overdue" if late else "")


def _short(name: str) -> str:
    return name if len(name) <= LONG else f"{name[: LONG - 1].rstrip()}…"

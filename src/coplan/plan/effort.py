"""How long it takes to answer questions at a desk: a working value by kind, for saying so beforehand."""

from __future__ import annotations

from collections.abc import Iterable

from coplan.content.questions import Question

MINUTES = {"paragraph": 3.0, "records": 4.0, "list": 2.0, "choices": 1.5, "choice": 1.0, "text": 1.0}
OTHERWISE = 0.7  # a date, a number, yes or no
ROOM = 3.6  # minutes that a room takes to decide a core question: 50 of them in three hours


def desk_minutes(questions: Iterable[Question]) -> int:
    """Minutes for these questions, at least one for any, in steps of five beyond ten.

    The minutes are our working values: nobody measured them.
    """
    minutes = sum(MINUTES.get(question.kind, OTHERWISE) for question in questions)
    if minutes > 10:
        return 5 * round(minutes / 5)
    return max(round(minutes), 1) if minutes else 0

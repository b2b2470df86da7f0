"""Which answers of a plan come from data: the journal says from which files, and nobody has changed them since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coplan.content.answers.values import Day
from coplan.content.reads import ReadsQuestion
from coplan.plan.view import Answers

HOW = "from data: "  # how the journal tells that an answer was taken from files


@dataclass(frozen=True)
class DataOrigin:
    """The files that an answer was counted from, and the day on which it was taken into the plan."""

    files: str
    day: str


def how_taken(names: Sequence[str]) -> str:
    """What the journal says of answers that come from these files."""
    return f"{HOW}{', '.join(names)}"


def data_origin(answers: Answers, read: ReadsQuestion) -> DataOrigin | None:
    """Where an answer was counted, if it stands as it was taken from data. The answers must know their history."""
    question = read.today(answers.pack)
    value = answers.plan.answers.get(question.key) if question else None
    if question is None or value is None:
        return None
    renamed = answers.pack.renamed
    last = next(
        (one for one in reversed(answers.history) if renamed.get(one.question, one.question) == question.key), None
    )
    if last is None or not last.how.startswith(HOW) or last.new != value.plain():
        return None
    return DataOrigin(last.how.removeprefix(HOW), str(Day.fromisoformat(last.when[:10])))

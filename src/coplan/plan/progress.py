"""Where a plan stands: what applies, what is answered, what is open, what is missing at its stage."""

from __future__ import annotations

from dataclasses import dataclass

from coplan.content.questions import Question, Step
from coplan.plan.view import Answers


@dataclass(frozen=True)
class StepProgress:
    """Counts for one step; `missing` are the questions without which the plan is incomplete at its stage."""

    step: Step
    core_asked: int
    core_answered: int
    asked: int
    answered: int
    missing: tuple[Question, ...]


def step_progress(answers: Answers, step: Step) -> StepProgress:
    """Count one step of the plan."""
    applicable = answers.applicable(step.id)
    core = [question for question in applicable if question.core_at(answers.stage)]
    given = answers.plan.answers
    missing = [q for q in applicable if q.key not in given and q.essential_at(answers.stage)]
    return StepProgress(
        step,
        core_asked=len(core),
        core_answered=sum(question.key in given for question in core),
        asked=len(applicable),
        answered=sum(question.key in given for question in applicable),
        missing=tuple(missing),
    )


def progress(answers: Answers) -> list[StepProgress]:
    """Count every step of the plan."""
    return [step_progress(answers, step) for step in answers.pack.steps]

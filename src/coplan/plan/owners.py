"""Whom a room may name as the owner of an open item: those who had one before, and those whom the plan names."""

from __future__ import annotations

from coplan.content.questions import Question
from coplan.content.reads import ReadsColumn, ReadsQuestion
from coplan.content.terms import HOMEWORK
from coplan.plan.view import Answers

COORDINATOR = ReadsQuestion("profile.coordinator", "text")
LEAD = ReadsQuestion("profile.lead_agency", "text")
PARTNERS = ReadsQuestion("stakeholders.partners", "records", cells=(ReadsColumn("name", "text"),))
READS = (COORDINATOR, LEAD, PARTNERS)


def owners_for(answers: Answers, question: Question) -> list[str]:
    """Names to choose from: of open items, who decides or prepares it, whom the plan names, and the room."""
    step = answers.pack.step(question.step)
    before = [item.owner for item in answers.plan.open.values()]
    near = [question.decides, HOMEWORK[question.homework].capitalize() if question.homework else ""]
    named = [_text(answers, COORDINATOR), _text(answers, LEAD), *_partners(answers)]
    found = [" ".join(name.split()) for name in (*before, *near, *named, *step.room)]
    return [name for name in dict.fromkeys(found) if name]


def _text(answers: Answers, asked: ReadsQuestion) -> str:
    value = answers.read(asked)
    return str(value) if value else ""


def _partners(answers: Answers) -> list[str]:
    rows = answers.read(PARTNERS)
    return [str(row["name"]) for row in rows if row["name"]] if rows else []

"""What the rules find in a step's answers, at its end: change an answer, accept it, or leave it."""

from __future__ import annotations

from collections.abc import Callable

from coplan.checks.check import LEVELS
from coplan.checks.finding import Finding
from coplan.checks.finding_words import counted
from coplan.plan.disk.journal import ACCEPTED
from coplan.plan.model import Acceptance
from coplan.plan.view import Answers
from coplan.wizard.asker import Option
from coplan.wizard.question_words import short
from coplan.wizard.session import Session
from coplan.wizard.walk import visit

SHOWN = 5  # more is a wall; `coplan check` has them all


def tell_findings(session: Session, step_id: str) -> None:
    """Show what this step's answers cause, and let the room do something about it.

    What this sitting has shown already, in the same words, is not shown again. Raises Jump or Left.
    """
    tell(session, lambda: found_in(session, step_id))
    session.step_shown = step_id


def tell(session: Session, find: Callable[[], list[Finding]]) -> None:
    """Show the findings that `find` gives until the room goes on. Raises Jump or Left."""
    fresh: set[str] = set()
    while shown := [one for one in find() if one.rule in fresh or key_of(one) not in session.told]:
        fresh |= {one.rule for one in shown}
        session.told.update(map(key_of, shown))
        _show(session, shown)
        picked = session.pick("What about these?", [Option("on", "Go on"), *map(_option, shown[:SHOWN])], "on")
        finding = next((one for one in shown if one.rule == picked), None)
        if finding is None:
            return
        session.judging = True
        try:
            _settle(session, finding)
        finally:
            session.judging = False


def found_in(session: Session, step_id: str) -> list[Finding]:
    """Errors and warnings that concern a step's answers and that nobody accepted as they stand, the gravest first."""
    steps = {key: question.step for key, question in session.pack.questions.items()}
    found = [
        one
        for one in graver_than_notes(session, session.answers)
        if one.step == step_id or step_id in {steps.get(key) for key in one.questions if _said(session, key)}
    ]
    return sorted(found, key=lambda one: (LEVELS.index(one.level), one.step != step_id))


def graver_than_notes(session: Session, answers: Answers) -> list[Finding]:
    """All errors and warnings about these answers that nobody accepted as they stand."""
    with session.asker.working("Checking the plan"):
        found = session.judged.findings(answers)
    return [one for one in found if one.level != "note" and not one.settled]


def key_of(finding: Finding) -> str:
    """What a finding says, by which it is known again."""
    return f"{finding.rule} {finding.message}"


def _said(session: Session, key: str) -> bool:
    return key in session.plan.answers and session.answers.applies(key)


def _show(session: Session, found: list[Finding]) -> None:
    session.asker.heading(f"{counted(len(found), 'finding')} about these answers")
    for one in found[:SHOWN]:
        again = f" (It was accepted when it said: {one.accepted.said})" if one.accepted else ""
        session.asker.say(f"{one.level.capitalize()}: {one.message}{again}")
    if len(found) > SHOWN:
        session.asker.say(f"And {len(found) - SHOWN} more: `coplan check` shows them.")


def _option(finding: Finding) -> Option:
    return Option(finding.rule, f"{finding.level.capitalize()}: {short(finding.message)}")


def _settle(session: Session, finding: Finding) -> None:
    """One finding: why it matters, what to do, and the ways out of it."""
    session.asker.heading(finding.message, [f"Why: {finding.why}", f"What to do: {finding.fix}"])
    questions = session.pack.questions
    keys = [key for key in finding.questions if key in questions and session.answers.applies(key)]
    options = [
        Option("leave", "Leave it for now"),
        *(Option(key, f"Change the answer: {questions[key].label}") for key in keys),
        Option("accept", "Accept it, with a reason"),
    ]
    picked = session.pick("What now?", options, "leave")
    if picked == "accept":
        _accept(session, finding)
    elif picked in keys:
        visit(session, [picked])


def _accept(session: Session, finding: Finding) -> None:
    where = ACCEPTED + finding.rule
    reason = session.line("Why is it acceptable", f"{where}/reason")
    if not reason:
        session.asker.say("Not accepted: there is no reason.")
        return
    owner = session.line("Who answers for it", f"{where}/owner")
    accepted = Acceptance(" ".join(reason.split()), owner, session.place.clerk.now()[:10], finding.message)
    session.save(lambda plan: plan.with_accepted(finding.rule, accepted), "accepted")
    session.asker.unconfirmed.settle(where)
    session.asker.say("Accepted. `coplan check` goes on showing it, with your reason.")

"""What the rules find in a step's answers, at its end: change an answer, accept it, or leave it."""

from __future__ import annotations

from coplan.checks.check import LEVELS, check
from coplan.checks.finding import Finding
from coplan.checks.words import counted
from coplan.content.answers.values import Day
from coplan.plan.model import Acceptance
from coplan.wizard.asker import Option
from coplan.wizard.session import Session
from coplan.wizard.words import short

SHOWN = 5  # more is a wall; `coplan check` has them all


def tell_findings(session: Session, step_id: str) -> None:
    """Show what this step's answers cause, and let the room do something about it.

    What this sitting has shown already, in the same words, is not shown again. Raises Jump or Left.
    """
    fresh: set[str] = set()
    while shown := [one for one in found_in(session, step_id) if one.rule in fresh or _key(one) not in session.told]:
        fresh |= {one.rule for one in shown}
        session.told.update(map(_key, shown))
        _show(session, shown)
        picked = session.pick("What about these?", [Option("on", "Go on"), *map(_option, shown[:SHOWN])], "on")
        finding = next((one for one in shown if one.rule == picked), None)
        if finding is None:
            return
        _settle(session, finding)
        session.step_shown = step_id


def found_in(session: Session, step_id: str) -> list[Finding]:
    """Errors and warnings that concern a step's answers and that nobody accepted as they stand, the gravest first."""
    today = Day.fromisoformat(session.place.clerk.now()[:10])
    steps = {key: question.step for key, question in session.pack.questions.items()}
    found = [
        one
        for one in check(session.answers, today=today)
        if one.level != "note"
        and not one.settled
        and (one.step == step_id or step_id in {steps.get(key) for key in one.questions if _said(session, key)})
    ]
    return sorted(found, key=lambda one: (LEVELS.index(one.level), one.step != step_id))


def _key(finding: Finding) -> str:
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
        session.visit([picked])


def _accept(session: Session, finding: Finding) -> None:
    reason = session.line("Why is it acceptable")
    if not reason:
        session.asker.say("Not accepted: there is no reason.")
        return
    owner = session.line("Who answers for it")
    accepted = Acceptance(" ".join(reason.split()), owner, session.place.clerk.now()[:10], finding.message)
    session.save(lambda plan: plan.with_accepted(finding.rule, accepted), "accepted")
    session.asker.say("Accepted. `coplan check` goes on showing it, with your reason.")

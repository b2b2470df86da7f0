"""What a changed answer brings about, at once: questions that apply now, and findings that were not there before."""

from __future__ import annotations

from coplan.plan.view import Answers
from coplan.wizard import interview
from coplan.wizard.asker import Option
from coplan.wizard.question_words import counted_questions, names_of
from coplan.wizard.session import Session
from coplan.wizard.walk import visit

AT_ONCE = 3  # new questions that are asked without asking whether


def follow_changes(session: Session) -> None:
    """From now on let a sitting see to what each changed answer brings about."""
    session.follow = lambda key, before: _follow(session, key, before)


def _follow(session: Session, key: str, before: Answers) -> None:
    """Ask what newly applies, then show what the change caused. Raises Jump or Left."""
    following, session.follow = session.follow, None  # what is asked here has no answer yet; nothing nests
    from coplan.wizard.step_end.findings import graver_than_notes, key_of, tell  # not before the first question

    try:
        _ask_new(session, key, before)
        if session.judging:
            return
        known = {key_of(one) for one in graver_than_notes(session, before)}
        tell(session, lambda: [one for one in graver_than_notes(session, session.answers) if key_of(one) not in known])
    finally:
        session.follow = following


def _ask_new(session: Session, key: str, before: Answers) -> None:
    new = interview.newly_asked(before, session.answers)
    if not new:
        return
    label = session.pack.questions[key].label
    session.asker.say(f"With the new answer ({label}) there is more to decide: {names_of(new, session.pack)}.")
    options = [Option("now", f"Answer {counted_questions(len(new))} now"), Option("later", "Later: they stay open")]
    if len(new) <= AT_ONCE or session.pick("What is new:", options, "now") == "now":
        visit(session, new)

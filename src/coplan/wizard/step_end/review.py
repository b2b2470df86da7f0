"""Shows what was said in a step, and lets the room change it."""

from __future__ import annotations

from coplan.content.questions import Step
from coplan.wizard.interview import settled
from coplan.wizard.question_words import answer_words, step_title
from coplan.wizard.session import Session
from coplan.wizard.walk import visit

ALL = "all"


def review(session: Session, step: Step, *, whole: bool = False) -> None:
    """Show the answers of a step until the room goes on; any can be changed by its number.

    With `whole`, the room can also ask for every question of the step. Raises Jump or Left.
    """
    also = f", `{ALL}` to go through" if whole else ""
    while True:
        stage = session.answers.stage
        asked = [q for q in session.answers.applicable(step.id) if settled(session.plan, q.key) or q.core_at(stage)]
        session.asker.heading(f"{step_title(step)}: what you said")
        rows = [[str(n), q.label, answer_words(session.answers, q)] for n, q in enumerate(asked, 1)]
        session.asker.table(["", "Question", "Answer"], rows)
        picked = session.line(f"Number to change{also}, or Enter")
        session.step_shown = step.id
        if not picked:
            return
        if whole and picked.casefold() == ALL:
            visit(session, [question.key for question in step.questions])
        elif picked.isdigit() and 1 <= int(picked) <= len(asked):
            visit(session, [asked[int(picked) - 1].key])
        else:
            session.asker.say(f"`{picked}` is not a number of this table.")

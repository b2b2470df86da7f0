"""Tells the room how far the documents are, and writes the drafts when it says so."""

from __future__ import annotations

from coplan.drafts.readiness import needs_words
from coplan.drafts.service import draft_plan, needs_of_documents
from coplan.drafts.update.outcome import Draft
from coplan.errors import CoplanError
from coplan.wizard.asker import Option
from coplan.wizard.session import Session


def tell_documents(session: Session) -> None:
    """Which documents have all they need, and what the others wait for."""
    try:
        with session.asker.working("Reading through the documents"):
            found = [item for item in needs_of_documents(session.place, session.answers) if item.applies]
    except CoplanError as error:
        session.asker.say(str(error))
        return
    ready = [item.document.title for item in found if not item.needs]
    if ready:
        session.asker.say(f"Documents that have all their answers: {', '.join(ready)}.")
    missing = [item for item in found if item.needs]
    if missing:
        session.asker.heading("Documents that still need answers")
        for item in missing:
            session.asker.say(f"{needs_words(item, session.answers)}.")


def write_documents(session: Session) -> None:
    """Write the drafts if the room wants them, and show what became of each. Raises Left."""
    options = [Option("yes", "Write the drafts now"), Option("no", "Not now")]
    if session.pick("Drafts:", options, "yes") != "yes":
        return
    try:
        with session.asker.working("Writing the drafts") as step:
            done = draft_plan(session.place, session.answers, step=step)
    except CoplanError as error:
        session.asker.say(str(error))
        return
    if done.drafts:
        session.asker.heading("Drafts")
        rows = [[draft.path, draft.state, str(draft.holes or "none")] for draft in done.drafts]
        session.asker.table(["Draft", "State", "Open points"], rows)
    for draft in done.drafts:
        for words in _news(draft):
            session.asker.say(words)
    if done.postponed:
        session.asker.heading("Not written yet, for too much in them is still to decide")
        for item in done.postponed:
            session.asker.say(f"{needs_words(item, session.answers)}.")
    for path in done.leftover:
        session.asker.say(f"{path}: no longer called for by the plan; left where it is.")
    if done.hint:
        session.asker.say(done.hint)


def _news(draft: Draft) -> list[str]:
    """What the room should know of one draft."""
    found = []
    if draft.problem is not None:
        found.append(str(draft.problem))
    if draft.state == "merged":
        found.append(f"{draft.path}: people edited it; the plan's changes are in it, next to their words.")
    if draft.state == "adopted":
        found.append(f"{draft.path}: people wrote it before; the plan's text is in it.")
    if draft.conflicts:
        where = f" ({'; '.join(draft.where)})" if draft.where else ""
        found.append(f"{draft.path}: conflicts to settle: {draft.conflicts}{where}. Both texts stand there; keep one.")
    if draft.merged:
        found.append(f"{draft.path}: merged, please read: {'; '.join(draft.merged)}")
    if draft.beside:
        found.append(f"{draft.path} is final and was left as it is; the plan's new text is in {draft.beside}.")
    return found

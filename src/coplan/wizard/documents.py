"""Tells the room how far the documents are, and writes the drafts when it says so."""

from __future__ import annotations

from coplan.drafts.service import Readiness, draft_plan, readiness
from coplan.drafts.update.outcome import Draft
from coplan.errors import CoplanError
from coplan.wizard.asker import Option
from coplan.wizard.session import Session


def tell_documents(session: Session, step: str = "") -> None:
    """Which documents have all they need, and what the others miss; of one step, the others only counted."""
    try:
        found = readiness(session.answers)
    except CoplanError as error:
        session.asker.say(str(error))
        return
    ready = [item.document.title for item in found if not item.holes]
    missing = [item for item in found if item.holes]
    if ready:
        session.asker.say(f"Documents that have all they need: {', '.join(ready)}.")
    near = [item for item in missing if step in ("", item.document.step)]
    if near:
        session.asker.heading("Documents that still miss something")
        session.asker.table(["Document", "Points", "Among them"], [_row(item) for item in near])
    others = [f"{item.document.title} ({len(item.holes)})" for item in missing if item not in near]
    if others:
        session.asker.say(f"{'Others' if near else 'Documents'} with points still open: {', '.join(others)}.")


def _row(item: Readiness) -> list[str]:
    decisions = [hole for hole in item.holes if hole.startswith("To decide: ")] or item.holes
    names = list(dict.fromkeys(hole.removeprefix("To decide: ").partition(". ")[0] for hole in decisions))
    return [item.document.title, str(len(item.holes)), "; ".join(names[:3]) + (" …" if len(names) > 3 else "")]


def write_documents(session: Session) -> None:
    """Write the drafts if the room wants them, and show what became of each. Raises Left."""
    options = [Option("yes", "Write the drafts now"), Option("no", "Not now")]
    if session.pick("Drafts:", options, "yes") != "yes":
        return
    try:
        done = draft_plan(session.place, session.answers)
    except CoplanError as error:
        session.asker.say(str(error))
        return
    session.asker.heading("Drafts")
    rows = [[draft.path, draft.state, str(draft.holes or "none")] for draft in done.drafts]
    session.asker.table(["Draft", "State", "Points to decide"], rows)
    for draft in done.drafts:
        for words in _news(draft):
            session.asker.say(words)
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

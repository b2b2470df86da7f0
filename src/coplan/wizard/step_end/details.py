"""Offers the questions that are not core: by the document that waits for them, in any order."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.drafts.readiness import DocumentNeeds, document_needs, needs_words
from coplan.errors import CoplanError
from coplan.wizard import interview
from coplan.wizard.asker import Option
from coplan.wizard.question_words import counted_questions
from coplan.wizard.session import Session
from coplan.wizard.walk import visit

MORE = "\0more"


def offer_details(session: Session, step_id: str = "") -> None:
    """Let the room answer what documents still need, of one step or of all, until it goes on. Raises Jump or Left."""
    done: set[str] = set()
    picked, asked = "", set[str]()
    while True:
        waiting = _waiting(session, step_id)
        rest = _rest(session, step_id) if step_id else []
        follow = [key for key in _keys(picked, waiting, rest) if key not in asked]
        if follow and visit(session, follow):  # what an answer called for is asked at once
            asked |= set(follow)
            continue
        if not waiting and not rest:
            return
        options = [Option("on", "Go on"), *(_option(session, item, done) for item in waiting)]
        if rest:
            options.append(Option(MORE, f"Whatever is open in this step: {counted_questions(len(rest))}"))
        picked = session.pick("Details can be answered now or later, document by document:", options, "on")
        if picked in ("", "on"):
            return
        done.add(picked)
        keys = _keys(picked, waiting, rest)
        asked = set(keys)
        if not visit(session, keys):
            picked = ""


def _keys(picked: str, waiting: Sequence[DocumentNeeds], rest: Sequence[str]) -> Sequence[str]:
    """The questions behind an entry of the menu: what a document needs, or what is left of the step."""
    found = [item.needs for item in waiting if item.document.id == picked]
    return found[0] if found else rest if picked == MORE else ()


def _waiting(session: Session, step_id: str) -> list[DocumentNeeds]:
    """The documents that this plan calls for and that miss answers."""
    try:
        with session.asker.working("Reading through the documents"):
            return [item for item in document_needs(session.answers, step_id) if item.applies and item.needs]
    except CoplanError as error:  # a template of the community's own that fails
        session.asker.say(str(error))
        return []


def _rest(session: Session, step_id: str) -> list[str]:
    """Details of a step that nobody answered and nobody has as an open item, whoever waits for them."""
    keys = interview.details(step_id)(session.answers)
    return [key for key in keys if not interview.settled(session.plan, key)]


def _option(session: Session, item: DocumentNeeds, done: set[str]) -> Option:
    again = " (again)" if item.document.id in done else ""
    return Option(
        item.document.id, f"{needs_words(item, session.answers)}{again}", f"Read by: {item.document.audience}"
    )

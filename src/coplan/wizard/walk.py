"""Walks a sitting through its questions: the next of a route, back to those before, and forward again over them."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.wizard import interview
from coplan.wizard.asker import Signal
from coplan.wizard.session import Session


def walk(session: Session, route: interview.Route, start: str = "") -> None:
    """Ask the questions of a route until none is left, those before `start` not. Raises Jump or Left."""
    keys = route(session.answers)
    visited = set(keys[: keys.index(start)] if start in keys else ())
    ahead: list[str] = []
    while (key := _next(session, route, visited, ahead)) is not None:
        visited.add(key)
        if session.ask(key) is not Signal.BACK:
            session.history.append(key)
            continue
        before = _before(session, key)
        if before is None:
            session.asker.say("This is the first question.")
        ahead += [key] if before is None else [key, before]


def visit(session: Session, keys: Sequence[str]) -> bool:
    """Ask these questions, whatever was said; False if the room went back from the first. Raises Jump or Left."""
    at = 0
    while at < len(keys):
        if session.answers.applies(keys[at]) and session.ask(keys[at]) is Signal.BACK:
            at -= 1
            while at >= 0 and not session.answers.applies(keys[at]):
                at -= 1
            if at < 0:
                return False
        else:
            at += 1
    return True


def _next(session: Session, route: interview.Route, visited: set[str], ahead: list[str]) -> str | None:
    """The question to ask now: the route's next, or one that the room went back over, whichever comes first."""
    while ahead and not session.answers.applies(ahead[-1]):
        ahead.pop()
    key = interview.next_key(route(session.answers), session.plan, visited)
    if ahead and (key is None or _order(session, ahead[-1]) <= _order(session, key)):
        return ahead.pop()
    return key


def _order(session: Session, key: str) -> int:
    return list(session.pack.questions).index(key)


def _before(session: Session, key: str) -> str | None:
    while session.history:
        before = session.history.pop()
        if before != key and session.answers.applies(before):
            return before
    return interview.previous_key(session.answers, key)

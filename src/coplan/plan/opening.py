"""Makes open items from what people typed."""

from __future__ import annotations

from coplan.content.answers.values import Day
from coplan.errors import UsageError
from coplan.letters import unseen_in, unseen_words
from coplan.plan.model import STATES, OpenItem, is_state


def open_item(state: str, owner: str = "", due: str = "", note: str = "") -> OpenItem:
    """Return an open item. Raises UsageError for an unknown state or a date that is none."""
    if not is_state(state):
        raise UsageError(f"`{state}` is not a state. States are {', '.join(STATES)}.")
    day: Day | None = None
    if due:
        from coplan.content.answers.moments import read_day

        try:
            day = read_day(due)
        except ValueError as error:
            raise UsageError(str(error)) from None
    for text in (owner, note):
        if found := unseen_in(text):
            raise UsageError(f"Owner and note: {unseen_words(found[0])} Type the text again.")
    return OpenItem(state, owner.strip(), day, " ".join(note.split()))

"""Makes open items from what people typed."""

from __future__ import annotations

from coplan.content.values import Day
from coplan.errors import UsageError
from coplan.plan.model import STATES, OpenItem


def open_item(state: str, owner: str = "", due: str = "", note: str = "") -> OpenItem:
    """Return an open item. Raises UsageError for an unknown state or a date that is none."""
    if state not in STATES:
        raise UsageError(f"`{state}` is not a state. States are {', '.join(STATES)}.")
    day = None
    if due:
        from coplan.content.kinds import KINDS

        try:
            day = KINDS["date"].read(due, None)  # type: ignore[arg-type]
        except ValueError as error:
            raise UsageError(str(error)) from None
    assert day is None or isinstance(day, Day)
    return OpenItem(state, owner.strip(), day, " ".join(note.split()))  # type: ignore[arg-type]

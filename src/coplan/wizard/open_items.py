"""Asks what makes an open item: its state, who will settle it, by when, and a note."""

from __future__ import annotations

from coplan.errors import CoplanError
from coplan.plan.model import OpenItem
from coplan.plan.opening import open_item
from coplan.wizard.asker import Asker, Option, Signal

STATES = (
    Option("parked", "Parked: not now", "Somebody will find out or decide later."),
    Option("proposed", "Proposed: to be confirmed", "There is an answer, and somebody still has to agree."),
    Option("disputed", "Disputed: partners disagree", "The draft shows that this is not agreed."),
)
SETTLED = Option("settled", "Settled: no longer open")
FIELDS = {
    "owner": "Who will settle it",
    "due": "By when, as year-month-day (may stay empty)",
    "note": "A note, if needed",
}


def ask_open_item(asker: Asker, label: str, item: OpenItem | None, where: str = "") -> OpenItem | Signal | None:
    """Ask for an open item, or for changes to it; None if it is settled, BACK or LEAVE as signals.

    `where` is the question's place; see Prompt.
    """
    fields = item.plain() if item else {"state": "parked"}
    names = ["state", *FIELDS]
    at = 0
    while at < len(names):
        reply = _field(
            asker, names[at], label, fields, where and f"{where}/open/{names[at]}", was_open=item is not None
        )
        if reply is Signal.BACK and at > 0:
            at -= 1
            continue
        if isinstance(reply, Signal):
            return reply
        if reply == SETTLED.key:
            return None
        fields[names[at]] = reply
        at += 1
    return open_item(**fields)


def _field(asker: Asker, name: str, label: str, fields: dict[str, str], where: str, *, was_open: bool) -> str | Signal:
    if name == "state":
        states = [*STATES, SETTLED] if was_open else STATES
        usual = asker.unconfirmed.at(where)
        picked = asker.choose(f"Open item, {label}:", states, usual if isinstance(usual, str) else fields["state"])
        if isinstance(picked, str):
            asker.unconfirmed.keep(where, picked)
        return picked
    now = fields.get(name, "")
    while True:
        text = asker.line(FIELDS[name], now, where)
        if isinstance(text, Signal) or name != "due":
            return text
        try:
            open_item("parked", due=text)
            return text
        except CoplanError as error:
            asker.say(str(error))
            now = text

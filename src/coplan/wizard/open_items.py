"""Asks what makes an open item: its state, who will settle it, by when, and a note. One like the last needs one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coplan.errors import CoplanError
from coplan.plan.model import OpenItem
from coplan.plan.opening import open_item
from coplan.wizard.asker import Asker, Option, Signal

PARKED = Option("parked", "Parked: not now", "Somebody will find out or decide later.")
PROPOSED = Option("proposed", "Proposed: to be confirmed", "There is an answer, and somebody still has to agree.")
DISPUTED = Option("disputed", "Disputed: partners disagree", "The draft shows that this is not agreed.")
SETTLED = Option("settled", "Settled: no longer open")
AGAIN, ELSE, NOBODY = "\0again", "\0else", "\0nobody"
DUE = "By when, for example 3/15/2027 (may stay empty)"
NOTE = "A note, if needed"


@dataclass(frozen=True)
class Parking:
    """What is known when a question becomes an open item.

    `item` is what is open about it so far, `last` the item that was opened before it in this sitting, `owners` are the
    names to choose from, `answered` says whether there is an answer, and `where` is the question's place; see Prompt.
    """

    label: str
    item: OpenItem | None = None
    last: OpenItem | None = None
    owners: Sequence[str] = ()
    answered: bool = True
    where: str = ""


def ask_open_item(asker: Asker, parking: Parking) -> OpenItem | Signal | None:
    """Ask for an open item, or for changes to it; None if it is settled, BACK or LEAVE as signals."""
    fields = parking.item.plain() if parking.item else {"state": "parked"}
    asked = (_state, _owner, _due, _note)
    at = 0
    while at < len(asked):
        reply = asked[at](asker, parking, fields)
        if reply is Signal.BACK and at > 0:
            at -= 1
            continue
        if isinstance(reply, Signal):
            return reply
        if reply == SETTLED.key:
            return None
        if reply == AGAIN and parking.last is not None:
            return OpenItem("parked", parking.last.owner, parking.last.due)
        fields[("state", "owner", "due", "note")[at]] = reply
        at += 1
    made = open_item(**fields)
    return replace(made, said=parking.item.said) if parking.item and made.state == "disputed" else made


def _state(asker: Asker, parking: Parking, fields: dict[str, str]) -> str | Signal:
    last = parking.last
    options = [PARKED, PROPOSED, DISPUTED]
    if parking.item is not None:
        options.append(SETTLED)
    elif last is not None and (last.owner or last.due):
        due = f"by {last.due}" if last.due else ""
        options.insert(0, Option(AGAIN, f"Park it as the last one: {', '.join(filter(None, (last.owner, due)))}"))
    where, known = _place(parking, "state"), [option.key for option in options]
    usual = AGAIN if AGAIN in known else fields["state"]
    while True:
        begun = asker.unconfirmed.at(where)
        usual = begun if isinstance(begun, str) and begun in known else usual
        picked = asker.choose(f"Open item, {parking.label}:", options, usual)
        if isinstance(picked, str):
            asker.unconfirmed.keep(where, picked)
        if picked != PROPOSED.key or parking.answered:
            return picked
        asker.say("What is proposed is an answer: go back, type it, and then mark it proposed. Or park the question.")


def _owner(asker: Asker, parking: Parking, fields: dict[str, str]) -> str | Signal:
    now = fields.get("owner", "") or (parking.last.owner if parking.last else "")
    names = list(dict.fromkeys(filter(None, [now, *parking.owners])))
    more = [Option(ELSE, "Somebody else"), Option(NOBODY, "Nobody yet")]
    picked = asker.choose(
        "Who will settle it?", [*(Option(name, name) for name in names), *more], now or (names[0] if names else ELSE)
    )
    if picked == ELSE:
        return asker.line("Who will settle it", "", _place(parking, "owner"))
    return "" if picked == NOBODY else picked


def _due(asker: Asker, parking: Parking, fields: dict[str, str]) -> str | Signal:
    last = parking.last.due.isoformat() if parking.last and parking.last.due and parking.item is None else ""
    now = fields.get("due", last)
    while True:
        text = asker.line(DUE, now, _place(parking, "due"))
        if isinstance(text, Signal):
            return text
        try:
            open_item("parked", due=text)
            return text
        except CoplanError as error:
            asker.say(str(error))
            now = text


def _note(asker: Asker, parking: Parking, fields: dict[str, str]) -> str | Signal:
    return asker.line(NOTE, fields.get("note", ""), _place(parking, "note"))


def _place(parking: Parking, name: str) -> str:
    return parking.where and f"{parking.where}/open/{name}"

"""Takes the last answers back: what the journal says stood there before. Pure: entries and a plan in, a plan out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.model import Pack
from coplan.errors import UsageError
from coplan.plan.entry import FOUND, Entry
from coplan.plan.model import Acceptance, OpenItem, Plan, Side
from coplan.plan.opening import open_item
from coplan.yaml.nodes import Data

ACCEPTED = "accepted."  # before the id of a rule in the journal


@dataclass(frozen=True)
class Back:
    """One question as the journal has it now, and as it was: plain data, and the open item."""

    question: str
    now: Data | None
    then: Data | None
    item_now: OpenItem | None
    item_then: OpenItem | None


@dataclass(frozen=True)
class Undoing:
    """What goes back, and questions that cannot, since today's checklist does not take the old answer.

    `came`: nothing goes back, for what stands there came with the file, and what was before that nobody knows.
    """

    backs: tuple[Back, ...]
    left: tuple[str, ...]
    came: bool = False

    def change(self, plan: Plan, pack: Pack) -> Plan:
        """The plan with everything as it was."""
        for back in self.backs:
            plan = _put_back(plan, back, pack)
        return plan


def undoing(entries: Sequence[Entry], pack: Pack, *, question: str = "", last: int = 1) -> Undoing:
    """What the last saves of a journal changed; with `question`, what the last ones did to this question."""
    named = [replace(entry, question=pack.renamed.get(entry.question, entry.question)) for entry in entries]
    came = _came_with_the_file(named)
    wanted = [entry for entry in named[came:] if question in ("", entry.question)]
    backs, left = [], []
    for key, (earliest, latest) in _ends(wanted, last).items():
        before = _before(named, earliest)
        back = Back(key, latest.new, earliest.old, _item(latest), _item(before) if before else None)
        if _takes(back, pack):
            backs.append(back)
        else:
            left.append(key)
    return Undoing(tuple(backs), tuple(left), bool(came and not wanted))


def _came_with_the_file(entries: Sequence[Entry]) -> int:
    """How many entries at the head of a journal tell no decision: a plan.yaml that was there before its journal."""
    if not entries or entries[0].how != FOUND:
        return 0
    return next((at for at, entry in enumerate(entries) if at and not entry.together), len(entries))


def _ends(entries: Sequence[Entry], last: int) -> dict[str, tuple[Entry, Entry]]:
    """The first and the last entry of each question in the last saves."""
    starts = [at for at, entry in enumerate(entries) if not entry.together or at == 0]
    found: dict[str, tuple[Entry, Entry]] = {}
    for entry in entries[starts[-last:][0] :] if starts else ():
        earliest = found[entry.question][0] if entry.question in found else entry
        found[entry.question] = (earliest, entry)
    return found


def _before(entries: Sequence[Entry], entry: Entry) -> Entry | None:
    at = next(at for at, other in enumerate(entries) if other is entry)
    return next((other for other in reversed(entries[:at]) if other.question == entry.question), None)


def _item(entry: Entry) -> OpenItem | None:
    """The open item after an entry. Journals of before have it in words only."""
    held = entry.item if isinstance(entry.item, dict) else _item_in(entry.state)
    try:
        words = {name: str(held[name]) for name in ("state", "owner", "due", "note") if name in held}
        return replace(open_item(**words), said=_sides(held.get("said"))) if words else None
    except UsageError:
        return None


def _sides(data: Data | None) -> tuple[Side, ...]:
    sides = [side for side in data if isinstance(side, dict)] if isinstance(data, list) else []
    return tuple(Side(str(side["by"]), side["answer"]) for side in sides if {"by", "answer"} <= set(side))


def _item_in(words: str) -> dict[str, Data]:
    state, *rest = words.split("; ")
    if state in ("answered", "empty", "accepted"):
        return {}
    found: dict[str, Data] = {"state": state}
    if rest and not rest[0].startswith("due "):
        found["owner"] = rest.pop(0)
    if rest and rest[0].startswith("due "):
        found["due"] = rest.pop(0).removeprefix("due ")
    return found | ({"note": "; ".join(rest)} if rest else {})


def _takes(back: Back, pack: Pack) -> bool:
    if back.question.startswith(ACCEPTED):
        return back.then is None or _acceptance(back.then) is not None
    try:
        return back.question in pack.questions and (back.then is None or bool(_value(back, pack) is not None))
    except NotAnAnswer:
        return False


def _value(back: Back, pack: Pack) -> Any:
    assert back.then is not None
    return read_value(back.then, pack.questions[back.question])


def _acceptance(data: Data) -> Acceptance | None:
    names = set(Acceptance.__dataclass_fields__)
    if not isinstance(data, dict) or "reason" not in data or not set(data) <= names:
        return None
    return Acceptance(**{name: str(value) for name, value in data.items()})


def _put_back(plan: Plan, back: Back, pack: Pack) -> Plan:
    key = back.question
    if key.startswith(ACCEPTED):
        return plan.with_accepted(key.removeprefix(ACCEPTED), _acceptance(back.then) if back.then else None)
    if back.now != back.then:
        # What follows a suggestion goes on following it.
        marked = key in plan.suggested
        gone = back.then is None
        plan = plan.without_answer(key) if gone else plan.with_answer(key, _value(back, pack), suggested=marked)
    return plan.with_open(key, back.item_then) if back.item_now != back.item_then else plan

"""Two hands on one plan: brings together what was answered here and what another program wrote meanwhile. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Rows
from coplan.content.model import Pack
from coplan.plan.model import OpenItem, Plan, Side
from coplan.yaml.nodes import Data

THE_FILE = "the file"  # who else wrote is not known


@dataclass(frozen=True)
class Together:
    """The plan with both hands' changes, and in words what either should know."""

    plan: Plan
    said: str = ""


def bring_together(seen: Plan, theirs: Plan, ours: Plan, pack: Pack, by: str) -> Together:
    """`ours` is a change of `theirs`, made by somebody who saw `seen`: nothing of either is lost.

    Tables are merged row by row and cell by cell. Where both gave one question or cell another answer, the one given
    here, by `by`, stands, and the question is disputed with both. Who only confirmed what they saw changes nothing.
    """
    kept: list[str] = []
    clashed: list[str] = []
    changed = [
        key for key in {**theirs.answers, **ours.answers} if theirs.answers.get(key) is not ours.answers.get(key)
    ]
    for key in changed:
        then, there, here = (plan.data(key) for plan in (seen, theirs, ours))
        if there in (then, here):
            continue
        label = pack.questions[key].label
        merged = _merged(key, (then, here, there), pack)
        if here == then or here is None:
            ours = _with(ours, key, theirs)
            kept.append(f"{label}: {theirs.answers.get(key, 'nothing')}")
        elif merged is None:
            said = str(theirs.answers.get(key, "nothing"))
            sides = (Side(THE_FILE, there or ""), Side(by, here))
            ours = _disputed(ours, key, f"{THE_FILE} says {said}; {by} says {ours.answers[key]}", sides)
            clashed.append(f"{label} (it said: {said})")
        else:
            rows, clashes = merged
            ours = ours.with_answer(key, rows, suggested=key in ours.suggested)
            if clashes:
                ours = _disputed(ours, key, " ".join(clashes), (Side(THE_FILE, there or ""), Side(by, here)))
                clashed.append(f"{label} ({' '.join(clashes)})")
    words = (
        [f"Changed in the file at the same moment, and answered here last: {'; '.join(clashed)}."] if clashed else []
    )
    words += [f"Changed in the file meanwhile, and left so: {'; '.join(kept)}."] if kept else []
    return Together(ours, " ".join(words))


def _with(plan: Plan, key: str, other: Plan) -> Plan:
    """This plan with the answer to one question, and its open item, as another has them."""
    plan = plan.with_open(key, other.open.get(key))
    if key not in other.answers:
        return plan.without_answer(key)
    return plan.with_answer(key, other.answers[key], suggested=key in other.suggested)


def _disputed(plan: Plan, key: str, note: str, sides: tuple[Side, Side]) -> Plan:
    known = plan.open.get(key) or OpenItem("disputed")
    whole = " / ".join(filter(None, [known.note, note]))
    said = (*known.said, *(side for side in sides if side not in known.said))
    return plan.with_open(key, replace(known, state="disputed", note=" ".join(whole.split()), said=said))


def _merged(key: str, sides: tuple[Data | None, Data | None, Data | None], pack: Pack) -> tuple[Rows, list[str]] | None:
    """The table of both, and the clashes in words; None for what is no table."""
    question = pack.questions[key]
    then, here, there = sides
    if question.kind != "records" or not isinstance(here, list) or not isinstance(there, list):
        return None
    rows, clashes = rows_of_two_hands(then if isinstance(then, list) else [], here, there)
    try:
        value = read_value(rows, question)
    except NotAnAnswer:
        return None
    labels = {column.key: column.label for column in question.columns}
    words = [clash.words(labels) for clash in clashes]
    return (value, words) if isinstance(value, Rows) else None


@dataclass(frozen=True)
class HandsClash:
    """One cell to which both hands gave an answer, or a row (`column` is empty) that one changed and one removed."""

    row: str
    column: str
    here: str
    there: str

    def words(self, labels: Mapping[str, str]) -> str:
        """For the note of a disputed question."""
        if not self.column:
            return f"Row {self.row}: one hand changed it, one removed it; it is kept."
        label = labels.get(self.column, self.column)
        return f"Row {self.row}, {label}: in the file {self.there}, answered here {self.here}."


def rows_of_two_hands(seen: list[Data], ours: list[Data], theirs: list[Data]) -> tuple[list[Data], list[HandsClash]]:
    """One table from two that grew out of `seen`. A row is known by its id, one without by what it says."""
    then, here, there = _by_id(seen), _by_id(ours), _by_id(theirs)
    clashes: list[HandsClash] = []
    rows: list[Data] = []
    for key in _order(list(then), list(here), list(there)):
        row = _row(key, (then.get(key), here.get(key), there.get(key)), clashes)
        if row is not None:
            rows.append(row)
    return rows, clashes


def _by_id(rows: Sequence[Data]) -> dict[str, dict[str, Data]]:
    found: dict[str, dict[str, Data]] = {}
    for row in rows:
        assert isinstance(row, dict)
        key = str(row.get("id") or json.dumps(row, sort_keys=True))
        while key in found:
            key += "+"
        found[key] = dict(row)
    return found


def _order(then: list[str], here: list[str], there: list[str]) -> list[str]:
    """The order of the hand that moved rows, ours if both did; rows of the other stand behind the same neighbor."""
    moved = [key for key in here if key in then] != [key for key in then if key in here]
    first, second = (here, there) if moved else (there, here)
    order = list(first)
    for at, key in enumerate(second):
        if key not in order:
            before = next((other for other in reversed(second[:at]) if other in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order


Sides = tuple[dict[str, Data] | None, dict[str, Data] | None, dict[str, Data] | None]


def _row(key: str, sides: Sides, clashes: list[HandsClash]) -> dict[str, Data] | None:
    then, here, there = sides
    if here is None or there is None:
        left = here if there is None else there
        if left == then:
            return None  # the other hand removed it
        if then is not None:
            clashes.append(HandsClash(key, "", "", ""))
        return left
    row: dict[str, Data] = {}
    for column in dict.fromkeys([*there, *here]):
        was, ours, theirs = (side.get(column) if side else None for side in sides)
        value = theirs if ours == was else ours
        if ours not in (was, theirs) and theirs != was:
            clashes.append(HandsClash(key, column, _words(ours), _words(theirs)))
            value = ours if ours is not None else theirs
        if value is not None:
            row[column] = value
    return row


def _words(value: Data | None) -> str:
    return "nothing" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)

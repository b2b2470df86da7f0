"""The roles of one team, and which positions fill a seat in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.figures.declared import Each, step
from coplan.figures.figure import Input
from coplan.figures.given import Given, number
from coplan.figures.staffing import inputs as reads


@dataclass(frozen=True)
class Seat:
    """A role of one team: its label, and how many people of it."""

    label: str
    count: Input


@step(reads.MODELS)
def field_models(given: Given) -> bool:
    """True if the program has a team in the field, so that people elsewhere fill none of its seats."""
    models = given.answer(reads.MODELS)
    return not models or any(model in reads.IN_FIELD for model in models)


@step(reads.TEAM, reads.PEOPLE_PER_ROLE, field_models)
def team(given: Given) -> Mapping[str, Seat]:
    """The roles of one team by their key, those with nobody left out; several rows of a role are added up."""
    found: dict[str, tuple[str, list[int | None]]] = {}
    for row in given.answer(reads.TEAM):
        if row["role"] and has_seat(given, row):
            count = row["count"]
            found.setdefault(row["role"].key, (str(row["role"]), []))[1].append(
                None if isinstance(count, Missing) else int(count)
            )
    if not found:
        return {}
    seats = {role: Seat(label, _people(given, label, counts)) for role, (label, counts) in found.items()}
    return {role: seat for role, seat in seats.items() if number(seat.count)}


def _people(given: Given, label: str, counts: list[int | None]) -> Input:
    """How many people of a role one team has; assumed as soon as one row of it does not say."""
    words = f"people of this role in one team ({label})"
    known = [count for count in counts if count is not None]
    if len(known) == len(counts):
        return given.from_answer(reads.TEAM, Decimal(sum(known)), words)
    alone = given.assumed(reads.PEOPLE_PER_ROLE)
    total = sum(known) + (len(counts) - len(known)) * int(number(alone))
    return Input(words, Decimal(total), "", "assumed", alone.key, alone.source)


EACH_ROLE = Each("role of the team", team)


def has_seat(given: Given, row: Row) -> bool:
    """False for those in the 911 center, on video or only on call, where others are in the field."""
    return not given.once(field_models) or row["place"] not in reads.ELSEWHERE


def unnamed_positions(given: Given) -> tuple[str, ...]:
    """A note on positions that name no role."""
    rows = given.answer(reads.POSITIONS)
    unnamed = [str(row["title"]) for row in rows if isinstance(row["role"], Missing)]
    words = "Not counted, because the position names no role: " + ", ".join(unnamed) + "."
    return (words,) if unnamed else ()


def _label(given: Given, role: str) -> str:
    return given.once(team)[role].label

"""Which pairs of call types count, by the definition that people confirmed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from coplan.calls.mapping import Definition

Pair = tuple[str, str]


def answers_of(pairs: Iterable[Pair], definition: Definition) -> dict[Pair, str]:
    """`yes`, `maybe` or `no` for each pair of types, at the call and at its close."""
    yes, maybe = ({_plain(one) for one in listed} for listed in (definition.yes, definition.maybe))
    return {pair: _answer([_names(one) for one in _looked_at(pair, definition)], yes, maybe) for pair in pairs}


def unused(pairs: Sequence[Pair], definition: Definition) -> list[str]:
    """What the definition lists, and no call has."""
    there = {name for pair in pairs for one in _looked_at(pair, definition) for name in _names(one)}
    return [one for one in (*definition.yes, *definition.maybe) if _plain(one) not in there]


def listed(rows: Sequence[tuple[Any, ...]], definition: Definition) -> list[tuple[Any, ...]]:
    """The rows whose first cell is a type that the definition counts."""
    yes = {_plain(one) for one in definition.yes}
    return [row for row in rows if _names(row[0]) & yes]


def _looked_at(pair: Pair, definition: Definition) -> tuple[str, ...]:
    return {"type": pair[:1], "type_at_close": pair[1:]}.get(definition.look_at, pair)


def _names(label: str) -> set[str]:
    """A type as it stands, and the code at its front where a table named it."""
    plain = _plain(label)
    return {plain, plain.partition(" ")[0]} if plain else set()


def _answer(names: Sequence[set[str]], yes: set[str], maybe: set[str]) -> str:
    if any(found & yes for found in names):
        return "yes"
    return "maybe" if any(found & maybe for found in names) else "no"


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()


def definition_words(definition: Definition) -> str:
    """The definition as it stands under every figure."""
    where = {"type": "at the call", "type_at_close": "at its close", "either": "at the call or at its close"}
    types = "; ".join(definition.yes) or "none"
    reason = f" {definition.reason}" if definition.reason else ""
    return f"A call counts as behavioral health if its type {where[definition.look_at]} is one of: {types}.{reason}"

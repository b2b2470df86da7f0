"""A form that came back, as values: what stands in which place. Nothing is judged yet. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from coplan.content.terms import HOMEWORK
from coplan.yaml.nodes import Data, is_data


@dataclass(frozen=True)
class Written:
    """What somebody wrote, and where: "sheet Questions, cell F7". `fault` says why it can be no answer at all."""

    place: str
    text: str
    fault: str = ""


@dataclass(frozen=True)
class FilledRow:
    """One row of a table: its id, empty where somebody added the row, and the cells that are filled, by column."""

    id: str
    cells: Mapping[str, Written]


@dataclass(frozen=True)
class Filled:
    """A form as it came back. `base` is what the plan said when it was written, `stray` what stands outside of cells.

    `base` is None where the form has lost it. Cells of rows go by the keys of their columns, or `by_label`.
    """

    file: str
    role: str = ""
    by: str = ""
    base: Mapping[str, Data] | None = None
    answers: Mapping[str, Written] = field(default_factory=dict)
    rows: Mapping[str, tuple[FilledRow, ...]] = field(default_factory=dict)
    stray: tuple[Written, ...] = ()
    by_label: bool = False


def read_record(text: str) -> tuple[str, Mapping[str, Data] | None]:
    """Role and base as the form carries them; what cannot be used counts as lost, for it may come from anybody."""
    try:
        data = json.loads(text)
        role, base = data["role"], data["base"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return "", None
    known = role if isinstance(role, str) and role in HOMEWORK else ""
    return known, base if isinstance(base, dict) and is_data(base) else None

"""The long form of a test: more of the same cases, behind a marker; and how many texts and files are damaged at random."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest


def long(case: Any) -> Any:
    """This case only with `-m long`; one that says so already stays as it is."""
    return (
        case
        if isinstance(case, type(pytest.param()))
        else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.long)
    )


def few_of(cases: Iterable[Any], few: int, step: int = 0) -> list[Any]:
    """The cases for a parametrized test: the first few always, and each `step`-th; the others only with `-m long`."""
    found = list(cases)
    always = [place < few or (step > 0 and place % step == 0) for place in range(len(found))]
    return [case if here else long(case) for case, here in zip(found, always, strict=True)]


def fuzz_seeds(few: int) -> range:
    """Seeds of damage: the first few, or those that COPLAN_FUZZ names: `3000`, or `9000:12000` for others."""
    first, _, last = os.environ.get("COPLAN_FUZZ", str(few)).rpartition(":")
    return range(int(first or 0), int(last))

"""The long form of a test: more of the same cases, behind a marker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def few_of(cases: Iterable[Any], few: int) -> list[Any]:
    """The cases for a parametrized test: the first few always, the others only with `-m long`."""
    return [case if place < few else pytest.param(case, marks=pytest.mark.long) for place, case in enumerate(cases)]

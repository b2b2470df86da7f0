"""Edits in place: only the edited value changes, comments survive, or the edit is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.content.yaml_nodes import read_nodes
from coplan.plan.edit import EditRefused, remove_value, render, set_value

PLAN = """\
# head
coplan: 1   # the format
answers:
  # about the place
  profile:
    name: 'Cedar Valley'  # may change

    stage: developing

  design:
    models: [ride_along, follow_up]  # two of them
    hours: Mo-Fr 08:00-20:00
    team:
      # the first to hire
      - id: r1
        role: clinician   # licensed
        count: 2

      - id: r2
        role: peer
    note: |
      One.
        Two.

    # behind the note
open: {}
# tail
"""


def changed(text: str, after: str) -> list[str]:
    """Lines that are not in both texts, in order, with - and + before them."""
    before, now = text.splitlines(), after.splitlines()
    while before and now and before[0] == now[0]:
        before, now = before[1:], now[1:]
    while before and now and before[-1] == now[-1]:
        before, now = before[:-1], now[:-1]
    return [f"-{line}" for line in before] + [f"+{line}" for line in now]


@pytest.mark.parametrize(
    ("path", "data", "lines"),
    [
        ("answers.profile.name", "Cedar", ["-    name: 'Cedar Valley'  # may change", "+    name: Cedar  # may change"]),
        ("answers.profile.name", "Cedar Valley", []),
        ("answers.profile.stage", "operating", ["-    stage: developing", "+    stage: operating"]),
        ("answers.design.models", ["on_scene"], ["-    models: [ride_along, follow_up]  # two of them", "+    models: [on_scene]  # two of them"]),
        ("answers.design.hours", "24/7", ["-    hours: Mo-Fr 08:00-20:00", "+    hours: 24/7"]),
        ("answers.design.note", "One.\nThree.\n", ["-        Two.", "+      Three."]),
        ("answers.design.note", "One.", ["-    note: |", "-      One.", "-        Two.", "+    note: One."]),
        ("answers.design.new", "x", ["+    new: x"]),
        ("answers.needs", {"calls": "5"}, ["+  needs:", "+    calls: 5"]),
        ("suggested", ["design.new"], ["+suggested: [design.new]"]),
        ("open", {"design.hours": {"state": "parked"}}, ["-open: {}", "+open:", "+  design.hours:", "+    state: parked"]),
    ],
)  # fmt: skip
def test_an_edit_changes_the_lines_of_its_value_only(path, data, lines):
    assert changed(PLAN, set_value(PLAN, tuple(path.split(".")), data)) == lines

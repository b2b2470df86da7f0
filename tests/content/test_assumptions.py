"""Assumptions of a pack: read with their kinds, and judged with their lines."""

from __future__ import annotations

import pytest

from coplan.content.answers.assumptions import read_assumption
from coplan.content.lint.pack import lint_pack
from coplan.errors import BadInput

NAME = "checklists/assumptions.yaml"
SOUND = """\
paid_hours: {label: paid hours, kind: number, value: "2,080", unit: hours, help: A year of 40 hours., source: [guide]}
vacancy:
  label: vacancy rate
  kind: percent
  value: 10%
  help: Ask the employer.
  ours: true
  question: design.people
"""


def test_values_are_read_with_their_kind(build_pack, small_files):
    pack = build_pack(small_files | {NAME: SOUND})
    paid, vacancy = pack.assumptions.values()
    assert str(read_assumption(paid.value, paid)) == "2,080 hours"
    assert str(read_assumption(vacancy.value, vacancy)) == "10%"
    assert (paid.key, paid.ours, vacancy.ours) == ("paid_hours", False, True)
    assert lint_pack(pack, small_files | {NAME: SOUND}).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('"2,080"', "many", 1, "`many` is not a number such as 12 or 2.5."),
        ("kind: percent", "kind: schedule", 4, "an assumption is of kind number, whole, percent, money, duration."),
        ("value: 10%", "worth: 10%", 5, "there is no such key."),
    ],
)
def test_a_broken_value_is_told_with_its_line(build_pack, small_files, old, new, line, what):
    with pytest.raises(BadInput) as caught:
        build_pack(small_files | {NAME: SOUND.replace(old, new)})
    assert (NAME, line, what) in [(found.file, found.line, found.what) for found in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("[guide]", "[guild]", 1, "the source `guild` is unknown."),
        ("ours: true", "ours: false", 2, "there is no source."),
        ("design.people", "design.persons", 2, "there is no question `design.persons`."),
        ("label: vacancy rate", "label: ''", 2, "`label:` is empty."),
    ],
)
def test_lint_tells_what_is_broken(build_pack, small_files, old, new, line, what):
    files = small_files | {NAME: SOUND.replace(old, new)}
    problems = lint_pack(build_pack(files), files).problems
    assert [(found.file, found.line, found.what) for found in problems] == [(NAME, line, what)]

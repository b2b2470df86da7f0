"""The timeline of a pack is judged like the rest of it."""

from __future__ import annotations

import pytest

from coplan.content.lint.pack import lint_pack

NAME = "checklists/timeline.yaml"
SOUND = """\
phases: {design: design}
tasks:
  - {key: think, label: thinking, phase: design, weeks: 2, help: Think., ours: true}
  - key: build
    label: building
    phase: design
    weeks: 4
    after: [think]
    dates: design.team | map(attribute='start') | list
    help: Build.
    source: [guide]
milestones:
  - {key: start, label: first day, question: design.team, column: start, name: role}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("label: thinking, phase: design", "label: thinking, phase: desing", "line 3: timeline.think: there is no phase `desing`. Did you mean `design`?"),
        ("after: [think]", "after: [thing]", "line 4: timeline.build: there is no task `thing`. Did you mean `think`?"),
        ("after: [think]", "after: [build]", "line 4: timeline.build: this task waits for itself through others."),
        ("source: [guide]", "source: [giude]", "line 4: timeline.build: the source `giude` is unknown. Did you mean `guide`?"),
        (", ours: true", "", "line 3: timeline.think: there is no source. Name one, or say `ours: true`."),
        ("design.team |", "design.teem |", "line 4: timeline.build: `dates: design.teem | map(attribute='start') | list`: there is no question `design.teem`. Did you mean `design.team`?"),
        ("column: start", "column: strat", "line 13: timeline.start: `design.team` has no column `strat`. Did you mean `start`?"),
        ("question: design.team", "question: design.crew", "line 13: timeline.start: there is no question `design.crew`. Did you mean `design.team`?"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(small_files, build_pack, old, new, said):
    assert old in SOUND
    files = small_files | {NAME: SOUND.replace(old, new, 1)}
    assert f"{NAME}, {said}" in [str(problem) for problem in lint_pack(build_pack(files), files).problems]


def test_a_sound_timeline_has_no_fault(small_files, build_pack):
    files = small_files | {NAME: SOUND}
    assert lint_pack(build_pack(files), files).problems == ()

"""Everything that can be wrong with a rule has a rule that is, and a line."""

from __future__ import annotations

import pytest

from coplan.checks.lint_rules import lint_rules
from coplan.errors import BadInput
from tests.checks.conftest import RULES

SOUND = """\
rules:
  - id: design.too_few
    level: error
    when: design.people is answered
    let:
      need: hours_a_week(design.hours) / per_person
      late: rows_where(design.team, 'start > today')
    expect: design.people >= need
    message: There are {{ design.people }} people for {{ need }}; late - {{ late | map(attribute='role') | join(', ') }}.
    why: Hours need people.
    fix: Hire more.
    questions: [design.people, design.team]
    limits:
      per_person: {value: 40, unit: hours, label: hours of one person, ours: true}
    source: [guide]
"""


@pytest.fixture
def lint(small_files, build_pack):
    """Lint the sound rule with one thing changed."""

    def lint(old="", new=""):
        assert old in SOUND
        files = small_files | {RULES: SOUND.replace(old, new, 1)}
        return lint_rules(build_pack(files), files)

    return lint


def test_a_sound_rule_has_no_problem_and_uses_its_questions(lint):
    found = lint()
    assert found.problems == ()
    assert found.used >= {"design.people", "design.hours", "design.team"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "id: design.too_few",
            "id: desing.too_few",
            "line 2: desing.too_few: an id is a step (or `plan`), a point, and small letters: `design.lone_response`. Did you mean `design`?",
        ),
        (
            "questions: [design.people, design.team]",
            "questions: [design.team, design.peple]",
            "line 12: design.too_few: there is no question `design.peple`. Did you mean `design.people`?",
        ),
        (
            "questions: [design.people, design.team]",
            "questions: []",
            "line 2: design.too_few: `questions:` is empty: name the answers that it concerns.",
        ),
        (
            "source: [guide]",
            "source: [giude]",
            "line 15: design.too_few: the source `giude` is unknown. Did you mean `guide`?",
        ),
        (
            "source: [guide]",
            "source: []",
            "line 15: design.too_few: there is no source. Name one of checklists/sources.yaml, or say `ours: true`.",
        ),
        ("value: 40", "value: forty", "line 14: design.too_few: `forty` is not a number."),
        (
            "per_person: {",
            "stage: {",
            "line 14: design.too_few: `stage` means something else already. Choose another name.",
        ),
        ("/ per_person", "/ 40", "line 14: design.too_few: the rule does not use its limit `per_person`."),
        ("need: hours", "Need: hours", "line 6: design.too_few: `Need` is no name: use small letters, figures and _."),
        (
            "design.people is answered",
            "design.people is",
            "line 4: design.too_few: `design.people is` is not an expression: unexpected end of template, expected 'name'.",
        ),
        (
            "design.people is answered",
            "design.people | frist",
            "line 4: design.too_few: `design.people | frist` is not an expression: No filter named 'frist'.",
        ),
        (
            "design.people is answered",
            "design.pepole > 1",
            "line 4: design.too_few: there is no question `design.pepole`. Did you mean `design.people`?",
        ),
        (
            "design.people is answered",
            "facts.on_seen",
            "line 4: design.too_few: there is no fact `on_seen`. Did you mean `on_scene`?",
        ),
        (
            "design.people is answered",
            "\"'ride_alone' in design.models\"",
            "line 4: design.too_few: `design.models` has no choice `ride_alone`. Did you mean `ride_along`?",
        ),
        ("design.people is answered", "has_law('hold')", "line 4: design.too_few: the law topic `hold` is unknown."),
        (
            "design.people is answered",
            "figures.nothing.x > 1",
            "line 4: design.too_few: there are no figures `nothing`.",
        ),
        ("design.people is answered", "need > 1", "line 4: design.too_few: there is nothing called `need`."),
        (
            "hours_a_week(design.hours)",
            "hour_a_week(design.hours)",
            "line 6: design.too_few: there is nothing called `hour_a_week`. Did you mean `hours_a_week`?",
        ),
        (
            "hours_a_week(design.hours)",
            "hours_a_week(design.hours, 1)",
            "line 6: design.too_few: `hours_a_week` is called with 2 values; it takes (schedule).",
        ),
        (
            "'start > today'",
            "'strat > today'",
            "line 7: design.too_few: there is nothing called `strat`. Did you mean `start`?",
        ),
        (
            "'start > today'",
            "'start >'",
            "line 7: design.too_few: `start >` is not an expression: unexpected 'end of template'.",
        ),
        (">= need", ">= needs", "line 8: design.too_few: there is nothing called `needs`. Did you mean `need`?"),
        (
            "for {{ need }}",
            "for {{ neded }}",
            "line 9: design.too_few: there is nothing called `neded`. Did you mean `need`?",
        ),
        ("for {{ need }}", "for {{ need }", "line 9: design.too_few: `message:` cannot be read: unexpected '}'."),
        ("why: Hours need people.", "why: ''", "line 10: design.too_few: `why:` is empty."),
    ],
)
def test_what_is_wrong_is_told_with_its_line(lint, old, new, said):
    assert f"{RULES}, {said}" in [str(problem) for problem in lint(old, new).problems]


def test_two_rules_cannot_have_one_id(small_files, build_pack):
    files = small_files | {RULES: SOUND + SOUND.removeprefix("rules:\n")}
    problems = lint_rules(build_pack(files), files).problems
    assert [str(problem) for problem in problems] == [
        f"{RULES}, line 16: design.too_few: there are two rules with this id. Rename one."
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    fix: Hire more.\n", "", "line 2: fix: this is missing."),
        ("level: error", "level: grave", "line 3: level: input should be 'error', 'warning' or 'note'."),
        ("expect:", "expects:", "line 8: expects: there is no such key."),
        ("rules:", "rule:", "line 1: a file of rules needs a list of `rules:`, and nothing else."),
    ],
)
def test_a_rule_that_cannot_be_read_is_told_with_its_line(small_files, build_pack, old, new, said):
    with pytest.raises(BadInput) as raised:
        build_pack(small_files | {RULES: SOUND.replace(old, new, 1)})
    assert f"{RULES}, {said}" in str(raised.value)

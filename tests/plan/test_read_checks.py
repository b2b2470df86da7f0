"""What a community accepts, and the limits that it sets: read, kept, written in place."""

from __future__ import annotations

import pytest

from coplan.errors import BadInput
from coplan.plan.model import Acceptance
from coplan.plan.read.plan import read_plan

ACCEPTED = """\
accepted:
  design.lone:   # the council knows
    reason: Only a pilot
    owner: Chief
    on: 2027-01-15
    said: Somebody goes alone.
"""


def test_an_acceptance_is_read(small_pack):
    plan = read_plan(ACCEPTED, small_pack).plan
    assert plan.accepted == {"design.lone": Acceptance("Only a pilot", "Chief", "2027-01-15", "Somebody goes alone.")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accepted:\n  design.lone: yes\n", "line 2: accepted.design.lone: what is accepted needs a `reason:`."),
        (
            "accepted:\n  design.lone: {owner: Chief}\n",
            "line 2: accepted.design.lone: what is accepted needs a `reason:`.",
        ),
        ("accepted: [x]\n", "line 1: accepted: expected keys and values here."),
    ],
)
def test_an_acceptance_that_cannot_be_used_is_told(small_pack, text, said):
    with pytest.raises(BadInput) as raised:
        read_plan(text, small_pack)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "accepted:\n  x.y: {reason: r, mood: bad}\n",
            [
                "line 2: accepted.x.y: there is no such rule; it is kept as it is.",
                "line 2: accepted.x.y.mood: there is no such field; it is kept. Fields are reason, owner, on, said.",
            ],
        ),
        ("limits:\n  x.y.z: {value: 3}\n", ["line 2: limits.x.y.z: there is no such limit; it is kept as it is."]),
    ],
)
def test_what_nobody_knows_is_kept_and_noted(small_pack, text, said):
    assert [str(note).partition("plan.yaml, ")[2] for note in read_plan(text, small_pack).notes] == said


LIMIT_RULE = """\
rules:
  - {id: design.lone, level: note, message: m, why: w, fix: f, questions: [design.hours], ours: true,
     limits: {least: {value: 2, label: people, ours: true}}, when: least > 3}
"""


@pytest.mark.parametrize(("typed", "value"), [("30", 30), ("30%", 30), ("'$1,200.50'", "1200.50")])
def test_a_limit_is_read_as_people_type_it(small_files, build_pack, typed, value):
    pack = build_pack(small_files | {"checklists/rules/01.yaml": LIMIT_RULE})
    plan = read_plan(f"limits:\n  design.lone.least: {{value: {typed}, reason: small}}\n", pack).plan
    assert str(plan.limits["design.lone.least"].value) == str(value)


@pytest.mark.parametrize("typed", ["few", "1e999999", "NaN", "''", "[1]"])
def test_a_limit_without_a_number_is_told(small_files, build_pack, typed):
    pack = build_pack(small_files | {"checklists/rules/01.yaml": LIMIT_RULE})
    with pytest.raises(BadInput, match="a limit needs `value:`, a number"):
        read_plan(f"limits:\n  design.lone.least: {{value: {typed}, reason: small}}\n", pack)


def test_accepting_touches_nothing_else_and_is_in_the_journal(make_plan):
    text = "# ours\ncoplan: 1\n" + ACCEPTED + "ours: {a: 1}  # kept\n"
    place = make_plan(text)
    place.create()
    place.save(lambda plan: plan.with_accepted("design.dark", Acceptance("For now")), "accepted")
    added = "  design.dark:\n    reason: For now\n"
    assert place.path.read_text() == text.replace("ours: {a", added + "ours: {a")
    place.save(lambda plan: plan.with_accepted("design.dark", None), "accepted no longer")
    assert place.path.read_text() == text
    assert [(entry.question, entry.new, entry.state) for entry in place.entries()] == [
        ("accepted.design.dark", {"reason": "For now"}, "accepted"),
        ("accepted.design.dark", None, "empty"),
    ]


def test_an_acceptance_written_by_hand_comes_into_the_journal_once(make_plan):
    place = make_plan("coplan: 1\n" + ACCEPTED)
    place.create()
    place.reconcile()
    place.reconcile()
    assert [entry.question for entry in place.entries()] == ["accepted.design.lone"]

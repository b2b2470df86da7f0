"""What a rule says, and when it keeps silent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coplan.checks.judge import FAILED
from coplan.content.answers.values import Day
from coplan.figures.declared import Each, FigureStep, Worked, declare
from coplan.figures.registry import TOPICS

TWO = "design: {people: 2}"
TEAM = "design:\n    team:\n      - {role: clinician, count: 2, start: 2027-01-01}\n      - {role: peer}"
COUNTED = "let: {people: \"total(design.team, 'count')\"}"


@pytest.mark.parametrize(
    ("lines", "answers", "found"),
    [
        (["expect: design.people > 2"], TWO, True),
        (["expect: design.people > 1"], TWO, False),
        (["when: design.people > 1"], TWO, True),
        (["when: design.people > 2", "expect: false"], TWO, False),
        # A missing answer decides nothing.
        (["expect: design.people > 2"], "", False),
        (["expect: not design.people > 2"], "", False),
        (["when: design.people != 2"], "", False),
        (["when: not (design.people == 2)"], "", False),
        (["when: not design.people"], "", False),
        (["when: design.team | length == 0"], "", False),
        (["when: \"'peer' not in design.team | map(attribute='role')\""], "", False),
        (["expect: design.people * 2 > 2"], "", False),
        (["expect: design.people / 0.5 > design.badges"], TWO, False),
        (["expect: hours_a_week(design.hours) > 40"], TWO, False),
        # What holds whatever the answer will be, holds.
        (["when: design.people == 2 or design.badges == 1"], TWO, True),
        (["when: design.people == 2 and design.badges == 1"], TWO, False),
        (["expect: design.people > 2 and design.badges > 2"], TWO, True),
        # Asking whether it is answered is no use of it.
        (["when: design.badges is unanswered"], TWO, True),
        (["when: design.badges is answered"], TWO, False),
        (["expect: given(design.badges, 1) > design.people"], TWO, True),
        # Values on the way that miss something are missing.
        (["let: {people: design.people, more: design.badges + 1}", "expect: more > 9"], TWO, False),
        (["let: {people: design.people, more: design.badges + 1}", "when: design.people == 2"], TWO, True),
        (["let: {people: \"'few' if design.badges < 3 else 'many'\"}", "expect: people == 'many'"], TWO, False),
        # An answer that is set aside does not count.
        (["when: design.hours is answered"], "design: {hours: 24/7}", False),
        (["when: design.hours is answered"], "design: {hours: 24/7, models: [on_scene]}", True),
        # Rows, with empty cells.
        (["let: {people: \"rows_where(design.team, 'count > 1')\"}", "expect: people | length == 2"], TEAM, True),
        (["let: {people: \"rows_where(design.team, 'not count > 1')\"}", "expect: people | length == 0"], TEAM, False),
        (
            ["let: {people: \"rows_where(design.team, 'count is unanswered')\"}", "expect: people | length == 0"],
            TEAM,
            True,
        ),
        ([COUNTED, "expect: people > 5"], TEAM, False),
        ([COUNTED, "expect: people > 5"], TEAM.replace("{role: peer}", "{role: peer, count: 1}"), True),
    ],
)
def test_a_rule_finds_something_only_where_the_answers_say_so(judge, lines, answers, found):
    assert [bool(judge(lines, answers)), FAILED in str(judge(lines, answers))] == [found, False]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("design.people * 1.5", "3"),
        ("design.people / 3", "0.67"),
        ("design.people * 1234.5", "2,469"),
        ("money(design.people * 1234.5)", "$2,469"),
        ("money(3) * design.people + money(0.5)", "$6.50"),
        ("percent(0.125)", "12.5%"),
        ("['a', 'b', 'c']", "a, b and c"),
        ("fte_for_cover(168, 1, 1698)", "5.16"),
        ("months_between(today, today)", "0"),
        ("stage", "operating"),
    ],
)
def test_a_message_prints_values_as_people_write_them(judge, value, printed):
    plan = "profile: {stage: operating}\ndesign: {people: 2}"
    assert judge([f'let: {{people: "{value}"}}'], plan, today=Day(2027, 1, 1)) == [f"There are {printed} people."]


def test_a_rule_that_cannot_be_worked_out_says_so_in_one_sentence(judge):
    assert judge(["expect: design.people > 'two'"], TWO) == [
        f"The rule design.too_few {FAILED}: '>' not supported between instances of 'Whole' and 'str'."
    ]
    assert FAILED in judge(["expect: nobody > 2"], TWO)[0]


def test_without_a_day_a_rule_about_today_is_silent(judge):
    assert judge(["expect: today < today"], TWO) == []
    assert judge(["expect: today < today"], TWO, today=Day(2027, 1, 1)) != []


def test_a_rule_is_not_shown_before_its_stage(judge):
    lines = ["stage: operating", "when: design.people == 2"]
    assert judge(lines, TWO) == []
    assert judge(lines, "profile: {stage: operating}\n" + TWO) != []


LIMITED = ["limits: {least: {value: 3, label: people, ours: true}}", "expect: design.people >= least"]


def test_a_plan_can_set_a_limit(judge):
    assert judge(LIMITED, TWO) != []
    assert judge(LIMITED, TWO, "limits:\n  design.too_few.least: {value: 2, reason: A small place}\n") == []


@pytest.fixture
def offered(monkeypatch):
    """A topic of figures of our own: `figures.bench.…`; counts how often they are worked out."""
    calls = []
    worked = {"need": Worked(Decimal("4.5")), "clinician": Worked(2)}

    def work(asked, role="need"):
        calls.append(role)
        return worked.get(role)

    roles = Each("role", FigureStep(lambda asked: {"clinician": 2, "peer": None}, ()))
    words = {"formula": "9 / 2", "reads": ()}
    figures = (
        declare("bench.need", "need", **words)(work),
        declare("bench.hours", "hours", **words)(lambda asked: work(asked, "hours")),
        declare("bench.by_role", "people", each=roles, **words)(work),
    )
    monkeypatch.setitem(TOPICS, "bench", __name__)
    monkeypatch.setitem(globals(), "FIGURES", figures)
    return calls


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ("figures.bench.need < 4", True),
        ("figures.bench.need * 2 > 8.5", False),
        ("figures.bench.hours > 1", False),
        ("figures.bench.by_role['clinician'] > 2", True),
        ("figures.bench.by_role['peer'] > 2", False),
        ("figures.bench.by_role['chaplain'] > 2", False),
        ("figures.bench.need < 4 and figures.bench.need < 3", True),
    ],
)
def test_a_rule_can_ask_for_figures_which_are_worked_out_once(judge, offered, expect, found):
    assert bool(judge([f"expect: {expect}"], TWO)) is found
    assert len(offered) == len(set(offered)) > 0


def test_figures_are_not_worked_out_unless_a_rule_asks(judge, offered):
    judge(["when: design.people > 5", "expect: figures.bench.need < 4"], TWO)
    assert offered == []

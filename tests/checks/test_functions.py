"""The functions that rules use, against values worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.checks.functions.rule_functions import PLAIN
from coplan.content.answers.schedule import Schedule
from coplan.content.answers.values import Chosen, Day, Missing, Text

DAY, NIGHT = Schedule("Mo-Fr 08:00-20:00"), Schedule("Mo-Su 20:00-08:00")
ALWAYS = Schedule("24/7")


@pytest.mark.parametrize(
    ("name", "arguments", "result"),
    [
        ("hours_a_week", (DAY,), 60),
        ("hours_a_week", (NIGHT,), 84),
        ("hours_a_week", (ALWAYS,), 168),
        ("overlap", (DAY, NIGHT), 0),
        ("overlap", (DAY, Schedule("Sa-Mo 06:00-10:00")), 2),
        ("covers", (ALWAYS, NIGHT), True),
        ("covers", (NIGHT, DAY), False),
        ("covers", (NIGHT, Schedule("Mo 00:00-04:00")), True),
        ("around_the_clock", (ALWAYS,), True),
        ("months_between", (Day(2027, 1, 1), Day(2027, 7, 1)), 6),
        ("months_between", (Day(2027, 7, 1), Day(2027, 1, 1)), -6),
        ("days_between", (Day(2027, 1, 1), Day(2027, 2, 1)), 31),
        ("missing_from", ([Text("City of X"), Text("Y ")], [Text("city  of x")]), ["Y "]),
        ("missing_from", ([Chosen("a", "A"), Chosen("b", "B")], [Chosen("b", "Bee")]), [Chosen("a", "A")]),
        ("longest_gap", (DAY,), 60),  # Friday 8 p.m. to Monday 8 a.m.
        ("longest_gap", (NIGHT,), 12),
        ("longest_gap", (ALWAYS,), 0),
        ("hours_without", (NIGHT, [DAY]), 84),
        ("hours_without", (ALWAYS, [DAY, Missing("x"), NIGHT]), 24),  # Saturday and Sunday by day
        ("hours_without", (DAY, [ALWAYS]), 0),
        ("differing", ([Text("The Desk"), Text("desk"), Text("Gate")], [1, 2, 3]), ["desk: 1 and 2"]),
        ("differing", ([Text("Desk"), Missing("x"), Text("desk")], [1, 2, 1]), []),
        (
            "shared_numbers",
            (
                [Text("Injury line"), Missing("x")],
                ["(806) 555-0147", "806-555-0147"],
                ["administrator on call at 806-555-0147"],
            ),
            ["806-555-0147: Injury line; administrator on call at"],
        ),
        (  # one answer says that two are reached there: one office
            "shared_numbers",
            (
                [Text("Coordinator")],
                ["970-555-0120"],
                [Text("the coordinator to 5 p.m. on Monday, then Services, both at 970-555-0120")],
            ),
            [],
        ),
        (
            "phone_numbers",
            ([Text("the line at (970) 555-0120 or 970-555-0121"), "970.555.0120", Missing("a.b")],),
            ["970-555-0120", "970-555-0121"],
        ),
        ("shared_numbers", ([], [], [Text("Services, 970-555-0120. Call 970-555-0120")]), []),
        ("given", (Missing("x"), 3), 3),
        ("given", (4, 3), 4),
    ],
)
def test_function(name, arguments, result):
    assert PLAIN[name](*arguments) == result


def test_a_round_the_clock_seat_takes_some_five_people():
    assert round(PLAIN["fte_for_cover"](168, 1, 1698), 2) == Decimal("5.16")  # 8,760 hours / 1,698


@pytest.mark.parametrize("name", sorted(set(PLAIN) - {"given"}))
def test_a_missing_argument_gives_a_missing_value(name):
    assert isinstance(PLAIN[name](*[Missing("x")] * 3), Missing)


@settings(max_examples=15)
@given(st.integers(0, 23), st.integers(1, 24), st.sampled_from(["Mo", "Tu-Fr", "Sa-Su", "Su"]))
def test_a_schedule_covers_itself_and_overlaps_itself_fully(start, length, days):
    schedule = Schedule(f"{days} {start:02d}:00-{start + length:02d}:00")
    hours = PLAIN["hours_a_week"](schedule)
    assert PLAIN["covers"](schedule, schedule)
    assert PLAIN["overlap"](schedule, schedule) == hours == Decimal(str(schedule.hours_a_week))

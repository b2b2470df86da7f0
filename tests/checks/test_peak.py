"""Calls by day and hour against the hours on duty."""

from __future__ import annotations

import pytest

from coplan.checks.functions.peak import peak_calls_outside
from coplan.content.answers.kinds import read_value
from coplan.content.answers.schedule import Schedule

BUSY = {"day": "weekday", "start": "12:00", "end": "22:00", "calls": "500"}  # 50 hours with 10 each
QUIET = {"day": "weekend", "start": "00:00", "end": "00:00", "calls": "48"}  # 48 hours with 1 each


@pytest.fixture
def missed(pack):
    def share(hours: str, *rows: dict[str, str]) -> float:
        return float(peak_calls_outside(read_value(list(rows), pack.questions["needs.calls_by_hour"]), Schedule(hours)))

    return share


def test_nothing_is_missed_around_the_clock(missed):
    assert missed("24/7", BUSY, QUIET) == 0


def test_the_busiest_56_hours_count(missed):
    assert missed("Sa-Su 00:00-24:00", BUSY, QUIET) == pytest.approx(100 * 500 / 506)


def test_half_of_the_busy_hours(missed):
    assert missed("Mo-Fr 12:00-17:00", BUSY) == pytest.approx(50)


def test_hours_on_duty_come_first_among_equals(missed):
    even = {"day": "weekday", "start": "00:00", "end": "00:00", "calls": "120"}
    assert missed("Mo-Fr 08:00-20:00", even, QUIET | {"calls": "0"}) == 0


def test_a_night_shift_runs_into_the_next_day(missed):
    night = {"day": "mo", "start": "00:00", "end": "04:00", "calls": "40"}
    assert missed("Su 20:00-04:00", night) == 0


def test_a_row_with_an_empty_cell_is_left_out(missed):
    assert missed("Mo-Fr 12:00-22:00", BUSY, {"day": "sa", "start": "12:00", "end": "22:00"}) == 0


def test_no_calls_are_no_share(missed):
    assert missed("Mo-Fr 12:00-22:00", BUSY | {"calls": "0"}) == 0

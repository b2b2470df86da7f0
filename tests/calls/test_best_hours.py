"""The schedule that reaches most calls, against trying every one."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.calls.best_hours import LONGEST, SHORTEST, WEEK, Spell, best_spell, busiest, reached
from coplan.content.answers.schedule import read_schedule

weeks = st.lists(st.integers(0, 50), min_size=WEEK, max_size=WEEK)


def most_by_trying(calls: list[int], hours: int) -> int:
    best = 0
    for length in range(SHORTEST, min(LONGEST, hours) + 1):
        for count in range(1, min(hours // length, 7) + 1):
            for days in combinations(range(7), count):
                for start in range(24):
                    covered = {(day * 24 + start + hour) % WEEK for day in days for hour in range(length)}
                    best = max(best, sum(calls[hour] for hour in covered))
    return best


@pytest.mark.slow
@given(weeks, st.integers(4, 30))
@settings(max_examples=12, deadline=None)
def test_no_schedule_of_one_span_reaches_more(calls: list[int], hours: int) -> None:
    found = best_spell(calls, hours)
    assert found is not None
    assert found.hours <= hours
    assert found.calls == reached(calls, found.cover()) == most_by_trying(calls, hours)
    assert found.calls <= busiest(calls, hours)


@given(weeks, st.integers(4, 160))
@settings(deadline=None)
def test_the_plan_reads_the_schedule_that_is_written(calls: list[int], hours: int) -> None:
    found = best_spell(calls, hours)
    assert found is not None
    assert read_schedule(found.written()).hours_a_week == found.hours


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    calls = [0] * WEEK
    for hour in (22, 23, 24, 25):  # Monday 10 p.m. to Tuesday 2 a.m.
        calls[hour] = 5
    assert best_spell(calls, 4) == Spell((0,), 22, 4, 20)


def test_fewer_hours_than_a_shift_give_no_schedule() -> None:
    assert best_spell([1] * WEEK, 3) is None

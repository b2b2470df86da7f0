"""Calls against teams: blocks of hours, and a simulation of the street that agrees with Erlang."""

from __future__ import annotations

import heapq
import random
import statistics
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.content.answers.schedule import Schedule
from coplan.figures.staffing.calls.erlang import erlang_b, erlang_c, mean_wait, wait_longer
from coplan.figures.staffing.calls.offered_load import CallBlock, block_loads, busy_share
from coplan.figures.staffing.week import stretches
from tests.long import few_of

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
AFTERNOON = CallBlock("every day", EVERY_DAY, 720, 960, 300)
EVENING = CallBlock("every day", EVERY_DAY, 960, 1440, 100)


def test_calls_are_spread_over_the_blocks_like_the_counted_ones():
    week = stretches(Schedule("Mo-Su 12:00-20:00"), [(Schedule("Mo-Su 12:00-20:00"), 1)], 1)
    afternoon, evening = block_loads([AFTERNOON, EVENING], Decimal(1460), Decimal(80), week)
    assert (afternoon.calls_a_year, evening.calls_a_year) == (1095, 365)
    assert (float(afternoon.arrivals), float(afternoon.load)) == (0.75, pytest.approx(1))
    assert (afternoon.duty_share, evening.duty_share) == (1, Decimal("0.5"))
    assert evening.calls_on_duty == Decimal("182.5")
    assert afternoon.missed == pytest.approx(0.5)


def test_nobody_on_duty_has_no_missed_share():
    (found,) = block_loads([AFTERNOON], Decimal(100), Decimal(80), ())
    assert (found.missed, found.waits, found.mean_wait, found.late(Decimal(15))) == (None, None, None, None)
    assert found.calls_on_duty == 0


def test_a_block_with_two_numbers_of_teams_is_weighted_by_hours():
    week = stretches(Schedule("24/7"), [(Schedule("24/7"), 1), (Schedule("Mo-Su 12:00-14:00"), 2)], 1)
    (found,) = block_loads([AFTERNOON], Decimal(1460), Decimal(60), week)
    assert found.on_duty == ((1, Decimal(14)), (2, Decimal(14)))
    assert found.missed == pytest.approx((erlang_b(1, 1) + erlang_b(1, 2)) / 2)


def test_a_block_that_runs_past_midnight_meets_the_next_day():
    night = CallBlock("Sunday", (6,), 1320, 120, 10)
    week = stretches(Schedule("Mo 00:00-02:00"), [], 1)
    (found,) = block_loads([night], Decimal(52), Decimal(60), week)
    assert (night.hours, found.on_duty) == (4, ((1, Decimal(2)),))


def test_unit_hour_utilization_is_time_with_people_over_time_on_duty():
    assert busy_share(Decimal(365), Decimal(60), Decimal(70)) == Decimal("0.1")


@settings(max_examples=40)
@given(st.integers(1, 5), st.integers(1, 20_000), st.integers(5, 300))
def test_more_teams_miss_less_and_longer_contacts_miss_more(teams, calls, minutes):
    def missed(teams, minutes):
        week = stretches(Schedule("24/7"), [(Schedule("24/7"), teams)], 1)
        return block_loads([AFTERNOON, EVENING], Decimal(calls), Decimal(minutes), week)[0].missed

    assert 0 <= missed(teams + 1, minutes) <= missed(teams, minutes) <= missed(teams, minutes + 10) <= 1


# A simulation of its own: calls at random, contacts of random length, teams that are free or not.


def simulate(arrivals: float, minutes: float, teams: int, *, wait: bool, seed: int, calls: int = 30_000):
    """Shares of the calls that found every team busy, and that waited over 15 minutes, and the mean wait in minutes."""
    source = random.Random(seed)
    free = [0.0] * teams  # when each team is free again
    heapq.heapify(free)
    now = busy = late = waited = 0.0
    for _ in range(calls):
        now += source.expovariate(arrivals / 60)
        soonest = free[0]
        if soonest > now:
            busy += 1
            if not wait:
                continue
            waited += soonest - now
            late += soonest - now > 15
        heapq.heapreplace(free, max(soonest, now) + source.expovariate(1 / minutes))
    return busy / calls, late / calls, waited / calls


def agrees(samples, expected):
    """True if the mean of independent runs is within four standard errors of what the formula says."""
    error = statistics.stdev(samples) / len(samples) ** 0.5
    assert error < 0.05 * max(expected, 0.01) + 1e-3 * max(1, expected), "the runs are too short to tell"
    return abs(statistics.mean(samples) - expected) < 4 * error


@pytest.mark.parametrize(
    ("arrivals", "minutes", "teams"), few_of([(0.25, 75, 1), (1.0, 90, 3), (0.5, 90, 2), (2.0, 90, 5)], 2)
)
def test_a_simulation_agrees_with_erlang(arrivals, minutes, teams):
    load = arrivals * minutes / 60
    lost = [simulate(arrivals, minutes, teams, wait=False, seed=seed)[0] for seed in range(12)]
    assert agrees(lost, erlang_b(load, teams))
    queued = [simulate(arrivals, minutes, teams, wait=True, seed=100 + seed) for seed in range(12)]
    shares, late, waits = zip(*queued, strict=True)
    assert agrees(shares, erlang_c(load, teams))
    assert agrees(late, wait_longer(load, teams, minutes, 15))
    assert agrees(waits, mean_wait(load, teams, minutes))

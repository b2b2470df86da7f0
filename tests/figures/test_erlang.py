"""Erlang's formulas against the domain's table, their laws, and large loads."""

import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.figures.staffing.calls.erlang import erlang_b, erlang_c, mean_wait, servers_for, wait_longer

# arrivals an hour, service minutes, teams: missed, would wait, mean wait in minutes, waits longer than 15 minutes
VECTORS = [
    ("0.25", 75, 1, 0.2381, 0.3125, 34.09, 0.2724),
    ("0.25", 75, 2, 0.0359, 0.0422, 1.88, 0.0301),
    ("0.5", 90, 1, 0.4286, 0.7500, 270.00, 0.7194),
    ("0.5", 90, 2, 0.1385, 0.2045, 14.73, 0.1661),
    ("0.5", 90, 3, 0.0335, 0.0441, 1.76, 0.0303),
    ("1.0", 90, 2, 0.3103, 0.6429, 115.71, 0.5915),
    ("1.0", 90, 3, 0.1343, 0.2368, 14.21, 0.1845),
    ("1.0", 90, 4, 0.0480, 0.0746, 2.69, 0.0492),
    ("2.0", 90, 5, 0.1101, 0.2362, 10.63, 0.1692),
]
LOADS = st.floats(0, 200, allow_subnormal=False)
TEAMS = st.integers(1, 60)


@pytest.mark.parametrize(("arrivals", "minutes", "teams", "missed", "waits", "mean", "late"), VECTORS)
def test_test_vectors_of_the_domain(arrivals, minutes, teams, missed, waits, mean, late):
    load = Decimal(arrivals) * minutes / 60
    assert erlang_b(load, teams) == pytest.approx(missed, abs=5e-5)
    assert erlang_c(load, teams) == pytest.approx(waits, abs=5e-5)
    assert mean_wait(load, teams, minutes) == pytest.approx(mean, abs=5e-3)
    assert wait_longer(load, teams, minutes, 15) == pytest.approx(late, abs=5e-5)


def test_no_team_misses_every_call_and_no_call_is_missed_by_nobody():
    assert erlang_b(3, 0) == erlang_c(3, 0) == 1
    assert erlang_b(0, 0) == 1
    assert erlang_b(0, 1) == erlang_c(0, 1) == mean_wait(0, 1, 90) == 0


def test_large_loads_stay_numbers():
    assert erlang_b(1e9, 5000) == pytest.approx(1 - 5000 / 1e9)
    terms = [math.exp(busy * math.log(900) - math.lgamma(busy + 1) - 900) for busy in range(1001)]
    assert erlang_b(900, 1000) == pytest.approx(terms[-1] / sum(terms))  # the formula as it stands in books
    assert 0 < erlang_c(9_900, 10_000) < 1
    assert erlang_b(1e300, 3) == 1
    assert erlang_b(1e-300, 3) == 0


def test_a_queue_that_cannot_be_served_grows_without_limit():
    assert erlang_c(2, 2) == wait_longer(2, 2, 90, 15) == 1
    assert mean_wait(2, 2, 90) == math.inf


@pytest.mark.parametrize("load", [-1, math.nan, math.inf, Decimal("NaN")])
def test_what_is_no_load_is_refused(load):
    with pytest.raises(ValueError, match="a load is a number"):
        erlang_b(load, 2)


def test_what_is_no_number_of_teams_or_no_target_is_refused():
    with pytest.raises(ValueError, match="number of teams"):
        erlang_c(1, -1)
    for target in (0, -0.2, 1.5):
        with pytest.raises(ValueError, match="a target is a share"):
            servers_for(1, target)
    with pytest.raises(ValueError, match="more than"):
        servers_for(1e12, 0.1)


@settings(max_examples=80)
@given(LOADS, TEAMS)
def test_more_teams_miss_fewer_and_more_load_misses_more(load, teams):
    missed, waits = erlang_b(load, teams), erlang_c(load, teams)
    assert 0 <= erlang_b(load, teams + 1) <= missed <= 1
    assert erlang_b(load + 1, teams) >= missed
    assert missed <= waits + 1e-12 <= 1 + 1e-12
    assert erlang_c(load, teams + 1) <= waits


@settings(max_examples=80)
@given(LOADS, st.floats(0.001, 0.99))
def test_the_teams_for_a_target_are_the_fewest(load, target):
    teams = servers_for(load, target)
    assert erlang_b(load, teams) <= target
    assert teams == 0 or erlang_b(load, teams - 1) > target


@settings(max_examples=40)
@given(st.floats(0.01, 5), st.integers(1, 8), st.floats(0, 240))
def test_long_waits_are_rarer_than_waits(load, teams, minutes):
    assert 0 <= wait_longer(load, teams, 60, minutes) <= erlang_c(load, teams) <= 1

"""Shares with their intervals."""

from __future__ import annotations

from random import Random

import pytest

from coplan.calls.intervals import enough, half_width, wilson


def test_wilson_agrees_with_a_published_example() -> None:
    # 81 of 263: R. G. Newcombe, Stat. Med. 17 (1998) 857-872, table I: 0.2553 to 0.3662.
    found = wilson(81, 263)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize("share", [0.02, 0.06, 0.3])
def test_intervals_hold_the_truth_as_often_as_they_say(share: float) -> None:
    dice = Random(20260101)
    held = 0
    for _ in range(200):
        count = sum(dice.random() < share for _ in range(800))
        found = wilson(count, 800)
        assert found is not None
        held += found.low <= share <= found.high
    assert 180 <= held <= 199  # 95% of 200 is 190, with an error of about 3


def test_a_share_of_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None


def test_none_and_all_reach_the_ends() -> None:
    none, every = wilson(0, 10), wilson(10, 10)
    assert none is not None
    assert every is not None
    assert (none.low, every.high) == (0, 1)


def test_the_cases_that_tell_two_shares_apart_agree_with_those_of_the_rule_on_small_samples() -> None:
    assert enough(0.05, 0.025) in (905, 906)
    assert enough(0.2, 0.1) in (199, 200)


def test_no_number_of_cases_tells_two_equal_shares_apart() -> None:
    with pytest.raises(ValueError, match="equal"):
        enough(0.3, 0.3)


def test_a_share_of_few_is_less_exact() -> None:
    assert half_width(0.5, 100) == pytest.approx(0.098, abs=0.001)
    assert half_width(0.5, 400) < half_width(0.5, 100)

"""Control limits against hand-worked ones, and signals that chance seldom makes."""

from __future__ import annotations

from random import Random

import pytest

from coplan.calls.encounters.chart import number_limits, share_limits, signals


def test_limits_of_shares_are_three_standard_errors_of_each_months_rows():
    counts = [(20, 100)] * 9 + [(10, 50)]
    limits = share_limits(counts)
    assert limits is not None
    assert limits[0] == pytest.approx((20 - 12, 20 + 12))  # 3 * sqrt(.2 * .8 / 100) = .12
    assert limits[9] == pytest.approx((20 - 16.9706, 20 + 16.9706), abs=1e-4)


def test_limits_of_numbers_are_by_their_moving_range():
    values = [10.0, 12.0] * 5
    assert number_limits(values) == [pytest.approx((11 - 5.32, 11 + 5.32))] * 10


def test_too_few_months_or_too_small_ones_have_no_limits():
    assert share_limits([(20, 100)] * 9) is None
    assert share_limits([(1, 100)] * 12) is None
    assert number_limits([1.0] * 9) is None


def test_a_month_outside_its_limits_is_a_signal():
    counts = [(20, 100)] * 11 + [(45, 100)]
    values = [float(hits) for hits, _ in counts]
    assert "a month above its control limit" in signals(values, share_limits(counts))


def test_chance_alone_seldom_leaves_the_limits():
    dice = Random(11)
    outside = 0
    for _ in range(200):
        counts = [(sum(dice.random() < 0.3 for _ in range(80)), 80) for _ in range(12)]
        limits = share_limits(counts)
        assert limits is not None
        outside += sum(not low <= hits / 0.8 <= high for (hits, _), (low, high) in zip(counts, limits, strict=True))
    assert outside <= 15  # of 2,400 months 0.27% are expected outside, by a normal distribution

"""Money to the cent: half up, months that add up, shares that add up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.figures.money import cents, split, spread
from coplan.numerals import with_cents

AMOUNTS = st.decimals(0, 10**8, places=2)
EXACT = st.fractions(0, 10**6, max_denominator=10**4)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("1.005", "1.01"), ("1.0049", "1.00"), ("2.675", "2.68"), ("-1.005", "-1.01"), ("0", "0.00"), ("1/3", "0.33")],
)
def test_half_a_cent_goes_up(exact, rounded):
    assert str(cents(Fraction(exact))) == rounded


def test_a_year_of_uneven_months_adds_up():
    months = spread([Fraction(100_000, 12)] * 12)
    assert sum(months) == Decimal("100000.00")
    assert [str(amount) for amount in months[:3]] == ["8333.33", "8333.34", "8333.33"]


def test_what_is_left_over_goes_to_the_largest_remainders():
    # 100.00 over 1 : 1 : 1, then $10.00 over 7 : 6 : 4 = 411.76…, 352.94…, 235.29… cents
    assert [str(part) for part in split(Decimal("100.00"), [Fraction(1)] * 3)] == ["33.34", "33.33", "33.33"]
    assert [str(part) for part in split(Decimal("10.00"), [Fraction(n) for n in (7, 6, 4)])] == ["4.12", "3.53", "2.35"]


@pytest.mark.parametrize("weights", [[], [Fraction(0)], [Fraction(-1), Fraction(2)]])
def test_shares_without_weight_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        split(Decimal(1), weights)


@given(AMOUNTS, st.lists(st.integers(0, 10**6).map(Fraction), min_size=1, max_size=9).filter(any))
@settings(max_examples=100)
def test_shares_add_up_to_the_total_and_are_less_than_a_cent_off(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    assert all(
        abs(Fraction(part) - Fraction(total) * w / whole) < Fraction(1, 100)
        for part, w in zip(parts, weights, strict=True)
    )


@pytest.mark.slow
@given(st.lists(EXACT, max_size=40))
@settings(max_examples=100)
def test_months_add_up_to_the_rounded_year(exact):
    assert sum(spread(exact)) == cents(sum(exact, Fraction(0)))


@given(AMOUNTS)
@settings(max_examples=30)
def test_cents_stay_as_they_are(amount):
    assert cents(Fraction(amount)) == amount


def test_amounts_below_zero_have_their_sign_in_front():
    assert [with_cents(Decimal(n)) for n in ("1250.5", "-10", "0")] == ["$1,250.50", "-$10.00", "$0.00"]

"""Money that comes: spread over its own time, and what the end of a source leaves."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.figures.budget.budget_months import (
    begin,
    calendar_of,
    finish,
    first_day,
    month_of,
    month_words,
    share_of_month,
)
from coplan.figures.budget.funds.funding import FundingSource, by_month, endings, month_gaps

DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2033, 12, 31))
JAN = 12 * 2027


def source(name, start, end, amount="1200", *, secured=True, months=range(JAN, JAN + 24)):
    start, end = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    found = by_month(Decimal(amount), start, end, months)
    return FundingSource(name, "", Decimal(amount), start, end, Decimal(0), "", "", secured, found)


def test_a_month_counts_with_its_days():
    day = datetime.date(2027, 8, 16)
    assert share_of_month(month_of(day), begin(day)) == 16 * begin(datetime.date(2027, 8, 2)) % 1  # 16 of 31 days
    assert share_of_month(month_of(day) + 1, begin(day)) == 1
    assert share_of_month(month_of(day), begin(day), finish(day)) * 31 == 1
    assert (month_words(month_of(day)), first_day(month_of(day))) == ("August 2027", datetime.date(2027, 8, 1))


def test_start_up_comes_before_the_launch():
    calendar = calendar_of(JAN + 6, JAN + 9, 2)
    assert [(period.name, period.count) for period in calendar.periods] == [
        ("Start-up", 3),
        ("Year 1", 12),
        ("Year 2", 12),
    ]
    assert calendar.periods[1].span == "October 2027 to September 2028"
    assert [period.grown for period in calendar.periods] == [0, 0, 1]
    assert [period.name for period in calendar_of(JAN, JAN, 1).periods] == ["Year 1"]


def test_an_amount_is_spread_over_its_own_time():
    found = source("Grant", "2027-07-01", "2028-06-30").months
    assert [str(amount) for amount in found[5:8]] == ["0.00", "100.00", "100.00"]
    assert sum(found) == 1200


def test_days_of_a_month_count():
    found = source("Grant", "2027-01-16", "2027-03-15", "200").months  # 16/31 + 1 + 15/31 = 2 months
    assert [str(amount) for amount in found[:4]] == ["51.61", "100.00", "48.39", "0.00"]


def test_money_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        source("Grant", "2027-02-01", "2027-01-01")


@given(DAYS, DAYS, st.decimals(0, 10**7, places=2))
@settings(max_examples=100)
def test_funding_is_counted_once_and_never_outside_its_time(one, other, amount):
    start, end = sorted((one, other))
    everywhere = range(12 * 2025, 12 * 2035)
    found = dict(zip(everywhere, by_month(amount, start, end, everywhere), strict=True))
    assert sum(found.values()) == amount
    assert not any(found[month] for month in everywhere if not month_of(start) <= month <= month_of(end))


def test_the_balance_carries_over_and_the_gap_does_not():
    money = [
        source("Grant", "2027-01-01", "2027-02-28", "300"),
        source("Hope", "2027-03-01", "2027-03-31", "60", secured=False),
    ]
    rows = month_gaps([Decimal(100)] * 4, [1] * 4, money, JAN)
    assert [str(row.gap) for row in rows] == ["0.00", "0.00", "100.00", "100.00"]
    assert [str(row.balance) for row in rows] == ["50.00", "100.00", "0.00", "-100.00"]
    assert [str(row.balance_if_all) for row in rows] == ["50.00", "100.00", "60.00", "-40.00"]


def test_what_the_end_of_a_source_leaves():
    money = [source("Grant", "2027-01-01", "2027-06-15"), source("Levy", "2027-01-01", "2028-12-31", "720")]
    bare = month_gaps([Decimal(250)] * 24, [1] * 24, money, JAN)
    rows = [replace(row, unfunded=row.gap) for row in bare]  # as if the levy may pay everything
    (ending,) = endings(money, rows, [("Clinician", "grant"), ("Officer", "Levy")])
    # 1,200 over 5.5 months; from July on the levy's 30 is left
    assert (month_words(ending.month), str(ending.paid), str(ending.uncovered)) == ("July 2027", "218.18", "220.00")
    assert ending.positions == ("Clinician",)

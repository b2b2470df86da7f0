"""coplan reads what Americans type, and what it prints itself; what has two meanings is asked, never guessed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coplan.content.answers.kinds import NotAnAnswer, read_value
from coplan.content.answers.schedule import Schedule
from coplan.content.answers.values import Clock, Day, Duration, Money, Number, Percent, Whole
from coplan.content.model import Choice, Column
from tests.content.test_schedule_reference import written_weeks

CHOICES = (Choice("ride_along", "riding together"), Choice("follow_up", "following up"))


def read(kind: str, typed: str):
    return read_value(typed, Column("x", "x", kind, unit="calls", choices=CHOICES if kind == "choice" else ()))


@pytest.mark.parametrize(
    ("kind", "typed", "plain"),
    [
        ("date", "3/4/27", "2027-03-04"),
        ("date", "Jan 15 2027", "2027-01-15"),
        ("date", "January 15th, 2027", "2027-01-15"),
        ("date", "15 Sept. 2027", "2027-09-15"),
        ("date", "2027/1/5", "2027-01-05"),
        ("date", "1\u201315\u20132027", "2027-01-15"),
        ("schedule", "Mon-Fri 8am-8pm", "Mo-Fr 08:00-20:00"),
        ("schedule", "M-F 8-5", "Mo-Fr 08:00-17:00"),
        ("schedule", "9 to 5 weekdays", "Mo-Fr 09:00-17:00"),
        ("schedule", "Mon\u2013Fri 8 AM \u2013 5 PM", "Mo-Fr 08:00-17:00"),
        ("schedule", "0800-1700 weekdays", "Mo-Fr 08:00-17:00"),
        ("schedule", "Fri 10pm-6am", "Fr 22:00-06:00"),
        ("schedule", "weekends, noon to midnight", "Sa-Su 12:00-24:00"),
        ("schedule", "24/7", "24/7"),
        ("time", "noon", "12:00"),
        ("time", "0800", "08:00"),
        ("time", "5 PM", "17:00"),
        ("money", "$85k", "85000"),
        ("money", "1.2m", "1200000"),
        ("money", "$1.2 million", "1200000"),
        ("money", "85,000 dollars", "85000"),
        ("percent", "12 percent", "12%"),
        ("whole", "12.5k", "12500"),
        ("duration", "1 business day", "1 business day"),
        ("duration", "two weeks", "2 weeks"),
        ("duration", "an hour", "1 hour"),
        ("duration", "half an hour", "30 minutes"),
    ],
)
def test_what_americans_type_is_understood(kind, typed, plain):
    assert read(kind, typed).plain() == plain


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("schedule", "8-8 M-F", "can mean the morning or the evening"),
        ("schedule", "10-6 daily", "can mean the morning or the evening"),
        ("schedule", "9am-11 Sa", "can mean two things"),
        ("time", "8", "can be morning or evening"),
        ("date", "Jan 15", "has no year"),
        ("date", "2/30/27", "February has 28 days in 2027"),
        ("date", "13/4/27", "there is no month 13"),
        ("date", "Janx 4 2027", "there is no month `janx`"),
    ],
)
def test_what_has_two_meanings_or_a_fault_is_said(kind, typed, said):
    with pytest.raises(NotAnAnswer, match=said):
        read(kind, typed)


AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)
UNITS = ("minutes", "hours", "business days", "days", "weeks", "months", "years")
PRINTED = {
    "date": st.dates(min_value=datetime.date(1900, 1, 1)).map(lambda day: Day(day.year, day.month, day.day)),
    "time": st.times().map(lambda time: Clock(time.hour, time.minute)),
    "money": AMOUNTS.map(Money),
    "percent": st.decimals(min_value=0, max_value=100, places=3).map(Percent),
    "whole": st.integers(0, 10**9).map(Whole),
    "number": AMOUNTS.map(lambda amount: Number(amount, "calls")),
    "duration": st.tuples(st.integers(0, 500), st.sampled_from(UNITS)).map(lambda x: Duration([(Decimal(x[0]), x[1])])),
    "yes_no": st.sampled_from(["yes", "no"]).map(lambda typed: read("yes_no", typed)),
    "choice": st.sampled_from([choice.key for choice in CHOICES]).map(lambda typed: read("choice", typed)),
    "phone": st.sampled_from(["360-555-0101", "988", "911"]).map(lambda typed: read("phone", typed)),
}


@pytest.mark.parametrize("kind", PRINTED)
@given(data=st.data())
def test_what_is_printed_reads_back_as_the_same_value(kind, data):
    value = data.draw(PRINTED[kind])
    again = read(kind, str(value))
    assert (again, str(again)) == (value if kind != "phone" else again, str(value))


@given(written_weeks())
def test_a_printed_schedule_has_the_same_hours(case):
    schedule = Schedule(case[0])
    days = [datetime.date(2027, 1, 4) + datetime.timedelta(days=n) for n in range(7)]
    assume(
        all(end <= 1440 or start > end - 1440 for day in days for start, end in schedule.on(day))
    )  # over a day: nobody
    again = read("schedule", str(schedule))
    days = [datetime.date(2027, 1, 4) + datetime.timedelta(days=n) for n in range(7)]
    assert [again.on(day) for day in days] == [schedule.on(day) for day in days]
    assert again.hours_a_year == schedule.hours_a_year


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 08:00-20:00; PH off",
        "Mo-Fr 08:00-20:00; Jun-Aug Mo-Fr 10:00-18:00",
        "week 1-53/2 Mo-Fr 08:00-20:00",
        "Mo-Fr 08:00-20:00; PH 10:00-14:00",
        "Mo-Su 00:00-24:00; Dec 25 off",
        "Jul 1-Aug 15 Sa 10:00-14:00",
    ],
)
def test_printed_seasons_holidays_and_weeks_read_back(text):
    schedule = Schedule(text)
    again = read("schedule", str(schedule))
    year = [datetime.date(2027, 1, 1) + datetime.timedelta(days=n) for n in range(365)]
    assert [again.on(day) for day in year] == [schedule.on(day) for day in year]
    assert again.hours_a_year == schedule.hours_a_year

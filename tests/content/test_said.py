"""coplan reads what Americans type, and what it prints itself; what has two meanings is asked, never guessed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.schedule import Schedule
from coplan.content.answers.values import Clock, Day, Duration, Money, Number, Percent, Whole
from coplan.content.questions import Choice, Column, Question
from tests.content.test_schedule_reference import written_weeks

CHOICES = (
    Choice("ride_along", "riding together"),
    Choice("follow_up", "following up, later"),
    Choice("video", "video and telephone"),
    Choice("team", "crisis team"),
)


def read(kind: str, typed: object):
    choices = CHOICES if kind.startswith("choice") else ()
    return read_value(typed, Column("x", "x", kind, unit="calls", choices=choices, other=kind.startswith("choice")))


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
        ("schedule", "weekdays 9-5, weekends 10-4", "Mo-Fr 09:00-17:00; Sa-Su 10:00-16:00"),
        ("schedule", "8-5 M-F and 9-1 Sat", "Mo-Fr 08:00-17:00; Sa 09:00-13:00"),
        ("schedule", "Mon-Thu 10am - 10pm, Fri 12pm-2am", "Mo-Th 10:00-22:00; Fr 12:00-02:00"),
        ("schedule", "M/W/F 9-5", "Mo,We,Fr 09:00-17:00"),
        ("schedule", "Tues & Thurs 1-9pm", "Tu,Th 13:00-21:00"),
        ("schedule", "M-F 8-5 except holidays", "Mo-Fr 08:00-17:00; PH off"),
        ("schedule", "Monday-Friday, 9 AM\u20135 PM (closed holidays)", "Mo-Fr 09:00-17:00; PH off"),
        ("schedule", "7 days a week, noon to midnight", "Mo-Su 12:00-24:00"),
        ("schedule", "5pm-1am nightly", "Mo-Su 17:00-01:00"),
        ("schedule", "Thu-Sat 1500-0100", "Th-Sa 15:00-01:00"),
        ("schedule", "MTWThF 8-5", "Mo-Fr 08:00-17:00"),
        ("schedule", "Mon-Fri 800-1700", "Mo-Fr 08:00-17:00"),
        ("schedule", "Mon-Fri 0800-1700 hrs", "Mo-Fr 08:00-17:00"),
        ("schedule", "Fri & Sat nights 8pm-4am", "Fr,Sa 20:00-04:00"),
        ("schedule", "Fri.-Sun. 6 p.m.\u20132 a.m.", "Fr-Su 18:00-02:00"),
        ("schedule", "Mon-Fri days 0700-1500, swing 1500-2300", "Mo-Fr 07:00-15:00,15:00-23:00"),
        ("schedule", "Mon-Fri 24hrs", "Mo-Fr 00:00-24:00"),
        ("schedule", "24/7/365", "24/7"),
        ("schedule", "all week 6a-6p", "Mo-Su 06:00-18:00"),
        ("schedule", "Mon-Fri 8am-5pm, no holidays", "Mo-Fr 08:00-17:00; PH off"),
        ("schedule", "Mon-Fri 8am-5pm; holidays 10am-2pm", "Mo-Fr 08:00-17:00; PH 10:00-14:00"),
        ("schedule", "Mon-Fri 8am-8pm; closed weekends", "Mo-Fr 08:00-20:00; Sa-Su off"),
        (
            "schedule",
            "June-August daily 1000-2200; Sept-May Mon-Fri 0900-1700",
            "Jun-Aug Mo-Su 10:00-22:00; Sep-May Mo-Fr 09:00-17:00",
        ),
        ("schedule", "May 15-Sept 15 Thu-Sun 1400-0200", "May 15-Sep 15 Th-Su 14:00-02:00"),
        (
            "schedule",
            "Odd weeks Mon-Wed 0700-1900; even weeks Thu-Sat 0700-1900",
            "week 1-53/2 Mo-We 07:00-19:00; week 2-53/2 Th-Sa 07:00-19:00",
        ),
        ("schedule", "Jun-Aug daily 10am-10pm; Sat 8am-noon", "Jun-Aug Mo-Su 10:00-22:00; Sa 08:00-12:00"),
        ("date", "Fri., Jan 15, 2027", "2027-01-15"),
        ("date", "Jan 15 \u201927", "2027-01-15"),
        ("time", "1700 hours", "17:00"),
        ("time", "12 noon", "12:00"),
        ("money", "85 grand", "85000"),
        ("money", "$2b", "2000000000"),
        ("number", "2\u00bd", "2.5"),
        ("number", "two", "2"),
        ("duration", "2 yrs", "2 years"),
        ("duration", "1h30m", "1 hour 30 minutes"),
        ("duration", "within 3 days", "3 days"),
        ("duration", "thirty minutes", "30 minutes"),
        ("email", "mailto:ada@example.org", "ada@example.org"),
        ("email", "<ada@example.org>", "ada@example.org"),
        ("yes_no", "Yeah", "yes"),
        ("choice", "Ride along", "ride_along"),
        ("choices", "riding together, following up, later", ["ride_along", "follow_up"]),
        ("choices", "crisis team and video and telephone", ["team", "video"]),
        ("list", "- one\n- two", ["one", "two"]),
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
        ("schedule", "Mon-Fri 3-11", "Write `3am-11am` or `3pm-11pm`"),
        ("schedule", "Fri 1700-Mon 0800", "or one duty without a break"),
        ("schedule", "Mon 8am to Fri 5pm", "or one duty without a break"),
        *(
            ("schedule", typed, "how one crew or person rotates, and not when the team is on duty")
            for typed in (
                *("24/48", "24 on 48 off", "48/96", "Kelly schedule", "Pitman", "2-2-3 0600-1800", "4-10s"),
                *("4/10s Mon-Thu 0700-1700", "12-hour shifts", "7-on/7-off 0700-1900", "10x7"),
            )
        ),
        ("schedule", "Mon-Fri 0800-1700, on call nights", "hours on call are no hours on duty"),
        ("schedule", "every other week Mon-Thu 0700-1700", "`week 1-53/2 Mo-Th 07:00-17:00` for odd weeks"),
        ("schedule", "Week A Mon-Wed 0700-1900; Week B Thu-Sat 0700-1900", "say which calendar weeks"),
        ("schedule", "1st and 3rd Monday 8-5", "no rhythm of weeks"),
        ("schedule", "Summer Mon-Fri 1000-2200", "seasons need dates"),
        ("schedule", "Mon-Fri 0800-1700, off Christmas Day", "like `Dec 25 off`"),
        ("schedule", "business hours", "business hours differ"),
        ("schedule", "TBD", "park the question"),
        ("schedule", "Mon-Fri 8am-5pm PST", "Leave the zone out"),
        ("schedule", "Mon-Fri 0730-1730 (lunch 1200-1300)", "`Mo-Fr 07:30-12:00,13:00-17:30`"),
        ("time", "8", "can be morning or evening"),
        ("schedule", "Mon-Fri 8-5, Sat", "is not a schedule"),
        ("time", "12:75", "an hour has no minute 75"),
        ("time", "25:00", "a day has no hour 25"),
        ("date", "Jan 2027", "has no day"),
        ("duration", "30", "Write 30 minutes, 30 hours or 30 days"),
        ("duration", "6\u20138 weeks", "is a range"),
        ("money", "85.000", "For thousands write a comma: [$]85,000"),
        ("money", "$85k/year", "the question says for which time"),
        ("whole", "~12", "without `about`"),
        ("phone", "555-0101", "has no area code"),
        ("url", "www.example.org/a", "Write it like https://www.example.org/a"),
        ("date", "Jan 15", "has no year"),
        ("date", "2/30/27", "February has 28 days in 2027"),
        ("date", "13/4/27", "there is no month 13"),
        ("date", "Janx 4 2027", "there is no month `janx`"),
    ],
)
def test_what_has_two_meanings_or_a_fault_is_said(kind, typed, said):
    with pytest.raises(NotAnAnswer, match=said):
        read(kind, typed)


def _is(kind: str, typed: str) -> bool:
    try:
        read(kind, typed)
    except NotAnAnswer:
        return False
    return True


WORDS = st.from_regex(r"[A-Za-z][A-Za-z0-9 ,.;'&()/-]{0,30}[A-Za-z0-9.]", fullmatch=True)
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)
UNITS = ("minutes", "hours", "business days", "days", "weeks", "months", "years")
PRINTED = {
    "date": st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)).map(
        lambda day: Day(day.year, day.month, day.day)
    ),
    "time": st.times().map(lambda time: Clock(time.hour, time.minute)),
    "money": AMOUNTS.map(Money),
    "percent": st.decimals(min_value=0, max_value=100, places=3).map(Percent),
    "whole": st.integers(0, 10**9).map(Whole),
    "number": AMOUNTS.map(lambda amount: Number(amount, "calls")),
    "duration": st.tuples(st.integers(0, 500), st.sampled_from(UNITS)).map(lambda x: Duration([(Decimal(x[0]), x[1])])),
    "yes_no": st.sampled_from(["yes", "no"]).map(lambda typed: read("yes_no", typed)),
    "choice": st.sampled_from([choice.key for choice in CHOICES]).map(lambda typed: read("choice", typed)),
    "phone": st.sampled_from(["360-555-0101", "988", "911", "+44 20 7946 0958", "360.555.0101 x12"]).map(
        lambda typed: read("phone", typed)
    ),
    "email": st.emails().filter(lambda typed: _is("email", typed)).map(lambda typed: read("email", typed)),
    "url": st.from_regex(r"https://[a-z]{1,9}\.org(/[a-z]{1,9})?", fullmatch=True).map(
        lambda typed: read("url", typed)
    ),
    "text": WORDS.map(lambda typed: read("text", typed)),
    "paragraph": st.lists(WORDS, min_size=1, max_size=3).map(lambda lines: read("paragraph", "\n".join(lines))),
    "choices": st.lists(st.sampled_from([choice.key for choice in CHOICES]), min_size=1, max_size=4, unique=True).map(
        lambda typed: read("choices", typed)
    ),
}


@pytest.mark.parametrize("kind", PRINTED)
@given(data=st.data())
def test_what_is_printed_reads_back_as_the_same_value(kind, data):
    value = data.draw(PRINTED[kind])
    again = read(kind, str(value))
    assert (again, str(again)) == (value, str(value))


ROW = st.fixed_dictionaries({kind: values for kind, values in PRINTED.items() if kind != "yes_no"})


@given(ROW)
def test_a_row_reads_back_from_its_printed_cells(cells):
    """A table on paper: every cell as it was printed."""
    columns = tuple(
        Column(kind, kind, kind, unit="calls", choices=CHOICES if kind.startswith("choice") else ()) for kind in cells
    )
    question = Question("rows", "rows", "Which?", "records", "", "", (), columns=columns)
    rows = read_value([{kind: value.plain() for kind, value in cells.items()}], question)
    again = read_value([{kind: str(cell) for kind, cell in rows[0].cells.items()}], question)
    assert again == rows
    assert read_value(rows.plain(), question) == rows


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

"""Schedules against a public reference, and generated weeks with nights against plain arithmetic."""

from __future__ import annotations

import datetime
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from coplan.content.answers.schedule import Schedule

REFERENCE = Path(__file__).parent.parent / "data" / "schedules" / "reference.tsv"
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
WEEK = 7 * 1440


def cases():
    for line in REFERENCE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            text, first, last, minutes, *more = line.split("\t")
            holidays = more[0].split() if more else []
            yield text.replace("\\t", "\t"), first, last, int(minutes), holidays


def test_the_public_suite_means_the_same():
    other = [case for case in cases() if minutes_on_duty(*case[:3], case[4]) != case[3]]
    assert other == []


def minutes_on_duty(text, first, last, holidays):
    schedule = Schedule(text)
    begin, end = (datetime.datetime.fromisoformat(moment) for moment in (first, last))
    on_duty, day = set(), begin.date() - datetime.timedelta(days=1)
    while day <= end.date():
        midnight = (datetime.datetime.combine(day, datetime.time()) - begin) // datetime.timedelta(minutes=1)
        for start, until in schedule.on(day, holiday=day.isoformat() in holidays):
            on_duty |= set(range(midnight + start, midnight + until))
        day += datetime.timedelta(days=1)
    whole = (end - begin) // datetime.timedelta(minutes=1)
    return sum(0 <= minute < whole for minute in on_duty)


def clock(minute, draw):
    hour, rest = divmod(minute, 60)
    return f"{hour:02d}:{rest:02d}" if draw(st.booleans()) else f"{hour}:{rest:02d}"


@st.composite
def written_weeks(draw):
    """A schedule as somebody might type it, and what it means: days with spans, the later rule above the earlier."""
    gap = st.sampled_from(["", " ", "  "])
    dash = st.sampled_from(["-", " - ", "\u2013", " to "])
    rules = draw(st.lists(st.tuples(st.sets(st.integers(0, 6), min_size=1), spans()), min_size=1, max_size=4))
    for place, (days, _) in enumerate(rules):
        later = {day for more, _ in rules[place + 1 :] for day in more}
        assume(days - later)
    meaning, texts = {}, []
    for days, found in rules:
        meaning |= dict.fromkeys(days, found)
        comma = draw(st.sampled_from([",", ", ", " ,", " ", " and ", " & "]))
        names = comma.join(days_written(sorted(days), draw))
        times = ("," + draw(gap)).join(clock(start, draw) + draw(dash) + clock(end, draw) for start, end in found)
        texts.append(names + draw(st.sampled_from([" ", ": ", ", ", "  "])) + times)
    text = draw(gap) + (draw(gap) + ";" + draw(gap)).join(texts) + draw(gap)
    return text.swapcase() if draw(st.booleans()) and " to " not in text else text, meaning


@st.composite
def spans(draw):
    """One to three spans of a day in minutes; an end at or before the beginning is on the next day."""
    return draw(
        st.lists(
            st.tuples(st.integers(0, 95), st.integers(0, 96)).map(lambda pair: (pair[0] * 15, pair[1] * 15)),
            min_size=1,
            max_size=3,
        )
    )


def days_written(days, draw):
    written, place = [], 0
    while place < len(days):
        last = place
        while last + 1 < len(days) and days[last + 1] == days[last] + 1 and draw(st.booleans()):
            last += 1
        more = f"-{DAYS[days[last]]}" if last > place else ""
        written.append(DAYS[days[place]] + more)
        place = last + 1
    return written


def minutes_of_the_week(meaning):
    """Plain arithmetic: each span counts from the day on which it begins, over midnight, and Sunday goes on in Monday."""
    on_duty = set()
    for day, found in meaning.items():
        for start, end in found:
            length = end - start if end > start else end + 1440 - start
            on_duty |= {(day * 1440 + start + minute) % WEEK for minute in range(length)}
    return on_duty


@given(written_weeks())
def test_a_generated_week_means_what_plain_arithmetic_says(case):
    text, meaning = case
    schedule = Schedule(text)
    wanted = minutes_of_the_week(meaning)
    assert schedule.hours_a_week * 60 == len(wanted)
    (time,) = schedule.times
    on_duty = f"{schedule.minutes(time):b}"[::-1]
    assert {minute for minute, bit in enumerate(on_duty) if bit == "1"} == wanted


@given(written_weeks())
def test_a_date_has_the_spans_of_its_day(case):
    text, meaning = case
    monday = datetime.date(2027, 1, 4)
    for day in range(7):
        length = {
            minute
            for start, end in Schedule(text).on(monday + datetime.timedelta(days=day))
            for minute in range(start, end)
        }
        spans_of_day = [(start, end if end > start else end + 1440) for start, end in meaning.get(day, [])]
        assert length == {minute for start, end in spans_of_day for minute in range(start, end)}


@given(st.text(alphabet="MoTuFrSa JulJanPHoff0123456789:-,;/+wek", max_size=40))
def test_any_text_is_a_schedule_or_is_refused_in_words(text):
    schedule = read(text)
    assert schedule is None or 0 < schedule.hours_a_year <= 8760
    assert str(schedule)


def read(text):
    """The schedule, or None where it is refused in words; anything but ValueError fails the test."""
    try:
        return Schedule(text)
    except ValueError:
        return None

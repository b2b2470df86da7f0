"""Schedules: what is read, how many hours it means, and the sentence a draft prints."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from coplan.content.answers.schedule import Schedule, echo


@pytest.mark.parametrize(
    ("text", "sentence", "hours"),
    [
        ("24/7", "24 hours a day, every day", 168),
        ("Mo-Su 00:00-24:00", "24 hours a day, every day", 168),
        ("Mo-Su 20:00-20:00", "24 hours a day, every day", 168),
        ("24/7; PH off", "every day, all day; not on public holidays", 168),
        ("Mo-Fr 08:00-20:00", "Monday to Friday, 8 a.m. to 8 p.m.", 60),
        ("mo-fr 8:00-20:00", "Monday to Friday, 8 a.m. to 8 p.m.", 60),
        ("08:00-20:00", "every day, 8 a.m. to 8 p.m.", 84),
        ("Mo,We,Fr 09:00-17:30", "Monday, Wednesday and Friday, 9 a.m. to 5:30 p.m.", 25.5),
        ("Sa,Su 00:00-24:00", "Saturday and Sunday, all day", 48),
        ("Mo-We 08:00-20:00; Tu off", "Monday and Wednesday, 8 a.m. to 8 p.m.", 24),
        ("Mo-Fr 08:00-12:00,13:00-17:00", "Monday to Friday, 8 a.m. to noon and 1 p.m. to 5 p.m.", 40),
        ("Mo-Fr 08:00-20:00; Sa 10:00-16:00", "Monday to Friday, 8 a.m. to 8 p.m.; Saturday, 10 a.m. to 4 p.m.", 66),
        ("Mo-Su 12:00-24:00; PH off", "every day, noon to midnight; not on public holidays", 84),
        ("Mo-Fr 08:00-20:00;PH off", "Monday to Friday, 8 a.m. to 8 p.m.; not on public holidays", 60),
    ],
)
def test_an_ordinary_week_is_a_sentence(text, sentence, hours):
    schedule = Schedule(text)
    assert (str(schedule), schedule.hours_a_week, schedule.plain()) == (sentence, hours, text)


@pytest.mark.parametrize(
    ("text", "sentence", "hours"),
    [
        ("Mo-Su 20:00-04:00", "every day, 8 p.m. to 4 a.m.", 56),
        ("Su 22:00-06:00", "Sunday, 10 p.m. to 6 a.m.", 8),
        ("Mo-Th 08:00-20:00; Fr 08:00-26:00", "Monday to Thursday, 8 a.m. to 8 p.m.; Friday, 8 a.m. to 2 a.m.", 66),
        ("Fr 18:00-24:00; Sa 00:00-24:00", "Friday, 6 p.m. to midnight; Saturday, all day", 30),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(text, sentence, hours):
    assert (str(Schedule(text)), Schedule(text).hours_a_week) == (sentence, hours)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Apr-Sep Mo-Fr 09:00-17:00", "April to September: Monday to Friday, 9 a.m. to 5 p.m."),
        ("Nov-Feb 10:00-16:00", "November to February: every day, 10 a.m. to 4 p.m."),
        ("Jul 1-Aug 15 Sa 10:00-16:00", "July 1 to August 15: Saturday, 10 a.m. to 4 p.m."),
        ("Mo-Su 08:00-20:00; Jul 4 off", "every day, 8 a.m. to 8 p.m.; July 4: not on duty"),
        (
            "Mo-Fr 08:00-16:00; Jun-Aug Mo-Su 08:00-24:00",
            "Monday to Friday, 8 a.m. to 4 p.m.; June to August: every day, 8 a.m. to midnight",
        ),
        (
            "Mo-Fr 08:00-20:00; PH 10:00-14:00",
            "Monday to Friday, 8 a.m. to 8 p.m.; on public holidays, 10 a.m. to 2 p.m.",
        ),
        ("PH off; Mo-Fr 08:00-20:00", "Monday to Friday, 8 a.m. to 8 p.m.; not on public holidays"),
        ("week 1-53/2 Mo 08:00-10:00", "in odd calendar weeks: Monday, 8 a.m. to 10 a.m."),
        ("Sa-Mo 06:00-10:00", "Saturday to Monday, 6 a.m. to 10 a.m."),
    ],
)
def test_seasons_holidays_and_alternate_weeks_are_said(text, sentence):
    assert str(Schedule(text)) == sentence


@pytest.mark.parametrize(
    ("text", "always"),
    [("24/7", True), ("Mo-Su 00:00-24:00", True), ("Mo-Sa 00:00-24:00", False), ("Apr-Sep 00:00-24:00", False)],
)
def test_around_the_clock_means_every_minute_of_every_day(text, always):
    assert Schedule(text).around_the_clock is always


@pytest.mark.parametrize("text", ["", "9 to 5", "Mo-Fr 9-5", "Mon-Fri 08:00-20:00 please", "Mo-Fr 25:00-99:00"])
def test_what_is_no_schedule_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="Mo-Fr 08:00-20:00"):
        Schedule(text)


@pytest.mark.parametrize("text", ["off", "Mo-Fr 08:00-20:00 off", "Feb 29 08:00-20:00"])
def test_a_team_that_is_never_on_duty_is_refused(text):
    with pytest.raises(ValueError, match="is never on duty"):
        Schedule(text)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ('Mo-Fr 08:00-20:00 || "on call"', "second choice"),
        ('Mo-Fr 08:00-20:00 "by call"', "put the remark into a note"),
        ("sunrise-sunset", "Give the time on the clock"),
        ("Mo-Fr 08:00+", "Give the time at which duty ends"),
        ("week 10 Mo 08:00-10:00", "Give dates such as `Jun 1-Aug 31`"),
        ("week 2-26/2 Mo 08:00-10:00", "Other weeks need dates"),
        ("Mo[1] 08:00-10:00", "Give the day for every week"),
        ("Mo-Fr 08:00-20:00; SH off", "Give their dates"),
        ("2027 Jul 4 off", "Leave the year out"),
        ("Mo-Fr", "`Mo-Fr 00:00-24:00` for whole days"),
        ("Mo-Fr; Sa 10:00-12:00", "days without hours"),
        ("Mo,We 24/7", "`24/7` stands alone"),
        ("08:00-12:00; 13:00-17:00", "`Mo-Fr 08:00-12:00,13:00-17:00`"),
        ("Jun-Aug off; Mo-Fr 08:00-20:00", "exceptions last"),
        ("Jun-Aug Mo-Fr 08:00-20:00, Sa 10:00-14:00", "in which part of the year"),
        ("Jul 4, Sa 10:00-14:00", "two rules with a semicolon"),
        ("Mo-Fr PH 08:00-12:00", "`Mo-Fr,PH`"),
        ("Jul-Aug 15 Mo 08:00-12:00", "both dates in full"),
        ("Feb 30 off; 24/7", "there is no day 30"),
        ("Mo-Su 20:00-04:00; Sa 00:00-02:00 off", "takes nothing away"),
        ("Mo-Fr 08:00-20:00; off 12:00-14:00", "write hours before `off`"),
        ("Mo 00:00-48:00", "longer than a day"),
        ("Mo 26:00-28:00", "next day"),
        ("Mo 08:00", "beginning and an end"),
    ],
)
def test_what_a_duty_schedule_cannot_mean_is_refused_with_the_cure(text, cure):
    with pytest.raises(ValueError, match=re.escape(cure)):
        Schedule(text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mo-Fr 20:00-04:00; Sa,Su 18:00-06:00", 64),  # and not 54: Friday night is not cut at midnight
        ("Mo-Th 22:00-06:00; Fr-Su 20:00-06:00", 62),
        ("Mo, We, Fr 08:00-20:00", 36),  # and not two whole days and twelve hours
        ("Fr 20:00-04:00; Sa off", 8),
        ("24/7; Mo 12:00-13:00 off", 167),
        ("Mo-Su 18:00-08:00; Sa 00:00-24:00", 100),  # six nights and Saturday, less Friday night's eight hours
    ],
)
def test_a_later_rule_never_cuts_the_night_before(text, hours):
    assert Schedule(text).hours_a_week == hours


@pytest.mark.parametrize(
    ("text", "kinds", "year"),
    [
        ("Mo-Fr 08:00-20:00", 1, Fraction(365 * 60, 7)),
        ("Jul Mo-Fr 08:00-20:00", 2, Fraction(31 * 60, 7)),
        ("Mo-Fr 08:00-16:00; Jun-Aug Mo-Su 08:00-24:00", 2, Fraction(273 * 40 + 92 * 112, 7)),
        ("week 1-53/2 Mo-Fr 08:00-20:00; week 2-53/2 Sa-Su 08:00-20:00", 2, Fraction(365 * (60 + 24), 14)),
        ("24/7; PH off", 1, Fraction(8760 - 11 * 24)),
        # Of the eleven holidays of the federal law five are Mondays and one is a Thursday; five fall on any day.
        ("Mo 08:00-18:00; PH off", 1, Fraction(3650, 7) - 50 - Fraction(50, 7)),
    ],
)
def test_weeks_that_differ_make_a_year(text, kinds, year):
    schedule = Schedule(text)
    assert len(schedule.times) == kinds
    assert Fraction(schedule.hours_a_year).limit_denominator(1000) == year
    assert sum(time.days for time in schedule.times) == 365


def test_what_was_understood_is_said_with_the_hours():
    assert echo(Schedule("Mo, We 08:00-20:00")) == "Monday and Wednesday, 8 a.m. to 8 p.m. 24 hours a week."
    assert echo(Schedule("Mo-Fr 08:00-16:00; Jul Mo-Fr 08:00-20:00")) == (
        "Monday to Friday, 8 a.m. to 4 p.m.; July: Monday to Friday, 8 a.m. to 8 p.m. "
        "Hours a week: 40 (August to June), 60 (July). 2,174.3 hours a year."
    )


def test_schedules_compare_by_what_was_typed():
    assert Schedule("24/7") == "24/7"
    assert Schedule("24/7") == Schedule("24/7")
    assert Schedule("24/7") != Schedule("Mo-Su 00:00-24:00")
    assert len({Schedule("24/7"), Schedule("24/7")}) == 1

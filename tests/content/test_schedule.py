"""Schedules: what is read, how many hours it means, and the sentence a draft prints."""

from __future__ import annotations

import pytest

from coplan.content.answers.schedule import Schedule


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
    "text",
    [
        "Apr-Sep Mo-Fr 09:00-17:00",
        "Mo-Fr 08:00-20:00; SH off",
        "Mo-Fr 08:00-20:00; PH 10:00-14:00",
        "PH off; Mo-Fr 08:00-20:00",
        "Mo-Su 08:00-20:00; Jul 4 off",
        "Mo[1] 08:00-10:00",
        "week 1-53/2 Mo 08:00-10:00",
        "sunrise-sunset",
        "Mo-Fr 08:00+",
        'Mo-Fr 08:00-20:00 "by call"',
    ],
)
def test_what_a_sentence_would_lose_is_printed_as_it_was_typed(text):
    assert str(Schedule(text)) == text


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


@pytest.mark.parametrize("text", ["off", "Mo-Fr 08:00-20:00 off"])
def test_a_team_that_is_never_on_duty_is_refused(text):
    with pytest.raises(ValueError, match="is never on duty"):
        Schedule(text)


def test_schedules_compare_by_what_was_typed():
    assert Schedule("24/7") == "24/7"
    assert Schedule("24/7") == Schedule("24/7")
    assert Schedule("24/7") != Schedule("Mo-Su 00:00-24:00")
    assert len({Schedule("24/7"), Schedule("24/7")}) == 1

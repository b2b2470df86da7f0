"""Who is on when: stretches, nights that run into Monday, and the table."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.content.answers.schedule import Schedule
from coplan.figures.staffing.week import TimeRow, duty_hours, hours_by_teams, stretches, team_hours, week_table

NOON_TO_TEN = Schedule("Mo-Su 12:00-22:00")


def test_one_team_every_day():
    week = stretches(NOON_TO_TEN, [(NOON_TO_TEN, 1)], 1)
    assert duty_hours(week) == team_hours(week) == 70
    nobody, one = (0,) * 7, (1,) * 7
    assert week_table(week) == (TimeRow(0, 720, nobody), TimeRow(720, 1320, one), TimeRow(1320, 1440, nobody))


def test_the_larger_number_counts_where_periods_overlap():
    week = stretches(NOON_TO_TEN, [(NOON_TO_TEN, 1), (Schedule("Fr-Sa 18:00-22:00"), 2)], 1)
    assert (duty_hours(week), team_hours(week)) == (70, 78)
    assert hours_by_teams(week, 4 * 1440 + 960, 5 * 1440) == {1: Decimal(2), 2: Decimal(4)}


def test_hours_without_a_period_are_assumed_and_periods_outside_do_not_count():
    week = stretches(Schedule("Mo-Fr 08:00-20:00"), [(Schedule("Mo-Fr 12:00-24:00"), 2)], 1)
    assert (duty_hours(week), team_hours(week)) == (60, 100)
    assert {part.stated for part in week} == {True, False}


def test_a_night_shift_on_sunday_ends_on_monday():
    week = stretches(Schedule("Sa-Su 20:00-04:00"), [], 1)
    assert [(part.start // 60, part.end // 60) for part in week] == [(0, 4), (140, 144), (144, 148), (164, 168)]
    assert duty_hours(week) == 16


def test_around_the_clock_is_168_hours():
    week = stretches(Schedule("24/7"), [(Schedule("24/7"), 2)], 1)
    assert (duty_hours(week), team_hours(week)) == (168, 336)
    assert week_table(week) == (TimeRow(0, 1440, (2,) * 7),)


@settings(max_examples=40)
@given(st.integers(0, 23), st.integers(1, 24), st.integers(0, 5), st.integers(1, 3))
def test_hours_agree_with_the_schedule_and_the_table(start, length, teams, days):
    end = start + length
    hours = Schedule(f"Mo-{['Tu', 'Th', 'Su'][days - 1]} {start:02d}:00-{end:02d}:00")
    week = stretches(hours, [(hours, teams)], 1)
    whole = sum(part.hours for part in week)
    assert abs(whole - hours.hours_a_week) < Decimal("1e-9")
    assert team_hours(week) == whole * teams
    table = week_table(week)
    assert sum(sum(row.teams) * (row.end - row.start) for row in table) == team_hours(week) * 60
    assert (table[0].start, table[-1].end) == (0, 1440)

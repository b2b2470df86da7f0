"""People for posts: published values, and the laws that they follow."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.figures.rounding import rounded
from coplan.figures.staffing.calls import offered_load
from coplan.figures.staffing.people import relief
from coplan.numerals import grouped

HOURS = st.decimals(1, 168, places=1)
PRODUCTIVE = st.decimals(800, 2500, places=0)
FTES = st.decimals("0.1", 60, places=2)


def test_the_example_of_the_washington_auditor():
    hours = relief.productive_hours(Decimal(2080), Decimal(382))
    assert hours == 1698
    assert rounded(relief.relief_factor(Decimal(2080), hours), 3) == Decimal("1.225")
    assert rounded(relief.fte_for_cover(Decimal(56), Decimal(1), hours), 2) == Decimal("1.72")  # 8 hours every day
    assert rounded(relief.fte_for_cover(Decimal(168), Decimal(1), hours), 2) == Decimal("5.16")


@pytest.mark.parametrize(
    ("productive", "day_and_night", "ten_hours"),
    [
        (1600, "5.475", "2.281"),
        (1700, "5.153", "2.147"),
        (1768, "4.955", "2.064"),
        (1800, "4.867", "2.028"),
        (1850, "4.735", "1.973"),
    ],
)
def test_fte_for_one_post_at_published_productive_hours(productive, day_and_night, ten_hours):
    one = Decimal(1)
    assert rounded(relief.fte_for_cover(Decimal(168), one, Decimal(productive)), 3) == Decimal(day_and_night)
    assert rounded(relief.fte_for_cover(Decimal(70), one, Decimal(productive)), 3) == Decimal(ten_hours)


def test_a_year_of_a_post_around_the_clock_has_8760_hours():
    assert relief.hours_a_year(Decimal(168)) == 8760


def test_the_call_load_example():
    assert rounded(relief.workload_fte(Decimal(5000), Decimal("2.9") * 60, Decimal(2080)), 2) == Decimal("6.97")


def test_a_shift_of_the_denver_team_holds_about_six_contacts():
    assert rounded(offered_load.contacts_a_shift(Decimal(8), Decimal(1), Decimal(80)), 6) == 6


def test_positions_are_more_than_people_by_the_vacancy():
    assert relief.fte_to_hire(Decimal(9), Decimal("0.1")) == 10
    with pytest.raises(ValueError, match="vacancy rate"):
        relief.fte_to_hire(Decimal(9), Decimal(1))
    with pytest.raises(ValueError, match="leave nothing"):
        relief.productive_hours(Decimal(2080), Decimal(2080))


def test_case_managers_and_their_room_are_two_sides_of_one_formula():
    managers = relief.case_managers(Decimal(4), Decimal(10), Decimal(20))
    assert managers == 2
    assert relief.room_a_week(managers, Decimal(20), Decimal(10)) == 4
    assert rounded(relief.people_a_week(Decimal(730), Decimal("0.5")), 6) == 7


@settings(max_examples=60)
@given(HOURS, PRODUCTIVE, FTES, st.integers(1, 4))
def test_cover_undoes_fte(hours, productive, fte, people):
    covered = relief.hours_covered(fte, Decimal(people), productive)
    assert abs(relief.fte_for_cover(covered, Decimal(people), productive) - fte) < Decimal("1e-20")


@settings(max_examples=60)
@given(HOURS, PRODUCTIVE, st.decimals("0.1", 50, places=1), st.decimals(0, "0.9", places=2))
def test_more_hours_absence_and_vacancy_take_more_people(hours, productive, more, vacancy):
    needed = relief.fte_for_cover(hours, Decimal(1), productive)
    assert relief.fte_for_cover(hours + more, Decimal(1), productive) > needed
    assert relief.fte_for_cover(hours, Decimal(1), productive - more) > needed
    assert abs(relief.fte_for_cover(hours, Decimal(2), productive) - 2 * needed) < Decimal("1e-20")
    assert relief.fte_to_hire(needed, vacancy) >= needed


def test_rounding_is_half_up_and_prints_without_zeros():
    assert [rounded(Decimal(text), 2) for text in ("2.485", "2.4849", "-0.005")] == [
        Decimal("2.49"),
        Decimal("2.48"),
        Decimal("-0.01"),
    ]
    assert [
        grouped(value) for value in (Decimal("2080.0"), Decimal("2.50"), 1200, "without limit", Decimal("-0.00"))
    ] == [
        "2,080",
        "2.5",
        "1,200",
        "without limit",
        "0",
    ]

"""A table fits the screen, and no word of it is broken."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coplan.cli.table_lines import table_lines

HEADS = ["Document", "Needs", "Read by"]
ROWS = [["transportation", "12", "Team members, supervisors and dispatchers"], ["flyer", "none", "Everyone"]]
CELL = st.lists(st.text("abc", min_size=1, max_size=9), max_size=8).map(" ".join)


def test_without_a_limit_each_row_is_one_line():
    assert table_lines(HEADS, ROWS) == [
        "Document        Needs  Read by",
        "transportation  12     Team members, supervisors and dispatchers",
        "flyer           none   Everyone",
    ]


def test_on_a_narrow_screen_cells_are_wrapped_between_words():
    assert table_lines(HEADS, ROWS, 44) == [
        "Document        Needs  Read by",
        "transportation  12     Team members,",
        "                       supervisors and",
        "                       dispatchers",
        "flyer           none   Everyone",
    ]


def test_on_a_very_narrow_one_each_row_stands_below_the_other():
    assert table_lines(HEADS, ROWS, 24) == [
        "Document: transportation",
        "Needs: 12",
        "Read by: Team members,",
        "  supervisors and",
        "  dispatchers",
        "",
        "Document: flyer",
        "Needs: none",
        "Read by: Everyone",
        "",
    ]


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=4), st.integers(20, 80))
def test_every_word_is_whole_and_every_line_fits(rows, room):
    lines = table_lines(HEADS, rows, room)
    words = {word for line in lines for word in line.replace(":", " ").split()}
    assert {word for row in rows for cell in row for word in cell.split()} <= words
    assert all(len(line) <= room for line in lines)

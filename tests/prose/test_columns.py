"""No word is broken in a cell: each column holds its longest word, in the estimate, and the columns fill the width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.prose.columns import PIECE, column_widths, ems, lines_needed

WORD = st.text("abcdefghiMW.-,", min_size=1, max_size=12)
CELL = st.lists(WORD, max_size=12).map(" ".join)
ROWS = st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=5))
WIDTH, SIZE, PADDING = 468.0, 10.0, 11.0


@given(ROWS)
def test_the_columns_add_up_and_hold_their_longest_words(rows):
    widths = column_widths(rows, WIDTH, SIZE, PADDING)
    if widths is None:  # then the words do not fit, whatever is done
        longest = [
            max((ems(word) for row in rows for word in PIECE.findall(row[at])), default=1) for at in range(len(rows[0]))
        ]
        assert sum(max(word, 1) * SIZE + PADDING for word in longest) > WIDTH
        return
    assert sum(widths) == pytest.approx(WIDTH)
    for at, width in enumerate(widths):
        assert all(ems(word) * SIZE <= width - PADDING + 0.01 for row in rows for word in PIECE.findall(row[at]))


def test_a_long_column_gets_more_than_a_short_one():
    short, long = column_widths([["No", "What a person says, and what is done about it at once"]], WIDTH, SIZE, PADDING)
    assert long > 3 * short


def test_what_fits_on_one_line_stays_there():
    widths = column_widths([["Duty supervisor", "a few words", "360-555-0131"]], WIDTH, SIZE, PADDING)
    assert [
        lines_needed(text, width - PADDING, SIZE)
        for text, width in zip(("Duty supervisor", "a few words", "360-555-0131"), widths, strict=True)
    ] == [1, 1, 1]


def test_a_word_that_is_longer_than_any_column_does_not_take_all():
    widths = column_widths([["x" * 200, "a", "b"]], WIDTH, SIZE, PADDING)
    assert widths is not None
    assert min(widths) > SIZE


def test_too_many_long_words_do_not_fit():
    assert column_widths([["responsibilities" * 2] * 6], WIDTH, SIZE, PADDING) is None


def test_a_day_stays_on_one_line_while_there_is_room():
    row = [
        "Working with interpreters and with relatives",
        "Casa del Valle and the Native Families Circle",
        "September 14, 2027",
        "$500",
    ]
    widths = column_widths([["Topic", "Provider", "First session", "Cost a year"], row], WIDTH, SIZE, PADDING)
    assert ems(row[2]) * SIZE <= widths[2] - PADDING + 0.01


def test_days_are_broken_before_the_other_columns_are_squeezed():
    row = ["September 14, 2027"] * 3 + ["What is done about it, by whom and until when, told in so many words"] * 2
    widths = column_widths([row], WIDTH, SIZE, PADDING)
    assert widths[3] > widths[0]

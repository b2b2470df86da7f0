"""What is typed is broken between words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from coplan.wizard.terminal.whole_words import blanks


def lines(text: str, width: int) -> list[str]:
    """The lines of a screen that fills each to its last column."""
    shown = "".join(" " * count + letter for count, letter in zip(blanks(text, width), text, strict=True))
    return [shown[at : at + width] for at in range(0, len(shown), width)]


def test_a_word_that_does_not_end_in_its_line_begins_the_next() -> None:
    assert lines("After 5 p.m. a crew has only the jail", 12) == [
        "After 5 p.m.",
        " a crew has ",
        "only the    ",
        "jail",
    ]


def test_a_word_that_is_longer_than_a_line_is_broken() -> None:
    assert lines("see https://example.org/a/long/way now", 12)[0] == "see https://"


@given(some.text("ab c", max_size=80), some.integers(4, 20))
def test_no_letter_is_lost_and_no_word_that_fits_is_broken(text: str, width: int) -> None:
    shown = lines(text, width)
    assert "".join(shown).split() == text.split() or any(len(word) > width for word in text.split())
    words = [word for line in shown for word in line.split()]
    if all(len(word) <= width for word in text.split()):
        assert words == text.split()

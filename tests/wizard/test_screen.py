from __future__ import annotations

import pytest

from coplan.wizard.terminal import screen

TEXT = (
    "Give the hours that you can staff, not the hours that you wish for: a promise of cover around the clock is "
    "five to six people for each seat, as the arithmetic of leave, training and court time shows."
)
ADDRESS = "https://example.org/a/very/long/address/that/must/be/copied/whole/by/somebody/in/the/room"


@pytest.fixture(params=[60, 80, 200])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A terminal of this width."""
    monkeypatch.setenv("COLUMNS", str(request.param))
    return int(request.param)


def widest(text: str) -> int:
    return max(len(line) for line in text.split("\n"))


def test_text_fits_and_keeps_its_words(columns: int) -> None:
    text = screen.wrap(TEXT, "  ")

    assert widest(text) < min(columns, 110)
    assert text.split() == TEXT.split()


def test_a_narrow_terminal_counts_as_sixty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")

    assert screen.width() == 60


def test_lines_are_not_wider_than_is_pleasant_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")

    assert screen.width() == 110


def test_an_address_is_never_broken(columns: int) -> None:
    assert ADDRESS in screen.wrap(f"Source: {ADDRESS}")


def test_paragraphs_and_blank_lines_stay(columns: int) -> None:
    assert screen.wrap("one\n\ntwo") == "one\n\ntwo"


def test_the_lines_after_the_first_can_be_indented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    lines = screen.wrap(TEXT, " > ", "   ").split("\n")

    assert lines[0].startswith(" > Give")
    assert all(line.startswith("   ") for line in lines[1:])


def test_items_of_a_line_are_not_broken(columns: int) -> None:
    items = ["Enter next", "Shift-Tab back", "Ctrl-O open item", "Ctrl-G steps", "Ctrl-C leave", "? help", "Tab skip"]

    lines = screen.wrap_items(" · ".join(items)).split("\n")
    assert [item for line in lines for item in line.removesuffix(" ·").split(" · ")] == items
    assert max(map(len, lines)) < min(columns, 110)


def test_a_table_fits_and_keeps_its_words(columns: int, capsys: pytest.CaptureFixture[str]) -> None:
    screen.draw_table(["", "Question", "Answer"], [["1", "hours on duty", TEXT]])

    shown = capsys.readouterr().out
    assert widest(shown) <= min(columns, 110)
    assert all(word in shown for word in TEXT.split())


def test_a_table_that_would_break_words_is_drawn_as_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    heads = ["row", *(f"characteristic {n}" for n in range(8))]
    screen.draw_table(heads, [["1", *["psychologist"] * 8]])

    shown = capsys.readouterr().out
    assert shown.startswith("\n 1. characteristic 0: psychologist · characteristic 1:")
    assert widest(shown) < 60


def test_a_heading_is_a_rule_with_lines_below(columns: int, capsys: pytest.CaptureFixture[str]) -> None:
    screen.draw_heading("Step 4: Program design", ["Choose a model."])

    rule, goal = capsys.readouterr().out.strip().split("\n")
    assert rule.startswith("Step 4: Program design ──")
    assert (len(rule), goal.strip()) == (min(columns, 110), "Choose a model.")


def test_brackets_are_words_and_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    screen.draw_table(["Answer"], [["[bold]red[/bold]"]])

    assert "[bold]red[/bold]" in capsys.readouterr().out

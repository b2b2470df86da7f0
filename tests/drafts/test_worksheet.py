"""When a text is a worksheet rather than a draft."""

from __future__ import annotations

import pytest

from coplan.drafts.worksheet import holed_share

HOLE = "**[To decide: hours on duty. Owner: Chief]**"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", (0, 0)),
        (f"# Title with {HOLE}\n\nSome text.\n", (0, 1)),
        (f"Text {HOLE} and {HOLE}.\n\n- one\n- {HOLE}\n", (2, 3)),
        (f"| a | b |\n|---|---|\n| x | {HOLE} |\n| y | z |\n", (1, 3)),
        ("Text **[Cite the law of Ohio on holds]** and **[proposed]**.\n", (0, 1)),
    ],
)
def test_paragraphs_items_and_rows_with_something_to_decide_are_counted(text: str, share: tuple[int, int]) -> None:
    assert holed_share(text) == share

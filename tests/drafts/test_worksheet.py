"""When a text is a worksheet rather than a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coplan.content.model import Pack
from coplan.drafts.mostly_holes import holed_share
from coplan.drafts.service import draft_plan
from coplan.plan.disk.store import PlanFolder
from coplan.plan.read.plan import read_plan

ROOT = Path(__file__).parents[2]

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


def test_a_plan_that_is_answered_only_in_its_core_gets_no_worksheet(
    pack: Pack, make_plan: Callable[..., PlanFolder]
) -> None:
    """What would be one is listed with what it needs, and is written when it is asked for by name."""
    whole = read_plan((ROOT / "examples" / "juniper-county" / "plan.yaml").read_text(encoding="utf-8"), pack).plan
    core = {key: value for key, value in whole.answers.items() if pack.questions[key].core_at("exploring")}
    place = make_plan("drafts: {format: md}\n", pack)
    place.create()
    place.save(lambda plan: replace(plan, answers=core))

    done = draft_plan(place, place.answers())

    shares = [holed_share((place.folder / draft.path).read_text(encoding="utf-8")) for draft in done.drafts]
    assert [(holed, of) for holed, of in shares if holed > 10 and holed > 0.15 * of] == []
    assert done.postponed
    assert all(item.needs for item in done.postponed)
    assert [draft.state for draft in draft_plan(place, place.answers(), ["lift-and-contact"]).drafts] == ["created"]

"""When a text is a worksheet rather than a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coplan.content.model import Pack
from coplan.drafts.mostly_holes import holed_share, is_worksheet
from coplan.drafts.render.render import Rendered
from coplan.drafts.service import draft_plan
from coplan.plan.disk.store import PlanFolder
from coplan.plan.model import DraftSettings
from coplan.plan.read.plan import read_plan
from tests.long import few_of

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


def test_in_a_document_of_a_page_few_holes_are_many(pack: Pack) -> None:
    settings = DraftSettings()
    words = "\n\n".join([*(f"Text {HOLE}." for _ in range(4)), *("Text." for _ in range(7))])
    page = Rendered(pack.documents[0], words, (), ())
    assert is_worksheet(page, settings)
    assert not is_worksheet(replace(page, text=page.text + "\n\nMore." * 9), settings)
    assert not is_worksheet(page, replace(settings, holes="100%"))


# One example of each way of working, at each stage. All of them follow from few answers, so that they cost little.
CORE_ONLY = [
    *(("cedar-valley", stage) for stage in ("exploring", "developing")),  # officer and clinician in one car
    *(("juniper-county", stage) for stage in ("exploring", "launching", "operating")),  # follow-up only
    *(("two-rivers", stage) for stage in ("developing", "launching", "operating")),  # a civilian team
]


@pytest.mark.parametrize(("example", "stage"), few_of(CORE_ONLY, 0, step=3), ids=" ".join)
def test_a_plan_that_is_answered_only_in_its_core_gets_no_worksheet(
    pack: Pack, make_plan: Callable[..., PlanFolder], example: str, stage: str
) -> None:
    """What would be one is listed with what it needs, and is written when it is asked for by name."""
    whole = read_plan((ROOT / "examples" / example / "plan.yaml").read_text(encoding="utf-8"), pack).plan
    core = {key: value for key, value in whole.answers.items() if pack.questions[key].core_at(stage)}
    place = make_plan(f"drafts: {{format: md}}\nanswers: {{profile: {{stage: {stage}}}}}\n", pack)
    place.create()
    place.save(lambda plan: replace(plan, answers=core | dict(plan.answers)))

    done = draft_plan(place, place.answers())

    shares = {draft.path: holed_share((place.folder / draft.path).read_text(encoding="utf-8")) for draft in done.drafts}
    assert {path: (holed, of) for path, (holed, of) in shares.items() if holed > 10 and holed > 0.15 * of} == {}
    assert {path: (holed, of) for path, (holed, of) in shares.items() if holed > 3 and holed > 0.34 * of} == {}
    assert done.postponed
    assert all(item.needs for item in done.postponed)


def test_what_is_not_written_yet_is_written_by_name(pack: Pack, make_plan: Callable[..., PlanFolder]) -> None:
    place = make_plan("drafts: {format: md}\nanswers: {design: {models: [follow_up]}}\n", pack)
    place.create()
    assert [draft.state for draft in draft_plan(place, place.answers(), ["lift-and-contact"]).drafts] == ["created"]

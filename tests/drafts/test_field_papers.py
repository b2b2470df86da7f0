"""What people at the door, in the center and on the phone read, written from the plans of the examples."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2] / "examples"
Draft = Callable[..., str]


@pytest.fixture(scope="module")
def draft(pack: Pack) -> Draft:
    @cache
    def answers(example: str, changes: tuple[tuple[str, str], ...]) -> Answers:
        text = (ROOT / example / "plan.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        return Answers(pack, read_plan(text, pack).plan)

    def draft(example: str, name: str, *changes: tuple[str, str]) -> str:
        found = answers(example, changes)
        wanted = next(one for one in documents_for(found) if one.id.split("@")[0] == name)
        return render_all(found, [wanted])[0].text

    return draft


STARTS = ("brief", "dispatch-card", "dispatch-protocol", "outreach-plan", "staff-report", "public-page", "handoff-protocol")


@pytest.mark.parametrize("name", STARTS)
def test_a_start_is_the_first_day_on_duty(draft, name):
    text = draft("cedar-valley", name)
    assert "October 6, 2027" in text
    told = [line for line in text.splitlines() if "October 4, 2027" in line]
    assert all(re.match(r"\| (?:Pilot|Press release) \|", line) for line in told), told


def test_a_table_of_phases_says_the_first_day_on_duty_where_it_differs(draft):
    assert "The first day on duty: Pilot, October 6, 2027." in draft("cedar-valley", "unit-order")
    assert "The first day on duty" not in draft("two-rivers", "program-description")

"""Which answer changed a paragraph, and how an update is told in few words."""

from __future__ import annotations

import pytest

from coplan.content.model import Pack
from coplan.drafts.files.record import Record
from coplan.drafts.render.render import Rendered, render_all
from coplan.drafts.update.change_reasons import Why, rested_on
from coplan.drafts.update.changes import shortened
from coplan.plan.model import OpenItem
from coplan.plan.view import Answers
from coplan.prose.blocks import Block
from coplan.prose.markdown.read import read_markdown
from tests.drafts.conftest import answers_for, pack_of

HEAD = "---\ntitle: Memo\nstep: design\nkind: notice\naudience: All\nreview: [counsel]\n---\n"
BODY = HEAD + (
    "## Hours\n\nThe team works {{ design.hours }}.\n\n## Fee\n\nIt costs {{ design.fee }}.\n"
    "{% if facts.rides %}\n\nThey ride, from {{ design.start }} on.\n{% endif %}\n"
)
BEFORE = {"design.hours": "Mo-Fr 08:00-20:00", "design.fee": "$10", "design.models": ["follow_up"]}


@pytest.fixture(scope="module")
def memo() -> Pack:
    return pack_of({"templates/memo.md.j2": BODY})


def written(answers: Answers) -> Rendered:
    return render_all(answers, answers.pack.documents)[0]


def recorded(answers: Answers) -> Record:
    item = written(answers)
    return Record("memo", "drafts/memo.md", item.text, "", True, "", *rested_on(answers.plan, item.rests_on))


def why(memo: Pack, **changed) -> tuple[Why, list[Block], list[Block]]:
    then = recorded(answers_for(memo, BEFORE))
    now = answers_for(memo, BEFORE | {f"design.{name}": value for name, value in changed.items()})
    item = written(now)
    return Why(item.document, item.text, then, now), read_markdown(then.base), read_markdown(item.text)


def test_a_text_rests_on_what_its_conditions_look_at_too(memo):
    assert set(written(answers_for(memo, BEFORE)).rests_on) >= {"design.hours", "design.fee", "design.models"}


def test_the_one_answer_that_changed_is_the_cause(memo):
    found, old, new = why(memo, fee="$12")
    [cause] = found.of(old[4], new[4])
    assert str(cause) == "fee: was “$10”, is now “$12”."


def test_of_several_answers_each_paragraph_has_its_own(memo):
    found, old, new = why(memo, fee="$12", hours="Mo-Su 00:00-24:00", models=["ride_along"])
    assert [cause.key for cause in found.of(old[2], new[2])] == ["design.hours"]
    assert [cause.key for cause in found.of(old[4], new[4])] == ["design.fee"]
    assert [cause.key for cause in found.of(None, new[5])] == ["design.models"]


def test_an_answer_that_is_only_proposed_now_is_a_cause(memo):
    then = recorded(answers_for(memo, BEFORE))
    now = answers_for(memo, BEFORE, {"design.fee": OpenItem("proposed", "Ann")})
    item = written(now)
    [cause] = Why(item.document, item.text, then, now).causes
    assert str(cause) == "fee: was “$10 (settled)”, is now “$10 (proposed, Ann)”."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a b", "a c", ("a b", "a c")),
        ("1 2 3 4 5 6 7 8 9 old 9 8 7 6 5 4 3 2 1", "1 2 3 4 5 6 7 8 9 new 9 8 7 6 5 4 3 2 1", None),
        ("", "new", ("", "new")),
    ],
)
def test_what_is_far_from_a_change_is_left_out(old, new, told):
    assert shortened(old, new) == (told or ("… 5 6 7 8 9 old 9 8 7 6 5 …", "… 5 6 7 8 9 new 9 8 7 6 5 …"))

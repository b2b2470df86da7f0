"""One draft for each row of records: names that stay, rows that come, go and are renamed, and the draft of before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coplan.content.model import Pack
from coplan.drafts.files.folder import DraftsFolder
from coplan.drafts.final import mark_final
from coplan.drafts.people_text import people_text
from coplan.drafts.render.called import documents_for
from coplan.drafts.service import Drafting, chosen_documents, draft_plan, states
from coplan.errors import UsageError
from coplan.plan.disk.store import Clerk, PlanFolder
from coplan.plan.view import Answers
from coplan.word.file.package import open_package
from tests.drafts.conftest import pack_of

HEAD = "---\ntitle: {title}\nstep: design\nkind: posting\naudience: All\nreview: [counsel]\n{more}---\n"
EACH = "for: {rows: design.team, as: position, when: \"position.role != 'peer'\"}\n"
BODY = "## Work\n\nThe duty is: {{ position.duty }}. Call {{ profile.name }}.\n\nEverybody keeps the rules.\n"
ONE = "## Work\n\nThe duties are many. Call {{ profile.name }}.\n\nEverybody keeps the rules.\n"
NOTES = (
    "---\ntitle: Notes\nstep: design\nkind: notes\nbeside: post\naudience: C\nreview: [counsel]\n---\n## What\n\nX.\n"
)
PLAN = """\
coplan: 1
answers:
  profile:
    name: Bend
  design:
    team:
      - {id: a1, role: clinician, duty: listening}
      - {id: b2, role: peer, duty: being there}
      - {id: c3, role: clinician, duty: following up}
"""
BOTH = pytest.mark.parametrize("format", ["md", "docx"])


def posts(more: str = EACH, body: str = BODY, title: str = "'Post: {{ position.duty }}'") -> Pack:
    return pack_of({"templates/post.md.j2": HEAD.format(title=title, more=more) + body})


@pytest.fixture
def place(make_plan: Callable[..., PlanFolder]) -> Callable[..., PlanFolder]:
    """A plan with three rows, and a format."""

    def place(format: str = "md", pack: Pack | None = None, text: str = PLAN) -> PlanFolder:
        return make_plan(text + f"drafts: {{format: {format}}}\n", pack or posts())

    return place


def draft(place: PlanFolder, *names: str, **how: bool) -> Drafting:
    return draft_plan(place, Answers(place.pack, place.read().plan), names, **how)


def told(done: Drafting) -> list[tuple[str, str]]:
    return [(found.path, found.state) for found in done.drafts]


def change(place: PlanFolder, old: str, new: str) -> None:
    text = place.path.read_text(encoding="utf-8")
    assert old in text
    place.path.write_text(text.replace(old, new), encoding="utf-8")


def write_in(place: PlanFolder, path: str, old: str, new: str) -> None:
    """Edit a draft as people do."""
    file = place.folder / path
    if path.endswith(".md"):
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    else:
        package = open_package(file.read_bytes(), path)
        main = package.parts[package.main].replace(old.encode(), new.encode())
        file.write_bytes(package.replaced({package.main: main}).save())


def words(place: PlanFolder, name: str) -> str:
    """What people read in a draft."""
    [document] = chosen_documents(Answers(place.pack, place.read().plan), [name])
    text = people_text(place, document)
    assert text is not None
    return "\n".join("".join(block.texts) for block in text.blocks)


@BOTH
def test_each_row_that_is_called_for_has_a_draft_under_its_id(place, format):
    here = place(format)
    assert told(draft(here)) == [(f"drafts/post@a1.{format}", "created"), (f"drafts/post@c3.{format}", "created")]
    assert words(here, "post@c3").startswith("Post: following up\n")
    assert "The duty is: listening." in words(here, "post@a1")
    assert [found.state for found in draft(here).drafts] == ["unchanged", "unchanged"]


def test_a_name_chooses_all_rows_and_a_row_one(place):
    here = place()
    assert [found.document for found in draft(here, "post").drafts] == ["post@a1", "post@c3"]
    assert [found.document for found in draft(here, "drafts/post@c3.md").drafts] == ["post@c3"]
    for name, said in (("post@b2", "calls for no `post@b2`"), ("pots", "Did you mean `post`?")):
        with pytest.raises(UsageError, match=said):
            draft(here, name)


@BOTH
def test_a_row_that_is_renamed_renames_nothing_and_says_so(place, format):
    here = place(format)
    draft(here)
    change(here, "duty: listening", "duty: hearing")
    [first, other] = draft(here).drafts
    said = "It was “Post: listening” and is now “Post: hearing”; the file keeps its name."
    assert (first.path, first.state, first.note) == (f"drafts/post@a1.{format}", "updated", said)
    assert (other.state, other.note) == ("unchanged", "")
    assert draft(here).drafts[0].note == ""


def test_rows_that_change_places_keep_their_drafts(place):
    here = place()
    draft(here)
    write_in(here, "drafts/post@c3.md", "Everybody", "Everybody, always,")
    rows = ["- {id: a1, role: clinician, duty: listening}", "- {id: c3, role: clinician, duty: following up}"]
    change(here, rows[0], "- {}")
    change(here, rows[1], rows[0])
    change(here, "- {}", rows[1])
    assert {(found.path, found.state) for found in draft(here).drafts} == {
        ("drafts/post@a1.md", "unchanged"),
        ("drafts/post@c3.md", "edited"),
    }


def test_a_row_that_goes_leaves_its_draft_and_is_named(place):
    here = place()
    draft(here)
    change(here, "      - {id: a1, role: clinician, duty: listening}\n", "")
    done = draft(here)
    assert (told(done), done.leftover) == ([("drafts/post@c3.md", "unchanged")], ["drafts/post@a1.md"])
    assert (here.folder / "drafts/post@a1.md").is_file()


def test_rows_without_an_id_get_theirs_when_drafts_are_written(place):
    here = place(text=PLAN.replace("id: a1, ", "") + "# a comment\n")
    assert [found.path for found in states(here, Answers(here.pack, here.read().plan))] == [
        "drafts/post@row-1.md",
        "drafts/post@c3.md",
    ]
    before = here.text()
    draft(here, dry_run=True)
    assert here.text() == before
    assert told(draft(here))[0] == ("drafts/post@r1.md", "created")
    assert "id: r1" in here.text()
    assert "# a comment" in here.text()
    assert told(draft(here))[0] == ("drafts/post@r1.md", "unchanged")


def test_an_id_that_no_file_may_have_is_made_safe(place):
    here = place(text=PLAN.replace("id: a1", "id: ../../a 1"))
    [first, _] = draft(here).drafts
    assert first.path.startswith("drafts/post@------a-1-")
    assert (here.folder / first.path).is_file()


def test_a_plan_without_rows_says_what_is_missing(place):
    here = place(text="coplan: 1\nanswers: {profile: {name: Bend}}\n")
    assert draft(here).drafts == []
    with pytest.raises(UsageError, match="for each row of “team”, and the plan has none of those yet"):
        draft(here, "post")


def test_one_row_is_final_and_the_others_go_on(place, clerk):
    here = place()
    draft(here)
    answers = Answers(here.pack, here.read().plan)
    assert [marked.path for marked in mark_final(here, chosen_documents(answers, ["post@a1"]))] == ["drafts/post@a1.md"]
    change(here, "name: Bend", "name: Prairie")
    [first, other] = draft(here).drafts
    assert (first.state, first.beside, other.state) == ("final", "drafts/post@a1.new.md", "updated")


def test_notes_stand_beside_their_document_and_are_drafted_with_it(make_plan):
    files = {
        "templates/post.md.j2": HEAD.format(title="Post", more="when: design.hours is answered\n") + ONE,
        "templates/notes.md.j2": NOTES,
    }
    pack = pack_of(files)
    here = make_plan("coplan: 1\nanswers: {design: {fee: $5}}\n", pack)
    assert documents_for(Answers(pack, here.read().plan)) == []
    here = make_plan("coplan: 1\nanswers: {design: {hours: Mo 08:00-12:00}}\n", pack)
    assert [found.document for found in draft(here, "post").drafts] == ["post", "notes"]
    assert [found.document for found in draft(here, "notes").drafts] == ["notes"]


# The draft from before there was one for each row


@pytest.fixture
def split(place: Callable[..., PlanFolder], clerk: Clerk) -> Callable[..., PlanFolder]:
    """A plan whose one draft people edited, under the pack of today, which has one for each row."""

    def split(format: str, old: str = "Everybody keeps", new: str = "Everybody, also at night, keeps") -> PlanFolder:
        before = place(format, posts("", ONE, "Post"))
        draft(before)
        if old:
            write_in(before, f"drafts/post.{format}", old, new)
        return PlanFolder(before.folder, posts(), clerk)

    return split


@BOTH
def test_what_people_wrote_goes_on_in_the_draft_of_one_row(split, format):
    here = split(format)
    old = (here.folder / f"drafts/post.{format}").read_bytes()
    done = draft(here)
    assert told(done) == [(f"drafts/post@a1.{format}", "merged"), (f"drafts/post@c3.{format}", "created")]
    assert f"What people wrote in drafts/post.{format} is in it" in done.drafts[0].note
    assert "Everybody, also at night, keeps the rules." in words(here, "post@a1")
    assert "also at night" not in words(here, "post@c3")
    assert (here.folder / f"drafts/post.{format}").read_bytes() == old
    assert done.leftover == [f"drafts/post.{format}"]


@BOTH
def test_it_does_so_once(split, format):
    here = split(format)
    draft(here)
    change(here, "      - {id: a1, role: clinician, duty: listening}\n", "      - {id: d4, role: clinician, duty: x}\n")
    done = draft(here)
    assert [found.state for found in done.drafts] == ["created", "unchanged"]
    assert sorted(done.leftover) == [f"drafts/post.{format}", f"drafts/post@a1.{format}"]


@BOTH
def test_the_new_draft_is_merged_like_any_other_from_then_on(split, format):
    here = split(format)
    draft(here)
    assert draft(here).drafts[0].state == "edited"
    change(here, "name: Bend", "name: Prairie")
    assert draft(here).drafts[0].state == "merged"
    text = words(here, "post@a1")
    assert "Prairie" in text
    assert "also at night" in text


def test_a_draft_that_nobody_edited_has_nothing_to_hand_over(split):
    here = split("md", old="")
    done = draft(here)
    assert [found.state for found in done.drafts] == ["created", "created"]
    assert done.leftover == ["drafts/post.md"]


def test_the_row_whose_text_is_nearest_goes_on_with_it(place, clerk):
    before = place("md", posts("", ONE.replace("The duties are many", "The duty is: following up"), "Post"))
    draft(before)
    write_in(before, "drafts/post.md", "Everybody keeps", "Everybody gladly keeps")
    here = PlanFolder(before.folder, posts(), clerk)
    assert [found.state for found in draft(here).drafts] == ["created", "merged"]
    assert "gladly" in words(here, "post@c3")


def test_a_final_draft_of_before_stays_what_it_is(split):
    here = split("md")
    old = PlanFolder(here.folder, posts("", ONE, "Post"), here.clerk)
    mark_final(old, [old.pack.document("post")])
    assert [found.state for found in draft(here).drafts] == ["created", "created"]


def test_a_dry_run_tells_of_it_and_writes_nothing(split):
    here = split("docx")
    before = sorted(path.name for path in here.folder.rglob("*"))
    assert [found.state for found in draft(here, dry_run=True, tell=True).drafts] == ["merged", "created"]
    assert sorted(path.name for path in here.folder.rglob("*")) == before


def test_a_word_draft_carries_the_name_of_its_row(split):
    here = split("docx")
    draft(here)
    content = (here.folder / "drafts/post@a1.docx").read_bytes()
    assert any(b'document="post@a1"' in part for part in open_package(content, "post").parts.values())
    (here.folder / "drafts/post@a1.docx").rename(here.folder / "drafts/Clinician.docx")
    assert draft(here).drafts[0].path == "drafts/Clinician.docx"
    assert DraftsFolder(here.folder).store.load("post").heir == "post@a1"

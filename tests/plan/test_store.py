"""The plan on disk: every save keeps what people wrote, and a disk that refuses costs nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Day
from coplan.disk.inside import Inside
from coplan.errors import BadInput, CoplanError, SaveError, UsageError
from coplan.plan.disk.file_text import read_text
from coplan.plan.disk.locations import find_plan_folder, nearest_plan_folder
from coplan.plan.disk.store import PlanFolder
from coplan.plan.model import OpenItem

PLAN = """\
# The plan of Cedar Valley.
coplan: 1
answers:
  profile:
    name: 'Cedar Valley'   # ask the council

  design:
    # decided in May
    models: [ride_along]
    hours: Mo-Fr 08:00-20:00
    note_of_ours: keep me
open:
  # what is not settled
  design.hours:
    state: disputed
    note: the guild
    mood: bad
ours: {a: 1}
"""
TEAM = [{"role": "clinician", "count": "2"}, {"role": "peer", "count": "1"}]


@pytest.fixture
def answer(small_pack):
    """A change that gives answers, by the last part of each key."""
    keys = {question.id: question for question in small_pack}

    def change(*suggested: str, **given):
        def apply(plan):
            for name, typed in given.items():
                value = read_value(typed, keys[name])
                plan = plan.with_answer(keys[name].key, value, suggested=name in suggested)
            return plan

        return apply

    return change


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def text(place: PlanFolder) -> str:
    return place.path.read_bytes().decode("utf-8")


def test_a_save_keeps_comments_order_and_quoting_byte_for_byte(make_plan, answer):
    place = make_plan(PLAN)
    place.save(answer(stage="developing", models=["on_scene"], people="5"))
    assert text(place) == PLAN.replace(
        "# ask the council\n", "# ask the council\n    stage: developing\n"
    ).replace("[ride_along]", "[on_scene]").replace("08:00-20:00\n", "08:00-20:00\n    people: 5\n")  # fmt: skip


@pytest.mark.parametrize("plan", [PLAN, PLAN.replace("\n", "\r\n"), "\ufeff" + PLAN, PLAN.rstrip("\n")])
def test_a_save_that_changes_nothing_leaves_the_file_alone(make_plan, answer, plan):
    place = make_plan(plan)
    os.utime(place.path, (1, 1))
    saved = place.save(answer(name="Cedar Valley", models=["ride_along"]))
    assert place.path.read_bytes() == plan.encode("utf-8")
    assert place.path.stat().st_mtime == 1
    assert (saved.followed, saved.backup, saved.warning, place.entries()) == ((), "", "", [])


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9).filter(
    str.strip
) | st.sampled_from(["room #4", "a: b", "no", "08:00", "- x", "'quoted'", "{", "é😀"])
row = st.fixed_dictionaries(
    {"role": st.sampled_from(["peer", "clinician"])}, optional={"count": st.sampled_from(["1", "2"])}
)
step = st.one_of(
    st.tuples(st.just("name"), st.none() | words),
    st.tuples(st.just("off_hours"), st.none() | words),
    st.tuples(st.just("models"), st.none() | st.lists(st.just("on_scene") | words.map("other: {}".format), min_size=1)),
    st.tuples(st.just("hours"), st.none() | st.sampled_from(["24/7", "Mo-Fr 08:00-20:00; PH off"])),
    st.tuples(st.just("team"), st.none() | st.lists(row, min_size=1, max_size=3)),
    st.tuples(st.just("people"), st.none() | st.sampled_from(["1", "1,200"])),
)


@pytest.mark.slow
@settings(max_examples=60)
@given(steps=st.lists(step, min_size=1, max_size=6))
def test_whatever_is_answered_in_whatever_order_comments_stay_and_the_file_reads_back(
    make_plan, answer, small_pack, steps
):
    place = make_plan(PLAN)
    keys = {question.id: question.key for question in small_pack}
    for name, typed in steps:
        change = (lambda plan: plan.without_answer(keys[name])) if typed is None else answer(**{name: typed})  # noqa: B023
        saved = place.save(change)
        again = make_plan(place.path.read_bytes()).read().plan
        assert saved.backup == ""
        assert {key: value.plain() for key, value in again.answers.items()} == {
            key: value.plain() for key, value in saved.plan.answers.items()
        }
        assert (again.open, again.set_aside) == (saved.plan.open, saved.plan.set_aside)
    lines = text(place).splitlines()
    assert [line for line in PLAN.splitlines() if line.lstrip().startswith("#") and line not in lines] == []
    assert lines[-1] == "ours: {a: 1}" or "set_aside" in lines[-1]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_newlines_and_byte_order_mark_stay(make_plan, answer, newline, mark):
    """cookiecutter, test_generate_files_with_windows_newline: a plan with Windows line breaks keeps them."""
    plan = mark + PLAN.replace("\n", newline)
    place = make_plan(plan)
    place.save(answer(name="Fir"))
    assert place.path.read_bytes().decode("utf-8") == plan.replace("'Cedar Valley'", "Fir")


def test_a_new_plan_is_created_once(tmp_path, small_pack, clerk, answer):
    place = PlanFolder(tmp_path / "a" / "b", small_pack, clerk)
    place.create()
    assert place.read().plan.answers == {}
    place.save(answer(name="Cedar"))
    place.create()
    assert text(place).startswith("# yaml-language-server: $schema=.coplan/plan.schema.json\n")
    assert text(place).endswith("coplan: 1\nanswers:\n  profile:\n    name: Cedar\n")
    assert files(place.folder) == [".coplan/journal.jsonl", "plan.yaml"]


def test_new_rows_get_ids_and_old_rows_keep_theirs(make_plan, answer, small_pack):
    place = make_plan("coplan: 1\n")
    place.save(answer(team=TEAM))
    assert [row["id"] for row in place.read().plan.answers["design.team"]] == ["r1", "r2"]
    place.save(answer(team=[{"id": "r2", "role": "peer"}, *TEAM[:1]]))
    assert [(row["id"], str(row["role"])) for row in place.read().plan.answers["design.team"]] == [
        ("r2", "peer"),
        ("r3", "clinician"),
    ]


def test_comments_beside_rows_stay(make_plan, answer):
    place = make_plan("answers:\n  design:\n    team:\n      # first\n      - id: a\n        role: peer # licensed\n")
    place.save(answer(team=[{"id": "a", "role": "peer", "count": "2"}, {"role": "clinician"}]))
    assert text(place) == (
        "answers:\n  design:\n    team:\n      # first\n      - id: a\n        role: peer # licensed\n"
        "        count: 2\n      - id: r1\n        role: clinician\n"
    )


def test_an_answer_is_set_aside_with_its_condition_and_comes_back(make_plan, answer):
    """copier, test_conditional_computed_value: an answer hidden by a condition is set aside, not lost, and comes back."""
    place = make_plan(PLAN)
    away = place.save(answer(models=["follow_up"]))
    assert (away.set_aside, away.back) == (("design.hours",), ())
    assert "    hours: Mo-Fr 08:00-20:00\n" in text(place)
    assert text(place).endswith("set_aside: [design.hours]\n")
    again = place.save(answer(models=["on_scene"]))
    assert (again.set_aside, again.back) == ((), ("design.hours",))
    assert "set_aside" not in text(place)


def test_suggestions_follow_each_other_until_the_room_changes_one(make_plan, answer):
    place = make_plan("coplan: 1\n")
    place.save(answer("people", "badges", team=TEAM, people="3", badges="3"))
    assert text(place).endswith("suggested: [design.people, design.badges]\n")
    saved = place.save(answer(team=[*TEAM, {"role": "peer", "count": "4"}]))
    assert saved.followed == ("design.people", "design.badges")
    assert [str(saved.plan.answers[f"design.{name}"]) for name in ("people", "badges")] == ["7", "7"]
    place.save(answer(people="10"))
    saved = place.save(answer(team=TEAM))
    assert saved.followed == ()
    assert [str(saved.plan.answers[f"design.{name}"]) for name in ("people", "badges")] == ["10", "10"]
    assert saved.plan.suggested == {"design.badges"}


def test_a_suggestion_that_cannot_be_worked_out_any_more_stays(make_plan, answer):
    place = make_plan("coplan: 1\n")
    place.save(answer("people", team=TEAM, people="3"))
    saved = place.save(answer(team=[{"role": "peer"}]))
    assert (saved.followed, str(saved.plan.answers["design.people"])) == ((), "3")


def test_what_follows_stands_in_the_journal(make_plan, answer):
    place = make_plan("coplan: 1\n")
    place.save(answer("people", team=TEAM, people="3"))
    place.save(answer(team=TEAM[:1]))
    assert [(entry.question, entry.new) for entry in place.entries()][3:] == [("design.people", "2")]


def test_an_edit_by_hand_between_two_saves_is_kept(make_plan, answer):
    place = make_plan(PLAN)
    place.save(answer(name="Fir"))
    place.path.write_bytes(place.path.read_bytes().replace(b"[ride_along]", b"[on_scene]  # by hand"))
    place.save(answer(stage="operating"))
    assert "    models: [on_scene]  # by hand\n" in text(place)
    assert str(place.read().plan.answers["profile.name"]) == "Fir"


def test_an_edit_by_hand_that_cannot_be_read_is_left_alone(make_plan, answer):
    place = make_plan(PLAN)
    place.save(answer(name="Fir"))
    broken = place.path.read_bytes() + b"answers: again\n"
    place.path.write_bytes(broken)
    with pytest.raises(BadInput, match="`answers` stands here twice"):
        place.save(answer(name="Oak"))
    assert place.path.read_bytes() == broken


@pytest.fixture
def stricter(make_plan, answer, small_files, build_pack):
    """A plan whose answers were all good, under a checklist that now refuses two of them."""
    place = make_plan("coplan: 1\n")
    place.save(answer(name="Cedar", stage="developing", models=["on_scene"], badges="12"))
    profile, design = "checklists/00-profile.yaml", "checklists/01-design.yaml"
    now = {
        profile: small_files[profile].replace("      - {key: developing, label: developing}\n", ""),
        design: small_files[design].replace("id: badges", "id: badges\n    max: 10"),
    }
    return PlanFolder(place.folder, build_pack(small_files | now), place.clerk)


def test_update_dont_validate_computed_value(stricter, answer):
    """copier: a stricter checklist locks nobody out; what it refuses is kept in the file, and counts as open."""
    before = text(stricter)
    reading = stricter.read()
    assert list(reading.plan.answers) == ["profile.name", "design.models"]
    assert [(note.line, note.key) for note in reading.notes] == [(5, "profile.stage"), (8, "design.badges")]
    stricter.reconcile()
    stricter.save(answer(name="Fir"))
    assert text(stricter) == before.replace("name: Cedar", "name: Fir")
    stricter.reconcile()
    assert stricter.read().plan.outdated == {"profile.stage", "design.badges"}


def test_disable_secret_validator_on_replay(stricter, answer):
    """copier: an answer that a stricter checklist refuses is answered anew, or taken away."""
    stricter.save(answer(badges="9"))
    stricter.save(lambda plan: plan.without_answer("profile.stage"))
    reading = PlanFolder(stricter.folder, stricter.pack, stricter.clerk).read()
    assert (reading.notes, str(reading.plan.answers["design.badges"])) == ((), "9")
    assert "developing" not in text(stricter)
    stricter.reconcile()
    last = {entry.question: entry.new for entry in stricter.entries()}
    assert (last["design.badges"], last["profile.stage"]) == ("9", None)


def test_what_was_never_an_answer_is_refused_as_before(stricter):
    stricter.path.write_text(text(stricter).replace("badges: 12", "badges: 13"), encoding="utf-8")
    with pytest.raises(BadInput, match=r"design.badges: `13` is more than 10"):
        stricter.read()


def test_a_renamed_question_moves_with_its_answer(make_plan, answer):
    place = make_plan("answers:\n  profile:\n    title: Cedar # ours\n    stage: exploring\n")
    place.save(answer(stage="operating"))
    assert text(place) == "answers:\n  profile:\n    name: Cedar # ours\n    stage: operating\n"
    assert place.read().plan.renamed == {}


def test_a_renamed_question_that_is_open_moves(make_plan, answer):
    place = make_plan("open:\n  profile.title:\n    owner: Ann # call her\n    state: parked\n")
    place.save(answer(stage="operating"))
    assert place.read().plan.open == {"profile.name": OpenItem("parked", "Ann")}
    assert text(place).startswith("open:\n  profile.name:\n    owner: Ann # call her\n    state: parked\n")


def test_a_renamed_question_that_was_answered_anew_moves(make_plan, answer):
    place = make_plan("answers:\n  profile:\n    title: Cedar # ours\n")
    place.save(answer(name="Fir"))
    assert text(place) == "answers:\n  profile:\n    name: Fir # ours\n"


def test_a_question_that_moved_to_another_step_takes_its_answer_along(make_plan, answer, small_files, build_pack):
    design = "checklists/01-design.yaml"
    pack = build_pack(
        small_files | {design: small_files[design].replace("id: badges", "id: badges\n    was: [profile.badges]")}
    )
    place = make_plan("answers:\n  profile:\n    name: Cedar\n    badges: 4\n", pack)
    place.save(answer(name="Fir"))
    assert text(place) == "answers:\n  profile:\n    name: Fir\n  design:\n    badges: 4\n"


def test_pre_migration_modifies_answers(make_plan, answer, small_files, build_pack):
    """copier: a single choice that became a list, under another name, keeps its value."""
    design = "checklists/01-design.yaml"
    pack = build_pack(
        small_files | {design: small_files[design].replace("id: models", "id: models\n    was: [design.model]")}
    )
    place = make_plan("answers:\n  design:\n    model: ride_along  # ours\n", pack)
    assert place.read().plan.answers["design.models"].plain() == ["ride_along"]
    place.save(answer(name="Fir"))
    assert text(place).endswith("  design:\n    models: [ride_along]  # ours\n  profile:\n    name: Fir\n")
    assert place.read().plan.answers["design.models"].plain() == ["ride_along"]


@pytest.mark.parametrize("old", ["name", "title", "heading"])
def test_migration_run_before(make_plan, answer, small_files, build_pack, old):
    """copier: a plan of any earlier version comes to today's names, in one save, and a second one changes nothing."""
    profile = "checklists/00-profile.yaml"
    names = "was: [profile.heading, profile.title]"
    pack = build_pack(small_files | {profile: small_files[profile].replace("was: [profile.title]", names)})
    place = make_plan(f"answers:\n  profile:\n    {old}: Cedar # ours\n", pack)
    place.save(answer(stage="operating"))
    once = text(place)
    assert once == "answers:\n  profile:\n    name: Cedar # ours\n    stage: operating\n"
    place.save(answer(stage="operating"))
    assert text(place) == once


def test_an_answer_is_taken_back(make_plan):
    place = make_plan(PLAN)
    place.save(lambda plan: plan.without_answer("profile.name"))
    assert text(place) == PLAN.replace(
        "  profile:\n    name: 'Cedar Valley'   # ask the council\n", "  # ask the council\n"
    )


def test_open_items_are_set_changed_and_settled(make_plan):
    place = make_plan(PLAN)
    place.save(lambda plan: plan.with_open("design.hours", OpenItem("proposed", "Ann", Day(2027, 1, 15))))
    assert "  # what is not settled\n  design.hours:\n    state: proposed\n    mood: bad\n" in text(place)
    place.save(lambda plan: plan.with_open("design.team", OpenItem("parked")))
    assert list(place.read().plan.open) == ["design.hours", "design.team"]
    place.save(lambda plan: plan.with_open("design.hours", None).with_open("design.team", None))
    assert "open:" not in text(place)
    assert "\n# what is not settled\n" in text(place)


def test_an_open_item_keeps_its_order_and_its_comments(make_plan):
    place = make_plan(
        "open:\n  design.hours:\n    note: the guild # since May\n    # who\n    owner: Ann\n    state: parked\n"
    )
    saved = place.save(lambda plan: plan.with_open("design.hours", OpenItem("disputed", "Bob", None, "the guild")))
    assert saved.backup == ""
    assert text(place) == (
        "open:\n  design.hours:\n    note: the guild # since May\n    # who\n    owner: Bob\n    state: disputed\n"
    )


@pytest.mark.parametrize(
    "plan",
    [
        "answers:\n  profile: {name: Cedar, # ours\n    stage: exploring}\n",
        "answers: {profile: {name: Cedar # ours\n  }}\n",
    ],
)
def test_an_edit_that_is_refused_leaves_a_backup(make_plan, answer, plan):
    place = make_plan(plan)
    saved = place.save(answer(name="Fir"))
    assert saved.backup == "plan.before-20261123T090000.yaml"
    assert (place.folder / saved.backup).read_bytes() == plan.encode("utf-8")
    assert str(place.read().plan.answers["profile.name"]) == "Fir"
    make_plan(plan)
    assert place.save(answer(name="Fir")).backup == "plan.before-20261123T090000-2.yaml"


def refuse(number: int):
    def call(*_, **__):
        raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize("call", ["replace", "fsync"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_refuses_costs_nothing_and_the_answer_is_named(make_plan, answer, monkeypatch, call, number):
    place = make_plan(PLAN)
    monkeypatch.setattr(os, call, refuse(number))
    with pytest.raises(SaveError) as caught:
        place.save(answer(name="Fir", team=TEAM))
    assert text(place) == PLAN
    assert files(place.folder) == [".coplan/journal.jsonl", "plan.yaml"]
    assert place.journal.path.read_bytes() == b""
    assert str(caught.value).startswith(f"Not saved: {os.strerror(number)}. {place.path} is as it was.")
    assert "  profile.name: Fir\n  design.team: [{'id': 'r1', 'role': 'clinician'" in str(caught.value)


def test_a_full_disk_is_told_even_where_a_backup_would_be_needed(make_plan, answer, monkeypatch):
    plan = "answers:\n  profile: {name: Cedar, # ours\n    stage: exploring}\n"
    place = make_plan(plan)
    monkeypatch.setattr(os, "fsync", refuse(errno.ENOSPC))
    with pytest.raises(SaveError, match=r"Not saved: (?s:.)*profile.name: Fir"):
        place.save(answer(name="Fir"))
    assert (text(place), place.entries()) == (plan, [])


def test_what_stands_in_the_place_of_the_journal_is_kept_aside(make_plan, answer):
    place = make_plan(PLAN)
    place.journal.path.mkdir(parents=True)
    saved = place.save(answer(name="Fir"))
    assert saved.warning == (
        ".coplan/journal.jsonl: is a folder, not a file. Put the file itself there: coplan opens nothing that lies "
        "outside the plan's folder. It is kept as .coplan/journal.jsonl.aside-1, and a new file begins."
    )
    assert ("name: Fir" in text(place), place.entries()[-1].new) == (True, "Fir")


def test_a_journal_that_cannot_be_written_refuses_the_answer(make_plan, answer, monkeypatch):
    place = make_plan(PLAN)
    with monkeypatch.context() as patch:
        patch.setattr(Inside, "append", refuse(errno.ENOSPC))
        with pytest.raises(SaveError, match="Not saved"):
            place.save(answer(name="Fir"))
        place.reconcile()
    assert text(place) == PLAN
    assert "cannot be written" in str(place.noted[".coplan/journal.jsonl"])


@pytest.fixture
def read_only(make_plan):
    """A plan in a folder that refuses new files."""
    place = make_plan(PLAN)
    place.folder.chmod(0o555)
    try:
        (place.folder / "probe").write_bytes(b"")
    except OSError:
        yield place
    else:
        pytest.skip("this user, or this system, may write into every folder")
    finally:
        place.folder.chmod(0o755)


def test_a_folder_that_is_read_only_refuses_and_the_answer_is_named(read_only, answer):
    with pytest.raises(SaveError, match=r"Not saved: (?s:.)*  profile.name: Fir"):
        read_only.save(answer(name="Fir"))
    assert text(read_only) == PLAN
    with pytest.raises(SaveError, match="cannot be written"):
        read_only.lock("init")
    with pytest.raises(SaveError, match="cannot be written"):
        read_only.write_schema()


def test_a_folder_where_a_file_stands_is_refused(tmp_path, small_pack, clerk):
    (tmp_path / "a file").write_bytes(b"")
    with pytest.raises(SaveError, match="cannot be written"):
        PlanFolder(tmp_path / "a file" / "plan", small_pack, clerk).create()


def test_the_schema_is_written_once(make_plan):
    place = make_plan(PLAN)
    place.write_schema()
    os.utime(place.hidden / "plan.schema.json", (1, 1))
    place.write_schema()
    assert (place.hidden / "plan.schema.json").stat().st_mtime == 1


def test_a_change_leaves_its_plan_alone(make_plan, answer):
    place = make_plan(PLAN)
    before = place.read().plan
    held = dict(before.answers), dict(before.open), before.suggested
    place.save(answer(name="Fir", models=["follow_up"]))
    assert (before.answers, before.open, before.suggested) == held


def test_two_windows_see_each_others_answers(make_plan, answer):
    one, other = make_plan(PLAN), make_plan(PLAN)
    one.save(answer(name="Fir"))
    other.save(answer(stage="operating"))
    one.save(answer(people="4"))
    assert {key: str(value) for key, value in other.read().plan.answers.items()} == {
        "profile.name": "Fir",
        "profile.stage": "operating",
        "design.models": "riding together",
        "design.hours": "Monday to Friday, 8 a.m. to 8 p.m.",
        "design.people": "4",
    }


@pytest.mark.parametrize("given", [None, "plan.yaml", ""])
def test_a_plan_is_found_from_its_folder_from_below_and_by_name(make_plan, given):
    folder = make_plan(PLAN).folder
    below = folder / "drafts" / "old"
    below.mkdir(parents=True)
    assert find_plan_folder(below, None if given is None else folder / given) == folder


def test_no_plan_is_told_with_what_to_do(tmp_path):
    with pytest.raises(UsageError, match=r"There is no plan in .*\. `coplan init .*` starts one\."):
        find_plan_folder(tmp_path, tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize(
    ("put", "said"),
    [
        (lambda path: path.mkdir(), "is a folder, not a file"),
        (getattr(os, "mkfifo", None), "is a pipe"),
        (lambda path: path.symlink_to(path), "is a link"),
    ],
)
def test_what_lies_under_the_name_of_a_plan_and_is_no_file_is_named(tmp_path, small_pack, clerk, put, said):
    put(tmp_path / "plan.yaml")
    with pytest.raises(BadInput, match=said):
        PlanFolder(find_plan_folder(tmp_path, tmp_path), small_pack, clerk).read()


def test_an_open_item_with_letters_that_cannot_be_read_again_is_refused(make_plan):
    place = make_plan(PLAN)
    item = OpenItem("disputed", note="a\u202eb")
    with pytest.raises(SaveError, match=r"open item there is a character that nobody sees here \(U\+202E"):
        place.save(lambda plan: plan.with_open("profile.name", item))
    assert text(place) == PLAN


def test_no_plan_is_found_above_the_ceiling(tmp_path):
    (tmp_path / "plan.yaml").write_text("coplan: 1\n", encoding="utf-8")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert nearest_plan_folder(below) == tmp_path
    assert nearest_plan_folder(below, tmp_path / "a") is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file."),
        (b"\xff", "line 1: is not UTF-8 text."),
        (b" " * 6_000_001, "is larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, content, said):
    if content is not None:
        (tmp_path / "plan.yaml").write_bytes(content)
    with pytest.raises(BadInput, match=said):
        read_text(tmp_path / "plan.yaml")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(BadInput):
        read_text(tmp_path)


def test_every_error_of_a_save_is_one_that_people_can_mend():
    assert issubclass(SaveError, CoplanError)

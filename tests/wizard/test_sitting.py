from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coplan.content.model import Pack
from coplan.plan.disk.store import PlanFolder
from coplan.plan.model import Plan
from coplan.wizard.asker import Signal
from coplan.wizard.notes.checklist_note import known_questions, remember_checklist
from coplan.wizard.sitting import sit
from coplan.wizard.step_end.details import MORE
from tests.wizard.scripted import LEFT, ScriptedAsker, room

Sitting = Callable[..., ScriptedAsker]
BACK, SKIP = Signal.BACK, Signal.SKIP
MENU = "What would you like to do?"
DETAILS = "Details can be answered now"
DONE = "answers:\n  profile:\n    name: Cedar\n    stage: operating\n  design:\n    models: [ride_along]\n"
OPEN = "open:\n  design.hours: {state: disputed, owner: Sheriff}\n  design.team: {state: parked}\n"


def offered(asker: ScriptedAsker, title: str = MENU) -> dict[str, str]:
    return {option.key: option.label for option in asker.menu(title).options}


# A new plan


def test_a_new_plan_begins_with_the_first_question_and_ends_with_the_drafts(sitting: Sitting, tmp_path: Path) -> None:
    script = ["Cedar", "", "on", ["ride_along"], "", "on", "yes", "leave"]
    asker = sitting(script, fresh=True)

    assert asker.keys == ["profile.name", "design.models"]
    assert "drafts/memo.docx | created | 6" in asker.shown
    assert (tmp_path / "cedar-valley" / "drafts" / "memo.docx").is_file()


def test_the_detailed_questions_of_a_step_are_asked_on_request(sitting: Sitting) -> None:
    asker = sitting(["Cedar", "", MORE, "exploring", ["ride_along"], "", LEFT], fresh=True)

    assert asker.keys == ["profile.name", "profile.stage", "design.models"]


def test_details_are_offered_by_the_document_that_waits_for_them(sitting: Sitting) -> None:
    asker = sitting(["details", "memo", "Mo-Fr 08:00-20:00", LEFT], DONE)

    assert offered(asker, DETAILS)["memo"].startswith("Memo: 4 questions, about 6 minutes, fills 5 holes")
    assert asker.keys == ["design.hours", "design.team"]


def test_after_a_step_any_answer_is_changed_by_its_number(sitting: Sitting) -> None:
    asker = sitting(["Cedar", "7", "1", "Cedar Valley", "", LEFT], fresh=True)

    assert asker.keys[:2] == ["profile.name", "profile.name"]
    assert "`7` is not one of these." in asker.text
    assert "1. Program name: Cedar Valley." in asker.shown


def test_one_key_marks_a_decision_that_was_read_back_disputed(sitting: Sitting, tmp_path: Path) -> None:
    asker = sitting(["Cedar", "d1", "The fire chief, to the name", "", LEFT], fresh=True)

    assert "1. Program name: Cedar. [disputed, The fire chief, to the name]" in asker.shown
    assert "state: disputed" in (tmp_path / "cedar-valley" / "plan.yaml").read_text(encoding="utf-8")


def test_a_step_tells_which_documents_still_miss_something(sitting: Sitting) -> None:
    asker = sitting(["Cedar", "", "on", ["ride_along"], "", "on", "no", "leave"], fresh=True)

    assert any(re.match(r"Memo: \d questions, about \d minutes, fills \d holes", line) for line in asker.shown)


def test_drafts_that_are_written_in_a_sitting_say_how_far_they_are(sitting: Sitting) -> None:
    asker = sitting(["drafts", "yes", "leave"], DONE)

    reading, writing, first, *_ = asker.worked
    assert (reading, writing) == ("Reading through the documents", "Writing the drafts")
    assert re.fullmatch(r"0 of \d+", first)


def test_a_jump_goes_on_from_the_chosen_step(sitting: Sitting) -> None:
    asker = sitting([Signal.OUTLINE, "design", ["on_scene"], LEFT], fresh=True)

    assert asker.keys == ["profile.name", "design.models"]


@pytest.mark.parametrize("script", [[], ["Cedar"], ["Cedar", ""], ["Cedar", "1"]])
def test_the_room_can_leave_anywhere(sitting: Sitting, script: list[Any]) -> None:
    assert sitting([*script, LEFT], fresh=True).shown


# A plan that is there


def test_the_menu_offers_what_there_is_to_do(sitting: Sitting) -> None:
    asker = sitting([LEFT], DONE.replace("    name: Cedar\n", "") + OPEN)

    assert offered(asker) == {
        "on": "Go on where you stopped: Profile, program name",
        "open": "What is still open (3)",
        "review": "Review one step",
        "change": "Change one answer: search by words",
        "details": "Answer the details, document by document",
        "drafts": "Write the drafts",
        "leave": "Leave; everything is saved",
    }


def test_a_plan_with_nothing_open_is_only_reviewed(sitting: Sitting) -> None:
    assert list(offered(sitting([LEFT], DONE))) == ["review", "change", "details", "drafts", "leave"]


def test_back_in_the_menu_stays_in_the_menu(sitting: Sitting) -> None:
    asker = sitting([BACK, "leave"], DONE)

    assert len(asker.asked) == 2


def test_going_on_asks_from_the_first_unfinished_step(sitting: Sitting) -> None:
    asker = sitting(["on", ["on_scene"], LEFT], "answers:\n  profile:\n    name: Cedar\n")

    assert asker.keys == ["design.models"]


def test_what_is_open_is_chosen_by_step_or_owner(sitting: Sitting) -> None:
    asker = sitting(["open", "owner Sheriff", SKIP, "", LEFT], DONE.replace("    name: Cedar\n", "") + OPEN)

    assert offered(asker, "What is still open:") == {
        "step profile": "Profile: 1 not answered",
        "owner ": "Open items of nobody named yet: 1",
        "owner Sheriff": "Open items of Sheriff: 1",
        "": "Back",
    }
    assert asker.keys == ["design.hours"]


def test_what_is_open_in_a_step_is_asked(sitting: Sitting) -> None:
    asker = sitting(["open", "step profile", "Cedar", LEFT], "answers:\n  design:\n    models: [follow_up]\n")

    assert asker.keys == ["profile.name"]


def test_the_open_menu_ends_when_nothing_is_open(sitting: Sitting) -> None:
    asker = sitting(["open", "step profile", "Cedar", "leave"], DONE.replace("    name: Cedar\n", ""))

    assert "open" not in offered(asker)


def test_what_is_new_in_the_checklist_is_asked_once(make_plan: Callable[..., PlanFolder]) -> None:
    """copier, test_update_with_new_field_in_new_version_skip_answered: only the new questions are asked."""
    place = make_plan(DONE)
    remember_checklist(place, known_questions(place) - {"design.badges", "design.people"})
    asker = ScriptedAsker(["new", "4", SKIP, "leave"])

    sit(place, asker, fresh=False)

    assert asker.menu(MENU).keys == ["review", "change", "details", "drafts", "leave"]
    assert asker.keys == ["design.people", "design.badges"]


def test_going_back_from_the_first_new_question_leaves_them_new(make_plan: Callable[..., PlanFolder]) -> None:
    place = make_plan(DONE)
    remember_checklist(place, known_questions(place) - {"design.badges"})
    asker = ScriptedAsker(["new", BACK, "leave"])

    sit(place, asker, fresh=False)

    assert offered(asker)["new"] == "What is new in the checklist (1)"


def test_a_plan_that_a_script_began_notices_later_questions_too(make_plan: Callable[..., PlanFolder]) -> None:
    place = make_plan(DONE)
    place.create()
    sit(place, ScriptedAsker(), fresh=False)

    note = json.loads((place.hidden / "checklist.json").read_text(encoding="utf-8"))
    assert sorted(note["questions"]) == sorted(place.pack.questions)


def test_a_note_that_cannot_be_read_counts_everything_as_known(make_plan: Callable[..., PlanFolder]) -> None:
    place = make_plan(DONE)
    place.create()
    (place.hidden / "checklist.json").write_text("[", encoding="utf-8")

    assert known_questions(place) == set(place.pack.questions)


def test_review_shows_a_step_and_changes_by_number(sitting: Sitting) -> None:
    asker = sitting(["review", "profile", "2", "exploring", "", "leave"], DONE)

    assert "2 | stage | operating" in asker.shown
    assert "2 | stage | exploring" in asker.shown
    assert asker.keys == ["profile.stage"]


def test_review_goes_through_every_question_on_request(sitting: Sitting) -> None:
    asker = sitting(["review", "design", "all", *[SKIP, SKIP, "skip", SKIP, SKIP], "", "leave"], DONE)

    assert [key.partition(".")[2] for key in asker.keys] == ["models", "hours", "team", "people", "badges"]


def test_open_items_stand_in_the_review(sitting: Sitting) -> None:
    asker = sitting(["review", "design", "", "leave"], DONE + OPEN)

    assert "2 | hours on duty | not answered [disputed, Sheriff]" in asker.shown


def test_one_answer_is_found_by_words_and_changed(sitting: Sitting) -> None:
    asker = sitting(["change", "program called", "profile.name", "Cedar Valley", "leave"], DONE)

    assert asker.menu("Which question?").options[0].label == "program name"
    assert (asker.keys, asker.prompts[0].now) == (["profile.name"], "Cedar")


@pytest.mark.parametrize(
    ("words", "said"),
    [("helicopter", ["No question that applies today has the words `helicopter`."]), ("", []), (BACK, [])],
)
def test_words_that_find_nothing_lead_back_to_the_menu(sitting: Sitting, words: Any, said: list[str]) -> None:
    assert sitting(["change", words, "leave"], DONE).shown == said


def test_a_search_that_finds_much_shows_the_first(sitting: Sitting, pack: Pack) -> None:
    asker = sitting(["change", "the", "", "leave"], "coplan: 1\n", pack=pack)

    assert len(asker.menu("Which question?").options) == 13
    assert "More words find fewer." in asker.text


def test_drafts_are_written_from_the_menu(sitting: Sitting, tmp_path: Path) -> None:
    asker = sitting(["drafts", "yes", "leave"], DONE)

    assert "drafts/memo.docx | created | 5" in asker.shown
    assert (tmp_path / "cedar-valley" / "drafts" / "memo.docx").is_file()


def test_the_plans_changes_come_into_a_draft_that_people_edited(sitting: Sitting, tmp_path: Path) -> None:
    kept = DONE + "drafts: {format: md}\n"
    sitting(["drafts", "yes", "leave"], kept)
    draft = tmp_path / "cedar-valley" / "drafts" / "memo.md"
    draft.write_bytes(draft.read_bytes() + b"\nOur own words.\n")

    asker = sitting(["drafts", "yes", "leave"], kept.replace("Cedar", "Cedar Valley"))

    assert "\nOur own words.\n" in draft.read_text(encoding="utf-8")
    assert "drafts/memo.md: people edited it; the plan's changes are in it, next to their words." in asker.shown


def test_drafts_wait_until_the_room_wants_them(sitting: Sitting, tmp_path: Path) -> None:
    sitting(["drafts", "no", "leave"], DONE)

    assert not (tmp_path / "cedar-valley" / "drafts").exists()


def test_a_jump_out_of_the_menu_goes_on_from_the_chosen_step(sitting: Sitting) -> None:
    asker = sitting(["change", "stage", "profile.stage", Signal.OUTLINE, "design", "", LEFT], DONE)

    assert "Design: what was decided" in asker.text


# Where the room was, and what a change brings about


def test_a_sitting_goes_on_at_the_question_where_the_last_one_stopped(make_plan: Callable[..., PlanFolder]) -> None:
    """What was skipped before that place is asked at the end, not first."""
    place = make_plan("answers: {}\n")
    place.create()
    sit(place, ScriptedAsker([SKIP, "on", LEFT]), fresh=True)
    asker = ScriptedAsker(["on", ["ride_along"], "", "on", "ask", "Cedar", LEFT])

    sit(place, asker, fresh=False)

    assert offered(asker)["on"] == "Go on where you stopped: Step 1: Design, response models"
    assert asker.keys == ["design.models", "profile.name"]


def test_what_newly_applies_is_asked_at_once(sitting: Sitting, pack: Pack) -> None:
    text = "answers:\n  profile:\n    stage: developing\n  design:\n    models: [follow_up]\n    hours: 24/7\n"
    script = ["change", "response models", "design.models", ["ride_along"], LEFT]
    asker = sitting(script, text, pack=pack)

    assert "With the new answer (response models) there is more to decide: " in asker.text
    assert asker.keys[0] == "design.models"
    assert pack.questions[asker.keys[1]].core


def test_findings_that_a_change_causes_are_shown_at_once(sitting: Sitting, pack: Pack) -> None:
    text = (
        "answers:\n  profile:\n    stage: developing\n  design:\n    models: [ride_along]\n"
        "    hours: Mo-Fr 08:00-16:00\n    posts:\n      - {id: a, period: Mo-Fr 08:00-16:00, teams: 1}\n"
    )
    asker = sitting(["change", "on duty", "design.hours", "24/7", "on", LEFT], text, pack=pack)

    assert re.search(r"\d+ findings? about these answers", asker.text)


def test_an_overdue_item_is_said_at_the_start(sitting: Sitting) -> None:
    late = DONE + "open:\n  design.hours: {state: parked, owner: Sheriff, due: 2026-11-01}\n"

    assert "Overdue since November 1, 2026, for Sheriff: hours on duty." in sitting([LEFT], late).shown


def test_steps_with_nothing_to_decide_at_this_stage_are_named_once(sitting: Sitting, pack: Pack) -> None:
    asker = sitting(room(Plan(), details=False), fresh=True, pack=pack)

    assert asker.text.count("there is nothing to decide in a workshop yet on") == 1


def test_a_question_that_follows_from_a_detail_is_asked_at_once(sitting: Sitting, small_files, build_pack) -> None:
    questions = """  - {id: place, label: place, ask: Where?, kind: choice, choices: [{key: hall, label: the hall},
     {key: elsewhere, label: elsewhere}], help: H., why: W., source: [rct]}
  - {id: street, label: street, ask: Which street?, kind: text, when: design.place == 'elsewhere', help: H., why: W.,
     source: [rct]}
"""
    files = dict(small_files)
    files["checklists/01-design.yaml"] += questions
    files["templates/memo.md.j2"] += (
        "\nAt {{ design.place }}.{% if design.street is asked %} On {{ design.street }}.{% endif %}\n"
    )
    done = DONE + "    hours: Mo-Fr 09:00-17:00\n    team: [{role: peer, count: 1}]\n    people: 2\n    badges: 2\n"
    asker = sitting(["details", "memo", "911", "elsewhere", "12 Mill Road", LEFT], done, pack=build_pack(files))

    assert asker.keys == ["design.off_hours", "design.place", "design.street"]

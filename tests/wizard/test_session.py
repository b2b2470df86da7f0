from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Rows
from coplan.content.model import Pack
from coplan.drafts.proof.trial_plans import random_plan
from coplan.errors import BadInput
from coplan.plan.disk import journal
from coplan.plan.disk.store import PlanFolder
from coplan.plan.model import Plan
from coplan.plan.view import Answers
from coplan.wizard import interview
from coplan.wizard.asker import Opened, Prompt, Signal
from coplan.wizard.open_items import ELSE, NOBODY
from coplan.wizard.session import Jump, Left, Session
from coplan.wizard.walk import visit, walk
from tests.wizard.conftest import EMPTY, Disk, asked, plain, told
from tests.wizard.scripted import ACCEPT, LEFT, Menu, ScriptedAsker, room

Begin = Callable[..., Session]
BACK, SKIP = Signal.BACK, Signal.SKIP
RIDING = "answers:\n  design:\n    models: [ride_along]\n    hours: Mo-Fr 08:00-20:00\n"
TEAM = "answers:\n  design:\n    team:\n      - {id: r1, role: clinician, count: 2}\n"


@pytest.fixture(scope="session")
def full_plan(pack: Pack) -> Plan:
    """A plan with an answer to every question of the shipped pack, one row to each table."""
    plans = (random_plan(pack, seed) for seed in range(1, 100))
    plan = next(plan for plan in plans if len(plan.answers) == len(pack.questions))
    return Plan({key: _one_row(value) if isinstance(value, Rows) else value for key, value in plan.answers.items()})


def _one_row(rows: Rows) -> Rows:
    return Rows(rows[:1], rows.labels, rows.required)


def all_steps(session: Session) -> None:
    for step in session.pack.steps:
        walk(session, interview.core(step.id))
        walk(session, interview.details(step.id))


def last(session: Session) -> Prompt:
    """The last question that the session's room was asked."""
    assert isinstance(session.asker, ScriptedAsker)
    return session.asker.prompts[-1]


# The whole way


@pytest.mark.slow
def test_a_room_that_answers_the_core_of_ten_steps_has_a_plan(sitting: Any, full_plan: Plan, pack: Pack) -> None:
    asker = sitting(room(full_plan, details=False), fresh=True, pack=pack)

    assert all(pack.questions[key].core for key in asker.keys)
    stage = str(full_plan.answers["profile.stage"].key)
    deciding = [step.id for step in pack.steps if any(question.core_at(stage) for question in step.questions)]
    assert list(dict.fromkeys(pack.questions[key].step for key in asker.keys)) == deciding
    assert "That was the last step." in asker.shown


@pytest.mark.long  # every question of the shipped pack
def test_a_room_that_answers_everything_leaves_nothing_unasked(
    make_plan: Callable[..., PlanFolder], full_plan: Plan, pack: Pack
) -> None:
    place = make_plan(EMPTY, pack)
    session = Session(place, ScriptedAsker(room(full_plan)))

    all_steps(session)

    answers = Answers(pack, place.read().plan)
    applicable = [q.key for q in pack if answers.applies(q.key)]
    assert [key for key in applicable if key not in answers.plan.answers and key in full_plan.answers] == []
    assert set(applicable) <= set(asked(session))
    assert journal.missing_lines(place.entries(), answers.plan, when="", by="") == []


def test_back_through_everything_meets_every_question_and_keeps_the_answers(begin: Begin) -> None:
    session = begin(["Cedar", "exploring", ["ride_along"], "Mo-Fr 08:00-20:00", "911", SKIP, "3", *[BACK] * 7])
    with pytest.raises(Left):
        all_steps(session)

    forth, back = asked(session)[:8], asked(session)[8:]
    assert back[:7] == forth[6::-1]
    assert [plain(session, key) for key in forth[:5]] == [
        "Cedar",
        "exploring",
        ["ride_along"],
        "Mo-Fr 08:00-20:00",
        "911",
    ]


# Back and forth


def test_back_goes_to_the_question_before_with_its_answer(begin: Begin) -> None:
    session = begin(["Cedar", BACK, LEFT])
    with pytest.raises(Left):
        all_steps(session)

    assert asked(session) == ["profile.name", "profile.stage", "profile.name"]
    assert last(session).now == "Cedar"


def test_after_going_back_the_room_comes_forward_again_over_the_same_questions(begin: Begin) -> None:
    session = begin(["Cedar", "exploring", BACK, BACK, "Cedar Valley", "exploring", ["on_scene"], LEFT])
    with pytest.raises(Left):
        all_steps(session)

    assert [key.partition(".")[2] for key in asked(session)] == [
        *("name", "stage", "models", "stage", "name", "stage", "models", "hours"),
    ]
    assert plain(session, "profile.name") == "Cedar Valley"


def test_back_goes_across_steps(begin: Begin) -> None:
    session = begin(["Cedar", "exploring", BACK, LEFT])
    with pytest.raises(Left):
        all_steps(session)

    assert asked(session)[-2:] == ["design.models", "profile.stage"]
    assert told(session).count("Say who plans what.") == 2


def test_a_new_sitting_can_go_back_to_what_an_earlier_one_answered(begin: Begin) -> None:
    session = begin([BACK, LEFT], "answers:\n  profile:\n    name: Cedar\n")
    with pytest.raises(Left):
        walk(session, interview.core("design"))

    assert asked(session) == ["design.models", "profile.name"]


def test_before_the_first_question_there_is_nothing_to_go_back_to(begin: Begin) -> None:
    session = begin([BACK, "Cedar"])

    walk(session, interview.core("profile"))

    assert "This is the first question." in told(session)
    assert plain(session, "profile.name") == "Cedar"


def test_a_question_that_a_changed_answer_calls_for_is_asked_in_its_place(begin: Begin) -> None:
    text = "answers:\n  design:\n    models: [follow_up]\n"
    session = begin([SKIP, BACK, BACK, ["on_scene"], "Mo-Fr 08:00-20:00", LEFT], text)
    with pytest.raises(Left):
        walk(session, interview.details("design"))

    assert asked(session)[-3:] == ["design.models", "design.hours", "design.off_hours"]


def test_visiting_questions_ends_when_the_room_goes_back_from_the_first(begin: Begin) -> None:
    session = begin(["exploring", BACK, BACK])

    assert visit(session, ["profile.stage", "design.hours", "design.people"]) is False
    assert asked(session) == ["profile.stage", "design.people", "profile.stage"]


# Skipping, leaving, jumping


def test_a_skipped_question_stays_without_an_answer_and_is_asked_again_next_time(begin: Begin) -> None:
    session = begin([SKIP])

    walk(session, interview.core("profile"))

    assert plain(session, "profile.name") is None
    assert interview.core_left(session.answers)[0] == "profile.name"


def test_leaving_keeps_what_was_answered(begin: Begin) -> None:
    session = begin(["Cedar", LEFT])
    with pytest.raises(Left):
        all_steps(session)

    assert plain(session, "profile.name") == "Cedar"


@pytest.mark.parametrize("answered", [0, 1, 2])
def test_multiple_questions_interrupt(begin: Begin, answered: int) -> None:
    """copier: an interruption at any question keeps the answers before it."""

    def interrupt(asked: Prompt) -> str:
        raise KeyboardInterrupt

    given = ["Cedar", "exploring"][:answered]
    session = begin([*given, interrupt])
    with pytest.raises(KeyboardInterrupt):
        all_steps(session)

    held = [plain(session, key) for key in ("profile.name", "profile.stage")]
    assert held == [*given, None, None][:2]
    assert "design.models" not in session.place.read().plan.answers


def test_the_outline_shows_each_step_and_jumps_to_the_chosen_one(begin: Begin) -> None:
    session = begin([Signal.OUTLINE, "design"], "answers:\n  profile:\n    name: Cedar\n")
    with pytest.raises(Jump) as jump:
        session.ask("profile.stage")

    menu = session.asker.menu("Go to which step?")  # type: ignore[attr-defined]
    assert jump.value.step == "design"
    assert [option.label for option in menu.options] == [
        "Profile: 1 of 1 decided; with details, 1 of 2 answered",
        "Step 1: Design: 0 of 1 decided; with details, 0 of 4 answered",
    ]


def test_back_from_the_outline_returns_to_the_question(begin: Begin) -> None:
    session = begin([Signal.OUTLINE, BACK, "Cedar"])

    session.ask("profile.name")

    assert plain(session, "profile.name") == "Cedar"


def test_nothing_is_asked_twice_on_resume(sitting: Any) -> None:
    first = sitting(["Cedar", "", "on"], fresh=True)
    text = "answers:\n  profile:\n    name: Cedar\nopen:\n  design.models: {state: parked}\n"
    second = sitting(["review", "", LEFT], text)

    assert first.keys == ["profile.name", "design.models"]
    assert second.keys == []


def test_omit_answer_for_skipped_question(begin: Begin, build_pack: Callable[..., Pack], small_files: Any) -> None:
    """copier: a question that does not apply is not asked, and its suggestion never gets into the file."""
    design = "checklists/01-design.yaml"
    pack = build_pack(
        small_files | {design: small_files[design].replace("id: badges", "id: badges\n    when: facts.on_scene")}
    )
    session = begin([ACCEPT], TEAM.replace("design:", "design:\n    models: [follow_up]"), pack=pack)

    walk(session, interview.details("design"))

    assert asked(session) == ["design.people"]
    assert "badges" not in session.place.text()


def test_overwrite_answers_file_always(begin: Begin) -> None:
    """copier: the plan's file is saved without asking, whatever stood there."""
    session = begin(["Cedar Valley"], "answers:\n  profile:\n    name: Cedar\n")

    session.ask("profile.name")

    assert len(session.asker.asked) == 1  # type: ignore[attr-defined]
    assert plain(session, "profile.name") == "Cedar Valley"


# Open items


def test_an_open_item_has_owner_due_date_and_note(begin: Begin) -> None:
    session = begin([Opened(), "parked", ELSE, "Sheriff", "1/15/2027", "Waiting for the guild"])

    walk(session, interview.core("profile"))

    item = session.place.read().plan.open["profile.name"]
    assert item.plain() == {
        "state": "parked",
        "owner": "Sheriff",
        "due": "2027-01-15",
        "note": "Waiting for the guild",
    }
    assert plain(session, "profile.name") is None


def test_a_proposed_answer_is_kept_with_its_open_item(begin: Begin) -> None:
    session = begin([Opened("Cedar"), "proposed", ELSE, "Chief", "", ""])

    walk(session, interview.core("profile"))

    assert plain(session, "profile.name") == "Cedar"
    assert session.plan.open["profile.name"].plain() == {"state": "proposed", "owner": "Chief"}


def test_a_date_that_is_none_is_asked_again_with_what_was_typed(begin: Begin) -> None:
    session = begin([Opened(), "parked", NOBODY, "soon", ACCEPT, "2027-01-15", ""])

    session.ask("profile.name")

    assert told(session).count("`soon` is not a date.") == 2
    assert session.plan.open["profile.name"].plain()["due"] == "2027-01-15"


def test_back_in_an_open_item_goes_field_by_field_and_then_to_the_question(begin: Begin) -> None:
    session = begin([Opened("Cedar"), "parked", ELSE, "Sheriff", BACK, BACK, BACK, "Cedar Valley"])

    session.ask("profile.name")

    assert last(session).now == "Cedar"
    assert (plain(session, "profile.name"), session.plan.open) == ("Cedar Valley", {})


def test_an_open_item_with_words_that_are_no_answer_asks_again(begin: Begin) -> None:
    session = begin([Opened("weekdays"), Opened("Mo-Fr 08:00-20:00"), "disputed", NOBODY, "", ""], RIDING)

    session.ask("design.hours")

    assert "`weekdays` is not a schedule: " in told(session)
    assert last(session).now == "weekdays"
    assert session.plan.open["design.hours"].state == "disputed"


def test_an_answer_settles_a_parked_question(begin: Begin) -> None:
    session = begin(["Cedar"], "open:\n  profile.name: {state: parked, owner: Chief}\n")

    session.ask("profile.name")

    assert last(session).status == "parked, Chief"
    assert session.plan.open == {}


def test_a_disputed_question_stays_open_until_people_settle_it(begin: Begin) -> None:
    session = begin(["Cedar", Opened("Cedar"), "settled"], "open:\n  profile.name: {state: disputed}\n")

    session.ask("profile.name")
    assert session.plan.open["profile.name"].state == "disputed"

    session.ask("profile.name")
    assert (session.plan.open, plain(session, "profile.name")) == ({}, "Cedar")


def test_a_question_settled_without_an_answer_is_asked(begin: Begin) -> None:
    session = begin([Opened(), "settled", "Cedar"], "open:\n  profile.name: {state: parked}\n")

    session.ask("profile.name")

    assert (session.plan.open, plain(session, "profile.name")) == ({}, "Cedar")


# Answers that move


def test_a_changed_model_sets_answers_aside_and_brings_them_back(begin: Begin) -> None:
    session = begin([["follow_up"], ["on_scene"]], RIDING)

    session.ask("design.models")
    assert "No longer asked for, and kept aside in the file: hours on duty." in told(session)
    assert plain(session, "design.hours") == "Mo-Fr 08:00-20:00"

    session.ask("design.models")
    assert "Counts again: hours on duty." in told(session)


def test_many_answers_set_aside_are_named_in_part(begin: Begin, pack: Pack) -> None:
    session = begin((), EMPTY, pack=pack)
    saved = session.save(lambda plan: plan)
    session.tell(type(saved)(saved.plan, set_aside=tuple(pack.questions)[:20]))

    assert told(session).endswith(", and 12 more.")


def test_a_suggestion_follows_until_the_room_changes_it_and_then_never(begin: Begin) -> None:
    session = begin([ACCEPT], TEAM)

    session.ask("design.people")
    session.save(lambda plan: plan.with_answer("design.team", _rows(session, 7)))
    assert "Follows from it: people to hire is now 7." in told(session)
    assert plain(session, "design.people") == "7"

    session.asker = ScriptedAsker(["5"])
    session.ask("design.people")
    session.save(lambda plan: plan.with_answer("design.team", _rows(session, 9)))
    assert plain(session, "design.people") == "5"


def _rows(session: Session, count: int) -> Any:
    return read_value([{"id": "r1", "role": "clinician", "count": str(count)}], session.pack.questions["design.team"])


def test_a_suggestion_that_is_only_parked_is_nobodys_answer(begin: Begin) -> None:
    session = begin([Opened("2"), "parked", NOBODY, "", ""], TEAM)

    session.ask("design.people")

    assert plain(session, "design.people") is None


def test_a_suggestion_that_is_proposed_goes_on_following(begin: Begin) -> None:
    session = begin([Opened("2"), "proposed", NOBODY, "", ""], TEAM)

    session.ask("design.people")

    assert session.plan.suggested == {"design.people"}


def test_an_emptied_answer_is_removed(begin: Begin) -> None:
    session = begin([""], "answers:\n  profile:\n    name: Cedar\n")

    session.ask("profile.name")

    assert plain(session, "profile.name") is None
    assert "Removed: program name." in told(session)


# What goes wrong


def test_an_answer_that_the_disk_refuses_stays_on_the_prompt(begin: Begin, disk: Disk) -> None:
    def free(asked: Prompt) -> str:
        disk.full = False
        return str(asked.now)

    session = begin(["Cedar", free])
    disk.full = True

    session.ask("profile.name")

    assert "Not saved: No space left on device." in told(session)
    assert plain(session, "profile.name") == "Cedar"


def test_a_suggestion_that_the_disk_refused_is_still_a_suggestion(begin: Begin, disk: Disk) -> None:
    def free(asked: Prompt) -> Any:
        disk.full = False
        return ACCEPT

    session = begin([ACCEPT, free], TEAM)
    disk.full = True

    session.ask("design.people")

    assert session.place.read().plan.suggested == {"design.people"}


def test_a_file_broken_by_hand_is_told_and_the_answer_stays_on_the_prompt(begin: Begin) -> None:
    def mended(asked: Prompt) -> str:
        session.place.path.write_text(EMPTY, encoding="utf-8")
        return str(asked.now)

    session = begin(["Cedar", mended])
    session.place.path.write_text("answers: [", encoding="utf-8")
    with pytest.raises(BadInput):
        session.place.read()

    session.ask("profile.name")

    assert "plan.yaml, line" in told(session)
    assert plain(session, "profile.name") == "Cedar"


def test_what_is_no_answer_is_told_and_asked_again(begin: Begin) -> None:
    session = begin(["many", "4"])

    session.ask("design.people")

    assert "`many` is not a whole number" in told(session)
    assert plain(session, "design.people") == "4"


def test_an_edit_by_hand_meanwhile_is_kept(begin: Begin) -> None:
    session = begin(["Cedar"])
    session.place.path.write_text("# ours\nanswers:\n  profile:\n    stage: operating\n", encoding="utf-8")

    session.ask("profile.name")

    text = session.place.text()
    assert text.startswith("# ours\n")
    assert plain(session, "profile.stage") == "operating"


# What stands on the prompt


def test_a_prompt_says_where_the_room_is(begin: Begin, pack: Pack) -> None:
    session = begin(lambda asked: SKIP if isinstance(asked, Prompt) else "skip", EMPTY, pack=pack)
    session.ask("design.base")
    session.ask("profile.program_name")

    asked = [item for item in session.asker.asked if not isinstance(item, Menu)]  # type: ignore[attr-defined]
    assert [item.position.partition(" · ")[0] for item in asked] == ["Step 4", "Profile"]
    assert [item.place for item in asked] == ["Step 4 · 1 of 2", "Profile · 1 of 6"]


def test_a_step_is_introduced_once_with_goal_and_room(begin: Begin) -> None:
    session = begin(["Cedar", "exploring"])

    session.ask("profile.name")
    session.ask("profile.stage")

    assert told(session).splitlines() == [
        "Profile",
        "Say who plans what.",
        "In the room: Program lead.",
        "1 question to decide here, about 4 minutes.",
    ]


def test_an_answer_that_looks_like_a_clients_is_asked_about_before_it_is_saved(begin: Begin) -> None:
    session = begin(["client named Jo, born 1/2/1980", "again", "Cedar Valley"])
    session.ask("profile.name")
    assert str(session.plan.answers["profile.name"]) == "Cedar Valley"
    assert "1980" not in session.place.journal.path.read_text(encoding="utf-8")


def test_it_may_be_kept(begin: Begin) -> None:
    session = begin(["Member ID 5", "keep"])
    session.ask("profile.name")
    assert str(session.plan.answers["profile.name"]) == "Member ID 5"

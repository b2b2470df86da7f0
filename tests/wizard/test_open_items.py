"""Parking a question: like the last one with one key, with owners from the plan."""

from __future__ import annotations

from coplan.content.answers.values import Day
from coplan.content.model import Pack
from coplan.plan.model import OpenItem, Plan
from coplan.plan.owners import owners_for
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.wizard.asker import Signal
from coplan.wizard.open_items import AGAIN, Parking, ask_open_item
from coplan.wizard.step_end.read_back import said_words
from tests.wizard.scripted import Line, ScriptedAsker

LAST = OpenItem("disputed", "Sheriff", Day(2027, 1, 15), "The guild")


def test_one_key_parks_a_question_like_the_last_one() -> None:
    asker = ScriptedAsker([AGAIN])

    assert ask_open_item(asker, Parking("hours", last=LAST)) == OpenItem("parked", "Sheriff", LAST.due)
    assert asker.menu("Open item, hours:").default == AGAIN


def test_the_last_owner_and_date_are_offered_for_another_state() -> None:
    asker = ScriptedAsker(["disputed", "Chief", "1/20/2027", ""])

    item = ask_open_item(asker, Parking("hours", last=LAST, owners=["Chief"]))

    assert item == OpenItem("disputed", "Chief", Day(2027, 1, 20))
    assert asker.menu("Who will settle it?").default == "Sheriff"
    assert next(line.now for line in asker.asked if isinstance(line, Line)) == "2027-01-15"


def test_proposed_needs_an_answer() -> None:
    asker = ScriptedAsker(["proposed", Signal.BACK])

    assert ask_open_item(asker, Parking("hours", answered=False)) is Signal.BACK
    assert "What is proposed is an answer" in asker.text


def test_owners_are_those_whom_the_plan_names(pack: Pack) -> None:
    text = (
        "answers:\n  profile: {coordinator: Ann Lee, lead_agency: County}\n  stakeholders:\n    partners:\n"
        "      - {id: a, name: Fire District 2}\nopen:\n  design.hours: {state: parked, owner: Sheriff}\n"
    )
    answers = Answers(pack, read_plan(text, pack).plan)
    names = owners_for(answers, pack.questions["resources.funding"])
    assert names[:5] == ["Sheriff", "Finance", "Ann Lee", "County", "Fire District 2"]
    assert owners_for(Answers(pack, Plan()), pack.questions["design.scene_safe"])[0] == "Police or fire command"


def test_an_answer_is_read_back_as_a_sentence(pack: Pack) -> None:
    plan = read_plan(
        "answers:\n  profile: {stage: launching}\n  design: {hours: Mo-Fr 08:00-20:00, models: [follow_up]}\n"
        "  needs:\n    root_causes: Nothing is open at night.\n  policy: {high_risk_ride: ambulance}\n",
        pack,
    ).plan
    said = {key.partition(".")[2]: said_words(pack.questions[key], value) for key, value in plan.answers.items()}
    assert said == {
        "stage": "The program is at this stage: launching.",
        "hours": "The team is on duty Monday to Friday, 8 a.m. to 8 p.m.",
        "models": "How the team responds: follow-up after a referral.",
        "root_causes": "Behind these issues we see this: Nothing is open at night.",
        "high_risk_ride": "A person at high risk of suicide goes by ambulance.",
    }

"""Staffing in drafts: the same figures as the command, holes for what is missing, marks for what is open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coplan.checks.check import check
from coplan.drafts.render.language import Language
from coplan.drafts.render.render import render_all
from coplan.figures.given import given
from coplan.figures.staffing import week
from coplan.figures.staffing.people.hours import duty_week
from coplan.figures.staffing.week import stretches
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

PLAN = """\
answers:
  design:
    hours: Mo-Su 12:00-22:00
    posts: [{period: "Mo-Su 12:00-22:00", teams: 1}]
    team: [{role: clinician, count: 1}]
  resources:
    paid_hours: 2080
    absence: [{reason: vacation, hours: 448}]
    roles: [{title: Clinician, role: clinician, fte: 2}]
open:
  design.hours: {state: disputed, owner: Guild}
"""


def language_of(text, pack):
    return Language(pack, Answers(pack, read_plan(text, pack).plan))


def test_the_table_has_the_figures_of_the_command_and_marks_what_is_disputed(pack):
    language = language_of(PLAN, pack)
    text = language.functions()["staffing_table"]()
    assert "| Clinician | 1 | 70 | 2.24 | 2 | -0.24 |" in text
    assert "1,632 of its 2,080 paid hours" in text
    assert "still open: hours on duty **[disputed. Owner: Guild]**." in text
    assert "Assumed" not in text
    assert {"design.hours", "resources.roles", "resources.absence"} <= set(language.read)


def test_what_is_assumed_stands_under_the_table(pack):
    text = language_of(PLAN.replace("absence:", "absent:"), pack).functions()["staffing_table"]()
    assert "Assumed, because the plan does not say: hours not available for duty" in text
    assert "382 hours" in text


def test_missing_answers_are_holes(pack):
    table = language_of("coplan: 1\n", pack).functions()["staffing_table"]
    assert table() == "**[To decide: hours on duty]**\n\n**[To decide: team on duty]**"
    unplanned = language_of(PLAN.replace("roles:", "rolls:"), pack).functions()["staffing_table"]()
    assert "| 2.24 | **[To decide: positions]** | – |" in unplanned
    nobody = language_of(PLAN.replace("448", "2080"), pack).functions()["staffing_table"]()
    assert nobody.startswith("**[To decide: hours, absence and a team")


def test_single_figures(pack):
    figure = language_of(PLAN, pack).functions()["figure"]
    assert figure("staffing.fte_needed.clinician") == "2.24 FTE"
    assert figure("staffing.cover_share") == "89.4%"
    assert figure("staffing.uhu") == "**[To decide: share of duty time with people (unit hour utilization)]**"
    with pytest.raises(ValueError, match="there is no figure"):
        figure("weather.rain")


def test_every_document_with_the_table_knows_what_it_rests_on(pack):
    answers = Answers(pack, read_plan(PLAN.partition("open:")[0], pack).plan)
    one = replace(pack.documents[0], id="one", for_=None, law=(), body="# One\n\n{{ staffing_table() }}\n")
    other = replace(one, id="other", body="# Other\n\n{{ staffing_table() }}\n\n{{ cost_shares_table() }}\n")
    first, second = render_all(answers, [one, other])
    assert {"design.hours", "design.team", "resources.roles"} <= set(first.rests_on) <= set(second.rests_on)
    assert set(second.read) >= set(given(answers).questions(duty_week))
    assert {"profile.stage"} <= set(second.rests_on)


def test_staffing_is_worked_out_once_for_all_documents(pack, monkeypatch):
    answers = Answers(pack, read_plan(PLAN.partition("open:")[0], pack).plan)
    asked = []
    monkeypatch.setattr(week, "stretches", lambda *given: asked.append(given) or stretches(*given))
    one = replace(pack.documents[0], id="one", for_=None, law=(), body="# One\n\n{{ staffing_table() }}\n")
    render_all(answers, [one, replace(one, id="other")])
    check(answers)
    assert len(asked) == 1

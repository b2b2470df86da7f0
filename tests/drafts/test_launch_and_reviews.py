"""Papers of step 10 and the forms of meetings: nothing is ticked that nobody did, and what is done at a level is printed."""

from __future__ import annotations

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.yaml.nodes import Data
from tests.drafts.conftest import answers_for

PLANNED: dict[str, Data] = {
    "profile.stage": "developing",
    "profile.target_launch": "2027-06-01",
    "design.models": ["civilian_team"],
    "design.hours": "Th-Mo 12:00-22:00",
    "design.team": [{"role": "clinician", "count": "1"}, {"role": "peer", "count": "1"}],
    "training.suicide": "all",
    "training.privacy": "all",
    "stakeholders.decision_rule": "consensus",
}


def text_of(pack: Pack, name: str, **more: Data) -> str:
    answers = answers_for(pack, PLANNED | {key.replace("__", "."): value for key, value in more.items()})
    wanted = [document for document in documents_for(answers) if document.id == name]
    return render_all(answers, wanted)[0].text


def test_training_that_is_required_is_not_ticked_as_done(pack):
    text = text_of(pack, "launch-readiness")
    assert "| ☐ | ☐ | Trained in suicide assessment, with proof by name: each clinician and peer |" in text
    assert "☑" not in text


def test_the_first_day_of_service_has_a_shift(pack):
    assert "| First day of service | June 3, 2027 |" in text_of(pack, "launch-readiness")


def test_before_the_launch_no_story_from_the_field_is_told(pack):
    text = text_of(pack, "meeting-form")
    assert "What a contact was like" not in text
    assert text.index("Public comment") < text.index("Tasks from last time")
    assert "No one objects" in text
    assert "Abstained" not in text


def test_a_vote_has_its_columns(pack):
    assert "| Yes | No | Abstained |" in text_of(pack, "meeting-form", stakeholders__decision_rule="majority")


def test_the_quarterly_review_prints_what_is_done_at_a_level(pack):
    level = {"metric": "force", "direction": "above", "threshold": "10", "unit": "per_1000", "period": "12 months"}
    text = text_of(
        pack,
        "quarterly-review",
        goals__guardrails=[level | {"action": "The chief reads every report"}],
        goals__objectives=[
            {"statement": "Fewer holds", "metric": "hold", "baseline": "13", "target": "11", "unit": "percent"}
        ],
        metrics__selected=["force", "hold", "contacts"],
    )
    assert "above 10 per 1,000, over 12 months | ______ | ☐ yes ☐ no | The chief reads every report |" in text
    assert "| Fewer holds | 13 percent | 11 percent |" in text
    assert "| team contacts |" not in text


def test_the_survey_says_who_comes_and_offers_more_than_three(pack):
    text = text_of(pack, "community-survey", design__police_presence="always_first", needs__target_issues=["suicide"])
    assert "Police always arrive first." in text
    assert "☐ Overdose, drugs and alcohol" in text

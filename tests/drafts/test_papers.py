"""The papers of the first steps: counts with what they are a share of, and cards that promise nothing."""

from __future__ import annotations

import pytest

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.yaml.nodes import Data
from tests.drafts.conftest import answers_for

COUNTS = {"needs.total_calls": "1,000", "needs.bh_calls": "80", "needs.bh_ed": "20", "needs.bh_holds": "7"}
NUMBERS = {"outreach.who_to_call": [{"situation": "Danger now", "number": "911", "sends_team": "yes"}]}
PAPERS = {"needs-assessment", "goals-and-logic-model", "dispatch-card", "wallet-card", "brief"}


def drafts(pack: Pack, given: dict[str, Data]) -> dict[str, str]:
    answers = answers_for(pack, given)
    wanted = [document for document in documents_for(answers) if document.id in PAPERS]
    return {item.document.id: item.text for item in render_all(answers, wanted)}


def test_a_plan_with_nothing_to_say_gets_none_of_these_papers(pack):
    assert drafts(pack, {}) == {}


def test_a_count_stands_with_its_share_and_what_it_is_a_share_of(pack):
    text = drafts(pack, COUNTS)["needs-assessment"]
    assert "80 of 1,000 calls for service were identified as behavioral health calls, which is 8%." in text
    assert "Of the 80 behavioral health calls, 20 (25%) ended in a trip to an emergency department." in text
    assert "7 (8.8%) ended in an involuntary hold" in text


def test_a_count_that_the_plan_hides_is_printed_nowhere(pack):
    text = drafts(pack, COUNTS | {"metrics.suppression": "11"})["needs-assessment"]
    assert "| an involuntary hold | fewer than 11 | not shown |" in text
    assert "8.8%" not in text


@pytest.mark.parametrize(("rate", "said"), [("0%", False), ("5%", True)])
def test_a_sample_that_found_calls_makes_the_count_a_lower_end(pack, rate, said):
    given = COUNTS | {"needs.bh_undercount_check": "done", "needs.bh_undercount_rate": rate}
    assert ("lower end of a range" in drafts(pack, given)["needs-assessment"]) is said


def test_no_calls_at_all_are_no_fault(pack):
    assert "0 of 0 calls" in drafts(pack, {"needs.total_calls": "0", "needs.bh_calls": "0"})["needs-assessment"]


def test_the_card_of_a_team_that_follows_up_says_that_it_does_not_come(pack):
    card = drafts(pack, NUMBERS | {"design.models": ["follow_up"]})["wallet-card"]
    assert "does not come during an emergency" in card
    assert "decide who is sent" not in card


def test_the_card_names_the_numbers_that_can_send_the_team(pack):
    assert "If you call 911, " in drafts(pack, NUMBERS | {"design.models": ["on_scene"]})["wallet-card"]


def test_the_dispatch_card_says_who_goes_instead(pack):
    limits = [{"condition": "weapon_in_hand", "detail": "A knife", "sent_instead": "Police", "team_part": "phone"}]
    given = {"design.models": ["on_scene"], "design.activation": ["dispatch_911"], "design.exclude": limits}
    assert "- Weapon in hand (a knife): Police; team by phone\n" in drafts(pack, given)["dispatch-card"]


def test_cards_forms_and_the_brief_promise_one_page_and_the_release_form_one_sheet(pack):
    one = {document.id for document in pack.documents if document.pages == 1}
    assert one == {
        *("dispatch-card", "wallet-card", "wallet-card-spanish", "feedback-card"),
        *("encounter-form", "care-plan", "referral-form", "brief", "invitation-letter"),
    }
    assert pack.document("release-form").pages == 2
    assert {document.id for document in pack.documents if document.kind == "card"} <= one


GROUPS = [
    {"dimension": "sex", "group": "men", "call_share": "53%", "arrest_rate": "6%", "force_rate": "1%"},
    {"dimension": "sex", "group": "women", "call_share": "47%", "arrest_rate": "4%"},
]
LIMIT = {"needs.total_calls": "31,200", "needs.bh_calls": "2,340", "metrics.suppression": "11"}


def test_a_rate_that_tells_a_small_count_by_subtraction_is_printed_nowhere(pack):
    text = drafts(pack, LIMIT | {"needs.bh_force": "16", "needs.demographics": GROUPS})["needs-assessment"]
    assert "Calls with force" not in text
    assert "| sex | men | 53% | 6% |" in text
    assert "“Not shown” stands where" in text


def test_a_count_that_is_all_but_a_few_of_its_whole_is_not_shown(pack):
    text = drafts(pack, LIMIT | {"needs.bh_holds": "2,335"})["needs-assessment"]
    assert "| an involuntary hold | not shown | not shown |" in text


def test_a_small_place_takes_a_second_one_with_it(pack):
    places = [{"place": name, "calls": calls} for name, calls in (("north", "2,000"), ("south", "333"), ("hill", "7"))]
    text = drafts(pack, LIMIT | {"needs.calls_by_place": places})["needs-assessment"]
    assert "| north | 2,000 |\n| south | not shown |\n| hill | not shown |" in text


def test_a_sample_says_how_many_calls_there_probably_are(pack):
    sample = {
        "needs.bh_undercount_check": "done",
        "needs.bh_undercount_rate": "3%",
        "needs.bh_undercount_sample": "400",
    }
    text = drafts(pack, LIMIT | sample)["needs-assessment"]
    assert "the true number is probably about 3,200, and lies between 2,800 and 3,800" in text

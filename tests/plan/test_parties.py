"""Whom law binds: the parties of the shipped pack follow from answers, and say so where no answer settles it."""

from __future__ import annotations

from datetime import date

import pytest

from coplan.content.answers.kinds import read_value
from coplan.content.provisions import Law
from coplan.plan.law import PlanLaw
from coplan.plan.model import Plan
from coplan.plan.view import Answers

DAY = date(2026, 11, 28)
GRANT = {"resources.funding": [{"name": "Grant", "kind": "federal_grant", "status": "awarded"}]}
LEVY = {"resources.funding": [{"name": "Levy", "kind": "levy", "status": "awarded"}]}


def statuses(*found: str):
    rows = [{"partner": f"Partner {part}", "hipaa": "covered", "part2": part, "state_law": "applies"} for part in found]
    return {"policy.privacy_status": rows}


def law_for(pack, given) -> PlanLaw:
    values = {key: read_value(value, pack.questions[key]) for key, value in given.items()}
    return PlanLaw(Answers(pack, Plan(values, {}), DAY))


def provision(*parties: str) -> Law:
    return Law("x", "y", "z", "v", "seen", applies_to=parties)


@pytest.mark.parametrize(
    ("party", "given", "expected"),
    [
        ("employer_15", {}, "unsure"),
        ("employer_15", {"resources.employer_size": "all"}, "yes"),
        ("employer_15", {"resources.employer_size": "some"}, "unsure"),
        ("employer_15", {"resources.employer_size": "fewer"}, "no"),
        ("fed_recipient", {}, "unsure"),
        ("fed_recipient", GRANT, "yes"),
        ("fed_recipient", LEVY, "unsure"),
        ("fed_recipient", LEVY | {"resources.billing": "now"}, "yes"),
        ("fed_recipient", LEVY | {"resources.billing": "planned"}, "unsure"),
        ("fed_recipient", LEVY | {"resources.federal_money": "none"}, "no"),
        ("fed_recipient", LEVY | {"resources.federal_money": "receives"}, "yes"),
        ("fed_recipient", GRANT | {"resources.federal_money": "none"}, "yes"),
        ("part2_program", {}, "unsure"),
        ("part2_program", statuses("program", "not_program"), "yes"),
        ("part2_program", statuses("unknown", "not_program"), "unsure"),
        ("part2_program", statuses("not_program"), "no"),
        ("part2_program", {"profile.partner_types": [{"partner": "Clinic", "form": "nonprofit", "health": "both"}]}, "yes"),
    ],
)  # fmt: skip
def test_a_party_follows_from_the_answers(pack, party, given, expected):
    law = law_for(pack, given)
    one = provision(party)
    found = "unsure" if law.condition(one) else "yes" if law.binds(one) else "no"
    assert found == expected
    assert law.condition(one) in ("", pack.parties[party].where)


def test_a_party_that_is_sure_takes_the_condition_away(pack):
    law = law_for(pack, {})
    assert law.condition(provision("employer_15", "fed_recipient")) == (
        "the employer has 15 or more employees or where the body receives federal money"
    )
    assert law.condition(provision("public_agency", "fed_recipient")) == law.condition(provision()) == ""


def test_answers_that_were_asked_for_it_rule_a_topic_out(pack):
    assert law_for(pack, {"resources.employer_size": "fewer"}).ruled_out("hiring_questions")
    assert not law_for(pack, {}).ruled_out("hiring_questions")
    assert not law_for(pack, {"resources.federal_money": "none"} | LEVY).ruled_out("disability_rights")

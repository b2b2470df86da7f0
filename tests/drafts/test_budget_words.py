"""The budget in a draft: the same cents as the command, of all or of one party; holes where something is missing."""

from __future__ import annotations

import pytest

from coplan.drafts.render.language import Language
from coplan.figures.budget.figures import budget
from coplan.numerals import with_cents
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

PLAN = """\
answers:
  profile:
    stage: developing
    target_launch: 2027-10-04
    jurisdictions: [{name: City, kind: city, population: "3,000"}, {name: County, kind: county, population: "1,000"}]
  design: {employer_name: Valley Health}
  policy: {ila_parties: [{party: City}, {party: County}]}
  resources:
    roles:
      - {title: Clinician, fte: 1, employer: Valley Health, pay: "$80,000", start: 2027-10-01}
      - {title: Officer, fte: 1, employer: City, pay: "$100,000", benefits: 50%, start: 2027-10-01}
      - {title: Peer, fte: 1, employer: Valley Health, start: 2027-10-01}
    budget_years: 1
    indirect: 10%
    funding: [{name: Grant, amount: "$5", start: 2027-10-01}]
    cost_share: population
open:
  resources.training_budget: {state: parked, owner: Finance}
"""


def language_of(text, pack):
    return Language(pack, Answers(pack, read_plan(text, pack).plan))


def tables(text, pack):
    language = language_of(text, pack)
    return language, language.functions()["budget_table"], language.functions()["cost_shares_table"]


def test_the_table_has_the_cents_of_the_command(pack):
    language, table, _ = tables(PLAN, pack)
    text = table()
    assert "| Cost | Year 1, October 2027 to September 2028 | Together |" in text
    assert "| Positions | $265,200.00 | $265,200.00 |" in text  # 80,000 × 1.44 + 150,000
    assert f"| Total | {with_cents(budget(language.answers).cost[0])} |" in text
    assert "Assumed, because the plan does not say: benefits as a share of pay: 44%." in text


def test_what_is_missing_is_a_hole_with_its_owner(pack):
    text = tables(PLAN, pack)[1]()
    assert "- **[To decide: the pay of Peer]**" in text
    assert "- **[To decide: training money a year. Owner: Finance]**" in text


def test_an_answer_that_is_disputed_is_marked_under_the_table(pack):
    text = tables(PLAN + "  resources.indirect: {state: disputed, owner: Provider}\n", pack)[1]()
    assert "still open: indirect rate **[disputed. Owner: Provider]**" in text


def test_one_party_has_what_it_employs(pack):
    language, table, _ = tables(PLAN, pack)
    text = table(language.answers.value("design.employer_name"))
    assert "| Positions | $115,200.00 | $115,200.00 |" in text
    assert "| Indirect cost, 10% | $11,520.00 |" in text
    assert "the pay of Peer" in text
    assert "training money" not in text  # nobody says whose it is


def test_a_party_without_a_name_is_a_hole(pack):
    language, table, _ = tables(PLAN.replace("employer_name: Valley Health", "base: police"), pack)
    assert table(language.answers.value("design.employer_name")).startswith("**[To decide:")
    assert table("Nobody").startswith("**[To decide: what the budget holds")


def test_shares_stand_by_party(pack):
    text = tables(PLAN, pack)[2]()
    assert "| City (3,000 residents) | $218,790.00 |" in text  # three quarters of 291,720
    assert "| Total | $291,720.00 |" in text


@pytest.mark.parametrize(
    ("change", "words"),
    [(('population: "1,000"', "square_miles: 2"), "the population of County"), (("cost_share", "unknown"), "")],
)
def test_shares_without_numbers_are_holes(pack, change, words):
    text = tables(PLAN.replace(*change), pack)[2]()
    assert words in text
    assert "|" not in text


def test_a_plan_without_dates_has_holes_only(pack):
    _, table, shares = tables("coplan: 1\n", pack)
    assert "|" not in table()
    assert "target launch date" in table()
    assert shares() == ""


def test_the_answers_that_were_read_are_remembered(pack):
    language, table, shares = tables(PLAN, pack)
    table(), shares()
    assert {"resources.roles", "policy.ila_parties", "profile.jurisdictions", "profile.target_launch"} <= set(
        language.read
    )
    # Prices do not grow within one year, and shares by population do not ask for stated ones.
    assert not {"resources.inflation", "policy.ila_shares"} & set(language.read)

"""What counsel strikes before anyone signs: a ban on warnings, a money line without its parts, a winner before the award."""

from __future__ import annotations

import pytest

from coplan.content.answers.kinds import read_value
from coplan.content.language.allowance import TooMuch, a_document
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from tests.drafts.test_council import ROOT

PROCEDURES = ("unit-order", "suicide-response", "hold-procedure", "transportation", "lift-and-contact")
PAPERS = ("information-agreement", "services-contract", "job-description", "counsel-notes-contract", *PROCEDURES)


def example(pack, name, **changes):
    plan = read_plan((ROOT / name / "plan.yaml").read_text(encoding="utf-8"), pack).plan
    for key, data in changes.items():
        key = key.replace("__", ".")
        plan = plan.with_answer(key, read_value(data, pack.questions[key]))
    answers = Answers(pack, plan)
    papers = [paper for paper in documents_for(answers) if paper.template in PAPERS]
    return {item.document.id: item.text for item in render_all(answers, papers)}


def test_no_agreement_on_information_holds_back_a_warning(pack):
    found = example(pack, "larkspur")
    words = "warnings of a serious threat, facts about safety, and what treatment or help in an emergency needs move as"
    assert words in found["information-agreement"]
    assert "These ways stay open: tell the threat without anything that shows" in found["information-agreement"]
    assert (
        "patient of a substance use program, the substance use program of the Maple Run"
        in found["information-agreement"]
    )


@pytest.mark.parametrize("paper", ["information-agreement", "services-contract"])
def test_each_way_out_of_the_substance_use_rule_has_its_own_section(pack, paper):
    found = example(pack, "larkspur")[paper]
    assert "on the program's premises or against its staff (42 CFR 2.12(c)(5))" in found
    assert "first report of suspected child abuse or neglect (42 CFR 2.12(c)(6))" in found
    assert "consent on file (42 CFR 2.31)" in found


def test_no_paper_names_a_winner_before_the_award_without_saying_so(pack):
    found = example(pack, "larkspur")
    for paper in ("information-agreement", "job-description@c9c0f736", "counsel-notes-contract"):
        assert "neither signed nor used before the award" in found[paper], paper
    for paper in PROCEDURES:
        assert "This paper is not issued before the award" in found[paper], paper
    done = example(pack, "larkspur", policy__provider_contract="signed")
    assert not [paper for paper, text in done.items() if "before the award:" in text or "used before the award" in text]


def test_a_line_that_a_grant_and_other_money_pay_says_the_part_of_the_grant(pack):
    row = {
        "payer": "City of Larkspur",
        "payee": "Maple Run Counseling Center",
        "what": "the clinician",
        "unit": "actual_cost",
        "from": "2028-02-01",
        "to": "2029-01-31",
        "yearly_max": "$70,200",
        "source": "State crisis grant and City of Larkspur general fund",
    }
    found = example(pack, "larkspur", policy__money_rows=[row])["services-contract"]
    assert "general fund (**[To decide: part that grants pay]**) |" in found
    found = example(pack, "larkspur", policy__money_rows=[{**row, "grant_part": "$40,000"}])["services-contract"]
    assert "general fund (grants pay at most $40,000) |" in found


def test_a_document_that_is_too_long_names_its_longest_table():
    table = "| Payer | Payee | For |\n| --- | --- | --- |\n" + "| A | B | work |\n" * 12_000
    with pytest.raises(TooMuch, match=r"its longest table, Payer \| Payee \| For, has 12,000 rows"):
        a_document(f"## Payment\n\n{table}")
    with pytest.raises(TooMuch, match=r"holds$"):
        a_document("words\n" * 50_000)

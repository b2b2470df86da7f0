"""Money that a paper names has a payer, a purpose and an end; rendered from the examples with other words in them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "examples"
LESSER = """    reduced_service:
      - id: 7d1f20a4
        missing: at least $3,000 of the fees that the Provider bills to insurers
        from: 2028-07-01
        hours: Tu-Fr 11:00-19:00
        staff: one clinician at 0.8 of full time
        most: 70200
"""


def test_a_contract_says_what_falls_when_hoped_for_money_does_not_come(paper):
    text = paper("larkspur", "services-contract")
    assert (
        "| at least $3,000 of the fees that the Provider bills to insurers | July 1, 2028 | Tuesday to Friday, 11 a.m. to 7 p.m. |"
        in text
    )
    assert "from that day, without an amendment" in text


def test_a_contract_paid_below_cost_without_such_a_rule_has_a_hole(paper):
    text = paper("larkspur", "services-contract", (LESSER, ""))
    assert "[To decide: service when hoped-for money does not come" in text


def test_cost_before_the_agreement_has_somebody_who_bears_it(paper):
    assert "falls before July 1, 2027" not in paper("mesquite-flats", "interlocal-agreement")
    dated = [("        bought: 2027-07-12\n", "")]
    text = paper("mesquite-flats", "interlocal-agreement", *dated)
    assert "$4,455.00 of this plan falls before July 1, 2027, and no line of the table pays it." in text
    assert "[To decide: cost before the agreement begins" in text
    bears = ("    agreement_cap: ", "    early_cost: employer\n    agreement_cap: ")
    assert "The payee bears it from its own money." in paper("mesquite-flats", "interlocal-agreement", *dated, bears)


def test_opioid_money_has_an_objective_of_its_own_or_a_hole(paper):
    text = paper("juniper-county", "grant-narrative", item="729eb25a")
    assert "With this grant: by December 31, 2028, nine of ten people who agree to a visit after an overdose" in text
    assert "| Who manages the grant | Finance officer of Fire Protection District 1, 2% of the working time |" in text
    assert "This time has no line in the table." in text
    assert "Late calls and court days are not in the table" in text
    bare = paper("juniper-county", "grant-narrative", ("        objective: ", "        priorities: "), item="729eb25a")
    assert "what it is to reach about overdose or opioid use, with a number and a day" in bare


@pytest.mark.parametrize(
    ("answer", "priced"),
    [("yes", "Coordination, 0.1 FTE (Lieutenant"), ("no", "the pay of the 0.1 FTE for coordination")],
)
def test_time_for_coordination_is_in_kind_or_open(paper, answer, priced):
    text = paper("larkspur", "budget", ("coordinator_in_kind: yes", f"coordinator_in_kind: {answer}"))
    assert priced in text
    assert ("is given in kind and has no line" in text) is (answer == "yes")


def test_a_posting_speaks_of_money_days_and_supervisors_as_human_resources_do(paper):
    text = paper("mesquite-flats", "job-description", item="e5c93271")
    assert "| Term | Limited-term position, grant-funded through September 30, 2029;" in text
    assert "- Posted: May 3, 2027, open for 53 days." in text
    assert "for a licensed master social worker, the Center's director of adult services, LCSW-S" in text
    assert "Class history" not in text


def test_a_supervisor_of_record_whom_nobody_named_is_a_hole(paper):
    words = ("    record_supervisors:\n", "    unsaid:\n")
    text = paper("mesquite-flats", "job-description", words, item="e5c93271")
    assert "[To decide: supervisors of record" in text


def test_a_memorandum_has_its_formula_the_share_of_a_joiner_and_what_a_bill_is(paper):
    text = paper("two-rivers", "memorandum")
    assert "The county bears the rest of the cost, after all other money and up to $115,000 a year." in text
    assert "A Party that joins pays by the same rule from its first day" in text
    assert "each bill is for a fourth of a year's price" in text
    assert "- Its line of the table" in text
    assert "| Town of Alder Park | $40,000 | Alder Park general fund |" in text


def test_a_formula_that_nobody_wrote_out_is_a_hole(paper):
    text = paper("two-rivers", "memorandum", ("    share_formula: ", "    unsaid: "))
    assert "The formula behind it: **[To decide: formula of the shares" in text


def test_what_parties_give_in_kind_stands_in_the_table_unless_it_is_a_duty(paper):
    word = ("        duty: give a room with a door\n", "        duty: help\n")
    assert "| Town of Alder Park | $40,000 | a room with a door |" in paper("two-rivers", "memorandum", word)


def test_a_request_says_how_the_contract_is_renewed_and_who_released_it(paper):
    text = paper("larkspur", "request-for-proposals")
    assert "It may be renewed by a written amendment of both sides." in text
    assert "| Approved as to form, counsel |" in text


def test_positions_that_cost_more_than_their_source_say_so_in_every_paper(paper):
    """By plain arithmetic: two kinds of positions, 24 months, with the raise of 2028 and the growth of 2029."""
    words = "Regional grant does not pay all of the positions that name it: $56,044.48 of their cost in its time"
    assert words in paper("two-rivers", "budget")
    assert words in paper("two-rivers", "hiring-notes")
    report = paper("two-rivers", "staff-report", item="13f9a1c8")
    assert "Money in hand or awarded (unsigned: Regional grant) covers" in report
    assert "$204,360 a year from Regional grant, so far as it reaches; Peer responder" in report
    assert "paid by a grant and other money through April 30, 2029" in paper(
        "two-rivers", "job-description", item="763f0df5"
    )
    enough = [("        amount: 640000", "        amount: 740000")]
    assert "does not pay all" not in paper("two-rivers", "budget", *enough)
    assert "grant-funded through April 30, 2029" in paper("two-rivers", "job-description", *enough, item="763f0df5")


@pytest.mark.slow
def test_overtime_outside_the_table_has_somebody_who_bears_it(paper):
    assert "Late calls and court days are not in the table. The employer of the person pays them." in paper(
        "two-rivers", "budget"
    )
    borne = "Late calls and court days are not in the table. The employer of the person pays them."
    assert borne in paper("two-rivers", "staff-report", item="13f9a1c8")
    assert borne not in paper("two-rivers", "staff-report", item="1d0f6911"), "a town that employs nobody"
    memorandum = paper("two-rivers", "memorandum")
    assert "29 U.S.C. 207(a)(1)" in memorandum
    assert "29 CFR 785.17" not in memorandum, "no one is on call"
    assert "29 CFR 785.17" in paper("cedar-valley", "services-contract"), "a supervisor is on call"


@pytest.mark.parametrize(("item", "most"), [("1d0f6911", "76444.44"), ("2f6b70d3", "66555.56")])
def test_a_payer_sees_its_part_of_each_of_its_fiscal_years(paper, item, most):
    text = paper("two-rivers", "staff-report", item=item)
    line = next(line for line in text.splitlines() if line.startswith("By its fiscal years"))
    sums = [Decimal(one.replace(",", "")) for one in re.findall(r"FY \d{4} \$([\d,]+\.\d\d)", line)]
    assert len(sums) > 1
    assert sum(sums) == Decimal(most)
    assert "(yes or no for each, finance director)" in line
    assert "By its fiscal years" not in paper("two-rivers", "staff-report", item="13f9a1c8"), "the county pays no other"


def test_what_other_papers_promise_without_a_line_is_named_in_the_budget(paper):
    words = "Called for by other papers and not counted here: $40 a meeting for members whom no employer pays"
    assert words in paper("two-rivers", "budget")
    unpaid = paper("two-rivers", "budget", ("    lived_pay: 40", "    lived_pay: 0"))
    assert "the certificate course of peers; interpreters by phone; naloxone left with people; insurance" in unpaid


def test_a_posting_without_a_range_carries_the_pay_of_the_budget(paper):
    text = paper("two-rivers", "job-description", item="763f0df5")
    assert "The budget counts $78,000 a year of full time." in text

"""Papers for governing bodies: what is approved has one name in title, motion and operative clause."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from decimal import Decimal
from pathlib import Path

import pytest

from coplan.content.answers.kinds import read_value
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.numerals import with_cents
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2] / "examples"
RESOLUTIONS = sorted(ROOT.glob("*/drafts/resolution@*.md"))


@pytest.mark.parametrize("path", RESOLUTIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_resolution_names_one_paper_in_title_and_approval(path):
    text = path.read_text(encoding="utf-8")
    titled = re.search(
        r"A resolution approving (.*?)(?:, (?:ratifying|accepting|creating) .*?)?,? and authorizing", text
    )[1]
    approved = re.search(
        r"\*\*Approval\.\*\* (.*?) \((?:Attachment 1|Attachments 1 and 2)\) (?:is|are) approved", text
    )[1]
    assert approved[0].lower() + approved[1:] in (titled, "the agreement and the contract that the title names")
    assert re.search(
        r"\*\*Signature\.\*\* .*? may sign (it|them, each where (?:the paper names that office|it is named))(,? (?:and|with) .*?)?, with changes of form",
        text,
    )


def test_the_examples_have_resolutions_of_several_kinds():
    text = "".join(path.read_text(encoding="utf-8") for path in RESOLUTIONS)
    assert len(RESOLUTIONS) >= 5
    assert all(words in text for words in ("Interlocal Agreement", "Memorandum", "services contract"))


def test_alternatives_have_a_price_and_a_consequence():
    reports = [path.read_text(encoding="utf-8") for path in ROOT.glob("*/drafts/staff-report@*.md")]
    assert all("| As recommended | $" in text for text in reports)
    assert any("| No change | $0 | " in text for text in reports)


@pytest.mark.parametrize(
    ("state", "city", "district"),
    [
        ("US-VA", "An ordinance approving", "A resolution approving"),
        ("US-NC", "The clerk puts this resolution into the minutes of this board", "A resolution approving"),
        ("US-TX", "A resolution approving", "A resolution approving"),
    ],
)
def test_a_body_approves_by_the_act_that_its_state_asks_for(pack, state, city, district):
    plan = read_plan((ROOT / "cedar-valley" / "plan.yaml").read_text(encoding="utf-8"), pack).plan
    plan = plan.with_answer("profile.state", read_value(state, pack.questions["profile.state"]))
    answers = Answers(pack, plan)
    papers = [paper for paper in documents_for(answers) if paper.template == "resolution"]
    first, second = render_all(answers, papers)
    assert city in first.text
    assert district in second.text
    assert ("ORDAINS" in first.text) is (state == "US-VA") is first.document.title.startswith("Ordinance")
    assert "ORDAINS" not in second.text


@pytest.mark.parametrize("path", RESOLUTIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_resolution_is_an_instrument_without_working_notes(path):
    text = path.read_text(encoding="utf-8")
    assert "## Law cited" not in text
    assert "[Not verified" not in text
    assert "WHEREAS, " in text
    assert " may act under " in text


def test_what_nobody_has_awarded_binds_no_government():
    cedar = (ROOT / "cedar-valley/drafts/resolution@16c720e2.md").read_text(encoding="utf-8")
    assert "not awarded yet is payable only as awarded and received" in cedar
    two_rivers = (ROOT / "two-rivers/drafts/resolution@1d0f6911.md").read_text(encoding="utf-8")
    assert "not awarded yet" not in two_rivers, "its sources are all in hand or awarded"


def item_of(path, pack):
    """The plan of a paper, and the row of the body that adopts it."""
    plan = read_plan((path.parents[1] / "plan.yaml").read_text(encoding="utf-8"), pack).plan
    answers = Answers(pack, plan)
    rows = answers.value("policy.council_items")
    return answers, next(row for row in rows if row["id"] == path.stem.partition("@")[2])


def moment(day):
    """When a day begins, in months."""
    return 12 * day.year + day.month + Decimal(day.day - 1) / monthrange(day.year, day.month)[1]


def whole(row, phases=()):
    """What a line comes to: a year's amount for each year that it runs from its phase on, or its sum once."""
    days = (row["to"] - row["from"]).days + 1
    if row["unit"] == "once" or days <= 366:
        return Decimal(row["yearly_max"])
    start = max([row["from"], *(one["start"] for one in phases if row["step"] and one["phase"] == row["step"])])
    months = moment(row["to"] + datetime.timedelta(days=1)) - moment(start)
    return (Decimal(row["yearly_max"]) * months / 12).quantize(Decimal("0.01"))


def sums(amount):
    shown = with_cents(amount)
    return shown.removesuffix(".00")


@pytest.mark.parametrize("path", RESOLUTIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_the_ceiling_of_a_resolution_is_what_that_body_pays_and_never_anothers(path, pack):
    answers, item = item_of(path, pack)
    rows, party, text = answers.value("policy.money_rows"), item["party"], path.read_text(encoding="utf-8")
    phases = answers.value("design.phases") or ()
    own = sum((whole(row, phases) for row in rows if row["payer"] == party), Decimal(0))
    ceilings = re.findall(
        r"pays to others under Attachments? [12 and]+ not more than (\$[\d,.]+?) in all (?:over the term|for that term)",
        text,
    )
    assert ceilings == ([sums(own)] if own else [])
    assert own or re.search(r"pays nothing to another party under Attachment 1(?: over the term|\.)", text)
    start, end = answers.value("policy.agreement_start"), answers.value("policy.agreement_end")
    assert not own or " for that term" in text or f"over the term from {start} to {end}." in text
    assert f", for the term from {start} to {end}." in text


def test_a_resolution_accepts_and_appropriates_what_the_body_receives():
    county = (ROOT / "two-rivers/drafts/resolution@13f9a1c8.md").read_text(encoding="utf-8")
    received = re.search(r"\*\*Money received\.\*\* Sage County accepts, and appropriates (.*)", county)[1]
    assert all(
        words in received for words in ("Town of Granite Ford", "Town of Alder Park", "Regional grant ($640,000)")
    )
    assert "bears the rest of the cost after all other money, of its own not more than $115,000 a year" in county
    assert "A cost beyond it needs a further vote." in county
    town = (ROOT / "two-rivers/drafts/resolution@1d0f6911.md").read_text(encoding="utf-8")
    assert "Money received" not in town


def test_money_of_others_is_no_contribution_of_the_government_through_which_it_passes():
    report = (ROOT / "mesquite-flats/drafts/staff-report@999f1ce2.md").read_text(encoding="utf-8")
    assert "| money of others that passes through it: State community mental health grant | $710,000 |" in report
    assert "Contribution of the City of Mesquite Flats" not in report
    resolution = (ROOT / "mesquite-flats/drafts/resolution@999f1ce2.md").read_text(encoding="utf-8")
    assert "The City of Mesquite Flats contributes of its own not more than $227,000 from April 1, 2027" in resolution
    cedar = (ROOT / "cedar-valley/drafts/resolution@16c720e2.md").read_text(encoding="utf-8")
    assert (
        "contributes of its own not more than $520,000 a year, payments to others out of its own money and its own "
        "positions included." in cedar
    )


def test_own_money_that_waits_for_a_vote_is_not_called_awarded(pack):
    for path in ROOT.glob("*/drafts/staff-report@*.md"):
        answers, item = item_of(path, pack)
        shares = [row for row in answers.value("policy.ila_shares") if row["party"] == item["party"]]
        own = {
            one["name"]
            for one in answers.value("resources.funding")
            if one["kind"] in ("general_fund", "levy") and one["status"] != "in_hand"
            if any(row["source"] and one["name"] in row["source"] for row in shares)
        }
        lines = [
            line for line in path.read_text(encoding="utf-8").splitlines() if line.endswith(f"by the {item['body']} |")
        ]
        assert {line.split(" | ")[0].removeprefix("| ") for line in lines} >= own


def example(pack, name, today=None, **changes):
    plan = read_plan((ROOT / name / "plan.yaml").read_text(encoding="utf-8"), pack).plan
    for key, data in changes.items():
        key = key.replace("__", ".")
        plan = plan.with_answer(key, read_value(data, pack.questions[key]))
    answers = Answers(pack, plan, today)
    papers = [paper for paper in documents_for(answers) if paper.template in ("brief", "staff-report", "resolution")]
    return {item.document.id: item.text for item in render_all(answers, papers)}


VOTES = [
    {"party": "City of Mesquite Flats", "action": "Resolution", "date": "2027-05-04"},
    {"party": "Llano Plains Center", "action": "Vote of the board", "date": "2027-05-18", "outcome": "adopted"},
]


def test_a_vote_whose_day_has_passed_is_asked_for_its_outcome(pack):
    before = example(pack, "mesquite-flats", datetime.date(2027, 5, 4), policy__ila_actions=VOTES)
    after = example(pack, "mesquite-flats", datetime.date(2027, 5, 5), policy__ila_actions=VOTES)
    for paper in ("brief", "staff-report@999f1ce2"):
        assert "To decide: outcome" not in before[paper]
        assert "May 4, 2027, **[To decide: outcome]**" in after[paper]
    assert "voted on the agreement on May 18, 2027: adopted" in after["brief"]


@pytest.mark.parametrize("name", ["cedar-valley", "mesquite-flats", "two-rivers"])
def test_papers_for_a_vote_say_who_judges_the_test_of_a_phase(name):
    judge = {"mesquite-flats": "City Council and the Board of Trustees", "two-rivers": "Board of County Commissioners"}
    for path in [*(ROOT / name / "drafts").glob("staff-report@*.md"), *RESOLUTIONS, ROOT / name / "drafts/brief.md"]:
        if name in path.parts:
            assert judge.get(name, "he steering group") in path.read_text(encoding="utf-8"), path


def test_a_phase_without_people_and_money_says_so_before_the_vote():
    words = "that this takes: Peers and second shift"
    for paper in ("staff-report@999f1ce2", "budget"):
        assert words in (ROOT / "mesquite-flats" / "drafts" / f"{paper}.md").read_text(encoding="utf-8")
    assert "does not have the positions" not in (ROOT / "cedar-valley" / "drafts" / "budget.md").read_text(
        encoding="utf-8"
    )


def test_a_price_that_holds_disputed_on_call_pay_carries_its_mark():
    for paper in ("brief", "staff-report@16c720e2", "resolution@16c720e2", "services-contract"):
        text = (ROOT / "cedar-valley" / "drafts" / f"{paper}.md").read_text(encoding="utf-8")
        marked = r"A higher cost (?:raises no payment|does not raise it)\. \*\*\[disputed: cover outside duty hours"
        assert re.search(marked, text), paper
    assert "If cost rises above the budget" not in (ROOT / "cedar-valley/drafts/resolution@50092061.md").read_text(
        encoding="utf-8"
    )


def test_an_award_is_received_by_the_government_that_it_names(pack):
    rows = [
        {"name": "Grant", "kind": "state_grant", "amount": "$10,000", "receiver": "City of Cedar Valley"},
        {"name": "Tax", "kind": "sales_tax", "amount": "$20,000", "receiver": "Cedar County"},
        {"name": "Fund", "kind": "foundation", "amount": "$30,000"},
    ]
    pays = [{"payer": "City of Cedar Valley", "payee": "Valley Behavioral Health", "source": "Grant, Tax and Fund"}]
    found = example(pack, "cedar-valley", resources__funding=rows, policy__money_rows=pays)["resolution@16c720e2"]
    assert "as it is received, Grant ($10,000)" in found
    assert "so far as the City of Cedar Valley is the receiver, and as it is received, Fund ($30,000)" in found
    assert "Tax ($20,000)" not in found


def paper(name, community):
    return (ROOT / community / "drafts" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("community", "sure", "with_votes"),
    [("cedar-valley", "31%", "39.3%"), ("mesquite-flats", "63.5%", "89.2%"), ("two-rivers", "66.7%", "89.4%")],
)
def test_money_that_waits_for_a_vote_is_told_apart_from_money_in_hand(community, sure, with_votes):
    words = rf"Money in hand or awarded(?: \([^)]+\))? covers {sure} of the cost; with what waits for a vote"
    for path in sorted((ROOT / community / "drafts").glob("*.md")):
        if path.stem.partition("@")[0] in ("budget", "brief", "staff-report"):
            assert re.search(rf"{words}(?: \([^)]+\))?, {with_votes}[.;]", path.read_text(encoding="utf-8")), path


def test_a_budget_calls_no_general_fund_awarded():
    for path in ROOT.glob("*/drafts/*.md"):
        assert not re.search(r"general fund[^|]* \(awarded\) \|", path.read_text(encoding="utf-8")), path


def test_a_provider_that_is_still_to_be_chosen_is_not_named_as_the_winner():
    for name in ("staff-report@ec932d29", "resolution@ec932d29", "brief"):
        text = paper(name, "larkspur")
        assert "with the provider chosen under the request for proposals of December 7, 2026" in text, name
        assert "contract for Larkspur Co-Response with Maple Run" not in text, name
    for name in ("staff-report@ec932d29", "request-for-proposals"):
        assert "State crisis grant ($98,000) is awarded to the Maple Run Counseling Center." in paper(name, "larkspur")


def test_a_report_pays_the_chosen_provider_and_counts_the_proposals(pack):
    report = paper("staff-report@ec932d29", "larkspur")
    assert "cost of the clinician that no grant or insurer pays, to the chosen provider |" in report
    assert "Proposals received: ____________ (number). The scores and the reasons are attached." in report
    signed = example(pack, "larkspur", policy__provider_contract="signed")["staff-report@ec932d29"]
    assert "pays, to Maple Run Counseling Center |" in signed
    assert "Proposals received" not in signed


def test_a_provider_under_contract_is_named(pack):
    found = example(pack, "larkspur", policy__provider_contract="signed")["resolution@ec932d29"]
    assert "the services contract for Larkspur Co-Response with Maple Run Counseling Center" in found


def test_a_motion_holds_back_positions_that_no_award_pays_yet():
    condition = "have no position filled before the award that is to pay it: State field response grant and County"
    assert condition in paper("staff-report@16c720e2", "cedar-valley")
    assert "before the award" not in paper("staff-report@999f1ce2", "mesquite-flats")


def test_a_report_says_what_a_body_pays_its_own_staff_and_which_were_there_before_the_vote():
    assert "EMS captain, liaison, $19,008 a year from Fire district EMS levy." in paper(
        "staff-report@50092061", "cedar-valley"
    )
    ratified = "ratify these, filled before this vote: Crisis response coordinator (from April 1, 2027)."
    assert ratified in paper("staff-report@999f1ce2", "mesquite-flats")


def test_a_report_says_which_money_ends_before_the_agreement():
    words = "State crisis grant ends on January 31, 2028, before the agreement ends."
    assert words in paper("staff-report@ec932d29", "larkspur")


def test_the_match_of_a_grant_is_named_with_its_sum():
    report = paper("staff-report@999f1ce2", "mesquite-flats")
    assert "The match of $355,000 that State community mental health grant asks for comes from:" in report


def test_a_brief_names_the_own_money_in_what_passes_through_a_government():
    text = paper("brief", "mesquite-flats")
    assert "its own money over the whole time: City general fund, fiscal year 2027 ($227,000) and City general" in text
    assert "people and money that are not planned yet" in text


def test_a_report_asks_what_a_letter_with_a_union_costs_where_it_gives_something():
    words = "Yearly cost of the letter with Cedar Valley Police Guild: $10,900, in the table."
    assert words in paper("staff-report@16c720e2", "cedar-valley")
    assert "Yearly cost of the letter" not in paper("staff-report@50092061", "cedar-valley")


def test_an_application_says_what_its_own_lines_cost_and_which_other_money_there_is():
    for path in ROOT.glob("*/drafts/grant-narrative@*.md"):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"the lines that it may pay cost \$[\d,.]+ in (?:that time|the part of that time)", text), path
        assert text.count(" (this application) | $") == 1, path
        assert "Read the notice before the text" not in text, path
    opioid = paper("grant-narrative@729eb25a", "juniper-county")
    assert "In the same time there were 17 overdoses." in opioid
    assert (
        "The words of its terms, as far as they are known before the notice, are: Follow-up after an overdose, links to treatment, training."
        in opioid
    )


def test_a_staffing_plan_leaves_no_supervisor_without_a_way_to_be_reached():
    text = paper("staffing-plan", "mesquite-flats")
    assert "| Patrol watch commander | safety and conduct | 24 hours a day, every day | (806) 555-0131 |" in text
    assert "no smaller team than this" not in text


def council_papers(pack, name, **changed):
    """The resolutions and staff reports of an example, with other texts in its plan."""
    text = (ROOT / name / "plan.yaml").read_text(encoding="utf-8")
    for old, new in changed.get("words", ()):
        assert old in text
        text = text.replace(old, new)
    answers = Answers(pack, read_plan(text, pack).plan)
    papers = [paper for paper in documents_for(answers) if paper.template in ("resolution", "staff-report")]
    return {made.document.id: made.text for made in render_all(answers, papers)}


def test_a_vote_names_every_paper_and_every_sum_of_its_body(pack):
    papers = council_papers(pack, "two-rivers")
    county = [text for name, text in papers.items() if name.endswith("13f9a1c8")]
    assert len(county) == 2
    for text in county:
        assert "the services contract between Sage County and High Basin Behavioral Health Organization" in text
        assert "at no cost to Sage County" in text
        assert "Sage County start-up money ($11,300)" in text
        assert "Community response coordinator (from March 1, 2027)" in text
    assert not any("High Basin" in text for name, text in papers.items() if name == "resolution@1d0f6911")


@pytest.mark.parametrize(
    ("vote", "said"),
    [
        ("        vote: own_vote\n", "Left to a vote of their own: the services contract between Sage County"),
        ("", "whether this vote approves the papers named here"),
        ("        vote: office\n", None),
    ],
)
def test_another_paper_is_told_as_its_vote_goes(pack, vote, said):
    text = council_papers(pack, "two-rivers", words=[("        vote: with_program\n", vote)])["resolution@13f9a1c8"]
    assert ("High Basin" in text) is (said is not None)
    assert said is None or said in text


def test_a_sum_that_nobody_named_is_a_blank_and_no_promise(pack):
    text = council_papers(pack, "two-rivers", words=[("        most: 0\n", "")])["resolution@13f9a1c8"]
    assert "where no team goes, for at most ____________ (sum)" in text

"""Papers on positions: each says what its own row says, and nothing of others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as WordDocument

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.drafts.service import draft_plan
from coplan.plan.disk.store import PlanFolder
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from tests.long import long

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
ADDED = "Loan phones are kept by the night clerk."

PLAN = """\
coplan: 1
answers:
  profile: {state: US-WA, stage: launching, program_name: Bend}
  design:
    base: police
    models: [ride_along]
    employer: nonprofit
    employer_name: Bend Care
    host_agency: Bend Police Department
    team: [{role: officer, count: 2, employer: City of Bend}, {role: clinician, count: 1, employer: Bend Care}]
    off_hours: mobile_crisis
    min_credential: bachelors
  resources:
    oncall_used: yes
    oncall: [{who: Supervisors by phone, role: supervisor, standby_pay: $3, pay_per: hour}]
    roles:
      - {id: cl, title: Clinician, role: clinician, fte: 2, employer: Bend Care}
      - {id: ma, title: Clinical manager, role: supervisor, fte: 1, employer: Bend Care}
      - {id: of, title: Team officer, role: officer, fte: 2, employer: City of Bend}
      - {id: pm, title: Program manager, role: support, fte: 1, employer: City of Bend}
      - {id: ca, title: Captain, role: support, fte: 0.1, employer: City of Bend}
    job_terms:
      - {title: clinician, on_call: no}
      - {title: Clinical manager, on_call: yes}
      - {title: Team officer, union: represented, union_name: Bend Police Guild}
      - {title: Captain, filled: held}
    job_reports_to: Clinical manager, Bend Care
    job_union: not_represented
    job_benefits: [health]
    job_apply_to: jobs.bendcare.example.org
    job_close: until_filled
    job_degree: masters
    job_licenses: [licensed mental health counselor]
    job_levels:
      - {role: clinician, pay_from: $30, pay_to: $40, pay_per: hour}
      - {role: supervisor, pay_from: $90000, pay_to: $99000, pay_per: year}
    interview_minutes: 30 minutes
"""


@pytest.fixture
def papers(pack: Pack) -> dict[str, str]:
    """The papers on the positions of this plan, by their names."""
    answers = Answers(pack, read_plan(PLAN, pack).plan)
    return {item.document.id: item.text for item in render_all(answers, documents_for(answers))}


def test_each_position_that_is_not_held_has_its_paper(papers):
    kinds = ("job-description", "assignment-description", "interview-questions", "crisis-interview-questions")
    assert {name for name in papers if name.partition("@")[0] in kinds} == {
        *("job-description@cl", "job-description@ma", "job-description@pm", "assignment-description@of"),
        *("interview-questions@cl", "interview-questions@ma", "interview-questions@of", "interview-questions@pm"),
        *("crisis-interview-questions@cl", "crisis-interview-questions@ma", "crisis-interview-questions@of"),
    }


def test_the_employer_and_the_union_are_those_of_the_row(papers):
    assert "| Union | Not represented |" in papers["job-description@cl"]
    assert "| Union | Represented: Bend Police Guild |" in papers["assignment-description@of"]
    assert "| Employer | The City of Bend |" in papers["job-description@pm"]
    assert "| Union | **[To decide: union status]** |" in papers["job-description@pm"]
    assert "jobs.bendcare.example.org" not in papers["job-description@pm"]


def test_a_supervisor_does_not_report_to_herself(papers):
    assert "| Reports to | Clinical manager, Bend Care |" in papers["job-description@cl"]
    assert "| Reports to | **[To decide: administrative supervisor]** |" in papers["job-description@ma"]


def test_a_description_has_the_pay_of_its_own_role_only(papers):
    assert "Pay: $30 to $40 per hour." in papers["job-description@cl"]
    assert "$90,000" not in papers["job-description@cl"]
    assert "Pay: $90,000 to $99,000 per year." in papers["job-description@ma"]


def test_on_call_duty_stands_only_where_somebody_is_on_call(papers):
    assert "on-call duty" not in papers["job-description@cl"]
    assert "- On-call duty: Supervisors by phone" in papers["job-description@ma"]


def test_licenses_that_were_answered_are_not_hidden_by_a_lower_floor(papers):
    assert (
        "Licenses that are welcome and not required: licensed mental health counselor." in papers["job-description@cl"]
    )


def test_applicants_read_no_statute(papers):
    assert [name for name, text in papers.items() if "-description@" in name and "RCW" in text] == []
    assert "Chapter 49.94 RCW" in papers["hiring-notes"]
    assert "553.221" not in papers["hiring-notes"]


def test_a_guide_holds_no_more_questions_than_the_time_allows(papers):
    assert papers["interview-questions@cl"].count("| Score | What the panel heard |") == 4
    assert papers["interview-questions@cl"].count(": what was said | Score, 1 to 5 |") == 4


def test_an_officer_is_asked_what_an_officer_does(papers):
    assert "### Stepping back" in papers["interview-questions@of"]
    assert "Working inside a police agency" not in papers["interview-questions@of"]
    assert "You arrive with the clinician." in papers["crisis-interview-questions@of"]


@pytest.mark.slow
@pytest.mark.parametrize("format", ["md", long("docx")])
@pytest.mark.parametrize("name", ["job-description", "interview-questions", "crisis-interview-questions"])
def test_an_edited_draft_of_before_goes_on_in_one_of_the_new_papers(make_plan, pack, clerk, name, format):
    """`before/` has the one draft that Cedar Valley had of each, as coplan wrote it."""
    old = pack_with(pack, name, (HERE / "before" / f"{name}.md").read_text(encoding="utf-8"))
    text = f"{(EXAMPLES / 'cedar-valley' / 'plan.yaml').read_text(encoding='utf-8')}drafts: {{format: {format}}}\n"
    before = make_plan(text, old)
    draft_plan(before, Answers(old, before.read().plan), [name])
    path = before.folder / "drafts" / f"{name}.{format}"
    edit(path)
    kept = path.read_bytes()
    here = PlanFolder(before.folder, pack, clerk)
    done = draft_plan(here, Answers(pack, here.read().plan), [name])
    heirs = [found.path for found in done.drafts if found.state == "merged"]
    assert len(heirs) == 1
    assert ADDED in words_of(here.folder / heirs[0])
    assert (path.read_bytes(), done.leftover) == (kept, [f"drafts/{name}.{format}"])


SAID = (
    "Ask about suicide directly and calmly.",
    "Ask about suicide directly, calmly and in the person's own language.",
)


@pytest.mark.parametrize("format", ["md", "docx"])
def test_an_edited_procedure_goes_on_under_its_new_name(make_plan, pack, clerk, format):
    """The draft keeps its file; what people wrote in it stands in the text of today, or beside it as a conflict."""
    found = pack.document("suicide-response")
    body = (HERE / "before" / "suicidal-client.md").read_text(encoding="utf-8")
    one = replace(found, id="suicidal-client", was=(), heading="", title="Suicidal client", body=body, law=())
    documents = tuple(one if each is found else each for each in pack.documents if each.beside != found.id)
    here = follow(make_plan, replace(pack, documents=documents), pack, clerk, format, "suicidal-client")
    assert here[0].state in ("merged", "conflict")
    assert SAID[1] in here[1]
    assert ADDED in here[1]


@pytest.mark.parametrize("format", ["md", "docx"])
def test_an_edited_procedure_of_before_follows_the_new_chapters(make_plan, pack, clerk, format):
    body = (HERE / "before" / "police-on-call.md").read_text(encoding="utf-8")
    here = follow(make_plan, pack_with(pack, "police-on-call", body), pack, clerk, format, "police-on-call")
    assert here[0].state in ("merged", "conflict")
    assert ADDED in here[1]


def follow(make_plan, old: Pack, new: Pack, clerk, format: str, name: str):
    """Write a draft with the old pack, edit it, and write it with the new one: what was done, and its words."""
    text = f"{(EXAMPLES / 'cedar-valley' / 'plan.yaml').read_text(encoding='utf-8')}drafts: {{format: {format}}}\n"
    before = make_plan(text, old)
    draft_plan(before, Answers(old, before.read().plan), [name])
    path = before.folder / "drafts" / f"{name}.{format}"
    edit(path)
    reword(path, *SAID)
    here = PlanFolder(before.folder, new, clerk)
    done = draft_plan(here, Answers(new, here.read().plan), [{"suicidal-client": "suicide-response"}.get(name, name)])
    one = next(found for found in done.drafts if not found.path.startswith("drafts/counsel"))
    return one, words_of(here.folder / one.path)


def reword(path: Path, old: str, new: str) -> None:
    """Put other words for these, where they stand in a draft."""
    if path.suffix == ".md":
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return
    document = WordDocument(str(path))
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            paragraph.text = paragraph.text.replace(old, new)
    document.save(str(path))


def pack_with(pack: Pack, name: str, body: str) -> Pack:
    """The pack as it was: one document of this name, with this text."""
    found = pack.document(name)
    one = replace(found, for_=None, heading="", title=name, body=body, law=())
    return replace(pack, documents=tuple(one if each is found else each for each in pack.documents))


def edit(path: Path) -> None:
    """Add a paragraph of people's own."""
    if path.suffix == ".md":
        path.write_text(path.read_text(encoding="utf-8") + f"\n{ADDED}\n", encoding="utf-8")
        return
    document = WordDocument(str(path))
    document.paragraphs[-1].insert_paragraph_before(ADDED)
    document.save(str(path))


def words_of(path: Path) -> str:
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    return "\n".join(paragraph.text for paragraph in WordDocument(str(path)).paragraphs)


SUPPORT = PLAN.replace(
    "    job_terms:\n",
    """      - {id: pe, title: Peer, role: peer, fte: 0.5, employer: Bend Care}
    job_conditions: [driver_license, health_screening, drug_test]
    job_materials: [form, license_proof]
    interview_second: [ride_along]
    interview_scenarios: [suicide_means]
    job_role: [clinician, peer, supervisor]
    job_peer_credential: not_required
    job_appointment: at_will
    job_probation: 6 months
    job_flsa: exempt
    job_terms:
""",
).replace("job_benefits: [health]", "job_benefits: [health, licensure_supervision]")


@pytest.fixture
def mended(pack: Pack) -> dict[str, str]:
    """The papers of a plan with a half-time peer who needs no certificate."""
    answers = Answers(pack, read_plan(SUPPORT, pack).plan)
    return {item.document.id: item.text for item in render_all(answers, documents_for(answers))}


def test_health_tests_wait_for_the_conditional_offer_and_are_no_question(mended):
    before, after = mended["job-description@cl"].split("Only after a conditional offer: ")
    assert "a valid driver's license" in before
    assert "mmunization" not in before
    assert after.startswith("immunization or health screening and a drug test.")
    facts = mended["interview-questions@cl"].split("Can you work under these conditions?")[1]
    assert "drug test" not in facts.split("asks nothing about it")[0]


def test_a_half_time_position_is_not_called_exempt(mended):
    assert (
        "| Overtime | **[To decide: overtime status, by the salary test for part-time pay]** |"
        in mended["job-description@pe"]
    )
    assert "(exempt)" in mended["job-description@cl"]


def test_a_position_without_a_license_promises_no_way_to_one(mended):
    assert "clinical supervision toward a license" not in mended["job-description@pe"]
    assert "clinical supervision toward a license" in mended["job-description@cl"]
    assert "proof of license" not in mended["job-description@pe"]


def test_a_peer_is_not_scored_on_clinical_work(mended):
    strong = mended["crisis-interview-questions@pe"].split("| Strong | ")[-1].split("|")[0]
    assert "stays through the handoff" in strong
    assert "Makes a safety plan" not in strong
    assert "Makes a safety plan" in mended["crisis-interview-questions@cl"]


def test_at_will_employment_has_an_introductory_period(mended):
    assert "| Introductory period | 6 months; employment stays at will |" in mended["job-description@pe"]
    assert "| Probation |" not in mended["job-description@pe"]


def test_several_of_a_role_are_named_in_the_plural(mended):
    assert "On duty a team is 2 police officers or deputies and 1 clinician." in mended["job-description@cl"]

"""What the pack holds for a plan, topic by topic, and what it lacks of a state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coplan.drafts.law_gaps import law_gaps
from coplan.drafts.law_report import law_report, law_uses
from coplan.errors import UsageError
from coplan.plan.law import PlanLaw
from coplan.plan.view import Answers
from tests.drafts.conftest import answers_for, pack_of

DAY = date(2026, 11, 28)
MEMO = """\
---
title: Memo
step: design
kind: notice
audience: All
review: [counsel]
law: [hold, privacy]
---
{{ cite('hold') }} {{ cite('privacy') }}
"""


@pytest.fixture
def citing():
    return pack_of({"templates/memo.md.j2": MEMO})


def test_each_topic_tells_its_law_its_documents_and_what_is_missing(citing):
    hold, privacy = law_report(answers_for(citing, {"profile.state": "US-WA"})).topics
    assert [held.law.citation for held in hold.laws] == ["RCW 71.05.153", "RCW 10.31.110"]
    assert [held.standing for held in hold.laws] == ["in force", "in force"]
    assert [document.id for document in hold.documents] == ["memo"]
    assert (hold.missing, privacy.missing) == (False, False)
    texas, _ = law_report(answers_for(citing, {"profile.state": "US-TX"})).topics
    assert (texas.laws, texas.missing) == ((), True)


def test_a_topic_or_a_document_is_shown_by_name(citing):
    answers = answers_for(citing, {"profile.state": "US-WA"})
    assert [one.key for one in law_report(answers, ["filing"]).topics] == ["filing"]
    assert [one.key for one in law_report(answers, ["memo", "hold"]).topics] == ["hold", "privacy"]
    with pytest.raises(UsageError, match=r"no topic of law and no document `holds`\. Did you mean `hold`\?"):
        law_report(answers, ["holds"])


def test_law_that_does_not_print_says_why(citing):
    first, second = citing.laws["US-WA"]["hold"]
    parties = pack_of({"checklists/law/parties.yaml": "rider: {label: r, is: facts.rides}\n"}).parties
    held = (replace(first, until=date(2026, 1, 1)), replace(second, applies_to=("rider",)))
    pack = replace(citing, laws={"US-WA": {"hold": held}}, parties=parties)
    plan = answers_for(pack, {"profile.state": "US-WA"}).plan
    hold, _ = law_report(Answers(pack, plan, DAY)).topics
    assert [one.standing for one in hold.laws] == ["ended", "concerns nobody of this plan"]


def test_what_ran_out_and_what_was_read_long_ago_is_known(citing):
    first, second = citing.laws["US-WA"]["hold"]
    newer = replace(first, from_=date(2026, 1, 2), until=date(2026, 12, 31), checked=DAY)
    held = (replace(first, until=date(2026, 1, 1), checked=DAY), newer)
    plan = answers_for(citing, {"profile.state": "US-WA"}).plan

    def law(day: date) -> PlanLaw:
        return PlanLaw(Answers(replace(citing, laws={"US-WA": {"hold": held}}), plan), day)

    assert law(DAY).run_out() == law(DAY).stale() == ()
    assert law(date(2027, 1, 1)).run_out() == held
    assert law(date(2026, 1, 1)).run_out() == ()
    endless = replace(second, checked=None)
    found = PlanLaw(Answers(replace(citing, laws={"US-WA": {"hold": (endless,)}}), plan), DAY)
    assert (found.run_out(), found.stale()) == ((), (endless,))
    old = replace(second, until=None, checked=date(2025, 11, 1))
    assert PlanLaw(Answers(replace(citing, laws={"US-WA": {"hold": (old,)}}), plan), DAY).stale() == (old,)


def test_documents_are_listed_by_topic(citing):
    assert [(use.topic, use.documents) for use in law_uses(citing.documents)] == [
        ("hold", ("Memo",)),
        ("privacy", ("Memo",)),
    ]


def test_gaps_of_a_state_come_with_the_templates_that_show_them(pack):
    from coplan.drafts.proof.trial_plans import random_plan

    plans = [random_plan(pack, seed) for seed in range(3)]
    found = law_gaps(pack, "US-GA", plans, DAY)
    gaps = {gap.topic: gap for gap in found}
    assert "suicide-response" in gaps["child_reports"].templates
    assert gaps["treatment_tax"].templates == ()
    assert set(gaps["mutual_aid"].templates) == {"counsel-notes-procedures"}
    order = [gap.topic for gap in found]
    assert order.index("child_reports") < order.index("mutual_aid") < order.index("treatment_tax")
    assert "hipaa_treatment" not in gaps
    assert "child_reports" not in {gap.topic for gap in law_gaps(pack, "US-WA", plans[:1], DAY)}


def test_law_that_begins_changes_or_ends_within_90_days_is_told(citing):
    first, second = citing.laws["US-WA"]["hold"]
    held = (
        replace(first, until=date(2026, 12, 31)),
        replace(first, from_=date(2027, 1, 1)),
        replace(second, from_=date(2027, 2, 26)),
        replace(second, citation="RCW 3", until=date(2027, 2, 26)),
    )
    pack = replace(citing, laws={"US-WA": {"hold": held}})
    answers = Answers(pack, answers_for(citing, {"profile.state": "US-WA"}).plan, DAY)
    told = [(one.citation, one.word, one.day.isoformat()) for one in PlanLaw(answers).changes()]
    assert told == [("RCW 71.05.153", "changes", "2027-01-01"), ("RCW 10.31.110", "begins", "2027-02-26")]
    hold, _ = law_report(answers).topics
    assert [str(one.changes) for one in hold.laws] == ["2027-01-01", "2027-01-01", "2027-02-26", "None"]
    assert [one.standing for one in hold.laws] == ["in force", "not yet in force", "not yet in force", "in force"]

"""Parts of papers that the field knows but that were seen in no source are named for review at the head of their template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SAYS = "nown in the field and seen in no source, so for review: "
ORDER = "another employer; duties by rank; declines; who decides; names; immigration; camera; own support; follow-up; monthly"
AGREEMENT = "not spent; vacant; month of review; rights of others; notices; after the end; exclusion; reports; copies"

# Template, and a word of each such part.
PARTS = {
    "unit-order": ORDER + "; provider's seat; dress; handcuffs; warrants",
    "unit-order-fire": ORDER + "; dress",
    "dispatch-protocol": "unit numbers; language; children; animals; no police; time stamps; re-triage; pending; code at the end; sample",
    "dispatch-card": "language; children; animals; no police; without an answer; code at the end",
    "handoff-protocol": "floor supervisors; letting go; seconds; data pass; monthly; visits",
    "hold-procedure": "ladder; words to the person; property; animals; children; firearms; not held; count of holds",
    "information-agreement": "breach; look-ups; courts; return; table by record and role",
    "information-sharing": "breach; look-ups; courts; table by record and role",
    "release-form": "office use",
    "referral-form": "dangers on a visit; what the person hopes for; the answer to the sender",
    "field-safety-plan": "agreed word; note on a file ends; follows an event",
    "interlocal-agreement": AGREEMENT,
    "services-contract": AGREEMENT,
    "memorandum": AGREEMENT + "; whether it binds; without a vote",
    "labor-side-letter": "discipline; precedent; grievance",
    "staff-report": "evidence",
    "resolution": "reporting duty; end date",
    "needs-assessment": "people heard; limits; repeat contacts; groups",
    "steering-charter": "pay; conflicts; without names; removal; end",
    "complaints": "where; log; trends",
    "public-page": "warrants; interpreters; privacy; complaints; refer",
    "wallet-card": "interpreters; complaints; holds",
    "wallet-card-spanish": "interpreters; complaints; holds",
    "training-plan": "matrix; first shift; skills; joint days; cover",
    "field-training-book": "items; visits; scenarios; release",
    "critical-incident-review": "family; privilege; public records",
    "mandatory-reporting": "who hears; what is written; check",
    "language-access": "translated; bilingual; written down",
    "diversion-guideline": "victim; failure; what was said; by group",
    "request-for-proposals": "staffing plan",
}


@pytest.mark.parametrize("name", PARTS)
def test_a_template_names_what_no_source_shows(name):
    text = (TEMPLATES / f"{name}.md.j2").read_text(encoding="utf-8").split("---\n", 2)[2]
    head = re.sub(r"\s+", " ", text[: text.index("-#}")]) if text.startswith("{#-") else ""
    assert SAYS in head
    assert [part for part in PARTS[name].split("; ") if part.lower() not in head.partition(SAYS)[2].lower()] == []

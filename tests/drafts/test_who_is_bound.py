"""Who stands behind a paper: bodies that do not sign it, departments of one body, papers that end together, cover."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "examples"


def draft(example: str, name: str) -> str:
    return (ROOT / example / "drafts" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("example", "paper", "row"),
    [
        ("two-rivers", "memorandum", "| High Basin Behavioral Health Organization | nonprofit corporation | "),
        ("two-rivers", "memorandum", "| Basin Communications Center | other public body | "),
        ("cedar-valley", "interlocal-agreement", "| Valley Behavioral Health | nonprofit corporation | "),
        ("cedar-valley", "interlocal-agreement", "| Cedar County 911 | other public body | "),
    ],
)
def test_a_body_with_a_part_that_does_not_sign_is_named_with_the_paper_that_binds_it(example, paper, row):
    line = next(line for line in draft(example, paper).splitlines() if line.startswith(row))
    assert line.count("|") == 5
    assert any(kind in line for kind in ("services contract of", "memorandum of understanding of"))


def test_one_county_with_two_departments_is_one_employer():
    text = draft("juniper-county", "interlocal-agreement")
    assert "and through Juniper County Emergency Medical Services for a paramedic, as employer" in text
    assert "Juniper County is one legal person and one employer, whichever of its departments acts." in text
    assert "| Juniper County, through Juniper County Public Health | " in text
    assert "one legal person and one employer" not in draft("cedar-valley", "interlocal-agreement")


def test_a_contract_ends_with_the_agreement_on_which_it_rests():
    contract = draft("cedar-valley", "services-contract")
    assert "This Contract ends on the day on which the agreement between the public agencies ends" in contract
    assert "have it end when this Agreement ends" in draft("cedar-valley", "interlocal-agreement")
    assert "agreement between the public agencies ends" not in draft("larkspur", "services-contract")


def test_each_public_party_that_is_served_is_an_additional_insured():
    assert "The Agency and Cedar Valley Fire District 3 are additional insureds" in draft(
        "cedar-valley", "services-contract"
    )
    assert "The Agency is an additional insured under" in draft("larkspur", "services-contract")


def test_a_short_contract_has_duties_at_the_scene_and_cover_for_vehicles():
    text = draft("larkspur", "services-contract")
    assert "### 2.1 Duties at a scene" in text
    assert "tell the staff, before they go in, what is known of weapons" in text
    assert "stay with the staff as long as they are with the person" in text
    assert "| automobile liability (" in text
    assert "The owner of a vehicle keeps it fit to drive and insures it." in text

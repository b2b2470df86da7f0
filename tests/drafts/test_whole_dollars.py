"""Papers that the public reads have sums in dollars; agreements, resolutions and budgets have them to the cent."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from coplan.content.answers.values import Missing
from coplan.figures.registry import summary
from coplan.numerals import with_cents, without_cents
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2] / "examples"
CENTS = re.compile(r"\$[\d,]*\d{3}\.\d\d(?!\d)")
BY_YEAR = re.compile(r"^By its fiscal years, .*", re.MULTILINE)  # what a vote allows, by year, adds up to the cent
DRAFTS = sorted(ROOT.glob("*/drafts/*.md"))


def whole(pack) -> list[str]:
    return [document.id for document in pack.documents if document.whole_dollars]


def allowed(folder, pack):
    """Sums that a vote allows: what each party pays at most, by line and in all."""
    answers = Answers(pack, read_plan((folder / "plan.yaml").read_text(encoding="utf-8"), pack).plan)
    rows = answers.value("policy.money_rows")
    lines = [] if isinstance(rows, Missing) else [row["yearly_max"] for row in rows]
    return {with_cents(one) for one in (*lines, *summary("budget", answers).get("paid_by_party", {}).values())}


@pytest.mark.slow
def test_no_paper_for_public_readers_has_cents_but_in_what_a_vote_allows(pack):
    ids = whole(pack)
    papers = [path for path in DRAFTS if path.stem.partition("@")[0] in ids]
    exact = {folder: allowed(folder.parent, pack) for folder in {path.parent for path in papers}}
    found = {
        f"{path.parts[-3]}/{path.stem}": sorted(
            set(CENTS.findall(BY_YEAR.sub("", path.read_text(encoding="utf-8")))) - exact[path.parent]
        )
        for path in papers
    }
    assert len(found) > 30
    assert {name: sums for name, sums in found.items() if sums} == {}


def test_those_who_pay_keep_the_cents(pack):
    keep = {path.stem.partition("@")[0] for path in DRAFTS if CENTS.search(path.read_text(encoding="utf-8"))}
    assert {"budget", "resolution", "services-contract", "interlocal-agreement"} <= keep


@pytest.mark.parametrize("community", sorted({path.parts[-3] for path in DRAFTS}))
def test_what_a_party_pays_at_most_is_one_sum_in_every_paper(community, pack):
    """To the cent: in the motion, in the resolution and in the brief, and in the budget."""
    folder = ROOT / community / "drafts"
    for path in sorted(folder.glob("resolution@*.md")):
        most = re.findall(r"not more than (\$[\d,.]*\d) in all (?:over|for)", path.read_text(encoding="utf-8"))
        for paper in (
            folder / path.name.replace("resolution", "staff-report"),
            folder / "brief.md",
            folder / "budget.md",
        ):
            text = paper.read_text(encoding="utf-8")
            assert all(re.search(rf"{re.escape(one)}(?:\.00)?(?![\d.,]*\d)", text) for one in most), paper


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("costs $1,196,658.98.", "costs $1,196,659."),
        ("$100.50 and $63.46 an hour", "$101 and $63.46 an hour"),
        ("-$175,841.02 and $0.00", "-$175,841 and $0"),
        ("$12,500.00 a year", "$12,500 a year"),
    ],
)
def test_a_sum_is_rounded_to_the_dollar_and_a_rate_is_not(words, said):
    assert without_cents(words) == said


def test_the_first_year_of_a_staff_report_is_that_of_the_budget_to_the_dollar():
    said = re.compile(r"first year (?:of service )?costs \$([\d,.]*\d)")
    reports = sorted(ROOT.glob("*/drafts/staff-report@*.md"))
    for path in reports:
        exact, shown = (
            Decimal(said.search(one.read_text(encoding="utf-8"))[1].replace(",", ""))
            for one in (path.with_name("budget.md"), path)
        )
        assert abs(exact - shown) <= Decimal("0.5")
    assert len(reports) >= 4

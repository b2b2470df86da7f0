"""Shares of the cost with and without money that a vote has still to provide; what a source may pay in its time."""

from decimal import Decimal
from pathlib import Path

import pytest

from coplan.figures.budget.figures import budget
from coplan.figures.registry import summary
from coplan.numerals import with_cents
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.reports.budget.tables import money_table, share_table, unfunded_table

ROOT = Path(__file__).resolve().parents[2] / "examples"
COMMUNITIES = sorted(path.parent.name for path in ROOT.glob("*/plan.yaml"))


def example(name, pack):
    return Answers(pack, read_plan((ROOT / name / "plan.yaml").read_text(encoding="utf-8"), pack).plan)


@pytest.mark.parametrize(
    ("name", "sure", "counted"),
    [
        ("cedar-valley", "0.310", "0.393"),  # the levy waits for the board of the district
        ("mesquite-flats", "0.635", "0.892"),  # three years of the general fund
        ("two-rivers", "0.667", "0.894"),  # the general funds of two towns and a county
        ("larkspur", "0.495", "0.495"),  # nothing that is counted waits
        ("juniper-county", "0", "0"),
    ],
)
def test_the_share_without_votes_is_the_smaller_one(name, sure, counted, pack):
    found = summary("budget", example(name, pack))
    assert (found["funded_share_without_votes"], found["funded_share"]) == (Decimal(sure), Decimal(counted))


@pytest.mark.parametrize("name", COMMUNITIES)
def test_the_table_of_money_leaves_what_the_table_of_lines_leaves(name, pack):
    found = budget(example(name, pack))
    money = {row[0]: row[1:] for row in money_table(found).rows}
    lines = {row[0]: row[1:] for row in unfunded_table(found).rows}
    assert money["Not covered by secured money"] == lines["All lines, by secured money"]
    if "Not covered if every source comes" in money:
        assert money["Not covered if every source comes"] == lines["All lines, if every source comes"]


def test_what_stated_sums_leave_is_told_apart_and_adds_up(pack):
    found = budget(example("two-rivers", pack))
    rows = {row[0].partition(" (")[0]: row[1:] for row in share_table(found, found.shares).rows}
    by_line = [with_cents(amount) for amount in found.unfunded]
    assert rows["Not covered by these sums or other secured money"][:-1] == by_line
    sums = [
        sum(Decimal(cell.strip("$").replace(",", "")) for cell in column) for column in zip(*rows.values(), strict=True)
    ]
    assert [whole / 2 for whole in sums[:-1]] == list(found.cost)  # the parts, and their total
    spent = dict(found.paid)["Sage County general fund"]  # the county bears the rest: what the table of money spends
    assert rows["Sage County"][:-1] == [with_cents(amount) for amount in found.by_period(spent)]


def test_who_bears_the_rest_pays_last_and_never_more_than_its_sum(pack):
    found = budget(example("two-rivers", pack))
    parts = {part.party: part for part in found.shares.parties}
    county = parts.pop("Sage County")
    assert sum(county.months) < sum(county.most)
    before = [
        cost - sum(part.months[place] for part in list(parts.values())[:-1])
        for place, cost in enumerate(found.cost_months)
    ]
    grants = [
        sum(source.months[place] for source in found.sources if source.outside_money)
        for place in range(len(found.cost_months))
    ]
    assert sum(county.months) <= sum(max(cost - grant, 0) for cost, grant in zip(before, grants, strict=True))
    whole = [sum(part.amounts[place] for part in found.shares.parties) for place in range(len(found.cost))]
    assert whole == list(found.cost)


def test_what_a_source_may_pay_in_its_own_time(pack):
    found = summary("budget", example("juniper-county", pack))["payable_from_source"]
    # 0.5 FTE of two positions with benefits of 40%: from August 16, 2027, a year, and nine months with 3% growth
    two = Decimal("5129.57") + Decimal("6013.98") + Decimal(40600) + Decimal(47600)
    two += (Decimal("41818.00") + Decimal("49028.00")) * 9 / 12
    assert abs(found["State fire co-response grant"] - two) < Decimal("0.02")

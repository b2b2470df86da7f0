"""What can be told when: unripe results have a day, targets the number of cases behind them, late fields a person."""

from __future__ import annotations

import pytest

from tests.drafts.test_launch_and_reviews import text_of

AIM = {"statement": "Fewer arrests", "metric": "arrest", "target": "3", "unit": "percent", "due": "2029-12-31"}


@pytest.mark.parametrize(
    ("report", "stands"),
    [
        ("2028-07-15", "not yet: complete on May 31, 2029"),
        ("2029-07-15", "| Any EMS event in 12 months | percent or odds ratio | ______ |"),
    ],
)
def test_what_is_not_ripe_by_the_report_has_the_day_on_which_it_is_complete(pack, report, stands):
    text = text_of(
        pack,
        "annual-report",
        metrics__selected=["arrest", "link", "ems12"],
        improve__annual_report=[{"audience": "Council", "date": report}],
    )
    assert stands in text
    assert "| Linkage to a first service | percent | ______ |" in text


def test_a_target_that_is_not_due_by_the_report_is_told_so_far(pack):
    text = text_of(
        pack,
        "annual-report",
        metrics__selected=["arrest"],
        goals__objectives=[AIM],
        improve__annual_report=[{"audience": "Council", "date": "2028-07-15"}],
    )
    assert "| not due yet; so far ____________ (value) |" in text


def test_the_value_before_stands_with_its_period(pack):
    text = text_of(
        pack,
        "annual-report",
        metrics__selected=["arrest"],
        metrics__baseline=[{"metric": "arrest", "value": "5", "period": "2026", "source": "police records"}],
    )
    assert "| 5 (2026) |" in text


@pytest.mark.parametrize(
    ("before", "stands"),
    [
        ("5", "| Fewer arrests | contacts with the person found | about 1,600 |"),
        ("", "no value before; 50 tell it to within 5 points either way, 200 to within 2 points"),
        ("3", "no value before"),
    ],
)
def test_a_target_has_the_number_of_cases_behind_it(pack, before, stands):
    aim = AIM | ({"baseline": before} if before else {})
    assert stands in text_of(pack, "evaluation-plan", metrics__selected=["arrest"], goals__objectives=[aim])


def test_a_target_that_is_no_rate_has_none(pack):
    aim = AIM | {"metric": "relief", "unit": "minutes"}
    text = text_of(pack, "evaluation-plan", metrics__selected=["relief"], goals__objectives=[aim])
    assert "Needed on each side" not in text


def test_what_is_known_only_later_has_someone_who_enters_it(pack):
    fields = ["date", "person_found", "linked_date"]
    text = text_of(pack, "data-dictionary", metrics__fields=fields)
    assert "| linked_date | | later |" in text
    assert "To decide: who enters what is known only later" in text
    later = [{"part": "first_service", "who": "the case manager", "when": "31 days after the referral"}]
    form = text_of(pack, "encounter-form", metrics__fields=fields, metrics__later_entry=later)
    assert "**Later:** Date of the first service: the case manager, 31 days after the referral." in form

"""Reports as values: what they hold, and how the terminal shows them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from coplan.cli import show
from coplan.content.answers.values import Day
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.render import markdown
from coplan.figures.figure import Figure, Input
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.reports.assumed import assumed_section, assumed_sentence
from coplan.reports.budget.whole import budget_report
from coplan.reports.figure_words import about_words, arithmetic, people_words, value_words
from coplan.reports.staffing import staffing_report
from coplan.reports.titled import Line, Report, Section, Table

ROOT = Path(__file__).resolve().parents[2]


def test_a_report_on_the_terminal(capsys):
    table = Table(["", "Cost"], [["Pay", "$1.00"], ["Radios of the team", "$20.00"]], numbers=True)
    words = Line("word " * 21 + "https://example.org/an-address-that-stays-whole", wrap=True, hang=4)
    show.report(
        Report("Title", [Section("One", [table, Line("  as it is")]), Section("Two", [words])], [Line("First.")])
    )
    assert capsys.readouterr().out == (
        "Title\nFirst.\n\nOne\n\n                      Cost\nPay                  $1.00\nRadios of the team  $20.00\n"
        "  as it is\n\nTwo\n\n"
        + ("word " * 20).rstrip()
        + "\n    word https://example.org/an-address-that-stays-whole\n"
    )


def test_a_report_without_a_title_begins_with_its_first_section(capsys):
    show.report(Report("", [Section("One", [Line("a")])]))
    assert capsys.readouterr().out == "One\n\na\n"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Decimal("2.240"), "FTE", "2.24 FTE"),
        (1, "teams", "1 team"),
        (Decimal("18.20"), "percent", "18.2%"),
        (Decimal("1250.50"), "dollars", "$1,250.50"),
        (Decimal(1250), "dollars a year", "$1,250.00 a year"),
        ("October 2027", "month", "October 2027"),
        ("without limit", "", "without limit"),
        (True, "", "yes"),
        (("one", "another"), "", "one and another"),
        ((), "", "none"),
        (Day(2027, 10, 1), "date", "October 1, 2027"),
    ],
)
def test_the_value_of_a_figure_in_words(value, unit, words):
    assert value_words(Figure("a.b", "b", value, unit)) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Decimal("1196658.98"), "dollars", "about $1,197,000"),
        (Decimal("98449.99"), "dollars", "about $98,400"),
        (Decimal("62.5"), "percent", "62.5%"),
    ],
)
def test_public_papers_say_round_dollars(value, unit, words):
    assert about_words(Figure("a.b", "b", value, unit)) == words


@pytest.mark.parametrize(
    ("count", "role", "words"),
    [
        (1, "peer", "1 peer"),
        (2, "clinician", "2 clinicians"),
        (2, "police officer or deputy", "2 police officers or deputies"),
        (3, "EMT", "3 EMTs"),
        (2, "crisis coach", "2 crisis coaches"),
    ],
)
def test_people_of_a_team_in_words(count, role, words):
    assert people_words(count, role) == words


def test_arithmetic_names_where_each_part_is_from(pack):
    inputs = (
        Input("hours", 3, "hours", "computed", "a.c"),
        Input("rate", Decimal(5), "percent", "assumed", "assumptions.x"),
    )
    figure = Figure("a.b", "b", 1, "", "hours × rate", inputs)
    assert [line.words for line in arithmetic(figure, pack)] == [
        "    = hours × rate",
        "      hours: 3 hours, worked out above",
        "      rate: 5%, assumed (assumptions.x)",
    ]
    assert "hours: 3 hours, worked out (a.c)" in next(
        line.words for line in arithmetic(figure, pack, above=False) if "hours:" in line.words
    )


def test_what_is_assumed_stands_once_as_a_list_and_as_a_sentence(pack):
    item = Input("share_of_*", Decimal(5), "percent", "assumed", "assumptions.vacancy", ("relief",))
    (section,) = assumed_section([item], pack)
    assert [line.words[:16] for line in section.parts] == ["Share_of_*: 5% (", "    Set assumpti"]
    assert "or answer resources.vacancy" in section.parts[1].words
    assert assumed_sentence([item], markdown.inline).endswith(r"share_of\_\*: 5%.")
    assert (assumed_section([], pack), assumed_sentence([], str)) == ((), "")


@pytest.mark.parametrize("report", [staffing_report, budget_report])
@pytest.mark.parametrize("seed", range(12))
def test_tables_of_any_plan_are_even(report, seed, pack):
    found = report(Answers(pack, random_plan(pack, seed)), explain=True)
    tables = [part for section in found.sections for part in section.parts if isinstance(part, Table)]
    assert all(len(row) == len(table.heads) for table in tables for row in table.rows)
    assert len({section.title for section in found.sections}) == len(found.sections)


def test_the_draft_has_the_table_of_the_report(pack):
    text = (ROOT / "examples/cedar-valley/plan.yaml").read_text(encoding="utf-8")
    answers = Answers(pack, read_plan(text, pack).plan)
    (table,) = [part for part in budget_report(answers).sections[0].parts if isinstance(part, Table)]
    written = markdown.written(table).splitlines()
    assert [re.sub(r"[|\s]+", " ", line).strip() for line in written[2:]] == [
        " ".join(" ".join(row).split()) for row in table.rows
    ]

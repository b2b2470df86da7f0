"""What is billed is what the agreement says, to the cent: all examples and generated plans, by plain arithmetic.

The arithmetic is written from docs/figures.md and calls nothing of the budget: a payment is spread evenly over its
months, a month in part counts with its days, and what has come together by the end of a month is rounded half up.
"""

from __future__ import annotations

import datetime
import math
import re
from calendar import monthrange
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given as made
from hypothesis import settings
from hypothesis import strategies as st

from coplan.content.answers.values import Missing
from coplan.figures.budget.agreement.left_open import left_open
from coplan.figures.budget.figures import budget
from coplan.figures.registry import summary
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.reports.budget.data import budget_data

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/plan.yaml"))
PAPERS = ("interlocal-agreement", "memorandum", "services-contract")
DAY = datetime.timedelta(days=1)


def answers_of(text, pack):
    return Answers(pack, read_plan(text, pack).plan)


@pytest.fixture(params=EXAMPLES)
def example(request, pack):
    folder = ROOT / "examples" / request.param
    return folder, answers_of((folder / "plan.yaml").read_text(encoding="utf-8"), pack)


def moment(day):
    """When a day begins, in months."""
    return 12 * day.year + day.month - 1 + Fraction(day.day - 1, monthrange(day.year, day.month)[1])


def cent(amount):
    return Decimal(math.floor(amount * 100 + Fraction(1, 2))) / 100


def whole_of(yearly, start, end, *, once=False):
    """A row of a year or less, and a single sum, is for its whole time; any other is for each year."""
    length = moment(end + DAY) - moment(start)
    one_year = (end + DAY).year == start.year + 1 and (end + DAY).timetuple()[1:3] <= start.timetuple()[1:3]
    one_year = one_year or end.year == start.year
    return Decimal(yearly) if once or one_year else cent(Fraction(yearly) * length / 12)


def test_a_year_through_a_leap_day_is_one_year(pack):
    rows = ROW.format("2028-02-22", "2029-02-21", "273.00")
    text = PLAN.format(
        launch="2028-03-01",
        start="2028-02-22",
        end="2029-02-21",
        yearly="273.00",
        other=5000,
        years=2,
        begins="january",
        rows=rows,
    )
    assert [one["most"] for one in budget_data(answers_of(text, pack))["payments"]] == ["273.00"]


def by_month(whole, start, end):
    """Month as a number, and what of a payment falls on it."""
    opens, closes = moment(start), moment(end + DAY)
    found, before = {}, Decimal(0)
    for month in range(math.floor(opens), math.ceil(closes)):
        reached = cent(Fraction(whole) * (min(closes, Fraction(month + 1)) - opens) / (closes - opens))
        found[month], before = reached - before, reached
    return found


def rows_of(answers):
    """The table of payments as it stands in the plan."""
    rows = answers.value("policy.money_rows")
    return [] if isinstance(rows, Missing) else list(rows)


def owed_from(row, answers):
    """A row that waits for a phase is owed from its planned start, if that is later."""
    phases = answers.value("design.phases")
    starts = {} if isinstance(phases, Missing) else {str(one["phase"]): one["start"] for one in phases}
    return max(row["from"], starts[str(row["step"])]) if row["step"] else row["from"]


def paid(row, answers):
    start, once = owed_from(row, answers), row["unit"].key == "once"
    if start == row["from"] or once:
        return by_month(whole_of(row["yearly_max"], row["from"], row["to"], once=once), start, row["to"])
    part = moment(row["to"] + DAY) - moment(start)
    assert part > 12
    return by_month(cent(Fraction(row["yearly_max"]) * part / 12), start, row["to"])


def in_periods(months, periods):
    found = []
    for one in periods:
        year, month = map(int, one["first_month"].split("-"))
        first = 12 * year + month - 1
        found.append(
            str(sum((months.get(first + place, Decimal(0)) for place in range(one["months"])), Decimal("0.00")))
        )
    return found


def dollars(text):
    return [Decimal(amount.replace(",", "")) for amount in re.findall(r"\$([\d,]+(?:\.\d\d)?)", text)]


def papers(folder):
    return [
        path.read_text(encoding="utf-8")
        for path in (folder / "drafts").glob("*.md")
        if path.stem.partition("@")[0] in PAPERS
    ]


def test_the_budget_bills_each_line_of_the_table_of_payments(example):
    answers = example[1]
    data = budget_data(answers)
    for row, billed in zip(rows_of(answers), data["payments"], strict=True):
        months = paid(row, answers)
        assert Decimal(billed["most"]) == sum(months.values())
        assert billed["by_period"] == in_periods(months, data["periods"])
        full = list(months.values())
        if owed_from(row, answers).day == 1 and row["unit"].key != "once":  # each year of the agreement's own
            for start in range(0, len(full) - 11, 12):
                assert sum(full[start : start + 12]) == Decimal(row["yearly_max"])


def test_the_paper_states_what_the_budget_bills(example):
    """Line by line, and the limit of the whole term."""
    folder, answers = example
    rows, found = rows_of(answers), papers(folder)
    assert bool(rows) <= bool(found)
    for row in rows:
        days = (f"| {row['from']} to {row['to']} |", f"not before {owed_from(row, answers)}, to {row['to']} |")
        lines = [
            line
            for text in found
            for line in text.splitlines()
            if f"| {row['what']} |" in line and any(one in line for one in days)
        ]
        assert lines, row["what"]
        for line in lines:
            assert Decimal(row["yearly_max"]) == dollars(line.partition(" (grants pay ")[0])[-1]
            assert ("a year | " in line) is (
                whole_of(row["yearly_max"], row["from"], row["to"]) > Decimal(row["yearly_max"])
            )
    limits = [
        amount
        for text in found
        for line in text.splitlines()
        if "over the whole term the payments" in line.lower() or "nor over the term more than" in line
        for amount in dollars(line)[:1]
    ]
    most = summary("budget", answers)["payments_in_term"]
    assert set(limits) <= {most}
    assert bool(limits) is not isinstance(answers.value("policy.agreement_cap"), Missing)


def test_a_party_bears_by_its_stated_sum_what_it_is_billed(example):
    """Two tables of one report: shares of the cost, and payments under the agreement."""
    answers = example[1]
    data, rows = budget_data(answers), rows_of(answers)
    for part in (data["shares"] or {"parties": []})["parties"]:
        own = [row for row in rows if str(row["payer"]) == part["party"]]
        if "payments are billed" in part["basis"]:
            months = {month: Decimal(0) for row in own for month in paid(row, answers)}
            for row in own:
                for month, amount in paid(row, answers).items():
                    months[month] += amount
            assert part["amounts"] == in_periods(months, data["periods"])
        elif "as stated" in part["basis"]:  # who is paid, or bears cost of its own, is not billed its sum
            payees = {str(row["payee"]) for row in rows}
            staff = {str(row["employer"]) for row in answers.value("resources.roles")}
            assert part["party"] in payees | staff or not own


@pytest.mark.parametrize(
    ("name", "party"), [("two-rivers", "Town of Granite Ford"), ("cedar-valley", "Cedar Valley Fire District 3")]
)
def test_a_year_in_part_is_billed_and_borne_in_part(pack, name, party):
    """Two Rivers: from June 3 of year 1, and eleven of twelve months in year 2. Cedar Valley: nine of year 3, and the district's captain is in its sum."""
    answers = answers_of((ROOT / "examples" / name / "plan.yaml").read_text(encoding="utf-8"), pack)
    (part,) = [one for one in budget_data(answers)["shares"]["parties"] if one["party"] == party]
    assert (
        part["amounts"]
        == {
            "two-rivers": ["0.00", "39777.78", "36666.66"],
            "cedar-valley": ["26250.00", "105000.00", "105000.00", "78750.00"],
        }[name]
    )


PLAN = """\
answers:
  profile:
    stage: developing
    target_launch: {launch}
    lead_agency: County
    jurisdictions: [{{name: Town, kind: city}}, {{name: County, kind: county}}]
  design: {{models: [ride_along], team: [{{role: clinician}}]}}
  policy:
    ila_parties: [{{party: Town, public_agency: "yes"}}, {{party: County, public_agency: "yes"}}]
    ila_shares: [{{party: Town, amount: "${yearly}"}}, {{party: County, amount: "${other}"}}]
    agreement_start: {start}
    agreement_end: {end}
    agreement_price: fixed
    money_rows:
{rows}
  resources:
    cost_share: formula
    budget_years: {years}
    fiscal_years: [{{party: Town, begins: {begins}}}]
    roles: [{{title: Clinician, role: clinician, fte: 1, pay: "$80,000", benefits: 50%, start: {launch}}}]
"""
ROW = '      - {{payer: Town, payee: County, what: its part, unit: year, from: {}, to: {}, yearly_max: "${}"}}\n'
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip


def years_of(start, end):
    """The term cut into years from its first day."""
    while start <= end:
        last = min(end, start.replace(year=start.year + 1) - DAY)
        yield start, last
        start = last + DAY


@settings(max_examples=50, deadline=None)
@made(
    launch=st.dates(datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)).map(lambda day: day.replace(day=1)),
    start=st.dates(datetime.date(2026, 6, 1), datetime.date(2029, 6, 1)).filter(
        lambda day: (day.month, day.day) != (2, 29)
    ),
    length=st.integers(366, 1500),
    yearly=st.decimals(1, 300_000, places=2),
    years=st.integers(1, 4),
    begins=st.sampled_from(MONTHS),
    cut=st.booleans(),
)
def test_billed_borne_and_agreed_are_one_sum_in_any_plan(pack, launch, start, length, yearly, years, begins, cut):
    end = start + datetime.timedelta(days=length)
    spans = list(years_of(start, end)) if cut else [(start, end)]
    if cut and spans[-1][1] - spans[-1][0] < datetime.timedelta(days=364):
        spans = spans[:-1]  # a row for a part of a year states its own amount
        end = spans[-1][1]
    text = PLAN.format(
        launch=launch, start=start, end=end, yearly=yearly, other=5000, years=years, begins=begins,
        rows="".join(ROW.format(*span, yearly) for span in spans),
    )  # fmt: skip
    answers = answers_of(text, pack)
    data = budget_data(answers)
    months: dict[int, Decimal] = {}
    for span in spans:
        for month, amount in by_month(whole_of(yearly, *span), *span).items():
            months[month] = months.get(month, Decimal(0)) + amount
    expected = in_periods(months, data["periods"])
    town, county = data["shares"]["parties"][:2]
    assert town["amounts"] == expected
    assert [
        sum(map(Decimal, column)) for column in zip(*(one["by_period"] for one in data["payments"]), strict=True)
    ] == list(map(Decimal, expected))
    assert sum(Decimal(one["most"]) for one in data["payments"]) == sum(months.values())
    assert summary("budget", answers)["payments_in_term"] == sum(months.values())
    # Who is paid has a stated sum that no payment bills: evenly on the days of the agreement.
    opens, closes = moment(start), moment(end + DAY)
    budget_months = [month for one in data["periods"] for month in months_of(one)]
    reached, before, evenly = Fraction(0), Decimal(0), {}
    for month in budget_months:
        reached += max(Fraction(0), min(closes, Fraction(month + 1)) - max(opens, Fraction(month))) * 5000 / 12
        evenly[month], before = cent(reached) - before, cent(reached)
    assert county["amounts"] == in_periods(evenly, data["periods"])
    # By the fiscal years of the party: its share is its bill, and all years are the whole.
    figures = summary("budget", answers)
    assert figures["share_by_party_year"] == figures["billed_by_party_year"]
    by_year: dict[str, Decimal] = {}
    first = MONTHS.index(begins)
    for month in budget_months:
        year, number = divmod(month, 12)
        name = f"Town, FY {year + 1 if first and number >= first else year}"
        by_year[name] = by_year.get(name, Decimal(0)) + months.get(month, Decimal(0))
    assert figures["billed_by_party_year"] == by_year


STEP = (
    "      - {{payer: Town, payee: County, what: its part, unit: year, step: Second, "
    'from: {}, to: {}, yearly_max: "${}"}}\n'
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@made(
    start=st.dates(datetime.date(2027, 1, 1), datetime.date(2028, 6, 1)).filter(lambda day: day.day < 29),
    length=st.integers(30, 1500),
    waits=st.integers(-200, 1600),
    yearly=st.decimals(1, 300_000, places=2),
)
def test_what_waits_for_a_phase_is_owed_from_its_planned_start(pack, start, length, waits, yearly):
    """Never more than without the wait, nothing before the phase, and the part of the row that is left after it."""
    end, phase = start + datetime.timedelta(days=length), start + datetime.timedelta(days=waits)
    words = {
        "launch": "2027-06-01",
        "start": start,
        "end": end,
        "yearly": yearly,
        "other": 0,
        "years": 4,
        "begins": "july",
    }
    team = "team: [{role: clinician}]"
    phases = f"{team}, phases: [{{phase: First, start: 2026-01-01}}, {{phase: Second, start: {phase}}}]"
    plain = PLAN.format(**words, rows=ROW.format(start, end, yearly))
    waiting = PLAN.format(**words, rows=STEP.format(start, end, yearly)).replace(team, phases)
    (whole,), (left,) = (budget_data(answers_of(text, pack))["payments"] for text in (plain, waiting))
    most = Decimal(whole["most"])
    if phase > end:
        assert Decimal(left["most"]) == 0
        return
    begins = max(start, phase)
    assert left["from"] == begins.isoformat()
    full = moment(end + DAY) - moment(start)
    part = moment(end + DAY) - moment(begins)
    year = full if whole_of(yearly, start, end) == Decimal(yearly) else 12
    assert Decimal(left["most"]) == cent(Fraction(yearly) * part / year) <= most
    assert summary("budget", answers_of(waiting, pack))["payments_in_term"] == Decimal(left["most"])


def months_of(period):
    year, month = map(int, period["first_month"].split("-"))
    return [12 * year + month - 1 + place for place in range(period["months"])]


def test_a_single_sum_is_billed_once_however_long_it_may_take(pack):
    row = ROW.format("2027-07-01", "2029-06-30", "10,000").replace("unit: year", "unit: once")
    text = PLAN.format(launch="2027-07-01", start="2027-07-01", end="2029-06-30", yearly="10,000", other="0", years=2,
                       begins="july", rows=row)  # fmt: skip
    (billed,) = budget_data(answers_of(text, pack))["payments"]
    assert (billed["most"], billed["by_period"]) == ("10000.00", ["5000.00", "5000.00"])


def test_sums_and_sources_leave_the_same_open_where_the_sums_are_the_sources(pack):
    """Two Rivers: what parties promise is what their sources hold, so both tables of the budget name one gap."""
    found = budget(answers_of((ROOT / "examples/two-rivers/plan.yaml").read_text(encoding="utf-8"), pack))
    assert found.by_period(left_open(found, found.shares)) == found.unfunded


def test_money_bound_to_lines_pays_them_beside_the_sums_of_parties(pack):
    """Cedar Valley: half of the city's sum is only an idea; that costs the program no settlement money that is in hand."""
    found = budget(answers_of((ROOT / "examples/cedar-valley/plan.yaml").read_text(encoding="utf-8"), pack))
    year = found.by_period(left_open(found, found.shares))[2]
    assert found.unfunded[2] - year > 389000  # of $390,000 from January to September 2029

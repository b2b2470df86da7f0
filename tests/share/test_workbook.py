"""The workbook: LibreOffice recalculates it to our cents; formulas are live, and text stays text."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from coplan.errors import MISSING_EXTRA, CoplanError
from coplan.figures.budget.figures import budget
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.plan.what_if import what_if
from coplan.share.workbook.book import workbook

ROOT = Path(__file__).resolve().parents[2]
OFFICE = shutil.which("localc") and shutil.which("soffice")
pytestmark = pytest.mark.xdist_group("libreoffice")  # one LibreOffice at a time
NAMES = ("cedar-valley", "juniper-county", "mesquite-flats")
# Nothing before the launch, things bought twice, money without an end, thirds of cents, and words that look like formulas.
EDGES = """\
answers:
  profile:
    stage: developing
    program_name: "=HYPERLINK(1)"
    target_launch: 2027-10-04
    lead_agency: County
    jurisdictions:
      - {name: City, kind: city, population: "41,600"}
      - {name: County, kind: county, population: "6,400"}
      - {name: District, kind: fire_district, population: "1,000"}
  goals: {selected: [cost_avoidance]}
  needs: {eligible_calls: "1,000"}
  design: {models: [ride_along], hours: "Mo-Su 00:00-24:00", team: [{role: clinician}, {role: officer}]}
  policy:
    ila_parties: [{party: City}, {party: County}, {party: District}]
  resources:
    service_minutes: 60
    share_in_hours: 50%
    cost_share: population
    roles:
      - {title: "+1-Clinician", role: clinician, fte: 1.7, employer: "@home", pay: "$80,001", benefits: 33.3%, start: 2027-11-17}
      - {title: "-Officer", role: officer, fte: 1, pay: "$100,000", benefits: 50%}
    equipment:
      - {item: "=Tablet", count: 3, unit_cost: "$333.33", life: 0.5}
      - {item: Radio, count: 1, unit_cost: "$100"}
    oncall: [{who: Clinicians, hours_per_week: 28, standby_pay: "$5.55", pay_per: hour, callback_minimum: 2 hours}]
    oncall_used: "yes"
    training_budget: "$10,000"
    funding:
      - {name: Levy, amount: "$100,000.01", start: 2027-10-15, status: in_hand}
      - {name: Grant, amount: "$99,999.99", start: 2027-01-20, end: 2029-02-13, match: 25%, status: applied}
    match: [{source: Time, kind: in_kind, amount: "$10,000"}]
    budget_years: 4
    inflation: 3.7%
    indirect: 7.5%
    unit_costs: [{event: ED visit, dollars: "$520", year: 2017, source: HCUP, basis: average}]
"""
# Raises in the middle of a month, a contract that ends, steps up to a top, overtime that follows them, subawards under a
# federal base, things that were bought before, replaced within the start-up, and parties with years of their own.
DETAILS = """\
answers:
  profile:
    stage: developing
    target_launch: 2027-10-04
    lead_agency: City
    jurisdictions: [{name: City, kind: city}, {name: County, kind: county}]
  goals: {selected: [cost_avoidance]}
  needs: {eligible_calls: "1,000"}
  design: {models: [ride_along], hours: "Mo-Su 00:00-24:00", team: [{role: clinician}, {role: officer}], employer: nonprofit, employer_name: Clinic}
  policy:
    ila_parties: [{party: City}, {party: County}]
    ila_shares: [{party: City, calls: 301}, {party: County, calls: 100}]
    agreement_price: reimbursement
    money_rows:
      - {payer: City, payee: Clinic, what: staff, unit: actual_cost, from: 2027-08-16, to: 2028-08-15, yearly_max: "$120,000.01"}
      - {payer: County, payee: City, what: part, unit: year, price: "$30,000", units: 1, from: 2027-10-01, to: 2030-09-30, yearly_max: "$30,000"}
  resources:
    service_minutes: 60
    share_in_hours: 50%
    cost_share: calls
    share_of: after_grants
    roles:
      - {title: Clinician, role: clinician, fte: 1.7, employer: Clinic, pay: "$80,001", benefits: 33.3%, start: 2027-01-17}
      - {title: Officer, role: officer, fte: 1, employer: City, pay: "$100,000", benefits: 50%, start: 2027-08-16}
      - {title: Analyst, role: support, fte: 0.5, employer: County, pay: "$60,000", benefits: 40%}
    raises:
      - {what: contract raise, employer: City, position: Officer, from: 2027-07-01, percent: 3.3%}
      - {what: contract raise, employer: City, position: Officer, from: 2028-02-17, percent: 4.7%}
      - {what: step, employer: Clinic, from: 2027-05-10, percent: 5%, yearly: "yes", top: "$90,000"}
      - {what: new range, employer: County, from: 2029-01-01, pay: "$66,666.66"}
    labor_contracts:
      - {name: Guild, employer: City, position: Officer, from: 2026-01-01, to: 2028-12-31}
    fiscal_years: [{party: City, begins: january}, {party: County, begins: july}, {party: Clinic, begins: october}]
    fiscal_start: april
    vehicles:
      - {kind: SUV, count: 1, owner: City, purchase: "$48,000", fit_out: "$9,000", life: 2, running_cost: "$7,500", bought: 2026-03-15}
      - {kind: van, count: 2, owner: Clinic, purchase: "$9,999.99", life: 3, running_cost: "$1,000", bought: 2028-11-01}
    equipment:
      - {item: Tablet, count: 3, unit_cost: "$333.33", life: 0.5, owner: Clinic}
      - {item: Radio, count: 1, unit_cost: "$10,000", owner: City}
    oncall: [{who: Clinicians, hours_per_week: 28, standby_pay: "$5.55", pay_per: hour, callback_minimum: 2 hours}]
    oncall_used: "yes"
    training_budget: "$10,000"
    client_funds: "$5,000"
    funding:
      - {name: Levy, kind: levy, amount: "$400,000.01", start: 2027-01-15, end: 2029-12-31, status: in_hand}
      - {name: Grant, kind: federal_grant, amount: "$99,999.99", start: 2027-01-20, end: 2029-02-13, match: 25%, match_of: project, status: applied, pays: [positions]}
      - {name: Foundation, kind: foundation, amount: "$50,000.01", start: 2027-02-01, end: 2028-06-30, status: awarded}
    match: [{source: Time, kind: in_kind, amount: "$10,000"}]
    budget_years: 3
    prices_on: 2026-01-01
    inflation: 3.7%
    indirect: 7.5%
    indirect_base: mtdc
    indirect_rates:
      - {employer: Clinic, rate: 15%, base: mtdc, through: City}
      - {employer: County, rate: 12%, base: pay}
    unit_costs: [{event: ED visit, dollars: "$520", lowest: "$400", highest: "$700", year: 2017, source: HCUP, basis: average}]
assumptions: {overtime_hours: {value: 100, reason: Court}}
"""


def plan_of(text, pack):
    return Answers(pack, read_plan(text, pack).plan)


def example(name, pack):
    return plan_of((ROOT / "examples" / name / "plan.yaml").read_text(encoding="utf-8"), pack)


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def row_of(sheet, words, column=2):
    """The values right of the cell with these words."""
    for row in sheet.iter_rows():
        if row[column - 1].value == words:
            return [cell.value for cell in row[column:]]
    raise AssertionError(words)


def money(values):
    return [Decimal(repr(float(value))).quantize(Decimal("0.00000001")) for value in values]


@pytest.fixture(scope="module")
def recalculated(pack, tmp_path_factory):
    """Every workbook, with the values that LibreOffice works out: the cached ones are thrown away first."""
    if OFFICE is None:
        pytest.skip("LibreOffice Calc is not installed; nothing else here recalculates a workbook")
    folder = tmp_path_factory.mktemp("books")
    plans = {name: example(name, pack) for name in NAMES} | {
        "edges": plan_of(EDGES, pack),
        "details": plan_of(DETAILS, pack),
    }
    files = {name: opened(workbook(answers, budget(answers), name)) for name, answers in plans.items()}
    cedar = plans["cedar-valley"]
    changed = opened(workbook(cedar, budget(cedar), "changed"))
    _change(changed)
    plans["changed"] = Answers(pack, what_if(cedar.plan, pack, ["resources.inflation=5.5%", "resources.indirect=12%"]))
    for name, file in (files | {"changed": changed}).items():
        file.save(folder / f"{name}.xlsx")
    made = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    books = [str(path) for path in sorted(folder.glob("*.xlsx"))]
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(folder))
    command = [OFFICE, "--headless", profile, "--convert-to", "xlsx", "--outdir", str(made), *books]
    for _ in range(2):  # one start for all of them; the first start on a new machine may fail
        done = subprocess.run(command, check=False, capture_output=True, timeout=180, env=os.environ | own)
        if done.returncode == 0:
            break
    assert done.returncode == 0, done.stderr
    return {
        name: (budget(answers), openpyxl.load_workbook(made / f"{name}.xlsx", data_only=True))
        for name, answers in plans.items()
    }


def _change(book):
    inputs = book["Inputs"]
    for row in inputs.iter_rows():
        if row[0].value in ("Yearly growth of costs", "Indirect rate"):
            row[1].value = 0.055 if row[0].value == "Yearly growth of costs" else 0.12


@pytest.mark.long
@pytest.mark.parametrize("name", [*NAMES, "edges", "details", "changed"])
def test_every_total_is_the_same_to_the_cent(recalculated, name):
    found, book = recalculated[name]
    years = book["Years"]
    for words, amounts in (
        ("Indirect cost", found.by_period(found.indirect)),
        ("Total cost", found.cost),
        ("Secured money", found.funding(secured=True)),
        ("Money only hoped for", found.funding(secured=False)),
        ("Cost less secured money", found.gap),
        ("Cost less all money", found.gap_if_all_comes),
    ):
        assert money(row_of(years, words)) == [*amounts, sum(amounts)], words


@pytest.mark.long
@pytest.mark.parametrize("name", [*NAMES, "edges", "details", "changed"])
def test_every_line_and_every_month_is_the_same_to_the_cent(recalculated, name):
    found, book = recalculated[name]
    for line in found.lines:
        assert money(row_of(book["Months"], line.cost.label)[1:]) == list(line.months), line.cost.label
    rows = [row for row in book["Gap"].iter_rows(min_row=5, values_only=True) if row[2] is not None]
    amounts = [[one.cost, one.secured, one.hoped, one.gap, one.balance, one.balance_if_all] for one in found.gaps]
    assert [
        [value.quantize(Decimal("0.000001")) for value in money(row[2:8])] for row in rows[: len(amounts)]
    ] == amounts
    for source in found.sources:
        assert money(row_of(book["Funding"], source.name, 1)[11:]) == list(source.months), source.name
    assert money(row_of(book["Funding"], "Match missing", 1)[1:2]) == [found.match_gap]


@pytest.mark.long
def test_shares_are_the_same_to_the_cent(recalculated):
    for name in ("cedar-valley", "mesquite-flats", "edges", "details"):  # the last after money from outside
        found, book = recalculated[name]
        for part in found.shares.parties:
            cells = row_of(book["Shares"], part.party, 1)[2 : 2 + len(part.amounts)]
            assert money(cells) == list(part.amounts), part.party


@pytest.mark.long
def test_avoided_cost_is_the_same_and_called_gross(recalculated):
    found, book = recalculated["edges"]
    sheet = book["Avoided cost"]
    assert sheet["A1"].value == "Gross avoided cost, a year"
    assert money(row_of(sheet, "Together, gross", 1)[4:7]) == list(found.avoidance.totals)
    assert row_of(sheet, "ED visit", 1)[7] == found.avoidance.events[0].break_even


def formulas_of(book):
    """The places of all formulas."""
    return {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


@pytest.mark.long
@pytest.mark.libreoffice
def test_a_save_as_ods_and_back_keeps_every_formula(pack, tmp_path):
    """A defined name that is also a function there (GROWTH, INDIRECT) would be read as the function."""
    if OFFICE is None:
        pytest.skip("LibreOffice Calc is not installed; nothing else here saves a sheet as .ods")
    plans = {"edges": plan_of(EDGES, pack), "details": plan_of(DETAILS, pack)}
    for name, answers in plans.items():
        (tmp_path / f"{name}.xlsx").write_bytes(workbook(answers, budget(answers), name))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(tmp_path))
    for kind, starts in (("ods", ["{}.xlsx"]), ("xlsx", ["ods/{}.ods"])):
        files = [start.format(name) for name in plans for start in starts]
        command = [OFFICE, "--headless", profile, "--convert-to", kind, "--outdir", str(tmp_path / kind), *files]
        for _ in range(2):
            subprocess.run(command, check=False, capture_output=True, timeout=180, env=os.environ | own, cwd=tmp_path)
    for name, answers in plans.items():
        found = budget(answers)
        book = openpyxl.load_workbook(tmp_path / "xlsx" / f"{name}.xlsx", data_only=True)
        # A half cent may fall to the other side there; a lost name would be off by thousands.
        both = zip(money(row_of(book["Years"], "Total cost")), [*found.cost, sum(found.cost)], strict=True)
        assert all(abs(there - here) <= Decimal("0.05") for there, here in both)
        live = openpyxl.load_workbook(tmp_path / "xlsx" / f"{name}.xlsx")
        assert formulas_of(live) == formulas_of(openpyxl.load_workbook(tmp_path / f"{name}.xlsx"))
        errors = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
        assert not errors
        assert "Cost_growth" in str(row_of(live["Months"], "Growth")[1])
    assert "Subaward_part" in str(row_of(live["Months"], "Of it in the base of indirect cost")[1])


@pytest.mark.long
def test_fiscal_years_and_lines_that_nobody_pays_have_a_sheet(recalculated):
    found, book = recalculated["details"]
    sheet = book["Not covered"]
    for words, rows in (("by secured money", found.unpaid), ("if every source comes", found.unpaid_if_all)):
        cells = [row for row in sheet.iter_rows(values_only=True) if row[1] == words]
        assert len(cells) == len([row for row in rows if any(row)]) + 1
        whole = [sum(column) for column in zip(*(found.by_period(row) for row in rows), strict=True)]
        assert money(cells[-1][2:]) == [*whole, sum(whole)]
    years = {row[0]: row for row in book["Fiscal years"].iter_rows(min_row=5, values_only=True)}
    assert money(years["FY 2028"][1:3]) == [Decimal("455972.47"), Decimal("285651.12")]
    assert money(years["City, FY 2028"][1:2]) == [sum(found.cost_months[12:24])]  # January to December 2028
    assert sum(money([row[1] for name, row in years.items() if name and name.startswith("County,")])) == sum(found.cost)


@pytest.mark.long
def test_raises_have_a_sheet_with_live_formulas(recalculated, pack):
    found, book = recalculated["details"]
    stated = [row[7] for row in book["Raises"].iter_rows(min_row=5, values_only=True) if row[2]]
    steps = [step.pay for line in found.lines for step in line.cost.steps]
    assert money(stated) == [Decimal(pay).quantize(Decimal("0.00000001")) for pay in steps]
    answers = plan_of(DETAILS, pack)
    live = opened(workbook(answers, budget(answers), "live"))["Raises"]
    assert all(str(row[7].value).startswith("=") for row in live.iter_rows(min_row=5) if row[2].value)


def test_a_viewer_without_recalculation_sees_the_values(pack):
    answers = plan_of(EDGES, pack)
    found = budget(answers)
    stored = openpyxl.load_workbook(io.BytesIO(workbook(answers, found, "edges")), data_only=True)
    assert money(row_of(stored["Years"], "Total cost")) == [*found.cost, sum(found.cost)]
    growth = [Decimal(repr(float(value))) for value in row_of(stored["Months"], "Growth")[1:]]
    assert (growth[0], round(growth[-1], 6)) == (1, round(Decimal("1.037") ** 3, 6))
    assert row_of(stored["Inputs"], "Month of the launch", 1)[0] is not None
    assert [cell.value for cell in stored["Years"]["B"][4:6]] == ["+1-Clinician", "-Officer"]
    live = opened(workbook(answers, found, "edges"))
    for sheet in live:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "f":
                    assert stored[sheet.title][cell.coordinate].value is not None, (sheet.title, cell.coordinate)


@pytest.mark.long
def test_no_cell_is_an_error(recalculated):
    for _, book in recalculated.values():
        for sheet in book:
            wrong = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
            assert (sheet.title, wrong) == (sheet.title, [])


def test_formulas_are_live_and_text_is_text(pack):
    answers = plan_of(EDGES, pack)
    book = opened(workbook(answers, budget(answers), "=HYPERLINK(1)"))
    positions = book["Positions"]
    names = [
        cell for row in positions.iter_rows() for cell in row if cell.value in ("+1-Clinician", "-Officer", "@home")
    ]
    assert [cell.data_type for cell in names] == ["s"] * 3
    (tablet,) = [cell for row in book["Other costs"].iter_rows() for cell in row if cell.value == "=Tablet"]
    assert tablet.data_type == "s" or tablet.quotePrefix  # openpyxl takes a leading = for a formula when it reads
    assert positions["G5"].value == "=D5*E5*(1+F5)"
    months = book["Months"]
    live = [cell for row in months.iter_rows(min_row=9, min_col=4) for cell in row if cell.value is not None]
    assert all(str(cell.value).startswith("=") for cell in live)


def test_programs_that_do_not_calculate_show_the_same_totals(pack):
    answers = example("cedar-valley", pack)
    found = budget(answers)
    book = openpyxl.load_workbook(io.BytesIO(workbook(answers, found, "Cedar")), data_only=True)
    assert money(row_of(book["Years"], "Total cost"))[:-1] == list(found.cost)


def test_sheets_are_set_up_for_reading_and_print(pack):
    answers = example("cedar-valley", pack)
    book = opened(workbook(answers, budget(answers), "Cedar"))
    assert book.sheetnames == [
        "Read me",
        "Inputs",
        "Positions",
        "Other costs",
        "Months",
        "Funding",
        "Years",
        "Gap",
        "Not covered",
        "Shares",
    ]
    assert (book["Months"].freeze_panes, book["Months"].print_title_rows) == ("D5", "$1:$4")
    assert book["Years"].page_setup.orientation == "landscape"
    assert book["Positions"]["E5"].number_format == "$#,##0.00"
    assert "Launch_month" in book.defined_names


def test_the_same_plan_gives_the_same_bytes(pack):
    answers = example("juniper-county", pack)
    assert workbook(answers, budget(answers), "J") == workbook(answers, budget(answers), "J")


def test_a_plan_without_dates_has_no_workbook(pack):
    answers = Answers(pack, Plan())
    with pytest.raises(CoplanError, match=r"profile\.target_launch"):
        workbook(answers, budget(answers), "")


def test_without_xlsxwriter_the_extra_is_named(pack, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    answers = example("juniper-county", pack)
    with pytest.raises(CoplanError, match=r"coplan\[xlsx\]") as found:
        workbook(answers, budget(answers), "")
    assert found.value.exit_code == MISSING_EXTRA


def test_sums_that_the_parties_pay_stay_sums(pack):
    text = EDGES.replace("cost_share: population", "cost_share: formula").replace(
        "{party: District}]", '{party: District}]\n    ila_shares: [{party: City, amount: "$100,000"}]'
    )
    answers = plan_of(text, pack)
    found = budget(answers)
    stored = openpyxl.load_workbook(io.BytesIO(workbook(answers, found, "sums")), data_only=True)["Shares"]
    for part in found.shares.parties:
        assert money(row_of(stored, part.party, 1)[2 : 2 + len(part.amounts)]) == list(part.amounts)
    assert [part.party for part in found.shares.parties] == ["City", "Left by these sums to other money"]


def test_a_stated_sum_is_a_live_formula_over_the_months_of_the_agreement(pack):
    text = EDGES.replace("cost_share: population", "cost_share: formula").replace(
        "{party: District}]",
        '{party: District}]\n    ila_shares: [{party: City, amount: "$100,000.01"}]\n'
        "    agreement_start: 2027-11-16\n    agreement_end: 2029-08-31",
    )
    answers = plan_of(text, pack)
    city = budget(answers).shares.parties[0]
    live = row_of(opened(workbook(answers, budget(answers), "sums"))["Shares"], "City", 1)[2 : 2 + len(city.amounts)]
    for formula, amount in zip(live, city.amounts, strict=True):
        until, before = (Fraction(months) for months in re.findall(r"ROUND\(\$C\d+\*([\d/]+)/12,2\)", formula))
        marks = [round(Fraction("100000.01") * months / 12 * 100 + Fraction(1, 10**9)) for months in (until, before)]
        assert Decimal(marks[0] - marks[1]) / 100 == amount
    assert sum(city.amounts) == Decimal("179166.68")  # 15 of 30 days of November, and 21 months

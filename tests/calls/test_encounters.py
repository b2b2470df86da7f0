"""Encounter logs: every wrong cell is named, and measures agree with plain counting."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("duckdb")

from coplan.calls.encounters.chart import signals
from coplan.calls.encounters.encounter_log import read_log
from coplan.calls.encounters.fields import FIELDS, chosen_fields
from coplan.calls.encounters.measures import COMPUTED, RATES, Result, measure
from coplan.calls.read.database import database, text
from coplan.reports.outcomes.shown_results import shown_result
from tests.calls.exports import write_csv

HEADS = ("date", "person found", "arrest or citation", "force", "hold", "transport", "hashed person number", "gender")


def results(tmp_path: Path, rows: list[tuple[str, ...]], heads: tuple[str, ...] = HEADS) -> dict[str, Result]:
    clean = tmp_path / "log.parquet"
    log = read_log([write_csv(tmp_path / "log.csv", [heads, *rows])], clean)
    with database(tmp_path) as link:
        link.execute(f"CREATE VIEW log AS SELECT * FROM read_parquet({text(str(clean))})")
        return {one.key: one for one in measure(link, COMPUTED, log.fields, (3, 30))}


@pytest.fixture
def year() -> list[tuple[str, ...]]:
    dice = Random(5)
    first = date(2026, 1, 1)
    return [
        (
            str(first + timedelta(days=dice.randrange(360))),
            dice.choice(("yes", "yes", "yes", "no")),
            dice.choice(("none", "none", "none", "arrest", "")),
            dice.choice(("none",) * 40 + ("reportable",)),
            dice.choice(("none", "none", "officer")),
            dice.choice(("none", "home", "emergency department", "")),
            f"p{dice.randrange(300)}",
            dice.choice(("woman", "man", "")),
        )
        for _ in range(2000)
    ]


def test_rates_are_those_of_plain_counting(tmp_path: Path, year: list[tuple[str, ...]]) -> None:
    found = results(tmp_path, year)
    contacts = [row for row in year if row[1] == "yes"]
    assert found["contacts"].hits == len(contacts)
    known = [row for row in contacts if row[2]]
    assert (found["arrest"].hits, found["arrest"].known) == (sum(row[2] == "arrest" for row in known), len(known))
    assert found["arrest"].unknown == len(contacts) - len(known)
    months = Counter(row[0][:7] for row in known)
    assert {f"{month:%Y-%m}": of for month, (_, of) in found["arrest"].months.items()} == months
    ed = [row for row in contacts if row[5]]
    assert found["ed"].hits == sum(row[5] == "emergency department" for row in ed)
    assert sum(of for _, of in found["arrest"].groups["gender"].values()) == found["arrest"].known


def test_repeat_contacts_are_those_of_plain_counting(tmp_path: Path, year: list[tuple[str, ...]]) -> None:
    people: dict[str, list[date]] = {}
    for row in year:
        if row[1] == "yes":
            people.setdefault(row[6], []).append(date.fromisoformat(row[0]))
    again = 0
    for days in people.values():
        days.sort()
        again += any((third - one).days <= 30 for one, third in zip(days, days[2:], strict=False))
    found = results(tmp_path, year)["repeat"]
    assert (found.hits, found.known) == (again, len(people))


def test_every_wrong_cell_is_named_by_row_and_field_and_never_repeated(tmp_path: Path) -> None:
    rows = [
        HEADS,
        ("2026-01-05", "yes", "none", "none", "none", "none", "", ""),
        ("13/13/26", "perhaps", "JANE", "", "", "", "", ""),
    ]
    log = read_log([write_csv(tmp_path / "log.csv", rows)], tmp_path / "log.parquet")
    assert [(fault.row, fault.field) for fault in log.faults] == [
        (3, "arrest or citation"),
        (3, "date"),
        (3, "person found"),
    ]
    assert (log.rows, log.used) == (2, 1)
    assert "JANE" not in " ".join(fault.why for fault in log.faults)


def test_a_file_without_the_columns_that_every_row_needs_is_refused(tmp_path: Path) -> None:
    from coplan.errors import BadInput

    with pytest.raises(BadInput, match="has no column for person found"):
        read_log([write_csv(tmp_path / "log.csv", [("date",), ("2026-01-05",)])], tmp_path / "log.parquet")


def test_a_visit_that_nobody_recorded_is_none(tmp_path: Path) -> None:
    heads = ("date", "person_found", "referral", "referral_consent", "linked_date")
    rows = [("2026-01-05", "yes", "referred", "yes", "2026-01-20"), ("2026-01-05", "yes", "referred", "yes", "")]
    rows += [("2026-01-05", "yes", "referred", "yes", "2026-03-20"), ("2026-06-01", "yes", "referred", "yes", "")]
    found = results(tmp_path, rows, heads)["link"]
    assert (found.hits, found.known) == (1, 3)  # the one of June may still go


def test_what_nobody_knows_is_no_harm_and_no_good_outcome(tmp_path: Path) -> None:
    rows = [("2026-01-05", "yes", one, one, one, "none", "", "") for one in ("none", "unknown", "")]
    found = results(tmp_path, rows)
    for key in ("arrest", "force", "hold", "inplace"):
        assert (found[key].known, found[key].unknown) == (1, 2), key
    assert [found[key].hits for key in ("arrest", "force", "hold", "inplace")] == [0, 0, 0, 1]


def test_minutes_run_over_midnight(tmp_path: Path) -> None:
    heads = ("date", "person_found", "time_dispatched", "time_arrived", "time_cleared")
    found = results(tmp_path, [("2026-01-05", "yes", "23:50", "00:10", "01:00")] * 12, heads)
    assert (found["response"].median, found["scene"].median) == (20, 50)


def test_a_small_count_and_the_rest_beside_it_are_not_shown(tmp_path: Path) -> None:
    rows = [("2026-01-05", "yes", "none", "none", "none", "none", "", "")] * 100
    rows += [("2026-01-06", "yes", "arrest", "none", "officer", "home", "", "")] * 5
    found = results(tmp_path, rows)
    shown = shown_result(found["arrest"], 11, found["arrest"].known + found["arrest"].unknown)
    assert (shown.hits, shown.value, shown.low) == (None, None, None)
    assert shown_result(found["force"], 11, found["force"].known + found["force"].unknown).value == 0


def test_every_rate_reads_fields_of_the_form() -> None:
    keys = {field.key for field in FIELDS}
    assert not {name for rate in RATES.values() for name in rate.needs} - keys


def test_the_form_has_the_fields_of_the_question(pack) -> None:
    choices = {choice.key for choice in pack.questions["metrics.fields"].choices}
    assert {field.key for field in FIELDS} == choices - {"note"}
    assert [field.key for field in chosen_fields(("arrest",))] == ["date", "person_found", "arrest"]


def test_a_reason_is_one_of_the_plans_own_list() -> None:
    form = {field.key: field for field in chosen_fields(("final_type", "second_reason"), ("mania", "psychosis"))}
    assert form["final_type"].choices == form["second_reason"].choices == ("mania", "psychosis", "something else")
    assert {field.key: field.choices for field in chosen_fields(("final_type",))}["final_type"] == ()


def test_a_choice_with_a_capital_is_read_as_people_write_it(tmp_path: Path) -> None:
    rows = [("date", "person_found", "payer"), ("2026-01-05", "yes", "Medicaid"), ("2026-01-06", "yes", "medicaid")]
    assert read_log([write_csv(tmp_path / "log.csv", rows)], tmp_path / "log.parquet").faults == ()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([5, 4, 5, 4, 5, 9, 9, 9, 9, 9, 9, 4], "shift"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "trend"),
        ([5, 6, 4, 5, 6, 4, 5, 6, 4, 5], ""),
        ([1, 2, 3, 4, 5], ""),
    ],
)
def test_signals_follow_the_rules_of_run_charts(values: list[float], words: str) -> None:
    found = " ".join(signals(values))
    assert words in found if words else not found


def test_a_follow_up_is_in_time_by_its_first_attempt_and_not_by_any(tmp_path: Path) -> None:
    heads = ("date", "person_found", "followup_consent", "followup_due", "followup_due_time", "followup_attempts")
    heads = (*heads, "first_attempt_date", "first_attempt_time")
    due = ("2026-01-05", "yes", "yes", "2026-01-06", "14:00")
    rows = [(*due, "1", "2026-01-06", "13:00"), (*due, "2", "2026-01-06", "15:00"), (*due, "1", "2026-01-05", "")]
    rows += [(*due, "0", "", ""), (*due, "1", "2026-01-06", ""), ("2026-02-05", "no", "", "", "", "", "", "")]
    found = results(tmp_path, rows, heads)["fu_attempt"]
    assert (found.hits, found.known, found.unknown) == (2, 4, 1)


def test_visits_and_phone_calls_push_no_rate_of_first_responses_down(tmp_path: Path) -> None:
    heads = ("date", "person_found", "model_used", "injury", "force")
    day = ("2026-01-05", "yes")
    rows = [(*day, "together", "officer; Person served", "reportable"), (*day, "together", "several", "before arrival")]
    visits = [(*day, "follow-up", "none", "none")] * 8
    found = results(tmp_path, [*rows, *visits, (*day, "phone", "none", "none")], heads)
    assert [(found[key].hits, found[key].known) for key in ("injury", "force")] == [(2, 2), (1, 2)]
    assert results(tmp_path, visits, heads)["injury"].known == 8  # a program of visits has no other rate

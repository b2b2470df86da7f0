"""Somebody who holds every output of a run puts them together to find the counts that were left out, and cannot."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("duckdb")

import yaml
from openpyxl import load_workbook

from coplan.calls.limits import compared_years
from tests.calls.attack import Attack
from tests.calls.exports import write_csv
from tests.long import few_of

SMALL = 11
SEEDS = few_of(range(4), 1)
HIDDEN = "not shown"
CALLS_MAP = """\
confirmed: yes
sources:
  - columns:
      id: id
      received: {column: at, format: "%Y-%m-%d %H:%M:%S"}
      type: type
      disposition: end
      place: beat
behavioral_health:
  yes: [CRISIS, SUICIDE, OVERDOSE, PANIC]
"""


def calls(seed: int) -> list[dict[str, str]]:
    """Three years with many small counts: rare types, places, endings, months and hours."""
    dice = Random(seed)
    kinds, ends, beats = ("CRISIS", "SUICIDE", "OVERDOSE", "PANIC", "THEFT"), ("a", "b", "c", "d"), "ABCDEFG"
    return [
        {
            "id": f"I{place}",
            "at": f"{dice.choices((2023, 2024, 2025), (2, 3, 5))[0]}-{dice.choices(range(1, 13), range(3, 15))[0]:02}-"
            f"{dice.randrange(1, 29):02} {dice.choices(range(24), range(1, 25))[0]:02}:00:00",
            "type": dice.choices(kinds, (30, 12, 1, 1, 60))[0],
            "end": dice.choices(ends, (40, 8, 2, 1))[0],
            "beat": dice.choices(beats, (40, 30, 20, 3, 2, 1, 1))[0],
        }
        for place in range(dice.choice((500, 900, 3000)))
    ]


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def sheet(path: Path, name: str) -> list[list[str]]:
    rows = load_workbook(path)[name].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def plain(row: list[str]) -> list[str]:
    """A row without the sign that a spreadsheet leaves out."""
    return [cell.removesuffix(".0") for cell in row]


def whole(cell: str) -> int | None:
    return None if cell == HIDDEN else int(cell)


@pytest.mark.parametrize("seed", SEEDS)
def test_needs_do_not_tell_a_hidden_count_over_all_outputs(run, tmp_path: Path, seed: int) -> None:
    run("init", "plan", "--no-input", "--set", "design.hours=Mo-Fr 12:00-22:00")
    rows = calls(seed)
    write_csv(tmp_path / "calls.csv", [list(rows[0]), *[list(row.values()) for row in rows]])
    (tmp_path / "map.yaml").write_text(CALLS_MAP, encoding="utf-8")
    assert run("needs", "calls.csv", "--in", "plan").code == 1  # that writes a calls.yaml with volumes of types
    done = run("needs", "calls.csv", "--map", "map.yaml", "--in", "plan", "--take")
    assert done.code == 0, done.err
    folder = tmp_path / "plan" / "share" / "needs"
    data = json.loads((folder / "needs.json").read_text(encoding="utf-8"))
    crisis = [row for row in rows if row["type"] != "THEFT"]
    attack, truth, total = Attack(), {}, data["behavioral_health"]["calls"]
    for name, column, cut in (
        ("months", "at", 7),
        ("types", "type", 99),
        ("places", "beat", 99),
        ("dispositions", "end", 99),
    ):
        shown = {row[0]: whole(row[-1]) for row in table(folder / f"{name}.csv")[1:]}
        assert {row[0]: whole(row[-1]) for row in sheet(folder / "needs.xlsx", name)[1:]} == shown
        attack.table(name, shown, total)
        _add_order(attack, name, list(shown.items()))
        truth |= {(name, key): count for key, count in Counter(row[column][:cut] for row in crisis).items()}
    _add_trend(attack, data["trend"])
    _add_volumes(attack, tmp_path / "plan" / "calls.yaml")
    _add_week(attack, folder, data, total)
    truth |= {("week", key): n for key, n in Counter((weekday(row), int(row["at"][11:13])) for row in crisis).items()}
    _add_blocks(attack, tmp_path / "plan" / "plan.yaml")
    reached = re.findall(r"\((\S+ \d\d:00-\d\d:00)\)(?:\s+reaches\s+most)?:\s+about\s+(\d+)%", done.out)
    for words in reached:
        _add_reach(attack, *words, total)
    assert reached or data["best_schedule"] is None
    assert any(0 < count < SMALL for count in truth.values())
    assert attack.recovered(truth, SMALL) == {}
    _no_other_copy_tells(folder, done.out, truth)


def weekday(row: dict[str, str]) -> int:
    return date.fromisoformat(row["at"][:10]).weekday()


def _add_order(attack: Attack, name: str, shown: list[tuple[str, int | None]]) -> None:
    """Lists have most first: what stands between two counts would lie between them."""
    counts = [count for _, count in shown if count is not None]
    if name == "months" or counts != sorted(counts, reverse=True):
        return
    names = [key for key, count in shown if count is None]
    assert names == sorted(names)  # by name, so that the order of what is hidden tells nothing
    assert [count is None for _, count in shown] == sorted(count is None for _, count in shown)


def _add_volumes(attack: Attack, mapping: Path) -> None:
    """The proposed calls.yaml tells volumes of types, rounded, and lists them by what it tells."""
    found = re.findall(r'"(\w+)"  # (?:about|fewer than) ([\d,]+)', mapping.read_text(encoding="utf-8"))
    assert len(found) >= 4
    for kind, said in found:
        volume = int(said.replace(",", ""))
        low, high = (1, SMALL - 1) if volume == SMALL else (max(SMALL, volume - 5), volume + 5)
        if ("types", kind) in attack.bounds:
            attack.add({("types", kind): 1}, low, high)


def _add_reach(attack: Attack, schedule: str, percent: str, total: int) -> None:
    """A schedule of the report reaches about so many, and at least as many as each with the same hours and days."""
    days, hours = schedule.split(" ")
    start, end = (int(clock[:2]) for clock in hours.split("-"))
    step = next(step for step in (1, 2, 5, 10, 20, 25) if step * total >= 100 * SMALL)
    on = [day for part in days.split(",") for day in _span(part)]
    best = _cells(on, start, end - start if end > start else 24 + end - start)
    attack.add(
        best,
        Fraction(total) * Fraction(2 * int(percent) - step, 200),
        Fraction(total) * Fraction(2 * int(percent) + step, 200),
    )
    for other in range(24):
        row = Counter(best)
        row.subtract(_cells(on, other, len(best) // len(on)))
        attack.add({cell: value for cell, value in row.items() if value}, 0, 10**9)


def _span(part: str) -> range:
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    ends = [names.index(name) for name in part.split("-")]
    return range(ends[0], ends[-1] + 1)


def _cells(days: list[int], start: int, length: int) -> dict[Any, int]:
    hours = [(day * 24 + start + more) % 168 for day in days for more in range(length)]
    return {("week", (hour // 24, hour % 24)): 1 for hour in hours}


def _add_trend(attack: Attack, words: str) -> None:
    months = [date.fromisoformat(f"{key}-01") for name, key in attack.bounds if name == "months"]
    years = compared_years(months)
    found = re.search(r"have (?:(\d+)% (more|fewer) than|as many as)", words)
    if not years or not found:
        return
    change = int(found[1] or 0) * (-1 if found[2] == "fewer" else 1)
    before, last = ([("months", f"{month:%Y-%m}") for month in part] for part in years)
    for half, low, high in ((-1, 0, 10**9), (1, -(10**9), 0)):
        rate = 1 + Fraction(2 * change + half, 200)
        attack.add({**dict.fromkeys(last, Fraction(1)), **dict.fromkeys(before, -rate)}, low, high)


def _add_week(attack: Attack, folder: Path, data: dict[str, Any], total: int) -> None:
    shown = {
        (day, hour): whole(cell)
        for day, row in enumerate(table(folder / "week.csv")[1:])
        for hour, cell in enumerate(row[1:])
    }
    attack.table("week", shown, total)
    assert [[shown[day, hour] for hour in range(24)] for day in range(7)] == data["by_weekday_hour"]
    if data["schedule_reach_percent"] is not None:  # of weekdays from 12 to 22, within a step of 25 at the most
        percent = data["schedule_reach_percent"]
        cover = {("week", (day, hour)): 1 for day in range(5) for hour in range(12, 22)}
        step = next(step for step in (1, 2, 5, 10, 20, 25) if step * total >= 100 * SMALL)
        attack.add(
            cover,
            Fraction(total) * Fraction(2 * percent - step, 200),
            Fraction(total) * Fraction(2 * percent + step, 200),
        )


def _add_blocks(attack: Attack, plan: Path) -> None:
    days = {name: (at,) for at, name in enumerate(("mo", "tu", "we", "th", "fr", "sa", "su"))}
    days |= {"weekday": (0, 1, 2, 3, 4), "weekend": (5, 6)}
    answers: Any = yaml.load(plan.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for block in answers["answers"]["needs"].get("calls_by_hour") or []:
        start, end = int(str(block["start"])[:2]), int(str(block["end"])[:2]) or 24
        cells = {("week", (day, hour)): 1 for day in days[block["day"]] for hour in range(start, end)}
        attack.add(cells, int(block["calls"]), int(block["calls"]))


def _no_other_copy_tells(folder: Path, out: str, truth: dict[Any, int]) -> None:
    """Pictures and the screen say of a small count only that it is not shown."""
    for picture in folder.glob("*.svg"):
        told = [
            int(found.replace(",", ""))
            for found in re.findall(r"([\d,]+) calls</title>", picture.read_text(encoding="utf-8"))
        ]
        assert not [count for count in told if 0 < count < SMALL]
    for (name, key), count in truth.items():
        if name in ("types", "places", "dispositions") and 0 < count < SMALL:
            assert not re.search(rf"^ *{key} +.*\b{count}$", out, re.MULTILINE)


def test_pictures_show_what_tables_show_and_nothing_else(run, tmp_path: Path) -> None:
    """Two exports that differ in hidden counts only give the same bytes, dot by dot, in every picture and table."""
    written = []
    for number, (first, second) in enumerate(((3, 8), (8, 3))):
        rows = [("2026-01-05 10:00:00", "CRISIS", "A")] * 40
        rows += [("2026-02-03 11:00:00", "SUICIDE", "B")] * first + [("2026-03-04 12:00:00", "PANIC", "C")] * second
        rows += [(f"2026-0{month}-02 09:00:00", "THEFT", "A") for month in (1, 2, 3)] * 30
        plan = tmp_path / f"plan{number}"
        run("init", plan.name, "--no-input")
        write_csv(tmp_path / "calls.csv", [("at", "type", "beat"), *sorted(rows)])
        text = CALLS_MAP.replace("      id: id\n", "").replace("      disposition: end\n", "")
        (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
        assert run("needs", "calls.csv", "--map", "map.yaml", "--in", plan.name).code == 0
        written.append({path.name: path.read_bytes() for path in (plan / "share" / "needs").iterdir()})
    assert {name for name in written[0] if name.endswith((".png", ".svg"))} == {
        f"{one}.{kind}" for one in ("week", "months") for kind in ("png", "svg")
    }
    for name, content in written[0].items():
        if not name.endswith(".xlsx"):  # a workbook holds the time at which it was written
            assert written[1][name] == content, name


def test_a_total_that_is_too_small_is_told_by_no_other_number(run, tmp_path: Path) -> None:
    rows = [("2026-01-05 10:00:00", "CRISIS", "A")] * 7 + [("2026-01-06 11:00:00", "WELFARE", "B")] * 50
    rows += [("2026-01-07 12:00:00", "THEFT", "A")] * 200
    write_csv(tmp_path / "calls.csv", [("at", "type", "beat"), *rows])
    text = CALLS_MAP.replace("      id: id\n", "").replace("      disposition: end\n", "")
    (tmp_path / "map.yaml").write_text(f"{text}  maybe: [WELFARE]\n", encoding="utf-8")
    run("init", "plan", "--no-input", "--set", "design.hours=24/7")
    done = run("needs", "calls.csv", "--map", "map.yaml", "--in", "plan")
    data = json.loads((tmp_path / "plan" / "share" / "needs" / "needs.json").read_text(encoding="utf-8"))
    assert data["behavioral_health"] == dict.fromkeys(("calls", "share", "low", "high"))
    assert "%" not in done.out.split("What these data cannot tell")[0].replace("95%", "")


def test_rejects_hold_no_words_of_a_row_that_is_shifted(run, tmp_path: Path) -> None:
    rows = [[f"I{number}", "2026-01-05 10:00:00", "CRISIS", "a", "A"] for number in range(20)]
    rows += [["I30", "DOE", " PAT 1980-01-01", "CRISIS", "2026-01-05", "a"], ["I31", "soon", "PAT DOE", "a", "A"]]
    rows += [["I32", "soon", "CRISIS", "a", "A"]]
    write_csv(tmp_path / "calls.csv", [["id", "at", "type", "end", "beat"], *rows])
    (tmp_path / "map.yaml").write_text(CALLS_MAP, encoding="utf-8")
    run("init", "plan", "--no-input")
    assert run("needs", "calls.csv", "--map", "map.yaml", "--in", "plan").code == 0
    rejects = table(tmp_path / "plan" / "share" / "needs" / "rejects.csv")[1:]
    assert sorted(row[1] for row in rejects) == ["CRISIS", "no known type", "no known type"]
    for path in (tmp_path / "plan" / "share" / "needs").iterdir():
        assert b"DOE" not in path.read_bytes()


HEADS = (
    *("date", "person_found", "force", "injury", "hold", "arrest", "transport", "complaint", "gender", "age_band"),
    *("weapon", "violence", "scene_lead", "overdose", "naloxone_left", "referral"),
)
RATES = {
    "force": lambda row: row["force"] == "reportable",
    "injury": lambda row: row["injury"] == "staff",
    "hold": lambda row: row["hold"] == "officer",
    "arrest": lambda row: row["arrest"] == "arrest",
    "ed": lambda row: row["transport"] == "emergency department",
}


def encounters(seed: int) -> list[dict[str, str]]:
    """A year of contacts in which every outcome is recorded: what is hidden has no other shelter."""
    dice = Random(seed)
    rows = []
    for _ in range(dice.choice((150, 400, 900))):
        day = f"2027-{dice.choices(range(1, 13), range(2, 14))[0]:02}-{dice.randrange(1, 29):02}"
        rare = (dice.random() < share for share in (0.03, 0.02, 0.2, 0.1, 0.5))
        said = ("reportable", "staff", "officer", "arrest", "emergency department")
        outcomes = [hit if found else "none" for hit, found in zip(said, rare, strict=True)]
        gender, age = dice.choices("wmxn", (50, 45, 3, 2))[0], dice.choice(("18 to 24", "25 to 44", "under 18"))
        led = ("yes" if dice.random() < 0.02 else "no", "no", dice.choice(("clinician", "officer")))
        drug = dice.random() < 0.05
        last = ("yes" if drug else "no", "1" if drug else "", dice.choices(("referred", "none"), (60, 1))[0])
        rows.append(dict(zip(HEADS, (day, "yes", *outcomes, "no", gender, age, *led, *last), strict=True)))
    return rows


@pytest.mark.parametrize("seed", SEEDS)
def test_an_evaluation_does_not_tell_a_hidden_count_over_all_outputs(run, tmp_path: Path, seed: int) -> None:
    run("init", "plan", "--no-input")
    rows = encounters(seed)
    write_csv(tmp_path / "log.csv", [HEADS, *[list(row.values()) for row in rows]])
    done = run("evaluate", "log.csv", "--in", "plan", "--json")
    assert done.code == 0, done.err
    folder = tmp_path / "plan" / "share" / "evaluation"
    data = json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))
    assert data == done.json
    measures = {one["measure"]: one for one in data["measures"]}
    assert [*map(plain, sheet(folder / "evaluation.xlsx", "months"))] == [*map(plain, table(folder / "months.csv"))]
    attack, truth = Attack(), {}
    _add_contacts(attack, measures["contacts"], rows, truth)
    for key, hit in RATES.items():
        for by, cut, column in (("months", 7, "date"), ("gender", 99, "gender"), ("age_band", 99, "age_band")):
            _add_rates(attack, measures, key, by)
            groups = Counter(row[column][:cut] for row in rows)
            hits = Counter(row[column][:cut] for row in rows if hit(row))
            truth |= {((key, by, "hits"), group): hits[group] for group in groups}
            truth |= {((key, by, "rest"), group): groups[group] - hits[group] for group in groups}
    assert any(0 < count < SMALL for count in truth.values())
    assert attack.recovered(truth, SMALL) == {}
    for one in data["measures"]:  # those who are in a measure, beside it, and without outcome in it
        if (
            one["measure"] in ("clin_led", "naloxone", "linkwarm")
            and one["not_recorded"] is not None
            and one["denominator"]
        ):
            inside = one["denominator"] + one["not_recorded"]
            assert not [count for count in (inside, len(rows) - inside) if 0 < count < SMALL]


def _add_contacts(attack: Attack, one: dict[str, Any], rows: list[dict[str, str]], truth: dict[Any, int]) -> None:
    shown = {month: None if value is None else round(value) for month, value in one["months"].items()}
    attack.table("contacts", shown, one["numerator"])
    truth |= {("contacts", month): count for month, count in Counter(row["date"][:7] for row in rows).items()}


def _add_rates(attack: Attack, measures: dict[str, Any], key: str, by: str) -> None:
    """Hits and the rest of each month or group: sums are known, and what each rate says; months hold all contacts."""
    one = measures[key]
    shown = one["months"] if by == "months" else one["groups"].get(by, {})
    hits, rest = (key, by, "hits"), (key, by, "rest")
    known, found = one["denominator"], one["numerator"]
    attack.table(hits, dict.fromkeys(shown), found)
    attack.table(rest, dict.fromkeys(shown), None if found is None else known - found)
    for group, value in shown.items():
        if by == "months":
            attack.add({(hits, group): 1, (rest, group): 1, ("contacts", group): -1}, 0, 0)
        if value is not None:
            rate = Fraction(value / one["per"]).limit_denominator(len(shown) * 1000)
            attack.add({(hits, group): 1 - rate, (rest, group): -rate}, 0, 0)


def test_pictures_of_an_evaluation_do_not_change_with_what_is_hidden(run, tmp_path: Path) -> None:
    written = []
    for number, reportable in enumerate((3, 7)):
        plan = tmp_path / f"plan{number}"
        run("init", plan.name, "--no-input")
        rows = [
            (f"2027-{1 + at % 12:02}-05", "yes", "reportable" if at < reportable else "none", "none", "wm"[at % 2])
            for at in range(360)
        ]
        write_csv(tmp_path / "log.csv", [("date", "person_found", "force", "injury", "gender"), *rows])
        done = run("evaluate", "log.csv", "--in", plan.name)
        assert done.code == 0, done.err
        written.append({path.name: path.read_bytes() for path in (plan / "share" / "evaluation").iterdir()})
    assert {"force.png", "force.svg", "contacts.png"} <= set(written[0])
    for name, content in written[0].items():
        if not name.endswith(".xlsx"):
            assert written[1][name] == content, name

"""Dates at the ends of the calendar, wherever a plan holds one: every command answers, and none ends in a bug.

More plans: `python -m pytest -m long tests/cli/test_far_dates.py`.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from coplan.content.pack.folders import examples_folder
from tests.cli.conftest import Run
from tests.long import few_of

pytestmark = pytest.mark.usefixtures("few_documents")
DAY = re.compile(r"(?<=[ '\"])\d{4}-\d\d-\d\d(?=[,'\"}\]\s])")
FAR = ["2199-12-31", "2199-12-01", "2199-01-31", "2198-12-31", "1900-01-01", "1900-12-31", "2100-02-28"]
BEYOND = ["9999-12-31", "2200-01-01", "1899-12-31", "0001-01-01"]
COMMANDS = [
    ("timeline", "far"),
    ("timeline", "far", "--today", "2199-12-31"),
    ("timeline", "far", "--ics", "far/far.ics"),
    ("timeline", "far", "--svg", "far/far.svg"),
    ("budget", "far", "--months"),
    ("budget", "far", "--explain"),
    ("budget", "far", "--xlsx", "far/far.xlsx"),
    ("staffing", "far"),
    ("check", "far"),
    ("status", "far"),
    ("draft", "far"),
    ("report", "far"),
    ("worksheet", "far", "finance"),
    ("log", "far"),
]
PLAN = examples_folder() / "cedar-valley" / "plan.yaml"


def put(tmp_path: Path, share: float, seed: object, days: list[str] = FAR) -> int:
    """A plan of Cedar Valley in which that share of its dates is another; the number of those."""
    chance, changed = random.Random(repr(seed)), 0

    def other(found: re.Match[str]) -> str:
        nonlocal changed
        if chance.random() >= share:
            return found[0]
        changed += 1
        return chance.choice(days)

    text = DAY.sub(other, PLAN.read_text(encoding="utf-8"))
    (tmp_path / "far").mkdir(exist_ok=True)
    (tmp_path / "far" / "plan.yaml").write_text(text, encoding="utf-8")
    return changed


def every_command_answers(run: Run) -> None:
    done = {command: run(*command) for command in COMMANDS}
    assert {command: one for command, one in done.items() if one.code not in (0, 1, 3) or not one.out + one.err} == {}


@pytest.mark.parametrize("day", few_of(FAR[:1] + FAR[4:5], 0))
def test_all_dates_at_an_end_of_the_calendar(run, tmp_path, day):
    assert put(tmp_path, 1, day, [day]) > 20
    every_command_answers(run)


@pytest.mark.parametrize("seed", few_of(range(40), 0))
def test_some_dates_at_an_end_of_the_calendar(run, tmp_path, seed):
    assert put(tmp_path, random.Random(seed).choice([0.05, 0.2, 0.6]), seed)
    every_command_answers(run)


@pytest.mark.parametrize("day", BEYOND)
def test_a_date_beyond_the_calendar_of_plans_is_refused_at_every_door_with_its_line(run, bend, day):
    words = f"no plan reaches into the year {int(day[:4])}"
    for command in (
        ("set", "profile.target_launch", day, "--in", "bend"),
        ("set", "design.transport", "--in", "bend", "--state", "parked", "--due", day),
        ("timeline", "bend", "--today", day),
    ):
        done = run(*command)
        assert (done.code, words in done.err) == (2, True), (command, done.err)
    text = (bend / "plan.yaml").read_text(encoding="utf-8")
    place = len(text.splitlines()) + 1
    (bend / "plan.yaml").write_text(
        f"{text}open: {{design.transport: {{state: parked, due: {day}}}}}\n", encoding="utf-8"
    )
    done = run("status", "bend")
    assert (done.code, words in done.err, f"line {place}:" in done.err) == (3, True, True), done.err


@pytest.mark.parametrize("day", few_of(FAR[:4], 0))
def test_a_launch_at_the_end_of_the_calendar(run, tmp_path, day):
    put(tmp_path, 0, day)
    done = run("set", "profile.target_launch", day, "--in", "far")
    assert done.code in (0, 2), done.err
    every_command_answers(run)

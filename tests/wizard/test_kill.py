"""The wizard is killed while it saves, again and again: no answer that it confirmed is ever lost."""

from __future__ import annotations

import pickle
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coplan.content.model import Pack
from coplan.plan.disk import journal
from coplan.plan.disk.store import Clerk, PlanFolder
from coplan.plan.model import Plan
from tests.long import few_of

ROOT = Path(__file__).parents[2]
RUNS, SITTINGS = 4, 12


@pytest.fixture
def pack_file(small_pack: Pack, tmp_path: Path) -> Path:
    """The small pack for another process."""
    path = tmp_path / "pack.pickle"
    path.write_bytes(pickle.dumps(small_pack))
    return path


def record_and_kill(folder: Path, pack: Path, first: int, chance: random.Random) -> dict[str, int]:
    """Let a process answer for a while, kill it, and return the last number that it confirmed for each question."""
    command = [sys.executable, "-m", "tests.wizard.recorder", str(folder), str(pack), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(chance.randint(1, 12))]
        time.sleep(chance.random() * 0.02)
        process.kill()
        lines += process.stdout.read().splitlines()
    found = [line.split() for line in lines]
    return {line[0]: int(line[1]) for line in found if len(line) == 2}


def number_in(plan: Plan, key: str) -> int:
    """The number that the answer carries, or the open item's owner."""
    if key == "design.badges":
        return int(plan.open[key].owner)
    return int(re.findall(r"\d+", str(plan.answers[key].plain()))[-1])


@pytest.mark.slow
@pytest.mark.parametrize("sitting", few_of(range(SITTINGS), 1))
def test_a_killed_wizard_keeps_every_confirmed_answer(
    sitting: int, small_pack: Pack, clerk: Clerk, pack_file: Path, tmp_path: Path
) -> None:
    chance = random.Random(sitting)
    place = PlanFolder(tmp_path / "plan", small_pack, clerk)
    confirmed: dict[str, int] = {}
    for run in range(RUNS):
        confirmed |= record_and_kill(place.folder, pack_file, run * 1000, chance)

        plan = place.read().plan
        assert confirmed, "the process confirmed nothing"
        lost = {key: number for key, number in confirmed.items() if number_in(plan, key) < number}
        assert lost == {}, place.text()
        with place.lock("init"):
            place.reconcile()
        assert journal.missing_lines(place.entries(), plan, when="", by="") == []
        assert [path.name for path in place.folder.iterdir() if path.name.endswith(".new")] == []

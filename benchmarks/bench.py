"""Ratios of coplan's start-up and work to a bare interpreter, every command once a round in turn.

python benchmarks/bench.py [ROUNDS]
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPLAN = [sys.executable, "-m", "coplan"]
# As an installed command runs: with the bytecode of its modules.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: list[str]) -> float:
    """Seconds that one process takes, from start to end."""
    start = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, env=ENVIRONMENT)
    assert done.returncode in (0, 1), done.stderr  # 1: it found something
    return time.perf_counter() - start


def ratios(commands: dict[str, list[str]], rounds: int) -> dict[str, tuple[float, float]]:
    """For each command the median ratio to `python -c pass` in the same round, and the median milliseconds."""
    base = [sys.executable, "-c", "pass"]
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for command in commands.values():
        run(command)  # warm: bytecode, cache of the pack
    for _ in range(rounds):
        bare = run(base)
        for name, command in commands.items():
            took = run(command)
            seen[name].append((took / bare, took * 1000))
    return {
        name: (statistics.median(r for r, _ in found), statistics.median(ms for _, ms in found))
        for name, found in seen.items()
    }


def recording(folder: Path, rounds: int) -> float:
    """Median milliseconds to record one answer (typed, saved, journalled) in a plan of some 300 answers."""
    from coplan.content.answers.kinds import read_value
    from coplan.content.pack.folders import pack_folders
    from coplan.content.pack.load import load_pack
    from coplan.drafts.proof import random_plan
    from coplan.plan.disk.store import Clerk, PlanFolder
    from coplan.plan.model import Plan

    pack, ids = load_pack(pack_folders()), itertools.count(1)
    place = PlanFolder(folder, pack, Clerk("bench", lambda: "2026-11-23T09:00:00", lambda: f"{next(ids):08x}"))
    place.create()
    full = random_plan(pack, 0)
    seed = 1
    while len(full.answers) < 300:
        full = random_plan(pack, seed)
        seed += 1
    plan = Plan()
    for key in list(full.answers)[:300]:
        plan = plan.with_answer(key, full.answers[key])
    place.save(lambda _: plan)
    question = pack.questions["profile.program_name"]
    took = []
    for index in range(rounds * 3):
        start = time.perf_counter()
        value = read_value(f"Name {index}", question)
        place.save(lambda held, value=value: held.with_answer(question.key, value))
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as name:
        demo = Path(name) / "demo"
        subprocess.run([*COPLAN, "demo", str(demo)], check=True, capture_output=True)
        fresh = Path(name) / "fresh"
        drafting = "import shutil, sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"
        commands = {
            "coplan --version": [*COPLAN, "--version"],
            "coplan --help": [*COPLAN, "--help"],
            "coplan init --help": [*COPLAN, "init", "--help"],
            "coplan status": [*COPLAN, "status", str(demo)],
            "coplan draft, nothing changed": [*COPLAN, "draft", str(demo)],
        }
        limits = {"coplan --version": 2.5, "coplan --help": 2.5, "coplan init --help": 14, "coplan status": 20}
        limits |= {"coplan draft, nothing changed": 40, "coplan draft, all anew": 40}
        found = ratios(commands, rounds)
        anew, bare = [], []
        for _ in range(rounds):
            for part in (demo / "drafts", demo / ".coplan" / "base"):
                run([sys.executable, "-c", drafting, str(part)])
            bare.append(run([sys.executable, "-c", "pass"]))
            anew.append(run([*COPLAN, "draft", str(demo)]))
        pairs = [a / b for a, b in zip(anew, bare, strict=True)]
        found["coplan draft, all anew"] = (statistics.median(pairs), statistics.median(anew) * 1000)
        for label, (ratio, ms) in found.items():
            print(f"{label:<32} {ratio:6.1f} x python -c pass  (limit {limits[label]:g})   {ms:6.0f} ms")
        print(f"{'recording one answer':<32} {recording(fresh, rounds):6.1f} ms  (limit 15)")


if __name__ == "__main__":
    main()

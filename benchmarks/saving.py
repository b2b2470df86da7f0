"""Saving one answer against a round trip of the same file through ruamel, as a library that edits YAML would save it.

python benchmarks/saving.py [ROUNDS]      Exits with 1 where the goal is missed.
"""

from __future__ import annotations

import io
import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path

MOST = 0.1


def recording(folder: Path, rounds: int) -> tuple[float, float]:
    """Median milliseconds of process time to record one answer in a plan of some 300: typed, saved, journalled.

    And the same for a round trip of the file through ruamel; 0 where it is not installed.
    """
    from coplan.content.answers.kinds import read_value
    from coplan.content.pack.folders import pack_folders
    from coplan.content.pack.load import load_pack
    from coplan.drafts.proof.trial_plans import random_plan
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
        start = time.process_time()
        value = read_value(f"Name {index}", question)
        place.save(lambda held, value=value: held.with_answer(question.key, value))
        took.append((time.process_time() - start) * 1000)
    return statistics.median(took), round_trip(place.path, rounds)


def round_trip(path: Path, rounds: int) -> float:
    """Median milliseconds of process time to read a file with ruamel and write it again."""
    try:
        from ruamel.yaml import YAML
    except ImportError:
        return 0
    took = []
    for _ in range(rounds):
        start = time.process_time()
        yaml = YAML()
        yaml.dump(yaml.load(path.read_text(encoding="utf-8")), io.StringIO())
        took.append((time.process_time() - start) * 1000)
    return statistics.median(took)


def main() -> int:
    """Print the figures; 1 where the goal is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as name:
        ours, other = recording(Path(name) / "plan", rounds)
    if not other:
        print(f"saving one answer {ours:.1f} ms of process time; ruamel is not installed")
        return 0
    good = ours <= MOST * other
    print(
        f"saving one answer {ours:.1f} ms, ruamel {other:.1f} ms of process time: {ours / other:.2f} (at most {MOST})"
    )
    print("reached" if good else "MISSED")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())

"""What `coplan check` costs: against a bare interpreter, and as rules and answers grow. Exits with 1 on a miss.

python benchmarks/check.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from measure import COPLAN, Timed, medians

from coplan.checks.check import check
from coplan.content.model import Pack
from coplan.content.pack.folders import pack_folders
from coplan.content.pack.load import load_pack
from coplan.drafts.proof.trial_plans import random_plan
from coplan.plan.disk.store import Clerk, PlanFolder
from coplan.plan.model import Plan
from coplan.plan.view import Answers

MOST = 60  # times `python -c pass`: what a cold `coplan status`, which checks too, may take


def full_plan(pack: Pack) -> Plan:
    """Of some hundred random plans the one with the most answers, at the last stage: every rule applies."""
    fullest = max((random_plan(pack, seed) for seed in range(1, 100)), key=lambda plan: len(plan.answers))
    stage = random_plan(pack, 1).answers  # any value of the right kind
    operating = next(c for c in pack.questions["profile.stage"].choices if c.key == "operating")
    chosen = type(stage.get("profile.stage") or fullest.answers["profile.stage"])
    return fullest.with_answer("profile.stage", chosen(operating.key, operating.label))


def milliseconds(answers: Answers, rounds: int) -> float:
    """Median time of one check in a process that has compiled the rules."""
    check(answers)
    took = []
    for _ in range(rounds):
        fresh = Answers(answers.pack, answers.plan)
        start = time.perf_counter()
        check(fresh)
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def growing(pack: Pack, plan: Plan, rounds: int) -> None:
    """Check with a quarter, half and all of the rules, twice and four times as many, and with fewer answers."""
    rules = pack.rules
    for share in (0.25, 0.5, 1, 2, 4):
        some = (rules * 4)[: int(len(rules) * share)]
        took = milliseconds(Answers(replace(pack, rules=some), plan), rounds)
        each = took / len(some) * 1000
        print(f"{len(some):5} rules, {len(plan.answers)} answers  {took:7.1f} ms  {each:6.1f} us a rule")
    for share in (0.25, 0.5, 1):
        kept = dict(list(plan.answers.items())[: int(len(plan.answers) * share)])
        took = milliseconds(Answers(pack, replace(plan, answers=kept)), rounds)
        print(f"{len(rules):5} rules, {len(kept)} answers  {took:7.1f} ms")


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    pack = load_pack(pack_folders())
    plan = full_plan(pack)
    growing(pack, plan, rounds)
    with tempfile.TemporaryDirectory() as name:
        place = PlanFolder(Path(name), pack, Clerk("bench", lambda: "2026-11-23T09:00:00", lambda: "0"))
        place.create()
        place.path.write_text(text_of(plan), encoding="utf-8")
        timed = {"bare": Timed([sys.executable, "-c", "pass"])}
        timed["check"] = Timed([*COPLAN, "check", "--level", "note", name])
        found = medians(timed, rounds)
    ratio = found["check"].process / found["bare"].process
    print(
        f"coplan check {found['check'].process:.0f} ms of process time, {ratio:.1f} x python -c pass (at most {MOST})"
    )
    return int(ratio > MOST)


def text_of(plan: Plan) -> str:
    """The plan as a file."""
    from coplan.yaml.lines import render

    sections: dict[str, dict[str, object]] = {}
    for key, value in plan.answers.items():
        step, _, question = key.partition(".")
        sections.setdefault(step, {})[question] = value.plain()
    return render({"coplan": "1", "answers": sections})


if __name__ == "__main__":
    sys.exit(main())

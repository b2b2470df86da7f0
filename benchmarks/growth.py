"""How time and memory grow with answers, templates, rules and pages of a draft.

Each size is a process of its own that does the work once, and tells its process time without the start; then it does it
once more, and tells the most memory that Python's objects took on the way. The exponent is that from the middle size to
the largest. Exits with 1 where one is above 1.1.

python benchmarks/growth.py
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

MOST = 1.1
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "cedar-valley"
SIZES = {
    "answers": (30, 100, 300, 1000, 3000),
    "templates": (10, 20, 40, 80, 160),
    "rules": (200, 400, 1000),
    "pages": (2, 10, 50, 200),
}
WHAT = {
    "answers": "read a plan of so many answers",
    "templates": "render so many documents",
    "rules": "apply so many rules",
    "pages": "bring a change into a Word draft of so many pages",
}


def answers(count: int) -> Callable[[], object]:
    """Reading a plan of so many answers, of a pack that asks as many."""
    from coplan.content.pack.load import read_pack
    from coplan.plan.read.plan import read_plan

    head = "step: many\ntitle: Many\ngoal: Count.\nminutes: 5\nroom: [Program lead]\nquestions:\n"
    one = "  - {{id: q{0}, label: q{0}, ask: What?, kind: text, help: Say., why: So., source: [guide]}}\n"
    files = {
        "checklists/00-many.yaml": head + "".join(one.format(n) for n in range(count)),
        "checklists/sources.yaml": "guide: {title: The guide, url: https://example.org, read: full}\n",
    }
    pack = read_pack({name: text.encode() for name, text in files.items()})
    text = "coplan: 1\nanswers:\n  many:\n" + "".join(f"    q{n}: A line that people wrote\n" for n in range(count))
    return lambda: read_plan(text, pack, "plan.yaml")


def templates(count: int) -> Callable[[], object]:
    """Rendering so many documents of Cedar Valley; the same ones again where there are not as many."""
    from coplan.drafts.render.called import documents_for
    from coplan.drafts.render.render import render_all
    from coplan.plan.view import Answers

    found = _example()
    documents = [one for one in documents_for(found) if not one.row]
    many = [replace(documents[n % len(documents)], id=f"copy-{n}") for n in range(count)]
    return lambda: render_all(Answers(found.pack, found.plan, found.today), many)


def rules(count: int) -> Callable[[], object]:
    """Applying so many rules to Cedar Valley; the same ones again where there are not as many."""
    from coplan.checks.check import check
    from coplan.plan.view import Answers

    found = _example()
    many = (found.pack.rules * (count // len(found.pack.rules) + 1))[:count]
    return lambda: check(Answers(found.pack, found.plan), many)


def pages(count: int) -> Callable[[], object]:
    """Bringing one changed word a page into a Word draft that people edited."""
    sys.path.insert(0, str(EXAMPLE.parents[1]))
    from tests.word import cases

    page = "\n".join(f"## {{n}}. Section\n\n{'The team is on duty and answers calls. ' * 12}\n" for _ in range(6))
    base = "# Job description\n\n" + "\n".join(page.replace("{n}", str(n)) for n in range(count))
    people = cases.with_edit(cases.word(base), "answers calls", "takes calls").save()
    new = base.replace("is on duty", "is at work")
    from coplan.word.file.package import open_package

    return lambda: cases.update(open_package(people, "job.docx"), new)


def _example() -> Any:
    from coplan.content.pack.folders import pack_folders
    from coplan.content.pack.load import load_pack
    from coplan.plan.disk.store import Clerk, PlanFolder

    place = PlanFolder(EXAMPLE, load_pack(pack_folders()), Clerk("bench", lambda: "2026-11-23T09:00:00", lambda: "0"))
    return place.answers()


def once(sort: str, size: int) -> tuple[float, float]:
    """Process seconds and megabytes of one size, in this process: once to time it, and once more to count."""
    smallest = globals()[sort](min(SIZES[sort]))
    smallest()  # what is compiled and imported once is not counted
    work = globals()[sort](size)
    start = time.process_time()
    work()
    took = time.process_time() - start
    tracemalloc.start()
    globals()[sort](size)()
    return took, tracemalloc.get_traced_memory()[1] / 1e6


def exponent(first: tuple[int, float], last: tuple[int, float]) -> float:
    """The power of the size by which the amount grows; nothing where there was next to nothing to measure."""
    return math.log(max(last[1], 1e-6) / max(first[1], 1e-6)) / math.log(last[0] / first[0])


def measured(sort: str) -> list[tuple[int, float, float]]:
    """Size, seconds and megabytes of each size."""
    found = []
    for size in SIZES[sort]:
        told = subprocess.run([sys.executable, __file__, sort, str(size)], check=True, capture_output=True, text=True)
        found.append((size, *json.loads(told.stdout)))
    return found


def main() -> int:
    """Print the figures; 1 where a goal is missed."""
    if len(sys.argv) == 3:
        print(json.dumps(once(sys.argv[1], int(sys.argv[2]))))
        return 0
    missed = False
    for sort, what in WHAT.items():
        found = measured(sort)
        for size, seconds, megabytes in found:
            print(f"{what}: {size:5} {seconds * 1000:8.1f} ms {megabytes:6.1f} MB")
        middle, last = found[len(found) // 2], found[-1]
        power = exponent(middle[:2], last[:2])
        memory = exponent((middle[0], middle[2]), (last[0], last[2]))
        good = power <= MOST and memory <= MOST
        missed |= not good
        print(
            f"  exponent {power:.2f} in time, {memory:.2f} in memory (at most {MOST}) {'reached' if good else 'MISSED'}"
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

"""All documents of the example to Markdown, against the same templates in a bare Jinja. Process time in one process.

The bare Jinja has the same templates, answers and functions, and neither sandbox nor notes of what was looked at; it
does not render again what hangs on open answers, and has no frame around a document. Both begin with the plan alone.
The floor is the same without answers and functions: what is called gives an empty text, and no loop has a round.

python benchmarks/rendering.py [ROUNDS]      Exits with 1 where the goal is missed.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, ChainableUndefined, DictLoader, Environment, StrictUndefined
from jinja2.bccache import Bucket

from coplan.content.document import Document
from coplan.content.pack.folders import pack_folders
from coplan.content.pack.load import load_pack
from coplan.drafts.render import language as modules
from coplan.drafts.render.called import documents_for, row_of
from coplan.drafts.render.language import Language
from coplan.drafts.render.render import render_all
from coplan.plan.disk.store import Clerk, PlanFolder
from coplan.plan.view import Answers

MOST = 2.0
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "cedar-valley"


class Nothing(ChainableUndefined):
    """What a bare Jinja knows of an answer, a fact or a function: nothing, whatever is done with it."""

    def __call__(self, *_: Any, **__: Any) -> Nothing:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def _same(self, *_: Any) -> Nothing:
        return self

    def _false(self, *_: Any) -> bool:
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _same
    __mod__ = __rmod__ = __floordiv__ = __neg__ = __pos__ = _same
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _false
    __eq__ = _false
    __hash__ = ChainableUndefined.__hash__


class Compiled(BytecodeCache):
    """What Jinja compiled, kept in memory."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.held:
            bucket.bytecode_from_string(self.held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.held[bucket.key] = bucket.bytecode_to_string()


def same(answers: Answers, documents: list[Document]) -> Callable[[], None]:
    """The same templates, answers and functions in a Jinja without sandbox and without notes."""
    bodies = {f"{one.template}.md.j2": one.body for one in documents} | dict(answers.pack.parts)
    compiled = Compiled()

    def plain(**options: Any) -> Environment:
        box = sandboxed(**options)
        found = Environment(**(options | {"bytecode_cache": compiled}), undefined=StrictUndefined)
        found.tests.update(box.tests)
        found.filters.update(dict.items(box.filters))  # as they are, without the sandbox's count of steps
        return found

    sandboxed = modules.make_environment

    def run() -> None:
        fresh = Answers(answers.pack, answers.plan, answers.today)
        language = Language(fresh.pack, fresh)
        modules.make_environment = plain  # type: ignore[assignment]
        try:
            environment = language.environment(bodies)
        finally:
            modules.make_environment = sandboxed
        for one in documents:
            language.begin(one)
            row = row_of(one, fresh)
            names = {one.for_.as_: row} if one.for_ and row else {}
            environment.get_template(f"{one.template}.md.j2").render(names)

    return run


def bare(answers: Answers, names: list[str], bodies: dict[str, str]) -> Callable[[], None]:
    """The same templates in an environment that does nothing but render."""
    environment = Environment(loader=DictLoader(bodies), undefined=Nothing, trim_blocks=True, lstrip_blocks=True)
    environment.filters = _Any(lambda *_, **__: Nothing())
    environment.tests = _Any(lambda *_, **__: False)
    steps = {step.id: Nothing(name=step.id) for step in answers.pack.steps}

    def run() -> None:
        for name in names:
            environment.get_template(name).render(steps)

    return run


class _Any(dict[str, Any]):
    """Has every name."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value

    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, _: str) -> Any:
        return self.value

    def get(self, _: str, __: Any = None) -> Any:
        return self.value


def measured(work: Callable[[], object], rounds: int) -> float:
    """Median milliseconds of process time, after a round that warms up."""
    took = []
    for turn in range(rounds + 1):
        start = time.process_time()
        work()
        if turn:
            took.append((time.process_time() - start) * 1000)
    return statistics.median(took)


def compared(rounds: int) -> tuple[float, float, float, int]:
    """Milliseconds of ours, of the bare Jinja and of the floor, and how many documents that were."""
    pack = load_pack(pack_folders())
    place = PlanFolder(EXAMPLE, pack, Clerk("bench", lambda: "2026-11-23T09:00:00", lambda: "0"))
    plan, today = place.read().plan, place.today
    answers = Answers(pack, plan, today)
    documents = documents_for(answers)
    bodies = {f"{one.template}.md.j2": one.body for one in pack.documents} | dict(pack.parts)
    names = [f"{one.template}.md.j2" for one in documents]
    ours = measured(lambda: render_all(Answers(pack, plan, today), documents), rounds)
    others = (measured(work, rounds) for work in (same(answers, documents), bare(answers, names, bodies)))
    return ours, *others, len(documents)


def main() -> int:
    """Print the figures; 1 where the goal is missed."""
    ours, other, floor, count = compared(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
    ratio = ours / other
    said = "reached" if ratio <= MOST else "MISSED"
    print(
        f"{count} documents to Markdown {ours:.0f} ms, bare Jinja with the same answers and functions {other:.0f} ms: "
        f"{ratio:.2f} (at most {MOST:g}) {said}\n"
        f"without answers and functions, where no loop has a round: {floor:.0f} ms"
    )
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())

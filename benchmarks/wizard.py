"""How long a room waits: from a confirmed answer to the next question drawn, and from the command to the first one.

python benchmarks/wizard.py [SITTINGS]

Every answer of Cedar Valley is given through the terminal's code to an empty plan, and saved; then some texts are
changed, with what a change brings about. What the end of a step shows (documents, findings) is no next question.
Exits 1 on a miss.
"""

from __future__ import annotations

import io
import itertools
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.wizard.scripted import Line, Menu, room  # noqa: E402

from coplan.cli.plan.begin import ready_for_answers  # noqa: E402
from coplan.content.pack.folders import pack_folders  # noqa: E402
from coplan.content.pack.load import load_pack  # noqa: E402
from coplan.plan.disk.store import Clerk, PlanFolder  # noqa: E402
from coplan.wizard.asker import Option, Prompt, Reply, Signal  # noqa: E402
from coplan.wizard.question_words import as_text, choices_of  # noqa: E402
from coplan.wizard.session import Session  # noqa: E402
from coplan.wizard.step_end.consequences import follow_changes  # noqa: E402
from coplan.wizard.terminal.prompts import TerminalAsker  # noqa: E402
from coplan.wizard.unconfirmed import Unconfirmed  # noqa: E402
from coplan.wizard.walk import visit  # noqa: E402

NEXT_QUESTION = 50.0  # milliseconds of process time, at the 95th of 100
FIRST_QUESTION = 20.0  # times `python -c pass`
CHANGES = 150  # answers of one line that are changed after all was answered
OTHERWISE = {  # another answer of each kind
    "text": lambda said: f"{said} anew",
    "whole": lambda said: str(int(said) + 1),
    "number": lambda said: str(float(said) + 0.5),
    "money": lambda said: str(float(said) + 100),
    "schedule": lambda said: "Mo-Fr 09:00-19:00" if said != "Mo-Fr 09:00-19:00" else "Mo-Su 10:00-20:00",
    "date": lambda said: f"{said[:8]}{1 + int(said[8:]) % 28:02d}",
    "percent": lambda said: "12%" if said != "12%" else "13%",
    "duration": lambda said: "45 minutes" if said != "45 minutes" else "50 minutes",
    "time": lambda said: "09:15" if said != "09:15" else "09:45",
}


class Room(TerminalAsker):
    """Types the answers of a plan, and notes the process time from each Enter to the next thing drawn."""

    def __init__(self, plan: Any, unconfirmed: Unconfirmed, pipe: Any) -> None:
        output = Vt100_Output(io.StringIO(), lambda: Size(rows=24, columns=80), term="xterm")
        super().__init__(unconfirmed, input=pipe, output=output)
        self.answer, self.pipe, self.prompt = room(plan), pipe, None
        self.took: list[float] = []
        self.since: float | None = None
        self.fresh, self.keys = False, "\r"
        self._desk.app.after_render += self.drawn

    def drawn(self, _: object) -> None:
        if not self.fresh:
            if self._desk.message:  # an answer was refused: the room would wait for ever
                self._desk.app.exit(exception=SystemExit(f"Refused: {self._desk.message}"))
            return
        self.fresh = False
        if self.since is not None:
            self.took.append((time.process_time() - self.since) * 1000)
        self.since = time.process_time()
        self.pipe.send_text(self.keys)

    def aside(self, since: float) -> None:
        """Take what this room itself does out of the time."""
        if self.since is not None:
            self.since += time.process_time() - since

    def ask(self, prompt: Prompt) -> Reply:
        start = time.process_time()
        data = self.answer(prompt)
        self.fresh, self.keys = True, "\t" if data is Signal.SKIP else "\r"
        if data is not Signal.SKIP:
            self.lay_out(prompt, data)
        self.aside(start)
        return super().ask(prompt)

    def lay_out(self, prompt: Prompt, data: Any) -> None:
        """What the room has typed before it presses Enter."""
        where, waiting = prompt.where, self.unconfirmed
        own = (
            [as_text(item)[7:] for item in data if as_text(item).startswith("other: ")]
            if isinstance(data, list)
            else []
        )
        waiting.keep(f"{where}/other", "; ".join(own))
        if prompt.spec.kind not in ("choice", "yes_no"):
            waiting.keep(where, "\n".join(data) if prompt.spec.kind == "list" else data)
            return
        label = next((choice.label for choice in choices_of(prompt.spec) if choice.key == as_text(data)), "")
        if label:
            waiting.keep(f"{where}/find", label)
        else:
            self.keys = "\t"

    def choose(
        self, title: str, options: Sequence[Option], default: str = "", *, question: bool = False
    ) -> str | Signal:
        start = time.process_time()
        prompt = self.prompt if question else None
        picked = self.answer(Menu(title, tuple(options), default, prompt))
        self.fresh, self.keys = True, "\r" if isinstance(picked, str) else "\x03"
        self.aside(start)
        return super().choose(title, options, picked if isinstance(picked, str) else default, question=question)

    def line(self, ask: str, now: str = "", where: str = "") -> str | Signal:
        self.fresh, self.keys = True, "\r"
        self.answer(Line(ask, now))
        return super().line(ask, now, where)

    def _own_words(self, prompt: Prompt, now: str) -> str | Signal:
        self.fresh, self.keys = True, "\r"
        return super()._own_words(prompt, now)

    def lead(self, prompt: Prompt) -> None:
        self.prompt = prompt
        super().lead(prompt)


def sitting(folder: Path) -> tuple[list[float], list[float]]:
    """All questions once, and all texts once more; milliseconds from each answer to the next question."""
    pack, ids = load_pack(pack_folders()), itertools.count(1)
    clerk = Clerk("bench", lambda: "2026-11-23T09:00:00-08:00", lambda: f"{next(ids):08x}")
    plan = PlanFolder(ROOT / "examples" / "cedar-valley", pack, clerk).read().plan
    place = PlanFolder(folder, pack, clerk)
    place.create()
    ready_for_answers()
    keys = [question.key for question in pack if question.key in plan.answers]
    texts = [key for key in keys if pack.questions[key].kind in OTHERWISE][:CHANGES]
    said, sys.stdout = sys.stdout, io.StringIO()
    try:
        with create_pipe_input() as pipe:
            asker = Room(plan, Unconfirmed(place.inside), pipe)
            session = Session(place, asker)
            follow_changes(session)
            visit(session, keys)
            given, asker.took, asker.since = asker.took, [], None
            asker.answer = anew
            visit(session, texts)
    finally:
        sys.stdout = said
    held = len(place.read().plan.answers)
    if held < 0.9 * len(plan.answers):
        raise SystemExit(f"Only {held} of {len(plan.answers)} answers were taken: the room was stopped.")
    return given, asker.took


def anew(asked: Any) -> Any:
    """Another answer to a question; the usual line of a menu."""
    if isinstance(asked, Prompt):
        other = OTHERWISE.get(asked.spec.kind)
        return other(str(asked.now)) if asked.now is not None and other else Signal.SKIP
    return asked.default if isinstance(asked, Menu) else asked.now


def first_question(rounds: int) -> float:
    """Median ratio of the process time from the command to the first question drawn to that of a bare interpreter.

    The user's cache is one of its own, which a first sitting that was left has filled.
    """
    found = []
    with tempfile.TemporaryDirectory() as home:
        environment = _at_home(home)
        for turn in range(rounds + 1):
            start = of_children()
            subprocess.run([sys.executable, "-c", "pass"], check=True, env=environment)
            bare = of_children() - start
            found.append(_until_asked(Path(home) / f"plan-{turn}", environment, kill=turn > 0) / bare)
    return statistics.median(found[1:])


def _at_home(home: str) -> dict[str, str]:
    """The environment of a user whose coplan is installed: with the bytecode of its modules, and its own cache."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "COPLAN_CACHE", "COPLAN_CONFIG", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"HOME": home, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}


def _until_asked(folder: Path, environment: Mapping[str, str], *, kill: bool) -> float:
    """Process time of `coplan init` until its first question is drawn; without `kill`, until somebody left."""
    import pexpect

    start = of_children()
    child = pexpect.spawn(sys.executable, ["-m", "coplan", "init", str(folder)], env=environment)
    child.expect_exact("Ctrl-C leave", timeout=120)
    if kill:
        child.kill(signal.SIGKILL)
    else:
        child.sendcontrol("c")
        child.expect(pexpect.EOF)
    child.wait()
    took = of_children() - start
    child.close()
    return took


def of_children() -> float:
    """Seconds of process time of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tell(what: str, took: list[float]) -> float:
    """Print how long the next question took, and return the 95th of 100."""
    ordered = sorted(took)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(
        f"{what:<15} {len(took):>5} times: p50 {statistics.median(ordered):.1f}, p95 {p95:.1f}, "
        f"max {ordered[-1]:.1f} ms of process time to the next question"
    )
    return p95


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    given: list[float] = []
    changed: list[float] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            found = sitting(Path(folder) / "plan")
            given, changed = given + found[0], changed + found[1]
    p95 = max(tell("answer given", given), tell("answer changed", changed))
    first = first_question(9)
    print(f"first question {first:5.1f} x python -c pass")
    missed = [
        *([f"next question: p95 {p95:.1f} ms, goal {NEXT_QUESTION:.0f}"] if p95 > NEXT_QUESTION else []),
        *([f"first question: {first:.1f} x, goal {FIRST_QUESTION:.0f}"] if first > FIRST_QUESTION else []),
    ]
    for words in missed:
        print(f"MISSED {words}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()

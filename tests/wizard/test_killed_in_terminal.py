"""A real `coplan init` in a real terminal, killed while somebody types: what was confirmed is an answer afterwards.

What stood half-typed on the screen waits for the next sitting. More kills by one command:
COPLAN_KILLS=50 python -m pytest -m long tests/wizard/test_killed_in_terminal.py
"""

from __future__ import annotations

import itertools
import os
import random
import re
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs Unix", allow_module_level=True)

import pexpect

from coplan.__main__ import main
from coplan.content.model import Pack
from coplan.content.questions import Column, Question
from coplan.plan.disk import journal
from coplan.plan.disk.locations import JOURNAL, NAME
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.wizard import unconfirmed
from coplan.wizard.question_words import choices_of
from tests.long import long
from tests.wizard.real_terminal import DOWN, EMPTIED, ENTER, KEYS_END, TAB, spawned

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # xdist has threads; the child execs at once
]
KILLS, SITTING = int(os.environ.get("COPLAN_KILLS", "10")), 5  # kills in all, and how many of them hit one plan
SHOWN = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07|\x1b.")
ROW = re.compile(r"Row \d+ · column (\d+) of \d+")
SAID = "\n > "  # before what was understood of an answer
MENU, ON = "What would you like to do?", "Go on where you stopped"
TYPED = {  # what is typed into a field of each kind; words get a number of their own
    **dict.fromkeys(("text", "paragraph", "list"), "Words {}"),
    "whole": "{}",
    "number": "{}",
    "money": "{}",
    "percent": "12%",
    "date": "2027-10-01",
    "time": "09:15",
    "duration": "45 minutes",
    "schedule": "Mo-Fr 09:00-19:00",
}


@dataclass(frozen=True)
class Given:
    """An answer of which Enter was pressed: its question, and the words by which it is known."""

    key: str
    words: str = ""


@dataclass
class Hand:
    """Somebody who types into a sitting, and knows what was confirmed."""

    pack: Pack
    chance: random.Random
    numbers: Any = field(default_factory=lambda: itertools.count(1000))
    confirmed: list[Given] = field(default_factory=list)
    given: Given | None = None
    half: str = ""  # what stands on the screen and is not confirmed
    table: str = ""
    seen: str = ""

    def sit(self, folder: Path) -> bool:
        """One sitting, which is killed; False if the plan has nothing more to ask."""
        self.child, self.given, self.half = spawned(folder), None, ""
        more = True
        try:
            last = self.chance.randint(0, 7)
            for turn in range(last + 1):
                self.read()
                more = MENU not in self.seen or ON in self.seen
                if not more:
                    break
                self.press(self.keys(), hurry=turn < last)
            time.sleep(self.chance.choice([0, self.chance.random() * 0.08]))
        finally:
            self.child.kill(signal.SIGKILL)
        self.drain()
        return more

    def read(self) -> None:
        """Wait for the next thing drawn; what was given before it is confirmed."""
        drawn = ""
        if self.given:  # a list is drawn again while people type, so its keys alone say nothing
            if self.child.expect_exact([SAID, pexpect.TIMEOUT], timeout=10):
                self.given = None  # it was refused: on to the next question
                self.child.send(TAB)
            else:
                drawn = self.child.before + SAID
        self.child.expect_exact(KEYS_END)
        drawn += self.child.before + KEYS_END
        self.look(drawn)

    def look(self, drawn: str) -> None:
        self.seen = " ".join(SHOWN.sub(" ", drawn).split())
        if self.given and (self.asks or "if nobody objects" in self.seen):  # another menu may ask whether it was meant
            self.confirmed.append(self.given)
            self.given = None

    @property
    def asks(self) -> bool:
        """Whether a question stands on the screen, and no menu."""
        return "Tab skip" in self.seen.rpartition(" > ")[2]

    def drain(self) -> None:
        """What came to the screen before the end."""
        drawn = ""
        while True:
            try:
                drawn += self.child.read_nonblocking(10_000, timeout=5)
            except (pexpect.EOF, OSError):
                break
        self.child.close(force=True)
        if self.given and KEYS_END in drawn.partition(SAID)[2]:
            self.look(drawn)
        elif self.half and self.half not in SHOWN.sub("", drawn):
            self.half = ""  # nobody saw it

    def keys(self) -> list[str]:
        """What to press at what stands there now."""
        if not self.asks:
            return [ENTER]
        asked = self.asked()
        if asked is None:
            return [TAB]
        key, spec = asked
        if spec.kind == "records":
            self.table = key
            return [ENTER]  # adds a row, or goes on where there is one
        if spec.kind == "choices":
            self.given = Given(key)
            return [ENTER] if "[x]" in self.seen else [" ", DOWN, " ", ENTER]
        if choices := choices_of(spec):
            picked = self.chance.choice(choices)
            same = [one for one in choices if picked.label.casefold() in one.label.casefold()]
            self.given = Given(key, picked.key if len(same) == 1 else "")
            return [EMPTIED, *picked.label, ENTER]
        if spec.kind not in TYPED:
            return [TAB]
        words = TYPED[spec.kind].format(next(self.numbers) if spec.max is None else int(spec.min or 1))
        self.given = Given(key, words)
        return [EMPTIED, *words, ENTER]

    def asked(self) -> tuple[str, Question | Column] | None:
        """The question, or the column of the last table, that stands lowest on the screen."""
        place, key = max((self.seen.rfind(" ".join(one.ask.split())), one.key) for one in self.pack)
        rows = list(ROW.finditer(self.seen))
        if rows and rows[-1].start() > place:
            return self.table, self.pack.questions[self.table].columns[int(rows[-1][1]) - 1]
        return (key, self.pack.questions[key]) if place >= 0 else None

    def press(self, keys: list[str], *, hurry: bool) -> None:
        """Press keys: all of them, or as many as somebody pressed before the process was killed."""
        if not hurry and self.chance.random() < 0.5:
            keys = keys[: self.chance.randrange(len(keys))]
            self.half, self.given = "".join(keys[1:]) if "choose" not in self.seen else "", None  # text, and no list
        for key in keys:
            self.child.send(key)
            time.sleep(0 if hurry else self.chance.random() * 0.005)


def said(plan: Plan, key: str) -> str:
    value = plan.answers.get(key)
    return "" if value is None else str(value.plain())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sitting", "kills"), [(0, 2), *(long((sitting, SITTING)) for sitting in range(1, max(KILLS // SITTING, 1) + 1))]
)
def test_killed_in_a_terminal_it_keeps_every_confirmed_answer(
    sitting: int, kills: int, pack: Pack, tmp_path: Path
) -> None:
    hand, folder = Hand(pack, random.Random(sitting)), tmp_path / "plan"
    for _ in range(kills):
        more = hand.sit(folder)
        text = (folder / NAME).read_text(encoding="utf-8") if (folder / NAME).exists() else ""
        plan = read_plan(text, pack, NAME).plan if text else Plan()
        lost = [one for one in hand.confirmed if one.words not in said(plan, one.key) or not said(plan, one.key)]
        assert not lost, text
        kept = folder / unconfirmed.NAME
        waiting = kept.read_text(encoding="utf-8") if kept.exists() else ""
        assert hand.half in text + waiting, waiting
        if not more:
            break
    if hand.confirmed:
        assert main(["set", "profile.web_page", "https://example.org", "--in", str(folder)]) == 0
        entries = journal.parse((folder / JOURNAL).read_text(encoding="utf-8"))
        plan = read_plan((folder / NAME).read_text(encoding="utf-8"), pack, NAME).plan
        assert journal.missing_lines(entries, plan, when="", by="") == []
        assert [path.name for path in folder.iterdir() if path.name.endswith(".new")] == []
    print(f"{len(hand.confirmed)} answers confirmed")  # noqa: T201 - told by `pytest -rP`

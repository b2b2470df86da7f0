"""A process to kill: answers questions through the wizard for ever, and prints each answer that is saved.

Run as `python -m tests.wizard.recorder FOLDER PACK FIRST`. Every answer carries a number that counts up from FIRST.
"""

from __future__ import annotations

import itertools
import os
import pickle
import sys
from pathlib import Path
from typing import Any

from coplan.content.questions import Question
from coplan.plan.disk.store import Clerk, PlanFolder
from coplan.wizard.asker import Opened, Prompt, Signal
from coplan.wizard.session import Session
from coplan.wizard.walk import visit
from tests.wizard.scripted import Asked, Line, Menu, ScriptedAsker

KEYS = ("profile.name", "design.models", "design.hours", "design.team", "design.people", "design.badges")


class Recorder:
    """A room that answers with numbers, and says which answers were saved before it is asked the next thing."""

    def __init__(self, first: int) -> None:
        self.numbers = itertools.count(first)
        self.given: tuple[str, int] | None = None
        self.table = False

    def __call__(self, asked: Asked) -> Any:
        if isinstance(asked, Menu):
            self.say()
            return self.menu(asked)
        if isinstance(asked, Line):
            return self.give("design.badges") if asked.ask.startswith("Who") else ""
        self.say()
        return self.answer(asked)

    def say(self) -> None:
        if self.given:
            print(*self.given, flush=True)  # noqa: T201
            self.given = None

    def give(self, key: str, words: str = "") -> str:
        self.given = (key, next(self.numbers))
        return f"{words}{self.given[1]}"

    def menu(self, menu: Menu) -> str:
        if menu.prompt is None:
            return "proposed" if "proposed" in menu.keys else "edit"
        self.table = not self.table
        return "done" if not self.table else "1" if menu.prompt.now else "add"

    def answer(self, prompt: Prompt) -> Any:
        key = prompt.spec.key
        if not isinstance(prompt.spec, Question):
            return {"role": "peer", "start": Signal.SKIP}.get(key) or self.give("design.team")
        if key == "design.badges":
            return Opened("7")
        if key == "design.hours":
            return "Mo-Fr 08:00-20:00"
        if key == "design.models":
            number = self.give(key)
            return ["ride_along" if int(number) % 2 else "follow_up", f"other: {number}"]
        return self.give(key, "Program " if key == "profile.name" else "")


def main(folder: str, pack: str, first: str) -> None:
    """Answer until somebody ends the process."""
    clerk = Clerk("Recorder", lambda: "2026-11-23T09:00:00-08:00", lambda: os.urandom(4).hex())
    place = PlanFolder(Path(folder), pickle.loads(Path(pack).read_bytes()), clerk)
    place.create()
    with place.lock("init"):
        place.reconcile()
        session = Session(place, ScriptedAsker(Recorder(int(first))))
        while True:
            visit(session, KEYS)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Rooms that press any key, turn the projector, kill the process and start again: nothing that stood there is lost.

Whatever a field shows, or a list has ticked, is at every later moment an answer in the plan or kept to be offered again.
"""

from __future__ import annotations

import contextlib
import itertools
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.model import Pack
from coplan.content.questions import Spec
from coplan.disk.inside import Inside
from coplan.plan.disk.store import Clerk, PlanFolder
from coplan.plan.model import Plan
from coplan.wizard.session import Jump, Left, Session
from coplan.wizard.sitting import sit
from coplan.wizard.terminal.pick import OTHER
from coplan.wizard.terminal.prompts import TerminalAsker
from coplan.wizard.unconfirmed import Unconfirmed
from coplan.wizard.walk import visit
from coplan.yaml.nodes import Data

WORDS = [
    "Cedar Valley",
    "M-F 8-5",
    "9-",
    "Mo-Fr 09:00-05:00",
    "3",
    "12k",
    "clinician",
    "zebra",
    "3/4/27",
    "Sheriff",
    "x",
]
KEYS = {
    "Enter": "\r",
    "Tab": "\t",
    "Shift-Tab": "\x1b[Z",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Left": "\x1b[D",
    "Space": " ",
    "Backspace": "\x7f",
    "Ctrl-G": "\x07",
    "Ctrl-O": "\x0f",
    "Ctrl-Z": "\x1a",
    "Ctrl-U": "\x15",
    "Ctrl-S": "\x13",
    "Ctrl-L": "\x0c",
    "Ctrl-J": "\n",
    "PgDn": "\x1b[6~",
    "F1": "\x1bOP",
    "?": "?",
}
SIZES = [(60, 20), (80, 24), (140, 45), (60, 12)]
ACTION = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(list(KEYS)),
    st.sampled_from(["Enter", "Tab", "Down"]),
    st.sampled_from(SIZES),
)
QUESTIONS = ["profile.name", "design.models", "design.hours", "design.team", "design.people", "design.badges"]
BEGIN = st.one_of(st.just([]), st.lists(st.sampled_from(QUESTIONS), min_size=1, max_size=4))
ACTIONS, END = st.lists(ACTION, min_size=1, max_size=40), st.sampled_from(["kill", "Ctrl-C"])
IN_A_ROW = st.tuples(st.just(["design.team"]), ACTIONS.map(lambda found: ["Enter", "Enter", *found]), END)
SITTING = st.one_of(st.tuples(BEGIN, ACTIONS, END), st.tuples(BEGIN, ACTIONS, END), IN_A_ROW)
Sitting = tuple[Sequence[str], Sequence[Any], str]


class Killed(BaseException):
    """The process is gone: nothing after this counts."""


class Screen(DummyOutput):
    """A screen of any size that shows nothing."""

    size = (80, 24)

    def get_size(self) -> Size:
        return Size(rows=self.size[1], columns=self.size[0])


class Room(TerminalAsker):
    """Presses one key after another, each when the last one was drawn; knows what stood on the screen."""

    def __init__(self, place: PlanFolder, actions: Sequence[Any], end: str, pipe: Any) -> None:
        self.screen = Screen()
        super().__init__(Unconfirmed(place.inside), input=pipe, output=self.screen)
        self.place, self.pipe, self.actions, self.end = place, pipe, iter(actions), end
        self.specs: dict[str, Spec] = {}
        self.owed: dict[str, Data] = {}
        self._desk.app.after_render += self.drawn

    def lead(self, prompt: Any) -> None:
        self.specs[prompt.where] = prompt.spec
        super().lead(prompt)

    def drawn(self, _: object) -> None:
        if self._desk.app.is_done:
            return
        self.note()
        self.check()
        self.act()

    def act(self) -> None:
        """Press the next key, or end."""
        action = next(self.actions, None)
        if isinstance(action, tuple):
            self.screen.size = action
            self._desk.app._on_resize()
        elif action is not None:
            self.pipe.send_text(KEYS.get(action, action))
        elif self.end == "Ctrl-C":
            self.pipe.send_text("\x03")
        else:
            self._desk.app.exit(exception=Killed())

    def note(self) -> None:
        """What stands on the screen now."""
        desk, field, listed = self._desk, self._desk.field, self._desk.listed
        if field is not None and (where := self.where(field.keep)):
            text = desk.buffer.text
            self.owe(where, text if field.changed(text) else None)
            shown = "".join(self.letters())
            assert text.split()[:1] == [] or text.split()[-1][-5:] in shown, (text, shown)
        elif listed is not None and listed.pick.many and (where := self.where(listed.keep)):
            ticked: list[Data] = [key for key in listed.pick.chosen if key != OTHER]
            self.owe(where, ticked if listed.pick.chosen != listed.begun and ticked else None)

    def letters(self) -> Iterator[str]:
        screen = self._desk.app.renderer.last_rendered_screen
        assert screen is not None
        for row in range(screen.height):
            yield "".join(screen.data_buffer[row][column].char for column in range(self.screen.size[0])).rstrip()

    def where(self, keep: Any) -> str:
        """The place under which a field or list keeps what stands there."""
        names = dict(zip(keep.__code__.co_freevars, keep.__closure__ or (), strict=True))
        held = names.get("where") or names.get("prompt")
        value = held.cell_contents if held is not None else ""
        return str(getattr(value, "where", value))

    def owe(self, where: str, data: Data | None) -> None:
        if data is None:
            self.owed.pop(where, None)
        else:
            self.owed[where] = data

    def check(self) -> None:
        """Everything that stood there is an answer, or waits on disk."""
        waiting, plan = Unconfirmed(Inside(self.place.folder)), self.place.read().plan
        for where, data in list(self.owed.items()):
            if holds(plan, where, data, self.specs.get(where)):
                del self.owed[where]
                continue
            kept = waiting.at(where)
            same = kept == data or (
                isinstance(kept, list) and [x for x in kept if not str(x).startswith("other: ")] == data
            )
            assert same, f"{where}: {data!r} stood there, {kept!r} is kept"


def holds(plan: Plan, where: str, data: Data, spec: Spec | None) -> bool:
    """True if what stood at a place is in the plan."""
    key, _, rest = where.partition("/")
    if rest.startswith("open/"):
        item = plan.open.get(key)
        return item is not None and str(data).strip() in (item.owner, item.note, item.due and item.due.isoformat())
    if rest == "other":
        value = plan.answers.get(key)
        return value is not None and str(data).strip() in str(value.plain())
    if spec is None:
        return False
    try:
        wanted = read_value(data.split("\n") if spec.kind == "list" and isinstance(data, str) else data, spec).plain()
    except NotAnAnswer:
        return False
    value = plan.answers.get(key)
    if not rest:
        return value is not None and set(map(str, as_list(value.plain()))) >= set(map(str, as_list(wanted)))
    column = rest.rpartition("/")[2]
    return value is not None and any(row.get(column) == wanted for row in value.plain())


def as_list(data: Data) -> list[Data]:
    return data if isinstance(data, list) else [data]


def live(pack: Pack, folder: Path, sittings: Sequence[Sitting]) -> None:
    """Sit once after another over the same plan; each sitting begins with what the last one left on disk."""
    numbers = itertools.count(1)
    clerk = Clerk("Room", lambda: "2026-11-23T09:00:00-08:00", lambda: f"r{next(numbers)}")
    owed: dict[str, Data] = {}
    specs: dict[str, Spec] = {}
    for number, (begin, actions, end) in enumerate(sittings):
        place = PlanFolder(folder, pack, clerk)
        fresh = not (folder / "plan.yaml").exists()
        place.create()
        with create_pipe_input() as pipe:
            room = Room(place, actions, end, pipe)
            room.owed, room.specs = owed, specs
            with contextlib.suppress(Killed, KeyboardInterrupt, Jump, Left):
                if begin:
                    visit(Session(place, room), begin)
                sit(place, room, fresh=fresh)
            room.check()
        folder = Path(shutil.copytree(folder, folder.with_name(f"{folder.name}-{number}")))


def random_sessions(pack: Pack, sittings: Sequence[Sitting]) -> None:
    with tempfile.TemporaryDirectory() as name:
        live(pack, Path(name) / "plan", sittings)


SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


@pytest.mark.slow
@settings(SETTINGS, max_examples=12)
@given(sittings=st.lists(SITTING, min_size=1, max_size=3))
def test_nothing_that_stood_on_the_screen_is_lost(memo_pack: Pack, sittings: list[Sitting]) -> None:
    random_sessions(memo_pack, sittings)


@pytest.mark.long
@settings(SETTINGS, max_examples=200)
@given(sittings=st.lists(SITTING, min_size=1, max_size=5))
def test_nothing_is_lost_in_200_sessions(memo_pack: Pack, sittings: list[Sitting]) -> None:
    random_sessions(memo_pack, sittings)

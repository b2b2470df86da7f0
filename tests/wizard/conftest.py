"""What the wizard's tests share: plans from a few lines, a sitting with a scripted room, a disk that can be full."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from coplan.content.model import Pack
from coplan.content.pack.load import read_pack
from coplan.plan.disk.store import PlanFolder
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.wizard.session import Session
from coplan.wizard.sitting import sit
from tests.wizard.scripted import ScriptedAsker

EMPTY = "coplan: 1\nanswers:\n"


class Disk:
    """A disk that refuses to write while `full` is true."""

    full = False


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A disk that can be made full."""
    found, flush = Disk(), os.fsync

    def refuse(handle: int) -> None:
        if found.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    return found


@pytest.fixture
def answers_of(small_pack: Pack) -> Callable[[str], Answers]:
    """Read a plan of the small pack."""
    return lambda text="": Answers(small_pack, read_plan(text or EMPTY, small_pack).plan)


@pytest.fixture
def begin(make_plan: Callable[..., PlanFolder]) -> Callable[..., Session]:
    """A session of a scripted room over a plan of the small pack."""

    def made(script: Any = (), text: str = EMPTY, **pack: Pack) -> Session:
        place = make_plan(text, **pack)
        place.create()
        return Session(place, ScriptedAsker(script))

    return made


@pytest.fixture(scope="session")
def memo_pack(small_files: Mapping[str, str]) -> Pack:
    """The small pack with a frame that shows the memo; it cites no law, for which a pack must ask the state."""
    memo = small_files["templates/memo.md.j2"].replace(" {{ cite('involuntary_hold') }}", "")
    frame = "# {{ document.title }}\n\n{{ body }}\n"
    files = {**small_files, "templates/memo.md.j2": memo, "templates/parts/frame.md.j2": frame}
    return read_pack({name: text.encode("utf-8") for name, text in files.items()})


@pytest.fixture
def sitting(make_plan: Callable[..., PlanFolder], memo_pack: Pack) -> Callable[..., ScriptedAsker]:
    """A whole sitting of a scripted room; returns the asker."""

    def run(script: Any = (), text: str = EMPTY, *, fresh: bool = False, pack: Pack = memo_pack) -> ScriptedAsker:
        place = make_plan(text, pack)
        place.create()
        asker = ScriptedAsker(script)
        sit(place, asker, fresh=fresh)
        return asker

    return run


def told(session: Session) -> str:
    """All that the session's room was told."""
    assert isinstance(session.asker, ScriptedAsker)
    return session.asker.text


def asked(session: Session) -> list[str]:
    """The keys of the questions that the session's room was asked."""
    assert isinstance(session.asker, ScriptedAsker)
    return session.asker.keys


def plain(session: Session, key: str) -> Any:
    """The answer on disk as plain data, None if there is none."""
    value = session.place.read().plan.answers.get(key)
    return value.plain() if value is not None else None

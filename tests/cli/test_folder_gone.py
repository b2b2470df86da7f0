"""The plan's folder is moved away under a command: it says so, nothing is begun in its place, and nothing is changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coplan.plan.disk.store import PlanFolder
from tests.cli.conftest import files
from tests.cli.test_disk_fails import WRITERS

pytestmark = [
    pytest.mark.usefixtures("few_documents"),
    pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be moved there"),
]
COMMANDS = ["set", "undo", "draft", "final", "take"]


@pytest.mark.parametrize("when", ["before the lock", "behind the lock"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_whose_folder_went_says_so_and_begins_none(run, bend, tmp_path, monkeypatch, name, when):
    prepare, arguments = WRITERS[name]
    prepare(run, bend)
    before, lock = files(bend), PlanFolder.lock
    elsewhere = tmp_path / "elsewhere"

    @contextmanager
    def moving(place: PlanFolder, *given: object, **named: object) -> Iterator[None]:
        if when == "before the lock":
            place.folder.rename(elsewhere)
        with lock(place, *given, **named):
            if when == "behind the lock":
                place.folder.rename(elsewhere)
            yield

    monkeypatch.setattr(PlanFolder, "lock", moving)
    done = run(*arguments)
    assert done.code in (2, 3)
    assert "saved" not in done.out
    assert done.err.strip()
    assert not (bend / "plan.yaml").exists()
    assert not [path for path in bend.rglob("*") if path.is_file()]
    now = {name: content for name, content in files(elsewhere).items() if not kept_by_us(name)}
    assert now == {name: content for name, content in before.items() if not kept_by_us(name)}


def kept_by_us(name: str) -> bool:
    """The lock and who holds it."""
    return Path(name).name in ("lock", "holder.json")

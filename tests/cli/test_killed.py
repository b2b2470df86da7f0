"""Every command that writes, killed from outside at moments by chance: nothing is lost, and the next run goes on.

Each kill is a signal that ends a process of its own, at an act on the disk or at any time. More of them by one command:
COPLAN_KILLS=50 python -m pytest -m long tests/cli/test_killed.py
"""

from __future__ import annotations

import os
import random
import sys

import pytest

from tests.cli.killable import Killable
from tests.cli.writers import NAMES, Stage, goes_on
from tests.long import long

if sys.platform == "win32":
    pytest.skip("a process that is split in two needs Unix", allow_module_level=True)

pytestmark = pytest.mark.usefixtures("few_documents")
KILLS = int(os.environ.get("COPLAN_KILLS", "10"))
# An answer, people's words in a draft, a group's answers, a form: killed each time; the others only with `-m long`.
TELLING = ["set", "draft edited", "merge", "take"]


@pytest.fixture(scope="module")
def killable(shelf):
    """One for all kills."""
    with Killable(shelf) as started:
        yield started


@pytest.mark.slow
@pytest.mark.parametrize("kills", [1, long(KILLS)])
@pytest.mark.parametrize("name", [name if name in TELLING else long(name) for name in NAMES])
def test_killed_at_any_moment_nothing_is_lost_and_it_goes_on(run, bend, killable, name, kills):
    stage, chance, dead = Stage(run, bend, name), random.Random(f"{name} {kills}"), 0
    for _ in range(kills):
        stage.again()
        acts = chance.randint(1, stage.acts) if chance.random() < 0.8 else 0  # else at any time
        seconds = chance.choice([0, 0.002]) if acts else stage.seconds
        dead += killable.kill(stage.root, stage.arguments, acts, chance.random() * seconds)
        stage.nothing_is_lost()
        goes_on(stage)
    print(f"{name}: {dead} killed of {kills}")  # noqa: T201 - told by `pytest -rP`

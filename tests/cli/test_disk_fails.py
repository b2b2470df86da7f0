"""Every command that writes, with a disk that refuses one act, and killed between any two: nothing is lost.

All acts of all commands: `python -m pytest -m long tests/cli/test_disk_fails.py`.
"""

from __future__ import annotations

import random

import pytest

from coplan.cli.table import COMMANDS
from tests.cli.conftest import files
from tests.cli.writers import NAMES, OFTEN, WRITERS, Stage, edited, goes_on
from tests.disk_that_fails import ERRORS, disk
from tests.long import long

pytestmark = pytest.mark.usefixtures("few_documents")
READERS = {  # commands that write nothing into anybody's folder
    *("status", "documents", "why", "staffing", "encounters check", "figure", "pack check", "pack uses"),
}


def places(acts: int, few: int, seed: str) -> list[int]:
    """A few acts of a command, or all."""
    every = range(1, acts + 1)
    return list(every) if few == 0 else sorted(random.Random(seed).sample(every, min(few, acts)))


def after_a_kill(stage: Stage, at: int) -> None:
    stage.again()
    with disk(at) as one:
        stage.run(*stage.arguments)
    if not one.dead:  # a file of ours was there already, and less was written this time
        assert at > one.acts
        return
    stage.nothing_is_lost()
    goes_on(stage)


def after_a_refusal(stage: Stage, at: int, error: int) -> None:
    stage.again()
    with disk(at, error) as one:
        done = stage.run(*stage.arguments)
    assert done.code in (0, 1, 2, 3), done.err
    stage.nothing_is_lost()
    assert done.err.strip() or done.code == stage.code
    if done.code == 0:
        lacking = {name for name in stage.after - stage.files() if not unneeded(name)}
        assert not lacking, (one.log[at - 1], lacking)
        assert stage.answers() == stage.said_after


def unneeded(name: str) -> bool:
    """True for what only helps: without it nothing is lost."""
    return any(part in name for part in ("/.coplan/", "/plan.before-"))


def test_every_command_either_only_reads_or_is_tried_here():
    tried = {
        max((name for name in COMMANDS if " ".join(given).startswith(name)), key=len) for _, given in WRITERS.values()
    }
    assert tried | READERS == set(COMMANDS)
    assert not tried & READERS


SLOW = ["pack check", "pack uses"]  # which read all of a pack
QUICK = sorted(READERS - {"encounters check", *SLOW})


@pytest.mark.slow
@pytest.mark.parametrize("names", [QUICK, long(SLOW)], ids=["quick", "slow"])
def test_a_command_that_only_reads_writes_nothing(run, bend, names):
    edited(run, bend)
    more = {
        "figure": ["staffing.gap", "--in", "bend"],
        "why": ["suicide-response", "Suicide", "--in", "bend"],
        "pack check": [],
        "pack uses": ["profile.state"],
    }
    before = files(bend.parent)
    for name in names:
        assert run(*name.split(), *more.get(name, ["bend"])).code in (0, 1), name
        assert files(bend.parent) == before, name


@pytest.mark.slow
@pytest.mark.parametrize("few", [1, long(0)])
@pytest.mark.parametrize("name", [name if name in OFTEN else long(name) for name in NAMES])
def test_killed_or_refused_at_any_act_nothing_is_lost_and_it_is_said(run, bend, name, few):
    stage = Stage(run, bend, name)
    assert stage.acts, "it wrote nothing"
    for at in places(stage.acts, few, name):
        after_a_kill(stage, at)
    for at in places(stage.acts, few, f"{name} refused"):
        after_a_refusal(stage, at, ERRORS[at % len(ERRORS)])
    print(f"{name}: {stage.acts} acts")  # noqa: T201 - told by `pytest -rP` in the long form

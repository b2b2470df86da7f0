"""One writer at a time: the second is told who holds the plan, and a killed process holds nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coplan.errors import FINDINGS, SaveError
from coplan.plan.disk.lock import PlanInUse, plan_lock

HOLD = """
import json
import sys
from pathlib import Path
from coplan.plan.disk.lock import plan_lock
with plan_lock(Path(sys.argv[1]), by=json.loads(sys.argv[2]), when="2026-11-23T08:30:00-08:00", doing="init"):
    print("held", flush=True)
    sys.stdin.readline()
print("left", flush=True)
"""


@contextmanager
def another_process(folder: Path, by: str = "Zoë") -> Iterator[subprocess.Popen[str]]:
    """A process of its own that holds the plan until it is told to leave, or killed."""
    command = [
        sys.executable,
        "-X",
        "utf8",
        "-c",
        HOLD,
        str(folder),
        json.dumps(by),
    ]  # as ASCII: any code page can pass it
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        try:
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def held(folder: Path, **more):
    return plan_lock(folder, by="Ann", when="2026-11-23T09:00:00-08:00", doing="set", **more)


def test_a_second_process_is_told_who_holds_the_plan(tmp_path):
    with another_process(tmp_path), pytest.raises(PlanInUse) as caught, held(tmp_path):
        pass
    assert str(caught.value) == (
        "This plan is in use: Zoë has it open since 2026-11-23 08:30 (coplan init). Finish there first; nothing was "
        "changed here. `coplan status` and `coplan log` work meanwhile."
    )
    assert caught.value.exit_code == FINDINGS


def test_the_lock_of_a_killed_process_is_free_again(tmp_path):
    with another_process(tmp_path) as process:
        process.kill()
        process.wait()
        assert (tmp_path / "holder.json").exists()
        with held(tmp_path, wait=10):
            assert '"Ann"' in (tmp_path / "holder.json").read_text(encoding="utf-8")


def test_the_lock_of_a_process_that_left_is_free_again(tmp_path):
    with another_process(tmp_path) as process:
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "left\n"
        with held(tmp_path):
            pass


def test_a_writer_waits_for_another_as_long_as_it_was_told(tmp_path):
    with another_process(tmp_path) as process:
        process.stdin.write("\n")
        process.stdin.flush()
        with held(tmp_path, wait=10):
            pass


@pytest.mark.parametrize("holder", [None, "", "[]", '{"by": "Ann"}', '{"by": 1, "when": 2, "doing": 3}', "\ud800"])
def test_a_holder_who_is_not_known_is_another_window(tmp_path, holder):
    with held(tmp_path):
        (tmp_path / "holder.json").unlink()
        if holder is not None:
            (tmp_path / "holder.json").write_bytes(holder.encode("utf-8", "surrogatepass"))
        with pytest.raises(PlanInUse, match="another window has it open"), held(tmp_path):
            pass


def test_the_lock_is_left_when_something_goes_wrong(tmp_path):
    with pytest.raises(ZeroDivisionError), held(tmp_path):
        raise ZeroDivisionError
    with held(tmp_path):
        pass
    assert not (tmp_path / "holder.json").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(SaveError, match="cannot be written"), held(tmp_path / "x"):
        pass


def test_a_plan_folder_is_locked_by_its_clerk(make_plan):
    one, other = make_plan("coplan: 1\n"), make_plan("coplan: 1\n")
    with (
        one.lock("init"),
        pytest.raises(PlanInUse, match=r"Facilitator has it open since 2026-11-23 09:00 \(coplan init\)"),
    ):
        other.lock("set").__enter__()
    with other.lock("set"):
        assert other.hidden.is_dir()

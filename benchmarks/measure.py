"""Measures one command: wall time, process time and memory of the process itself.

A process counts the memory of the one that started it until its own program begins. So a small one starts it here:
python measure.py COMMAND … prints the three figures as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

COPLAN = [sys.executable, "-m", "coplan"]
# As an installed command runs: with the bytecode of its modules.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Took:
    """Wall and process time in milliseconds, the most memory in megabytes."""

    wall: float
    process: float
    memory: float


@dataclass(frozen=True)
class Timed:
    """A command, and what is done before each run of it. A slow one runs in the first `most` rounds only."""

    command: Sequence[str]
    before: Callable[[], object] = lambda: None
    most: int = 1000


def once(command: Sequence[str], environment: Mapping[str, str] = ENVIRONMENT) -> Took:
    """One run. Raises SystemExit where the command fails; 1 means that it found something."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", __file__, *command], check=False, capture_output=True, env=environment
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.decode()[-500:]}")
    return Took(**json.loads(done.stdout))


def medians(timed: Mapping[str, Timed], rounds: int) -> dict[str, Took]:
    """The median of so many rounds, in each of which every command runs once, after a round that warms up."""
    seen: dict[str, list[Took]] = {name: [] for name in timed}
    for turn in range(rounds + 1):
        for name, one in timed.items():
            if turn > one.most:
                continue
            one.before()
            took = once(one.command)
            if turn:
                seen[name].append(took)
    return {name: _median(found) for name, found in seen.items()}


def _median(found: Sequence[Took]) -> Took:
    return Took(*(statistics.median(getattr(one, name) for one in found) for name in ("wall", "process", "memory")))


def _measure(command: list[str]) -> int:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    words = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.stderr.write(words.decode(errors="replace"))
        return 1
    unit = 1e6 if sys.platform == "darwin" else 1e3
    found = {"wall": wall * 1e3, "process": (used.ru_utime + used.ru_stime) * 1e3, "memory": used.ru_maxrss / unit}
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(_measure(sys.argv[1:]))


def pandoc() -> str:
    """Where pandoc is; empty where it is not."""
    if at := shutil.which("pandoc"):
        return at
    try:
        import pypandoc
    except ImportError:
        return ""
    return str(pypandoc.get_pandoc_path())

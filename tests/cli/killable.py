"""Processes to kill, each of which runs one command; they are split off one that has loaded what commands need.

Run as `python -m tests.cli.killable SHELF`, with the folder of a pack. A line of its input is JSON: the folder in which a
command runs, and its words. It says the number of the new process, a dot for each act on the disk, and
whether it was killed or done; then it waits for one more line before that number may be another's.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn, Self

import coplan
from coplan.__main__ import main
from coplan.content.pack import folders, trusted
from coplan.content.pack.load import load_pack
from tests.disk_that_fails import Disk, disk


class Killable:
    """The one from which the others are split off. Use it as a context."""

    def __init__(self, shelf: Path) -> None:
        root = Path(__file__).parents[2]
        path = os.pathsep.join([str(Path(coplan.__file__).parents[1]), str(root), os.environ.get("PYTHONPATH", "")])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.killable", str(shelf)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=os.environ | {"PYTHONPATH": path},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(30)

    def kill(self, folder: Path, arguments: list[str], acts: int, seconds: float) -> bool:
        """Kill a command so many seconds after so many acts on the disk; False if it was done before."""
        say, hear = self.process.stdin, self.process.stdout
        say.write(json.dumps([str(folder), arguments]).encode() + b"\n")
        process, said = int(hear.readline()), b""
        while acts > 0 and said[-1:] not in (b"d", b"k"):
            said += hear.read(1)
            acts -= 1
        time.sleep(seconds if acts == 0 else 0)
        os.kill(process, signal.SIGKILL)
        said += hear.readline()
        say.write(b"\n")
        return said.endswith(b"killed\n")


class Telling(Disk):
    """Tells each act."""

    def act(self, what: str) -> bool:
        os.write(1, b".")
        return super().act(what)


def serve(shelf: Path) -> None:
    """Split off one process after the other, until nobody asks any more."""
    folders.shipped_folder = lambda: shelf
    trusted.is_accepted = lambda _: True
    load_pack(folders.pack_folders())
    for line in iter(sys.stdin.readline, ""):
        begin, go = os.pipe()
        process = os.fork()
        if process == 0:
            os.read(begin, 1)
            run(*json.loads(line))
        os.write(1, f"{process}\n".encode())
        os.write(go, b".")
        os.close(begin)
        os.close(go)
        ended = os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
        os.write(1, b"killed\n" if ended.si_code == os.CLD_KILLED else b"done\n")
        sys.stdin.readline()
        os.waitpid(process, 0)


def run(folder: str, arguments: list[str]) -> NoReturn:
    """One command, in the process that may be killed."""
    try:
        os.chdir(folder)
        sys.stdin, sys.stdout, sys.stderr = io.StringIO(), io.StringIO(), io.StringIO()
        with disk(one=Telling()):
            main(arguments)
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))

"""`python -m benchmarks`: help is help, and nobody who stops listening stops it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "benchmarks"]


def test_help_is_told_and_nothing_is_measured():
    done = subprocess.run([*COMMAND, "--help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("All benchmarks: python -m benchmarks")


def test_an_option_that_there_is_not_is_named():
    done = subprocess.run([*COMMAND, "--hlep"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "--hlep" in done.stderr


def test_a_pipe_that_nobody_reads_breaks_nothing():
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*COMMAND, "--help"], cwd=ROOT, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")

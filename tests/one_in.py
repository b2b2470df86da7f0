"""One in so many of the tests, drawn by the last commit: `--one-in 8`. The same commit draws the same ones again.

The long forms take more than half an hour together. Each run of .ci/run takes a part of them, and each commit another one.
"""

from __future__ import annotations

import subprocess
import zlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def pytest_report_header(config: pytest.Config) -> str | None:
    share = config.getoption("--one-in")
    return f"one in {share} of the tests, drawn by {_commit()[:12]}" if share > 1 else None


@pytest.hookimpl(trylast=True)  # those that a marker or a name left out are gone by now
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    share = config.getoption("--one-in")
    if share > 1:
        commit = _commit()
        here = {item: drawn(commit, item.nodeid, share) for item in items}
        config.hook.pytest_deselected(items=[item for item in items if not here[item]])
        items[:] = [item for item in items if here[item]]


def drawn(commit: str, test: str, share: int) -> bool:
    """Whether a commit draws a test, by its name, when one in `share` is drawn."""
    return zlib.crc32(f"{commit} {test}".encode()) % share == 0


def _commit() -> str:
    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip()

"""A real `coplan init` in a pseudo-terminal, and the keys that people press there."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pexpect

SOURCE = Path(__file__).parents[2] / "src"
COMMAND = [sys.executable, "-m", "coplan", "init"]
ENTER, TAB, DOWN, CTRL_C, CTRL_G, CTRL_O = "\r", "\t", "\x1b[B", "\x03", "\x07", "\x0f"
EMPTIED = "\x15"  # Ctrl-U takes out what stands there
KEYS_END = "Ctrl-C leave"


def environment() -> dict[str, str]:
    """The variables of a terminal of our own; a pseudo-terminal cannot say where its cursor is."""
    return {**os.environ, "PYTHONPATH": str(SOURCE), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}


def spawned(*arguments: str | Path, **variables: str) -> Any:
    """`coplan init` in a terminal of 110 columns."""
    return pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], *map(str, arguments)],
        env=environment() | variables,
        dimensions=(40, 110),
        encoding="utf-8",
        timeout=30,
        preexec_fn=_heed_ctrl_c,
    )


def _heed_ctrl_c() -> None:
    """Tests that run in the background ignore Ctrl-C, and so would what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)

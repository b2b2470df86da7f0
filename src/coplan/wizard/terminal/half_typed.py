"""Reads a line at a plain prompt, and tells what stood on it when Ctrl-C came before Enter."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

try:
    import readline
except ImportError:  # Windows: its console keeps the line to itself
    readline = None  # type: ignore[assignment]


def read_line(ask: str, keep: Callable[[str], None]) -> str:
    """One line, ended with Enter. Before a KeyboardInterrupt, `keep` gets what was typed so far, if it is known."""
    if readline is None or threading.current_thread() is not threading.main_thread():
        return input(ask)
    with _told(keep):
        return input(ask)


@contextmanager
def _told(keep: Callable[[str], None]) -> Iterator[None]:
    """Within, Ctrl-C hands over the line first: the editor forgets it on the way out."""

    def interrupted(_: int, __: FrameType | None) -> NoReturn:
        if words := readline.get_line_buffer().strip():
            keep(words)
        raise KeyboardInterrupt

    readline.parse_and_bind("set enable-bracketed-paste off")  # its marks would be read out
    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

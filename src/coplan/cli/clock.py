"""The clock: the one place that looks at it."""

from __future__ import annotations

import datetime


def now() -> str:
    """The moment it is here, to the second, with the offset of its zone."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def today() -> datetime.date:
    """The day it is here."""
    return datetime.datetime.now().astimezone().date()

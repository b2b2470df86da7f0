"""Rights of files that bind whoever runs the tests, the system's administrator too."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

OVERRIDES = (1 << 1) | (1 << 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: to read and write whatever the rights say
VERSION = 0x20080522  # of the call, with two words for each set


class _Head(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Sets(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]


def bound() -> bool:
    """True where rights of files can be made to bind this process."""
    return os.name == "posix" and (os.geteuid() != 0 or sys.platform == "linux")


@contextmanager
def rights_bind() -> Iterator[None]:
    """Within this, the rights of files hold for this thread as for anybody."""
    if os.geteuid() != 0:
        yield
        return
    system, head, sets = ctypes.CDLL(None, use_errno=True), _Head(VERSION, 0), (_Sets * 2)()
    if system.capget(ctypes.byref(head), sets):
        raise OSError(ctypes.get_errno(), "capget")
    before = sets[0].effective
    sets[0].effective = before & ~OVERRIDES
    if system.capset(ctypes.byref(head), sets):
        raise OSError(ctypes.get_errno(), "capset")
    try:
        yield
    finally:
        sets[0].effective = before
        if system.capset(ctypes.byref(head), sets):
            raise OSError(ctypes.get_errno(), "capset")

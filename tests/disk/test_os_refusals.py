"""What the system refuses is told with its reason and with what to do."""

from __future__ import annotations

import errno
import os

import pytest

from coplan.disk.os_refusals import unread, unwritten


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        (errno.EACCES, "Make it writable for you"),
        (errno.EROFS, "That disk can only be read: copy the folder"),
        (errno.ENOSPC, "Make room on that disk"),
        (errno.EISDIR, "Move what lies there out of the way"),
        (errno.ENAMETOOLONG, "Give it a shorter name"),
        (errno.EIO, "Look whether the disk is there"),
    ],
)
def test_a_refusal_says_what_why_and_what_to_do(code, cure):
    said = str(unwritten("plan.yaml", OSError(code, os.strerror(code)), "The old file is whole."))
    assert said.startswith(f"plan.yaml cannot be written: {os.strerror(code)}. {cure}")
    assert said.endswith("The old file is whole.")


def test_a_file_that_may_not_be_read_says_so():
    said = str(unread("plan.yaml", PermissionError(errno.EACCES, os.strerror(errno.EACCES))))
    assert said.startswith("plan.yaml: cannot be read: Permission denied. Give yourself the right to read it")


def test_a_refusal_without_a_number_has_words_too():
    assert str(unwritten("x", OSError("the library says no\nmore"))).startswith(
        "x cannot be written: the library says no. "
    )

"""What the system refuses, in words: what it could not do, why, and what to do about it."""

from __future__ import annotations

import errno
import os

from coplan.errors import BadInput, Problem, SaveError

_RIGHT_TO_WRITE = "Make it writable for you and close it in other programs, or work on a copy; then try again."
_RIGHT_TO_READ = "Give yourself the right to read it, or ask its owner for a copy; then try again."
_ROOM = "Make room on that disk, and try again."
_IN_THE_WAY = "Move what lies there out of the way, and try again."
_NAME = "Give it a shorter name without special characters, and try again."
_DISK = "Look whether the disk is there, whole and not full; then try again."
_CURES = {
    **dict.fromkeys((errno.EACCES, errno.EPERM), _RIGHT_TO_WRITE),
    errno.EROFS: "That disk can only be read: copy the folder to another one, and try again.",
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _ROOM),
    **dict.fromkeys((errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY), _IN_THE_WAY),
    **dict.fromkeys((errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ), _NAME),
}


def unwritten(what: object, error: OSError, more: str = "") -> SaveError:
    """What could not be written, why, and the cure; `more` says what became of what was there."""
    return SaveError(f"{what} cannot be written: {reason(error)}. {write_cure(error)} {more}".rstrip())


def unread(what: object, error: OSError) -> BadInput:
    """What could not be read, why, and the cure."""
    return BadInput([unread_problem(what, error)])


def unread_problem(what: object, error: OSError) -> Problem:
    """The same as a problem of a file."""
    refused = error.errno in (errno.EACCES, errno.EPERM)
    return Problem(str(what), 0, "", f"cannot be read: {reason(error)}.", _RIGHT_TO_READ if refused else _DISK)


def reason(error: OSError) -> str:
    """Why, as the system or the library says it."""
    return error.strerror or str(error).partition("\n")[0] or os.strerror(errno.EIO)


def write_cure(error: OSError) -> str:
    """What to do so that it can be written."""
    return _CURES.get(error.errno or 0, _DISK)

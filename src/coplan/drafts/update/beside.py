"""The plan's new text next to a final draft: under which name it goes, and whether it is written at all. Pure."""

from __future__ import annotations

from pathlib import PurePosixPath

from coplan.drafts.files.held import Held
from coplan.drafts.files.record import hash_of


def place_beside(held: Held, text: str) -> tuple[str, bool]:
    """The path of the new text, and True if it is to be written. No path if people have seen it and took it away.

    What people wrote into such a file is never written over: the next text goes under the next number.
    """
    last = held.record.beside if held.record else None
    if last is not None:
        there = held.besides.get(last.path)
        if last.text == hash_of(text):
            return (last.path if there is not None else ""), False
        if there is not None and hash_of(there) == last.hash:
            return last.path, True
    number = 1
    while (path := _name(held.path, number)) in held.besides:
        number += 1
    return path, True


def ours_beside(held: Held) -> str:
    """The path of new text that nobody edited, or nothing."""
    last = held.record.beside if held.record else None
    if last is not None and last.path in held.besides and hash_of(held.besides[last.path]) == last.hash:
        return last.path
    return ""


def _name(path: str, number: int) -> str:
    draft = PurePosixPath(path)
    return str(draft.with_name(f"{draft.stem}.new{f'-{number}' if number > 1 else ''}{draft.suffix}"))

"""What is found on disk of one draft, before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from coplan.drafts.files.record import Record
from coplan.errors import Problem


@dataclass(frozen=True)
class Held:
    """One draft as it lies in the plan's folder; `path` is where it lies, or where it would go.

    `content` is None if there is no file. `record` is what coplan remembers of it. `besides` are the files with new
    text next to it, by path. `blocked` says why the file cannot be written, `problem` why it cannot be read. `note` is
    what else is odd. `inherited`: it is the draft from before there was one for each row; its words go on in a file of
    their own.
    """

    path: str
    content: bytes | None = None
    record: Record | None = None
    besides: Mapping[str, bytes] = field(default_factory=dict)
    blocked: Problem | None = None
    problem: Problem | None = None
    note: str = ""
    inherited: bool = False

    @property
    def format(self) -> str:
        """What kind of file it is: docx or md."""
        return format_of(self.path)


def format_of(path: str) -> str:
    """The format of a file, from its name."""
    return PurePosixPath(path).suffix.lower().lstrip(".")

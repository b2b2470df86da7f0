"""The last states of drafts, on disk: `.coplan/backups/NAME/NUMBER.docx`, each with what coplan knew of it then.

They are for mistakes of yesterday, not an archive: a few for each draft, and a bound on all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath

from coplan.disk.file_names import name_fault
from coplan.disk.inside import Inside
from coplan.disk.plain_files import Refused
from coplan.drafts.files.held import format_of
from coplan.drafts.files.record import Record, is_draft_path, read_record

BACKUPS = ".coplan/backups"
EACH = 5  # of one draft
TOGETHER = 100_000_000  # bytes of all; the newest of each draft stays in any case


@dataclass(frozen=True)
class Backup:
    """One earlier state of a draft: where it lay, when it was replaced, its size in bytes, and its record as text."""

    document: str
    number: int
    path: str
    when: str
    size: int
    recorded: str

    @property
    def record(self) -> Record | None:
        """Its record, if that can be used."""
        return read_record(self.recorded)

    @property
    def file(self) -> str:
        """Where its content lies."""
        return f"{BACKUPS}/{self.document}/{self.number:04}.{format_of(self.path)}"


class Backups:
    """The earlier states of the drafts of one plan."""

    def __init__(self, folder: Path) -> None:
        self.inside = Inside(folder)

    def all(self) -> list[Backup]:
        """What is kept, by document, the newest first."""
        return [backup for name in self.inside.names(BACKUPS) if not name_fault(name) for backup in self.of(name)]

    def of(self, document: str) -> list[Backup]:
        """What is kept of one draft, the newest first. What is no backup of ours is passed over."""
        try:
            names = self.inside.names(f"{BACKUPS}/{document}")
        except Refused:
            return []
        found = (re.fullmatch(r"(\d{4,9})\.(docx|md)", name) for name in names)
        numbers = sorted({(int(match[1]), match[2]) for match in found if match}, reverse=True)
        return [backup for number, format in numbers if (backup := self._known(document, number, format))]

    def content(self, backup: Backup) -> bytes:
        """What the draft held. Raises Refused, and OSError where the disk does."""
        return self.inside.read(backup.file)

    def keep(self, document: str, path: str, content: bytes, record: Record | None, when: str) -> None:
        """Keep the state of a draft before it is replaced. Raises OSError: then it must not be replaced."""
        known = self._place_for(document)
        if known and known[0].size == len(content) and self.content(known[0]) == content:
            return
        number = known[0].number + 1 if known else 1
        data = {"path": path, "when": when, "record": record.text() if record is not None else ""}
        stem = f"{BACKUPS}/{document}/{number:04}"
        self.inside.write(f"{stem}.json", json.dumps(data, ensure_ascii=False).encode("utf-8"), durable=False)
        self.inside.write(f"{stem}.{format_of(path)}", content)
        with suppress(OSError):
            self._drop(self.of(document)[EACH:])
            if self._size() > TOGETHER:
                self._drop(_beyond(self.all()))

    def _size(self) -> int:
        """How many bytes all of them have together, and perhaps more."""
        size = 0
        for name in self.inside.names(BACKUPS):
            with suppress(Refused, NotADirectoryError):
                size += sum(status.st_size for _, status, _ in self.inside.entries(f"{BACKUPS}/{name}"))
        return size

    def _place_for(self, document: str) -> list[Backup]:
        """What is kept of a draft; what stands in the folder's way and is none is set aside."""
        for path in (BACKUPS, f"{BACKUPS}/{document}"):
            try:
                self.inside.names(path)
            except Refused:
                self.inside.set_aside(path)
        return self.of(document)

    def _known(self, document: str, number: int, format: str) -> Backup | None:
        stem = f"{BACKUPS}/{document}/{number:04}"
        try:
            status = self.inside.status(f"{stem}.{format}")
            data = json.loads(self.inside.read(f"{stem}.json"))
            path, when, record = (str(data[name]) for name in ("path", "when", "record"))
        except (OSError, Refused, ValueError, TypeError, KeyError, RecursionError):
            path, when, record = f"drafts/{document}.{format}", "", ""
        if status is None or not is_draft_path(path) or format_of(path) != format:
            return None
        return Backup(document, number, path, when, status.st_size, record)

    def _drop(self, backups: Iterable[Backup]) -> None:
        for backup in backups:
            self.inside.remove(backup.file)
            self.inside.remove(str(PurePosixPath(backup.file).with_suffix(".json")))


def _beyond(backups: list[Backup]) -> list[Backup]:
    """The oldest of those that may go, as many as are too much: of all drafts the fifth state before any fourth one.

    The backups come by document, the newest first. A clock that was wrong once does not keep a state, or cost one.
    """
    ages = {one.file: age for _, group in groupby(backups, lambda one: one.document) for age, one in enumerate(group)}
    older = sorted((one for one in backups if ages[one.file]), key=lambda one: (-ages[one.file], one.when))
    much = sum(backup.size for backup in backups) - TOGETHER
    gone = []
    for backup in older:
        if much > 0:
            gone.append(backup)
            much -= backup.size
    return gone

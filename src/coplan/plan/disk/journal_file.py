"""The journal as a file: its entries in, new lines appended, and what in it cannot be used."""

from __future__ import annotations

from pathlib import Path

from coplan.disk.inside import Inside
from coplan.disk.os_refusals import unread
from coplan.disk.plain_files import Refused
from coplan.errors import Problem
from coplan.plan.disk import journal
from coplan.plan.disk.locations import JOURNAL
from coplan.plan.entry import Entry


class JournalFile:
    """The journal of one plan's folder. `noted` has what in it could not be used, by file."""

    def __init__(self, folder: Path) -> None:
        self.path, self.inside = folder / JOURNAL, Inside(folder)
        self.noted: dict[str, Problem] = {}
        self._known: tuple[str, list[Entry]] = ("", [])  # the last text that was read, and what it says

    def entries(self) -> list[Entry]:
        """The journal as it stands, without what reconcile would add. What cannot be used is noted."""
        try:
            text = self.inside.read(JOURNAL).decode("utf-8", errors="replace")
        except FileNotFoundError:
            return []
        except Refused as error:
            self.noted[JOURNAL] = error.problems[0]
            return []
        except OSError as error:
            raise unread(self.path, error) from None
        if text != self._known[0]:
            lines = journal.parsed(text)
            self._known = text, [entry for _, entry in lines if entry is not None]
            for number in journal.odd_lines(lines)[:1]:
                self.noted[JOURNAL] = Problem(JOURNAL, number, "", "this line cannot be used; it is left as it is.")
        return list(self._known[1])

    def append(self, entries: list[Entry]) -> tuple[int, str]:
        """Append entries; return how long the journal was, -1 if there is nothing to write, and a warning."""
        if not entries:
            return -1, ""
        lines = "".join(entry.line() for entry in entries)
        warning = clear_way(self.inside, JOURNAL)
        try:
            return self.inside.append(JOURNAL, lines), warning
        except Refused as error:  # the same file as one elsewhere
            warning = f"{error} It is kept as {self.inside.set_aside(JOURNAL)}, and a new one begins."
            return self.inside.append(JOURNAL, lines), warning


def clear_way(inside: Inside, path: str) -> str:
    """Set aside what stands where a file of ours goes and cannot be one; say so."""
    try:
        inside.judge(path)
    except Refused as error:
        if inside.there(path):
            return f"{error} It is kept as {inside.set_aside(path)}, and a new file begins."
        raise
    return ""

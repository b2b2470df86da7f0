"""What coplan remembers of drafts, on disk: `.coplan/base/NAME.json`, one for each draft.

A draft and its record are two files. Before the draft is written, the new record goes to NAME.next.json; it becomes
the record when the draft stands. After a crash in between, the hash in it says whether the draft is the new one.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coplan.disk.file_names import name_fault
from coplan.disk.inside import Inside
from coplan.disk.plain_files import Refused
from coplan.drafts.files.record import Record, hash_of, read_record
from coplan.errors import Problem
from coplan.prose.markdown.read import read_markdown

NEXT = ".next.json"
BASE = ".coplan/base"


class BaseStore:
    """The records of one plan. What lies there and is no record is noted, and kept aside when one is written."""

    def __init__(self, folder: Path) -> None:
        self.inside = Inside(folder)
        self.noted: dict[str, Problem] = {}  # by document
        self._parsed: dict[str, tuple[str, Record | None]] = {}  # the last text of each file, and what it says

    def names(self) -> list[str]:
        """The documents of which there is a record, also one of an earlier version."""
        found = [name for name in self.inside.names(BASE) if name.endswith((".json", ".md")) and ".new." not in name]
        names = {name.removesuffix(NEXT).removesuffix(".json").removesuffix(".md") for name in found}
        return sorted(name for name in names if not name_fault(name))

    def load(self, document: str) -> Record | None:
        """The record of a draft. Raises OSError."""
        known = self._read(document, ".json") or self._of_before(document)
        coming = self._read(document, NEXT)
        return known if coming is None else self._after_crash(known, coming)

    def _read(self, document: str, suffix: str) -> Record | None:
        text = self._text(document, suffix)
        if text is None:
            return None
        name = f"{document}{suffix}"
        if name not in self._parsed or self._parsed[name][0] != text:
            self._parsed[name] = text, read_record(text)
        record = self._parsed[name][1]
        if record is None or record.document != document:
            self._note(document, suffix, "is no record that coplan can use; it is kept aside.")
            return None
        return record

    def _text(self, document: str, suffix: str) -> str | None:
        try:
            return self.inside.read(f"{BASE}/{document}{suffix}").decode("utf-8", errors="replace")
        except FileNotFoundError:
            return None
        except Refused as error:
            self._note(document, suffix, f"{error.problems[0].what.rstrip('.')}; it is kept aside.")
            return None

    def _note(self, document: str, suffix: str, what: str) -> None:
        self.noted[document] = Problem(f"{BASE}/{document}{suffix}", 0, "", what)

    def _of_before(self, document: str) -> Record | None:
        """The record that an earlier version kept: only the text, of a Markdown draft."""
        text = self._text(document, ".md")
        return None if text is None else Record(document, f"drafts/{document}.md", text)

    def _after_crash(self, known: Record | None, coming: Record) -> Record | None:
        """The record that belongs to the draft as it stands."""
        try:
            content = self.inside.read(coming.path)
        except (FileNotFoundError, Refused):
            content = None
        if content is not None and hash_of(content) == coming.hash:
            return coming
        if known is None:  # it was being created; if it is there, people edited it since
            return replace(coming, clean=False) if content is not None else None
        if content is None or hash_of(content) == known.hash or not coming.path.endswith(".md"):
            return known
        return max(known, replace(coming, clean=False), key=lambda record: _likeness(content, record.base))

    def announce(self, record: Record) -> None:
        """Put down the record of a draft that is about to be written. Raises OSError."""
        self._clear(record.document)
        self.inside.write(f"{BASE}/{record.document}{NEXT}", record.text().encode("utf-8"))

    def settle(self, record: Record) -> None:
        """Make this the record, and forget the announced one. Raises OSError."""
        self._clear(record.document)
        self.inside.write_if_changed(f"{BASE}/{record.document}.json", record.text().encode("utf-8"))
        for suffix in (NEXT, ".md"):
            self.inside.remove(f"{BASE}/{record.document}{suffix}")

    def _clear(self, document: str) -> None:
        """Keep aside what stands in a record's place and is none."""
        self.noted.pop(document, None)
        for suffix in (".json", NEXT):
            if self._read(document, suffix) is None and document in self.noted:
                self.inside.set_aside(self.noted.pop(document).file)
        self._of_before(document)
        if document in self.noted:
            self.inside.set_aside(self.noted.pop(document).file)


def _likeness(content: bytes, base: str) -> int:
    there = {block.texts for block in read_markdown(content.decode("utf-8", errors="replace"))}
    return sum(block.texts in there for block in read_markdown(base))

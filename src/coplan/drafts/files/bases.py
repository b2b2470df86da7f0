"""What coplan remembers of drafts, on disk: `.coplan/base/NAME.json`, one for each draft.

A draft and its record are two files. Before the draft is written, the new record goes to NAME.next.json; it becomes
the record when the draft stands. After a crash in between, the hash in it says whether the draft is the new one.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from coplan.drafts.files.record import Record, hash_of, read_record
from coplan.plan.disk.write import write_atomically, write_if_changed
from coplan.prose.markdown.read import read_markdown

NEXT = ".next.json"


class BaseStore:
    """The records of one plan."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.base = folder, folder / ".coplan" / "base"

    def names(self) -> list[str]:
        """The documents of which there is a record, also one of an earlier version."""
        names = {path.name.removesuffix(NEXT).removesuffix(".json").removesuffix(".md") for path in self._files()}
        return sorted(names)

    def _files(self) -> list[Path]:
        return [path for path in self.base.glob("*") if path.suffix in (".json", ".md") and ".new." not in path.name]

    def load(self, document: str) -> Record | None:
        """The record of a draft. Raises OSError."""
        known = self._read(document, ".json") or self._of_before(document)
        coming = self._read(document, NEXT)
        return known if coming is None else self._after_crash(known, coming)

    def _read(self, document: str, suffix: str) -> Record | None:
        try:
            return read_record((self.base / f"{document}{suffix}").read_text(encoding="utf-8", errors="replace"))
        except FileNotFoundError:
            return None

    def _of_before(self, document: str) -> Record | None:
        """The record that an earlier version kept: only the text, of a Markdown draft."""
        try:
            text = (self.base / f"{document}.md").read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return None
        return Record(document, f"drafts/{document}.md", text)

    def _after_crash(self, known: Record | None, coming: Record) -> Record | None:
        """The record that belongs to the draft as it stands."""
        draft = self.folder / coming.path
        content = draft.read_bytes() if draft.is_file() else None
        if content is not None and hash_of(content) == coming.hash:
            return coming
        if known is None:  # it was being created; if it is there, people edited it since
            return replace(coming, clean=False) if content is not None else None
        if content is None or hash_of(content) == known.hash or not coming.path.endswith(".md"):
            return known
        return max(known, replace(coming, clean=False), key=lambda record: _likeness(content, record.base))

    def announce(self, record: Record) -> None:
        """Put down the record of a draft that is about to be written. Raises OSError."""
        self.base.mkdir(parents=True, exist_ok=True)
        write_atomically(self.base / f"{record.document}{NEXT}", record.text().encode("utf-8"))

    def settle(self, record: Record) -> None:
        """Make this the record, and forget the announced one. Raises OSError."""
        write_if_changed(self.base / f"{record.document}.json", record.text().encode("utf-8"))
        for suffix in (NEXT, ".md"):
            with suppress(FileNotFoundError):
                (self.base / f"{record.document}{suffix}").unlink()


def _likeness(content: bytes, base: str) -> int:
    there = {block.texts for block in read_markdown(content.decode("utf-8", errors="replace"))}
    return sum(block.texts in there for block in read_markdown(base))

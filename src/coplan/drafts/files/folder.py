"""Finds drafts in a plan's folder and reads them: under their names, or under those that people gave them."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from coplan.content.document import Document
from coplan.disk.inside import Inside
from coplan.disk.os_refusals import unread_problem
from coplan.disk.plain_files import FIX, Refused, odd
from coplan.drafts.files.bases import BaseStore
from coplan.drafts.files.held import Held, format_of
from coplan.drafts.files.record import Record
from coplan.errors import BadInput, Problem
from coplan.prose.markdown.read import read_markdown
from coplan.word.file.largest import MAX_FILE

FORMATS = ("docx", "md")
OTHERS = (".odt", ".doc", ".rtf", ".docm", ".dotx", ".pages")  # in which office programs save, too
LIKE = 0.5  # of the blocks that coplan wrote, so many must stand in a file that is taken for the draft


class DraftsFolder:
    """The drafts of one plan as they lie on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store, self.inside = folder, BaseStore(folder), Inside(folder)

    def held(self, document: Document, wanted: str) -> Held:
        """What is there of one document. `wanted` is the format that the plan asks for; empty if it does not."""
        record: Record | None = None
        try:
            record = self._record(document)
            path = self._path(document, record, wanted)
            noted = [str(self.store.noted[name]) for name in document.names if name in self.store.noted]
            return replace(self._read(path, record), note=" ".join(noted))
        except BadInput as error:
            return Held(f"drafts/{document.id}.{wanted or 'docx'}", record=record, problem=error.problems[0])
        except OSError as error:
            path = record.path if record else f"drafts/{document.id}.{wanted or 'docx'}"
            return Held(path, record=record, problem=unread_problem(path, error))

    def _record(self, document: Document) -> Record | None:
        """The record of a draft, also one from before the document was renamed."""
        found = (record for name in document.names if (record := self.store.load(name)) is not None)
        record = next(found, None)
        return replace(record, document=document.id) if record is not None else None

    def _path(self, document: Document, record: Record | None, wanted: str) -> str:
        if record is not None:
            if self.inside.there(record.path):
                return record.path
            return self._renamed(document, record) or record.path
        formats = dict.fromkeys([wanted or "docx", *FORMATS])
        own = [f"drafts/{name}.{format}" for name in document.names for format in formats]
        there = [path for path in own if self.inside.there(path)]
        return there[0] if there else self._named_anew(document) or own[0]

    def _read(self, path: str, record: Record | None) -> Held:
        try:
            content = self.inside.read(path, MAX_FILE)
        except FileNotFoundError:
            return Held(path, None, record, problem=self._of_another_kind(path))
        except Refused as error:
            return Held(path, None, record, problem=error.problems[0])
        return Held(path, content, record, self._besides(path), self.blocked(path))

    def _of_another_kind(self, path: str) -> Problem | None:
        """What is wrong where people left the draft only in a format that coplan does not read."""
        draft = PurePosixPath(path)
        for suffix in OTHERS:
            other = str(draft.with_suffix(suffix))
            if self.inside.there(other):
                fix = f"Open it, save it as {draft.with_suffix('.docx').name} beside it, and run this again."
                return Problem(other, 0, "", f"is a {suffix} file; coplan reads drafts in .docx and .md.", fix)
        return None

    def _besides(self, path: str) -> dict[str, bytes]:
        """The files with new text next to a draft."""
        draft, found = PurePosixPath(path), {}
        for name in self.inside.names(str(draft.parent)):
            middle = name.removeprefix(draft.stem).removesuffix(draft.suffix)
            if middle.startswith(".new") and name.startswith(draft.stem) and name.endswith(draft.suffix):
                with suppress(Refused, FileNotFoundError):
                    found[str(draft.with_name(name))] = self.inside.read(str(draft.with_name(name)))
        return found

    def blocked(self, path: str) -> Problem | None:
        """Why a draft cannot be written: it is open somewhere, read-only, or no file."""
        draft = PurePosixPath(path)
        for lock in (f"~${draft.name}", f"~${draft.name[2:]}", f".~lock.{draft.name}#"):
            if draft.suffix == ".docx" and self.inside.there(str(draft.with_name(lock))):
                fix = f"Close it there, then run this again. If it is not open, delete {lock}."
                return Problem(path, 0, "", "is open in Word or LibreOffice; nothing was changed.", fix)
        status = self.inside.status(path)
        if what := odd(status) if status is not None else "":
            return Problem(path, 0, "", f"is {what}, not a file.", FIX)
        writable = status is None or status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
        if not writable or not os.access(self.folder / path, os.W_OK):
            return Problem(path, 0, "", "is read-only; nothing was changed.", "Make it writable, or mark it final.")
        return None

    # Drafts under other names

    @cached_property
    def _strangers(self) -> list[str]:
        """Files in the drafts' folder that no record claims."""
        claimed = {record.path for name in self.store.names() if (record := self.store.load(name)) is not None}
        names = [name for name in self.inside.files("drafts") if PurePosixPath(name).suffix.lower() in (".docx", ".md")]
        names = [name for name in names if not PurePosixPath(name).name.startswith("~$")]
        return [name for name in names if name not in claimed and ".new" not in PurePosixPath(name).stem]

    @cached_property
    def _marked(self) -> dict[str, list[str]]:
        """Word drafts that no record claims, by the document in their mark."""
        found: dict[str, list[str]] = {}
        for path in self._strangers:
            if format_of(path) == "docx" and (document := self._document_in(path)):
                found.setdefault(document, []).append(path)
        return found

    def _named_anew(self, document: Document) -> str:
        """The Word draft that people gave another name. Raises BadInput for two, since either may be the one."""
        found = [path for name in document.names for path in self._marked.get(name, [])]
        own = f"drafts/{document.id}.docx"
        if own in found:
            return own
        if len(found) > 1:
            what = f"this is the draft of `{document.id}`, and so is {', and so is '.join(found[1:])}."
            raise BadInput([Problem(found[0], 0, "", what, f"Name the one that counts {document.id}.docx.")])
        return found[0] if found else ""

    def _document_in(self, path: str) -> str:
        from coplan.word.file.mark import read_mark
        from coplan.word.file.package import STRANGE, open_package

        try:
            mark = read_mark(open_package(self.inside.read(path), path))
        except (BadInput, OSError, *STRANGE):
            return ""
        return mark.document if mark else ""

    def _renamed(self, document: Document, record: Record) -> str:
        """Where a draft lies that people gave another name."""
        if format_of(record.path) == "docx":
            return self._named_anew(document)
        scored = [(self._likeness(path, record.base), path) for path in self._strangers if format_of(path) == "md"]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] > LIKE else ""

    def _likeness(self, path: str, base: str) -> float:
        """How much of a text stands in a file."""
        try:
            text = self.inside.read(path).decode("utf-8", errors="replace")
        except (Refused, OSError):
            return 0.0
        there = {block.texts for block in read_markdown(text)}
        wanted = [block.texts in there for block in read_markdown(base)]
        return sum(wanted) / len(wanted) if wanted else 0.0

"""The plan on disk: finding it, reading it, and saving one change after another without losing a byte."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from coplan.content.answers.rows import Rows
from coplan.content.model import Pack
from coplan.errors import BadInput, CoplanError, Problem, SaveError, UsageError
from coplan.plan.disk import journal
from coplan.plan.disk.lock import plan_lock
from coplan.plan.disk.text import new_plan_text, rewrite_text, update_text
from coplan.plan.disk.write import append_line, remove_strays, write_atomically, write_if_changed
from coplan.plan.model import Plan
from coplan.plan.read.plan import Reading, read_plan
from coplan.plan.schema import plan_schema
from coplan.plan.suggestions import follow
from coplan.plan.view import Answers
from coplan.yaml.edit import YamlText
from coplan.yaml.nodes import Data, decode
from coplan.yaml.patches import EditRefused

NAME = "plan.yaml"


@dataclass(frozen=True)
class Clerk:
    """Who writes, and where the clock and new row ids come from: nothing below reads them by itself."""

    by: str
    now: Callable[[], str]
    new_id: Callable[[], str]


@dataclass(frozen=True)
class Saved:
    """What a save did besides the change: suggestions that followed, answers set aside or back, a backup made."""

    plan: Plan
    followed: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    backup: str = ""
    warning: str = ""


def find_plan_folder(start: Path, given: Path | None = None, ceiling: Path | None = None) -> Path:
    """The folder of the plan: the given one, or the nearest at or above `start` that holds plan.yaml.

    Raises UsageError if there is none.
    """
    if given is not None:
        folder = given.parent if given.name == NAME else given
        if (folder / NAME).is_file():
            return folder
        raise UsageError(f"There is no plan in {given}. `coplan init {given}` starts one.")
    found = nearest_plan_folder(start, ceiling)
    if found is None:
        raise UsageError("There is no plan here, nor in a folder above. `coplan init FOLDER` starts one.")
    return found


def nearest_plan_folder(start: Path, ceiling: Path | None = None) -> Path | None:
    """The nearest folder at or above `start`, and not above `ceiling`, that holds plan.yaml."""
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder
        if folder == ceiling:
            break
    return None


class PlanFolder:
    """One plan's folder. Every save reads the file again first, so that an edit by hand is never overwritten."""

    def __init__(self, folder: Path, pack: Pack, clerk: Clerk) -> None:
        self.folder, self.pack, self.clerk = folder, pack, clerk
        self.path, self.hidden = folder / NAME, folder / ".coplan"
        self._known: tuple[str, Reading] | None = None  # the last text that was read, and what it says
        self._yaml: YamlText | None = None  # the last text that was written

    @property
    def journal_path(self) -> Path:
        return self.hidden / "journal.jsonl"

    def create(self) -> None:
        """Make the folder and an empty plan, if there is none. Raises SaveError."""
        try:
            self.hidden.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                write_atomically(self.path, new_plan_text().encode())
        except OSError as error:
            raise SaveError(f"{self.folder} cannot be written: {error.strerror}.") from None

    def write_schema(self) -> None:
        """Keep the JSON Schema that the first line of plan.yaml names. Raises SaveError."""
        schema = json.dumps(plan_schema(self.pack), ensure_ascii=False, indent=1) + "\n"
        try:
            write_if_changed(self.hidden / "plan.schema.json", schema.encode("utf-8"))
        except OSError as error:
            raise SaveError(f"{self.hidden} cannot be written: {error.strerror}.") from None

    def lock(self, doing: str, wait: float = 0) -> AbstractContextManager[None]:
        """Hold the plan while writing; see plan_lock."""
        try:
            self.hidden.mkdir(exist_ok=True)
        except OSError as error:
            raise SaveError(f"{self.folder} cannot be written: {error.strerror}.") from None
        return plan_lock(self.hidden, by=self.clerk.by, when=self.clerk.now(), doing=doing, wait=wait)

    def text(self) -> str:
        """The plan's text; raises BadInput if it cannot be read."""
        return read_text(self.path)

    def read(self) -> Reading:
        """The plan and notes on unknown keys. Raises BadInput with every problem."""
        return self._understand(self.text())

    def _understand(self, text: str) -> Reading:
        if self._known is None or self._known[0] != text:
            self._known = (text, read_plan(text, self.pack, str(self.path), self._last))
        return self._known[1]

    def _last(self) -> dict[str, Data | None]:
        """What was last answered, by today's names of the questions."""
        return {self.pack.renamed.get(entry.question, entry.question): entry.new for entry in self.entries()}

    def entries(self) -> list[journal.Entry]:
        """The journal as it stands, without what reconcile would add."""
        try:
            return journal.parse(self.journal_path.read_text(encoding="utf-8", errors="replace"))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise BadInput([Problem(str(self.journal_path), 0, "", f"cannot be read: {error.strerror}.")]) from None

    def reconcile(self, by: str = "edited in the file") -> None:
        """Bring the journal up to the file: edits by hand, and the line that a crash cut off."""
        remove_strays(self.path)
        plan = self.read().plan
        found = journal.missing_lines(self.entries(), plan, when=self.clerk.now(), by=by)
        if found:
            self._journal(found)

    def save(self, change: Callable[[Plan], Plan], how: str = "answered") -> Saved:
        """Apply a change to the plan as it stands on disk now, and write it.

        Raises SaveError if the disk refuses (the old file is whole), BadInput if the file was edited into
        something that cannot be read.
        """
        text = self.text()
        reading = self._understand(text)
        before = reading.plan
        after, followed = self._settle(before, change(before))
        try:
            yaml = self._yaml if self._yaml is not None and self._yaml.text == text else YamlText.read(text)
            new, backup = update_text(yaml, self.pack, before, after), ""
        except EditRefused:
            new, backup = self._write_anew(yaml, before, after)
        warning = ""
        if new.text != text:
            self._write(new.text, before, after)
            self._yaml, self._known = new, (new.text, Reading(after, reading.notes))
        entries = journal.changes(before, after, when=self.clerk.now(), by=self.clerk.by, how=how)
        if entries:
            warning = self._journal(entries)
        aside = tuple(key for key in after.set_aside if key not in before.set_aside)
        back = tuple(key for key in before.set_aside if key in after.answers and key not in after.set_aside)
        return Saved(after, followed, aside, back, backup, warning)

    def _settle(self, before: Plan, plan: Plan) -> tuple[Plan, tuple[str, ...]]:
        """Give new rows their ids, let taken-over suggestions follow, and mark what is set aside."""
        for key, value in plan.answers.items():
            if isinstance(value, Rows) and value is not before.answers.get(key):
                plan = _with_same_marks(plan, key, self._with_ids(value))
        plan, followed = follow(plan, self.pack)
        aside = Answers(self.pack, plan).set_aside()
        settled = replace(plan, set_aside=aside, renamed={})
        return settled, followed

    def _with_ids(self, rows: Rows) -> Rows:
        used = {row["id"] for row in rows}
        made = []
        for row in rows:
            row_id = row["id"]
            while not row_id or (not row["id"] and row_id in used):
                row_id = self.clerk.new_id()
            used.add(row_id)
            made.append(row if row["id"] else row.with_id(row_id))
        return Rows(made, rows.labels, rows.required)

    def _write(self, new: str, before: Plan, after: Plan) -> None:
        try:
            bom = self.path.read_bytes().startswith(b"\xef\xbb\xbf")
            write_atomically(self.path, (b"\xef\xbb\xbf" if bom else b"") + new.encode("utf-8"))
        except OSError as error:
            raise self._not_saved(error, before, after) from None

    def _not_saved(self, error: OSError, before: Plan, after: Plan) -> SaveError:
        changed = journal.changes(before, after, when="", by="")
        lines = [f"  {entry.question}: {entry.new if entry.new is not None else '(removed)'}" for entry in changed]
        return SaveError(
            f"Not saved: {error.strerror}. {self.path} is as it was. Keep a note of what you just "
            "answered, or free the disk and answer again:\n" + "\n".join(lines)
        )

    def _write_anew(self, yaml: YamlText, before: Plan, after: Plan) -> tuple[YamlText, str]:
        stamp = self.clerk.now().replace(":", "").replace("-", "")[:15]
        backup = self.folder / f"plan.before-{stamp}.yaml"
        number = 1
        while backup.exists():
            number += 1
            backup = self.folder / f"plan.before-{stamp}-{number}.yaml"
        try:
            new = rewrite_text(yaml, self.pack, before, after)
            write_atomically(backup, self.path.read_bytes())
        except EditRefused:
            raise CoplanError(
                f"{self.path} cannot be changed in place. Simplify its layout around this answer."
            ) from None
        except OSError as error:
            raise self._not_saved(error, before, after) from None
        return new, backup.name

    def _journal(self, entries: list[journal.Entry]) -> str:
        """Append entries; a disk that refuses is told, and the next start writes them (see reconcile)."""
        try:
            self.hidden.mkdir(exist_ok=True)
            append_line(self.journal_path, "".join(entry.line() for entry in entries))
        except OSError as error:
            return f"The answer is saved, but the journal is not: {error.strerror}."
        return ""


def _with_same_marks(plan: Plan, key: str, value: object) -> Plan:
    return plan.with_answer(key, value, suggested=key in plan.suggested)


def read_text(path: Path) -> str:
    """The text of a YAML file that people edit. Raises BadInput with a clear message."""
    try:
        if path.stat().st_size > 6_000_000:  # before reading it: decode() has the exact limit
            return decode(b" " * 6_000_000, str(path))
        text = decode(path.read_bytes(), str(path))
        if not text.strip():  # a plan never is: a full disk or a failed copy leaves such a file
            fix = "Take it from a backup; the journal in .coplan has every answer. To begin anew, delete the file."
            raise BadInput([Problem(str(path), 0, "", "this file is empty.", fix)])
        return text
    except FileNotFoundError:
        raise BadInput([Problem(str(path), 0, "", "there is no such file.")]) from None
    except IsADirectoryError:
        raise BadInput([Problem(str(path), 0, "", "this is a folder, not a file.")]) from None
    except OSError as error:
        raise BadInput([Problem(str(path), 0, "", f"cannot be read: {error.strerror or os.strerror(5)}.")]) from None

"""The plan on disk: read as it stands, and one change after another saved without losing a byte."""

from __future__ import annotations

import stat
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coplan.content.model import Pack
from coplan.disk.inside import Changed, Inside
from coplan.disk.os_refusals import reason, unwritten, write_cure
from coplan.disk.plain_files import Refused
from coplan.errors import BadInput, CoplanError, Problem, SaveError
from coplan.letters import unseen_in, unseen_words
from coplan.plan.disk import journal
from coplan.plan.disk.file_text import new_plan_text, plan_text, text_by
from coplan.plan.disk.journal_file import JournalFile, clear_way
from coplan.plan.disk.locations import HIDDEN, JOURNAL, NAME, SCHEMA
from coplan.plan.disk.lock import plan_lock
from coplan.plan.disk.schema_text import schema_text
from coplan.plan.entry import Entry
from coplan.plan.model import Plan
from coplan.plan.read.plan import ReadPlan, read_plan
from coplan.plan.view import Answers
from coplan.yaml.nodes import MAX_BYTES, Data, texts_of

if TYPE_CHECKING:
    from coplan.yaml.edit import YamlText

TRIES = 5  # to save, while another program writes the same file


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


@dataclass(frozen=True)
class _Change:
    """What is to be done to a plan, the plan that people saw when they decided it, and how the journal calls it."""

    make: Callable[[Plan], Plan]
    seen: Plan
    how: str


class PlanFolder:
    """One plan's folder. Every save reads the file again first, so that an edit by hand is never overwritten."""

    def __init__(self, folder: Path, pack: Pack, clerk: Clerk) -> None:
        self.folder, self.pack, self.clerk = folder, pack, clerk
        self.inside = Inside(folder)
        self.path, self.hidden = folder / NAME, folder / HIDDEN
        self.journal = JournalFile(folder)
        self._known: tuple[str, ReadPlan] | None = None  # the last text that was read, and what it says
        self._yaml: YamlText | None = None  # the last text that was written
        self._last = Answers(pack, Plan())  # the last plan that was looked at

    @property
    def there(self) -> bool:
        """False if the plan's file is gone: its folder was moved away, or its disk taken out."""
        return self.inside.there(NAME)

    def create(self) -> None:
        """Make the folder and an empty plan, if there is none. Raises SaveError."""
        try:
            self.inside.make()
            self.inside.ensure(HIDDEN)
            if not self.inside.there(NAME):
                self.inside.write(NAME, new_plan_text().encode())
        except OSError as error:
            raise unwritten(self.folder, error) from None

    def write_schema(self) -> None:
        """Keep the JSON Schema that the first line of plan.yaml names. Raises SaveError."""
        try:
            clear_way(self.inside, SCHEMA)
            self.inside.write_if_changed(SCHEMA, schema_text(self.pack))
        except OSError as error:
            raise unwritten(self.hidden, error) from None

    def lock(self, doing: str, wait: float = 0) -> AbstractContextManager[None]:
        """Hold the plan while writing; see plan_lock."""
        try:
            self.inside.ensure(HIDDEN)
        except OSError as error:
            raise unwritten(self.folder, error) from None
        return plan_lock(self.hidden, by=self.clerk.by, when=self.clerk.now(), doing=doing, wait=wait)

    def text(self) -> str:
        """The plan's text; raises BadInput if it cannot be read."""
        return text_by(lambda: self.inside.read(NAME), self.path)

    def read(self) -> ReadPlan:
        """The plan and notes on unknown keys. Raises BadInput with every problem."""
        return self._understand(self.text())

    @property
    def today(self) -> date:
        """The day that the clerk's clock shows."""
        return date.fromisoformat(self.clerk.now()[:10])

    def answers(self, plan: Plan | None = None) -> Answers:
        """The plan that stands there, or this one, as conditions and templates see it today. Raises BadInput."""
        plan = self.read().plan if plan is None else plan
        if self._last.plan is not plan or self._last.today != self.today:
            answers = Answers(self.pack, plan, self.today)
            answers.take_conditions(self._last)
            self._last = answers
        return self._last

    def with_history(self, answers: Answers) -> Answers:
        """These answers with the decisions of the journal, for documents that tell them."""
        found = Answers(answers.pack, answers.plan, answers.today, self.entries())
        found.take_conditions(answers)
        return found

    def _understand(self, text: str) -> ReadPlan:
        if self._known is None or self._known[0] != text:
            self._known = (text, read_plan(text, self.pack, str(self.path), self._last_answered))
        return self._known[1]

    def _last_answered(self) -> dict[str, Data | None]:
        """What was last answered, by today's names of the questions."""
        return {self.pack.renamed.get(entry.question, entry.question): entry.new for entry in self.entries()}

    def copies(self) -> list[str]:
        """Files beside the plan that a sync program may have made of it, because two computers wrote it."""
        names = [name for name in self.inside.names(".") if name.startswith("plan") and name.endswith(".yaml")]
        return [name for name in names if name != NAME and not name.startswith("plan.before-")]

    @property
    def noted(self) -> dict[str, Problem]:
        """What in .coplan could not be used, by file."""
        return self.journal.noted

    def entries(self) -> list[Entry]:
        """The journal as it stands, without what reconcile would add. What cannot be used is noted."""
        return self.journal.entries()

    def reconcile(self, by: str = "edited in the file") -> None:
        """Bring the journal up to the file: edits by hand, and the line that a crash cut off."""
        self.inside.sweep(NAME)
        plan = self.read().plan
        found = journal.missing_lines(self.entries(), plan, when=self.clerk.now(), by=by)
        try:
            self.journal.append(found)
            if found and JOURNAL in self.noted:
                what = f"{self.noted[JOURNAL].what} {len(found)} answers of the plan were not in it; now they are."
                self.noted[JOURNAL] = replace(self.noted[JOURNAL], what=what)
        except OSError as error:  # nothing is lost: the plan has the answers, and the next run tries again
            what = f"cannot be written: {reason(error)}; what was changed by hand is not in it yet."
            self.noted[JOURNAL] = Problem(JOURNAL, 0, "", what, write_cure(error))

    def save(self, change: Callable[[Plan], Plan], how: str = "answered", seen: Plan | None = None) -> Saved:
        """Apply a change to the plan as it stands on disk now, and write it.

        `seen` is the plan that people saw when they decided, if that was a while ago: what others wrote since is
        brought together with it. Raises SaveError if the disk refuses (the old file is whole), BadInput if the file
        was edited into something that cannot be read.
        """
        for _ in range(TRIES):
            raw = self._raw()
            text = plan_text(raw, self.path)
            reading = self._understand(text)
            seen = seen or reading.plan
            try:
                return self._save(raw, text, reading, _Change(change, seen, how))
            except Changed:  # an editor or a sync program was quicker: once more, with what it wrote
                continue
        raise SaveError(f"Not saved: another program keeps writing {self.path}. Close it there, and answer again.")

    def _raw(self) -> bytes:
        """The plan's bytes; raises BadInput if it cannot be read."""
        try:
            return self.inside.read(NAME)
        except (Refused, OSError):
            self.text()  # says in words what is wrong
            raise

    def _save(self, raw: bytes, text: str, reading: ReadPlan, change: _Change) -> Saved:
        """Apply a change to the plan that was read as these bytes, this text. Raises Changed if others wrote since."""
        # What only a save needs: no room waits for it before its first question.
        from coplan.plan.disk.settling import settled
        from coplan.plan.disk.text import update_text
        from coplan.plan.two_hands import bring_together
        from coplan.yaml.edit import YamlText
        from coplan.yaml.patches import EditRefused

        before = reading.plan
        both = bring_together(change.seen, before, change.make(before), self.pack, self.clerk.by)
        view, followed = settled(self.answers(before), both.plan, self.clerk.new_id)
        after = view.plan
        try:
            yaml = self._yaml if self._yaml is not None and self._yaml.text == text else YamlText.read(text)
            new, backup = update_text(yaml, self.pack, before, after), ""
        except EditRefused:
            new, backup = self._write_anew(yaml, before, after)
        entries = journal.changes(before, after, when=self.clerk.now(), by=self.clerk.by, how=change.how)
        warning = self._write(raw, new.text if new.text != text else "", entries, before, after)
        warning = " ".join(filter(None, (warning, both.said)))
        if new.text != text:
            self._yaml, self._known, self._last = new, (new.text, ReadPlan(after, reading.notes)), view
        aside = tuple(key for key in after.set_aside if key not in before.set_aside)
        back = tuple(key for key in before.set_aside if key in after.answers and key not in after.set_aside)
        return Saved(after, followed, aside, back, backup, warning)

    def _write(self, raw: bytes, new: str, entries: list[Entry], before: Plan, after: Plan) -> str:
        """Write the journal and then the plan: both, or neither. Return a warning."""
        self._refuse_to_write(new, after)
        try:
            if new and self.inside.read(NAME) != raw:
                raise Changed
            length, warning = self.journal.append(entries)
            try:
                if new:
                    bom = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
                    self.inside.write(NAME, bom + new.encode("utf-8"), instead_of=raw)
            except BaseException:
                with suppress(OSError, BadInput):
                    if length >= 0:
                        self.inside.cut(JOURNAL, length)
                raise
        except OSError as error:
            raise self._not_saved(error, before, after) from None
        return warning

    def _refuse_to_write(self, new: str, after: Plan) -> None:
        """Raise SaveError for a plan that is read-only, or that could not be read again."""
        status = self.inside.status(NAME)
        if new and status is not None and not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise SaveError(f"Not saved: {self.path} is read-only. Make it writable, and answer again.")
        if len(new.encode("utf-8")) > MAX_BYTES:
            raise SaveError(f"Not saved: with this answer {self.path} would be larger than coplan reads. Shorten it.")
        words = "".join(text for item in after.open.values() for text in texts_of(item.data()))
        if found := unseen_in(words):
            raise SaveError(f"Not saved: in the words of an open item {unseen_words(found[0])} Give them without it.")

    def _not_saved(self, error: OSError, before: Plan, after: Plan) -> SaveError:
        changed = journal.changes(before, after, when="", by="")
        lines = [f"  {entry.question}: {entry.new if entry.new is not None else '(removed)'}" for entry in changed]
        return SaveError(
            f"Not saved: {reason(error)}. {self.path} is as it was. {write_cure(error)} "
            "Keep a note of what you just answered:\n" + "\n".join(lines)
        )

    def _write_anew(self, yaml: YamlText, before: Plan, after: Plan) -> tuple[YamlText, str]:
        from coplan.plan.disk.text import rewrite_text
        from coplan.yaml.patches import EditRefused

        stamp = self.clerk.now().replace(":", "").replace("-", "")[:15]
        backup = self.folder / f"plan.before-{stamp}.yaml"
        number = 1
        while backup.exists():
            number += 1
            backup = self.folder / f"plan.before-{stamp}-{number}.yaml"
        try:
            new = rewrite_text(yaml, self.pack, before, after)
            self.inside.write(backup.name, self.inside.read(NAME))
        except EditRefused:
            raise CoplanError(
                f"{self.path} cannot be changed in place. Simplify its layout around this answer."
            ) from None
        except OSError as error:
            raise self._not_saved(error, before, after) from None
        return new, backup.name

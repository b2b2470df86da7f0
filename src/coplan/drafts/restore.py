"""Puts an earlier state of a draft back in its place; what stands there becomes an earlier state itself."""

from __future__ import annotations

from coplan.disk.inside import Changed
from coplan.disk.os_refusals import unwritten
from coplan.drafts.files.backups import Backup, Backups
from coplan.drafts.files.folder import DraftsFolder
from coplan.drafts.files.record import Record
from coplan.errors import BadInput, CoplanError, SaveError, UsageError
from coplan.plan.disk.store import PlanFolder


def chosen_backup(place: PlanFolder, name: str, number: int = 0) -> Backup:
    """The newest earlier state of a draft, or the one with this number. Raises UsageError."""
    document = name.removeprefix("drafts/").removesuffix(".md").removesuffix(".docx")
    found = [one for one in Backups(place.folder).all() if one.document == document]
    if not found:
        raise UsageError(f"No earlier state of `{document}` is kept. `coplan restore` lists what is.")
    of_number = [one for one in found if number in (0, one.number)]
    if not of_number:
        numbers = ", ".join(str(one.number) for one in found)
        raise UsageError(f"`{document}` has no state {number}. Those that are kept: {numbers}.")
    return of_number[0]


def restore(place: PlanFolder, backup: Backup) -> str:
    """Put a state back, and return the path of the draft. Whoever calls holds the plan's lock.

    Raises CoplanError for a final draft, BadInput for one that is open or read-only, SaveError if the disk refuses.
    """
    folder = DraftsFolder(place.folder)
    try:
        return _restore(folder, backup, place.clerk.now())
    except Changed:
        raise SaveError(f"{backup.path} was changed by another program just now; nothing was restored.") from None
    except OSError as error:
        raise unwritten(backup.path, error, "It is as it was.") from None


def _restore(folder: DraftsFolder, backup: Backup, now: str) -> str:
    record = folder.store.load(backup.document)
    path = record.path if record is not None else backup.path
    _refuse(folder, path, record)
    content = Backups(folder.folder).content(backup)
    there = _content(folder, path)
    if there is not None:
        Backups(folder.folder).keep(backup.document, path, there, record, now)
    if backup.path != path and (other := _content(folder, backup.path)) is not None:
        Backups(folder.folder).keep(backup.document, backup.path, other, None, now)
    if backup.record is not None:
        folder.store.announce(backup.record)
    folder.inside.write(backup.path, content, instead_of=there if backup.path == path else None)
    if backup.record is not None:
        folder.store.settle(backup.record)
    if backup.path != path:
        folder.inside.remove(path)
    return backup.path


def _content(folder: DraftsFolder, path: str) -> bytes | None:
    try:
        return folder.inside.read(path)
    except FileNotFoundError:
        return None


def _refuse(folder: DraftsFolder, path: str, record: Record | None) -> None:
    """Raise what stands in the way of touching a draft."""
    if record is not None and record.final is not None:
        raise CoplanError(
            f"{path} is marked final. `coplan final {record.document} --undo` takes the mark back; then restore."
        )
    problem = folder.blocked(path) if folder.inside.there(path) else None
    if problem is not None:
        raise BadInput([problem])

"""Puts drafts on disk so that a crash between any two writes leaves the old draft or the new one, with its record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coplan.disk.inside import Changed, Inside
from coplan.disk.os_refusals import unwritten
from coplan.disk.plain_files import Refused
from coplan.drafts.files.backups import Backups
from coplan.drafts.files.bases import BaseStore
from coplan.drafts.update.outcome import Draft
from coplan.drafts.update.update import Outcome
from coplan.errors import Problem


def carry_out(folder: Path, outcome: Outcome, found: bytes | None = None, when: str = "") -> Draft:
    """Write what was worked out for one draft, which held `found`; what stands there is kept as it was until `when`.

    Raises SaveError if the disk refuses.
    """
    path = outcome.path or outcome.draft.path
    try:
        _carry_out(folder, outcome, found, when)
    except Changed:
        what = "was changed by another program just now; nothing was written."
        problem = Problem(path, 0, "", what, "Run this again.")
        return replace(outcome.draft, state="problem", problem=problem)
    except PermissionError:
        what, fix = "cannot be written; nothing was changed.", "Close it in Word, or make it writable, and try again."
        return replace(outcome.draft, state="problem", problem=Problem(path, 0, "", what, fix))
    except Refused as error:
        return replace(outcome.draft, state="problem", problem=error.problems[0])
    except OSError as error:
        raise unwritten(error.filename or path, error, "Drafts on disk are whole.") from None
    return outcome.draft


def _carry_out(folder: Path, outcome: Outcome, found: bytes | None, when: str) -> None:
    store, inside = BaseStore(folder), Inside(folder)
    if outcome.beside is not None:
        path, content = outcome.beside
        inside.write(path, content)
    if outcome.record is None:
        return
    if outcome.content is not None:
        for gone in (outcome.path, *outcome.remove):
            _keep(folder, outcome.record.document, gone, when)
        store.announce(outcome.record)
        inside.sweep(outcome.path)
        inside.write(outcome.path, outcome.content, instead_of=found)
    store.settle(outcome.record)
    for path in outcome.remove:
        inside.remove(path)


def _keep(folder: Path, document: str, path: str, when: str) -> None:
    """Keep what a draft holds before it is replaced."""
    try:
        content = Inside(folder).read(path)
    except FileNotFoundError:
        return
    Backups(folder).keep(document, path, content, BaseStore(folder).load(document), when)

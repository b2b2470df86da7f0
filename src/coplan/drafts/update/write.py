"""Puts drafts on disk so that a crash between any two writes leaves the old draft or the new one, with its record."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from coplan.drafts.files.bases import BaseStore
from coplan.drafts.update.outcome import Draft
from coplan.drafts.update.update import Outcome
from coplan.errors import Problem, SaveError
from coplan.plan.disk.write import remove_strays, write_atomically


def carry_out(folder: Path, outcome: Outcome) -> Draft:
    """Write what was worked out for one draft. Raises SaveError if the disk refuses."""
    try:
        _carry_out(folder, outcome)
    except PermissionError:
        path = outcome.path or outcome.draft.path
        what, fix = "cannot be written; nothing was changed.", "Close it in Word, or make it writable, and try again."
        return replace(outcome.draft, state="problem", problem=Problem(path, 0, "", what, fix))
    except OSError as error:
        raise SaveError(f"Drafts not written: {error.strerror}: {error.filename}. Drafts on disk are whole.") from None
    return outcome.draft


def _carry_out(folder: Path, outcome: Outcome) -> None:
    store = BaseStore(folder)
    if outcome.beside is not None:
        path, content = outcome.beside
        write_atomically(folder / path, content)
    if outcome.record is None:
        return
    if outcome.content is not None:
        store.announce(outcome.record)
        draft = folder / outcome.path
        draft.parent.mkdir(parents=True, exist_ok=True)
        remove_strays(draft)
        write_atomically(draft, outcome.content)
    store.settle(outcome.record)
    for path in outcome.remove:
        with suppress(FileNotFoundError):
            (folder / path).unlink()

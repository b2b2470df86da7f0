"""Puts drafts on disk: new ones, updates of those that nobody edited, and new text beside those that were.

For each draft the base is kept: the text that coplan last wrote there. A draft that differs from its base was
edited by people and is never written to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coplan.drafts.render import Rendered
from coplan.errors import BadInput, Problem, SaveError
from coplan.plan.write_file import write_atomically


@dataclass(frozen=True)
class Draft:
    """One draft after writing. `beside` is the file with new text, next to a draft that people edited."""

    document: str
    title: str
    path: str
    state: str  # created, updated, unchanged, edited
    holes: int
    beside: str = ""


def write_drafts(folder: Path, rendered: Iterable[Rendered], *, dry_run: bool = False) -> list[Draft]:
    """Bring the drafts in a plan's folder to these texts. Raises SaveError if the disk refuses."""
    try:
        return [_write(folder, item, dry_run) for item in rendered]
    except OSError as error:
        raise SaveError(f"Drafts not written: {error.strerror}: {error.filename}. Drafts on disk are whole.") from None


def draft_states(folder: Path, rendered: Iterable[Rendered]) -> list[Draft]:
    """What `write_drafts` would find, without writing; `missing` where there is no draft yet.

    Raises BadInput for a draft that cannot be read.
    """
    try:
        found = [(item, _write(folder, item, True)) for item in rendered]
    except OSError as error:
        raise BadInput([Problem(str(error.filename), 0, "", f"cannot be read: {error.strerror}.")]) from None
    return [draft if draft.state != "created" else _draft(item, "missing") for item, draft in found]


def leftover_drafts(folder: Path, called_for: Iterable[str]) -> list[str]:
    """Drafts that coplan wrote and that the plan no longer calls for. They are left where they are."""
    base = folder / ".coplan" / "base"
    known = set(called_for)
    names = sorted(path.stem for path in base.glob("*.md") if not path.stem.endswith(".new"))
    return [f"drafts/{name}.md" for name in names if name not in known and (folder / "drafts" / f"{name}.md").exists()]


def _write(folder: Path, item: Rendered, dry_run: bool) -> Draft:
    name = item.document.id
    draft, base = folder / "drafts" / f"{name}.md", folder / ".coplan" / "base" / f"{name}.md"
    people, written = _read(draft), _read(base)
    if people is None:
        _put(draft, base, item.text, "\n", dry_run)
        return _draft(item, "created")
    if people.text == item.text:
        if written is None or written.text != item.text:  # a crash came between draft and base
            _save(base, item.text, "\n", dry_run)
        _remove_beside(folder, name, dry_run)
        return _draft(item, "unchanged")
    if written is not None and people.text == written.text:
        _put(draft, base, item.text, people.newline, dry_run)
        return _draft(item, "updated")
    beside = ""
    if written is None or written.text != item.text:
        beside = _put_beside(folder, name, item.text, people.newline, dry_run)
    else:  # the plan went back to what people edited
        _remove_beside(folder, name, dry_run)
    return _draft(item, "edited", beside)


def _draft(item: Rendered, state: str, beside: str = "") -> Draft:
    name = item.document.id
    return Draft(name, item.document.title, f"drafts/{name}.md", state, len(item.holes), beside)


@dataclass(frozen=True)
class _File:
    text: str
    newline: str


def _read(path: Path) -> _File | None:
    """A file's text with plain line breaks, and its own newline style; None if there is none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    text = raw.decode("utf-8-sig", errors="surrogateescape")
    return _File(text.replace("\r\n", "\n"), "\r\n" if "\r\n" in text else "\n")


def _save(path: Path, text: str, newline: str, dry_run: bool) -> None:
    if not dry_run:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.replace("\n", newline).encode("utf-8"))


def _put(draft: Path, base: Path, text: str, newline: str, dry_run: bool) -> None:
    # The draft first: a crash in between leaves a draft equal to its text, which the next run recognises.
    _save(draft, text, newline, dry_run)
    _save(base, text, "\n", dry_run)


def _put_beside(folder: Path, name: str, text: str, newline: str, dry_run: bool) -> str:
    """Write new text next to an edited draft, never over something that people wrote there too."""
    base = folder / ".coplan" / "base" / f"{name}.new.md"
    written = _read(base)
    number = 1
    while True:
        beside = folder / "drafts" / (f"{name}.new.md" if number == 1 else f"{name}.new-{number}.md")
        held = _read(beside)
        if held is None or held.text == text or (number == 1 and written and held.text == written.text):
            break
        number += 1
    if held is None and number == 1 and written and written.text == text:
        return ""  # people have seen this text and taken the file away
    if held is None or held.text != text:
        _save(beside, text, newline, dry_run)
        if number == 1:
            _save(base, text, "\n", dry_run)
    return f"drafts/{beside.name}"


def _remove_beside(folder: Path, name: str, dry_run: bool) -> None:
    """Take away new text that people have taken over, unless they edited it."""
    beside, base = folder / "drafts" / f"{name}.new.md", folder / ".coplan" / "base" / f"{name}.new.md"
    held, written = _read(beside), _read(base)
    if held and written and held.text == written.text and not dry_run:
        beside.unlink(missing_ok=True)
        base.unlink(missing_ok=True)

"""Drafts in words: one line for each, what changes in it and why, and the same for scripts."""

from __future__ import annotations

from coplan.drafts.readiness import needs_words
from coplan.drafts.service import Drafting
from coplan.drafts.update.changes import DraftChange, named
from coplan.drafts.update.outcome import Draft
from coplan.plan.view import Answers

WORDS = {
    "created": "written",
    "updated": "updated to today's plan",
    "unchanged": "nothing to change",
    "edited": "edited by people, and the plan has nothing new: left as it is",
    "merged": "edited by people: the plan's changes are in it",
    "adopted": "written by people before: the plan's text is in it",
    "deleted": "deleted by people: it stays so (--restore writes it anew)",
    "final": "final: left as it is",
    "unresolved": "left as it is, for conflicts wait in it",
    "problem": "left as it is, for it cannot be used",
}
NO_ANSWER = "No answer changed; coplan's own text did:"
PENDING = WORDS | {
    "created": "not written yet",
    "updated": "behind today's plan",
    "edited": "edited by people",
    "merged": "edited by people, and behind today's plan",
    "adopted": "written by people; the plan's text will come into it",
    "final": "final",
    "missing": "not written yet",
}


def lines(draft: Draft, *, pending: bool = False) -> list[str]:
    """A draft in words: one line, and below it what wants to be read; `pending` if nothing was written."""
    found = [line(draft, pending=pending)]
    if draft.where:
        found.append(f"  Conflicts wait at: {named(draft.where)}. Keep one text of the two at each.")
    if draft.merged:
        found.append(f"  Merged, please read: {named(draft.merged)}.")
    if draft.unheld:
        found.append(f"  Left alone, for coplan does not write into it: {named(draft.unheld)}.")
    found += [f"  {draft.note}"] if draft.note else []
    said: tuple[str, ...] = ()
    for change in draft.changes:
        if change.because != said:
            said = change.because
            found += [f"  {words}" for words in said or (NO_ANSWER,)]
        found.append(f"    {_change(change)}")
    return found


def line(draft: Draft, *, pending: bool = False) -> str:
    """A draft in one line."""
    words = (PENDING if pending else WORDS)[draft.state]
    verb = "goes into" if pending else "is in"
    beside = f"; the plan's new text {verb} {draft.beside}" if draft.beside else ""
    conflicts = {0: "", 1: ", 1 conflict"}.get(draft.conflicts, f", {draft.conflicts} conflicts")
    holes = {0: "", 1: ", 1 point still open"}.get(draft.holes, f", {draft.holes} points still open")
    return f"{draft.path}: {words}{beside}{conflicts}{holes}."


def postponed_lines(done: Drafting, answers: Answers) -> list[str]:
    """The documents that are not written yet, with what they need."""
    if not done.postponed:
        return []
    found = ["\nNot written yet, for too much in them is still to decide:"]
    found += [f"  {needs_words(item, answers)} ({item.document.id})" for item in done.postponed]
    return [*found, "`coplan draft DOCUMENT` writes one all the same; `coplan init` asks what it needs."]


def _change(change: DraftChange) -> str:
    """One paragraph: what it was, and what it becomes."""
    if change.what == "added":
        return f"Added: {change.new}"
    if change.what == "removed":
        return f"Removed: {change.old}"
    if change.what == "kept":
        return f"No longer called for, kept because people wrote in it: {change.old}"
    return f"{'Both changed' if change.what == 'conflict' else 'Changed'}: {change.old} -> {change.new}"


def as_data(draft: Draft) -> dict[str, object]:
    """A draft for --json."""
    data: dict[str, object] = {
        "document": draft.document,
        "path": draft.path,
        "state": draft.state,
        "holes": draft.holes,
    }
    more: dict[str, object] = {
        "beside": draft.beside,
        "conflicts": draft.conflicts,
        "where": list(draft.where),
        "merged_please_read": list(draft.merged),
        "left_alone": list(draft.unheld),
        "note": draft.note,
        "problem": str(draft.problem) if draft.problem else "",
        "changes": [change_data(change) for change in draft.changes],
    }
    return data | {name: value for name, value in more.items() if value}


def change_data(change: DraftChange) -> dict[str, object]:
    """One change for --json."""
    return {"what": change.what, "old": change.old, "new": change.new, "both": change.both} | {
        "because": list(change.because)
    }

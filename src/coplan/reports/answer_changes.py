"""Decisions of the journal in words: what an answer was and is, and how often answers were given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Day
from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.plan.entry import Entry
from coplan.yaml.nodes import Data


def answer_words(data: Data | None, question: Question | None) -> str:
    """An answer in words; what the checklist no longer understands as it was typed."""
    if data is not None and question is not None:
        try:
            return " ".join(str(read_value(data, question)).split())
        except NotAnAnswer:
            pass
    if isinstance(data, list):
        return "; ".join(answer_words(item, None) for item in data)
    if isinstance(data, dict):
        return ", ".join(f"{value}" for key, value in data.items() if key not in ("id", "said"))
    return " ".join((data or "").split())


def day_words(text: str) -> str:
    """December 1, 2026 for the day on which an entry was made."""
    try:
        return str(Day.fromisoformat(text[:10]))
    except ValueError:
        return text


def tables_once(entries: Iterable[Entry], pack: Pack) -> list[Entry]:
    """A table that somebody filled in row after row is one decision: from what it was to what it came to."""
    found: list[Entry] = []
    for entry in entries:
        last = found[-1] if found else None
        question = pack.questions.get(entry.question)
        table = question is not None and question.kind == "records"
        if table and last is not None and _occasion(last) == _occasion(entry):
            found[-1] = replace(entry, old=last.old, when=last.when)
        else:
            found.append(entry)
    return found


def _occasion(entry: Entry) -> tuple[str, ...]:
    return entry.question, entry.by, entry.when[:10], entry.how


def changed(entries: Iterable[Entry], pack: Pack) -> list[tuple[Entry, str, str]]:
    """The decisions that changed an answer which stood before, or took it away: before and now, in words.

    A table that was filled in cell after cell is one decision. A row that stayed as it was is left out on both sides.
    """
    found = []
    for entry in tables_once(entries, pack):
        question = pack.questions.get(entry.question)
        if question is None or entry.old is None or entry.old == entry.new:
            continue
        before, now = (answer_words(side, question) for side in differing(entry.old, entry.new))
        if before != now:
            found.append((entry, before, now))
    return found


def differing(old: Data | None, new: Data | None) -> tuple[Data | None, Data | None]:
    """Of two lists of rows those that are not in both; anything else as it is."""
    before, now = _rows(old), _rows(new)
    if not before or not now:
        return old, new
    both = [_content(row) for row in before if _content(row) in [_content(other) for other in now]]
    return [row for row in before if _content(row) not in both], [row for row in now if _content(row) not in both]


def _rows(data: Data | None) -> list[Data]:
    """The rows of records; empty for anything else."""
    return list(data) if isinstance(data, list) and all(isinstance(row, dict) for row in data) else []


def _content(row: Data) -> object:
    return {name: cell for name, cell in row.items() if name != "id"} if isinstance(row, dict) else row


def first_given(entries: Iterable[Entry], pack: Pack) -> Mapping[tuple[str, str], int]:
    """How many answers were given for the first time, by day and step, in order of time."""
    seen: set[str] = set()
    counts: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        question = pack.questions.get(entry.question)
        if question is not None and entry.new is not None and entry.question not in seen:
            seen.add(entry.question)
            counts[entry.when[:10], question.step] += 1
    return counts

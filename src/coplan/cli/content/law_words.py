"""How `coplan law` puts what the law files hold: lines for people, values for scripts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from coplan.drafts.law_report import OnTopic, ReportedLaw
from coplan.plan.law import HOW_READ


def brief(found: Sequence[OnTopic]) -> Iterator[str]:
    """A line or two for each topic, and what is missing at the end."""
    for one in found:
        yield f"{one.key}: {one.topic.label}"
        for held in one.laws:
            yield f"  {held.law.citation}{_marks(held)}"
        if one.missing:
            yield f"  {_missing(one)}"
        yield from wrapped("  Known so far", one.not_read)
    missing = [one for one in found if one.missing and not one.topic.some]
    asked = [one for one in found if one.missing and one.topic.some and not one.not_read]
    unverified = [one for one in found if any(held.law.status == "unverified" for held in one.laws)]
    yield ""
    changing = [one for one in found if any(held.changes for held in one.laws)]
    counts = f"{len(missing)} without law of the state, {len(unverified)} not wholly verified"
    counts += f", {len(asked)} that only some states have law on were not looked up" if asked else ""
    counts += f", {len(changing)} with law that begins or ends within 90 days" if changing else ""
    yield f"{len(found)} topics that drafts use: {counts}."
    yield "`coplan law NAME` shows one topic or document in full; `coplan law --worksheet` is for a lawyer to fill in."


def in_full(found: Sequence[OnTopic]) -> Iterator[str]:
    """All that is held on each topic."""
    for number, one in enumerate(found):
        yield from [""] * (number > 0)
        yield f"{one.topic.label[:1].upper()}{one.topic.label[1:]} ({one.key})"
        if one.documents:
            yield from wrapped("Used by", "; ".join(document.title for document in one.documents))
        for held in one.laws:
            yield ""
            yield from _provision(held)
        if one.missing:
            yield ""
            yield _missing(one)
            yield from wrapped("The question", one.topic.asks)
        yield from wrapped("Known so far", one.not_read)


def _provision(held: ReportedLaw) -> Iterator[str]:
    law = held.law
    yield f"  {law.citation}{f', {law.title}' if law.title else ''}"
    yield from wrapped("  Asks", law.requires)
    yield from wrapped("  Version", law.version)
    checked = f", {law.checked.isoformat()}" if law.checked else ""
    doubt = "" if law.status == "seen" else "; NOT VERIFIED"
    yield from wrapped("  Read on", f"{HOW_READ[law.read_on]}{checked}{doubt}")
    days = " ".join(words for words in (_day("from", law.from_), _day("until", law.until)) if words)
    yield from wrapped("  In force", days)
    yield from wrapped("  Binds", ", ".join(law.applies_to))
    yield from wrapped("  Soon", f"{_change(held)} {held.changes.isoformat()}" if held.changes else "")
    yield from wrapped("  Prints", "" if held.standing == "in force" else f"no: {held.standing}")
    for conflict in law.conflicts:
        yield from wrapped(
            "  Goes against it", f"an answer to {conflict.question} that does not fit: {conflict.because}"
        )
    yield from wrapped("  Note", law.note)
    yield f"  {law.url}"


def _day(word: str, day: Any) -> str:
    return f"{word} {day.isoformat()}" if day else ""


def doubts(held: ReportedLaw) -> list[str]:
    """What to know before a provision is used: that nobody verified it, that it does not print."""
    return ["not verified"] * (held.law.status == "unverified") + [held.standing] * (held.standing != "in force")


def _marks(held: ReportedLaw) -> str:
    marks = doubts(held)
    marks += [f"{_change(held)} {held.changes.isoformat()}"] if held.changes else []
    return f" ({'; '.join(marks)})" if marks else ""


def _missing(one: OnTopic) -> str:
    if one.topic.some and one.not_read:
        return "Known, and not read."
    if one.topic.some:
        return "Not looked up: only some states have law on this."
    return "MISSING: the law files have nothing of the state in force."


def _change(held: ReportedLaw) -> str:
    return "begins" if held.law.from_ == held.changes else "no longer in force from"


def wrapped(label: str, words: str) -> Iterator[str]:
    """A label and its words on lines of at most 100 letters, those after the first set in; nothing without words."""
    if words:
        hanging = " " * (len(label) - len(label.lstrip()) + 2)
        text = f"{label}: {' '.join(words.split())}"
        yield from textwrap.wrap(text, 100, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)


def as_data(one: OnTopic) -> dict[str, Any]:
    """One topic for scripts."""
    return {
        "topic": one.key,
        "label": one.topic.label,
        "scope": one.topic.scope,
        "question": one.topic.asks or None,
        "missing": one.missing,
        "only_some_states": one.topic.some,
        "not_read": one.not_read or None,
        "documents": [document.id for document in one.documents],
        "provisions": [provision_data(held) for held in one.laws],
    }


def provision_data(held: ReportedLaw) -> dict[str, Any]:
    """One provision for scripts."""
    law = held.law
    return {
        "citation": law.citation,
        "title": law.title or None,
        "requires": law.requires,
        "url": law.url,
        "version": law.version,
        "read_on": law.read_on,
        "checked": law.checked.isoformat() if law.checked else None,
        "from": law.from_.isoformat() if law.from_ else None,
        "until": law.until.isoformat() if law.until else None,
        "status": law.status,
        "case_law": law.case_law,
        "applies_to": list(law.applies_to),
        "also": list(law.also),
        "standing": held.standing,
        "changes": held.changes.isoformat() if held.changes else None,
        "conflicts": [asdict(conflict) for conflict in law.conflicts],
        "note": law.note or None,
    }

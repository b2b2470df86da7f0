"""How `coplan law` puts who may hold a person in one state: lines for people, values for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from coplan.cli.content.law_words import doubts, provision_data, wrapped
from coplan.content.law.law_sheet import HOLD_FIELDS
from coplan.content.provisions import Starter
from coplan.drafts.law_report import OnHolds, ReportedLaw

SENTENCES = ("team_clinician_words", "petition", "criteria", "clock", "form", "transport")
LABELS = {key: label for label, key in HOLD_FIELDS.items() if key in SENTENCES} | {
    "team_clinician_words": "The team's own clinician"
}
UNKNOWN = "MISSING: not read."


def hold_lines(found: OnHolds | None) -> Iterator[str]:
    """Who may start a hold, each with the condition and the citation, and what else the law files say of holds."""
    if found is None:
        return
    yield f"Who may start an involuntary hold in {found.state or 'the state'} (hold)"
    if found.hold is None:
        yield "  MISSING: the law files do not say who may start one in this state."
    else:
        for starter in found.hold.starts:
            yield from wrapped("  May start one", _starter(starter))
        for key in SENTENCES:
            yield from wrapped(f"  {LABELS[key]}", getattr(found.hold, key) or UNKNOWN)
    yield from _minors(found)
    if found.hold is not None:
        cited = "; ".join(dict.fromkeys(f"{one.law.citation}{_doubt(one)}" for one in found.cited))
        yield from wrapped("  The law", f"{cited}{'' if found.hold.status == 'seen' else '; NOT WHOLLY VERIFIED'}")
        yield from wrapped("  Note", found.hold.note)
    yield ""


def hold_data(found: OnHolds) -> dict[str, Any]:
    """Holds of one state for scripts; a sentence that nobody knows is null."""
    hold, minors = found.hold, found.minors
    known = {} if hold is None else asdict(hold)
    return {
        "state": found.state or None,
        "starts": [_starter_data(one) for one in hold.starts] if hold else None,
        "team_clinician": hold.team_clinician if hold else None,
        **{key: known.get(key) or None for key in (*SENTENCES, "status", "note")},
        "cites": [one.law.citation for one in found.cited],
        "minors": [provision_data(one) for one in minors.laws] if minors else [],
        "minors_not_read": (minors.not_read or None) if minors else None,
    }


def _minors(found: OnHolds) -> Iterator[str]:
    if found.minors is None:
        return
    for one in found.minors.laws:
        yield from wrapped("  People under 18", f"{one.law.requires} ({one.law.citation}{_doubt(one)})")
    if not found.minors.laws:
        yield from wrapped("  People under 18", found.minors.not_read or UNKNOWN)


def _starter(one: Starter) -> str:
    condition = f", if {' '.join(one.if_.split())}" if one.if_ else ""
    cited = f" ({'; '.join(one.law)})" if one.law else ""
    return f"{one.who}{condition}{cited}"


def _starter_data(one: Starter) -> dict[str, Any]:
    return {"who": one.who, "roles": list(one.roles), "if": one.if_ or None, "law": list(one.law)}


def _doubt(one: ReportedLaw) -> str:
    marks = doubts(one)
    return f" [{'; '.join(marks)}]" if marks else ""

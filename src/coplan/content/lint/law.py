"""Judges the law of a pack: topics, sources and clauses that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.moments import read_duration
from coplan.content.model import Pack
from coplan.content.provisions import AnswerConflict, Clause, Hold, Law
from coplan.errors import did_you_mean

Fault: TypeAlias = tuple[str, str, str]  # the place in the pack, what is wrong, a hint


def law_faults(pack: Pack) -> Iterator[Fault]:
    """Everything that is broken in the law files and in clauses.yaml."""
    for place, topics in pack.laws.items():
        for topic, laws in topics.items():
            where = f"law.{place}.{topic}"
            if topic not in pack.topics:
                yield where, "topics.yaml has no such topic.", did_you_mean(topic, pack.topics)
            for law in laws:
                yield from ((where, *fault) for fault in _provision(pack, law))
    for place, known in pack.not_read.items():
        for topic in (topic for topic in known if topic not in pack.topics):
            hint = did_you_mean(topic, pack.topics)
            yield f"law.{place}", f"`not_read:` names `{topic}`; topics.yaml has no such topic.", hint
    for place, hold in pack.holds.items():
        yield from ((f"law.{place}", *fault) for fault in _hold(pack, place, hold))
    templates = [*(document.body for document in pack.documents), *pack.parts.values()]
    headings = {line.lstrip("# ") for text in templates for line in text.split("\n")}
    for key, clause in pack.clauses.items():
        yield from ((f"clause.{key}", *fault) for fault in _clause(pack, clause, headings))


def _hold(pack: Pack, place: str, hold: Hold) -> Iterator[tuple[str, str]]:
    for topic in hold.cites:
        if topic not in pack.topics:
            yield f"`hold:` cites `{topic}`; topics.yaml has no such topic.", did_you_mean(topic, pack.topics)
        elif not pack.laws[place].get(topic):
            yield f"`hold:` cites `{topic}`, and this file has nothing on it.", ""
    held = [law.citation for topic in hold.cites for law in pack.laws[place].get(topic, ())]
    for citation in (citation for starter in hold.starts for citation in starter.law):
        if citation not in held:
            hint = did_you_mean(citation, held)
            yield f"`hold:` names `{citation}`, and no provision behind it in this file has that citation.", hint


def _provision(pack: Pack, law: Law) -> Iterator[tuple[str, str]]:
    if law.source and law.source not in pack.sources:
        yield f"the source `{law.source}` is unknown.", ""
    for key in law.must_state:
        if key not in pack.clauses:
            yield f"clauses.yaml has no clause `{key}`.", did_you_mean(key, pack.clauses)
    for party in law.applies_to:
        if party not in pack.parties:
            yield f"{law.citation}: parties.yaml has no party `{party}`.", did_you_mean(party, pack.parties)
    for topic in (topic for topic in law.also if topic not in pack.topics):
        hint = did_you_mean(topic, pack.topics)
        yield f"{law.citation}: `also:` names `{topic}`; topics.yaml has no such topic.", hint
    if law.from_ and law.until and law.until < law.from_:
        yield f"{law.citation}: `until:` lies before `from:`.", ""
    for conflict in law.conflicts:
        yield from ((f"{law.citation}: {words}", hint) for words, hint in _conflict(pack, conflict))


def _conflict(pack: Pack, conflict: AnswerConflict) -> Iterator[tuple[str, str]]:
    question = pack.questions.get(conflict.question)
    if question is None:
        yield (
            f"`conflicts:` names `{conflict.question}`, which no checklist asks.",
            did_you_mean(conflict.question, pack.questions),
        )
        return
    known = [choice.key for choice in question.choices]
    for key in (key for key in conflict.choices if key not in known):
        yield f"`conflicts:` names `{key}`, and {conflict.question} has no such choice.", did_you_mean(key, known)
    if conflict.longer_than:
        try:
            read_duration(conflict.longer_than)
        except NotAnAnswer as error:
            yield f"`longer_than:` {error}", ""


def _clause(pack: Pack, clause: Clause, headings: set[str]) -> Iterator[tuple[str, str]]:
    for key in clause.questions:
        if key not in pack.questions:
            yield f"there is no question `{key}`.", did_you_mean(key, pack.questions)
    if clause.section not in headings:
        yield f"no template has a section `{clause.section}`.", ""

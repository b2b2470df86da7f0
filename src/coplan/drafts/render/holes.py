"""Holes: what a draft shows where an answer is missing, proposed or disputed. Never nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from coplan.content.answers.values import join_words
from coplan.content.language.note_of_reads import ASK
from coplan.drafts.render.markdown import INLINE
from coplan.plan.model import OpenItem
from coplan.plan.view import Answers
from coplan.prose.hole import HOLE_MARKDOWN

DECIDE = "to decide"
_WHO = re.compile(r"\. (?=Owner: |Due: )")
# A paper in Spanish is read by who may read no English. What a bracket names stands in the plan, and is in its words.
SPANISH = {
    "To decide": "Por decidir",
    "proposed": "propuesto",
    "disputed": "en disputa",
    ". Owner:": ". Responsable:",
    ". Due:": ". Plazo:",
}
CHECK = "where the law is to be checked"
_ENGLISH = {"To decide": DECIDE, "proposed": "proposed", "disputed": "disputed", "Cite": CHECK, "Not verified": CHECK}
# The kinds of brackets, by how they begin, in either language.
KINDS = _ENGLISH | {SPANISH[begin]: kind for begin, kind in _ENGLISH.items() if begin in SPANISH}


def hole(words: str, item: OpenItem | None = None) -> str:
    """A visible hole that names what is missing, who will settle it, and when."""
    parts = [f"To decide: {_safe(words)}", *_who(item)]
    return f"**[{'. '.join(parts)}]**"


def hole_for(answers: Answers, key: str, words: str) -> str:
    """The hole for a question, in these words; noted."""
    answers.note.read(f"{ASK}{key}")
    return hole(words, answers.plan.open.get(key))


def bridge(rule: str, item: OpenItem | None) -> str:
    """What holds while a question is open, or while its answer is disputed."""
    until = "the dispute ends" if item is not None and item.state == "disputed" else "this is decided"
    return f"Until {until}, {_safe(rule)}."


def law_hole(state: str, topic: str) -> str:
    """The hole where a state has no entry on a topic of law."""
    return f"**[Cite the law of {_safe(state)} on {_safe(topic)}]**"


def ended_hole(state: str, citation: str, last: str) -> str:
    """The hole where a provision ran out and nothing came in its place."""
    words = f"Cite the law of {_safe(state)} in place of {_safe(citation)}, read in a text that ended on {_safe(last)}"
    return f"**[{words}]**"


def unverified_mark() -> str:
    """The mark beside a citation whose current text was not read."""
    return "**[Not verified: check the current text]**"


def open_mark(item: OpenItem) -> str:
    """The mark behind an answer that is only proposed, or disputed. A parked answer counts as proposed."""
    state = "disputed" if item.state == "disputed" else "proposed"
    return f"**[{'. '.join([state, *_who(item)])}]**"


def hanging_mark(item: OpenItem, label: str) -> str:
    """The mark behind text that hangs on an open answer and does not print it; so it names the answer."""
    state = "disputed" if item.state == "disputed" else "proposed"
    return f"**[{'. '.join([f'{state}: {_safe(label)}', *_who(item)])}]**"


def about(label: str, item: OpenItem) -> str:
    """What is open, who settles it, by when, and what was noted: for a list of open points."""
    note = [_safe(item.note.rstrip("."))] if item.note else []
    return f"{'. '.join([_safe(label), *_who(item), *note])}."


def in_spanish(text: str) -> str:
    """The text with its brackets in Spanish, for a paper in that language."""

    def said(found: re.Match[str]) -> str:
        words = found[0]
        for english, spanish in SPANISH.items():
            words = words.replace(english, spanish, 1)
        return words

    return HOLE_MARKDOWN.sub(said, text)


def holes_in(text: str) -> tuple[str, ...]:
    """The brackets that a reader finds in a draft, in order, as often as they stand there."""
    return tuple(match[1] for match in HOLE_MARKDOWN.finditer(text))


def points_in(brackets: Sequence[str], bare: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The open points behind the brackets of a draft, each once: an answer whose mark stands in ten places is one.

    `bare` names, for a mark that does not say it, the answers behind which it stands. A law that was not read in its
    current text has a bracket of its own at each citation.
    """
    found: dict[str, str] = {}
    for at, words in enumerate(brackets):
        for name in bare.get(words) or [f"{at}" if words.startswith("Not verified") else named_in(words)]:
            found.setdefault(name, words)
    return tuple(found.values())


def named_in(bracket: str) -> str:
    """What a bracket calls open, without who settles it and by when; all of it where it names nothing."""
    name = _WHO.split(bracket, maxsplit=1)[0]
    return name if ": " in name else bracket


def tally(holes: Sequence[str]) -> dict[str, int]:
    """How many there are of each kind; kinds without any are left out."""
    kinds = [next(kind for begin, kind in KINDS.items() if hole.startswith(begin)) for hole in holes]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(KINDS.values()) if kind in kinds}


def tally_words(holes: Sequence[str]) -> str:
    """The same in words: 6 to decide, 2 disputed and 1 where the law is to be checked."""
    return join_words([f"{count} {kind}" for kind, count in tally(holes).items()])


def _who(item: OpenItem | None) -> list[str]:
    if item is None:
        return []
    owner = [f"Owner: {_safe(item.owner)}"] if item.owner else []
    return owner + ([f"Due: {item.due}"] if item.due else [])


def _safe(words: str) -> str:
    return INLINE.sub(r"\\\1", " ".join(words.replace("[", "(").replace("]", ")").replace("*", "").split()))

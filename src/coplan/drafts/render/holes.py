"""Holes: what a draft shows where an answer is missing, proposed or disputed. Never nothing."""

from __future__ import annotations

from coplan.content.answers.values import Missing
from coplan.drafts.render.markdown import INLINE
from coplan.plan.model import OpenItem
from coplan.prose.hole import HOLE_MARKDOWN


def hole(words: str, item: OpenItem | None = None) -> str:
    """A visible hole that names what is missing, who will settle it, and when."""
    parts = [f"To decide: {_safe(words)}", *_who(item)]
    return f"**[{'. '.join(parts)}]**"


def missing_hole(value: Missing, item: OpenItem | None) -> str:
    """The hole for a question without an answer."""
    return hole(value.label, item)


def law_hole(state: str, topic: str) -> str:
    """The hole where a state has no entry on a topic of law."""
    return f"**[Cite the law of {_safe(state)} on {_safe(topic)}]**"


def unverified_mark() -> str:
    """The mark beside a citation whose current text was not read."""
    return "**[Not verified: check the current text]**"


def open_mark(item: OpenItem) -> str:
    """The mark behind an answer that is only proposed, or disputed. A parked answer counts as proposed."""
    state = "disputed" if item.state == "disputed" else "proposed"
    return f"**[{'. '.join([state, *_who(item)])}]**"


def holes_in(text: str) -> tuple[str, ...]:
    """The holes of a draft, each once, in order."""
    return tuple(dict.fromkeys(match[1] for match in HOLE_MARKDOWN.finditer(text)))


def _who(item: OpenItem | None) -> list[str]:
    if item is None:
        return []
    owner = [f"Owner: {_safe(item.owner)}"] if item.owner else []
    return owner + ([f"Due: {item.due}"] if item.due else [])


def _safe(words: str) -> str:
    return INLINE.sub(r"\\\1", " ".join(words.replace("[", "(").replace("]", ")").replace("*", "").split()))

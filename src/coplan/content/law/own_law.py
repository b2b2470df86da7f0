"""What a worksheet says otherwise than the law that coplan has of a state: what an own pack must hold of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from coplan.content.law.filled_law_sheet import TakenLaw
from coplan.content.law.law_sheet import HOLD
from coplan.content.law.yaml_text import MarkedLaw
from coplan.content.model import Pack
from coplan.content.provisions import Hold, Law


@dataclass(frozen=True)
class OwnLaw:
    """The law of a state that is new, stands in place of a shipped entry, or takes one away.

    Whatever the worksheet leaves as it is stays coplan's, and goes on with its updates. A provision is replaced whole:
    its text, its version and the day of reading belong together.
    """

    topics: Mapping[str, tuple[Law | MarkedLaw, ...]]
    hold: Hold | MarkedLaw | None
    not_read: Mapping[str, str]
    beside_shipped: bool

    @property
    def empty(self) -> bool:
        """True if the worksheet says nothing that coplan does not have."""
        return not (self.topics or self.hold or self.not_read)

    @property
    def told(self) -> str:
        """How many entries are new, stand in place of one, or are taken away."""
        found = [entry for laws in self.topics.values() for entry in laws] + ([self.hold] if self.hold else [])
        marks = Counter(one.mark if isinstance(one, MarkedLaw) else "" for one in found)
        marks[""] += len([words for words in self.not_read.values() if words])
        words = {"": "new", "replaces": "in place of one of coplan's", "remove": "taken away"}
        parts = [f"{marks[mark]} {what}" for mark, what in words.items() if marks[mark]]
        if self.empty:
            return "nothing in it differs from what coplan has" if self.beside_shipped else "nothing is filled in yet"
        return ", ".join(parts) + ("; the rest of the state's law stays coplan's" if self.beside_shipped else "")


def own_law(taken: TakenLaw, shipped: Pack) -> OwnLaw:
    """What of a worksheet is not in the shipped pack as it stands there. A topic without a heading is not judged."""
    held = shipped.laws.get(taken.state, {})
    topics = {
        topic: found
        for topic in {**held, **taken.topics}
        if topic in taken.asked and (found := tuple(_entries(held.get(topic, ()), taken.topics.get(topic, ()))))
    }
    known = shipped.not_read.get(taken.state, {})
    not_read = {topic: words for topic, words in taken.not_read.items() if known.get(topic) != words}
    not_read |= {topic: "" for topic in known if topic in taken.asked and topic not in taken.not_read}
    beside = bool(held or known or taken.state in shipped.holds)
    return OwnLaw(topics, _hold(taken, shipped.holds.get(taken.state)), not_read, beside)


def _entries(held: Sequence[Law], taken: Sequence[Law]) -> Iterator[Law | MarkedLaw]:
    """The provisions of one topic that differ, under each citation in their order."""
    for citation in dict.fromkeys(_words(law.citation) for law in (*held, *taken)):
        there, told = ([law for law in laws if _words(law.citation) == citation] for laws in (held, taken))
        if _said(tuple(there)) == _said(tuple(told)):
            continue
        yield from (MarkedLaw(law, "replaces") for law in told[: len(there)])
        yield from told[len(there) :]
        yield from (MarkedLaw(law, "remove") for law in there[len(told) :])


def _hold(taken: TakenLaw, held: Hold | None) -> Hold | MarkedLaw | None:
    if HOLD not in taken.asked or _said(taken.hold) == _said(held):
        return None
    if held is None:
        return taken.hold
    return MarkedLaw(taken.hold, "replaces") if taken.hold else MarkedLaw(held, "remove")


def _words(text: str) -> str:
    return " ".join(text.split())


def _said(value: object) -> object:
    """A value to compare with: the same where only the breaks of lines differ."""
    if isinstance(value, tuple):
        return tuple(map(_said, value))
    if is_dataclass(value):
        return tuple(_said(getattr(value, field.name)) for field in fields(value))
    return _words(value) if isinstance(value, str) else value

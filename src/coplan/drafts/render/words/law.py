"""What templates print of the law: citations, rules in plain words, who may start a hold, and the notes for counsel."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from coplan.content.answers.values import Day, join_words
from coplan.content.document import Document
from coplan.content.provisions import Law
from coplan.drafts.render import holes, markdown
from coplan.drafts.render.grammar import closed
from coplan.drafts.render.words.agreements import AgreementWords, texts_for_agreements
from coplan.drafts.render.words.holds import HoldWords
from coplan.plan.law import HOW_READ, PlanLaw
from coplan.plan.view import Answers

INSTRUMENTS = ("agreement", "resolution")  # kinds of papers that bind: no marks of reading, no working notes


class LawWords:
    """The functions on law for one plan. Remembers what the document at hand has cited.

    In an instrument a citation carries no mark, and decisions of courts are left to counsel's notes.
    """

    def __init__(self, answers: Answers) -> None:
        self.answers, self.law = answers, PlanLaw(answers)
        self.cited: dict[Law, None] = {}
        self.topics: dict[str, None] = {}
        self.agreement = False

    def begin(self, document: Document | None = None) -> None:
        """Forget what was cited: another document begins."""
        self.cited, self.topics = {}, {}
        self.agreement = document is not None and document.kind in INSTRUMENTS

    @contextmanager
    def aside(self, document: Document) -> Iterator[None]:
        """While another document is looked at: what it cites is not cited by this one."""
        kept = self.cited, self.topics, self.agreement
        self.begin(document)
        try:
            yield
        finally:
            self.cited, self.topics, self.agreement = kept

    def functions(self) -> dict[str, Callable[..., Any]]:
        """The functions, by the name that templates use."""
        return {
            "law": self.on,
            "cite": self.cite,
            "requires": self.requires,
            "law_notes": self.law_notes,
            **HoldWords(self).functions(),
            **AgreementWords(self).functions(),
        }

    def on(self, topic: str, to: str = "") -> tuple[Law, ...]:
        """The provisions on a topic that are in force and concern this plan, or this party of it; empty if none."""
        found = [law for law in self.law.on(topic) if _reaches(law, to)]
        return tuple(law for law in found if not (self.agreement and law.case_law))

    def cite(self, *topics: str, to: str = "", cases: bool = True, only: Collection[str] = ()) -> str:
        """The citations on one or more topics, for the middle of a sentence; with `to` those that bind this party.

        Without `cases` no decision of a court: a case that finds no duty does not say what may be told. With `only`
        the provisions of these citations, as far as they print.
        """
        found = [law for topic in topics for law in self._cited(topic, to, cases, only)]
        marked: dict[str, bool] = {}
        grouped: dict[str, dict[str, None]] = {"": {}}  # the citations under each condition, those without one first
        for law in found:
            marked[law.citation] = marked.get(law.citation, False) or law.status == "unverified"
            grouped.setdefault(self.law.condition(law), {})[law.citation] = None
        words = {
            condition: [f"{citation}{self.mark(marked[citation])}" for citation in citations]
            for condition, citations in grouped.items()
        }
        sure = join_words([*words.pop(""), *self._holes(topics, to, only)])
        return ", and ".join(
            filter(None, [sure, *(f"{join_words(listed)} where {condition}" for condition, listed in words.items())])
        )

    def requires(self, topic: str, to: str = "", federal: bool = True) -> str:
        """What the law requires, in our words, one paragraph for each provision, with the citation behind it.

        Without `federal` only the law of the state.
        """
        found = [law for law in self.on(topic, to) if federal or law not in self.law.federal(topic)]
        self._remember(topic, found)
        rules = [f"{self._rule(law)}{self.mark(law.status == 'unverified')}" for law in found]
        return "\n\n".join([*rules, *self._holes([topic], to)])

    def law_notes(self, *documents: str, kinds: Iterable[str] = ()) -> str:
        """For counsel's notes: every provision that these documents, or else this one, may cite, with its note.

        Then what begins soon, the holes (topics without law, provisions that ran out), and what only some states have
        law on. What is known of law that nobody has read stands behind its hole. `kinds` adds the documents of these
        kinds. Raises KeyError for an unknown document.
        """
        pack, wanted = self.answers.pack, set(kinds)
        papers = [pack.document(name) for name in documents]
        papers += [paper for paper in pack.documents if paper.kind in wanted]
        topics = dict.fromkeys(topic for paper in papers for topic in paper.law) or self.topics
        laws = dict.fromkeys(law for topic in topics for law in self.law.on(topic)) if papers else dict(self.cited)
        laws |= dict.fromkeys(law for topic in topics for law in self.law.coming(topic))
        known = self.answers.pack.topics
        gaps = [topic for topic in topics if self.law.lacks(topic)]
        told = [f"- {self._known_of(topic)}" for topic in topics if self.law.not_read(topic) or topic in gaps]
        asked = [known[topic].label for topic in gaps if known[topic].some and not self.law.not_read(topic)]
        ended = [f"- {hole}" for topic in topics for hole in self._ended(topic)]
        lines = [*self._notes(laws), *dict.fromkeys(line for line in told + ended if line != "- ")]
        return "\n".join([*lines, *([self._perhaps(asked)] if asked else [])])

    def cited_law(self) -> str:
        """The provisions that were cited, on one line, each with its address. Versions stand in counsel's notes."""
        return "; ".join(dict.fromkeys(f"[{law.citation}]({law.url})" for law in self.cited))

    def doubtful(self) -> tuple[str, ...]:
        """The citations of this document whose current text was not read."""
        return tuple(dict.fromkeys(law.citation for law in self.cited if law.status == "unverified"))

    def _cited(self, topic: str, to: str, cases: bool, only: Collection[str]) -> tuple[Law, ...]:
        found = tuple(law for law in self.on(topic, to) if cases or not law.case_law)
        found = tuple(law for law in found if not only or law.citation in only)
        self._remember(topic, found)
        return found

    def _remember(self, topic: str, found: Iterable[Law]) -> None:
        self.topics[topic] = None
        self.cited |= dict.fromkeys(found)

    def _holes(self, topics: Iterable[str], to: str = "", only: Collection[str] = ()) -> list[str]:
        """The holes of topics, each once, and those of provisions that ran out beside others that did not."""
        found = [hole for topic in topics for hole in (self._hole(topic, to), *self._ended(topic, to, only))]
        return list(dict.fromkeys(filter(None, found)))

    def _ended(self, topic: str, to: str = "", only: Collection[str] = ()) -> Iterator[str]:
        if self.law.lacks(topic):
            return
        for law in self.law.ended(topic):
            if law.until and _reaches(law, to) and (not only or law.citation in only):
                yield holes.ended_hole(self._place(topic, law), law.citation, _day(law.until))

    def _hole(self, topic: str, to: str = "") -> str:
        """The hole of a topic; empty if there is none.

        What binds nobody of the plan is for counsel to confirm, unless answers that were asked for it settle that.
        """
        if self.law.lacks(topic):
            return self.hole_of(topic)
        if not self.on(topic):
            asked = f"whether the law on {self.answers.pack.topics[topic].label} reaches this program"
            return "" if self.law.ruled_out(topic) else holes.hole(asked)
        return "" if self.on(topic, to) or not self.answers.party(to) else self.hole_of(topic)

    def hole_of(self, topic: str) -> str:
        """The hole for the law of the plan's state, or of the United States, on a topic."""
        return holes.law_hole(self._place(topic), self.answers.pack.topics[topic].label)

    def _place(self, topic: str, law: Law | None = None) -> str:
        federal = self.answers.pack.topics[topic].scope == "federal" or law in self.law.federal(topic)
        return "the United States" if federal else str(self.law.place) if self.law.place else "your state"

    def _known_of(self, topic: str) -> str:
        """The hole of a topic without law, and what is known of law that was not read; empty for what is only asked."""
        known, told = self.answers.pack.topics[topic], markdown.inline(closed(self.law.not_read(topic)))
        if self.law.lacks(topic) and not known.some:
            return " ".join(filter(None, [self.hole_of(topic), told]))
        return f"{known.label[:1].upper()}{known.label[1:]}: {told}" if told else ""

    def _notes(self, laws: Iterable[Law]) -> Iterator[str]:
        """A line for each citation: what stands under two topics, or changes on a day, is one law to look up."""
        cited: dict[str, list[Law]] = {}
        for law in laws:
            cited.setdefault(law.citation, []).append(law)
        for first, *others in cited.values():
            also = "".join(f" Also{_titled(law)}.{self._facts(law)}" for law in others)
            yield f"- {_linked(first)}.{self._facts(first)}{also}"

    def _facts(self, law: Law) -> str:
        doubt = f" {holes.unverified_mark()}" if law.status == "unverified" else ""
        note = f" {markdown.inline(closed(law.note))}" if law.note else ""
        for text in texts_for_agreements(law) if law.status == "unverified" else ():
            note += f" Text for the agreement once the law was read: “{markdown.inline(text.strip())}”"
        read = f" Read on: {HOW_READ[law.read_on]}{f', {_day(law.checked)}' if law.checked else ''}."
        return f"{self._days(law)} Version: {markdown.inline(law.version)}.{read}{note}{doubt}"

    def _perhaps(self, labels: Iterable[str]) -> str:
        """What only some states have law on: whether this one does is for counsel to find out."""
        place = str(self.law.place) if self.law.place else "your state"
        return f"- Some states have law on these; whether {place} has was not looked up: {'; '.join(labels)}."

    def _days(self, law: Law) -> str:
        """When a provision begins, if it has not begun, and when it ends."""
        today = self.law.today
        begins = f" Not in force before {_day(law.from_)}." if law.from_ and today and today < law.from_ else ""
        return begins + (f" In force until {_day(law.until)}." if law.until else "")

    def _rule(self, law: Law) -> str:
        condition = self.law.condition(law)
        rule = f"{law.requires.strip().removesuffix('.')} ({law.citation})."
        return f"Where {condition}: {rule}" if condition else rule

    def mark(self, doubtful: bool) -> str:
        """The mark of a text that was not read; empty in an agreement."""
        return f" {holes.unverified_mark()}" if doubtful and not self.agreement else ""


def marked_once(text: str, citations: Iterable[str]) -> str:
    """The text with the mark of an unread provision only where it is first cited: one point to settle, one bracket."""
    for citation in citations:
        marked = re.compile(rf"({re.escape(citation)}(?:\)\.)?) {re.escape(holes.unverified_mark())}")
        first = marked.search(text)
        if first:
            text = text[: first.end()] + marked.sub(r"\1", text[first.end() :])
    return text


def _linked(law: Law) -> str:
    return f"[{law.citation}]({law.url}){_titled(law)}"


def _titled(law: Law) -> str:
    return f", {markdown.inline(law.title)}" if law.title else ""


def _reaches(law: Law, party: str) -> bool:
    return not party or not law.applies_to or party in law.applies_to


def _day(day: date) -> str:
    return str(Day.fromisoformat(day.isoformat()))

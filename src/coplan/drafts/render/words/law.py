"""What templates print of the law: citations, rules in plain words, who may start a hold, and the notes for counsel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from coplan.content.answers.values import Day, Missing, join_words
from coplan.content.document import Document
from coplan.content.provisions import Hold, Law, Starter
from coplan.content.reads import ReadsQuestion
from coplan.drafts.render import holes, markdown
from coplan.plan.law import HOW_READ, PlanLaw
from coplan.plan.view import Answers

HOLDS, AGREEMENTS = "involuntary_hold", "interlocal_agreement"
AUTHORITY = ReadsQuestion(
    "design.hold_authority", "choices", ("peace_officer", "designated_crisis_responder", "physician", "team_clinician")
)
UNCHANGED = "The powers of any other person or court under the law are unchanged"
# The words of a hold that a template may ask for.
WORDS = ("criteria", "clock", "form", "transport", "petition", "team_clinician")


class LawWords:
    """The functions on law for one plan. Remembers what the document at hand has cited.

    In an agreement a citation carries no mark, and decisions of courts are left to counsel's notes.
    """

    def __init__(self, answers: Answers) -> None:
        self.answers, self.law = answers, PlanLaw(answers)
        self.cited: dict[Law, None] = {}
        self.agreement = False

    def begin(self, document: Document | None = None) -> None:
        """Forget what was cited: another document begins."""
        self.cited = {}
        self.agreement = document is not None and document.kind == "agreement"

    @contextmanager
    def aside(self, document: Document) -> Iterator[None]:
        """While another document is looked at: what it cites is not cited by this one."""
        kept = self.cited, self.agreement
        self.begin(document)
        try:
            yield
        finally:
            self.cited, self.agreement = kept

    def functions(self) -> dict[str, Callable[..., Any]]:
        """The functions, by the name that templates use."""
        return {
            "law": self.on,
            "cite": self.cite,
            "requires": self.requires,
            "must_state": self.must_state,
            "agreement_clause": self.agreement_clause,
            "hold_known": lambda: self.law.hold is not None,
            "hold_others": self.hold_others,
            "hold_words": self.hold_words,
            "hold_cites": self.hold_cites,
            "law_notes": self.law_notes,
        }

    def on(self, topic: str) -> tuple[Law, ...]:
        """The provisions on a topic that are in force and concern this plan; empty if there is none."""
        found = self.law.on(topic)
        return tuple(law for law in found if not law.case_law) if self.agreement else found

    def cite(self, *topics: str, to: str = "") -> str:
        """The citations on one or more topics, for the middle of a sentence; with `to` those that bind this party."""
        found = [law for topic in topics for law in self._cited(topic, to)]
        marked: dict[str, bool] = {}
        grouped: dict[str, dict[str, None]] = {"": {}}  # the citations under each condition, those without one first
        for law in found:
            marked[law.citation] = marked.get(law.citation, False) or law.status == "unverified"
            grouped.setdefault(self.law.condition(law), {})[law.citation] = None
        words = {
            condition: [f"{citation}{self._mark(marked[citation])}" for citation in citations]
            for condition, citations in grouped.items()
        }
        sure = join_words([*words.pop(""), *(hole for topic in topics if (hole := self._hole(topic)))])
        return ", and ".join(
            filter(None, [sure, *(f"{join_words(listed)} where {condition}" for condition, listed in words.items())])
        )

    def requires(self, topic: str, to: str = "") -> str:
        """What the law requires, in our words, one paragraph for each provision, with the citation behind it."""
        found = self._cited(topic, to)
        rules = [f"{self._rule(law)}{self._mark(law.status == 'unverified')}" for law in found]
        hole = self._hole(topic)
        return "\n\n".join([*rules, *([hole] if hole else [])])

    def must_state(self, clause: str) -> bool:
        """True if the law of the state asks an agreement between public agencies to have this clause."""
        return any(clause in law.must_state for law in self.law.on(AGREEMENTS))

    def agreement_clause(self, topic: str) -> str:
        """The texts with which an agreement meets the law on a topic, each with its citation; empty if there is none.

        A text whose provision was not seen stands in counsel's notes alone.
        """
        found = [law for law in self.on(topic) if law.in_agreement and law.status == "seen"]
        self.cited |= dict.fromkeys(found)
        return " ".join(f"{' '.join(law.in_agreement.split()).removesuffix('.')} ({law.citation})." for law in found)

    def hold_others(self, conditions: bool = False) -> str:
        """Who besides those of the program has powers on holds under the law of the state.

        With `conditions` also when they may start one, and who may ask a court for what.
        """
        hold = self.law.hold
        if hold is None:
            return f"{UNCHANGED}."
        program = self.answers.read(AUTHORITY)
        own = set() if isinstance(program, Missing) else {item.key for item in program}
        others = [starter for starter in hold.starts if starter.role not in own]
        if conditions:
            return " ".join([*_powers(others), *filter(None, [_sentence(hold.petition)])])
        names = [
            *(starter.who for starter in others),
            *([f"{_courts(hold)}, on a petition that the law allows"] * bool(hold.petition)),
        ]
        return f"{UNCHANGED}, among them those of {join_words(names)}." if names else f"{UNCHANGED}."

    def hold_words(self, name: str) -> str:
        """One thing that the state's law says on holds: criteria, clock, form, transport, petition or team_clinician.

        Empty where it was not read; the hole for the topic where the state has no entry. Raises ValueError.
        """
        if name not in WORDS:
            raise ValueError(f"there are no words on holds called `{name}`; choose from {', '.join(WORDS)}")
        hold = self.law.hold
        if hold is None:
            return self._law_hole(HOLDS)
        field = "team_clinician_words" if name == "team_clinician" else name
        return _sentence(str(getattr(hold, field)))

    def hold_cites(self) -> str:
        """The citations behind what the state's law says on holds, each with its own mark, or else one for all."""
        hold = self.law.hold
        if hold is None:
            return self.cite(HOLDS)
        topics = [topic for topic in hold.cites if self.on(topic)]
        doubted = any(law.status == "unverified" for topic in topics for law in self.on(topic))
        return self.cite(*topics) + self._mark(hold.status == "unverified" and not doubted)

    def law_notes(self, *documents: str, kinds: Iterable[str] = ()) -> str:
        """For counsel's notes: every provision that these documents, or else this one, may cite, with its note.

        `kinds` adds the documents of these kinds. Raises KeyError for an unknown document.
        """
        pack, wanted = self.answers.pack, set(kinds)
        papers = [pack.document(name) for name in documents]
        papers += [paper for paper in pack.documents if paper.kind in wanted]
        topics = [topic for paper in papers for topic in paper.law]
        laws = dict.fromkeys(law for topic in topics for law in self.law.on(topic)) if papers else self.cited
        lines = [_note(law) for law in laws]
        lacking = [f"- {self._law_hole(topic)}" for topic in dict.fromkeys(topics) if self.law.lacks(topic)]
        return "\n".join([*lines, *lacking])

    def cited_law(self) -> str:
        """The provisions that were cited, on one line, each with its address. Versions stand in counsel's notes."""
        return "; ".join(dict.fromkeys(f"[{law.citation}]({law.url})" for law in self.cited))

    def doubtful(self) -> tuple[str, ...]:
        """The citations of this document whose current text was not read."""
        return tuple(dict.fromkeys(law.citation for law in self.cited if law.status == "unverified"))

    def _cited(self, topic: str, to: str = "") -> tuple[Law, ...]:
        found = tuple(law for law in self.on(topic) if not to or not law.applies_to or to in law.applies_to)
        self.cited |= dict.fromkeys(found)
        return found

    def _hole(self, topic: str) -> str:
        """The hole of a topic; empty if there is none.

        What binds nobody of the plan is for counsel to confirm, unless answers that were asked for it settle that.
        """
        if self.law.lacks(topic):
            return self._law_hole(topic)
        if not self.on(topic) and not self.law.ruled_out(topic):
            return holes.hole(f"whether the law on {self.answers.pack.topics[topic].label} reaches this program")
        return ""

    def _law_hole(self, topic: str) -> str:
        known, state = self.answers.pack.topics[topic], self.law.place
        place = "the United States" if known.scope == "federal" else str(state) if state else "your state"
        return holes.law_hole(place, known.label)

    def _rule(self, law: Law) -> str:
        condition = self.law.condition(law)
        rule = f"{law.requires.strip().removesuffix('.')} ({law.citation})."
        return f"Where {condition}: {rule}" if condition else rule

    def _mark(self, doubtful: bool) -> str:
        return f" {holes.unverified_mark()}" if doubtful and not self.agreement else ""


def _courts(hold: Hold) -> str:
    return "courts and magistrates" if "magistrate" in hold.petition else "courts"


def marked_once(text: str, citations: Iterable[str]) -> str:
    """The text with the mark of an unread provision only where it is first cited: one point to settle, one bracket."""
    for citation in citations:
        marked = re.compile(rf"({re.escape(citation)}(?:\)\.)?) {re.escape(holes.unverified_mark())}")
        first = marked.search(text)
        if first:
            text = text[: first.end()] + marked.sub(r"\1", text[first.end() :])
    return text


def _powers(starters: Iterable[Starter]) -> list[str]:
    names = [f"{one.who}, if {one.if_}" if one.if_ else one.who for one in starters]
    return [f"A hold may also be started by {'; or by '.join(names)}."] if names else []


def _sentence(words: str) -> str:
    words = " ".join(words.split())
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."


def _linked(law: Law) -> str:
    return f"[{law.citation}]({law.url})" + (f", {markdown.inline(law.title)}" if law.title else "")


def _note(law: Law) -> str:
    doubt = f" {holes.unverified_mark()}" if law.status == "unverified" else ""
    note = f" {markdown.inline(_sentence(law.note))}" if law.note else ""
    if law.in_agreement and law.status == "unverified":
        note += f" Text for the agreement once the law was read: “{markdown.inline(law.in_agreement.strip())}”"
    day = f", {Day.fromisoformat(law.checked.isoformat())}" if law.checked else ""
    read = f" Read on: {HOW_READ[law.read_on]}{day}."
    return f"- {_linked(law)}. Version: {markdown.inline(law.version)}.{read}{note}{doubt}"

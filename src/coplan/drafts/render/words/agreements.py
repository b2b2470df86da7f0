"""What the law asks of agreements between public bodies: clauses, certificates, and how a body approves one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from coplan.content.answers.values import join_words
from coplan.content.provisions import Law
from coplan.drafts.render.approval import AGREEMENTS, approval_act
from coplan.drafts.render.words.citing import Citing


class AgreementWords:
    """The functions on agreements for one plan; what they print they also cite.

    Text that an agreement takes from a provision prints only where the provision was seen. The rest stands in counsel's
    notes.
    """

    def __init__(self, words: Citing) -> None:
        self.words = words

    def functions(self) -> dict[str, Callable[..., Any]]:
        """The functions, by the name that templates use."""
        return {
            "must_state": self.must_state,
            "agreement_clause": self.clause,
            "certificates": self.certificates,
            "approved": self.approved,
            "approval_act": partial(approval_act, self.words.law),
            "approval_says": self.says,
        }

    def must_state(self, clause: str) -> bool:
        """True if the law of the state asks an agreement between public agencies to have this clause."""
        return any(clause in law.must_state for law in self.words.law.on(AGREEMENTS))

    def clause(self, topic: str) -> str:
        """The texts with which an agreement meets the law on a topic, each with its citation; empty if none."""
        return " ".join(f"{_plain(law.in_agreement)} ({law.citation})." for law in self._seen(topic, "in_agreement"))

    def certificates(self, *topics: str) -> list[dict[str, str]]:
        """What an officer of each public party certifies where it signs: topic, office, and words with citation."""
        found = []
        for topic in topics:
            for law in self._seen(topic, "certificate"):
                office, _, words = law.certificate.partition(":")
                found.append({"topic": topic, "office": office.strip(), "words": f"{_plain(words)} ({law.citation})"})
        return found

    def approved(self) -> str:
        """How the law asks each party to approve an agreement, for "takes effect only after …"; empty if not known."""
        return join_words([f"{_plain(law.approved)} ({law.citation})" for law in self._seen(AGREEMENTS, "approved")])

    def says(self) -> str:
        """What the act of approval says besides, by the law of the state, with its citation; empty if nothing."""
        found = self._seen(AGREEMENTS, "approval_says")
        return " ".join(f"{_plain(law.approval_says)} ({law.citation})." for law in found)

    def _seen(self, topic: str, field: str) -> list[Law]:
        found = [law for law in self.words.on(topic) if getattr(law, field) and law.status == "seen"]
        self.words.cited |= dict.fromkeys(found)
        return found


def texts_for_agreements(law: Law) -> Iterator[str]:
    """The texts that an agreement would take from a provision once it was read."""
    yield from filter(None, (law.in_agreement, law.certificate, law.approved, law.approval_says))


def _plain(words: str) -> str:
    return " ".join(words.split()).removesuffix(".")

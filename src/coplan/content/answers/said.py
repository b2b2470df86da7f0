"""An answer in the sentence that the checklist has for it."""

from __future__ import annotations

import re
from typing import Any

from coplan.content.answers.values import Chosen
from coplan.content.questions import Question
from coplan.content.terms import ANSWER


def in_its_sentence(question: Question, words: str) -> str:
    """`The team is on duty Monday to Friday.` of `Monday to Friday`; a question without a sentence gives its label."""
    said = (question.said or f"{question.label}: {ANSWER}.").replace(ANSWER, words)
    said = re.sub(r"([.!?…])\.$", r"\1", said)
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "!", "?", "…")) else ".")


def spoken(question: Question, value: Any) -> str:
    """An answer on one line as a sentence has it: for a choice in the words of the checklist."""
    clauses = {choice.key: choice.clause for choice in question.choices if choice.clause}
    if isinstance(value, Chosen) and value.key in clauses:
        return clauses[value.key]
    return " ".join(str(value).split())

"""Holds the plan's answers against its law: what law files list as going against a provision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from coplan.checks.functions.typed_names import mentions
from coplan.content.answers.moments import read_duration
from coplan.content.answers.values import Duration, Missing, Text
from coplan.content.provisions import AnswerConflict, Law
from coplan.plan.law import PlanLaw

SENTENCE = re.compile(r"(?<=[.!?])\s+")
LONGEST = 160  # letters of an answer that are quoted


def conflicts_of(law: PlanLaw) -> list[str]:
    """Each answer that goes against law in force for the plan, as a sentence with the citation and the reason."""
    return [words for topic in law.pack.topics for provision in law.on(topic) for words in _against(law, provision)]


def _against(law: PlanLaw, provision: Law) -> Iterator[str]:
    for conflict in provision.conflicts:
        question = law.pack.questions.get(conflict.question)
        answer = law.answers.value(conflict.question) if question else Missing(conflict.question)
        if question and not isinstance(answer, Missing) and conflicts(conflict, answer):
            quoted = f' ("{_said(conflict, answer)}")' if isinstance(answer, Text | Duration) else ""
            doubt = "" if provision.status == "seen" else ", whose current text was not read"
            reason = " ".join(conflict.because.split())
            yield f"The answer on {question.label}{quoted} goes against {provision.citation}{doubt}. {reason}"


def _said(conflict: AnswerConflict, answer: object) -> str:
    """What is quoted of an answer: the sentence that goes against the law, or else how the answer begins."""
    text = " ".join(str(answer).split())
    said = next((part for part in SENTENCE.split(text) if mentions(part, conflict.says)), text)
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 3].rsplit(' ', 1)[0]}..."


def conflicts(conflict: AnswerConflict, answer: Any) -> bool:
    """True if an answer goes against a provision so. Raises NotAnAnswer for a `longer_than` that is no duration."""
    if conflict.unless and mentions(answer, conflict.unless):
        return False
    if conflict.longer_than:
        return isinstance(answer, Duration) and answer.minutes > read_duration(conflict.longer_than).minutes
    if conflict.choices:
        chosen = answer if isinstance(answer, list | tuple) else [answer]
        return any(getattr(item, "key", None) in conflict.choices for item in chosen)
    if conflict.lacks:
        return not mentions(answer, conflict.lacks)
    return not conflict.says or mentions(answer, conflict.says)

"""What stands for each answer of a plan as it is, and for what every text of it rests on besides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coplan.content.installed import installed
from coplan.content.language.note_of_reads import ALL
from coplan.disk.cache import short_name
from coplan.drafts.render.looked import JOURNAL
from coplan.plan.view import Answers


class Stamps:
    """The stamps of one plan; `base` stands for its settings, pack, day and coplan, empty where that cannot be said."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.base = _base(answers)
        self._found: dict[str, str] = {}

    def of(self, key: str) -> str:
        """What stands for one answer: its words, what is open of it, and if a suggestion was taken over."""
        if key not in self._found:
            self._found[key] = self._of(key)
        return self._found[key]

    def changed(self, before: Mapping[str, str]) -> frozenset[str]:
        """The keys of which something else stood there before."""
        return frozenset(key for key, stamp in before.items() if self.of(key) != stamp)

    def _of(self, key: str) -> str:
        plan = self.answers.plan
        if key == JOURNAL:
            return _short(repr([[*vars(entry).values()] for entry in self.answers.history]))
        if key == ALL:
            return _short(repr([*plan.answers, ALL, *plan.open]))  # whoever goes on to an answer looks at that too
        value, item = plan.answers.get(key), plan.open.get(key)
        if value is None and item is None:
            return ""
        words = None if value is None else value.plain()
        return _short(repr([words, item.plain() if item else None, key in plan.suggested]))


def _base(answers: Answers) -> str:
    if not answers.pack.stamp:
        return ""
    plan = answers.plan
    own = [
        {key: [_words(one.value), one.reason] for key, one in some.items()} for some in (plan.limits, plan.assumptions)
    ]
    accepted = {key: value.plain() for key, value in plan.accepted.items()}
    words = [plan.drafts.plain(), *own, accepted, sorted(plan.outdated), str(answers.today)]
    try:
        return f"{installed()} {_short(repr(words))} {answers.pack.stamp}"
    except OSError:
        return ""


def _words(value: Any) -> str:
    return str(value.plain()) if hasattr(value, "plain") else repr(value)


def _short(words: str) -> str:
    return short_name(words, 12)

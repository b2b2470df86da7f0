"""Keeps rendered texts in the user's cache: after a change only those are rendered that looked at what changed.

A text is taken from there while all that was looked at to make it is as it was, and the pack, coplan, the day and the
plan's settings too. The file is sealed; losing it loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from coplan.content.document import Document
from coplan.content.installed import installed
from coplan.content.language.note_of_reads import ALL
from coplan.disk.cache import keep_json, read_json, short_name
from coplan.drafts.files.worked import hold_worked, worked_data
from coplan.drafts.render.looked import JOURNAL
from coplan.drafts.render.render import Rendered, render_all
from coplan.plan.view import Answers

KEPT = 16  # plans
FIELDS = ("holes", "read", "rests_on", "asked")


class Texts:
    """The texts of one plan, as they were kept and as they are needed."""

    def __init__(self, folder: Path, answers: Answers) -> None:
        self.name = f"{_short(str(folder.resolve()))}.texts"
        self.answers = answers

    def rendered(self, documents: Sequence[Document]) -> list[Rendered]:
        """These documents, rendered or as they were kept. Raises BadInput for a template that fails."""
        self._hold_worked()
        known = {one.id: item for one in documents if (item := self._kept_of(one)) is not None}
        fresh = {item.document.id: item for item in render_all(self.answers, self._missing(documents, known))}
        found = [known.get(one.id) or fresh[one.id] for one in documents]
        if fresh:
            self._keep(found)
        return found

    def _hold_worked(self) -> None:
        """Pieces and findings that nothing changed for are not worked out again."""
        with suppress(KeyError, TypeError, ValueError, AttributeError):  # nothing of this sort was kept
            hold_worked(self.answers, self._data_kept["worked"], self._stamp)

    def _missing(self, documents: Sequence[Document], known: Mapping[str, Rendered]) -> list[Document]:
        return [one for one in documents if one.id not in known]

    def _kept_of(self, document: Document) -> Rendered | None:
        data = self._kept.get(document.id)
        if data is None or data["title"] != document.title or not self._stands(data):
            return None
        fields = {name: tuple(data[name]) for name in FIELDS}
        return Rendered(document, data["text"], touched=frozenset(data["looked"]), **fields)

    def _stands(self, data: Mapping[str, Any]) -> bool:
        """True if all that was looked at is as it was: answers, what is open of them and in which order."""
        looked: dict[str, str] = data["looked"]
        order = [key for key in self.answers.plan.open if key in looked]
        return order == data["order"] and all(self._stamp(key) == stamp for key, stamp in looked.items())

    @cached_property
    def _base(self) -> str:
        """What every text stands on besides answers; empty where that cannot be said."""
        plan = self.answers.plan
        own = [
            {key: [_words(one.value), one.reason] for key, one in some.items()}
            for some in (plan.limits, plan.assumptions)
        ]
        accepted = {key: value.plain() for key, value in plan.accepted.items()}
        words = [plan.drafts.plain(), *own, accepted, sorted(plan.outdated), str(self.answers.today)]
        try:
            return f"{installed()} {_short(json.dumps(words))} {self.answers.pack.stamp}" if self._stamped else ""
        except OSError:
            return ""

    @property
    def _stamped(self) -> bool:
        return bool(self.answers.pack.stamp)

    @property
    def _kept(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._data_kept.get("texts", {})
        return found

    @cached_property
    def _data_kept(self) -> Mapping[str, Any]:
        """What was kept, if it is of this plan's settings, pack, day and coplan."""
        data: Mapping[str, Any] = (read_json(self.name) if self._base else None) or {}
        return data if data.get("base") == self._base else {}

    def _stamp(self, key: str) -> str:
        """What stands for one answer as it is: its words, what is open of it, and if a suggestion was taken over."""
        if key not in self._stamps:
            self._stamps[key] = self._stamp_of(key)
        return self._stamps[key]

    @cached_property
    def _stamps(self) -> dict[str, str]:
        return {}

    def _stamp_of(self, key: str) -> str:
        plan = self.answers.plan
        if key == JOURNAL:
            return _short(repr(self.answers.history))
        if key == ALL:
            keys = dict.fromkeys([*plan.answers, ALL, *plan.open])
            return _short(json.dumps([(one, one != ALL and self._stamp(one)) for one in keys]))
        value, item = plan.answers.get(key), plan.open.get(key)
        if value is None and item is None:
            return ""
        words = None if value is None else value.plain()
        return _short(json.dumps([words, item.plain() if item else None, key in plan.suggested]))

    def _keep(self, found: Sequence[Rendered]) -> None:
        if not self._base:
            return
        texts = {item.document.id: self._data(item) for item in found}
        data = {"base": self._base, "texts": texts, "worked": worked_data(self.answers, self._stamp)}
        keep_json(self.name, data, KEPT)

    def _data(self, item: Rendered) -> dict[str, Any]:
        looked = {key: self._stamp(key) for key in sorted(item.touched)}
        order = [key for key in self.answers.plan.open if key in looked]
        fields = {name: getattr(item, name) for name in FIELDS}
        return {"title": item.document.title, "text": item.text, "looked": looked, "order": order, **fields}


def _words(value: Any) -> str:
    return str(value.plain()) if hasattr(value, "plain") else repr(value)


def _short(words: str) -> str:
    return short_name(words, 12)

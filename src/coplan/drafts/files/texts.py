"""Keeps rendered texts in the user's cache: after a change only those are rendered that looked at what changed.

A text is taken from there while all that was looked at to make it is as it was, and the pack, coplan, the day and the
plan's settings too. Three files under a seal: what each text rests on, with the last texts; all texts of before; and
the pieces of which texts are made. The last two are read when they are needed. Losing a file loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from coplan.content.document import Document
from coplan.disk.cache import keep_json, read_json, short_name
from coplan.disk.plain_files import real
from coplan.drafts.files.name_list import NameList
from coplan.drafts.files.stamps import Stamps
from coplan.drafts.files.worked import hold_judged, hold_pieces, judged_data, pieces_data
from coplan.drafts.render.render import Rendered, render_all
from coplan.plan.view import Answers

KEPT = 16  # plans
LAST = 400_000  # letters of texts that are kept apart from all others, for they change most
NAMES = ("read", "rests_on", "asked", "looked")
FAULTS = (KeyError, IndexError, TypeError, ValueError, AttributeError)  # of what is no such record


class Texts:
    """The texts of one plan, as they were kept and as they are needed. What was worked out for them is held."""

    def __init__(self, folder: Path, answers: Answers) -> None:
        self.name = _short(str(real(folder)))
        self.answers, self.stamps = answers, Stamps(answers)
        self._record = self._read("texts")
        self._names, self._changed = NameList(), frozenset[int]()
        try:
            self._names = NameList(self._record["names"], self._record["stamps"])
            self._changed = self._names.of_changed(self.stamps.changed(self._names.stamps))
            hold_judged(answers, self._record, self._names, self._changed)
        except FAULTS:
            self._record = {}

    def rendered(self, documents: Sequence[Document]) -> list[Rendered]:
        """These documents, rendered or as they were kept. Raises BadInput for a template that fails."""
        known = {one.id: item for one in documents if (item := self._kept_of(one)) is not None}
        missing = [one for one in documents if one.id not in known]
        if not missing:
            return [known[one.id] for one in documents]
        with suppress(*FAULTS):  # nothing of this sort was kept
            hold_pieces(self.answers, self._read("pieces"), self.stamps)
        fresh = {item.document.id: item for item in render_all(self.answers, missing)}
        found = [known.get(one.id) or fresh[one.id] for one in documents]
        self._keep(found, fresh)
        return found

    def settled(self, item: Rendered) -> str:
        """What stands for the answers on which a text rests, as its record has them."""
        return _short(repr([self.stamps.of(key) for key in item.rests_on]))

    def _kept_of(self, document: Document) -> Rendered | None:
        with suppress(*FAULTS):
            data = self._record["documents"][document.id]
            if data["title"] == document.title and self._stands(data):
                names = {name: self._names.named(data[name]) for name in NAMES}
                fields: dict[str, Any] = {name: tuple(names[name]) for name in NAMES[:3]}
                fields |= {"document": document, "key": str(data["key"])}
                fields |= {name: tuple(data[name]) for name in ("holes", "points")}
                fields["touched"] = frozenset(names["looked"])
                return Rendered.with_text_later(fields, partial(self._text, document, str(data["hash"])))
        return None

    def _stands(self, data: Mapping[str, Any]) -> bool:
        """True if all that was looked at is as it was: answers, what is open of them and in which order."""
        if not self._changed.isdisjoint(data["looked"]):
            return False
        before, now = self._record["open"], list(self.answers.plan.open)
        looked = set(self._names.named(data["looked"])) if before != now else set()
        return [key for key in before if key in looked] == [key for key in now if key in looked]

    def _text(self, document: Document, wanted: str) -> str:
        """A text that was kept; rendered anew where it cannot be read."""
        for texts in (self._record["last"], self._older):
            text = texts.get(document.id)
            if isinstance(text, str) and _short(text) == wanted:
                return text
        return render_all(self.answers, [document])[0].text

    @cached_property
    def _older(self) -> Mapping[str, Any]:
        found = self._read("bodies").get("texts")
        return found if isinstance(found, dict) else {}

    def _read(self, sort: str) -> Mapping[str, Any]:
        """What was kept, if it is of this plan's settings, pack, day and coplan."""
        data = (read_json(f"{self.name}.{sort}") if self.stamps.base else None) or {}
        return data if isinstance(data, dict) and data.get("base") == self.stamps.base else {}

    def _keep(self, found: Sequence[Rendered], fresh: Mapping[str, Rendered]) -> None:
        if not self.stamps.base:
            return
        names = NameList()
        documents = {item.document.id: self._data(item, names) for item in found}
        last = {name: item.text for name, item in fresh.items()}
        held = self._record.get("last", {})
        last = {name: text for name, text in held.items() if name in documents and name not in fresh} | last
        data = {"base": self.stamps.base, "documents": documents, **judged_data(self.answers, names)}
        if sum(map(len, last.values())) > LAST or not self._record:
            older = {"base": self.stamps.base, "texts": {item.document.id: item.text for item in found}}
            keep_json(f"{self.name}.bodies", older, KEPT)
            last = {}
        keys = sorted({key for item in found for key in item.touched} | set(names.keys))
        data |= {"last": last, "open": list(self.answers.plan.open), "names": names.names}
        data["stamps"] = {key: self.stamps.of(key) for key in keys}
        keep_json(f"{self.name}.texts", data, KEPT)
        pieces = {"base": self.stamps.base, **pieces_data(self.answers, self.stamps)}
        keep_json(f"{self.name}.pieces", pieces, KEPT)

    def _data(self, item: Rendered, names: NameList) -> dict[str, Any]:
        lists = {"read": item.read, "rests_on": item.rests_on, "asked": item.asked, "looked": sorted(item.touched)}
        numbers = {name: names.numbers(some) for name, some in lists.items()}
        key, known = item.key, self._record.get("documents", {}).get(item.document.id, {})
        text = known["hash"] if not item.has_text else _short(item.text)
        open_ = {"holes": item.holes, "points": item.points}
        return {"title": item.document.title, "key": key, "hash": text, **open_, **numbers}


def _short(words: str) -> str:
    return short_name(words, 12)

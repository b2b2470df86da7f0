"""Which answer changed this paragraph: the document is rendered again with one answer set back to what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Day
from coplan.content.document import Document
from coplan.content.model import Pack
from coplan.drafts.files.record import Record
from coplan.drafts.render.render import render_all
from coplan.plan.model import OpenItem, Plan, is_state
from coplan.plan.view import Answers
from coplan.prose.blocks import Block
from coplan.prose.markdown.read import read_markdown
from coplan.yaml.nodes import Data

MOST = 40  # answers that are tried one by one; after a whole workshop all changed answers are named instead
LONG = 90  # letters of an answer


@dataclass(frozen=True)
class Cause:
    """An answer that changed, in words from what to what."""

    key: str
    label: str
    old: str
    new: str

    def __str__(self) -> str:
        old = f"was “{self.old}”" if self.old else "had no answer"
        new = f"is now “{self.new}”" if self.new else "has no answer now"
        return f"{self.label}: {old}, {new}."


class Why:
    """Finds the answers behind the changes of one document. Renders only when somebody asks."""

    def __init__(self, document: Document, text: str, record: Record | None, answers: Answers) -> None:
        self.document, self.text, self.answers = document, text, answers
        self.record = record or Record(document.id, "", "")

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """The answers that the document rested on and that are others today."""
        plan, pack, then = self.answers.plan, self.answers.pack, self.record
        found = []
        for key, old in then.answers.items():
            if key not in pack.questions:
                continue
            new = plan.data(key)
            item, before = _item_of(plan, key), dict(then.open.get(key, {}))
            if old != new or item != before:
                old_words, new_words = answer_words(pack, key, old), answer_words(pack, key, new)
                if item != before:
                    old_words, new_words = _with_state(old_words, before), _with_state(new_words, item)
                found.append(Cause(key, pack.questions[key].label, old_words, new_words))
        return tuple(found)

    def of(self, old: Block | None, new: Block | None) -> tuple[Cause, ...]:
        """The answers that turned one block into another; all that changed if no single one explains it."""
        if len(self.causes) < 2 or len(self.causes) > MOST:
            return self.causes
        mine = [cause for cause, there in self._without if self._explains(there, old, new)]
        return tuple(mine) or self.causes

    def _explains(self, there: Counter[Hashable], old: Block | None, new: Block | None) -> bool:
        came = new is not None and there[_key(new)] < self._today[_key(new)]
        went = old is not None and there[_key(old)] > self._today[_key(old)]
        return came or went

    @cached_property
    def _today(self) -> Counter[Hashable]:
        return _counted(read_markdown(self.text))

    @cached_property
    def _without(self) -> list[tuple[Cause, Counter[Hashable]]]:
        """For each cause the blocks that the document would have without it."""
        found = []
        for cause in self.causes:
            before = set_back(self.answers, self.record, cause.key)
            text = render_all(before, [self.document])[0].text
            found.append((cause, self._today if text == self.text else _counted(read_markdown(text))))
        return found


def set_back(answers: Answers, record: Record, key: str) -> Answers:
    """The answers with one of them as it was when the record was made."""
    plan, question = answers.plan.without_answer(key), answers.pack.questions[key]
    old = record.answers.get(key)
    if old is not None:
        with suppress(NotAnAnswer):  # the checklist has become stricter since
            plan = plan.with_answer(key, read_value(old, question))
    return answers.of(plan.with_open(key, _open_item(record.open.get(key, {}))))


def rested_on(plan: Plan, keys: Sequence[str]) -> tuple[dict[str, Data | None], dict[str, dict[str, str]]]:
    """The plain answers and open items of these questions, for a record."""
    answers = {key: plan.data(key) for key in keys}
    return answers, {key: plan.open[key].plain() for key in keys if key in plan.open}


def _item_of(plan: Plan, key: str) -> dict[str, str]:
    return plan.open[key].plain() if key in plan.open else {}


def _open_item(fields: object) -> OpenItem | None:
    data = dict(fields) if isinstance(fields, dict) else {}
    state = str(data.get("state", ""))
    if not is_state(state):
        return None
    try:
        due = Day.fromisoformat(data["due"]) if data.get("due") else None
    except ValueError:
        due = None
    return OpenItem(state, str(data.get("owner", "")), due, str(data.get("note", "")))


def answer_words(pack: Pack, key: str, data: Data | None) -> str:
    """Plain data of an answer as people read it, cut where it is long; empty where there is none."""
    if data is None:
        return ""
    try:
        words = " ".join(str(read_value(data, pack.questions[key])).split())
    except NotAnAnswer:
        words = str(data)
    return words if len(words) <= LONG else words[:LONG].rstrip() + "…"


def _with_state(words: str, item: dict[str, str]) -> str:
    owner = f", {item['owner']}" if item.get("owner") else ""
    due = f", due {item['due']}" if item.get("due") else ""
    state = f"{item['state']}{owner}{due}" if item else "settled" if words else ""
    return f"{words} ({state})" if words and state else words or state


def _counted(blocks: Sequence[Block]) -> Counter[Hashable]:
    return Counter(_key(block) for block in blocks)


def _key(block: Block) -> Hashable:
    return block.kind, block.level, block.texts

"""Which template line and which answers made the words of a draft, as it lies in the plan's folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coplan.content.document import Document
from coplan.drafts.origins.find_words import Searched, bare
from coplan.drafts.origins.origin import Origin, Origins
from coplan.drafts.origins.pack_texts import PackTexts
from coplan.drafts.origins.passages import Passage, nearest_to, passages_with
from coplan.drafts.people_text import PeopleText, people_text
from coplan.drafts.render.render import render_all
from coplan.drafts.service import chosen_documents
from coplan.errors import UsageError
from coplan.plan.disk.store import PlanFolder
from coplan.plan.view import Answers
from coplan.prose.markdown.read import read_markdown


@dataclass(frozen=True)
class Hit:
    """One place in a draft where the words stand. `people` says that coplan did not write this passage as it stands.

    `path` is empty where there is no draft yet, and today's text was searched. `origin` is None where no template says
    anything like it; for people's passage it is that of what coplan wrote nearest to it.
    """

    document: Document
    path: str
    passage: Passage
    people: bool
    origin: Origin | None


@dataclass(frozen=True)
class FoundWords:
    """Every place where the words stand; where there is none, the passages that come nearest."""

    hits: tuple[Hit, ...]
    near: tuple[Passage, ...] = ()


def why(place: PlanFolder, answers: Answers, name: str, words: str, texts: PackTexts) -> FoundWords:
    """Where words of a draft come from. Raises UsageError for an unknown document, or where there are no words."""
    wanted = bare(words)
    if not wanted:
        raise UsageError('Give some words of the draft, in quotes: coplan why transportation "may end the ride".')
    answers = place.with_history(answers)
    drafts = [_Draft(place, answers, document) for document in chosen_documents(answers, [name])]
    hits = tuple(hit for draft in drafts for hit in draft.hits(wanted, texts))
    near = () if hits else tuple(passage for draft in drafts for passage in nearest_to(draft.blocks, wanted))
    return FoundWords(hits, near)


class _Draft:
    def __init__(self, place: PlanFolder, answers: Answers, document: Document) -> None:
        self.document, self.answers = document, answers
        self.text: PeopleText | None = people_text(place, document, answers.plan.drafts.format)
        if self.text is None:
            self.blocks = tuple(read_markdown(render_all(answers, [document])[0].text))
        else:
            self.blocks = self.text.blocks

    def hits(self, wanted: Sequence[str], texts: PackTexts) -> list[Hit]:
        found = passages_with(self.blocks, wanted)
        if not found:
            return []
        record = self.text.record if self.text else None
        origins = Origins(self.document, record, self.answers, texts)
        path = self.text.path if self.text else ""
        return [Hit(self.document, path, one, self._by_people(one), origins.of(one)) for one in found]

    def _by_people(self, passage: Passage) -> bool:
        if self.text is None or not self.text.base:
            return False
        words = bare(passage.text)
        return not any(Searched(text).exact(words) for block in self.text.base_blocks for text in block.texts)

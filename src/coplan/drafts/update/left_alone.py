"""The drafts for which a run over all of them has nothing to do, as it was found last; and what this run found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from coplan.drafts.files.held import Held
from coplan.drafts.files.texts import Texts
from coplan.drafts.render.render import Rendered
from coplan.drafts.update.outcome import Draft
from coplan.drafts.update.states import FoundDraft, States


class LeftAlone:
    """Without `states` nothing is known, and nothing kept."""

    def __init__(self, states: States | None, texts: Texts) -> None:
        self.states, self.texts = states, texts
        self._found: dict[str, FoundDraft] = {}

    def of(self, item: Rendered) -> Draft | None:
        """The draft of a document that needs nothing."""
        known = self.states.of(item) if self.states is not None else None
        if known is None or not known.needs_nothing(self.texts.settled(item)):
            return None
        self._found[item.document.id] = known
        return known.draft

    def found(self, item: Rendered, held: Held, draft: Draft) -> None:
        """Note what a draft was found to be; its record is settled now."""
        if draft.state == "unchanged" and says_draft(item):
            self._found[item.document.id] = FoundDraft(item, draft, in_place(held, draft), self.texts.settled(item))

    def keep(self, folder: Path, items: Sequence[Rendered]) -> None:
        """Keep it for the next run."""
        if self.states is not None:
            found = (self._found.get(item.document.id) or self.states.of(item) for item in items)
            self.states.after(folder, [one for one in found if one is not None])


def in_place(held: Held, draft: Draft) -> bool:
    """True for a draft that lies where its record says."""
    return held.content is not None and held.record is not None and held.record.path == held.path == draft.path


def says_draft(item: Rendered) -> bool:
    """True if the notice that this is a draft stands above the text."""
    head = re.split(r"^## ", item.text, maxsplit=1, flags=re.MULTILINE)[0]
    return re.search(r"\bdraft\b", head, re.IGNORECASE) is not None

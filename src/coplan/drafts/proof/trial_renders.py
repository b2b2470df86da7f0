"""Renders the documents of a pack for trial plans, and keeps what was found in each while its texts stay."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from coplan.content.document import Document
from coplan.content.lint.proved import Proved
from coplan.content.model import Pack
from coplan.disk.cache import short_name
from coplan.drafts.render.called import made_of
from coplan.drafts.render.render import Rendered, render_all
from coplan.errors import BadInput, Problem
from coplan.plan.view import Answers

ENOUGH = 3  # plans in which a document fails: the rest would say the same


@dataclass
class TrialRender:
    """What came of one document: if a plan calls for it, what failed, and its brackets that no one is asked for."""

    reached: bool = False
    failed: int = 0
    problems: dict[str, Problem] = field(default_factory=dict)
    unasked: dict[str, None] = field(default_factory=dict)

    def look(self, answers: Answers, document: Document) -> None:
        """Render it alone for one plan, and note what comes of it, also that it fails."""
        try:
            made = made_of(document, answers)
            self.reached |= bool(made)
            for one in render_all(answers, made):
                self.note(answers, one)
        except BadInput as error:
            self.failed += 1
            self.problems |= {str(problem): problem for problem in error.problems}

    def note(self, answers: Answers, rendered: Rendered) -> None:
        """Note the brackets of one draft that this plan does not ask."""
        self.reached = True
        asked = (key for key in rendered.asked if key in answers.pack.questions)
        self.unasked |= {key: None for key in asked if not answers.applies(key)}

    def plain(self) -> dict[str, Any]:
        """For a file of the cache."""
        problems = [vars(problem) for problem in self.problems.values()]
        return {"reached": self.reached, "problems": problems, "unasked": list(self.unasked)}


def trial_renders(pack: Pack, trials: Sequence[Answers], stamp: str, kept: Proved) -> dict[str, TrialRender]:
    """Render documents in every plan; what came of each by its name.

    `stamp` stands for the lists of the packs, which every document may read. A document that was proved with these and
    with its text of today is not rendered again.
    """
    stamps = _stamps(pack, stamp)
    renders = {name: found for name, one in stamps.items() if (found := _read(kept.last(name, one)))}
    anew = [document for document in pack.documents if document.id not in renders]
    renders |= {document.id: TrialRender() for document in anew}
    for answers in trials if anew else ():
        sound = [document for document in anew if renders[document.id].failed < ENOUGH]
        with suppress(BadInput):  # which document it is, is found below
            made = [one for document in sound for one in made_of(document, answers)]
            for one in render_all(answers, made):
                renders[one.document.template].note(answers, one)
            continue
        for document in sound:
            renders[document.id].look(answers, document)
    for document in anew:
        kept.put(document.id, stamps[document.id], renders[document.id].plain())
    return renders


def _stamps(pack: Pack, stamp: str) -> dict[str, str]:
    """For each document a name that changes with its text, those that it looks into, and what any document may read."""
    heads = [repr(replace(document, body="", first_line=0)) for document in pack.documents]
    texts = [*pack.parts.values(), *(document.body for document in pack.documents)]
    quoted = [one.body for one in pack.documents if any(f"/{one.id}.md.j2" in text for text in texts)]
    shared = short_name("\0".join([stamp, *heads, *pack.parts, *pack.parts.values(), *quoted]))
    own = {one.id: [shared, str(one.first_line), one.body, *_seen(one, pack)] for one in pack.documents}
    return {name: short_name("\0".join(texts)) for name, texts in own.items()}


def _seen(document: Document, pack: Pack) -> list[str]:
    """The texts of the documents that this one looks into: counsel's notes list what is open in a contract."""
    named = (one for one in pack.documents if one.id == document.beside or f"'{one.id}'" in document.body)
    return [one.body for one in named if one.id != document.id]


def _read(plain: Any) -> TrialRender | None:
    """What was kept; None where that is nothing, or no such thing."""
    try:
        problems = {str(one): one for one in (Problem(**problem) for problem in plain["problems"])}
        return TrialRender(bool(plain["reached"]), 0, problems, dict.fromkeys(plain["unasked"]))
    except (TypeError, KeyError):
        return None

"""What each document is, whether the plan calls for it and why not, and what it still needs. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coplan.content.answers.values import Missing
from coplan.content.document import Document
from coplan.content.language.expressions import standing_at
from coplan.content.language.references import expression_references
from coplan.drafts.render.called import called_for, made_of, titled_always
from coplan.drafts.render.holes import DECIDE, tally
from coplan.drafts.render.render import Rendered, render_all
from coplan.plan.effort import desk_minutes
from coplan.plan.view import Answers

LONG = 60  # letters of an answer in a reason

Rendering = Callable[[Sequence[Document]], Sequence[Rendered]]


@dataclass(frozen=True)
class DocumentNeeds:
    """One document for one plan.

    `applies` is False where the plan does not call for it; `why_not` then says what its condition looks at, and how
    that stands. `needs` are the questions without an answer for which it has a hole. `open` counts its open
    points by kind. `text` is what it says today.
    """

    document: Document
    applies: bool
    why_not: str = ""
    needs: tuple[str, ...] = ()
    open: Mapping[str, int] = field(default_factory=dict)
    text: str = ""

    @property
    def open_points(self) -> int:
        """All that is still open in it, each point once."""
        return sum(self.open.values())


def needs_words(item: DocumentNeeds, answers: Answers) -> str:
    """What a document still needs: `Transport procedure: 15 questions, about 20 minutes, fills 30 holes`."""
    return f"{item.document.title}: {needs_in_short(item, answers)}"


def needs_in_short(item: DocumentNeeds, answers: Answers) -> str:
    """The same without its title."""
    if not item.needs:
        return "has all its answers"
    minutes = desk_minutes(answers.pack.questions[key] for key in item.needs)
    holes = item.open.get(DECIDE, 0)
    parts = [_count(len(item.needs), "question"), f"about {_count(minutes, 'minute')}"]
    parts += [f"fills {_count(holes, 'hole')}"] if holes else []
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def document_needs(answers: Answers, step: str = "", rendered: Rendering | None = None) -> list[DocumentNeeds]:
    """Every document of the pack in its order; one for each row where a template says so.

    `rendered` gives the texts of documents where somebody keeps them; without it all are worked out.
    """
    documents = [document for document in answers.pack.documents if step in ("", document.step)]
    made = {document.id: made_of(document, answers) for document in documents}
    wanted = [one for some in made.values() for one in some]
    written = rendered(wanted) if rendered else render_all(answers, wanted)
    texts = {item.document.id: item for item in written}
    found = []
    for document in documents:
        found += [needs_of(texts[one.id], answers) for one in made[document.id]]
        if not made[document.id]:
            unwritten = titled_always(document, answers)
            found.append(DocumentNeeds(unwritten, False, _why_not(document, answers)))
    return found


def needs_of(item: Rendered, answers: Answers) -> DocumentNeeds:
    """What a document that was worked out still needs."""
    needs = tuple(key for key in item.asked if _is_open(key, answers))
    return DocumentNeeds(item.document, True, "", needs, tally(item.points), item.text)


def _is_open(key: str, answers: Answers) -> bool:
    return key in answers.pack.questions and answers.applies(key) and isinstance(answers.value(key), Missing)


def _why_not(document: Document, answers: Answers) -> str:
    """Why the plan does not call for a document."""
    if document.beside and not made_of(answers.pack.document(document.beside), answers):
        return f"it belongs to `{document.beside}`, which is not written for this plan"
    if document.for_ is not None and called_for(document, answers):
        rows = answers.pack.questions[document.for_.rows].label
        which = " that is meant" if answers.value(document.for_.rows) else ""
        return f"there is one for each row of “{rows}”, and the plan has no row{which}"
    with standing_at(f"templates/{document.template}.md.j2", 2, "when"):
        return "; ".join(_looked_at(document.when, answers))


def _looked_at(when: str, answers: Answers) -> Sequence[str]:
    """What a condition looks at, and how it stands in this plan."""
    found: dict[str, None] = {}
    for reference in expression_references(when):
        if reference.kind != "name":
            continue
        step, _, name = reference.name.partition(".")
        if step == "facts" and name in answers.pack.facts:
            found[f"{answers.pack.facts[name].label}: {'yes' if answers.fact(name) else 'no'}"] = None
        elif reference.name in answers.pack.questions:
            value = answers.value(reference.name)
            words = "not answered" if isinstance(value, Missing) else " ".join(str(value).split())
            short = words if len(words) <= LONG else f"{words[:LONG].rstrip()}…"
            found[f"{answers.pack.questions[reference.name].label}: {short}"] = None
    return list(found)

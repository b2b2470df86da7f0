"""What commands and the wizard ask of drafts: write and update them, and say what they still miss."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from coplan.content.document import Document
from coplan.disk.os_refusals import unread_problem
from coplan.drafts.files.bases import BaseStore
from coplan.drafts.files.folder import DraftsFolder
from coplan.drafts.files.held import Held
from coplan.drafts.files.look import load_letterhead, look_for
from coplan.drafts.files.texts import Texts
from coplan.drafts.heirs import hand_over, inherited_drafts, old_names
from coplan.drafts.mostly_holes import is_worksheet
from coplan.drafts.readiness import DocumentNeeds, document_needs, needs_of
from coplan.drafts.render.called import called_for, documents_for, made_of, titled_always
from coplan.drafts.render.noted import noting
from coplan.drafts.render.render import Rendered, render_all
from coplan.drafts.update.left_alone import LeftAlone, in_place, says_draft
from coplan.drafts.update.outcome import Draft
from coplan.drafts.update.save import carry_out
from coplan.drafts.update.states import FoundDraft, States
from coplan.drafts.update.update import Job, update
from coplan.errors import BadInput, Problem, UsageError, did_you_mean
from coplan.plan.disk.clocks import last_day
from coplan.plan.disk.fingerprint import FolderLook
from coplan.plan.disk.store import PlanFolder
from coplan.plan.model import Plan
from coplan.plan.view import Answers


@dataclass(frozen=True)
class Drafting:
    """What a run did; `leftover` are drafts that the plan no longer calls for, `hint` is advice on the whole.

    `postponed` are documents that were not written, for they would be mostly holes.
    """

    drafts: list[Draft]
    leftover: list[str]
    hint: str = ""
    postponed: tuple[DocumentNeeds, ...] = ()

    @property
    def conflicts(self) -> int:
        """The places in which people and plan changed the same words."""
        return sum(draft.conflicts for draft in self.drafts)

    @property
    def problems(self) -> bool:
        """True if a draft could not be read or written."""
        return any(draft.problem is not None for draft in self.drafts)


WAITS = "Too much in it is still to decide; it is written by name, or when more is decided."
MARKDOWN_STAYS = (
    "Drafts that were Markdown stay Markdown. `coplan set drafts.format docx` turns those into Word documents "
    "that nobody edited; `coplan set drafts.format md` keeps all drafts in Markdown."
)


def draft_plan(
    place: PlanFolder,
    answers: Answers,
    names: Sequence[str] = (),
    *,
    dry_run: bool = False,
    restore: bool = False,
    tell: bool = False,
    step: Callable[[int, int], None] | None = None,
    stood: FolderLook | None = None,
) -> Drafting:
    """Write and update the drafts that the plan calls for, or those named.

    `dry_run` works everything out and writes nothing. `tell` works out what changes, paragraph by paragraph, and why.
    `restore` writes drafts anew that people deleted. A document that would be mostly holes, and was never written, is
    written only by name. `step` hears how many are done, of how many. `stood` is the folder as it was before anything
    in it was read, where somebody looked. Raises UsageError for an unknown name, SaveError if the disk refuses.
    """
    plain, (answers, texts) = answers, _with_texts(place, answers)
    documents = chosen_documents(answers, names, beside=True)
    if not dry_run and (saved := _with_row_ids(place, answers, documents)) is not None:
        answers, texts = _with_texts(place, saved)
        documents = chosen_documents(answers, names, beside=True)
    desk = _Desk(place, answers)
    drafts: list[Draft] = []
    rendered = texts.rendered(documents) if not names else render_all(answers, documents)
    every = not (names or dry_run or restore or tell)
    known = LeftAlone(States(place.folder, desk.look, stood) if every else None, texts)
    later = set() if names else {one.document.id for one in rendered if not known.of(one) and desk.postponed(one)}
    for done, item in enumerate(rendered):
        if step:
            step(done, len(rendered))
        if item.document.id in later or (item.document.beside in later and desk.unwritten(item)):
            continue
        if (left := known.of(item)) is not None:
            drafts.append(left)
            continue
        held, job = desk.job(item)
        outcome = update(held, replace(job, restore=restore, tell=tell))
        found = held.content if outcome.path == held.path else None
        drafts.append(outcome.draft if dry_run else carry_out(place.folder, outcome, found, place.clerk.now()))
        if held.inherited and not dry_run and drafts[-1].state == "merged":
            hand_over(desk.folder.store, held, item.document.id)
        known.found(item, held, drafts[-1])
    if not desk.inherits:
        known.keep(place.folder, rendered)
    postponed = tuple(needs_of(item, answers) for item in rendered if item.document.id in later)
    leftover = _leftover(place, answers)
    _note_reads(plain, answers, rendered)
    return Drafting(drafts, leftover, desk.hint, postponed)


def _note_reads(plain: Answers, answers: Answers, items: Iterable[Rendered]) -> None:
    """What was read for drafts was read of the plan's answers, of which `answers` are another view."""
    plain.note.again({**answers.note.whole, **{key: None for item in items for key in item.touched}})


def _with_row_ids(place: PlanFolder, answers: Answers, documents: Iterable[Document]) -> Answers | None:
    """Give rows that were typed into the file, and have a draft each, their permanent ids; None where all have them.

    Raises SaveError.
    """
    keys = {document.for_.rows for document in documents if document.for_ is not None}
    bare = [key for key in keys if any(not row["id"] for row in answers.value(key))]
    if not bare:
        return None

    def anew(plan: Plan) -> Plan:
        for key in bare:
            rows = plan.answers[key]
            plan = plan.with_answer(key, type(rows)(rows, rows.labels, rows.required))
        return plan

    return place.answers(place.save(anew, "drafted").plan)


def states(place: PlanFolder, answers: Answers, stood: FolderLook | None = None) -> list[Draft]:
    """The drafts of a plan as they are on disk: what a run would find. `missing` where there is none yet.

    `stood` is the folder as it was before anything in it was read, where somebody looked.
    """
    plain, (answers, texts) = answers, _with_texts(place, answers)
    desk = _Desk(place, answers)
    items = texts.rendered(documents_for(answers))
    known = States(place.folder, desk.look, stood)
    found = [known.of(item) or _state(desk, item) for item in items]
    if not desk.inherits:
        known.keep(found)
    plain.take_conditions(answers)
    _note_reads(plain, answers, items)
    return [one.draft for one in found]


def _state(desk: _Desk, item: Rendered) -> FoundDraft:
    held, job = desk.job(item)
    draft = update(held, replace(job, write=False)).draft
    if not says_draft(item):
        draft = replace(draft, note=f"{draft.note} {UNSAID}".strip())
    if draft.state == "created":
        note = WAITS if desk.postponed(item) else draft.note
        draft = replace(draft, state="missing", note=note)
    return FoundDraft(item, draft, in_place(held, draft))


def needs_of_documents(place: PlanFolder, answers: Answers) -> list[DocumentNeeds]:
    """Every document and what it still needs, from the texts that are kept where they still hold. Raises BadInput."""
    answers, texts = _with_texts(place, answers)
    return document_needs(answers, rendered=texts.rendered)


def _with_texts(place: PlanFolder, answers: Answers) -> tuple[Answers, Texts]:
    """The answers with the decisions of the journal, and texts of before; figures are worked out once for both."""
    shared, answers = noting(answers), place.with_history(answers)
    answers.share(shared)
    return answers, Texts(place.folder, answers)


UNSAID = (
    "Nothing above its text says that it is a draft: templates/parts/frame.md.j2 of this pack leaves the notice out."
)


class _Desk:
    """What all documents of one run share: the folder, the letterhead, the dates."""

    def __init__(self, place: PlanFolder, answers: Answers) -> None:
        self.place, self.answers = place, answers
        self.folder = DraftsFolder(place.folder)
        self.wanted = answers.plan.drafts.format
        self.letterhead = load_letterhead(place.folder, answers)
        self.today = place.clerk.now()[:10]
        self.date = plan_date(place) or self.today
        self.hint = ""
        self.inherits = False

    @property
    def look(self) -> str:
        """What all drafts have in common besides their texts."""
        head = hashlib.sha256(self.letterhead or b"").hexdigest()
        return f"{self.answers.program} {self.answers.plan.drafts.plain()} {head}"

    @cached_property
    def inherited(self) -> dict[str, Held]:
        """Drafts from before there was one for each row, by the document that goes on with them."""
        found = inherited_drafts(self.answers, self.folder, self.wanted)
        self.inherits = bool(found)
        return found

    def job(self, item: Rendered) -> tuple[Held, Job]:
        document = item.document
        held = self.inherited.get(document.id) if document.row else None
        if held is not None:
            item = replace(item, document=replace(document, heir_of=old_names(document, self.answers)))
            path = f"drafts/{document.id}.{held.format}"
        else:
            held = self.folder.held(document, self.wanted)
            path = f"drafts/{document.id}.{self.wanted}" if self.wanted else held.path
        if not self.wanted and held.content is not None and held.format == "md":
            self.hint = MARKDOWN_STAYS
        look = look_for(document, self.answers, self.letterhead, self.date)
        return held, Job(item, self.answers, look, path, f"{self.today}T00:00:00Z")

    def unwritten(self, item: Rendered) -> bool:
        """True if there is no draft of this document, and never was."""
        held = self.job(item)[0]
        return held.content is None and held.record is None and held.problem is None

    def postponed(self, item: Rendered) -> bool:
        """True if a document would be a worksheet, and nothing of it is there to be updated."""
        return is_worksheet(item, self.answers.plan.drafts) and self.unwritten(item)


def plan_date(place: PlanFolder) -> str:
    """The day of the last decision in the journal, as year-month-day; empty if there is none."""
    return last_day(place.entries(), place.today.isoformat())


def _leftover(place: PlanFolder, answers: Answers) -> list[str]:
    """Drafts that coplan wrote and that the plan no longer calls for. They are left where they are."""
    store = BaseStore(place.folder)
    called = {name for document in documents_for(answers) for name in document.names}
    try:
        records = [store.load(name) for name in store.names() if name not in called]
    except OSError as error:
        raise BadInput([_unreadable(error)]) from None
    return [record.path for record in records if record is not None and place.inside.there(record.path)]


def _unreadable(error: OSError) -> Problem:
    return unread_problem(error.filename or ".coplan", error)


def chosen_documents(answers: Answers, names: Sequence[str], *, beside: bool = False) -> list[Document]:
    """The documents with these names, or all that the plan calls for.

    The name of a template that has a document for each row chooses all of them, NAME@ROW one. `beside` takes those
    along that stand beside a chosen one. Raises UsageError.
    """
    if not names:
        return documents_for(answers)
    found: dict[str, Document] = {}
    for name in names:
        short = name.removeprefix("drafts/").removesuffix(".md").removesuffix(".docx")
        for document in _chosen(short, answers):
            found[document.id] = document
            for other in documents_for(answers) if beside else ():
                if other.beside == document.template:
                    found[other.id] = other
    return list(found.values())


def _chosen(name: str, answers: Answers) -> list[Document]:
    known = {old: document for document in answers.pack.documents for old in reversed(document.names)}
    template, _, row = name.partition("@")
    document = known.get(template)
    if document is None:
        hint = did_you_mean(template, known) or "`coplan documents` lists them."
        raise UsageError(f"There is no document `{name}`. {hint}")
    if not called_for(document, answers):
        title = titled_always(document, answers).title
        raise UsageError(f"This plan does not call for `{document.id}` ({title}).")
    made = made_of(document, answers)
    if row:
        made = [one for one in made if row == one.row]
        if not made:
            raise UsageError(f"This plan calls for no `{name}`. `coplan documents` names those that it calls for.")
    elif not made and document.for_ is not None:
        rows = answers.pack.questions[document.for_.rows].label
        raise UsageError(f"`{document.id}` is written for each row of “{rows}”, and the plan has none of those yet.")
    return made

"""Brings one draft to today's plan: what is found goes in, what is to be written comes out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coplan.content.document import Document
from coplan.drafts.files.draft_format import Brought, DraftFile
from coplan.drafts.files.held import Held, format_of
from coplan.drafts.files.record import Beside, Record, hash_of, is_untouched
from coplan.drafts.render.render import Rendered
from coplan.drafts.update.beside import ours_beside, place_beside
from coplan.drafts.update.change_reasons import Why, rested_on
from coplan.drafts.update.changes import DraftChange, MergedTexts, both_in, change_of
from coplan.drafts.update.decision import Deed, Found, State, decide
from coplan.drafts.update.outcome import Draft
from coplan.drafts.update.untouched_word import UntouchedWord
from coplan.errors import BadInput
from coplan.plan.view import Answers
from coplan.prose.markdown.read import read_markdown
from coplan.word.write.word_look import Look


@dataclass(frozen=True)
class Job:
    """One document to bring up to date: the plan's text and look, and what was asked for.

    `path` is where a new file goes. `date` stands on tracked changes. `write` is False where only the state is
    asked for, and no file; `tell` asks for the changes, paragraph by paragraph.
    """

    item: Rendered
    answers: Answers
    look: Look
    path: str
    date: str
    restore: bool = False
    write: bool = True
    tell: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a draft, and what is to be written: files by path, the record last, then what goes away."""

    draft: Draft
    record: Record | None = None
    path: str = ""
    content: bytes | None = None
    beside: tuple[str, bytes] | None = None
    remove: tuple[str, ...] = ()


def update(held: Held, job: Job) -> Outcome:
    """Decide on one draft, and work out what is to be written."""
    try:
        return _Update(held, job).run()
    except BadInput as error:
        problem = error.problems[0]
    except Exception as error:
        from coplan.word.file.package import STRANGE, strange

        if not isinstance(error, STRANGE) or held.format != "docx" or held.content is None:  # not the file's fault
            raise
        problem = strange(held.path, error).problems[0]
    return Outcome(_draft(job, held.path, "problem", problem=problem, note=held.note))


def open_draft(held: Held, document: Document) -> DraftFile | None:
    """The draft that lies there, or None if there is none. Raises BadInput if it cannot be read."""
    if held.problem is not None:
        raise BadInput([held.problem])
    if held.content is None:
        return None
    if held.format == "md":
        from coplan.drafts.update.markdown_draft import MarkdownDraft

        return MarkdownDraft(held.path, held.content, held.record)
    names = (*document.names, *document.heir_of)
    if held.record is not None and is_untouched(held.content, held.record):
        return UntouchedWord(names, held.path, held.content, held.record)
    from coplan.drafts.update.word_draft import WordDraft

    return WordDraft(names, held.path, held.content, held.record)


class _Update:
    def __init__(self, held: Held, job: Job) -> None:
        self.held, self.job, self.text = held, job, job.item.text
        self.file = open_draft(held, job.item.document)

    def run(self) -> Outcome:
        deed, state = decide(self._found(), restore=self.job.restore)
        if self.held.inherited and state in ("edited", "merged", "adopted"):
            return self._merge("merged")  # into a file of its own
        if self.held.blocked is not None and deed in ("write", "merge") and self.file is not None:
            return Outcome(self._draft("problem", problem=self.held.blocked))
        if deed == "write":
            return self._write(state)
        if deed == "merge":
            return self._merge(state)
        return self._leave(deed, state)

    def _found(self) -> Found:
        file, record = self.file, self.held.record
        if file is None:
            return Found(there=False, known=record is not None)
        same = file.says(self.text)  # also where people wrote just what the plan says
        touched = file.touched and not same
        fits = not self._moves and (record is None or record.look in ("", self._look))
        final = file.final or bool(record and record.final)
        return Found(
            there=True,
            known=file.known or same,
            touched=touched,
            current=(same or file.base_text == self.text) and (touched or final or fits),
            final=final,
            unresolved=bool(file.unresolved),
        )

    @property
    def _moves(self) -> bool:
        """True if a draft that nobody edited changes its format."""
        return self.held.format != format_of(self.job.path)

    @property
    def _look(self) -> str:
        """What stands for paper, letterhead and program; nothing for Markdown."""
        look = self.job.look
        head = hash_of(look.letterhead) if look.letterhead is not None else ""
        return hash_of(f"{look.title}\n{look.program}\n{look.paper}\n{head}")

    def _write(self, state: State) -> Outcome:
        """Write a clean file: a new one, or in place of one that nobody edited."""
        path = self.job.path if self.file is None or self._moves else self.held.path
        draft = self._draft(state, path=path, changes=self._changes())
        if not self.job.write:
            return Outcome(draft)
        old = () if self.file is None or not self._moves else (self.held.path,)
        content = self._content(path)
        return Outcome(draft, self._record(path, content, clean=True), path, content, remove=(*old, *self._ours()))

    def _content(self, path: str) -> bytes:
        if self.file is not None and not self._moves:
            return self.file.anew(self.text, self.job.look)
        if format_of(path) == "md":
            return self.text.encode("utf-8")
        return _fresh_word(self.job.item.document.id, self.text, self.job.look)

    def _merge(self, state: State) -> Outcome:
        """Bring the plan's changes into a file that people edited."""
        file = self.file
        assert file is not None
        unheld, merge = file.unheld, file.merged(self.text)
        texts = self._texts()
        changes = self._changes()
        brought = Brought(b"", len(merge.conflicts))
        if self.job.write:
            brought = file.bring(self.text, self._reasons, self.job.date)
        path = self.job.path if self.held.inherited else self.held.path
        note = f"People edited it, so it stays {_FORMATS[self.held.format]}." if self._moves else ""
        if self.held.inherited:
            note = f"What people wrote in {self.held.path} is in it; that file was left where it is."
        draft = self._draft(
            state,
            conflicts=brought.conflicts,
            merged=both_in(merge, texts),
            unheld=(*unheld, *brought.left_alone),
            changes=changes,
            note=note,
            path=path,
        )
        if not self.job.write:
            return Outcome(draft)
        record = self._record(path, brought.content, clean=False)
        return Outcome(draft, record, path, brought.content, remove=self._ours())

    def _leave(self, deed: Deed, state: State) -> Outcome:
        """Leave the file as it is; the plan's text may go beside it."""
        record, content, file = self.held.record, self.held.content, self.file
        if file is None or content is None:
            return Outcome(self._draft(state), record)
        draft = self._draft(state)
        if state == "unresolved":
            found = replace(draft, where=file.unresolved, conflicts=len(file.unresolved))
            return Outcome(found, None if self.held.inherited else record)
        if deed == "beside":
            return self._beside(draft, record or Record(draft.document, self.held.path, file.base_text))
        if state == "final":
            return Outcome(draft, record)
        hashed = hash_of(content) if not file.touched or file.says(self.text) else (record.hash if record else "")
        kept = self._record(self.held.path, content, clean=not file.touched or file.says(self.text))
        return Outcome(draft, replace(kept, hash=hashed), remove=self._ours())

    def _beside(self, draft: Draft, record: Record) -> Outcome:
        path, wanted = place_beside(self.held, self.text)
        draft = replace(draft, beside=path)
        if not (wanted and self.job.write):
            return Outcome(draft, self.held.record)
        if self.held.format == "md":
            newline = b"\r\n" if self.held.content and b"\r\n" in self.held.content else b"\n"
            content = self.text.encode("utf-8").replace(b"\n", newline)
        else:
            content = _fresh_word(draft.document, self.text, self.job.look)
        record = replace(record, beside=Beside(path, hash_of(content), hash_of(self.text)))
        return Outcome(draft, record, beside=(path, content))

    def _ours(self) -> tuple[str, ...]:
        """New text beside the draft that has become needless, if nobody edited it."""
        path = ours_beside(self.held) if not self.held.inherited else ""
        return (path,) if path else ()

    def _record(self, path: str, content: bytes, *, clean: bool) -> Record:
        item, held = self.job.item, self.held.record
        answers, items = rested_on(self.job.answers.plan, item.rests_on)
        look = "" if format_of(path) == "md" else self._look
        final = held.final if held and self.file is not None else None  # a text that nobody has read is not final
        return Record(
            item.document.id,
            path,
            self.text,
            hash_of(content),
            clean,
            look,
            answers,
            items,
            final=final,
            title=item.document.title if item.document.row else "",
        )

    # What is told

    def _texts(self) -> MergedTexts:
        assert self.file is not None
        return MergedTexts(self.file.base, self.file.people, read_markdown(self.text))

    def _why(self) -> Why:
        return Why(self.job.item.document, self.text, self.held.record, self.job.answers)

    def _reasons(self) -> Mapping[int, str]:
        """For each step of the merge the answers behind it, in sentences."""
        assert self.file is not None
        why, texts = self._why(), self._texts()
        found = {}
        for number, step in enumerate(self.file.merged(self.text).steps):
            if step.action != "keep":
                causes = why.of(texts.old_of(step), texts.new_of(step))
                found[number] = " ".join(str(cause) for cause in causes) or UNKNOWN
        return found

    def _changes(self) -> tuple[DraftChange, ...]:
        if not self.job.tell or self.file is None:
            return ()
        why, texts, found = self._why(), self._texts(), []
        for step in self.file.merged(self.text).steps:
            if step.action != "keep":
                causes = why.of(texts.old_of(step), texts.new_of(step))
                found.append(change_of(step, texts, tuple(str(cause) for cause in causes)))
        return tuple(change for change in found if change is not None)

    def _draft(self, state: State, *, path: str = "", **more: object) -> Draft:
        note = " ".join(filter(None, (self.held.note, str(more.pop("note", "")), self._renamed())))
        return _draft(self.job, path or self.held.path, state, note=note, **more)

    def _renamed(self) -> str:
        """That a row is called something else today, and that its draft keeps its file name."""
        document, record = self.job.item.document, self.held.record
        if not document.row or record is None or record.title in ("", document.title) or self.held.inherited:
            return ""
        return f"It was “{record.title}” and is now “{document.title}”; the file keeps its name."


def _fresh_word(document: str, text: str, look: Look) -> bytes:
    from coplan.drafts.update.word_draft import fresh_word

    return fresh_word(document, text, look)


UNKNOWN = "No answer changed: coplan's own text for this document did."
_FORMATS = {"md": "Markdown", "docx": "a Word document"}


def _draft(job: Job, path: str, state: State, **more: object) -> Draft:
    document = job.item.document
    return Draft(document.id, document.title, path, state, len(job.item.points), **more)  # type: ignore[arg-type]

"""Puts drafts into share/ for those who read and do not edit: HTML and PDF of people's text, not of ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coplan.content.document import Document
from coplan.disk import kept_aside
from coplan.disk.os_refusals import unwritten
from coplan.drafts.people_text import PeopleText, people_text
from coplan.drafts.service import plan_date
from coplan.errors import BadInput, SaveError
from coplan.letters import shown as in_letters
from coplan.plan.disk.store import PlanFolder
from coplan.plan.view import Answers
from coplan.prose.blocks import Block, Runs
from coplan.share.head_and_foot import Cover
from coplan.share.html import html
from coplan.share.outline import outline
from coplan.share.pdf import NoPdf, Pdf, pdf
from coplan.share.sheets import workbook
from coplan.share.typst_text import typst_text
from coplan.word.file.package import open_package
from coplan.word.read.word_document import read_word

FOLDER, XLSX = "share", "xlsx"


@dataclass(frozen=True)
class Shared:
    """What became of one document: the files, or why there are none.

    `unshown` is what of the draft they leave out or show as something else.
    """

    document: str
    title: str
    paths: tuple[str, ...] = ()
    refused: str = ""
    warning: str = ""
    unshown: tuple[str, ...] = ()
    unusable: bool = False  # refused, since a file cannot be read or written


def share(
    place: PlanFolder,
    answers: Answers,
    documents: Sequence[Document],
    formats: Sequence[str],
    *,
    shown: bool,
    step: Callable[[int, int], None] | None = None,
) -> list[Shared]:
    """Write these documents in these formats (html, pdf, xlsx). Workbooks hold the plan's rows.

    `shown` shows changes that wait in Word; else they count as accepted. A draft with unsettled conflicts is refused.
    What stops one does not stop the others. `step` hears how many are done, of how many. Raises MissingExtra.
    """
    found: list[Shared] = []
    for document in documents:
        if step:
            step(len(found), len(documents))
        found.append(_share(place, answers, document, formats, shown))
    return found


def _share(place: PlanFolder, answers: Answers, document: Document, formats: Sequence[str], shown: bool) -> Shared:
    try:
        text = people_text(place, document, answers.plan.drafts.format)
    except BadInput as error:
        return Shared(document.id, document.title, refused=str(error), unusable=True)
    if text is None:
        return Shared(document.id, document.title, refused="there is no draft yet; `coplan draft` writes it.")
    if text.unresolved:
        where = "; ".join(str(found) for found in text.unresolved)
        return Shared(document.id, document.title, refused=f"{text.path} holds unsettled conflicts: {where}")
    nodes = outline(_blocks(text, shown)) if set(formats) - {XLSX} else []
    cover = _cover(place, answers, document, text)
    paths, refused, warning, unusable = list[str](), "", "", False
    for name in formats:
        if name == XLSX:
            made_of_rows = workbook(document, answers)
            paths += [save(place, f"{FOLDER}/{document.id}.{name}", made_of_rows)] if made_of_rows else []
            continue
        try:
            made = Pdf(html(nodes, cover).encode("utf-8")) if name == "html" else pdf(typst_text(nodes, cover))
            paths.append(save(place, f"{FOLDER}/{document.id}.{name}", made.content))
            warning = warning or made.warning
        except (NoPdf, SaveError, BadInput) as error:  # of this document; the others can be well
            refused, unusable = str(error), not isinstance(error, NoPdf)
    return Shared(document.id, document.title, tuple(paths), refused, warning, text.unshown, unusable)


HIDDEN = "hidden text"


def _blocks(text: PeopleText, shown: bool) -> Sequence[Block]:
    hides = any(words.startswith(HIDDEN) for words in text.unshown)
    if text.format == "docx" and (shown or hides):
        found: Sequence[Block] = read_word(open_package(text.content, text.path), shown=shown, hidden=False).blocks
    else:
        found = text.blocks
    return [replace(block, cells=tuple(map(_readable, block.cells))) for block in found]


def _readable(runs: Runs) -> Runs:
    """Runs in which nothing turns what is read: such a character stands as its number, where people see it."""
    return tuple(run if run.text.isprintable() else replace(run, text=in_letters(run.text)) for run in runs)


def _cover(place: PlanFolder, answers: Answers, document: Document, text: PeopleText) -> Cover:
    titles = [block.texts[0] for block in _blocks(text, shown=False) if block.kind == "title"]
    title = titles[0] if titles else document.title
    look = answers.plan.drafts.paper, document.is_dense, document.inches, document.language
    return Cover(title, answers.program, plan_date(place), text.final, *look)


def save(place: PlanFolder, path: str, content: bytes) -> str:
    """Write a file, and return its path; what people changed in it is kept beside it. Raises SaveError."""
    try:
        kept_aside.put(place.inside, {path: content})
    except OSError as error:
        raise unwritten(path, error) from None
    return path

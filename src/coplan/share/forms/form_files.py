"""Puts forms and agenda into share/worksheets/, and reads files that came back. A form that is filled in stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coplan.disk.inside import LARGEST
from coplan.disk.os_refusals import unread
from coplan.errors import BadInput, CoplanError, Problem
from coplan.plan.disk.store import PlanFolder
from coplan.share.forms.docx import docx_form
from coplan.share.forms.filled import Filled
from coplan.share.forms.form import Form
from coplan.share.forms.read_docx import read_docx
from coplan.share.forms.read_xlsx import read_xlsx
from coplan.share.forms.taking import take_form
from coplan.share.forms.xlsx import xlsx_form
from coplan.share.writing import save

FOLDER = "share/worksheets"
WRITERS: dict[str, Callable[[Form], bytes]] = {"docx": docx_form, "xlsx": xlsx_form}
READERS: dict[str, Callable[[bytes, str], Filled]] = {".docx": read_docx, ".xlsx": read_xlsx}


class FilledIn(CoplanError):
    """A form lies where a new one should go, and somebody wrote in it."""


def write_form(place: PlanFolder, form: Form, kind: str) -> str:
    """Write a form, and return its path. Raises FilledIn, SaveError, MissingExtra."""
    path = f"{FOLDER}/{form.role}.{kind}"
    content = WRITERS[kind](form)
    _keep_what_people_wrote(place, path, content)
    return save(place, path, content)


def _keep_what_people_wrote(place: PlanFolder, path: str, content: bytes) -> None:
    """Raise FilledIn if the file there holds answers that the plan does not have."""
    try:
        there = place.inside.read(path)
    except FileNotFoundError:
        return
    if there == content:
        return
    advice = f"Take it first (coplan take {path}), or move it, and write the form again."
    try:
        filled = READERS[path[path.rindex(".") :]](there, path)
    except BadInput:
        raise FilledIn(f"{path} is there, and coplan cannot read it. {advice}") from None
    taken = take_form(filled, place.answers(), filled.by, {})
    if taken.told or taken.refused:
        raise FilledIn(f"Somebody wrote in {path}. {advice}")


def read_form(path: Path) -> Filled:
    """What stands in a form that came back. Raises BadInput with one message."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        fix = "Save it as .xlsx or .docx, as coplan wrote it."
        raise BadInput([Problem(str(path), 0, "", "is no form that coplan reads.", fix)])
    try:
        status = path.stat()
        if not path.is_file():
            raise BadInput([Problem(str(path), 0, "", "is no file.", "Name the form.")])
        if status.st_size > LARGEST:
            what = f"is larger than {LARGEST // 1_000_000} MB."
            raise BadInput([Problem(str(path), 0, "", what, "A form is a thousandth of it.")])
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise BadInput([Problem(str(path), 0, "", "there is no such file.")]) from None
    except OSError as error:
        raise unread(path, error) from None
    if not content:
        raise BadInput([Problem(str(path), 0, "", "this file is empty.", "Ask whoever filled it in to send it again.")])
    return reader(content, str(path))

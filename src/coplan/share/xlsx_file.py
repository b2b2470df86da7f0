"""Begins a workbook: text in it never becomes a formula or a link, and the same content gives the same bytes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from io import BytesIO
from typing import TYPE_CHECKING

from coplan.errors import MissingExtra

if TYPE_CHECKING:
    from xlsxwriter import Workbook

CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no time zone; a fixed day gives the same bytes
LONGEST = 31  # letters of a sheet's name


def begun(title: str, what: str = "A workbook", extra: str = "xlsx", otherwise: str = "") -> tuple[BytesIO, Workbook]:
    """A workbook with its title, and where its bytes are once it is closed.

    `what` is missing without the library, which `extra` brings; `otherwise` says what to do without. Raises
    MissingExtra.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtra(what, "XlsxWriter", extra, otherwise) from None
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": CREATED})
    return out, book


def sheet_name(title: str, taken: Collection[str], otherwise: str = "Table") -> str:
    """A name that a sheet may have and none has yet: short, and without the letters that spreadsheets refuse.

    `taken` are names in lower case; `otherwise` stands for a title of which nothing is left.
    """
    plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:LONGEST].strip(" '") or otherwise
    number, name = 1, plain
    while name.casefold() in taken or name.casefold() == "history":  # a name of the program's own
        number += 1
        name = f"{plain[: LONGEST - 4]} {number}"
    return name

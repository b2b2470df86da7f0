"""Begins a workbook: text in it never becomes a formula or a link, and the same content gives the same bytes."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from coplan.errors import MissingExtra

if TYPE_CHECKING:
    from xlsxwriter import Workbook

CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no time zone; a fixed day gives the same bytes


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

"""Makes the PDF: tagged, so that a screen reader can walk it (PDF/UA-1), by typst, which is an extra."""

from __future__ import annotations

from dataclasses import dataclass

from coplan.errors import CoplanError, MissingExtra


class NoPdf(CoplanError):
    """This one document cannot be made a PDF."""


@dataclass(frozen=True)
class Pdf:
    """The file, and why it does not meet the accessibility standard where it does not."""

    content: bytes
    warning: str = ""


def pdf(source: str) -> Pdf:
    """The PDF of a typst source. The same source gives the same bytes. Raises MissingExtra, NoPdf."""
    try:
        import typst
    except ImportError:
        raise MissingExtra("PDF", "typst", "pdf", "Until then, open the HTML file and print it to PDF.") from None
    text = source.encode("utf-8")
    try:
        return Pdf(typst.compile(text, format="pdf", pdf_standards="ua-1", timestamp=0))
    except typst.TypstError as error:
        reason = str(error)
    try:  # a letter that no font here has breaks the standard, and not the document
        return Pdf(typst.compile(text, format="pdf", timestamp=0), f"not accessible throughout: {reason}")
    except typst.TypstError as error:
        raise NoPdf(f"The PDF could not be made: {error}. The HTML file can be printed instead.") from None


def can_make_pdf() -> bool:
    """True if typst is installed."""
    from importlib.util import find_spec

    return find_spec("typst") is not None

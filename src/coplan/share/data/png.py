"""A picture for programs that do not show SVG, drawn by typst, which brings its own fonts."""

from __future__ import annotations

from coplan.errors import MissingExtra

DOTS = 144  # an inch
PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes("{}"), format: "svg")\n'


def png(svg: str) -> bytes:
    """The picture as PNG, twice as fine as the screen. Raises MissingExtra."""
    try:
        import typst
    except ImportError:
        raise MissingExtra("A PNG picture", "typst", "data", "The SVG file holds the same.") from None
    page = PAGE.format(svg.replace("\\", "\\\\").replace('"', '\\"'))
    return typst.compile(page.encode("utf-8"), format="png", ppi=DOTS)

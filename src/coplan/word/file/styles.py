"""The look of a draft: Word's own styles, set for a county's paper, and a few of ours."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from coplan.word.file.page_setup import LITTLE

FONT = "Calibri"
NAVY, GRAY = RGBColor(0x1D, 0x3F, 0x5E), RGBColor(0x55, 0x55, 0x55)
# Size, space before and after, in points.
HEADINGS = {"Heading 1": (14, 13, 4), "Heading 2": (12, 10, 3), "Heading 3": (11.5, 8, 3), "Heading 4": (11, 8, 3)}
PARAGRAPHS = ("Draft Notice", "Table Text", "Table Heading", "Table Gap", "Code Block", "Rule Line", "Draft End")
LANGUAGE = "en-US"


def set_styles(document: Document, letters: float = 1.0) -> None:
    """Set the styles of python-docx's template for drafts, and add ours; all of them smaller for `letters` below 1."""
    _language(document)
    normal = document.styles["Normal"]
    _font(normal, 11)
    _space(normal, 0, 5)
    normal.paragraph_format.line_spacing = 1.05
    normal.paragraph_format.widow_control = True
    _title(document.styles["Title"])
    for name, (size, before, after) in HEADINGS.items():
        _heading(document.styles[name], size, before, after)
    _heading(document.styles["Heading 5"], 11, 8, 3)
    for name in ("List Bullet", "List Number", "List Continue", "List Continue 2", "List Continue 3"):
        _space(document.styles[name], 0, 2)
    for name in ("List Bullet", "List Number"):
        _drop(document.styles[name], "w:numPr")  # each list has its own number; one of the style would run on
    for name in PARAGRAPHS:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = normal
    _ours(document)
    _characters(document)
    if letters < 1:
        _shrink(document, letters)


def _language(document: Document) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for lang in defaults.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)


def _title(style: Any) -> None:
    _drop(style, "w:pBdr")
    _font(style, 22, bold=True, color=NAVY)
    _space(style, 0, 10)
    style.paragraph_format.keep_with_next = True


def _heading(style: Any, size: float, before: float, after: float) -> None:
    _font(style, size, bold=True, color=NAVY)
    _space(style, before, after)
    style.paragraph_format.keep_with_next = True


def _ours(document: Document) -> None:
    styles = document.styles
    notice = styles["Draft Notice"]
    _space(notice, 2, 2)
    notice.paragraph_format.left_indent = notice.paragraph_format.right_indent = Pt(6)
    _border(notice, "left", "1D3F5E", 24, 6)
    _shade(notice, "EEF2F6")
    for name, bold in (("Table Text", False), ("Table Heading", True)):
        _font(styles[name], 10, bold=bold)
        _space(styles[name], 2, 2)
        styles[name].paragraph_format.line_spacing = 1.0
    styles["Table Heading"].paragraph_format.keep_with_next = True
    _font(styles["Table Gap"], 4)
    _space(styles["Table Gap"], 0, 0)
    _font(styles["Code Block"], 10, name="Consolas")
    _space(styles["Rule Line"], 6, 6)
    _border(styles["Rule Line"], "bottom", "8A9BA8", 6, 1)
    _font(styles["Draft End"], 6, color=GRAY)  # so small that it seldom takes a page of its own
    _space(styles["Draft End"], 2, 0)
    styles["Draft End"].paragraph_format.line_spacing = 1.0


def _shrink(document: Document, letters: float) -> None:
    """Smaller letters in all styles, and for small ones half of the space between lines of text."""
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    for style in document.styles:
        if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER) and style.font.size is not None:
            style.font.size = Pt(round(2 * letters * style.font.size.pt) / 2)
        if style.type == WD_STYLE_TYPE.PARAGRAPH and letters < LITTLE:
            spacing = style.paragraph_format
            for name in ("space_before", "space_after"):
                if getattr(spacing, name) is not None:
                    setattr(spacing, name, Pt(getattr(spacing, name).pt / 2))
    if letters < LITTLE:  # a line that is for coplan alone takes no page of its own
        end = document.styles["Draft End"]
        end.font.size = Pt(3)
        _space(end, 0, 0)


def _characters(document: Document) -> None:
    hole = document.styles.add_style("Hole", WD_STYLE_TYPE.CHARACTER)
    hole.font.bold = True
    _shade_text(hole, "FFEF9E")  # Word shows no highlight that comes from a style
    code = document.styles.add_style("Inline Code", WD_STYLE_TYPE.CHARACTER)
    _font(code, 10, name="Consolas")
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor(0x1D, 0x4F, 0x7C)
    link.font.underline = True
    for name in ("Header", "Footer"):
        _font(document.styles[name], 9, color=GRAY)
        _drop(document.styles[name], "w:tabs")


def _font(style: Any, size: float, *, name: str = FONT, bold: bool | None = None, color: Any = None) -> None:
    style.font.name, style.font.size = name, Pt(size)
    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]  # the template's names of themes would win over the font
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), name)
    if bold is not None:
        style.font.bold = bold
    if color is not None:
        style.font.color.rgb = color


def _space(style: Any, before: float, after: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    _drop(style, "w:contextualSpacing")


def _drop(style: Any, tag: str) -> None:
    for parent in (style.element.pPr, style.element.rPr):
        for found in [] if parent is None else parent.findall(qn(tag)):
            parent.remove(found)


def _border(style: Any, side: str, color: str, size: int, space: int) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", size), ("space", space), ("color", color)):
        line.set(qn(f"w:{key}"), str(value))
    borders.append(line)
    _put(style.element.get_or_add_pPr(), borders, ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"))


def _shade(style: Any, fill: str) -> None:
    later = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    _put(style.element.get_or_add_pPr(), _shading(fill), later)


def _shading(fill: str) -> Any:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{key}"), value)
    return shade


def _put(parent: Any, element: Any, later: tuple[str, ...]) -> None:
    """Put an element before those that the schema wants after it."""
    for child in parent:
        if child.tag in {qn(tag) for tag in later}:
            child.addprevious(element)
            return
    parent.append(element)


def _shade_text(style: Any, fill: str) -> None:
    style.element.get_or_add_rPr().append(_shading(fill))

"""Names that Word files are made of: namespaces, styles, and how to write text as XML."""

from __future__ import annotations

from typing import Any

from lxml import etree

from coplan.word.file.mark import sound

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
END = "End of this draft. Keep this line: text that comes later is put above it."
DECLARED = f'xmlns:w="{W}" xmlns:r="{R}"'

# The styles that drafts use, by what they are for. Names count, not ids: those change with the language of Word.
STYLES = {
    "title": "Title",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "heading4": "heading 4",
    "heading5": "heading 5",
    "bullet": "List Bullet",
    "number": "List Number",
    "continue1": "List Continue",
    "continue2": "List Continue 2",
    "continue3": "List Continue 3",
    "quote": "Draft Notice",
    "head": "Table Heading",
    "row": "Table Text",
    "gap": "Table Gap",
    "code": "Code Block",
    "rule": "Rule Line",
    "end": "Draft End",
    "hole": "Hole",
    "inline_code": "Inline Code",
    "link": "Hyperlink",
    "table": "Table Grid",
    "header": "header",
    "footer": "footer",
}


# In the properties of a row. It says what holds without it; the schema allows no properties of a row that hold a mark
# of a change and nothing else.
MAY_SPLIT = '<w:cantSplit w:val="off"/>'


def w(name: str) -> str:
    """A tag or attribute of the main namespace, as lxml writes it."""
    return f"{{{W}}}{name}"


def xml_text(text: str) -> str:
    """Text for the inside of an element or an attribute in double quotes."""
    return sound(text).translate(ENTITIES)


ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def style_ids(styles: Any) -> dict[str, str]:
    """The id of each style that drafts use, from the parsed styles part; those that are missing are left out."""
    by_name = {
        style.find(w("name")).get(w("val"), "").casefold(): style.get(w("styleId"))
        for style in styles.iter(w("style"))
        if style.find(w("name")) is not None
    }
    return {key: by_name[name.casefold()] for key, name in STYLES.items() if name.casefold() in by_name}


def around(element: etree._Element) -> etree._Element:
    """The element around another one that is not the root."""
    parent = element.getparent()
    assert parent is not None
    return parent


def within(element: etree._Element, name: str) -> etree._Element:
    """The child of this name, which must be there."""
    child = element.find(w(name))
    assert child is not None
    return child

"""What people put on coplan's own pending changes in Word: one function a kind, and the changes on which they put it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from coplan.word.file.package import OFFICE, Package, related, xml_bytes
from coplan.word.file.side_part import SidePart
from coplan.word.file.xml_names import W, w
from coplan.word.track.pending import mark_properties, parse
from tests.word.cases import PAGE

VML = "urn:schemas-microsoft-com:vml"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CROWDED = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14, W15 = (f"http://schemas.microsoft.com/office/word/{year}/wordml" for year in (2010, 2012))
ANN = 'w:author="Ann Example" w:date="2026-11-02T00:00:00Z"'

BASE = PAGE.replace(
    "Nothing else is promised.", "The council meets on Monday.\n\nNothing else is promised.\n\nThat is all of it."
)
FIRST = (
    BASE.replace("30 minutes", "20 minutes")
    .replace("- Advise\n", "- Advise\n- Write it down\n")
    .replace("- Listen\n", "")
    .replace("| County | 40% |", "| County | 35% |\n| Counsel | $10 |")
    .replace("| City | 60% |\n", "")
    .replace("The council meets on Monday.\n", "The sheriff reports every quarter.\n")
    .replace("\nNothing else is promised.\n", "")
)
OTHER = (
    FIRST.replace("20 minutes", "10 minutes")
    .replace("- Write it down", "- Write it down at once")
    .replace("35%", "25%")
    .replace("$10", "$15")
    .replace("every quarter", "every month")
)
# Where a change of FIRST waits: the words by which its paragraph is found, with the tag of their text.
PENDING = {
    "words that came in": ("t", "20"),
    "words that went": ("delText", "30"),
    "a cell's words that came in": ("t", "35"),
    "a cell's words that went": ("delText", "40"),
    "an item that came in": ("t", "Write it down"),
    "an item that went": ("delText", "Listen"),
    "a row that came in": ("t", "Counsel"),
    "the second cell of a row that came in": ("t", "$10"),
    "a row that went": ("delText", "60%"),
    "a paragraph that came in": ("t", "The sheriff reports"),
    "a paragraph that went": ("delText", "Nothing else"),
}


@dataclass(frozen=True)
class Spot:
    """A pending change: its run, the paragraph in which it waits, and the change around the run."""

    root: etree._Element
    run: etree._Element

    @property
    def paragraph(self) -> etree._Element:
        return next(self.run.iterancestors(w("p")))

    @property
    def change(self) -> etree._Element:
        return next(self.run.iterancestors(w("ins"), w("del")))


def spot(root: etree._Element, tag: str, words: str) -> Spot:
    """Where these words wait."""
    found = next(
        text
        for text in root.iter(w(tag))
        if (text.text or "").startswith(words) and next(text.iterancestors(w("ins"), w("del")), None) is not None
    )
    run = found.getparent()
    assert run is not None
    return Spot(root, run)


def _behind(xml: str) -> Callable[[Spot], None]:
    """Put elements behind the words, into the change."""

    def put(at: Spot) -> None:
        for element in reversed(parse(f"<w:x>{xml}</w:x>")):
            at.run.addnext(element)

    return put


def _highlight(at: Spot) -> None:
    look = at.run.find(w("rPr"))
    if look is None:
        look = etree.Element(w("rPr"))
        at.run.insert(0, look)
    look.append(parse('<w:highlight w:val="yellow"/>'))


def _properties(at: Spot) -> etree._Element:
    mark_properties(at.paragraph)
    found = at.paragraph.find(w("pPr"))
    assert found is not None
    return found


def _section(at: Spot) -> None:
    _properties(at).append(parse('<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="15840" w:h="12240"/></w:sectPr>'))


def _centered(at: Spot) -> None:
    properties = _properties(at)
    properties.insert(list(properties).index(properties.find(w("rPr"))), parse('<w:jc w:val="center"/>'))


def _line_above(at: Spot) -> None:
    """A paragraph of their own before it: within a cell a line of its own."""
    at.paragraph.addprevious(parse("<w:p><w:r><w:t>Program</w:t></w:r></w:p>"))


def _line_below(at: Spot) -> None:
    at.paragraph.addnext(parse("<w:p/>"))
    line = at.paragraph.getnext()
    assert line is not None
    line.addnext(parse("<w:p><w:r><w:t>See the annex</w:t></w:r></w:p>"))


def _comment(at: Spot) -> None:
    """A comment on the words themselves, within the change."""
    at.run.addprevious(parse('<w:commentRangeStart w:id="901"/>'))
    at.run.addnext(parse('<w:commentRangeEnd w:id="901"/>'))
    at.change.addnext(parse('<w:r><w:commentReference w:id="901"/></w:r>'))


def _bookmark(at: Spot) -> None:
    at.run.addprevious(parse('<w:bookmarkStart w:id="901" w:name="Ref1"/>'))
    at.run.addnext(parse('<w:bookmarkEnd w:id="901"/>'))


def _pending(kind: str) -> Callable[[Spot], None]:
    """A change of their own, pending, beside ours."""

    def put(at: Spot) -> None:
        text = {"ins": "t", "del": "delText"}[kind]
        words = f'<w:r><w:{text} xml:space="preserve"> kindly</w:{text}></w:r>'
        at.change.addnext(parse(f'<w:{kind} w:id="902" {ANN}>{words}</w:{kind}>'))

    return put


def _reply(at: Spot) -> None:
    """An answer to coplan's own comment on this paragraph, if it has one; else a comment."""
    mine = next(at.paragraph.iter(w("commentReference")), None)
    if mine is None:
        _comment(at)
        return
    around = mine.getparent()
    assert around is not None
    around.addnext(parse('<w:r><w:commentReference w:id="901"/></w:r>'))


TEXT_BOX = (
    f'<w:r><w:pict><v:rect xmlns:v="{VML}" style="width:90pt;height:20pt"><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>In a box</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
)
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>chosen</w:t></w:r></w:sdtContent></w:sdt>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CHOICE = f'<mc:AlternateContent xmlns:mc="{CROWDED}"><mc:Fallback><w:t>☂</w:t></mc:Fallback></mc:AlternateContent>'


@dataclass(frozen=True)
class Decoration:
    """Something that people put there, and by what it is known in the XML."""

    put: Callable[[Spot], None]
    signs: tuple[str, ...]


DECORATIONS = {
    "a footnote": Decoration(_behind('<w:r><w:footnoteReference w:id="2"/></w:r>'), ("w:footnoteReference",)),
    "an endnote": Decoration(_behind('<w:r><w:endnoteReference w:id="2"/></w:r>'), ("w:endnoteReference",)),
    "a picture": Decoration(_behind("<w:r><w:drawing/></w:r>"), ("w:drawing",)),
    "a text box": Decoration(_behind(TEXT_BOX), ("w:txbxContent>", "In a box")),
    "a simple field": Decoration(
        _behind('<w:fldSimple w:instr=" DATE "><w:r><w:t>today</w:t></w:r></w:fldSimple>'), ("w:fldSimple ", "today")
    ),
    "a field": Decoration(_behind(FIELD), ("w:fldChar ", "w:instrText")),
    "a symbol": Decoration(_behind('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), ("w:sym ",)),
    "a formula": Decoration(
        _behind(f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>x</m:t></m:r></m:oMath>'), (":oMath ", ":t>x")
    ),
    "an emoji": Decoration(_behind(f"<w:r>{CHOICE}</w:r>"), ("AlternateContent ", "☂")),
    "a control": Decoration(_behind(CONTROL), ("w:sdtContent>", "chosen")),
    "a page break": Decoration(_behind('<w:r><w:br w:type="page"/></w:r>'), ('w:type="page"',)),
    "a bookmark": Decoration(_bookmark, ('w:bookmarkStart w:id="901"', 'w:bookmarkEnd w:id="901"')),
    "a comment": Decoration(
        _comment, tuple(f'w:comment{part} w:id="901"' for part in ("RangeStart", "RangeEnd", "Reference"))
    ),
    "a reply to our comment": Decoration(_reply, ('w:commentReference w:id="901"',)),
    "a highlight": Decoration(_highlight, ("w:highlight",)),
    "a section break": Decoration(_section, ('w:type w:val="continuous"',)),
    "another alignment": Decoration(_centered, ("w:jc ",)),
    "a line above": Decoration(_line_above, ("Program",)),
    "lines below": Decoration(_line_below, ("See the annex",)),
    "words of their own": Decoration(_behind("<w:r><w:t> and kindly</w:t></w:r>"), ("and kindly",)),
    "their own insertion": Decoration(_pending("ins"), (" kindly",)),
    "their own deletion": Decoration(_pending("del"), (" kindly",)),
}


def decorate(package: Package, kind: str, where: str) -> Package:
    """The file after people put this there, with the text of their comment."""
    return decorated(package, kind, lambda root: spot(root, *PENDING[where]))


def waiting(root: etree._Element) -> list[Spot]:
    """All changes of coplan's own that wait."""
    found = [run for change in root.iter(w("ins"), w("del")) for run in change.findall(w("r"))]
    return [Spot(root, run) for run in found if run.getparent().get(w("author")) == "coplan"]


def decorated(package: Package, kind: str, where: Callable[[etree._Element], Spot]) -> Package:
    """The file after people put this at the change that `where` finds."""
    root = package.xml(package.main)
    DECORATIONS[kind].put(where(root))
    package = package.replaced({package.main: xml_bytes(root)})
    return _with_comment(package, reply=kind.startswith("a reply"))


def _with_comment(package: Package, *, reply: bool) -> Package:
    if b'commentReference w:id="901"' not in package.parts[package.main]:
        return package
    comments = SidePart(package, "comments")
    line = f'<w:p xmlns:w14="{W14}" w14:paraId="0000AAAA"><w:r><w:t>Is this right?</w:t></w:r></w:p>'
    comments.root.append(parse(f'<w:comment w:id="901" {ANN}>{line}</w:comment>'))
    comments.changed = True
    if not reply:
        return comments.write(package)
    # Word says which comment one answers by the ids of their last paragraphs.
    lines = []
    for number, item in enumerate(comments.root):
        last = item.findall(w("p"))[-1]
        if item.get(w("id")) != "901":
            last.set(f"{{{W14}}}paraId", f"{number + 1:08X}")
            lines.append(f'<w15:commentEx w15:paraId="{number + 1:08X}" w15:done="0"/>')
    number = _answered(package)
    parent = "" if number is None else f' w15:paraIdParent="{_para_id(comments.root, number)}"'
    lines.append(f'<w15:commentEx w15:paraId="0000AAAA"{parent} w15:done="0"/>')
    package = comments.write(package)
    extended = f'<w15:commentsEx xmlns:w15="{W15}" xmlns:w="{W}">{"".join(lines)}</w15:commentsEx>'
    package = package.replaced({"word/commentsExtended.xml": extended.encode()})
    package, _ = related(package, package.main, f"{OFFICE}/commentsExtended", "commentsExtended.xml")
    return package


def _answered(package: Package) -> str | None:
    """The id of the comment before the reply in the same paragraph."""
    for paragraph in package.xml(package.main).iter(w("p")):
        ids = [item.get(w("id")) for item in paragraph.iter(w("commentReference"))]
        if "901" in ids and ids.index("901"):
            return ids[ids.index("901") - 1]
    return None


def _para_id(root: etree._Element, number: str) -> str:
    found = next(item for item in root if item.get(w("id")) == number)
    return str(found.findall(w("p"))[-1].get(f"{{{W14}}}paraId"))

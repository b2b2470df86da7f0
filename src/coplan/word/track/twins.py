"""Our own pending changes that undo each other: words taken out, and the same words in the same look put in behind."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from coplan.word.file.xml_names import around, w
from coplan.word.read.pieces import SIGNS, TEXTS
from coplan.word.read.word_document import paragraphs_of
from coplan.word.track.pending import unwrap


def settle_twins(place: etree._Element, author: str) -> None:
    """Take both away, so that the words stand as they stood at first. Changes that hold anything else stay."""
    for paragraph in paragraphs_of(place):
        for gone, come in list(_pairs(paragraph, author)):
            if _said(gone) == _said(come) != []:
                for change in come:
                    around(change).remove(change)
                for change in gone:
                    unwrap(change)


def _pairs(paragraph: etree._Element, author: str) -> Iterator[tuple[list[etree._Element], list[etree._Element]]]:
    """Deletions that touch, with the insertions that follow them at once; both of this author."""
    gone: list[etree._Element] = []
    come: list[etree._Element] = []
    for child in [*paragraph, None]:
        kind = child.tag if child is not None and child.get(w("author")) == author else ""
        if come and kind != w("ins"):
            yield gone, come
            gone, come = [], []
        if kind == w("ins") and gone and _is_plain(child):
            come.append(child)
        elif kind == w("del"):
            gone.append(child)
        else:
            if come:  # behind them stands one that holds something else
                yield gone, come
            gone, come = [], []


def _is_plain(change: etree._Element | None) -> bool:
    return change is not None and all(
        run.tag == w("r") and all(item.tag in (w("rPr"), w("t")) for item in run) for run in change
    )


def _said(changes: list[etree._Element]) -> list[tuple[bytes, str]]:
    """The looks and the words of changes; words of one look together."""
    found: list[tuple[bytes, str]] = []
    for run in (run for change in changes for run in change.iter(w("r"))):
        look = run.find(w("rPr"))
        face = etree.tostring(look, method="c14n", exclusive=True) if look is not None else b""
        text = "".join(item.text or "" if item.tag in TEXTS else SIGNS.get(str(item.tag), "") for item in run)
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + text)
        else:
            found.append((face, text))
    return found

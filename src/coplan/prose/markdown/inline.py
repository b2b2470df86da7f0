"""Reads the inside of a Markdown paragraph: what is text, how it looks, and where in the source it stands.

Whatever is not one of the few looks that a `Run` has (images, footnotes, HTML, reference links) stays text as typed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from coplan.prose.blocks import Run, Runs
from coplan.prose.markdown.emphasis import Delimiters, pair_delimiters
from coplan.prose.markdown.marks import Mark

SPECIAL = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<code>`+)
    |(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{0,31});)
    |(?P<image>!\[)
    |(?P<link>\[)
    |<(?P<auto>[a-zA-Z][\w+.-]{1,31}:[^\s<>]*)>
    |(?P<html></?[a-zA-Z][^<>\n]*>|<[!?][^<>]*>)
    |(?P<delimiter>\*+|_+)
    |(?P<hard>(?:\ {2,}|\\)\n[ \t]*)
    |(?P<soft>[ \t]*\n[ \t]*)""",
    re.VERBOSE,
)
FIRST = re.compile(r"[\\`&!\[<*_\n]")  # all that is special begins so, but for the space before the end of a line
DEEPEST = 30  # nobody puts more brackets into one another, and a row of them must not take long
PLAIN = (False, False, False, "")
BRACKETS = re.compile(r"\\.|[\[\]]|`+", re.DOTALL)
TARGET = re.compile(r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:[^\s()\\]|\\.|\([^\s()]*\))*))\s*\)")


@dataclass(frozen=True)
class InlinePiece:
    """A stretch of text as people see it. It stands in the source from `start` to `end`, letter by letter if `plain`.

    `marks` are the looks that it stands in, outermost first.
    """

    text: str
    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    plain: bool = True


def read_pieces(text: str, *, cell: bool = False) -> list[InlinePiece]:
    """The pieces of one paragraph's source (or of one cell's, in which an escaped bar is a bar even inside code)."""
    return [piece for piece in _scan(text, 0, len(text), cell) if piece.text]


def runs_of(pieces: list[InlinePiece]) -> Runs:
    """Pieces as runs: neighbours with one look are one run."""
    alike = groupby(pieces, lambda piece: _look(piece.marks))
    return tuple(Run("".join(piece.text for piece in group), *look) for look, group in alike)


def look_of(marks: tuple[Mark, ...]) -> Run:
    """A run without text that looks like text within these marks."""
    return Run("", *_look(marks))


def _look(marks: tuple[Mark, ...]) -> tuple[bool, bool, bool, str]:
    if not marks:
        return PLAIN
    kinds = {mark.kind for mark in marks}
    link = next((mark.link for mark in reversed(marks) if mark.kind == "link"), "")
    return "bold" in kinds, "italic" in kinds, "code" in kinds, link


def _scan(text: str, start: int, end: int, cell: bool) -> list[InlinePiece]:
    """All pieces between two places, with emphasis settled among them."""
    found: list[InlinePiece | Delimiters] = []
    at = start
    while at < end:
        special = _next_special(text, at, end)
        if special is None:
            found.append(InlinePiece(text[at:end], at, end))
            break
        if special.start() > at:
            found.append(InlinePiece(text[at : special.start()], at, special.start()))
        at = _read(text, special, end, cell, found)
    return _settle(found)


def _next_special(text: str, at: int, end: int) -> re.Match[str] | None:
    """What is special next. Letters that begin nothing are passed over at once: most of a text is made of them."""
    first = FIRST.search(text, at, end)
    if first is None:
        return None
    start = first.start()
    while text[first.start()] == "\n" and start > at and text[start - 1] in " \t":
        start -= 1
    return SPECIAL.search(text, start, end)


def _read(text: str, special: re.Match[str], end: int, cell: bool, found: list[InlinePiece | Delimiters]) -> int:
    """Read one special thing into `found`, and say where it ends."""
    start, stop, kind = special.start(), special.end(), special.lastgroup
    if kind == "delimiter":
        before, after = text[start - 1 : start] if start else "", text[stop : stop + 1]
        found.append(Delimiters(special[0], start, before, after))
    elif kind == "escape":
        found.append(InlinePiece(special[0][1], start, stop, plain=False))
    elif kind == "entity":
        meaning = html.unescape(special[0])
        found.append(InlinePiece(meaning, start, stop, plain=meaning == special[0]))
    elif kind in ("soft", "hard"):
        found.append(InlinePiece(" " if kind == "soft" else "\n", start, stop, plain=False))
    elif kind == "auto":
        mark = Mark("link", "<", ">", start, special["auto"])
        found.append(InlinePiece(special["auto"], start + 1, stop - 1, (mark,)))
    elif kind == "code":
        return _read_code(text, special, end, cell, found)
    elif kind in ("link", "image"):
        return _read_link(text, special, end, cell, found)
    else:
        found.append(InlinePiece(special[0], start, stop))
    return stop


def _read_code(text: str, fence: re.Match[str], end: int, cell: bool, found: list[InlinePiece | Delimiters]) -> int:
    closing = re.compile(rf"(?<!`){fence[0]}(?!`)").search(text, fence.end(), end)
    if closing is None:
        found.append(InlinePiece(fence[0], fence.start(), fence.end()))
        return fence.end()
    first, last = fence.end(), closing.start()
    inside = text[first:last]
    if len(inside) > 2 and inside[0] in " \n" and inside[-1] in " \n" and inside.strip():
        first, last = first + 1, last - 1
    mark = (Mark("code", text[fence.start() : first], text[last : closing.end()], fence.start()),)
    at = first
    for odd in re.compile(r"\\\||\n" if cell else r"\n").finditer(text, first, last):
        found.append(InlinePiece(text[at : odd.start()], at, odd.start(), mark))
        found.append(InlinePiece(" " if odd[0] == "\n" else "|", odd.start(), odd.end(), mark, plain=False))
        at = odd.end()
    found.append(InlinePiece(text[at:last], at, last, mark))
    return closing.end()


def _read_link(text: str, opening: re.Match[str], end: int, cell: bool, found: list[InlinePiece | Delimiters]) -> int:
    bracket = _closing_bracket(text, opening.end(), end)
    target = TARGET.match(text, bracket + 1, end) if bracket >= 0 else None
    if target is None:
        found.append(InlinePiece(opening[0], opening.start(), opening.end()))
        return opening.end()
    inside = _scan(text, opening.end(), bracket, cell)
    if opening[0] == "![" or not inside:
        found.append(InlinePiece(text[opening.start() : target.end()], opening.start(), target.end()))
        return target.end()
    if any(mark.kind == "link" for piece in inside for mark in piece.marks):  # the inner one is the link
        around = [InlinePiece(text[a:b], a, b) for a, b in ((opening.start(), opening.end()), (bracket, target.end()))]
        found += [around[0], *inside, around[1]]
        return target.end()
    address = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", target["angled"] if target["plain"] is None else target["plain"])
    mark = Mark("link", "[", text[bracket : target.end()], opening.start(), address)
    found.extend(replace(piece, marks=(mark, *piece.marks)) for piece in inside)
    return target.end()


def _closing_bracket(text: str, at: int, end: int) -> int:
    """Where the bracket that was opened just before `at` closes; -1 if it does not."""
    depth = 0
    limit = min(end, at + 2000)  # nobody writes longer links
    while found := BRACKETS.search(text, at, limit):
        at = found.end()
        if found[0] == "[":
            depth += 1
            if depth > DEEPEST:
                return -1
        elif found[0] == "]":
            if not depth:
                return found.start()
            depth -= 1
        elif found[0][0] == "`":
            closing = re.compile(rf"(?<!`){found[0]}(?!`)").search(text, at, limit)
            at = closing.end() if closing else at
    return -1


def _settle(found: list[InlinePiece | Delimiters]) -> list[InlinePiece]:
    """Give each piece the emphasis that it stands in; stars that mean nothing become text."""
    spans = pair_delimiters([item for item in found if isinstance(item, Delimiters)])
    if not spans and all(isinstance(item, InlinePiece) for item in found):
        return [item for item in found if isinstance(item, InlinePiece)]
    open_marks: list[Mark] = []
    pieces: list[InlinePiece] = []
    for item in found:
        if isinstance(item, InlinePiece):
            pieces.append(replace(item, marks=(*open_marks, *item.marks)) if open_marks else item)
        else:
            pieces.extend(_settle_delimiters(item, open_marks))
    return pieces


def _settle_delimiters(item: Delimiters, open_marks: list[Mark]) -> Iterator[InlinePiece]:
    for mark in item.closes:
        open_marks.remove(mark)
    used = sum(len(mark.close) for mark in item.closes)
    rest = len(item.text) - used - sum(len(mark.open) for mark in item.opens)
    if rest:
        start = item.start + used
        yield InlinePiece(item.text[:rest], start, start + rest, tuple(open_marks))
    open_marks.extend(reversed(item.opens))

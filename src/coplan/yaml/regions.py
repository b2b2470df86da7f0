"""Reads an edited text again where it was edited: one answer of a plan rather than the whole of it.

A text is cut at the keys of its top mapping, and further down where an edit lies, as far as the single answer. Each
piece begins at the margin of its own key and ends before the next one, so that it reads alone as it does in its place.
What does not hold this form is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from coplan.errors import BadInput
from coplan.yaml.nodes import Data, Node, read_nodes
from coplan.yaml.patches import Patch, patched
from coplan.yaml.places import line_start

DEEPEST = 3  # keys on the way to an answer: `answers`, the step, the question
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # as the parser counts lines
OF_A_STREAM = re.compile(r"^(---|\.\.\.|%)", re.MULTILINE)  # ends a document, or says how to read one


class _OtherForm(Exception):
    """The text is not laid out so that it can be read in pieces."""


@dataclass(frozen=True)
class _Piece:
    """From `start` to `end` stands one entry of a mapping, and the patches that lie in it."""

    name: str
    node: Node
    start: int
    end: int
    patches: list[Patch] = field(default_factory=list)

    def holds(self, patch: Patch) -> bool:
        """True if a patch lies here. What is put in between two belongs to the first."""
        within = self.start <= patch.start and patch.end <= self.end
        return within and (patch.start > self.start or patch.end > patch.start)


@dataclass
class _Entries:
    """The entries of a mapping as they are read again, one after the other, and the text in which they stand.

    `lines` says how many more lines that text has than it had.
    """

    text: str = ""
    nodes: dict[str, Node] = field(default_factory=dict)
    data: dict[str, Data] = field(default_factory=dict)
    lines: int = 0

    def add(self, name: str, node: Node, data: Data) -> None:
        if name in self.nodes:
            raise _OtherForm
        self.nodes[name], self.data[name] = node, data

    def mapping(self, old: Node) -> Node:
        """The mapping with these entries."""
        if not self.nodes:
            raise _OtherForm
        first, last = next(iter(self.nodes.values())), next(reversed(self.nodes.values()))
        start = first.key or old
        place = (start.start, last.end, start.line, start.column)
        return Node(self.nodes, *place, old.flow, old.style, old.key, old.file)


def read_again(
    text: str, root: Node, data: Mapping[str, Data], patches: Sequence[Patch], new: str
) -> tuple[Node, dict[str, Data]] | None:
    """The nodes and the data of `new`, which the patches made of `text` with these; None where all is to be read."""
    try:
        pieces = _pieces(text, root, patches, len(text))
        entries = _read_pieces(text, pieces, data, 1)
        whole = text[: pieces[0].start] + entries.text
        return (entries.mapping(root), entries.data) if whole == new else None
    except _OtherForm:
        return None


def _pieces(text: str, mapping: Node, patches: Sequence[Patch], end: int) -> list[_Piece]:
    """The pieces of a mapping that goes as far as `end`, in order, with the patches that lie in them."""
    if not isinstance(mapping.value, dict) or not mapping.value or mapping.flow:
        raise _OtherForm
    starts = [_start(text, node) for node in mapping.value.values()]
    places = zip(mapping.value.items(), starts, [*starts[1:], end], strict=True)
    pieces = [_Piece(name, node, start, until) for (name, node), start, until in places]
    for patch in patches:
        piece = next((piece for piece in pieces if piece.holds(patch)), None)
        if piece is None:
            raise _OtherForm
        piece.patches.append(patch)
    return pieces


def _start(text: str, entry: Node) -> int:
    """Where the line of an entry begins."""
    key = entry.key
    start = line_start(text, key.start) if key is not None else -1
    if key is None or key.start - start != key.column - 1 or text[start : key.start].strip(" "):
        raise _OtherForm
    return start


def _read_pieces(text: str, pieces: Sequence[_Piece], data: Mapping[str, Data], depth: int) -> _Entries:
    """Read the pieces in which patches lie, and move what stands behind them."""
    found, letters = _Entries(), 0
    for piece in pieces:
        if not piece.patches:
            found.add(piece.name, piece.node.moved(letters, found.lines), data[piece.name])
            found.text += text[piece.start : piece.end]
            continue
        read = _inside(text, piece, data[piece.name], depth) or _alone(text, piece)
        for name, node in read.nodes.items():
            found.add(name, node.moved(letters, found.lines), read.data[name])
        found.text += read.text
        letters += len(read.text) - (piece.end - piece.start)
        found.lines += read.lines
    return found


def _inside(text: str, piece: _Piece, data: Data, depth: int) -> _Entries | None:
    """The piece with what lies deeper read again; None where it is to be read alone."""
    inner = piece.node.value
    if depth == DEEPEST or not isinstance(inner, dict) or not isinstance(data, dict) or not inner or piece.node.flow:
        return None
    start = _start(text, next(iter(inner.values())))
    if any(patch.start < start or patch.start == patch.end == start for patch in piece.patches):
        return None
    below = _read_pieces(text, _pieces(text, piece.node, piece.patches, piece.end), data, depth + 1)
    head = text[piece.start : start]
    node = below.mapping(piece.node)
    return _Entries(head + below.text, {piece.name: node}, {piece.name: below.data}, below.lines)


def _alone(text: str, piece: _Piece) -> _Entries:
    """The piece patched, read by itself: its entry, one more that was put behind it, or none."""
    ours = [replace(one, start=one.start - piece.start, end=one.end - piece.start) for one in piece.patches]
    was = text[piece.start : piece.end]
    part = patched(was, ours)
    if OF_A_STREAM.search(part):
        raise _OtherForm
    try:
        read = read_nodes(part, "").value
    except BadInput:  # what stands at another margin is read in its place
        raise _OtherForm from None
    column = piece.node.key.column if piece.node.key else 0
    if not isinstance(read, dict) or any(node.key is None or node.key.column != column for node in read.values()):
        raise _OtherForm
    first = next((node.key for node in read.values()), None)
    if part and (first is None or first.line > 1):  # a block of text before it goes on over empty lines and comments
        raise _OtherForm
    line = piece.node.key.line - 1 if piece.node.key else 0
    nodes = {name: node.moved(piece.start, line) for name, node in read.items()}
    return _Entries(part, nodes, {name: node.data for name, node in read.items()}, _breaks(part) - _breaks(was))


def _breaks(text: str) -> int:
    return len(LINE_BREAK.findall(text))

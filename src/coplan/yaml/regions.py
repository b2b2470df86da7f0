"""Reads an edited text again where it was edited: a step of a plan rather than the whole of it.

A text is cut at the keys of its top mapping, and of one mapping below that. Each piece begins at the margin of its own
key and ends before the next one, so that it reads alone as it does in its place. What does not hold this form is
read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coplan.errors import BadInput
from coplan.yaml.nodes import Node, read_nodes
from coplan.yaml.patches import Patch, Path, patched
from coplan.yaml.places import line_start

CUT_INSIDE = "answers"  # nearly all of a plan; its steps are pieces of their own
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # as the parser counts lines
OF_A_STREAM = re.compile(r"^(---|\.\.\.|%)", re.MULTILINE)  # ends a document, or says how to read one


@dataclass(frozen=True)
class _Piece:
    """From `start` to `end` stands an entry; without `whole` only its head does, which no edit may touch."""

    path: Path
    start: int
    end: int
    whole: bool


def read_again(text: str, root: Node, patches: Sequence[Patch], new: str) -> Node | None:
    """The nodes of `new`, which the patches made of `text` with these nodes; None where all is to be read."""
    pieces = _pieces(text, root)
    at = [_piece_of(patch, pieces) for patch in patches]
    if any(piece is None or not piece.whole for piece in at):
        return None
    parts, read = [text[: pieces[0].start] if pieces else text], dict[Path, Node]()
    for piece in pieces:
        ours = [
            replace(patch, start=patch.start - piece.start, end=patch.end - piece.start)
            for patch, place in zip(patches, at, strict=True)
            if place is piece
        ]
        part = text[piece.start : piece.end]
        if ours:
            part = patched(part, ours)
            node = _read(part, piece.path[-1])
            if node is None:
                return None
            read[piece.path] = node
        parts.append(part)
    return _joined(text, root, dict(zip(pieces, parts[1:], strict=True)), read) if "".join(parts) == new else None


def _pieces(text: str, root: Node) -> list[_Piece]:
    """The pieces of a text in order; none if it is laid out in another way."""
    found: list[tuple[Path, int, bool]] = []
    for path, node, whole in _entries(root):
        key = node.key
        start = line_start(text, key.start) if key is not None else -1
        if key is None or key.start - start != key.column - 1 or text[start : key.start].strip(" "):
            return []
        found.append((path, start, whole))
    ends = [*(start for _, start, _ in found[1:]), len(text)][: len(found)]
    return [_Piece(path, start, end, whole) for (path, start, whole), end in zip(found, ends, strict=True)]


def _entries(root: Node) -> Iterator[tuple[Path, Node, bool]]:
    entries = root.value if isinstance(root.value, dict) and not root.flow else {}
    for name, node in entries.items():
        inside = node.value if name == CUT_INSIDE and isinstance(node.value, dict) and not node.flow else {}
        yield (name,), node, not inside
        yield from (((name, below), child, True) for below, child in inside.items())


def _piece_of(patch: Patch, pieces: Sequence[_Piece]) -> _Piece | None:
    """The piece in which a patch lies. What is put in between two belongs to the first."""
    for piece in pieces:
        if (
            piece.start <= patch.start
            and patch.end <= piece.end
            and (patch.start > piece.start or patch.end > patch.start)
        ):
            return piece
    return None


def _read(part: str, name: str) -> Node | None:
    """The entry that stands alone in a piece, or None."""
    if OF_A_STREAM.search(part):
        return None
    try:
        found = read_nodes(part, "").value
    except BadInput:  # what stands at another margin is read in its place
        return None
    return found[name] if isinstance(found, dict) and list(found) == [name] else None


def _joined(text: str, root: Node, parts: Mapping[_Piece, str], read: Mapping[Path, Node]) -> Node:
    """The tree with the entries that were read put in, and with all that stands behind them moved."""
    letters = lines = 0
    top: dict[str, Node] = {}
    for piece, part in parts.items():
        old = root.find(piece.path)
        if piece.path in read:
            first = old.key.line if old.key else 1
            node = _moved(read[piece.path], piece.start + letters, first - 1 + lines)
            was = text[piece.start : piece.end]
            letters, lines = letters + len(part) - len(was), lines + _breaks(part) - _breaks(was)
        elif piece.whole:
            node = _moved(old, letters, lines)
        else:
            node = _moved(replace(old, value={}), letters, lines)
        if len(piece.path) == 1:
            top[piece.path[0]] = node
        else:
            above = top[piece.path[0]]
            assert isinstance(above.value, dict)
            above.value[piece.path[1]], above.end = node, node.end
    return replace(root, value=top, end=node.end)


def _moved(node: Node, letters: int, lines: int) -> Node:
    """The node so many letters and lines further down."""
    if not letters and not lines:
        return node
    value = node.value
    if isinstance(value, dict):
        value = {name: _moved(child, letters, lines) for name, child in value.items()}
    elif isinstance(value, list):
        value = [_moved(child, letters, lines) for child in value]
    key = _moved(node.key, letters, lines) if node.key is not None else None
    start, end, line = node.start + letters, node.end + letters, node.line + lines
    return Node(value, start, end, line, node.column, node.flow, node.style, key, node.file)


def _breaks(text: str) -> int:
    return len(LINE_BREAK.findall(text))

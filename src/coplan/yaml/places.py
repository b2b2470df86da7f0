"""Where things begin and end in YAML text: lines, entries, comments. Offsets count characters from 0."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coplan.yaml.nodes import Node

COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")


def has_comment(text: str, node: Node, end: int) -> bool:
    """True if a comment stands between a node's start and `end`; a # inside of a scalar is none."""
    at, bare = node.start, ""
    for scalar in scalars(node):
        is_block = scalar.style in ("|", ">")
        bare += text[at : scalar.start] + (comment_of(text, scalar.start) if is_block else "")
        at = block_end(text, scalar) if is_block else scalar.end
    return "#" in bare + text[at:end]


def comments_in(text: str, node: Node, start: int, end: int) -> list[str]:
    """The comments of an entry that lies between these places, in their order; a # inside of a scalar begins none."""
    found: list[str] = []
    at = start
    for scalar in (*([node.key] if node.key is not None else []), *scalars(node)):
        found += COMMENT.findall(text[at : scalar.start])
        at = scalar.end
        if scalar.style in ("|", ">"):
            found += COMMENT.findall(comment_of(text, scalar.start))
            at = block_end(text, scalar)
    return [words.rstrip() for words in (*found, *COMMENT.findall(text[at:end]))]


def scalars(node: Node) -> Iterator[Node]:
    """Every scalar of a node, keys too, as they stand."""
    if isinstance(node.value, str):
        yield node
        return
    for child in node.value.values() if isinstance(node.value, dict) else node.value:
        if child.key is not None:
            yield child.key
        yield from scalars(child)


def newline_of(text: str) -> str:
    """The line break that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def line_start(text: str, at: int) -> int:
    """Offset of the beginning of the line of `at`."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Offset of the line break (or the end of the text) behind `at`."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def end_of(text: str, node: Node) -> int:
    """Offset of the line break (or the end of the text) behind an entry's last line."""
    last = node
    while isinstance(last.value, list | dict) and last.value and not last.flow:
        last = last.value[-1] if isinstance(last.value, list) else next(reversed(last.value.values()))
    return block_end(text, last) if last.style in ("|", ">") else line_end(text, last.end)


def line_after(text: str, node: Node) -> int:
    """Offset of the first line behind an entry."""
    after = text.find("\n", end_of(text, node))
    return len(text) if after < 0 else after + 1


def block_end(text: str, node: Node) -> int:
    """End of the last line of a block scalar that is not blank: the parser's mark runs into what follows."""
    end = node.end
    body = text[node.start : end]
    kept = body.rstrip(" \t\r\n") if "+" not in body.split("\n", 1)[0] else body.rstrip("\r\n")
    return node.start + len(kept)


def comment_of(text: str, start: int) -> str:
    """The comment behind the head of a block scalar, with the space before it."""
    _, space, comment = text[start : line_end(text, start)].partition(" ")
    return (space + comment).rstrip() if "#" in comment else ""


def indent_of(mapping: Node) -> str:
    """The spaces before the keys of a block mapping."""
    assert isinstance(mapping.value, dict)
    first = next(iter(mapping.value.values())).key
    assert first is not None
    return " " * (first.column - 1)


def dash_column(text: str, node: Node) -> int | None:
    """The column of a block list's dashes; None if they differ or there are none."""
    assert isinstance(node.value, list)
    columns = set()
    for item in node.value:
        lead = text[line_start(text, item.start) : item.start]
        if lead.strip() != "-":
            return None
        columns.add(lead.index("-"))
    return columns.pop() if len(columns) == 1 else None

"""Where a change lands in YAML text: the stretches of it that give way to others. Pure.

Every place is one of the text as it was read, so that many changes can be worked out at once and carried out together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from coplan.yaml.lines import entry_lines, inline_text, item_lines, scalar_text
from coplan.yaml.nodes import Data, Node
from coplan.yaml.places import (
    block_end,
    comment_of,
    comments_in,
    dash_column,
    end_of,
    has_comment,
    indent_of,
    line_after,
    line_end,
    line_start,
    newline_of,
)

Path: TypeAlias = tuple[str, ...]


class EditRefused(Exception):
    """This change cannot be made without touching something else."""


@dataclass(frozen=True)
class Patch:
    """From `start` up to `end` something else stands now: text, or whole lines. Offsets count characters."""

    start: int
    end: int
    new: str | list[str]


def patched(text: str, patches: Iterable[Patch]) -> str:
    """The text with all patches carried out; those at one place in the order given. Refuses if two overlap."""
    newline = newline_of(text)
    parts: list[str] = []
    at = 0
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end)):
        if patch.start < at:
            raise EditRefused
        parts.append(text[at : patch.start])
        at = patch.end
        if isinstance(patch.new, str):
            parts.append(patch.new.replace("\n", newline))
            continue
        last = next((part for part in reversed(parts) if part), "\n")
        if patch.new and not last.endswith("\n"):
            parts.append(newline)
        parts += [line + newline for line in patch.new]
    return "".join(parts) + text[at:]


def setting(text: str, root: Node, path: Path, data: Data, before: Sequence[str]) -> list[Patch]:
    """What puts `data` at `path`; a new key goes behind the last of the siblings named in `before`. May refuse."""
    node, depth, flow = root, 0, None
    while depth < len(path) and isinstance(node.value, dict) and path[depth] in node.value:
        if node.flow and flow is None:
            flow = (node, depth)
        node, depth = node.value[path[depth]], depth + 1
    rest = path[depth:]
    if node.flow and flow is None and isinstance(node.value, dict) and rest:
        flow = (node, depth)
    if flow:
        outer, at = flow
        return _replace(text, outer, with_value(outer.data, path[at:], data))
    if not rest:
        return _merge_into(text, node, data)
    if not isinstance(node.value, dict):
        if node.value != "":
            raise EditRefused
        return _replace(text, node, with_value({}, rest, data))
    return [_insert(text, node, rest[0], with_value({}, rest[1:], data), before if len(rest) == 1 else ())]


def _merge_into(text: str, node: Node, data: Data) -> list[Patch]:
    """Replace a value, going inside lists of rows so that comments beside untouched rows stay."""
    if node.data == data:
        return []
    if node.flow or not isinstance(node.value, list | dict) or not _same_shape(node, data) or not data:
        return _replace(text, node, data)
    if isinstance(node.value, dict) and isinstance(data, dict):
        return _merge_mapping(text, node, data)
    assert isinstance(node.value, list)
    assert isinstance(data, list)
    return _merge_list(text, node, data)


def _same_shape(node: Node, data: Data) -> bool:
    return isinstance(node.value, list) == isinstance(data, list) and isinstance(node.value, dict) == isinstance(
        data, dict
    )


def _merge_mapping(text: str, node: Node, data: dict[str, Data]) -> list[Patch]:
    assert isinstance(node.value, dict)
    kept = [key for key in node.value if key in data]
    if not kept or [key for key in data if key in node.value] != kept:
        return _replace(text, node, data)
    patches: list[Patch] = []
    for key, child in node.value.items():
        if key not in data:
            if key == next(iter(node.value)):  # it may share its line with a dash
                return _replace(text, node, data)
            patches.append(_cut_entry(text, child))
        elif child.data != data[key]:
            patches += _merge_into(text, child, data[key])
    new = {key: value for key, value in data.items() if key not in node.value}
    if new:
        if kept[-1] != next(reversed(node.value)):
            return _replace(text, node, data)
        at = line_after(text, node.value[kept[-1]])
        indent = indent_of(node)
        patches.append(Patch(at, at, [line for key, value in new.items() for line in entry_lines(key, value, indent)]))
    return patches


def _merge_list(text: str, node: Node, data: list[Data]) -> list[Patch]:
    from difflib import SequenceMatcher

    assert isinstance(node.value, list)
    old = [_identity(item.data) for item in node.value]
    new = [_identity(item) for item in data]
    column = dash_column(text, node)
    if column is None:
        return _replace(text, node, data)
    patches: list[Patch] = []
    for tag, low, high, first, last in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            for index in range(low, high):
                patches += _merge_into(text, node.value[index], data[first + index - low])
            continue
        lines = [line for item in data[first:last] for line in item_lines(item, " " * column)]
        at = line_start(text, node.value[low].start) if low < high or not low else line_after(text, node.value[low - 1])
        until, begin = at, at
        for item in node.value[low:high]:
            until = line_after(text, item)
            lines += [" " * column + comment for comment in comments_in(text, item, begin, until)]
            begin = until
        patches.append(Patch(at, until, lines))
    return patches


def _identity(item: Data) -> str:
    if isinstance(item, dict) and isinstance(item.get("id"), str):
        return f"id {item['id']}"
    return json.dumps(item)


def _replace(text: str, node: Node, data: Data) -> list[Patch]:
    """Write `data` where the node's value stands."""
    if node.key is None:
        return [_replace_item(text, node, data)]
    colon = text.index(":", node.key.end) + 1
    if isinstance(node.value, list | dict) and not node.flow:
        end, comment = end_of(text, node), ""
        if "#" in text[colon : node.start] or has_comment(text, node, end):
            raise EditRefused
    elif node.style in ("|", ">"):
        end, comment = block_end(text, node), comment_of(text, node.start)
    else:
        if node.flow and has_comment(text, node, node.end):
            raise EditRefused
        end = line_end(text, node.end)
        comment = text[node.end : end].rstrip()
        if comment and not comment.lstrip().startswith("#"):
            return [Patch(node.start, node.end, inline_text(data))]  # inside a flow collection
        if isinstance(node.value, str) and node.value == "" and node.start == node.end:
            comment = text[colon:end].rstrip()
    indent = " " * (node.key.column - 1)
    first, *more = entry_lines("", data, indent)
    head = first[len(indent) + 1 :] + comment
    return [Patch(colon, end, "\n".join([head, *more]))]


def _replace_item(text: str, node: Node, data: Data) -> Patch:
    if isinstance(node.value, str) and node.style not in ("|", ">") and isinstance(data, str) and "\n" not in data:
        return Patch(node.start, node.end, scalar_text(data))
    at = line_start(text, node.start)
    lead = text[at : node.start]
    if lead.strip() != "-" or has_comment(text, node, node.end) or node.style in ("|", ">"):
        raise EditRefused
    return Patch(at, line_after(text, node), item_lines(data, lead[: lead.index("-")]))


def _insert(text: str, mapping: Node, key: str, data: Data, before: Sequence[str]) -> Patch:
    assert isinstance(mapping.value, dict)
    if not mapping.value:  # an empty file
        return Patch(len(text), len(text), entry_lines(key, data, ""))
    known = [sibling for sibling in mapping.value if sibling in before]
    behind = mapping.value[known[-1]] if known else next(reversed(mapping.value.values()))
    at = line_after(text, behind)
    return Patch(at, at, entry_lines(key, data, indent_of(mapping)))


def removing(text: str, root: Node, path: Path) -> list[Patch]:
    """What takes the entry at `path` away. May refuse."""
    node = root
    chain = [node]
    for part in path:
        assert isinstance(node.value, dict)
        node = node.value[part]
        chain.append(node)
    # The entry goes, and every section above it that held nothing else; the file's top mapping stays.
    while len(chain) > 2 and isinstance(chain[-2].value, dict) and len(chain[-2].value) == 1:
        chain.pop()
    flow = next((outer for outer in chain[1:-1] if outer.flow), None)
    if flow is not None:
        at = chain.index(flow)
        return _replace(text, flow, without_value(flow.data, path[at:]))
    return [_cut_entry(text, chain[-1])]


def _cut_entry(text: str, node: Node) -> Patch:
    """Cut a whole entry; the comments in it stay, at the margin of the entry.

    Further in they would go on as words of a block of text before it.
    """
    assert node.key is not None
    at, until = line_start(text, node.key.start), line_after(text, node)
    if text[at : node.key.start].strip():  # `- key: value`: the dash would go with it
        raise EditRefused
    margin = " " * (node.key.column - 1)
    return Patch(at, until, [margin + comment for comment in comments_in(text, node, at, until)])


def with_value(data: Data, path: Path, value: Data) -> Data:
    """Plain data with `value` at `path`; what is given stays as it is."""
    if not path:
        return value
    mapping = dict(data) if isinstance(data, dict) else {}
    mapping[path[0]] = with_value(mapping.get(path[0], {}), path[1:], value)
    return mapping


def without_value(data: Data, path: Path) -> Data:
    """Plain data without the entry at `path`, nor a section that held nothing else; what is given stays as it is."""
    mapping = dict(data) if isinstance(data, dict) else {}
    if len(path) == 1:
        del mapping[path[0]]
    else:
        mapping[path[0]] = without_value(mapping[path[0]], path[1:])
    # A section that has become empty goes too: YAML has no empty block mapping.
    if len(path) > 1 and mapping[path[0]] == {}:
        del mapping[path[0]]
    return mapping

"""Changes one value in YAML text and leaves every other byte as it is.

The text is edited at the places that the parser reports, parsed again and compared. What cannot be done so that
the comparison holds is refused, never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from coplan.errors import BadInput
from coplan.yaml.lines import entry_lines, inline_text, item_lines, scalar_text
from coplan.yaml.nodes import Data, Node, read_nodes
from coplan.yaml.places import (
    block_end,
    comment_of,
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
class YamlText:
    """A YAML text with its nodes. Each change gives a new one, read again and compared before it counts."""

    text: str
    root: Node

    @classmethod
    def read(cls, text: str) -> YamlText:
        """Read a text. Raises BadInput if it is no plain YAML."""
        return cls(text, read_nodes(text, ""))

    @property
    def data(self) -> dict[str, Data]:
        """The whole text as plain data."""
        data = self.root.data
        return data if isinstance(data, dict) else {}

    def get(self, path: Path) -> Data | None:
        """The data at `path`, or None if nothing stands there."""
        return self.root.find(path).data if _has(self.root, path) else None

    def set(self, path: Path, data: Data, before: Sequence[str] = ()) -> YamlText:
        """Put `data` at `path`, a chain of keys.

        A new key goes behind the last of the siblings named in `before`, or to the end. Raises EditRefused.
        """
        wanted = _with(self.data, path, data)
        if wanted == self.data:
            return self
        return self._settled(wanted, lambda: _set(self.text, self.root, path, data, before))

    def remove(self, path: Path) -> YamlText:
        """Take the entry at `path` away; no change if there is none. Raises EditRefused."""
        if not _has(self.root, path):
            return self
        return self._settled(_without(self.data, path), lambda: _remove(self.text, self.root, path))

    def rename(self, path: Path, key: str) -> YamlText:
        """Give the entry at `path` another key; no change if there is none or the new one is taken."""
        *above, _ = path
        siblings = self.get(tuple(above))
        if not isinstance(siblings, dict) or path[-1] not in siblings or key in siblings:
            return self
        old = self.root.find(path).key
        assert old is not None
        wanted = _with(_without(self.data, path), (*above, key), siblings[path[-1]])
        return self._settled(wanted, lambda: self.text[: old.start] + scalar_text(key) + self.text[old.end :])

    def _settled(self, wanted: Data, change: Callable[[], str]) -> YamlText:
        try:
            changed = YamlText.read(change())
        except BadInput:
            raise EditRefused from None
        if changed.data != wanted:
            raise EditRefused
        return changed


def set_value(text: str, path: Path, data: Data, before: Sequence[str] = ()) -> str:
    """Return the text with `data` at `path`; see YamlText.set."""
    return YamlText.read(text).set(path, data, before).text


def remove_value(text: str, path: Path) -> str:
    """Return the text without the entry at `path`; see YamlText.remove."""
    return YamlText.read(text).remove(path).text


def _with(data: Data, path: Path, value: Data) -> Data:
    if not path:
        return value
    mapping = dict(data) if isinstance(data, dict) else {}
    mapping[path[0]] = _with(mapping.get(path[0], {}), path[1:], value)
    return mapping


def _without(data: Data, path: Path) -> Data:
    mapping = dict(data) if isinstance(data, dict) else {}
    if len(path) == 1:
        del mapping[path[0]]
    else:
        mapping[path[0]] = _without(mapping[path[0]], path[1:])
    # A section that has become empty goes too: YAML has no empty block mapping.
    if len(path) > 1 and mapping[path[0]] == {}:
        del mapping[path[0]]
    return mapping


def _has(node: Node, path: Path) -> bool:
    for part in path:
        if not isinstance(node.value, dict) or part not in node.value:
            return False
        node = node.value[part]
    return True


def _set(text: str, root: Node, path: Path, data: Data, before: Sequence[str]) -> str:
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
        return _replace(text, outer, _with(outer.data, path[at:], data))
    if not rest:
        return _merge_into(text, node, data)
    if not isinstance(node.value, dict):
        if node.value != "":
            raise EditRefused
        return _replace(text, node, _with({}, rest, data))
    return _insert(text, node, rest[0], _with({}, rest[1:], data), before if len(rest) == 1 else ())


def _merge_into(text: str, node: Node, data: Data) -> str:
    """Replace a value, going inside lists of rows so that comments beside untouched rows stay."""
    if node.data == data:
        return text
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


def _merge_mapping(text: str, node: Node, data: dict[str, Data]) -> str:
    assert isinstance(node.value, dict)
    kept = [key for key in node.value if key in data]
    if not kept or [key for key in data if key in node.value] != kept:
        return _replace(text, node, data)
    # From the end backwards, so that earlier offsets stay true.
    edits: list[Callable[[str], str]] = []
    for key in reversed(node.value):
        child = node.value[key]
        if key not in data:
            if key == next(iter(node.value)):  # it may share its line with a dash
                return _replace(text, node, data)
            edits.append(partial(_cut_entry, node=child))
        elif child.data != data[key]:
            edits.append(partial(_merge_into, node=child, data=data[key]))
    new = {key: value for key, value in data.items() if key not in node.value}
    if new:
        last = node.value[kept[-1]] if kept[-1] == next(reversed(node.value)) else None
        if last is None:
            return _replace(text, node, data)
        at = line_after(text, last)
        indent = indent_of(node)
        lines = [line for key, value in new.items() for line in entry_lines(key, value, indent)]
        edits.insert(0, lambda now: _put_lines(now, at, lines))
    for edit in edits:
        text = edit(text)
    return text


def _merge_list(text: str, node: Node, data: list[Data]) -> str:
    from difflib import SequenceMatcher

    assert isinstance(node.value, list)
    old = [_identity(item.data) for item in node.value]
    new = [_identity(item) for item in data]
    column = dash_column(text, node)
    if column is None:
        return _replace(text, node, data)
    for tag, low, high, first, last in reversed(SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()):
        if tag == "equal":
            for index in range(high - 1, low - 1, -1):
                text = _merge_into(text, node.value[index], data[first + index - low])
            continue
        lines = [line for item in data[first:last] for line in item_lines(item, " " * column)]
        if low == high:
            at = line_after(text, node.value[low - 1]) if low else line_start(text, node.value[0].start)
            text = _put_lines(text, at, lines)
        else:
            at = line_start(text, node.value[low].start)
            text = _put_lines(_cut(text, at, line_after(text, node.value[high - 1])), at, lines)
    return text


def _identity(item: Data) -> str:
    if isinstance(item, dict) and isinstance(item.get("id"), str):
        return f"id {item['id']}"
    return json.dumps(item)


def _replace(text: str, node: Node, data: Data) -> str:
    """Write `data` where the node's value stands."""
    if node.key is None:
        return _replace_item(text, node, data)
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
            return text[: node.start] + inline_text(data) + text[node.end :]  # inside a flow collection
        if isinstance(node.value, str) and node.value == "" and node.start == node.end:
            comment = text[colon:end].rstrip()
    indent = " " * (node.key.column - 1)
    first, *more = entry_lines("", data, indent)
    head = first[len(indent) + 1 :] + comment
    newline = newline_of(text)
    return text[:colon] + newline.join([head, *more]) + text[end:]


def _replace_item(text: str, node: Node, data: Data) -> str:
    if isinstance(node.value, str) and node.style not in ("|", ">") and isinstance(data, str) and "\n" not in data:
        return text[: node.start] + scalar_text(data) + text[node.end :]
    at = line_start(text, node.start)
    lead = text[at : node.start]
    if lead.strip() != "-" or has_comment(text, node, node.end) or node.style in ("|", ">"):
        raise EditRefused
    lines = item_lines(data, lead[: lead.index("-")])
    return _put_lines(_cut(text, at, line_after(text, node)), at, lines)


def _insert(text: str, mapping: Node, key: str, data: Data, before: Sequence[str]) -> str:
    assert isinstance(mapping.value, dict)
    if not mapping.value:  # an empty file
        return (
            text
            + ("" if not text or text.endswith("\n") else newline_of(text))
            + newline_of(text).join([*entry_lines(key, data, ""), ""])
        )
    known = [sibling for sibling in mapping.value if sibling in before]
    behind = mapping.value[known[-1]] if known else next(reversed(mapping.value.values()))
    return _put_lines(text, line_after(text, behind), entry_lines(key, data, indent_of(mapping)))


def _remove(text: str, root: Node, path: Path) -> str:
    node = root
    chain = [node]
    for part in path:
        assert isinstance(node.value, dict)
        node = node.value[part]
        chain.append(node)
    # The entry goes, and every section above it that held nothing else; the file's top mapping stays.
    leaf = chain[-1]
    while len(chain) > 2 and isinstance(chain[-2].value, dict) and len(chain[-2].value) == 1:
        chain.pop()
    flow = next((outer for outer in chain[1:-1] if outer.flow), None)
    if flow is not None:
        at = chain.index(flow)
        return _replace(text, flow, _without(flow.data, path[at:]))
    return _cut_entry(text, chain[-1], leaf)


def _cut_entry(text: str, node: Node, leaf: Node | None = None) -> str:
    """Cut a whole entry; comment lines between its key and its only leaf stay."""
    last = leaf or node
    assert node.key is not None
    assert last.key is not None
    at, until = line_start(text, node.key.start), line_start(text, last.key.start)
    if text[at : node.key.start].strip():  # `- key: value`: the dash would go with it
        raise EditRefused
    comments = [line for line in text[at:until].splitlines(keepends=True) if line.lstrip().startswith("#")]
    return text[:at] + "".join(comments) + text[line_after(text, node) :]


def _cut(text: str, start: int, end: int) -> str:
    return text[:start] + text[end:]


def _put_lines(text: str, at: int, lines: Sequence[str]) -> str:
    newline = newline_of(text)
    if not lines:
        return text
    lead = newline if at and text[at - 1] != "\n" else ""
    return text[:at] + lead + "".join(line + newline for line in lines) + text[at:]

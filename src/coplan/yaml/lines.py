"""Writes plain data as lines of YAML that read back as the same data, and that people like to edit."""

from __future__ import annotations

import json
from collections.abc import Mapping

from coplan.errors import BadInput
from coplan.yaml.nodes import Data, read_nodes

STEP = "  "


def render(data: Mapping[str, Data], newline: str = "\n") -> str:
    """Write data as a fresh YAML text."""
    return "".join(line + newline for key, value in data.items() for line in entry_lines(key, value, ""))


def entry_lines(key: str, data: Data, indent: str) -> list[str]:
    """The lines of `key: data`; an empty key gives what stands behind it."""
    name = f"{indent}{scalar_text(key) if key else ''}:"
    if isinstance(data, str):
        if "\n" in data and (lines := _literal(data, indent + STEP)):
            return [f"{name} {lines[0]}", *lines[1:]]
        return [f"{name} {scalar_text(data)}"]
    if isinstance(data, list):
        inline = inline_text(data)
        if not any(isinstance(item, list | dict) for item in data) and len(inline) + len(name) < 88:
            return [f"{name} {inline}"]
        return [name, *(line for item in data for line in item_lines(item, indent + STEP))]
    if not data:
        return [f"{name} {{}}"]
    return [name, *(line for inner, value in data.items() for line in entry_lines(inner, value, indent + STEP))]


def item_lines(data: Data, indent: str) -> list[str]:
    """The lines of one item of a list, dash included."""
    if isinstance(data, dict) and data:
        lines = [line for key, value in data.items() for line in entry_lines(key, value, indent + STEP)]
        return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]
    if isinstance(data, str) and "\n" not in data:
        return [f"{indent}- {scalar_text(data)}"]
    return [f"{indent}- {inline_text(data)}"]


def _literal(data: str, indent: str) -> list[str] | None:
    """Several lines as a literal block, or None if that would not keep them as they are."""
    body = data.rstrip("\n")
    ends = len(data) - len(body)
    if not body or ends > 1 or body[0] in " \t\n" or any(not line.isprintable() for line in body.split("\n")):
        return None
    head = "|" if ends else "|-"
    return [head, *(indent + line if line else "" for line in body.split("\n"))]


def scalar_text(data: str) -> str:
    """A one-line scalar: plain where it reads back as itself, otherwise quoted as JSON."""
    if data and data.isprintable() and data.strip() == data and data not in ("---", "..."):
        try:
            # Read as an entry and as an item of a flow list, so that it may stand in both.
            read = read_nodes(f"k: {data}\nl: [{data}, x]\n", "").data
            if read == {"k": data, "l": [data, "x"]}:
                return data
        except BadInput:
            pass
    return _quoted(data)


def _quoted(data: str) -> str:
    text = json.dumps(data, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def inline_text(data: Data) -> str:
    """Data on one line, lists in brackets."""
    if isinstance(data, str):  # without its C extension PyYAML ends a plain word in brackets at a question mark
        return _quoted(data) if "?" in data else scalar_text(data)
    if isinstance(data, list):
        return "[" + ", ".join(inline_text(item) for item in data) + "]"
    return "{" + ", ".join(f"{inline_text(key)}: {inline_text(value)}" for key, value in data.items()) + "}"

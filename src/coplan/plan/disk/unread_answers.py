"""Answers at which nobody looked: while nothing but their words changes in plan.yaml, nothing else follows from it.

Only texts are judged here, whose every form is an answer. Whatever else was edited, all is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coplan.plan.disk.text_parts import all_but, answer_parts

if TYPE_CHECKING:  # what looks at a file that hardly changed needs no language of conditions
    from coplan.plan.view import Answers

KINDS = ("text", "paragraph")


def unread_data(content: bytes, answers: Answers) -> dict[str, Any]:
    """Which answers nobody read, and what stands for the rest of the file; empty where that cannot be said."""
    from coplan.errors import BadInput
    from coplan.yaml.nodes import read_nodes

    kinds = {key: answers.pack.questions[key].kind for key in answers.unread()}
    parts = _parts(content) if set(kinds.values()) & set(KINDS) else None
    if parts is None:
        return {}
    text = content.decode()
    try:
        root, lines = read_nodes(text, ""), text.split("\n")
    except BadInput:
        return {}
    found = {}
    for key, part in parts.items():
        section, _, name = key.partition(".")
        node = root.find(("answers", section, name)) if name else root
        begins = node.key is not None and lines[node.key.line - 1] == part.split("\n")[0]
        if kinds.get(key) in KINDS and begins and node.data == _said(part, name, kinds[key]):
            found[key] = kinds[key]
    return {"unread": found, "rest": all_but(parts, frozenset(found))} if found else {}


def only_unread_changed(content: bytes, data: dict[str, Any]) -> bool:
    """True if in this text of the file nothing changed but the words of answers that nobody read.

    Raises KeyError, TypeError or AttributeError for what is no such data.
    """
    parts, unread = _parts(content), data["unread"]
    if parts is None or not unread.keys() <= parts.keys() or all_but(parts, frozenset(unread)) != data["rest"]:
        return False
    return all(_said(parts[key], key.partition(".")[2], kind) for key, kind in unread.items())


def _parts(content: bytes) -> dict[str, str] | None:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return None if "\r" in text else answer_parts(text)


def _said(part: str, name: str, kind: str) -> str:
    """The words of an answer that stands alone in these lines; empty where they are no plain answer."""
    from coplan.errors import BadInput
    from coplan.letters import unseen_in
    from coplan.yaml.nodes import HASH, read_nodes

    if unseen_in(part) or HASH.search(part):
        return ""
    try:
        data = read_nodes(f"{part}\n", "").data
    except BadInput:
        return ""
    value = data.get(name) if isinstance(data, dict) and len(data) == 1 else None
    if not isinstance(value, str) or unseen_in(value) or (kind == "text" and "\n" in value.strip()):
        return ""
    return value if value.strip() else ""

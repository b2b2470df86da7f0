"""What coplan remembers of one draft: the text it last wrote there, and the answers that this text rested on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coplan.disk.file_names import name_fault, path_fault
from coplan.yaml.nodes import Data, is_data

FORMAT = 1


@dataclass(frozen=True)
class Beside:
    """The file with the plan's new text next to a final draft: where, its content's hash, and the hash of the text."""

    path: str
    hash: str
    text: str


@dataclass(frozen=True)
class Final:
    """Who marked a draft final, and when."""

    by: str
    on: str


@dataclass(frozen=True)
class Record:
    """One draft as coplan last left it.

    `base` is the plan's text at that time. `hash` is that of the file, empty if it is not known; `clean` says that the
    file held nothing but coplan's own text. `look` stands for paper and letterhead. `answers` has the plain value of
    every answer that the text rested on, None where there was none; `open` its open items. `title` is what the
    document was called. `heir` is the document that went on with people's words, where there is now one for each row.
    """

    document: str
    path: str
    base: str
    hash: str = ""
    clean: bool = False
    look: str = ""
    answers: Mapping[str, Data | None] = field(default_factory=dict)
    open: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    beside: Beside | None = None
    final: Final | None = None
    title: str = ""
    heir: str = ""

    def text(self) -> str:
        """The record as JSON: an answer a line, and of the base a line a line, so that a difference can be read."""
        data: dict[str, Any] = {"coplan": FORMAT, "document": self.document, "path": self.path}
        data |= {"hash": self.hash, "clean": self.clean, "look": self.look}
        data |= {name: vars(value) for name, value in (("beside", self.beside), ("final", self.final)) if value}
        data |= {name: value for name, value in (("title", self.title), ("heir", self.heir)) if value}
        data |= {"answers": dict(self.answers), "open": {key: dict(item) for key, item in self.open.items()}}
        return _by_line(data | {"base": self.base.split("\n")}) + "\n"


def _by_line(data: dict[str, Any]) -> str:
    """JSON with an entry of each mapping and list a line. An encoder that indents takes ten times as long."""
    return _lines("{}", [f"{_json(name)}: {_entries(value)}" for name, value in data.items()])


def _entries(value: Any) -> str:
    if isinstance(value, dict):
        return _lines("{}", [f"{_json(key)}: {_json(item)}" for key, item in value.items()])
    return _lines("[]", list(map(_json, value))) if isinstance(value, list) else _json(value)


def _lines(brackets: str, entries: list[str]) -> str:
    return "\n".join([brackets[0], ",\n".join(entries), brackets[1]]) if entries else brackets


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_record(text: str) -> Record | None:
    """The record in a JSON text, or None if there is none that can be used: the file may come from anybody."""
    try:
        data = json.loads(text)
        beside, final = data.get("beside"), data.get("final")
        record = Record(
            str(data["document"]),
            str(data["path"]),
            "\n".join(data["base"]),
            str(data["hash"]),
            bool(data["clean"]),
            str(data["look"]),
            dict(data["answers"]),
            dict(data["open"]),
            Beside(**beside) if beside else None,
            Final(**final) if final else None,
            str(data.get("title", "")),
            str(data.get("heir", "")),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return record if _sound(record) else None


def _sound(record: Record) -> bool:
    """True if paths lie in the drafts' folder and everything is of its kind."""
    paths = [record.path, *([record.beside.path] if record.beside else [])]
    words = [record.document, record.base, record.hash, record.look]
    words += [record.beside.hash, record.beside.text] if record.beside else []
    words += [record.final.by, record.final.on] if record.final else []
    words += [record.title, record.heir]
    return (
        not name_fault(record.document)
        and all(map(is_draft_path, paths))
        and all(isinstance(word, str) and is_data(word) for word in words)
        and all(isinstance(key, str) and (value is None or is_data(value)) for key, value in record.answers.items())
        and all(is_data(item) and isinstance(item, dict) for item in record.open.values())
    )


def is_draft_path(path: object) -> bool:
    """True if this is the path of a draft, or of a file beside one, inside the plan's folder."""
    return (
        isinstance(path, str)
        and path.startswith("drafts/")
        and path.lower().endswith((".docx", ".md"))
        and not path_fault(path)
    )


def is_untouched(content: bytes, record: Record) -> bool:
    """True for a file that is as coplan wrote it, with nothing but its own text."""
    return record.clean and record.hash == hash_of(content)


def hash_of(content: bytes | str) -> str:
    """A short name for a content."""
    raw = content.encode("utf-8", errors="surrogateescape") if isinstance(content, str) else content
    return hashlib.sha256(raw).hexdigest()[:32]

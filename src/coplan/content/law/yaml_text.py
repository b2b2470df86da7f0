"""Writes the law of one place as the YAML of a pack: the same order of keys, the same width, nothing quoted in vain."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from coplan.content.provisions import Hold, Law, Starter

WIDTH = 116
# What cannot stand as plain YAML: a key inside, a comment, or a sign of YAML in front.
UNSAFE = re.compile(r": |:$| #|^[-?:,\[\]{}#&*!|>'\"%@`]|^(?:yes|no|true|false|null|~)$", re.IGNORECASE)
ORDER = (
    *("citation", "title", "requires", "url", "version", "from_", "until", "read_on", "checked", "status"),
    *("case_law", "applies_to", "source", "must_state", "in_agreement", "certificate"),
    *("approved", "ordinance_of", "approval_says", "also", "conflicts", "note"),
)
HOLD_ORDER = (
    *("team_clinician", "team_clinician_words", "petition", "criteria", "clock", "form", "transport"),
    *("cites", "status", "note"),
)


@dataclass(frozen=True)
class MarkedLaw:
    """A provision, or the part on holds, that says what becomes of the one below: `replaces` or `remove`."""

    what: Law | Hold
    mark: str


def law_file(
    place: str,
    name: str,
    topics: Mapping[str, Iterable[Law | MarkedLaw]],
    hold: Hold | MarkedLaw | None = None,
    head: Iterable[str] = (),
    not_read: Mapping[str, str] | None = None,
) -> str:
    """The text of a law file; `head` are lines of comment on top, `not_read` what is known and was not read.

    A topic without words under `not_read` is taken away there.
    """
    lines = [*(f"# {line}".rstrip() for line in head), f"jurisdiction: {place}", *_pair("name", name, 0)]
    if not_read:
        lines += ["", "not_read:"]
        for topic, words in not_read.items():
            lines += _pair(topic, words, 2) if words else [f"  {topic}: {{remove: true}}"]
    lines += ["", *_hold(hold)] if hold else []
    lines += ["", "topics:" if topics else "topics: {}"]
    for topic, laws in topics.items():
        lines += ["", f"  {topic}:", *(line for law in laws for line in _item(_provision(law), 4))]
    return "\n".join(lines) + "\n"


def _provision(law: Law | MarkedLaw) -> dict[str, object]:
    if isinstance(law, Law):
        return _values(law, ORDER)
    values = _values(law.what, ORDER)
    return {"citation": values["citation"], law.mark: True} | (values if law.mark == "replaces" else {})


def _hold(told: Hold | MarkedLaw) -> list[str]:
    if isinstance(told, MarkedLaw):
        if told.mark == "remove" or not isinstance(told.what, Hold):
            return ["hold: {remove: true}"]
        first, *rest = _hold(told.what)
        return [first, f"  {told.mark}: true", *rest]
    return _hold_lines(told)


def _hold_lines(hold: Hold) -> list[str]:
    lines = ["hold:", "  starts:"] if hold.starts else ["hold:"]
    for starter in hold.starts:
        lines += _item(_values(starter, [field.name for field in fields(Starter)]), 4)
    return lines + [line for key, value in _values(hold, HOLD_ORDER).items() for line in _pair(key, value, 2)]


def _values(item: object, names: Iterable[str]) -> dict[str, object]:
    found = {name.rstrip("_"): getattr(item, name) for name in names}
    return {key: value for key, value in found.items() if value not in ("", None, False, ())}


def _item(values: Mapping[str, object], indent: int) -> list[str]:
    lines = [line for key, value in values.items() for line in _pair(key, value, indent + 2)]
    return [" " * indent + "- " + lines[0].lstrip(), *lines[1:]]


def _pair(key: str, value: object, indent: int) -> list[str]:
    start, hanging = f"{' ' * indent}{key}: ", " " * (indent + 2)
    if isinstance(value, tuple) and any(is_dataclass(part) for part in value):
        names = [field.name for field in fields(value[0])]
        return [start.rstrip(), *(line for part in value for line in _item(_values(part, names), indent + 2))]
    if isinstance(value, tuple):
        return _wrapped(f"[{', '.join(_inside(str(part)) for part in value)}]", start, hanging)
    if isinstance(value, bool | date):
        return [f"{start}{str(value).lower()}"]
    words = " ".join(str(value).split())
    if not UNSAFE.search(words):
        return _wrapped(words, start, hanging)
    if len(start + words) < WIDTH:
        return [start + _quoted(words)]
    return [f"{start}>-", *_wrapped(words, hanging, hanging)]


def _inside(words: str) -> str:
    """An item of a list on one line: quoted where it holds what would end it."""
    return _quoted(words) if UNSAFE.search(words) or set(words) & set(",[]{}") else words


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _wrapped(words: str, start: str, hanging: str) -> list[str]:
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=start,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )

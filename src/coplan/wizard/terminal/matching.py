"""Finds choices by what people type: words of the label, the key, or a short form such as `tx` or `cit`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coplan.wizard.asker import Option


def fitting(typed: str, options: Sequence[Option]) -> list[int]:
    """The places of the options that what was typed can mean, the nearest first; all of them if nothing was typed."""
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return list(range(len(options)))
    ranks = [(_rank(wanted, option), place) for place, option in enumerate(options)]
    return [place for rank, place in sorted(ranks) if rank < NO_FIT]


NO_FIT = 9


def _rank(wanted: str, option: Option) -> int:
    """How near what was typed is to an option: 0 if it names it, NO_FIT if it cannot mean it."""
    label = " ".join(option.label.casefold().split())
    key = option.key.casefold()
    names, words = set(_words(f"{label} {key}")), wanted.split()
    if wanted in (label, key, key.rpartition("-")[2], _initials(label)):
        return 0
    if label.startswith(wanted):
        return 1
    if re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", label):
        return 2
    if all(any(name.startswith(word) for name in names) for word in words):
        return 3
    return 4 if wanted in label or wanted in key.replace("_", " ") else NO_FIT


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _initials(label: str) -> str:
    words = _words(label)
    return "".join(word[0] for word in words) if len(words) > 1 else ""

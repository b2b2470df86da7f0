"""The text of plan.yaml in parts, one for each answer: to see without reading all of it which answers were edited.

Only a plain layout is taken apart: keys in blocks, one on a line. Of any other nothing is said. Pure.
"""

from __future__ import annotations

import re

from coplan.disk.cache import short_name

KEY = re.compile(r"( *)([A-Za-z0-9_-]+):(?= |$)")
SECTIONS = "answers"


def answer_parts(text: str) -> dict[str, str] | None:
    """The lines of each answer, by its key, and under an empty key all others; None for another layout."""
    found: dict[str, list[str]] = {"": []}
    depth: list[int] = []  # of sections and of their answers, as far as they are known
    section, into, inside = "", "", False
    for line in text.split("\n"):
        key = KEY.match(line)
        indent = len(key[1]) if key else -1
        if key and not indent:
            inside, section, into = key[2] == SECTIONS, "", ""
        elif key and inside and (not depth or indent == depth[0]):
            depth, section, into = depth or [indent], key[2], ""
        elif key and section and (len(depth) == 1 or indent == depth[1]):
            depth, into = [depth[0], indent], f"{section}.{key[2]}"
            if into in found:
                return None
            found[into] = []
        elif line.strip() and not line.startswith(" ") and not line.startswith("#"):
            return None
        found[into].append(line)
    return {key: "\n".join(lines) for key, lines in found.items()}


def all_but(parts: dict[str, str], keys: frozenset[str]) -> str:
    """A short name for the parts of all other answers, in their order, and for where those of `keys` stand."""
    return short_name("\n".join(key if key in keys else f"{key}\n{part}" for key, part in parts.items()))

"""References between sections: a template names a heading, and the draft prints the number that it got.

A heading `## Exhibit: Payment` gets the next letter; what stands under it is not numbered. The list of sections is
made in the same way, so that nobody has to keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OPEN, CLOSE = "\ue000", "\ue001"  # private characters, which no text of people or of ours has
REFERENCE = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
CONTENTS = "*"  # stands for the list of sections; no heading is called so
HEADING = re.compile(r"^#{2,3} (?:(\d+(?:\.\d+)?)\.? )?(.+)$")


def reference(heading: str) -> str:
    """What stands in the text for a reference until the headings are numbered."""
    return f"{OPEN}{heading}{CLOSE}"


def contents() -> str:
    """What stands in the text for the list of sections until the headings are numbered."""
    return reference(CONTENTS)


def lettered(text: str) -> str:
    """Letter the exhibits in their order: `## Exhibit: Payment` becomes `## Exhibit A: Payment`."""
    count = 0
    lines = []
    for line in text.split("\n"):
        if line.startswith("## Exhibit: "):
            line = f"## Exhibit {chr(ord('A') + count)}: {line.removeprefix('## Exhibit: ')}"
            count += 1
        lines.append(line)
    return "\n".join(lines)


def resolved(text: str) -> str:
    """Put the numbers in for the references. Raises ValueError for a heading that the text does not have."""
    if OPEN not in text:
        return text
    known = dict(_places(text)) | {CONTENTS: _contents(text)}

    def number(found: re.Match[str]) -> str:
        if found[1] not in known:
            raise ValueError(f"there is no section `{found[1]}` to refer to")
        return known[found[1]]

    return REFERENCE.sub(number, text)


def _contents(text: str) -> str:
    """The sections of the first level, each with its number."""
    headings = (HEADING.match(line) for line in text.split("\n") if line.startswith("## "))
    return "; ".join(f"{found[2]} ({found[1]})" if found[1] else found[2] for found in headings if found)


def _places(text: str) -> Iterator[tuple[str, str]]:
    """Each heading, and how to refer to it; of two with the same words the first counts."""
    seen: set[str] = set()
    for line in text.split("\n"):
        heading = HEADING.match(line)
        if not heading or heading[2] in seen:
            continue
        letter, _, title = heading[2].removeprefix("Exhibit ").partition(": ")
        if heading[2].startswith("Exhibit ") and title:
            seen.add(f"Exhibit: {title}")
            yield f"Exhibit: {title}", f"Exhibit {letter}"
            continue
        seen.add(heading[2])
        yield heading[2], f"section {heading[1]}" if heading[1] else f"the section “{heading[2]}”"

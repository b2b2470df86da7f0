"""People's words inside Markdown: kept as they are, without becoming markup by accident."""

from __future__ import annotations

import re

from coplan.reports.titled import Table

# Characters that start markup inside a line, or end a table cell. An underscore within a word does no harm.
INLINE = re.compile(r"([\\`*<\[\]|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\[)|~(?=~))")
MARKUP = frozenset("\\`*<[]|_&!~")  # every character that INLINE may match: most text has none of them
# What at the start of a line would become a heading, a quote, a list or a rule.
LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+(?=\s*$)|:?-+:?(?=\s*$)|(?:\d+)(?=[.)](?:\s|$)))")

# What begins something else than one more line of a paragraph.
BLOCK_START = re.compile(r"\s|#{1,6}(\s|$)|>|[-*+](\s|$)|\d+[.)](\s|$)|\||```|~~~|[-=*_]{3,}\s*$|$")

TWO_STOPS = re.compile(r"(?<!\.)\.\.(?=\s|$)")
NUMBERED = re.compile(r"^ *\d+\. ", re.MULTILINE)
LISTED = re.compile(r"^ *(?:-|(\d+)\.) (?=\S)")
LOOSE = re.compile(r"^ *(?:-|\d+\.) \S.*\n\n+ *(?:-|\d+\.) \S", re.MULTILINE)
ORDERED = re.compile(r"^( *)\d+\. (?=\S)")


def _escape(text: str) -> str:
    return text if MARKUP.isdisjoint(text) else INLINE.sub(r"\\\1", text)


def inline(text: str) -> str:
    """Escape one line of people's text for the middle of a sentence or a table cell."""
    return _escape_start(_escape(" ".join(text.split())))


def block(text: str) -> str:
    """Escape people's text of one or more paragraphs.

    Lines that follow each other are one paragraph, as in the file where people wrapped them; lists that they typed
    with `- ` stay lists.
    """
    lines: list[str] = []
    for line in re.split(r"\r\n|\r|\n", text.strip()):
        bare = line.strip()
        if re.match(r"[-*] \S", bare):
            lines.append("- " + inline(bare[2:]))
        elif bare and lines and lines[-1]:
            lines[-1] += " " + _escape(bare)
        else:
            lines.append(_escape_start(_escape(bare)))
    return "\n".join(lines)


def _escape_start(line: str) -> str:
    found = None if line[:1].isalpha() else LINE_START.match(line)
    if not found:
        return line
    mark = found[2]
    if mark.isdigit():  # `1.` would start a list
        return line[: found.end()] + "\\" + line[found.end() :]
    return f"{found[1]}\\{mark}{line[found.end() :]}"


def cell(text: str) -> str:
    """Text for one cell of a table."""
    if "|" in text:  # rare, and the search is dear
        text = re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", text)
    return " ".join(text.split())


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; cells are Markdown already."""
    return "\n".join(row([cell(text) for text in line]) for line in [heads, ["---"] * len(heads), *rows])


def row(cells: list[str]) -> str:
    """One line of a table; an empty cell is one space wide."""
    return "|" + "|".join(f" {text} " if text else " " for text in cells) + "|"


def written(found: Table) -> str:
    """A table of a report. Its first column has names, which people typed; the others have numbers, or Markdown."""
    return table(list(found.heads), [[inline(row[0]), *row[1:]] for row in found.rows])


def numbered(text: str) -> str:
    """Number the second and third level headings: `## 1. Purpose`, `### 1.1 Who`. Exhibits have letters instead."""
    section = part = 0
    lines = []
    fence = exhibit = False
    for line in text.split("\n"):
        fence ^= line.startswith("```")
        exhibit |= line.startswith("## Exhibit")
        if exhibit:
            pass
        elif line.startswith("## ") and not fence:
            section, part = section + 1, 0
            line = f"## {section}. {line[3:]}"
        elif line.startswith("### ") and not fence:
            part += 1
            line = f"### {section}.{part} {line[4:]}"
        lines.append(line)
    return "\n".join(lines)


def tidy(text: str) -> str:
    """One line a paragraph, one blank line between blocks, none in a list, lists counted, one break at the end."""
    text = text.replace(
        "]** Until ", "]**. Until "
    )  # a bracket ends its sentence where the next says what holds until then
    lines = list(map(str.rstrip, text.strip().split("\n")))
    if ".." in text:  # "noon to 10 p.m." at the end of a sentence
        lines = [TWO_STOPS.sub(".", line) if ".." in line else line for line in lines]
    counted = "\n".join(_counted(_one_line(lines)) if NUMBERED.search(text) else _one_line(lines))
    if LOOSE.search(counted):
        counted = "\n".join(_tight(counted.split("\n")))
    return (re.sub(r"\n{3,}", "\n\n", counted) if "\n\n\n" in counted else counted).strip() + "\n"


def _one_line(lines: list[str]) -> list[str]:
    """Join the lines of a paragraph: where a template breaks its lines is nobody's business."""
    found: list[str] = []
    fence = open_text = False
    for line in lines:
        # Most lines begin with a letter, and no block does.
        text = not fence and (line[:1].isalpha() or not BLOCK_START.match(line))
        if text and open_text:
            found[-1] += " " + line
        else:
            found.append(line)
        fence ^= line.startswith("```")
        open_text = text
    return found


def _tight(lines: list[str]) -> list[str]:
    """Leave out blank lines between the items of one list: a template may have a block around one of them."""
    found: list[str] = []
    open_list = ""  # the kind of the list that the last line with words belongs to
    fence = False
    for line in lines:
        item = None if fence else LISTED.match(line)
        kind = ("number" if item[1] else "bullet") if item else ""
        inner = line.startswith(" ")
        if item and open_list and (inner or kind == open_list):
            while not found[-1]:
                found.pop()
        if line and not (item and inner and open_list):
            open_list = kind
        found.append(line)
        fence ^= line.startswith("```")
    return found


def _counted(lines: list[str]) -> list[str]:
    """Count numbered lists 1, 2, 3: a template that leaves steps out cannot know their numbers."""
    counts: dict[str, int] = {}
    found = []
    for line in lines:
        item = ORDERED.match(line) if line[:1].isdecimal() or line[:1] == " " else None
        if item:
            counts = {indent: count for indent, count in counts.items() if len(indent) <= len(item[1])}
            counts[item[1]] = counts.get(item[1], 0) + 1
            line = f"{item[1]}{counts[item[1]]}. {line[item.end() :]}"
        elif line and not line.startswith(" "):
            counts = {}
        found.append(line)
    return found

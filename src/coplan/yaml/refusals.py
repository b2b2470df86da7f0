"""Says in words what is wrong with a text that is no plain YAML, and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from coplan.errors import BadInput, Problem
from coplan.letters import CURLY, CURLY_FIX, unseen_words

HALF = "a `\\u` escape that is no character by itself, as JSON writes emoji in two halves"
ITSELF = "Put the character itself there."
NEVER_CLOSED = "the quote that opens here is never closed"
SECOND_COLON = "a second colon in this line"
NO_COLON = "a colon is missing in this line or the one above"
WITHOUT_COLON = re.compile(r"^\s*(?:- )?(?P<key>[A-Za-z]\w*)(?P<colon>:?)(?: +|(?<=:))(?P<text>[^\s:].*)$")
MERGE_MARK = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( .*)?$", re.MULTILINE)


def refuse_merge_marks(text: str, file: str) -> None:
    """Name the first mark that git, or a program like it, left between two versions of a text that cannot be read."""
    found = MERGE_MARK.search(text)
    if found:
        what = f"`{found[0].strip()[:40]}` is the mark of a merge: two versions of this file stand here."
        fix = "Keep the lines that count, and delete the others and the marks."
        raise bad(file, text.count("\n", 0, found.start()) + 1, what, fix)


def bad(file: str, line: int, what: str, fix: str = "", column: int = 0) -> BadInput:
    """A refusal that names file, line and, where it is known, the column; columns count from 1."""
    where = f"column {column}: " if column else ""
    return BadInput([Problem(file, line, "", where + what, fix, column)])


def unseen(file: str, letter: str, line: int) -> BadInput:
    """A refusal of a letter that nobody sees."""
    return BadInput([Problem(file, line, "", unseen_words(letter), "Delete it, or type this line again.")])


def short_tag(tag: str) -> str:
    """A tag as people write it."""
    return tag.replace("tag:yaml.org,2002:", "!!")


def plain_words(error: yaml.MarkedYAMLError) -> str:
    """What the parser met, in words."""
    problem = error.problem or "it cannot be read"
    if "tab" in problem or "'\\t'" in problem or "cannot start any token" in problem:
        return "there is a tab or a special character where a space or a quoted text should be"
    if "quoted scalar" in (error.context or "") and "end of stream" in problem:
        return NEVER_CLOSED
    if "mapping values are not allowed" in problem:
        return SECOND_COLON
    if "could not find expected ':'" in problem:
        return NO_COLON
    if "Unicode character escape" in problem:
        return HALF
    return problem


OPENS = re.compile(r"^\s*(?:- )?[\w-]+: +(?P<quote>[\"'])(?P<rest>.*)$")


def _opened(lines: Sequence[str]) -> int:
    """The last line whose text begins with a quote that this line does not close, unless a later one ends with it."""
    for number in range(len(lines), 0, -1):
        found = OPENS.match(lines[number - 1])
        if found and found["quote"] not in re.sub(r"\\.|''", "", found["rest"]):
            closed = any(line.rstrip().endswith(found["quote"]) for line in lines[number:-1])
            return 0 if closed else number
    return 0


def _without_colon(lines: Sequence[str], line: int) -> str:
    """The line above the one that the parser could not read, if a key in it lacks its colon or the space behind it."""
    for number in (line - 1, line):
        found = WITHOUT_COLON.match(lines[number - 1]) if 0 < number <= len(lines) else None
        if found and ": " not in lines[number - 1]:
            return f"Write line {number} with a colon and a space: `{found['key']}: {found['text'].strip()[:40]}`."
    return ""


def hint(text: str, line: int, words: str = "") -> str:
    """What to do about a line that the parser cannot read."""
    lines = text.split("\n")
    if 0 < line <= len(lines) and re.search(r"\\u[dD][89a-fA-F]", lines[line - 1]):
        return ITSELF
    if words == NEVER_CLOSED:
        return "Write the same quote at the end of the text, or take this one away."
    if opened := _opened(lines[: line - 1]) or _opened(lines[:line]):
        return f"Perhaps the quote in line {opened} is not closed."
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if words == NO_COLON and (lacking := _without_colon(lines, line)):
        return lacking
    if any(letter in here for letter in CURLY):
        return CURLY_FIX
    if words == SECOND_COLON and ": " not in here.partition(": ")[2]:
        return "Or it has more spaces in front than the line above: give it as many."
    if ": " in here.partition(": ")[2] and "{" not in here:
        return "If the text contains a colon, put the text in quotes."
    if here.lstrip().startswith(("- {", "{")):
        return "Give it as many spaces as the entries around it have, and put a text with a comma or a colon in quotes."
    return "Look at the indentation and the quotes of this line and the one above."

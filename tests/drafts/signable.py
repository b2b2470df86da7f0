"""What keeps a draft from being signed: a label for a sentence, a dash for money or a date, a lost reference, a word that
readers reject. test_random_plans.py looks for it in the drafts of random plans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coplan.content.model import Pack
from coplan.drafts.render.grammar import first_upper
from coplan.drafts.render.render import Rendered
from tests.content.test_rejected_words import found

# A label with an answer or a hole behind it; people's own words in random plans begin in one of these two ways.
LABEL = re.compile(
    r"(?:- |\d+\. )?[A-Z][^.|:]{2,70}: (?:Words that a community|One sentence of the plan|\*\*\[To decide)"
)
WITH_ANSWER = re.compile(r"[A-Z][\w' -]{2,60}: .")
SECTION = re.compile(r"\bsections? (\d+(?:\.\d+)?)\b")
EXHIBIT = re.compile(r"\bExhibit ([A-Z])\b")
OF_ANOTHER_PAPER = re.compile(r"§|https?:|\b(?:RCW|WAC|CFR|USC|U\.S\.C|Code|Policy|Act|Stat|Law)\b")
NAKED = re.compile(r"(?<=[:(,;] )[–—](?=$|[ .,;)])|^(?:- |\d+\. )?[–—-]\.?$|\bnot stated\b")
RUN_ON = re.compile(r"\S +(?:\d+\. |- )\*\*[A-Z]|\S #{2,} ")  # a step or a heading that does not begin its line
MATTERS = re.compile(r"\b(?:pay|price|amount|cost|date|vote|maximum|minimum|signed|expires)\b", re.IGNORECASE)


def heads_that_matter(pack: Pack) -> frozenset[str]:
    """Heads of the columns whose empty cells are holes, where no other column has the same head."""
    columns = [column for question in pack for column in question.columns]
    others = {column.label for column in columns if not column.matters and not column.required}
    return frozenset(first_upper(column.label) for column in columns if column.matters and column.label not in others)


def signing_faults(item: Rendered, matter: frozenset[str]) -> Iterator[str]:
    """What keeps this draft from being signed; `matter` are heads under which no dash may stand."""
    lines = item.text.split("\n")
    yield from reference_faults(item, lines)
    yield from dash_faults(lines, matter)
    for line in lines:
        yield from (f"a step inside a line: {line[:80]}" for _ in RUN_ON.findall(line))
        yield from found(line, "people") if "](http" not in line else ()  # titles of laws are not ours
    if item.document.kind in ("agreement", "order", "procedure", "policy"):
        yield from (f"a label for a sentence: {line[:80]}" for line in lines if LABEL.match(line))
    if item.document.kind == "agreement":
        body = item.text.partition("\n## 1. ")[2].split("\n")
        yield from (f"a label with an answer: {line[:80]}" for line in body if WITH_ANSWER.match(line))


def reference_faults(item: Rendered, lines: list[str]) -> Iterator[str]:
    """Sections and exhibits that the text refers to and does not have."""
    sections = set(re.findall(r"^#{2,3} (\d+(?:\.\d+)?)\.? ", item.text, re.MULTILINE))
    exhibits = set(re.findall(r"^#{2,3} Exhibit ([A-Z])", item.text, re.MULTILINE))
    for line in lines:
        if item.document.numbered and not OF_ANOTHER_PAPER.search(line):
            yield from (f"no section {name}: {line[:80]}" for name in SECTION.findall(line) if name not in sections)
        if exhibits:
            yield from (f"no exhibit {name}: {line[:80]}" for name in EXHIBIT.findall(line) if name not in exhibits)


def dash_faults(lines: list[str], matter: frozenset[str]) -> Iterator[str]:
    """A dash for an answer, wherever it stands; a cell under a head of money, a date or a vote in which nothing stands."""
    heads: list[str] = []
    for line in lines:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            heads = []
        heads = heads or cells
        yield from (f"a naked dash: {line[:80]}" for _ in NAKED.findall(line))
        yield from (
            f"a dash for {head}" for head, cell in zip(heads, cells, strict=False) if _naked(head, cell, matter)
        )


def _naked(head: str, cell: str, matter: frozenset[str]) -> bool:
    return cell in ("–", "-", "—", "not stated") or (cell == "" and (head in matter or bool(MATTERS.search(head))))

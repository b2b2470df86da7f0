"""Whatever a community answers, every draft reads like a document: 200 plans with random answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt

from coplan.content.model import Pack
from coplan.drafts.proof import random_plan
from coplan.drafts.render import Rendered, documents_for, render_all
from coplan.plan.view import Answers

GROUPS, SIZE = 20, 10
PARSER = MarkdownIt("commonmark").enable("table")
HEADING = re.compile(r"(#{1,6}) ")


def raw_keys(pack: Pack) -> set[str]:
    """Every key of the pack that nobody would write in a document: words joined by `_` or by a dot."""
    found = set(pack.questions) | set(pack.facts) | set(pack.topics)
    for question in pack:
        found |= {question.id, *(choice.key for choice in question.choices)}
        for column in question.columns:
            found |= {column.key, *(choice.key for choice in column.choices)}
    return {key for key in found if "_" in key or "." in key}


@pytest.fixture(scope="module")
def keys(pack: Pack) -> re.Pattern[str]:
    return re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, sorted(raw_keys(pack)))) + r")(?!\w)")


@pytest.mark.parametrize("group", range(GROUPS))
def test_every_draft_of_a_random_plan_reads_like_a_document(pack, keys, group):
    found = []
    for seed in range(group * SIZE, (group + 1) * SIZE):
        answers = Answers(pack, random_plan(pack, seed))
        for item in render_all(answers, documents_for(answers)):
            found += [f"plan {seed}, {item.document.id}: {fault}" for fault in faults(item, keys)]
    assert found == []


def faults(item: Rendered, keys: re.Pattern[str]) -> Iterator[str]:
    yield from notice_faults(item)
    yield from word_faults(item, keys)
    yield from line_faults([line for line in item.text.split("\n") if line.strip()])
    yield from table_faults(item.text)


def notice_faults(item: Rendered) -> Iterator[str]:
    if not item.text.startswith(f"# {item.document.title}\n\n> **Draft.** "):
        yield "no draft notice"
    open_points = {0: "", 1: "One point is still open."}.get(len(item.holes), f"{len(item.holes)} points are still open.")
    if open_points not in item.text or ("still open" in item.text) != bool(item.holes):
        yield "the count of open points is wrong"


def word_faults(item: Rendered, keys: re.Pattern[str]) -> Iterator[str]:
    words = re.sub(r"\]\([^)]*\)|https?://\S+", "", item.text)  # addresses may look like anything
    yield from (f"raw key {match[0]}" for match in keys.finditer(words))
    for match in re.finditer(r"\bNone\b(?! of)|\bTrue\b|\bFalse\b|Missing\(|Undefined|<\w|object at 0x|\{\{|\{%", words):
        yield f"code: {words[max(0, match.start() - 30) : match.end() + 30]!r}"


def line_faults(lines: list[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        heading, after = HEADING.match(line), HEADING.match(lines[index + 1]) if index + 1 < len(lines) else None
        if heading and (index + 1 == len(lines) or (after and len(after[1]) <= len(heading[1]))):
            yield f"empty section: {line}"
        if re.fullmatch(r"\s*([-*+]|\d+\.)\s*[.;,]?", line):
            yield f"empty bullet after: {lines[index - 1]}"
        if re.search(r"\S {2,}\S", line):
            yield f"double space: {line}"
        if re.search(r"\w [.,;:!?](?=\s|$)", line):
            yield f"space before a stop: {line}"
        if re.search(r"(?<!\.)\.\.(?=\s|$)|,,|\.;|;\.|,\.|\(\)|\*\*\*\*", line):
            yield f"stops that do not go together: {line}"


def table_faults(text: str) -> Iterator[str]:
    """Table rows that Markdown does not read as rows: a blank line or a line break fell between them."""
    tables = [token.map for token in PARSER.parse(text) if token.type == "table_open" and token.map]
    inside = {number for first, last in tables for number in range(first, last)}
    for number, line in enumerate(text.split("\n")):
        if line.startswith("|") and number not in inside:
            yield f"a row outside of any table: {line}"

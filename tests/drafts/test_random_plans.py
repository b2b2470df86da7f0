"""Whatever a community answers, every draft reads like a document and can be signed: 200 plans with random answers."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coplan.calls.encounters.fields import BY_KEY
from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Missing
from coplan.content.model import Pack
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.language import BRIDGED
from coplan.drafts.render.render import Rendered, render_all
from coplan.plan.model import STATES, OpenItem, Plan
from coplan.plan.view import Answers
from tests.drafts.signable import heads_that_matter, signing_faults
from tests.long import few_of

GROUPS, SIZE = 40, 5
PAPER = re.compile(r'\b(?:procedure|paper|protocol) "([^"]+)"')  # another document that a draft names
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
def keys(pack: Pack) -> set[str]:
    return raw_keys(pack)


@pytest.mark.parametrize("group", few_of(range(GROUPS), 1))
def test_every_draft_of_a_random_plan_reads_like_a_document(pack, keys, group):
    assert [fault for seed in range(group * SIZE, (group + 1) * SIZE) for fault in plan_faults(pack, keys, seed)] == []


@pytest.mark.long
@settings(max_examples=4, print_blob=False, report_multiple_bugs=False)
@given(seed=st.integers(GROUPS * SIZE, 2**32))
def test_so_does_every_draft_of_any_other_plan(pack, keys, seed):
    assert list(plan_faults(pack, keys, seed)) == []


def plan_faults(pack: Pack, keys: set[str], seed: int) -> Iterator[str]:
    answers, matter = Answers(pack, random_plan(pack, seed)), heads_that_matter(pack)
    rendered = render_all(answers, documents_for(answers))
    titles = {title for item in rendered for title in (item.document.title, item.document.title.split(":")[0])}
    for item in rendered:
        found = (*faults(item, keys), *dead_holes(answers, item), *gaps(answers, item), *signing_faults(item, matter))
        found += tuple(f"no paper {name}" for name in PAPER.findall(item.text) if name not in titles)
        yield from (f"plan {seed}, {item.document.id}: {fault}" for fault in found)


def faults(item: Rendered, keys: set[str]) -> Iterator[str]:
    yield from notice_faults(item)
    yield from word_faults(item, keys)
    yield from line_faults([line for line in item.text.split("\n") if line.strip()])
    yield from table_faults(item.text)


def dead_holes(answers: Answers, item: Rendered) -> Iterator[str]:
    """Holes that no answer can fill, for their question does not apply to this plan."""
    yield from (f"asks for {key}, which the plan may not answer" for key in item.asked if not answers.applies(key))


def gaps(answers: Answers, item: Rendered) -> Iterator[str]:
    """Open points that could hurt somebody, where the paper to act on does not say what holds until they are decided."""
    if item.document.kind in BRIDGED:
        missing = [key for key in item.asked if isinstance(answers.value(key), Missing)]
        rules = [answers.pack.questions[key].until for key in missing]
        yield from (f"a gap until this is decided: {rule}" for rule in rules if rule not in item.text)


def notice_faults(item: Rendered) -> Iterator[str]:
    if not item.text.startswith(f"# {item.document.title}\n\n> **Draft.** "):
        yield "no draft notice"
    printed = re.findall(r"\*\*\[[^\]]*\]\*\*", item.text)
    if len(printed) != len(item.holes):
        yield f"{len(printed)} brackets are printed, and {len(item.holes)} counted"
    count = len(item.points)
    open_points = {0: "", 1: "One point is still open; it stands in"}.get(count, f"{count} points are still open; they")
    where = f" {len(printed)} bold square brackets" if len(printed) != count else " in bold square brackets"
    if open_points not in item.text or (where in item.text) != bool(item.holes):
        yield "the count of open points is wrong"


def word_faults(item: Rendered, keys: set[str]) -> Iterator[str]:
    words = re.sub(r"\]\([^)]*\)|https?://\S+", "", item.text)  # addresses may look like anything
    found = re.findall(r"\w*_\w+|[a-z]\w*\.[a-z]\w*", words)
    names = set(BY_KEY) if item.document.id == "data-dictionary" else set()  # the names in the file are its matter
    yield from (f"raw key {word}" for word in found if word in keys - names)
    for match in re.finditer(
        r"\bNone\b(?! of)|\bTrue\b|\bFalse\b|Missing\(|Undefined|<\w|object at 0x|\{\{|\{%", words
    ):
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
        if re.search(r"(?<!\.)\.\.(?=\s|$)|,,|(?<![ap]\.m)\.;|;\.|,\.|\(\)|\*\*\*\*", line):
            yield f"stops that do not go together: {line}"


def table_faults(text: str) -> Iterator[str]:
    """Rows outside of a table (a blank line fell between them), and rows with too few or too many cells."""
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        head, *rows = block.splitlines()
        if not rows or not re.fullmatch(r"\|( --- \|)+", rows[0]):
            yield f"a row outside of any table: {head}"
        cells = [len(re.findall(r"(?<!\\)\|", line)) for line in (head, *rows)]
        if len(set(cells)) > 1:
            yield f"rows of different length: {head}"


@pytest.mark.parametrize("seed", few_of(range(1, 16), 3))
def test_drafts_of_a_plan_with_open_answers_read_like_documents(pack, keys, seed):
    chance = random.Random(seed)
    plan = random_plan(pack, seed)
    for key in chance.sample(sorted(plan.answers), min(4, len(plan.answers))):
        plan = plan.with_open(key, OpenItem(chance.choice(STATES), chance.choice(["", "Chief"])))
    answers = Answers(pack, plan)
    for item in render_all(answers, documents_for(answers)):
        assert list(faults(item, keys)) == [], item.document.id


MARKUP = "1. a | b <b>*x*</b> `c` [d](e) ![f](g) _h_ ~~i~~ # j \\"
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize("seed", few_of(range(1, 11), 2))
def test_words_that_look_like_markup_stay_words_in_every_draft(pack, seed):
    answers = Answers(pack, in_markup(pack, random_plan(pack, seed)))
    for item in render_all(answers, documents_for(answers)):
        assert list(table_faults(item.text)) == [], item.document.id
        tokens = PARSER.parse(item.text)
        children = [child for token in tokens for child in token.children or []]
        elements = {token.type for token in [*tokens, *children]}
        assert not elements & {"html_block", "html_inline", "code_block", "code_inline", "image", "em_open", "s_open"}
        assert [token.tag for token in tokens if token.type == "heading_open"].count("h1") == 1


def in_markup(pack: Pack, plan: Plan) -> Plan:
    """The plan with every text in it replaced by one that is full of markup."""
    for key, value in plan.answers.items():
        question = pack.questions[key]
        data = value.plain()
        if question.kind in ("text", "paragraph"):
            data = MARKUP + ("\n\n# " + MARKUP if question.kind == "paragraph" else "")
        elif question.kind == "list":
            data = [MARKUP, MARKUP]
        elif question.kind == "records":
            texts = {column.key for column in question.columns if column.kind == "text"}
            data = [{name: MARKUP if name in texts else cell for name, cell in row.items()} for row in data]
        elif question.other:
            data = f"other: {MARKUP}" if question.kind == "choice" else [f"other: {MARKUP}"]
        plan = plan.with_answer(key, read_value(data, question))
    return plan

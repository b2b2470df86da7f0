"""Two judges from outside find nothing in drafts and updates. Each is held against files with known faults first."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

from coplan.word.file.package import TYPES, Package
from tests.long import few_of, long
from tests.word.cases import EXAMPLES, PAGE, generated, opened, plan_change, update, word
from tests.word.decorations import BASE, FIRST, OTHER, PENDING, decorate

pytest.importorskip("openxml_audit", reason="the judges come with coplan[dev]")
pytest.importorskip("ooxml_integrity", reason="the judges come with coplan[dev]")
from tests.word.judges import findings, new_findings

CHANGED = opened(update(word(BASE), FIRST))


def in_text(old: str, new: str) -> Callable[[Package], Package]:
    return lambda package: in_part(package, package.main, old, new)


def in_part(package: Package, part: str, old: str, new: str) -> Package:
    text = package.parts[part].decode()
    made = re.sub(old, new, text, count=1)
    assert made != text
    return package.replaced({part: made.encode()})


FAULTS = {
    "properties behind the text": in_text(r"<w:p>(<w:pPr>.*?</w:pPr>)(.*?)</w:p>", r"<w:p>\2\1</w:p>"),
    "properties in another order": in_text(r"(<w:pStyle [^>]*/>)(<w:numPr>.*?</w:numPr>)", r"\2\1"),
    "an element that does not exist": in_text(r"<w:body>", "<w:body><w:nothing/>"),
    "a change without an id": in_text(r'<w:ins w:id="\d+"', "<w:ins"),
    "two changes with one id": in_text(r'<w:ins w:id="\d+"', '<w:ins w:id="4"'),
    "a comment that is not there": in_text(r'<w:commentReference w:id="\d+"', '<w:commentReference w:id="777"'),
    "the start of a comment without its end": in_text(r"<w:commentRangeEnd [^>]*/>", ""),
    "a row without cells": in_text(r"(<w:tr>(?:<w:trPr>.*?</w:trPr>)?)(<w:tc>.*?)</w:tr>", r"\1</w:tr>"),
    "a link to nothing": in_text(r"<w:body>", '<w:body><w:p><w:hyperlink r:id="rId999"/></w:p>'),
    "a footnote that is not there": in_text("</w:p>", '<w:r><w:footnoteReference w:id="9"/></w:r></w:p>'),
    "a part without a type": lambda package: in_part(package, TYPES, "<Override [^>]*comments[^>]*>", ""),
    "a part with a wrong type": lambda package: in_part(package, TYPES, "comments[+]xml", "styles+xml"),
    "a part that is named and missing": lambda package: Package(
        "x", {name: content for name, content in package.parts.items() if name != "word/comments.xml"}
    ),
}


@pytest.mark.parametrize("fault", few_of(FAULTS, 0, step=5))
def test_a_known_fault_is_found(fault):
    assert new_findings(CHANGED.save(), FAULTS[fault](CHANGED).save()) != []


@pytest.mark.slow
def test_a_new_draft_and_its_updates_are_without_fault():
    assert findings(word(PAGE).save()) == ()
    assert findings(CHANGED.save()) == ()
    assert findings(update(CHANGED, OTHER).content) == ()
    assert findings(update(CHANGED, BASE).content) == ()


@pytest.mark.slow
def test_a_row_taller_than_a_page_is_a_row_as_the_schema_wants_it_also_when_it_comes_or_goes():
    short = "# Plan\n\n| What | Told |\n| --- | --- |\n| First | one |\n"
    tall = short + f"| Second | {'many words ' * 400} |\n"
    assert findings(word(tall).save()) == ()
    assert findings(update(word(short), tall).content) == ()
    assert findings(update(word(tall), short).content) == ()


def test_a_row_that_people_made_without_properties_is_as_the_schema_wants_it_when_it_goes():
    both = "# Plan\n\n| What | Told |\n| --- | --- |\n| First | one |\n| Second | two |\n"
    made = word(both)
    bare = re.sub(r"<w:trPr>.*?</w:trPr>", "", made.parts[made.main].decode())
    people = made.replaced({made.main: bare.encode()})
    assert findings(update(people, both.replace("| Second | two |\n", "")).content) == ()


@pytest.mark.slow
@pytest.mark.parametrize("seed", few_of(range(40), 1))
def test_any_edits_and_any_change_of_the_plan_bring_no_fault(seed):
    case = generated(seed)
    before = case.people.save()
    assert new_findings(before, case.update().content) == []


@pytest.mark.parametrize("where", few_of(PENDING, 0))
@pytest.mark.parametrize(
    "kind", ["a highlight", "a bookmark", "a comment", "a reply to our comment", "a section break"]
)
def test_an_update_of_what_people_decorated_brings_no_fault(kind, where):
    people = decorate(CHANGED, kind, where)
    assert new_findings(people.save(), update(people, OTHER).content) == []


@pytest.mark.parametrize(
    "path", [long(path) for path in sorted(EXAMPLES.glob("*/drafts/*.md"))[::7]], ids=lambda path: path.stem
)
def test_drafts_of_the_examples_and_their_next_versions_are_without_fault(path):
    text = path.read_text(encoding="utf-8")
    people = word(text)
    assert findings(people.save()) == ()
    assert findings(update(people, plan_change(text, Random(1))).content) == ()

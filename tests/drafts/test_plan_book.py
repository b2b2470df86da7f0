"""The plan book holds all that was decided: each answer stands in it, or it names the paper in which it stands whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coplan.content.answers.rows import Rows
from coplan.content.answers.values import Missing
from coplan.content.pack.folders import pack_folders
from coplan.content.pack.load import load_pack
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2] / "examples"
EXAMPLES = sorted(path.parent.name for path in ROOT.glob("*/plan.yaml"))
WORDS = {"cedar-valley": 23_500, "mesquite-flats": 17_000}
ELSEWHERE = re.compile(r"^\| In “([^”]+)” \| (.*) \|$", re.MULTILINE)


def book(example: str) -> str:
    return (ROOT / example / "drafts" / "plan-book.md").read_text(encoding="utf-8")


def words(text: str) -> str:
    """Only letters and figures, so that marks, links and line ends make no difference."""
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.fixture(scope="module", params=EXAMPLES)
def answered(request):
    """An example with the answers that it has: label, value, and whether the book names another paper for it."""
    pack = load_pack(pack_folders())
    plan = read_plan((ROOT / request.param / "plan.yaml").read_text(encoding="utf-8"), pack).plan
    answers = Answers(pack, plan)
    found = [(one, answers.value(one.key)) for step in pack.steps for one in answers.applicable(step.id)]
    return request.param, [(one, value) for one, value in found if not isinstance(value, Missing)]


def test_every_answer_stands_in_the_book_or_is_named_there_with_its_paper(answered):
    example, found = answered
    text = words(book(example))
    assert found
    assert [one.key for one, _ in found if words(one.label) not in text] == []


def test_what_the_book_names_elsewhere_stands_in_that_paper(answered):
    example, found = answered
    papers: dict[str, str] = {}
    for path in (ROOT / example / "drafts").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        title = words(text.partition("\n")[0])
        papers[title] = papers.get(title, "") + words(text)
        of_kind = words(path.stem.partition("@")[0])
        papers[of_kind] = papers.get(of_kind, "") + words(text)
    lost = []
    for title, told in ELSEWHERE.findall(book(example)):
        assert words(title) in papers, title
        for one, value in found:
            if one.label not in re.split(r"; | \(\d+\)", told):
                continue
            first = next(iter(value.labels)) if isinstance(value, Rows) else ""
            probes = [str(row[first]) for row in value] if first else re.split(r"; (?:and )?| and ", str(value))
            lost += [
                (title, one.key, probe[:40])
                for probe in probes
                if "something else" not in probe and " ".join(words(probe).split()[:4]) not in papers[words(title)]
            ]
    assert not lost, "; ".join(f"{title}: {key}: {probe}" for title, key, probe in lost)


@pytest.mark.parametrize("example", WORDS)
def test_the_book_is_no_longer_than_it_must_be_and_begins_with_what_is_open(example):
    text = book(example)
    assert len(text.replace("|", " ").split()) < WORDS[example]
    assert text.index("In this order: ") < text.index("## What is open") < text.index("## The program in short")

"""The plan book holds all that was decided: each answer stands in it, or it names the paper in which it stands whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from coplan.content.answers.rows import Rows
from coplan.content.answers.values import Missing
from coplan.content.pack.folders import pack_folders
from coplan.content.pack.load import load_pack
from coplan.content.questions import Question
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.printing import Printer
from coplan.drafts.render.render import render_all
from coplan.drafts.render.words.papers import paper
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from tests.long import few_of

ROOT = Path(__file__).resolve().parents[2] / "examples"
EXAMPLES = sorted(path.parent.name for path in ROOT.glob("*/plan.yaml"))
WORDS = {"cedar-valley": 20_900, "mesquite-flats": 15_600}
OTHER = ("something else", "another topic")  # the plan's own words stand in their place
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
    return request.param, answered_in(answers)


def answered_in(answers: Answers) -> list[tuple[Question, object]]:
    found = [(one, answers.value(one.key)) for step in answers.pack.steps for one in answers.applicable(step.id)]
    return [(one, value) for one, value in found if not isinstance(value, Missing)]


def test_every_answer_stands_in_the_book_or_is_named_there_with_its_paper(answered):
    example, found = answered
    text = words(book(example))
    assert found
    assert [one.key for one, _ in found if words(one.label) not in text] == []


def test_what_the_book_names_elsewhere_stands_in_that_paper(answered):
    example, found = answered
    drafts = (ROOT / example / "drafts").glob("*.md")
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in drafts]
    assert lost(book(example), by_name((name, text.partition("\n")[0], text) for name, text in texts), found) == []


@pytest.mark.parametrize("group", few_of(range(12), 0))
def test_so_it_does_in_the_book_of_any_plan(pack, group):
    named = 0
    for seed in range(group * 5, group * 5 + 5):
        answers = Answers(pack, random_plan(pack, seed))
        drafts = render_all(answers, documents_for(answers))
        texts = {one.document.id: one.text for one in drafts}
        papers = by_name((one.document.id, one.document.title, one.text) for one in drafts)
        assert lost(texts.get("plan-book", ""), papers, answered_in(answers)) == [], seed
        named += len(ELSEWHERE.findall(texts.get("plan-book", "")))
    assert named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{{ design.off_hours }}", True),
        ("{% if facts.on_scene %}{{ design.off_hours }}{% endif %}", True),
        ("{% if not facts.on_scene %}{{ design.off_hours }}{% endif %}", False),
        ("{% if facts.on_scene %}x{% elif design.off_hours is asked %}{{ design.off_hours }}{% endif %}", False),
        ("{% if not facts.on_scene %}x{% else %}{{ design.off_hours }}{% endif %}", True),
        ("{% set scene = facts.on_scene %}{% if not scene %}{{ design.off_hours }}{% endif %}", False),
        ("{% set scene = facts.on_scene %}{% if scene %}{{ design.off_hours }}{% endif %}", True),
        ("{% if nobody_knows %}x{% else %}{{ design.off_hours }}{% endif %}", False),
        ("{% for one in ['a'] %}{{ design.off_hours }}{% endfor %}", True),
        ("{% for row in design.team %}x{% else %}{{ design.off_hours }}{% endfor %}", False),
        ("{% if facts.on_scene %}{% include 'parts/hours.md.j2' %}{% endif %}", True),
        ("{% if not facts.on_scene %}{% include 'parts/hours.md.j2' %}{% endif %}", False),
    ],
)
def test_a_paper_is_named_only_where_this_plan_makes_it_print_the_answer(build_pack, small_files, text, named):
    head = "---\ntitle: Memo\nstep: design\nkind: notice\naudience: All\nreview: [legal counsel]\n---\n"
    part = {"templates/parts/hours.md.j2": "{{ design.off_hours }}\n"}
    small = build_pack({**small_files, **part, "templates/memo.md.j2": f"{head}{text}\n"})
    plan = read_plan(
        "coplan: 1\nanswers:\n  design:\n    models: [on_scene, ride_along]\n    hours: Mo-Fr 08:00-20:00\n"
        "    off_hours: The crisis line\n    team:\n      - {id: a, role: clinician, count: 2}\n",
        small,
    ).plan
    assert paper(Printer(small, Answers(small, plan)), "design.off_hours") == ("Memo" if named else "")


def by_name(drafts: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The words of each paper by its title, and by its name for those of which there is one for each row."""
    papers: dict[str, str] = {}
    for name, title, text in drafts:
        for called in (words(title), words(name.partition("@")[0])):
            papers[called] = papers.get(called, "") + words(text)
    return papers


def lost(text: str, papers: dict[str, str], found: list[tuple[Question, object]]) -> list[tuple[str, str, str]]:
    """What the book says stands in another paper, and does not stand there."""
    missing = []
    for title, told in ELSEWHERE.findall(text):
        assert words(title) in papers, title
        for one, value in found:
            if one.label not in re.split(r"; | \(\d+\)", told):
                continue
            first = next(iter(value.labels)) if isinstance(value, Rows) else ""
            probes = [str(row[first]) for row in value] if first else re.split(r"; (?:and )?| and ", str(value))
            missing += [
                (title, one.key, probe[:40])
                for probe in probes
                if not any(other in probe for other in OTHER)
                and " ".join(words(probe).split()[:4]) not in papers[words(title)]
            ]
    return missing


@pytest.mark.parametrize("example", WORDS)
def test_the_book_is_no_longer_than_it_must_be_and_begins_with_what_is_open(example):
    text = book(example)
    assert len(text.replace("|", " ").split()) < WORDS[example]
    assert text.index("In this order: ") < text.index("## What is open") < text.index("## The program in short")

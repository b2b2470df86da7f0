"""Every figure as it is declared: what it says of itself, and that it reads nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from coplan.content.reads import ReadsAssumption, ReadsByPack, ReadsFact
from coplan.drafts.proof.trial_plans import random_plan
from coplan.figures.declared import content
from coplan.figures.given import given
from coplan.figures.registry import TOPICS, every_figure, figures_of, find, summary
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from tests.long import few_of

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "coplan"
# Where code may name a question: in its declarations.
DECLARED = re.compile(r"= ReadsQuestion\(\s*\"[a-z_.]+\"", re.DOTALL)


@pytest.fixture(
    scope="module",
    params=[
        *(f"example {name}" for name in ("cedar-valley", "mesquite-flats", "juniper-county")),
        *few_of(range(30), 9),
    ],
)
def answers(request, pack):
    """Plans with much, little and anything in them."""
    if isinstance(request.param, int):
        return Answers(pack, random_plan(pack, request.param))
    path = ROOT / "examples" / request.param.removeprefix("example ") / "plan.yaml"
    return Answers(pack, read_plan(path.read_text(encoding="utf-8"), pack).plan)


def test_a_figure_reads_nothing_that_it_does_not_declare(answers):
    asked = given(answers)
    for declared in every_figure():
        for one in asked.keys(declared):
            traced = {read for read in asked.trace(declared, one) if not isinstance(read, ReadsByPack)}
            timeline = {read for read in traced if isinstance(read, ReadsFact) and declared.topic == "timeline"}
            assert traced - timeline <= set(content(declared)), declared.key


def test_a_figure_is_worked_out_once(pack):
    answers = Answers(pack, random_plan(pack, 3))
    assert all(
        given(answers).figure(one) is given(answers).figure(one) for one in figures_of("staffing") if not one.each
    )


def test_figures_explain_themselves(pack):
    for topic in TOPICS:
        for declared in figures_of(topic):
            assert declared.topic == topic
            assert declared.label
            assert declared.formula
            assert set(declared.source) <= set(pack.sources), declared.key


def test_no_two_figures_have_one_key_or_one_name():
    keys = [declared.key for declared in every_figure()]
    names = [(declared.topic, declared.name) for declared in every_figure()]
    assert (len(set(keys)), len(set(names))) == (len(keys), len(names))


def test_names_are_the_same_for_every_plan(answers):
    empty = Answers(answers.pack, Plan())
    assert {topic: list(summary(topic, answers)) for topic in TOPICS} == {
        topic: list(summary(topic, empty)) for topic in TOPICS
    }


def test_a_figure_is_found_by_its_key(pack):
    answers = Answers(pack, read_plan("answers: {design: {team: [{role: clinician}]}}", pack).plan)
    assert [find("staffing.uhu", answers)[1], find("staffing.gap.clinician", answers)[1]] == [None, "clinician"]
    with pytest.raises(KeyError):
        find("staffing.rain", answers)


def test_code_names_questions_in_declarations_only(pack):
    found = []
    for path in SOURCES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        rest = DECLARED.sub("", text)
        if any(f'"{key}"' in rest for key in pack.questions):  # in a comment it may stand
            words = {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}
            named = {key for key in pack.questions if key in words and f'"{key}"' in rest}
            found += [(path.relative_to(SOURCES).as_posix(), key) for key in named]
    assert found == []


def test_every_assumption_is_read_by_some_figure(pack):
    read = {one.key for declared in every_figure() for one in content(declared) if isinstance(one, ReadsAssumption)}
    weeks = {task.assumption.key for task in pack.timeline.tasks}
    assert set(pack.assumptions) - weeks - read == set()


def test_what_the_packs_own_expressions_read_is_traced_too(pack):
    text = (ROOT / "examples" / "cedar-valley" / "plan.yaml").read_text(encoding="utf-8")
    asked = given(Answers(pack, read_plan(text, pack).plan))
    (late,) = [one for one in figures_of("timeline") if one.name == "gates_late"]
    assert {"resources.roles", "profile.target_launch"} <= set(asked.questions(late))

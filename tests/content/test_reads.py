"""What code reads by name, when a pack gives it another name: the pack check names it, or code follows it."""

from __future__ import annotations

import dataclasses
import importlib
import json
import pkgutil
import re
from functools import cache
from pathlib import Path

import pytest

import coplan
from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Missing
from coplan.content.pack.folders import pack_folders
from coplan.content.pack.load import load_pack
from coplan.content.reads import ReadsQuestion, lacks
from coplan.drafts.proof import proving
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.readers import readers
from coplan.errors import BadInput
from coplan.figures.registry import TOPICS, summary
from coplan.plan.disk.text import update_text
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.yaml.edit import YamlText
from tests.long import few_of

ROOT = Path(__file__).resolve().parents[2]
READERS = readers()
QUESTIONS = {read for reads in READERS.values() for read in reads if isinstance(read, ReadsQuestion)}


def _names():
    """Everything that code reads by name: question, and column, and choice."""
    for read in QUESTIONS:
        yield (read.key, "", "")
        yield from ((read.key, "", choice) for choice in read.choices)
        for cell in read.cells:
            yield (read.key, cell.key, "")
            yield from ((read.key, cell.key, choice) for choice in cell.choices)


NAMES = sorted(set(_names()))


@pytest.fixture(scope="module")
def full():
    """The text of a plan that answers nearly every question, with what figures say of it."""
    return _with_figures(_text(random_plan(load_pack(pack_folders()), FULL)))


@pytest.fixture(scope="module")
def cedar():
    """The same for Cedar Valley."""
    return _with_figures((ROOT / "examples/cedar-valley/plan.yaml").read_text(encoding="utf-8"))


FULL = 462  # the seed of a plan that answers nearly every question


def _with_figures(text):
    return text, _figures(load_pack(pack_folders()), text)


def _text(plan):
    answers = {}
    for key, value in plan.answers.items():
        step, name = key.split(".")
        answers.setdefault(step, {})[name] = value.plain()
    return json.dumps({"answers": answers})


def _figures(pack, text):
    answers = Answers(pack, read_plan(text, pack).plan)
    return {topic: summary(topic, answers) for topic in TOPICS} | {"program": answers.program, "stage": answers.stage}


def renamed(pack, key, column, choice, *, was):
    """The pack with one thing under another name, also where conditions name it."""
    new = f"{choice or column or key.partition('.')[2]}_renamed"

    def named_anew(items, old):
        return tuple(
            dataclasses.replace(one, key=new, was=(old,) if was else ()) if one.key == old else one for one in items
        )

    def question_anew(question):
        if question.key != key:
            return question
        if not column and not choice:
            return dataclasses.replace(question, id=new, was=(key,) if was else ())
        if not column:
            return dataclasses.replace(question, choices=named_anew(question.choices, choice))
        if not choice:
            return dataclasses.replace(question, columns=named_anew(question.columns, column))
        columns = tuple(
            dataclasses.replace(one, choices=named_anew(one.choices, choice)) if one.key == column else one
            for one in question.columns
        )
        return dataclasses.replace(question, columns=columns)

    def words(text):
        if not column and not choice:
            return re.sub(rf"\b{re.escape(key)}\b", f"{key.partition('.')[0]}.{new}", text)
        if key not in text:
            return text
        return text.replace(f"'{choice or column}'", f"'{new}'")

    def expressions(item, *fields):
        if not was:  # nothing is worked out then
            return item
        return dataclasses.replace(item, **{field: words(getattr(item, field)) for field in fields})

    steps = tuple(
        dataclasses.replace(
            step, questions=tuple(expressions(question_anew(one), "when", "default") for one in step.questions)
        )
        for step in pack.steps
    )
    facts = {name: expressions(fact, "expression") for name, fact in pack.facts.items()}
    tasks = tuple(expressions(task, "when", "dates") for task in pack.timeline.tasks)
    return dataclasses.replace(
        pack, steps=steps, facts=facts, timeline=dataclasses.replace(pack.timeline, tasks=tasks), stamp=""
    )


@pytest.mark.slow
def test_a_name_that_is_gone_is_named(pack):
    named = {
        f"{key}{'.' * bool(column)}{column}{': ' * bool(choice)}{choice}": {
            lack.name for lack in lacks(renamed(pack, key, column, choice, was=False), readers_of(key))
        }
        for key, column, choice in NAMES
    }
    assert len(named) == len(NAMES)
    assert [name for name, lacking in named.items() if name not in lacking] == []


@cache
def readers_of(key):
    """What reads a question, the only one that changes."""
    reads = {name: [read for read in some if getattr(read, "key", "") == key] for name, some in READERS.items()}
    return {name: some for name, some in reads.items() if some}


@pytest.mark.parametrize(("key", "column", "choice"), few_of(NAMES, 0, step=40), ids=lambda part: part or "-")
def test_a_new_name_is_followed(key, column, choice, pack, full):
    other = renamed(pack, key, column, choice, was=True)
    assert list(lacks(other, readers())) == []
    assert _figures(other, full[0]) == full[1]


@pytest.mark.long
@pytest.mark.parametrize(("key", "column", "choice"), NAMES, ids=lambda part: part or "-")
def test_a_new_name_is_followed_in_a_plan_of_a_community(key, column, choice, pack, cedar):
    assert _figures(renamed(pack, key, column, choice, was=True), cedar[0]) == cedar[1]


def test_the_plan_that_is_tried_answers_what_code_reads(pack, full):
    answers = Answers(pack, read_plan(full[0], pack).plan)
    missing = {read.key for read in QUESTIONS if isinstance(answers.read(read), Missing)}
    assert missing <= {
        *(f"needs.{key}" for key in ("homeless_calls", "overdoses", "overdose_deaths", "suicides", "suicide_calls")),
        "resources.actuals",
        "resources.inflation",
        "resources.supervision_hours",
    }  # whose conditions do not hold there


def test_every_question_that_code_declares_is_held_against_a_pack():
    modules = [one.name for one in pkgutil.walk_packages(coplan.__path__, "coplan.") if "__main__" not in one.name]
    declared = {
        (name, value.key)
        for name in modules
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, ReadsQuestion) and value not in QUESTIONS
    }
    assert declared == set()


def test_the_shipped_pack_has_all_that_code_reads(pack):
    assert list(lacks(pack, readers())) == []


def test_a_column_under_its_old_name_is_read_and_not_twice(pack):
    other = renamed(pack, "design.team", "count", "", was=True)
    rows = "answers: {design: {team: [{role: clinician, count: 2}]}}"
    (row,) = read_plan(rows, other).plan.answers["design.team"]
    assert row["count_renamed"] == 2
    with pytest.raises(BadInput, match="filled twice"):
        read_plan(rows.replace("count: 2", "count: 2, count_renamed: 3"), other)


def test_a_column_gets_its_new_name_when_its_row_changes(pack):
    other = renamed(pack, "design.team", "count", "", was=True)
    text = (
        "answers:\n  design:\n    team:\n      - id: r1\n        role: clinician # hers since May\n        count: 2\n"
    )
    before = read_plan(text, other).plan
    assert update_text(YamlText.read(text), other, before, before).text == text
    rows = read_value([{"id": "r1", "role": "peer", "count": "2"}], other.questions["design.team"])
    after = update_text(YamlText.read(text), other, before, before.with_answer("design.team", rows)).text
    assert read_plan(after, other).plan.answers["design.team"] == rows
    assert ("count_renamed: 2" in after, " count: 2" in after, "# hers since May" in after) == (True, False, True)


OWN = """\
step: resources
questions:
  - id: vacancy
    {vacancy}
  - id: funding
    changes:
      columns:
        - {{key: status, changes: {{choices: [{{key: awarded, {awarded}}}]}}}}
        - {{key: end, {end}}}
"""


@pytest.fixture
def own_pack(tmp_path, monkeypatch):
    """What the check says of a pack of one's own. On which plans it is tried does not matter here."""
    monkeypatch.setattr(proving, "TRIALS", 2)

    def own_pack(**lines):
        (tmp_path / "ours" / "checklists").mkdir(parents=True)
        (tmp_path / "ours" / "checklists" / "ours.yaml").write_text(OWN.format(**lines), encoding="utf-8")
        return proving.check_pack(tmp_path / "ours")

    return own_pack


@pytest.mark.slow
def test_the_pack_check_names_the_place_of_what_figures_lack(own_pack):
    renamed_key = "changes: {key: granted}"
    found = own_pack(vacancy="changes: {id: vacant}", awarded=renamed_key, end="changes: {key: until, label: until}")
    told = [str(problem) for problem in found.problems if "it is read by" in problem.what]
    assert sorted(re.search(r"there is no \w+ `\w[\w.]*`", line)[0] for line in told) == [
        "there is no choice `awarded`",
        "there is no column `end`",
        "there is no question `resources.vacancy`",
    ]
    assert all(re.match(r"checklists/\S+\.yaml, line \d+: resources\.", line) for line in told)


@pytest.mark.slow
def test_what_a_pack_takes_away_on_purpose_is_a_note(own_pack):
    found = own_pack(vacancy="remove: true", awarded="remove: true", end="remove: true")
    assert [problem for problem in found.problems if "it is read by" in problem.what] == []
    assert len([note for note in found.notes if "it is read by" in note.what]) == 3

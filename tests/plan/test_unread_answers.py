"""Of a plan's file in which only answers changed that nobody read, nothing else is different when all of it is read."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from coplan.errors import BadInput
from coplan.plan.disk.text_parts import answer_parts
from coplan.plan.disk.unread_answers import only_unread_changed, unread_data
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.yaml.nodes import read_nodes

EXAMPLES = sorted(Path(__file__).resolve().parents[2].glob("examples/*/plan.yaml"))
UNREAD = ("design.missed_check_reason", "profile.web_page", "resources.job_union_name")
VALUES = [
    *("Why not", '"Why: not"', "'it''s'", "a: b", "[x]", "", '""', "|\n      two\n      lines", "x\n    other: y"),
    *(
        "x # c",
        '"not closed',
        "&a b",
        "*a",
        "plain\n      going on",
        "Unit #4",
        "{{ x }}",
        "- a",
        "!x y",
        "|+\n      x\n",
    ),
    *(
        "y\n  next:\n    z: 1",
        ">-\n      x",
        '"a\n    web_page: b"',
        "x\nopen:",
        "no",
        "x\u200b",
        "x\tz",
        '"\\u200b"',
        "---",
    ),
]
PLAIN = [one for one in VALUES if one.startswith(("Why", '"Why', "'it", "|", "plain", ">-", "no"))]


@pytest.fixture(scope="module")
def text():
    """Cedar Valley with answers of which two count for nothing today."""
    found = next(path for path in EXAMPLES if "cedar" in str(path)).read_text(encoding="utf-8")
    found = found.replace("  design:\n", "  design:\n    missed_check_reason: The shift is over\n", 1)
    return found.replace("  resources:\n", "  resources:\n    job_union_name: Local 1\n", 1)


@pytest.fixture(scope="module")
def data(text, pack):
    """What is kept of it."""
    return data_of(text, pack)


@pytest.fixture(scope="module")
def whole(text, pack):
    """What it says, read whole."""
    return read_plan(text, pack)


def data_of(text, pack, unread=UNREAD):
    """What is kept of this text, if nobody looked at these answers."""
    answers = Answers(pack, read_plan(text, pack).plan)
    for key in answers.plan.answers.keys() - set(unread):
        answers.note.read(key)
    return unread_data(text.encode(), answers)


def told_apart(pack, old, after, data):
    """If the change is said to be of unread answers alone, reading all of both texts says the same."""
    if not only_unread_changed(after.encode(), data):
        return False
    new = read_plan(after, pack)
    differs = {key for key in old.plan.answers if old.plan.answers[key] != new.plan.answers.get(key)}
    assert list(old.plan.answers) == list(new.plan.answers)
    assert differs <= data["unread"].keys()
    assert (old.plan.open, old.plan.suggested, old.plan.accepted) == (
        new.plan.open,
        new.plan.suggested,
        new.plan.accepted,
    )
    assert [note.key for note in old.notes] == [note.key for note in new.notes]
    return True


def test_answers_that_nobody_read_are_found_in_the_file(text, pack):
    kinds = {key: "paragraph" if "reason" in key else "text" for key in UNREAD}
    assert data_of(text, pack)["unread"] == {key: kind for key, kind in kinds.items() if key != "profile.web_page"}
    assert data_of(text, pack, ()) == {}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("key", ["missed_check_reason", "job_union_name"])
def test_whatever_is_typed_for_an_unread_answer_reading_all_agrees(text, pack, data, whole, key, value):
    after = re.sub(f"{key}: .*", lambda _: f"{key}: {value}", text)
    agreed = told_apart(pack, whole, after, data)
    assert agreed or value not in PLAIN or (value.startswith("|") and key == "job_union_name")


def test_words_of_other_answers_and_lines_between_are_never_passed_over(text, data):
    lines = text.split("\n")
    chance = random.Random(3)
    for _ in range(60):
        at = chance.randrange(len(lines))
        edited = [*lines]
        edited[at : at + chance.randint(0, 2)] = chance.choice(
            [[], ["    x: y"], [lines[at] + "z"], ["  # a", lines[at]]]
        )
        after = "\n".join(edited)
        if after != text:
            assert not only_unread_changed(after.encode(), data)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_after_random_edits_reading_all_agrees(text, pack, data, whole, seed):
    chance, agreed = random.Random(seed), 0
    for _ in range(20):
        after = text
        for key in ("missed_check_reason", "job_union_name", "program_name"):
            if chance.random() < (0.1 if key == "program_name" else 0.6):
                after = re.sub(f"{key}: .*", lambda _, key=key: f"{key}: {chance.choice(VALUES)}", after, count=1)
        agreed += told_apart(pack, whole, after, data)
    assert agreed


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_each_answer_of_an_example_is_in_a_part_of_its_own(path):
    text = path.read_text(encoding="utf-8")
    parts, answers = answer_parts(text), read_nodes(text, "").data["answers"]
    assert {key for key in parts if key} == {f"{step}.{name}" for step, some in answers.items() for name in some}
    assert sum(part.count("\n") + 1 for part in parts.values()) == len(text.split("\n"))
    for key, part in parts.items():
        step, _, name = key.partition(".")
        assert not name or read_nodes(f"{part}\n", "").data == {name: answers[step][name]}


@pytest.mark.parametrize(
    "text",
    [
        "answers:\n  design:\n    a: 1\n    a: 2\n",
        "answers: {design: {a: 1}}\n{",
        'answers:\n  design:\n    a: "x\nb: y"\n- z\n',
    ],
)
def test_of_another_layout_nothing_is_said(text):
    with pytest.raises(BadInput):
        read_nodes(text, "")
    assert answer_parts(text) is None

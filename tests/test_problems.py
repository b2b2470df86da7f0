"""What is wrong in files is gathered in one way, and told together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coplan.errors import BadInput, Problem
from coplan.problems import Problems
from coplan.yaml.nodes import read_nodes

SOURCE = Path(__file__).resolve().parents[1] / "src" / "coplan"
TEXT = "head: x\nitem:\n  name: y\n"


def test_a_problem_has_the_line_of_its_node_and_a_note_that_of_its_key():
    root, problems = read_nodes(TEXT, "a.yaml"), Problems()
    item = root.find(("item",))
    problems.bad(item, "item", "is odd.", "Mend it.")
    problems.note(item, "item", "is odd.")
    assert problems.found == [Problem("a.yaml", 3, "item", "is odd.", "Mend it.")]
    assert problems.notes == [Problem("a.yaml", 2, "item", "is odd.")]


def test_without_a_place_it_concerns_the_file():
    problems = Problems("b.yaml")
    problems.bad(None, "", "is empty.")
    problems.bad(7, "x", "is odd.", file="c.yaml")
    assert [str(found) for found in problems.found] == ["b.yaml: is empty.", "c.yaml, line 7: x: is odd."]


def test_all_is_told_at_once_and_nothing_where_nothing_is_wrong():
    problems = Problems("b.yaml")
    problems.note(1, "x", "is odd.")
    problems.refuse()
    problems.take([Problem("b.yaml", 1, "x", "is wrong."), Problem("b.yaml", 2, "y", "is wrong.")])
    with pytest.raises(BadInput, match=r"(?s)line 1: x: is wrong.*line 2: y: is wrong") as caught:
        problems.refuse()
    assert len(caught.value.problems) == 2


def test_there_is_no_second_collector():
    own_list = re.compile(r"self\.\w+: list\[Problem\]")
    found = [path for path in SOURCE.rglob("*.py") if own_list.search(path.read_text(encoding="utf-8"))]
    assert found == [SOURCE / "problems.py"]

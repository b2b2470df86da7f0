"""Rows that were copied out of a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coplan.content.answers.kinds import read_value
from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.wizard.rows.pasted import read_pasted


@pytest.fixture
def team(small_pack: Pack) -> Question:
    return small_pack.questions["design.team"]


@pytest.mark.parametrize(
    "text",
    [
        "clinician\t2\t2027-01-15\npeer\t1\n",
        "role\thow many\tstart\nclinician\t2\t1/15/2027\n\npeer\t1\t\n",
        "How many\tRole\tStart\r\n2\tClinician\tJan 15, 2027\r\n1\tpeer\r\n",
    ],
)
def test_rows_are_read_with_and_without_heads(team: Question, text: str) -> None:
    found = read_pasted(team, text)
    assert found.rows == [{"role": "clinician", "count": "2", "start": "2027-01-15"}, {"role": "peer", "count": "1"}]
    assert found.refused == []


def test_a_cell_that_does_not_fit_is_said_by_row_and_the_rest_is_taken(team: Question) -> None:
    found = read_pasted(team, "clinician\ttwo dozen\nplumber\t3\npeer\t1\t2027-01-15\tmore\n")
    assert found.rows == [{"role": "clinician"}, {"count": "3"}, {"role": "peer", "count": "1", "start": "2027-01-15"}]
    assert [line.partition(":")[0] for line in found.refused] == [
        "Row 1, how many",
        "Row 2, role",
        "Row 2",
        "Row 3, cell 4",
    ]


def test_heads_that_are_no_columns_are_said_cell_by_cell(team: Question) -> None:
    found = read_pasted(team, "role\thow many\tphone\npeer\t1\t555-0101\n")
    assert (found.rows, found.refused) == (
        [{"role": "peer", "count": "1"}],
        ["Row 1, cell 3: `555-0101` stands under no column of this table."],
    )


def test_a_head_may_be_a_part_of_the_name_of_one_column(team: Question) -> None:
    assert read_pasted(team, "role\tmany\npeer\t1\n").rows == [{"role": "peer", "count": "1"}]
    assert read_pasted(team, "many\npeer\n").rows == [{"role": "peer"}]  # no head: a word that might be an answer


def test_what_is_refused_is_told_with_the_labels_of_choices(pack: Pack) -> None:
    found = read_pasted(pack.questions["stakeholders.partners"], "Tall Pines Clinic\tspaceships\n")
    assert "`" not in found.refused[0].replace("`spaceships`", "")
    assert "mental health services, mental health advocates" in found.refused[0]


@given(some.text())
def test_nothing_pasted_breaks_and_what_is_taken_is_an_answer(small_pack: Pack, text: str) -> None:
    team = small_pack.questions["design.team"]
    rows = read_pasted(team, text).rows
    if rows:
        assert read_value(rows, team).plain() == rows

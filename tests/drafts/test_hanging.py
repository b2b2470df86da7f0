"""What exists only because of an answer that is still open carries its mark, once."""

from __future__ import annotations

import pytest

from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.plan.model import OpenItem
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

GUILD = OpenItem("disputed", "Guild")
MARK = "**[disputed: base. Owner: Guild]**"
AGAIN = "**[disputed: base]**"
POLICE = {"design.base": "police"}
IF = "{% if design.base == 'police' %}"


@pytest.fixture
def body(render):
    """The body of a document in which the base is disputed."""

    def body(template, given=POLICE, **head):
        items = head.pop("items", {"design.base": GUILD})
        text = render(template, given, items=items, **head).text
        return text.removeprefix("# Memo\n\n").strip()

    return body


def test_a_paragraph_is_marked_at_its_end(body):
    assert body(f"We go.\n\n{IF}\nOfficers drive. They wait.\n{{% endif %}}\n") == (
        f"We go.\n\nOfficers drive. They wait. {MARK}"
    )


def test_of_a_paragraph_only_the_sentence_that_hangs_on_it_is(body):
    assert body(f"We go. {IF}Officers drive.{{% endif %}} We come back.") == (
        f"We go. Officers drive. {MARK} We come back."
    )


def test_what_stands_there_anyway_is_not_marked(body):
    assert body(f"We go.\n\n{IF}We drive.{{% else %}}We drive.{{% endif %}}") == "We go.\n\nWe drive."


def test_a_paragraph_that_prints_the_answer_has_its_mark_and_no_other(body):
    assert body(f"{IF}The base is the {{{{ design.base | lower }}}}, always.{{% endif %}}") == (
        "The base is the police department **[disputed. Owner: Guild]**, always."
    )


def test_a_section_that_hangs_on_it_as_a_whole_is_marked_once(body):
    text = body(f"## One\n\nWe go.\n\n{IF}\n## Two\n\nThey drive.\n\n- a\n- b\n\n{{% endif %}}\n## Three\n\nEnd.\n")
    assert text.split("\n\n") == [
        "## One",
        "We go.",
        "## Two",
        f"This section rests on an answer that is still open: {MARK}",
        "They drive.",
        "- a\n- b",
        "## Three",
        "End.",
    ]


def test_a_row_is_marked_in_its_last_cell_and_a_table_below(body):
    row = "| a | b |\n| --- | --- |\n| always | yes |\n"
    assert body(f"{row}{IF}\n| officers | drive |\n{{% endif %}}\n").endswith(f"| officers | drive {MARK} |")
    table = "| a | b |\n| --- | --- |\n| officers | drive |\n| deputies | walk |\n"
    assert body(f"We go.\n\n{IF}\n{table}{{% endif %}}\n").endswith(
        f"| deputies | walk |\n\nThe table rests on an answer that is still open: {MARK}"
    )


def test_a_list_behind_a_marked_introduction_is_not_marked_again(body):
    text = body(f"We go.\n\n{IF}\nThey take:\n\n- a car\n- a radio\n- a map\n{{% endif %}}\n")
    assert text == f"We go.\n\nThey take: {MARK}\n\n- a car\n- a radio\n- a map"


def test_from_the_second_on_marks_are_short(body):
    text = body(f"We go.\n\n{IF}\nThey drive.\n\n{{% endif %}}\nStop.\n\n{IF}\nThey park.\n{{% endif %}}\n")
    assert text == f"We go.\n\nThey drive. {MARK}\n\nStop.\n\nThey park. {AGAIN}"


def test_it_passes_through_facts_and_the_conditions_of_other_questions(body):
    text = body(
        "We go.\n\n{% if facts.rides %}\nThe first ride is on {{ design.start }}.\n{% endif %}\n",
        {"design.models": ["ride_along"], "design.start": "2027-03-01"},
        items={"design.models": OpenItem("proposed")},
    )
    assert text == "We go.\n\nThe first ride is on March 1, 2027. **[proposed: response models]**"


def test_rows_of_an_open_answer_are_marked_where_the_layout_is_the_templates_own(body):
    text = body(
        "{% for row in design.team %}\n- {{ row.role }}: {{ row.duty }}\n{% else %}\n{{ design.team }}\n{% endfor %}\n",
        {"design.team": [{"role": "peer", "duty": "listen"}]},
        items={"design.team": OpenItem("parked", "Chief")},
    )
    assert text == "- peer: listen **[proposed: team. Owner: Chief]**"


def test_a_document_that_is_there_only_because_of_it_says_so_once(body):
    text = body("We go.\n\nThey drive.\n", when="\"design.base == 'police'\"")
    assert text == f"This document rests on an answer that is still open: {MARK}\n\nWe go.\n\nThey drive."


def test_numbers_of_sections_and_items_do_not_count(body):
    text = body(f"{IF}\n## Two\n\nThey drive.\n\n{{% endif %}}\n## Three\n\n1. End\n", numbered="true")
    assert text.endswith("## 2. Three\n\n1. End")


def test_what_nobody_answered_marks_nothing(body):
    assert body(f"We go. {IF}Officers drive.{{% else %}}We walk.{{% endif %}}", {}) == "We go. We walk."


def test_an_empty_cell_takes_over_the_mark_of_the_answer_on_which_it_waits(pack):
    plan = """coplan: 1
answers:
  design: {employer_name: Public Health, team: [{id: a1, role: case_manager, count: 1}]}
  resources: {roles: [{id: b1, title: Case manager, role: case_manager, fte: 0.5}]}
open:
  design.employer_name: {state: disputed, owner: Board, due: 2027-04-20}
  resources.roles: {state: proposed, owner: EMS manager}
"""
    answers = Answers(pack, read_plan(plan, pack).plan)
    text = render_all(answers, [one for one in documents_for(answers) if one.id == "staffing-plan"])[0].text
    row = next(line for line in text.splitlines() if line.startswith("| case manager"))
    assert row.count("[") == 1
    assert "disputed: employing organization. Owner: Board. Due: April 20, 2027" in row
    assert "To decide: employer" not in text

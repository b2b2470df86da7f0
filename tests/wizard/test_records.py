from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coplan.wizard.asker import Opened, Prompt, Signal
from coplan.wizard.open_items import ELSE, NOBODY
from coplan.wizard.session import Jump, Left, Session
from coplan.yaml.nodes import Data
from tests.wizard.conftest import EMPTY, Disk, plain, told
from tests.wizard.scripted import ACCEPT, LEFT, Menu, ScriptedAsker

Begin = Callable[..., Session]
BACK, SKIP = Signal.BACK, Signal.SKIP
CLINICIAN: dict[str, Data] = {"id": "a", "role": "clinician", "count": "2"}
PEER: dict[str, Data] = {"id": "b", "role": "peer"}
TWO = (
    "answers:\n  design:\n    team:\n"
    "      - {id: a, role: clinician, count: 2}  # from the county\n      - {id: b, role: peer}\n"
)


@pytest.fixture
def team(begin: Begin) -> Callable[..., Any]:
    """Let a room work on the team; return the rows that are then on disk, the session as `team.session`."""

    def work(script: list[Any], text: str = EMPTY) -> Session:
        session = begin(script, text)
        session.ask("design.team")
        return session

    return work


def rows(session: Session) -> Any:
    return plain(session, "design.team")


def test_a_row_is_asked_column_by_column(team: Any) -> None:
    session = team(["add", "clinician", "2", "2027-03-01", "done"])

    assert rows(session) == [{"id": "r1", "role": "clinician", "count": "2", "start": "2027-03-01"}]
    assert [prompt.position for prompt in session.asker.prompts] == [
        "Row 1 · column 1 of 3",
        "Row 1 · column 2 of 3",
        "Row 1 · column 3 of 3",
    ]


def test_a_cell_may_stay_empty(team: Any) -> None:
    assert rows(team(["add", "peer", SKIP, "2027-03-01", "done"])) == [
        {"id": "r1", "role": "peer", "start": "2027-03-01"}
    ]


def test_rows_are_shown_with_the_question_after_each_change(team: Any) -> None:
    session = team(["add", "peer", SKIP, SKIP, "done"], TWO)

    assert "1 | clinician | 2 | –" in session.asker.shown
    assert "3 | peer | – | –" in session.asker.shown
    assert session.asker.shown.count("Who is on the team?") == 2


def test_a_row_is_changed_where_it_stands(team: Any) -> None:
    session = team(["1", "edit", "peer", "3", SKIP, "done"], TWO)

    assert rows(session) == [{"id": "a", "role": "peer", "count": "3"}, PEER]
    assert session.asker.prompts[0].now == "clinician"


def test_a_row_is_removed(team: Any) -> None:
    assert rows(team(["1", "remove", "done"], TWO)) == [PEER]


def test_removing_the_last_row_leaves_no_answer(team: Any) -> None:
    session = team(["2", "remove", "1", "remove", "skip"], TWO)

    assert rows(session) is None
    assert "design" not in session.place.text()


@pytest.mark.parametrize(("row", "way"), [("2", "up"), ("1", "down")])
def test_rows_change_places(team: Any, row: str, way: str) -> None:
    session = team([row, way, "done"], TWO)

    assert rows(session) == [PEER, CLINICIAN]
    assert "# from the county" in session.place.text()


def test_only_moves_that_are_possible_are_offered(team: Any) -> None:
    session = team(["1", "back", "2", "back", "done"], TWO)

    menus = [item.keys for item in session.asker.asked if isinstance(item, Menu) and item.title.startswith("Row")]
    assert menus == [
        ["edit", "cell", "copy", "remove", "down", "back"],
        ["edit", "cell", "copy", "remove", "up", "back"],
    ]


def test_back_from_the_first_column_leaves_the_row(team: Any) -> None:
    session = team(["add", BACK, "skip"])

    assert rows(session) is None


def test_back_from_a_later_column_goes_to_the_one_before(team: Any) -> None:
    session = team(["add", "peer", BACK, "clinician", "2", SKIP, "done"])

    assert rows(session) == [{"id": "r1", "role": "clinician", "count": "2"}]
    assert session.asker.prompts[2].now == "peer"


def test_a_row_that_is_left_in_the_middle_keeps_its_cells(team: Any) -> None:
    assert rows(team(["add", "peer", BACK, BACK, "done"])) == [{"id": "r1", "role": "peer"}]


def test_a_row_without_its_required_column_is_not_added(team: Any) -> None:
    session = team(["add", SKIP, "skip"])

    assert rows(session) is None
    assert "A row needs its role; nothing was added." in told(session)


def test_a_cell_is_emptied(team: Any) -> None:
    assert rows(team(["1", "edit", SKIP, "", SKIP, "done"], TWO))[0] == {"id": "a", "role": "clinician"}


def test_leaving_from_a_cell_leaves_the_wizard_and_keeps_the_row(begin: Begin) -> None:
    session = begin(["add", "peer", LEFT])
    with pytest.raises(Left):
        session.ask("design.team")

    assert rows(session) == [{"id": "r1", "role": "peer"}]


def test_jumping_from_a_cell_jumps(begin: Begin) -> None:
    session = begin(["add", "peer", Signal.OUTLINE, "profile"])
    with pytest.raises(Jump):
        session.ask("design.team")

    assert rows(session) == [{"id": "r1", "role": "peer"}]


def test_an_open_item_from_a_cell_stands_for_the_question(team: Any) -> None:
    session = team(["add", "peer", Opened("2"), "disputed", ELSE, "Guild", "", ""])

    assert rows(session) == [{"id": "r1", "role": "peer"}]
    assert session.plan.open["design.team"].state == "disputed"


@pytest.mark.parametrize("pressed", ["open", Signal.OPEN])
def test_the_table_can_become_an_open_item(team: Any, pressed: Any) -> None:
    assert team([pressed, "parked", NOBODY, "", ""]).plan.open["design.team"].state == "parked"


@pytest.mark.parametrize("pressed", ["help", Signal.HELP])
def test_help_explains_and_stays(team: Any, pressed: Any) -> None:
    session = team([pressed, "skip"])

    assert "One row a position." in told(session)


def test_the_first_row_settles_a_parked_table(team: Any) -> None:
    session = team(["add", "peer", SKIP, SKIP, "done"], "open:\n  design.team: {state: parked}\n")

    assert session.plan.open == {}


def test_back_from_the_table_goes_back(begin: Begin) -> None:
    session = begin([BACK])

    assert session.ask("design.team") is BACK


def test_a_row_that_the_disk_refuses_is_tried_again(begin: Begin, disk: Disk) -> None:
    def free(asked: Prompt | Menu) -> str:
        disk.full = False
        return "again"

    session = begin(["add", "peer", free, SKIP, SKIP, "done"])
    disk.full = True

    session.ask("design.team")

    assert rows(session) == [{"id": "r2", "role": "peer"}]


def test_a_row_that_the_disk_refuses_can_be_given_up(begin: Begin, disk: Disk) -> None:
    session = begin(["add", "peer", "leave"])
    disk.full = True

    with pytest.raises(Left):
        session.ask("design.team")

    assert isinstance(session.asker, ScriptedAsker)
    assert "Not saved: No space left on device." in told(session)
    assert session.place.text() == EMPTY


# More than one cell at a time

PASTED = "role\thow many\nclinician\t2\nplumber\t1\n"


def test_rows_are_pasted_from_a_spreadsheet_after_a_look(team: Any) -> None:
    session = team(["paste", PASTED, "take", "done"])

    assert rows(session) == [{"id": "r1", "role": "clinician", "count": "2"}, {"id": "r2", "count": "1"}]
    assert "1 | clinician | 2 | –" in session.asker.shown
    assert "Row 2: role is missing; it stays open." in session.asker.shown
    assert any(line.startswith("Not taken: Row 2, role: `plumber`") for line in session.asker.shown)


def test_pasted_text_is_corrected_or_left(team: Any) -> None:
    session = team(["paste", PASTED, "again", lambda asked: asked.now.replace("plumber", "peer"), "none", "skip"])

    assert rows(session) is None
    assert "2 | peer | 1 | –" in session.asker.shown


def test_pasted_rows_come_below_those_that_are_there(team: Any) -> None:
    session = team(["paste", "peer\t3", "take", "done"], TWO)

    assert rows(session) == [CLINICIAN, PEER, {"id": "r1", "role": "peer", "count": "3"}]


def test_one_cell_is_changed(team: Any) -> None:
    assert rows(team(["1", "cell", "count", "3", "done"], TWO))[0]["count"] == "3"


def test_a_row_is_copied_below_itself_with_an_id_of_its_own(team: Any) -> None:
    assert rows(team(["1", "copy", "done"], TWO)) == [CLINICIAN, CLINICIAN | {"id": "r1"}, PEER]


def test_changes_of_the_table_are_undone_one_by_one(team: Any) -> None:
    assert rows(team(["1", "remove", "1", "remove", "undo", "undo", "done"], TWO)) == [CLINICIAN, PEER]


def test_undo_is_offered_only_for_what_was_changed_here(team: Any) -> None:
    assert "undo" not in team(["done"], TWO).asker.menu("Who is on the team?").keys


def test_a_new_row_is_offered_what_the_row_above_has_but_for_its_name(team: Any) -> None:
    session = team(["add", "peer", ACCEPT, SKIP, "done"], TWO.replace("role: peer", "role: peer, count: 4"))

    assert [prompt.suggestion for prompt in session.asker.prompts] == [None, "4", None]
    assert rows(session)[2] == {"id": "r1", "role": "peer", "count": "4"}

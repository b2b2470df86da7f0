"""Plans of break-out groups come together: the laws of merging, and what groups do with copies of one folder."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Rows
from coplan.plan.disk.journal import plain
from coplan.plan.merge.merge import merge
from coplan.plan.merge.voice import DECIDED, PROPOSED, Voice, letters
from coplan.plan.model import OpenItem, Plan
from coplan.plan.read.plan import read_plan

ROW = st.fixed_dictionaries(
    {"id": st.sampled_from(["r1", "r2", "r3"])},
    optional={"role": st.sampled_from(["clinician", "peer"]), "count": st.sampled_from(["1", "2", "3"])},
)
ANSWERS = {
    "profile.name": st.sampled_from(["North", "South", "East"]),
    "design.models": st.lists(st.sampled_from(["ride_along", "on_scene", "other: bikes"]), min_size=1, unique=True),
    "design.hours": st.sampled_from(["24/7", "Mo-Fr 08:00-20:00"]),
    "design.people": st.sampled_from(["1", "2"]),
    "design.team": st.lists(ROW, min_size=1, max_size=3, unique_by=lambda row: row["id"]),
}
ITEM = st.builds(
    OpenItem,
    st.sampled_from(["parked", "proposed", "disputed"]),
    st.sampled_from(["", "Chief", "County"]),
    note=st.sampled_from(["", "ask the guild", "no money"]),
)


@st.composite
def plans(draw, pack) -> Plan:
    plan = Plan()
    for key, values in ANSWERS.items():
        data = draw(st.none() | values)
        item = draw(st.none() | ITEM)
        if data is not None:
            plan = plan.with_answer(key, read_value(data, pack.questions[key]), suggested=draw(st.booleans()))
        if item is not None and (data is not None or item.state != "proposed"):
            plan = plan.with_open(key, item)
    return plan


def both(one: Plan, other: Plan, pack) -> Plan:
    return merge(Voice("one", one), Voice("other", other), pack).plan


def without_names(plan: Plan) -> object:
    """A plan without who said what, and without the order of rows."""
    items = {
        key: (item.state, item.owner, sorted(letters(side.answer) for side in item.said))
        for key, item in plan.open.items()
    }
    answers = {key: canonical(value) for key, value in plan.answers.items()}
    return answers, items, plan.suggested


def canonical(value) -> object:
    return sorted(map(letters, value.plain())) if isinstance(value, Rows) else letters(plain(value))


@given(st.data())
def test_merging_a_plan_with_itself_changes_nothing(small_pack, data):
    plan = data.draw(plans(small_pack))
    assert both(plan, plan, small_pack) == plan


@given(st.data())
def test_merging_twice_changes_nothing(small_pack, data):
    one, other = data.draw(plans(small_pack)), data.draw(plans(small_pack))
    once = both(one, other, small_pack)
    assert both(once, other, small_pack) == once
    assert both(once, one, small_pack) == once


@given(st.data())
def test_the_order_does_not_matter_up_to_names(small_pack, data):
    one, other = data.draw(plans(small_pack)), data.draw(plans(small_pack))
    assert without_names(both(one, other, small_pack)) == without_names(both(other, one, small_pack))


@given(st.data())
def test_nothing_is_lost(small_pack, data):
    """What was decided, or proposed where nobody decided, stands in the answer or in the dispute."""
    one, other = data.draw(plans(small_pack)), data.draw(plans(small_pack))
    found = merge(Voice("one", one), Voice("other", other), small_pack)
    for key in small_pack.questions:
        stands = [Voice("x", plan).stand(key) for plan in (one, other)]
        most = max(stand.weight for stand in stands)
        for stand in stands:
            if stand.weight == most and most in (DECIDED, PROPOSED):
                assert held(stand.answer, found.plan, key), key
            if stand.answer is not None:
                assert key in found.plan.answers
        if any(stand.item and stand.item.state == "disputed" for stand in stands):
            assert found.plan.open[key].state == "disputed"
    told = {one.key for one in found.told}
    for key, answer in other.answers.items():
        assert held(answer, found.plan, key) or key in told


def held(answer, plan: Plan, key: str) -> bool:
    said = [side.answer for side in plan.open[key].said] if key in plan.open else []
    if plain(answer) in (plain(plan.answers[key]), *said):
        return True
    if not isinstance(answer, Rows):
        return False
    rows = {row["id"]: row.plain() for row in plan.answers[key]}
    return all(row.plain().items() <= rows.get(row["id"], {}).items() for row in answer)


def plan_of(text: str, pack) -> Plan:
    return read_plan(text, pack).plan


def test_numbers_that_a_plan_sets_itself_come_over_and_ours_stand(pack):
    one = plan_of("assumptions: {vacancy: {value: 5%, reason: ours}}", pack)
    other = plan_of(
        "assumptions: {vacancy: {value: 9%, reason: theirs}, paid_hours: {value: 1950, reason: week}}\n"
        "limits: {resources.one_away_closes.least: {value: 40, reason: small}}",
        pack,
    )
    found = merge(Voice("a", one), Voice("b", other), pack)
    assert {name: own.reason for name, own in found.plan.assumptions.items()} == {
        "vacancy": "ours",
        "paid_hours": "week",
    }
    assert list(found.plan.limits) == ["resources.one_away_closes.least"]
    assert [(told.key, told.words) for told in found.told] == [("assumptions.vacancy", "b has 9%; 5% stands")]


def test_rows_come_together_by_id_and_cells_are_filled(small_pack):
    one = plan_of("answers: {design: {team: [{id: r1, role: clinician}, {id: r2, role: peer}]}}", small_pack)
    other = plan_of(
        "answers: {design: {team: [{id: r1, role: clinician, count: 2}, {id: r3, role: peer}]}}", small_pack
    )
    found = both(one, other, small_pack)
    assert found.open == {}
    assert found.answers["design.team"].plain() == [
        {"id": "r1", "role": "clinician", "count": "2"},
        {"id": "r2", "role": "peer"},
        {"id": "r3", "role": "peer"},
    ]


def test_a_cell_about_which_two_disagree_is_named_with_who_said_what(small_pack):
    one = plan_of("answers: {design: {team: [{id: r1, role: clinician, count: 1}]}}", small_pack)
    other = plan_of("answers: {design: {team: [{id: r1, role: clinician, count: 2}]}}", small_pack)
    found = merge(Voice("north", one), Voice("south", other), small_pack)
    item = found.plan.open["design.team"]
    assert item.note == "clinician, how many: north says 1, south says 2"
    assert [side.by for side in item.said] == ["north", "south"]


def test_two_decided_answers_become_a_dispute_and_a_proposal_gives_way(small_pack):
    one = plan_of("answers: {profile: {name: North}, design: {hours: 24/7}}", small_pack)
    other = plan_of(
        "answers: {profile: {name: South}, design: {hours: Mo-Fr 08:00-20:00}}\nopen: {design.hours: {state: proposed}}",
        small_pack,
    )
    found = merge(Voice("a", one), Voice("b", other), small_pack)
    assert [(told.key, told.what) for told in found.told] == [
        ("profile.name", "disputed"),
        ("design.hours", "gave way"),
    ]
    assert set(found.plan.open) == {"profile.name"}
    assert found.plan.open["profile.name"].note == "a says North; b says South"


@pytest.fixture
def group(make_plan, tmp_path, clerk):
    """A plan of a room, and copies of its folder in which groups decide."""
    import shutil

    from coplan.plan.disk.store import PlanFolder

    place = make_plan("coplan: 1\nanswers: {profile: {name: Valley}, design: {people: 2}}\n")
    place.write_schema()
    place.reconcile()

    def group(name: str, **answers: str) -> PlanFolder:
        if name != "room":
            shutil.copytree(place.folder, tmp_path / name)
        found = place if name == "room" else PlanFolder(tmp_path / name, place.pack, replace(clerk, by=name.title()))
        decide(found, **answers)
        return found

    return group


def decide(place, **answers: str) -> None:
    for name, text in answers.items():
        key = name.replace("__", ".")
        value = read_value(text, place.pack.questions[key])
        place.save(lambda plan, key=key, value=value: plan.with_answer(key, value))


def voice(place, name: str) -> Voice:
    return Voice(name, place.read().plan, place.entries())


def take_in(room, other, name: str) -> Plan:
    found = merge(voice(room, "room"), voice(other, name), room.pack)
    return room.save(lambda _: found.plan, f"merged from {name}").plan


def test_a_group_that_changes_an_answer_of_the_copy_disputes_nothing(group):
    room = group("room")
    north, south = group("north", design__people="3"), group("south", profile__name="Vale")
    take_in(room, north, "north")
    after = take_in(room, south, "south")
    assert (str(after.answers["design.people"]), str(after.answers["profile.name"]), after.open) == ("3", "Vale", {})


def test_two_groups_that_change_the_same_answer_apart_dispute_it(group):
    room = group("room")
    north, south = group("north", design__people="3"), group("south", design__people="4")
    take_in(room, north, "north")
    item = take_in(room, south, "south").open["design.people"]
    assert {side.by: side.answer for side in item.said} == {"north": "3", "South (south)": "4"}


def test_what_the_room_settles_after_a_merge_stays_when_the_group_is_merged_again(group, clerk):
    room = group("room")
    north, south = group("north", design__people="3"), group("south", design__people="4")
    take_in(room, north, "north")
    take_in(room, south, "south")
    decide(room, design__people="5")
    room.save(lambda plan: plan.with_open("design.people", None))
    for name, other in (("north", north), ("south", south)):
        after = take_in(room, other, name)
        assert (str(after.answers["design.people"]), after.open) == ("5", {})

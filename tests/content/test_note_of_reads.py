"""The one note of what was read, and what is kept by it."""

from __future__ import annotations

import pytest

from coplan.content.language.note_of_reads import ASK, LOOK, NAMED, Note, Workings, answers_in, looks, noted_as


def reads(workings: Workings, name: str, *keys: str, inner: str = "") -> None:
    """Work something out that reads these answers, and something else on the way."""

    def work() -> str:
        for key in keys:
            workings.note.read(key)
        if inner:
            reads(workings, inner, f"{inner}.own")
        return name

    entry = workings.entry(name, work)
    workings.note.again(entry[1])


def test_what_is_read_in_a_part_was_read_for_all_around_it():
    workings = Workings(Note())
    reads(workings, "budget", "design.hours", inner="staffing")
    assert answers_in(workings.entries["staffing"][1]) == ("staffing.own",)
    assert answers_in(workings.entries["budget"][1]) == ("design.hours", "staffing.own")
    assert answers_in(workings.note.whole) == ("design.hours", "staffing.own")


def test_what_was_worked_out_before_is_read_again_by_who_asks_for_it():
    workings = Workings(Note())
    reads(workings, "staffing", "design.hours")
    workings.note.afresh()
    reads(workings, "staffing", "never.read")
    assert answers_in(workings.note.whole) == ("design.hours",)


def test_an_error_leaves_nothing_behind_and_closes_its_part():
    workings = Workings(Note())
    for guess in ({}, {"guess": True}):
        with pytest.raises(ZeroDivisionError):
            workings.entry("broken", lambda: 1 / 0, **guess)
    assert (workings.entries, workings.note.part is workings.note.whole) == ({}, True)


def test_after_a_change_only_what_looked_at_it_is_worked_out_again():
    before, after = Workings(Note()), Workings(Note())
    reads(before, "hours", "design.hours")
    reads(before, "money", "resources.roles")
    reads(before, "order", f"{LOOK}*")
    after.take(before.entries, {"design.hours"})
    assert set(after.entries) == {"money"}
    like = Workings(Note())
    like.like(before, ["design.hours"])
    assert [name for name in ("hours", "money", "order") if like.kept(name)] == ["money"]
    same = Workings(Note())
    same.like(before, ())
    assert all(same.kept(name) is entry for name, entry in before.entries.items())


def test_a_condition_that_rests_on_itself_holds_for_one_beginning_only():
    before, after = Workings(Note()), Workings(Note())

    def around() -> object:
        found, names = before.entry("round", lambda: None, guess=True)
        before.note.again(names)
        return found

    assert before.entry("round", around, guess=True)[0] is True
    after.take(before.entries, {"design.hours"})
    assert after.entries == {}


def test_each_way_of_reading_has_its_name():
    note = Note()
    for name in ("design.hours", f"{LOOK}design.team", f"{NAMED}design.hours", f"{ASK}design.base", ("declared",)):
        note.read(name)
    assert answers_in(note.whole) == ("design.hours",)
    assert [noted_as(sort, note.whole) for sort in (LOOK, NAMED, ASK)] == [
        ("design.team",),
        ("design.hours",),
        ("design.base",),
    ]
    assert noted_as(LOOK, looks(note.whole)) == ("design.hours", "design.team")
    assert ("declared",) in looks(note.whole)

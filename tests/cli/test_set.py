"""`coplan set`: one answer or one open item, from a script."""

from __future__ import annotations

import pytest


def answers(folder) -> str:
    return (folder / "plan.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "value", "written"),
    [
        ("profile.short_name", "Bend: the team", '    short_name: "Bend: the team"\n'),
        ("design.models", "[on_scene, follow_up]", "    models: [on_scene, follow_up]\n"),
        ("design.models", "on_scene, follow_up", "    models: [on_scene, follow_up]\n"),
        ("needs.sources", "other: the library", '    sources: ["other: the library"]\n'),
        ("needs.sources", "- other: the library", '    sources: ["other: the library"]\n'),
        ("design.models", "- on_scene\n- follow_up", "    models: [on_scene, follow_up]\n"),
        ("profile.short_name", "- x", '    short_name: "- x"\n'),
        ("profile.short_name", "-5", "    short_name: -5\n"),
        ("design.transport", "none", "    transport: none\n"),
        ("design.hours", "24/7", "    hours: 24/7\n"),
    ],
)  # fmt: skip
def test_an_answer_is_written_into_the_plan(run, bend, key, value, written):
    assert run("set", key, value, "--in", "bend").code == 0
    assert written in answers(bend)


def test_key_and_value_may_be_joined_by_an_equals_sign(run, bend):
    run("set", "design.transport=none", "--in", "bend")
    assert "    transport: none\n" in answers(bend)


def test_rows_are_written_with_an_id(run, bend):
    run("set", "design.team", "[{role: clinician, count: 2}]", "--in", "bend")
    log = run("log", "bend", "--json", "--question", "design.team").json["log"]
    [row] = log[-1]["new"]
    assert (row["role"], row["count"]) == ("clinician", "2")
    assert len(row["id"]) == 8


@pytest.mark.parametrize("arguments", [["design.hours", ""], ["design.hours="]])
def test_an_empty_value_takes_the_answer_away(run, bend, arguments):
    run("set", *arguments, "--in", "bend")
    assert "hours" not in answers(bend)


def test_an_open_item_has_owner_date_and_note(run, bend):
    run(
        *("set", "design.hours", "24/7", "--in", "bend", "--state", "proposed"),
        "--owner",
        "Chief",
        "--due",
        "2027-02-01",
    )
    assert "open:\n  design.hours:\n    state: proposed\n    owner: Chief\n    due: 2027-02-01\n" in answers(bend)
    assert "    hours: 24/7\n" in answers(bend)


def test_settling_closes_the_open_item_and_keeps_the_answer(run, bend):
    run("set", "design.hours", "--in", "bend", "--state", "disputed")
    run("set", "design.hours", "--in", "bend", "--state", "settled")
    assert "open:" not in answers(bend)
    assert "    hours: Mo-Fr 08:00-20:00\n" in answers(bend)


def test_answering_a_parked_question_settles_it(run, bend):
    run("set", "design.transport", "--in", "bend", "--state", "parked")
    run("set", "design.transport", "none", "--in", "bend")
    assert "open:" not in answers(bend)


def test_answering_a_disputed_question_leaves_it_disputed(run, bend):
    run("set", "design.hours", "--in", "bend", "--state", "disputed")
    run("set", "design.hours", "24/7", "--in", "bend")
    assert "state: disputed" in answers(bend)


def test_what_is_set_aside_and_what_counts_again_is_told(run, bend):
    run("set", "design.off_hours", "next_day", "--in", "bend")
    done = run("set", "design.hours", "24/7", "--in", "bend")
    said = "Set aside, kept in the file: cover outside duty hours.\n"
    assert (done.out, done.err) == ("", f"{said}Understood: 24 hours a day, every day. 168 hours a week.\n")
    assert run("set", "design.hours", "Mo-Fr 08:00-20:00", "--in", "bend").err == (
        "Counts again: cover outside duty hours.\nUnderstood: Monday to Friday, 8 a.m. to 8 p.m. 60 hours a week.\n"
    )


def test_comments_and_order_of_the_file_stay(run, bend):
    before = answers(bend).replace("    hours:", "    # asked the guild on Monday\n    hours:")
    (bend / "plan.yaml").write_text(before, encoding="utf-8")
    run("set", "profile.short_name", "Bend", "--in", "bend")
    assert [line for line in answers(bend).splitlines() if "short_name" not in line] == before.splitlines()


def test_who_answered_stands_in_the_journal(run, bend):
    run("set", "design.transport", "none", "--in", "bend", "--by", "María")
    last = run("log", "bend", "--json").json["log"][-1]
    assert (last["by"], last["question"], last["new"]) == ("María", "design.transport", "none")


def test_apply_overwrites_error_overwrite_value_as_boolean_string(run, bend):
    """cookiecutter: a word that is neither yes nor no is refused where one of them is asked for."""
    before = answers(bend)
    done = run("set", "policy.suicide_never_alone", "invalid", "--in", "bend")
    assert (done.code, done.err) == (2, "policy.suicide_never_alone: `invalid` is neither yes nor no.\n")
    assert answers(bend) == before


def test_update_vcs_ref_current(run, bend):
    """copier: a changed answer, with the same checklists and templates, changes its own words in the drafts only."""
    run("set", "drafts.format", "md", "--in", "bend")
    run("draft", "bend")
    before = drafts(bend)
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    assert drafts(bend) == before
    run("draft", "bend")
    wanted = {name: text.replace("Prairie Bend Co-Response", "Bend Team") for name, text in before.items()}
    after = drafts(bend)
    for found in (wanted, after):
        del found["change-log.md"]  # it counts the change itself
    assert after == wanted
    assert drafts(bend) != before


def drafts(folder) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "drafts").glob("*.md")}


def test_a_duty_schedule_is_said_back_with_its_hours(run, tmp_path):
    run("init", "new", "--no-input")
    done = run("set", "design.hours", "Mo-Fr 20:00-04:00; Sa,Su 18:00-06:00", "--in", "new")
    assert (done.code, done.out) == (0, "")
    assert "Understood: Monday to Friday, 8 p.m. to 4 a.m.; Saturday and Sunday, 6 p.m. to 6 a.m. 64 hours" in done.err
    posts = '[{"period": "Fr,Sa 18:00-02:00", "teams": 2}]'
    assert "16 hours a week" in run("set", "design.posts", posts, "--in", "new").err


def test_what_is_taken_away_is_proposed_no_longer(run, bend):
    run("set", "design.hours", "24/7", "--in", "bend", "--state", "proposed", "--owner", "Chief")
    assert "hours on duty is parked" in run("set", "design.hours", "", "--in", "bend").err
    assert "open:\n  design.hours:\n    state: parked\n    owner: Chief\n" in answers(bend)


def test_a_day_in_the_past_is_taken_and_said(run, bend):
    assert "January 1, 2020 is in the past." in run("set", "profile.target_launch", "2020-01-01", "--in", "bend").err
    late = ("--state", "parked", "--due", "1999-01-01")
    assert "January 1, 1999 is in the past." in run("set", "design.transport", *late, "--in", "bend").err

"""`coplan init` without a terminal: answers from a file and from the command line, all or nothing."""

from __future__ import annotations

import pytest

from tests.cli.conftest import files

pytestmark = pytest.mark.usefixtures("few_documents")

PLAN = """\
coplan: 1
answers:
  profile:
    program_name: Prairie Bend Co-Response
  design:
    hours: Mo-Fr 08:00-20:00
open:
  design.hours: {state: proposed, owner: Chief, due: 2027-02-01}
suggested: [resources.start]
"""
BROKEN = "answers:\n  profile:\n    stage: devloping\n  design:\n    hours: always\n"


def test_without_a_terminal_it_stops_at_once_and_names_the_ways(run, tmp_path):
    """copier, test_interactive_session_required_for_question_prompt: a clear exit, with what to do instead."""
    done = run("init", "new")
    assert (done.code, done.out) == (2, "")
    for option in ("--answers", "--set", "--no-input"):
        assert option in done.err
    assert list(tmp_path.iterdir()) == []


def test_it_makes_a_folder_with_plan_schema_and_journal(run, tmp_path):
    assert run("init", "new", "--no-input", "--set", "profile.stage=exploring").code == 0
    assert set(files(tmp_path / "new")) - {".coplan/lock"} == {
        "plan.yaml",
        ".coplan/plan.schema.json",
        ".coplan/journal.jsonl",
    }
    first = (tmp_path / "new" / "plan.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=.coplan/plan.schema.json"


def test_it_says_what_is_missing(run, pack):
    done = run("init", "new", "--no-input", "--set", "profile.stage=exploring")
    lines = done.out.splitlines()
    assert lines[0].endswith("plan.yaml: 1 answer, stage exploring.")
    core = [question for question in pack if question.core and question.step == "profile" and question.id != "stage"]
    assert lines[1].startswith("Not answered yet (")
    assert f"  {core[0].key}: {core[0].ask}" in lines


def test_what_is_missing_and_has_an_owner_says_so(run, tmp_path):
    (tmp_path / "some.yaml").write_text(
        "open:\n  profile.lead_agency: {state: parked, owner: City manager}\n", encoding="utf-8"
    )
    lines = run("init", "new", "--no-input", "--answers", "some.yaml").out.splitlines()
    (line,) = [line for line in lines if line.startswith("  profile.lead_agency: ")]
    assert line.endswith("? (parked, owner: City manager)")


def test_answers_come_from_a_file_and_from_settings(run, tmp_path):
    (tmp_path / "old.yaml").write_text(PLAN, encoding="utf-8")
    run("init", "new", "--no-input", "--answers", "old.yaml", "--set", "profile.stage=launching")
    text = (tmp_path / "new" / "plan.yaml").read_text(encoding="utf-8")
    assert "    program_name: Prairie Bend Co-Response\n" in text
    assert "    stage: launching\n" in text
    assert "  design.hours:\n    state: proposed\n    owner: Chief\n    due: 2027-02-01\n" in text


def test_settings_win_over_the_file(run, tmp_path):
    """copier, test_data_cli_takes_precedence_over_data_file: --set beats --answers."""
    (tmp_path / "old.yaml").write_text(PLAN, encoding="utf-8")
    run("init", "new", "--no-input", "--answers", "old.yaml", "--set", "design.hours=24/7")
    assert "    hours: 24/7\n" in (tmp_path / "new" / "plan.yaml").read_text(encoding="utf-8")


def test_an_answers_file_may_be_the_sections_alone(run, tmp_path):
    (tmp_path / "some.yaml").write_text("design:\n  hours: 24/7\n", encoding="utf-8")
    assert run("init", "new", "--no-input", "--answers", "some.yaml").code == 0
    assert "    hours: 24/7\n" in (tmp_path / "new" / "plan.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BROKEN, ["broken.yaml, line 3: profile.stage: `devloping`", "broken.yaml, line 5: design.hours: `always`"]),
        ("design:\n  hours: always\n", ["broken.yaml, line 2: design.hours: `always`"]),
        ("- one\n", ["broken.yaml, line 1: expected keys and values here."]),
        ("answers: &a {}\nopen: *a\n", ["broken.yaml, line 1: column 10: `&a` has a meaning of its own"]),
        (None, ["broken.yaml: there is no such file."]),
    ],
    ids=["two wrong answers", "sections alone", "a list", "an alias", "no file"],
)
def test_a_broken_answers_file_writes_nothing_at_all(run, tmp_path, text, words):
    """cookiecutter, replay/test_load.py: an answers file that is missing or broken is named, and nothing is made."""
    if text is not None:
        (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")
    before = files(tmp_path)
    done = run("init", "new", "--no-input", "--answers", "broken.yaml")
    assert (done.code, done.out) == (3, "")
    assert [line.startswith(word) for line, word in zip(done.err.splitlines(), words, strict=True)] == [True] * len(
        words
    )
    assert files(tmp_path) == before
    assert not (tmp_path / "new").exists()


def test_every_wrong_setting_is_named_and_nothing_is_written(run, tmp_path):
    settings = ["design.huors=24/7", "design.hours=always", "design.base", "profile.stage=exploring"]
    done = run("init", "new", "--no-input", *(part for setting in settings for part in ("--set", setting)))
    assert done.code == 2
    assert [line.partition(" ")[0] for line in done.err.splitlines()] == ["There", "design.hours:", "`design.base`"]
    assert "Did you mean `design.hours`?" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_broken_answers_file_leaves_a_plan_that_is_there(run, bend, tmp_path):
    """cookiecutter, test_keep_project_dir_on_failure: a run that fails leaves the folder that is there."""
    (tmp_path / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    before = files(bend)
    assert run("init", "bend", "--no-input", "--answers", "broken.yaml").code == 3
    assert files(bend) == before


def test_unknown_answers_are_noted_with_their_line(run, tmp_path):
    (tmp_path / "old.yaml").write_text("design:\n  hours: 24/7\n  huors: 24/7\n", encoding="utf-8")
    done = run("init", "new", "--no-input", "--answers", "old.yaml")
    assert done.code == 0
    assert "Note: old.yaml, line 3: design.huors: the checklist has no such question" in done.err


def test_a_second_run_changes_no_file(run, bend):
    before = files(bend)
    assert run("init", "bend", "--no-input").code == 0
    assert files(bend) == before


def test_without_a_folder_the_plan_above_is_meant(run, bend, monkeypatch):
    (bend / "notes").mkdir()
    monkeypatch.chdir(bend / "notes")
    run("init", "--no-input", "--set", "design.transport=none")
    assert "    transport: none\n" in (bend / "plan.yaml").read_text(encoding="utf-8")
    assert list((bend / "notes").iterdir()) == []


def test_without_a_folder_and_a_plan_one_starts_here(run, tmp_path):
    assert run("init", "--no-input").code == 0
    assert (tmp_path / "plan.yaml").is_file()


def test_update_with_skip_answered_and_new_answer(run, bend):
    """copier: what is given with --set takes the place of what the plan holds; all other answers stay."""
    before = (bend / "plan.yaml").read_text(encoding="utf-8")
    assert run("init", "bend", "--no-input", "--set", "design.hours=24/7").code == 0
    after = (bend / "plan.yaml").read_text(encoding="utf-8")
    assert after == before.replace("hours: Mo-Fr 08:00-20:00", "hours: 24/7") != before


@pytest.mark.parametrize("name", ["plan.yaml", ".coplan/journal.jsonl", ".coplan/plan.schema.json"])
def test_update_changed_variables_wrong_file(run, bend, name):
    """cruft: an answers file that is one of the plan's own files changes nothing in them."""
    before = files(bend)
    run("init", "bend", "--no-input", "--answers", f"bend/{name}")
    assert files(bend) == before


QUESTION = "{id: ID, label: color, ask: Which color?, kind: text, core: true, help: H., why: W., source: [guide]}"
STEP = "step: extra\ntitle: Extra\ngoal: Ask more.\nminutes: 1\nroom: [Everybody]\nquestions:\n"


def test_update_new_inputs_added_to_template(run, bend):
    """cruft: a question that is new in the checklist is named as not answered, and the plan is as it was."""
    (bend / "checklists").mkdir()
    step = bend / "checklists" / "11-extra.yaml"
    step.write_text(f"{STEP}  - {QUESTION.replace('ID', 'one')}\n", encoding="utf-8")
    run("set", "extra.one", "blue", "--in", "bend")
    step.write_text(f"{step.read_text(encoding='utf-8')}  - {QUESTION.replace('ID', 'two')}\n", encoding="utf-8")
    before = (bend / "plan.yaml").read_bytes()
    done = run("init", "bend", "--no-input")
    assert ("  extra.two: Which color?" in done.out, "extra.one" in done.out) == (True, False)
    assert (bend / "plan.yaml").read_bytes() == before


def test_an_answer_that_a_stricter_checklist_refuses_is_noted_and_can_be_given_anew(run, bend):
    (bend / "checklists").mkdir()
    step = bend / "checklists" / "11-extra.yaml"
    question = f"{STEP}  - {QUESTION.replace('ID', 'one').replace('text', 'whole')}\n"
    step.write_text(question, encoding="utf-8")
    run("set", "extra.one", "12", "--in", "bend")
    step.write_text(question.replace("core: true", "core: true, max: 10"), encoding="utf-8")
    for _ in range(2):
        done = run("init", "bend", "--no-input")
        assert (done.code, "  extra.one: Which color?" in done.out) == (0, True)
        assert "extra.one: `12` is more than 10, the most that is possible here. The checklist has changed" in done.err
    assert "    one: 12\n" in (bend / "plan.yaml").read_text(encoding="utf-8")
    assert run("set", "extra.one", "9", "--in", "bend").code == 0
    assert run("status", "bend").err == ""

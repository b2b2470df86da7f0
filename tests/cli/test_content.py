"""`coplan demo`, `coplan schema` and `coplan pack check`."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import jsonschema
import pytest
import yaml

from coplan.content.lint.pack import Lint
from coplan.content.pack.folders import examples_folder
from coplan.drafts import service
from coplan.drafts.proof import proving
from coplan.errors import Problem
from coplan.plan.schema import plan_schema
from tests.cli.conftest import FEW

STEP = """\
step: extra
title: Extra
goal: Ask one thing more.
minutes: 1
room: [Everybody]
questions:
  - {id: color, label: color, ask: Which color?, kind: KIND, help: H., why: W., source: [guide]}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A community's own pack with one more step; `KIND` is to be filled in."""
    place = tmp_path / "own" / "checklists"
    place.mkdir(parents=True)
    return place / "11-extra.yaml"


def test_demo_puts_the_example_with_its_drafts_into_a_folder(run, tmp_path, few_documents):
    done = run("demo", "our demo")
    assert done.code == 0
    assert done.out.startswith("Cedar Valley is in our demo, with ")
    shipped = (examples_folder() / "cedar-valley" / "plan.yaml").read_bytes().replace(b"\r\n", b"\n")
    assert (tmp_path / "our demo" / "plan.yaml").read_bytes() == shipped
    assert len(list((tmp_path / "our demo" / "drafts").glob("*.docx"))) == len(FEW)
    assert run("status", "our demo").err == ""


def test_a_demo_that_was_stopped_goes_on(run, tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(service, "draft_plan", interrupted)
    assert run("demo", "shown").code == 130
    monkeypatch.setattr(service, "draft_plan", lambda *_, **__: service.Drafting([], []))
    assert run("demo", "shown").code == 0
    assert (tmp_path / "shown" / "plan.yaml").is_file()
    assert run("demo", "shown").code == 2


@pytest.mark.long
def test_demo_goes_into_cedar_valley_unless_told_otherwise(run, tmp_path):
    run("demo")
    assert (tmp_path / "cedar-valley" / "plan.yaml").is_file()


@pytest.mark.slow
def test_what_demo_proposes_to_try_works_when_it_is_copied(run, few_documents):
    done = run("demo", "our demo")
    proposed = [shlex.split(line)[1:] for line in done.out.splitlines() if line.startswith("    coplan ")]
    assert len(proposed) == 5
    for arguments in proposed:
        assert run(*arguments, *(["--no-input"] if arguments[0] == "init" else [])).code == 0


def test_schema_describes_the_plan_of_this_pack(run, pack):
    assert run("schema").json == plan_schema(pack)


def test_schema_goes_into_a_file(run, tmp_path, pack):
    done = run("schema", "-o", "plan.schema.json")
    assert (done.out, done.err) == ("", "Written to plan.schema.json.\n")
    assert json.loads((tmp_path / "plan.schema.json").read_text(encoding="utf-8")) == plan_schema(pack)


@pytest.mark.slow
def test_schema_fits_the_plan_that_coplan_writes(run, bend):
    data = yaml.load((bend / "plan.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    jsonschema.validate(data | {"coplan": int(data["coplan"])}, run("schema").json)


def test_schema_knows_the_questions_of_an_own_pack(run, own):
    own.write_text(STEP.replace("KIND", "text"), encoding="utf-8")
    assert "color" in run("schema", "--pack", "own").json["properties"]["answers"]["properties"]["extra"]["properties"]


@pytest.mark.long
def test_the_shipped_pack_is_sound_and_notes_are_shown_on_request(run):
    done = run("pack", "check", "--notes")
    assert done.code == 0
    assert done.err == "0 problems, 0 notes.\n"
    assert done.out.count("Note: ") == len(done.out.splitlines()) == int(done.err.split()[2])


def test_notes_are_counted_without_the_request(run, monkeypatch):
    monkeypatch.setattr(proving, "check_pack", lambda _: Lint((), (Problem("checklists", 0, "x.y", "this."),) * 2))
    done = run("pack", "check")
    assert (done.code, done.out, done.err) == (0, "", "0 problems, 2 notes (--notes shows them).\n")


@pytest.mark.slow
def test_json_has_problems_and_notes(run, own, few_documents, few_plans):
    own.write_text(STEP.replace("KIND", "texd"), encoding="utf-8")
    done = run("pack", "check", "--pack", "own", "--json")
    assert (done.code, list(done.json)) == (1, ["coplan", "problems", "notes"])
    [problem] = [found for found in done.json["problems"] if found["file"].endswith("11-extra.yaml")]
    assert list(problem) == ["file", "line", "key", "what", "fix"]
    assert (problem["file"], problem["line"], problem["key"]) == ("checklists/11-extra.yaml", 7, "extra.color")


def test_a_pack_that_cannot_be_read_is_a_finding(run, own):
    own.write_text("step: extra\nquestions: [}\n", encoding="utf-8")
    done = run("pack", "check", "--pack", "own")
    assert done.code == 1
    assert "checklists/11-extra.yaml, line 2: column 13: this is not valid YAML" in done.out


CHANGE = "step: design\nquestions:\n  - id: hours\n    changes: {help: Ask the guild first.}\n"


def test_a_pack_is_compared_with_the_shipped_one(run, own):
    own.write_text(CHANGE, encoding="utf-8")
    done = run("pack", "diff", "own", "--keep")
    assert done.out.startswith("question design.hours changes (checklists/11-extra.yaml, line 3)\n  help: ")
    assert "now: Ask the guild first." in done.out
    kept = own.parent.parent / "pack.base.yaml"
    kept.write_text(kept.read_text(encoding="utf-8").replace("label: hours on duty", "label: hours"), encoding="utf-8")
    [item] = run("pack", "diff", "own", "--json").json["items"]
    assert item["since"] == {"label": ["hours", "hours on duty"]}


def test_a_pack_is_put_into_order(run, own):
    tidy = "step: design\nquestions:\n  - id: hours\n    label: hours\n    help: H.\n"
    own.write_text("step: design\nquestions:\n  - id: hours\n    help: H.\n    label: hours\n", encoding="utf-8")
    assert run("pack", "format", "own", "--check").code == 1
    assert run("pack", "format", "own").out == "checklists/11-extra.yaml\n"
    assert own.read_text(encoding="utf-8") == tidy


def test_a_folder_that_is_no_pack_is_not_put_into_order(run, own):
    done = run("pack", "format", str(own.parent))
    assert done.code == 2
    assert "is no pack: it has neither checklists/ nor templates/." in done.err


def test_the_schema_of_a_pack_file_is_asked_by_its_sort(run):
    assert run("schema", "--for", "rules").json["required"] == ["rules"]
    done = run("schema", "--for", "rulez")
    assert (done.code, "There are: step, rules," in done.err) == (2, True)

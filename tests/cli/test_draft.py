"""`coplan draft`: which drafts were written, and what is left to decide."""

from __future__ import annotations

import pytest

from tests.cli.conftest import files

FIELDS = ["document", "path", "state", "holes"]


def by_name(done) -> dict[str, dict]:
    return {draft["document"]: draft for draft in done.json["drafts"]}


def edit(path):
    path.write_bytes(path.read_bytes() + b"\nOurs.\n")


def test_json_has_every_draft_with_its_state_and_holes(run, bend):
    data = run("draft", "bend", "--json").json
    assert list(data) == ["drafts"]
    for draft in data["drafts"]:
        assert list(draft) == FIELDS
        assert draft["path"] == f"drafts/{draft['document']}.md"
        assert (draft["state"], (bend / draft["path"]).is_file()) == ("created", True)
        assert f"{draft['holes']} points are still open" in (bend / draft["path"]).read_text(encoding="utf-8")


def test_a_second_run_changes_nothing(run, bend):
    run("draft", "bend")
    before = {path: path.stat().st_mtime_ns for path in bend.rglob("*.md")}
    assert {draft["state"] for draft in run("draft", "bend", "--json").json["drafts"]} == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in bend.rglob("*.md")} == before


def test_a_changed_plan_updates_and_leaves_what_people_edited(run, bend):
    run("draft", "bend")
    edit(bend / "drafts" / "transportation.md")
    run("set", "design.transport", "none", "--in", "bend")
    found = by_name(run("draft", "bend", "--json"))
    assert found["suicidal-client"]["state"] == "updated"
    assert found["transportation"]["state"] == "edited"
    assert found["transportation"]["beside"] == "drafts/transportation.new.md"
    assert "does not transport people" in (bend / "drafts" / "transportation.new.md").read_text(encoding="utf-8")


def test_drafts_that_are_no_longer_called_for_are_named(run, bend):
    run("draft", "bend")
    run("set", "resources.hiring", "none", "--in", "bend")
    data = run("draft", "bend", "--json").json
    gone = data["no_longer_called_for"]
    assert "drafts/job-description.md" in gone
    assert (bend / "drafts" / "job-description.md").is_file()
    assert (
        "drafts/job-description.md: no longer called for by the plan; left where it is.\n" in run("draft", "bend").out
    )


def test_only_the_named_documents_are_written(run, bend):
    done = run("draft", "bend", "transportation", "drafts/suicidal-client.md", "--json")
    assert list(by_name(done)) == ["transportation", "suicidal-client"]
    assert sorted(path.name for path in (bend / "drafts").iterdir()) == ["suicidal-client.md", "transportation.md"]


def test_in_the_folder_a_document_needs_no_folder(run, bend, monkeypatch):
    monkeypatch.chdir(bend)
    assert list(by_name(run("draft", "transportation", "--json"))) == ["transportation"]
    assert list(by_name(run("draft", "drafts/transportation.md", "--json"))) == ["transportation"]


def test_a_dry_run_writes_nothing_and_says_so(run, bend):
    before = files(bend)
    done = run("draft", "bend", "--dry-run")
    assert "drafts/transportation.md: not written yet, " in done.out
    assert files(bend) == before


def test_a_dry_run_tells_what_would_change(run, bend):
    run("draft", "bend")
    edit(bend / "drafts" / "transportation.md")
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    told = run("draft", "bend", "--dry-run", "--json").json
    assert run("draft", "bend", "--dry-run").out.count("behind today's plan") == len(told["drafts"]) - 1
    assert run("draft", "bend", "--json").json == told


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (None, "written, "),
        ("", "nothing to change, "),
        ("set", "updated to today's plan, "),
        ("edit", "edited by people: left as it is, "),
        ("both", "edited by people: left as it is; the plan's new text is in drafts/transportation.new.md, "),
    ],
)
def test_people_read_what_happened(run, bend, change, words):
    if change is not None:
        run("draft", "bend")
    if change in ("set", "both"):
        run("set", "profile.program_name", "Bend Team", "--in", "bend")
    if change in ("edit", "both"):
        edit(bend / "drafts" / "transportation.md")
    [line] = run("draft", "bend", "transportation").out.splitlines()
    assert line.startswith(f"drafts/transportation.md: {words}")
    assert line.endswith(" points to decide.")


def test_a_template_of_a_community_joins_the_shipped_ones(run, bend):
    head = "---\ntitle: Flyer\nstep: outreach\nkind: notice\naudience: All\nreview: [counsel]\n---\n"
    (bend / "templates").mkdir()
    (bend / "templates" / "flyer.md.j2").write_text(
        head + "## Call us\n\n{{ profile.program_name }}\n", encoding="utf-8"
    )
    assert by_name(run("draft", "bend", "--json"))["flyer"]["state"] == "created"


def test_a_template_that_fails_is_named_and_nothing_is_written(run, bend):
    head = "---\ntitle: Flyer\nstep: outreach\nkind: notice\naudience: All\nreview: [counsel]\n---\n"
    (bend / "templates").mkdir()
    (bend / "templates" / "flyer.md.j2").write_text(head + "{{ design.nope }}\n", encoding="utf-8")
    done = run("draft", "bend")
    assert (done.code, done.err) == (3, "templates/flyer.md.j2, line 8: there is no question `design.nope`.\n")
    assert not (bend / "drafts").exists()


@pytest.mark.parametrize(
    "name", ["transportation", "transportation.md", "drafts/transportation.md", r"drafts\transportation.md"]
)
def test_a_document_may_be_named_as_its_file(run, bend, monkeypatch, name):
    monkeypatch.chdir(bend)
    assert list(by_name(run("draft", name, "--json"))) == ["transportation"]

"""Characters that command a terminal or turn what is read: refused at each door, never shown raw."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from coplan.letters import shown, shown_json, unseen_in
from coplan.wizard.terminal.frame import Head
from coplan.wizard.terminal.plain import PlainAsker
from coplan.wizard.terminal.screen import draw_heading, draw_table, wrap
from coplan.word.file.package import open_package
from tests.calls.exports import write_csv
from tests.cli.conftest import Run, bend, few_documents, run, shelf, trusting  # noqa: F401 - commands in a folder of their own
from tests.long import few_of

BAD = ["\x1b[2J", "\x07", "\x08", "\x9b31m", "\x7f", "\u202e", "\u2066", "\u2028", "\x85", "\x1b]0;title\x07", "\ufff9"]
GOOD = ["Niño", "你好", "שלום", "مرحبا", "👩‍⚕️", "a\u200eb", "é", "a\tb", "a\nb"]


def raw(text: str) -> bool:
    return any(letter in text for letter in "".join(BAD) if not letter.isprintable())


@pytest.mark.parametrize("text", GOOD)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert (unseen_in(text), shown(text)) == (None, text)


@pytest.mark.parametrize("text", BAD)
def test_what_nobody_sees_is_found_and_shown_as_a_number(text: str) -> None:
    assert unseen_in(text)
    assert "<U+" in shown(text)
    assert not raw(shown(text))


@pytest.mark.parametrize("text", [*BAD, *GOOD, "\ud800"])
def test_json_stays_the_same_data(text: str) -> None:
    found = shown_json(json.dumps([text], ensure_ascii=False))
    assert json.loads(found) == [text]
    assert not raw(found)


@pytest.mark.parametrize("text", BAD)
def test_no_door_takes_them(run: Run, bend: Path, text: str, tmp_path: Path) -> None:  # noqa: F811
    plan = (bend / "plan.yaml").read_bytes()
    (tmp_path / "a.yaml").write_text(f"answers: {{profile: {{program_name: 'a{text}b'}}}}\n", encoding="utf-8")
    escaped = json.dumps(f"a{text}b")
    (tmp_path / "b.yaml").write_text(f"answers: {{profile: {{program_name: {escaped}}}}}\n", encoding="utf-8")
    for command in (
        ("set", "profile.program_name", f"a{text}b", "--in", "bend"),
        ("set", "profile.program_name", "--in", "bend", "--state", "parked", "--owner", f"a{text}b"),
        ("set", "profile.program_name", "--in", "bend", "--state", "parked", "--note", f"a{text}b"),
        ("set", "profile.program_name", "x", "--in", "bend", "--by", f"a{text}b"),
        ("check", "bend", "--accept", "x", "--reason", f"a{text}b"),
        ("init", "bend", "--no-input", "--answers", "a.yaml"),
        ("init", "bend", "--no-input", "--answers", "b.yaml"),
    ):
        done = run(*command)
        assert done.code in (2, 3), command
        assert "there is a character that nobody sees here (U+" in done.err
        assert not raw(done.out + done.err)
    assert (bend / "plan.yaml").read_bytes() == plan


@pytest.mark.parametrize("text", BAD)
def test_a_plan_that_holds_one_is_refused_with_its_line(run: Run, bend: Path, text: str) -> None:  # noqa: F811
    plan = (bend / "plan.yaml").read_text(encoding="utf-8")
    escaped = json.dumps(text)
    for more in (
        f"# {text}\n",
        f"open: {{design.transport: {{state: parked, owner: {escaped}}}}}\n",
        f"accepted: {{a.b: {{reason: {escaped}}}}}\n",
    ):
        (bend / "plan.yaml").write_text(plan + more, encoding="utf-8")
        done = run("status", "bend")
        assert done.code == 3
        assert f"plan.yaml, line {len(plan.splitlines()) + 1}: " in done.err
        assert "there is a character that nobody sees here" in done.err
        assert not raw(done.err)


@pytest.mark.skipif(os.name == "nt", reason="no file has such a name there")
@pytest.mark.parametrize("text", [*BAD, "\n", "\udcff"])
def test_names_of_folders_and_files_are_stored_in_letters(run: Run, bend: Path, tmp_path: Path, text: str) -> None:  # noqa: F811
    name = f"gr{text}oup"
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        pytest.skip("this code page has no such name")
    shutil.copytree(bend, tmp_path / name)
    entry = {"when": "2026", "by": f"A{text}b", "question": "design.hours", "old": None, "new": "24/7"}
    run("set", "design.hours", "24/7", "--in", name)
    with (tmp_path / name / ".coplan" / "journal.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry | {"state": "answered", "how": "answered"}) + "\n")
    run("set", "design.hours", "Mo-Su 10:00-18:00", "--in", "bend")
    done = run("merge", name, "--in", "bend")
    assert (done.code, "Disputed" in done.out) == (1, True), done.err
    shutil.copy(bend / "plan.yaml", tmp_path / f"{name}.yaml")
    assert run("merge", f"{name}.yaml", "--in", "bend").code in (0, 1)
    assert run("log", "bend").code == 0
    kept = (bend / "plan.yaml").read_text(encoding="utf-8") + (bend / ".coplan" / "journal.jsonl").read_text(
        encoding="utf-8"
    )
    assert not raw(kept + json.dumps(kept, ensure_ascii=False))
    assert "\\u202e" not in kept.casefold()
    assert run("status", "bend").code == 0


@pytest.mark.parametrize("text", few_of(BAD[:6], 0, step=3))
@pytest.mark.usefixtures("few_documents")
def test_files_names_and_records_reach_the_screen_in_letters(run: Run, bend: Path, text: str) -> None:  # noqa: F811
    entry = {"when": f"2026{text}", "by": f"A{text}", "question": "profile.stage", "old": None, "new": f"x{text}"}
    line = json.dumps(entry | {"state": f"answered{text}", "how": f"h{text}"})
    with (bend / ".coplan" / "journal.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    run("draft", "bend", "transportation")
    for command in (
        ("log", "bend"),
        ("log", "bend", "--json"),
        ("status", "bend"),
        ("draft", "bend", f"x{text}"),
        ("status", f"no{text}"),
        (f"st{text}",),
        ("set", f"x{text}", "y", "--in", "bend"),
        ("status", "bend", f"--{text}"),
    ):
        done = run(*command)
        assert not raw(done.out + done.err), command


@pytest.mark.parametrize("text", few_of([BAD[5], BAD[8], BAD[6], BAD[7]], 2))
def test_words_of_a_word_file_are_shared_in_letters(run: Run, bend: Path, few_documents: None, text: str) -> None:  # noqa: F811
    assert run("draft", "bend", "transportation").code == 0
    path = bend / "drafts" / "transportation.docx"
    package = open_package(path.read_bytes(), path.name)
    words = package.parts[package.main].decode("utf-8").replace("Prairie", f"Prai{text}rie")
    path.write_bytes(package.replaced({package.main: words.encode("utf-8")}).save())
    for changes in ("accepted", "shown"):
        assert run("share", "bend", "transportation", "--format", "html", "--changes", changes).code == 0
        page = (bend / "share" / "transportation.html").read_text(encoding="utf-8")
        assert not raw(page)
        assert "Prai&lt;U+" in page


@pytest.mark.parametrize("text", few_of(BAD[:6], 0, step=3))
def test_words_of_a_log_are_taken_in_letters(run: Run, bend: Path, text: str, tmp_path: Path) -> None:  # noqa: F811
    pytest.importorskip("duckdb")
    rows = [("date", "person_found", "force", "injury"), *[("2027-11-05", f"y{text}es", "none", f"st{text}aff")] * 40]
    write_csv(tmp_path / "log.csv", rows)
    done = run("evaluate", "log.csv", "--in", "bend", "--take")
    assert done.code in (0, 1), done.err
    assert not raw(done.out + done.err + (bend / "plan.yaml").read_text(encoding="utf-8"))


def test_the_wizard_shows_them_in_letters(capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(BAD)
    draw_table(["", text], [[text, text]])
    draw_table([text], [["word" * 60 + text]])
    draw_heading(text, [text])
    asked = Head(text, text, (text,)).lines(80, 40)
    assert not raw("".join(line for _, line in asked))
    PlainAsker().say(text)
    PlainAsker().table(["", text], [[text, text]])
    assert not raw(capsys.readouterr().out + wrap(text))

"""Every command that writes, with a disk that refuses one act, and killed between any two: nothing is lost.

All acts of all commands: `python -m pytest -m long tests/cli/test_disk_fails.py`.
"""

from __future__ import annotations

import io
import json
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from coplan.cli.table import COMMANDS
from coplan.content.pack.folders import pack_folders
from coplan.content.pack.load import load_pack
from coplan.plan.read.plan import read_plan
from tests.calls.exports import write_csv
from tests.cli.conftest import Run, files, flyer_text
from tests.disk_that_fails import ERRORS, disk
from tests.long import long

pytestmark = pytest.mark.usefixtures("few_documents")
OURS = "The council wants a word with counsel first."
RULE = """\
rules:
  - {id: outreach.far, level: error, questions: [profile.state], when: 1 == 1, expect: 1 == 2, message: M., why: W., fix: F., ours: true}
"""
DRAFT = "drafts/suicide-response.docx"
Prepare = Callable[[Run, Path], object]


def nothing(run: Run, folder: Path) -> None:
    pass


def drafted(run: Run, folder: Path) -> None:
    assert run("draft", "bend").code == 0


def edited(run: Run, folder: Path) -> None:
    """Drafts, words of people in one of them, and another answer."""
    drafted(run, folder)
    document = docx.Document(str(folder / DRAFT))
    document.paragraphs[6].add_run(f" {OURS}")
    document.save(str(folder / DRAFT))
    assert run("set", "profile.program_name", "Bend Team", "--in", "bend").code == 0


def updated(run: Run, folder: Path) -> None:
    edited(run, folder)
    assert run("draft", "bend").code == 0


def deleted(run: Run, folder: Path) -> None:
    drafted(run, folder)
    (folder / DRAFT).unlink()


def changed(run: Run, folder: Path) -> None:
    """A value in a draft that people changed."""
    drafted(run, folder)
    for path in (folder / "drafts").glob("*.docx"):
        document = docx.Document(str(path))
        for paragraph in document.paragraphs:
            for piece in paragraph.runs:
                piece.text = piece.text.replace("Prairie Bend Co-Response", "Bend Team")
        document.save(str(path))


def answered(run: Run, folder: Path) -> None:
    run("set", "design.hours", "24/7", "--in", "bend")


def dated(run: Run, folder: Path) -> None:
    assert run("set", "profile.target_launch", "2027-10-01", "--in", "bend").code == 0


def group(run: Run, folder: Path) -> None:
    shutil.copytree(folder, folder.parent / "north")
    run("set", "design.hours", "24/7", "--in", "north", "--by", "Nora")
    run("set", "design.transport", "none", "--in", "north", "--by", "Nora")


def form(run: Run, folder: Path) -> None:
    assert run("worksheet", "bend", "hr").code == 0
    path = folder / "share" / "worksheets" / "hr.xlsx"
    book = openpyxl.load_workbook(path)
    for line in book["Questions"].iter_rows():
        if line[0].value == "resources.coordinator_fte":
            line[5].value = "0.5"
    book.save(path)


def calls(run: Run, folder: Path) -> None:
    write_csv(folder.parent / "calls.csv", [("received", "type"), *[("2026-01-05 10:00:00", "MENTAL HEALTH")] * 40])


def mapped(run: Run, folder: Path) -> None:
    pytest.importorskip("duckdb")
    calls(run, folder)
    run("needs", "calls.csv", "--in", "bend")
    path = folder / "calls.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("confirmed: no", "confirmed: yes"), encoding="utf-8")


def encounters(run: Run, folder: Path) -> None:
    pytest.importorskip("duckdb")
    rows = [("date", "person_found", "force", "injury"), *[("2027-11-05", "yes", "none", "staff")] * 40]
    write_csv(folder.parent / "log.csv", rows)


def marked_final(run: Run, folder: Path) -> None:
    drafted(run, folder)
    assert run("final", "bend", "suicide-response", "--anyway").code == 0


def undone(run: Run, folder: Path) -> None:
    answered(run, folder)
    assert run("undo", "bend", "--yes").code == 0


def law_sheet(run: Run, folder: Path) -> None:
    assert run("law", "--state", "US-CO", "--worksheet", "-o", "co.md").code == 0
    path = folder.parent / "co.md"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")


def found(run: Run, folder: Path) -> None:
    """A plan in which a rule finds something."""
    (folder / "checklists" / "rules").mkdir(parents=True)
    (folder / "checklists" / "rules" / "far.yaml").write_text(RULE, encoding="utf-8")
    assert run("check", "bend").code == 1


def accepted(run: Run, folder: Path) -> None:
    found(run, folder)
    assert run("check", "bend", "--accept", "outreach.far", "--reason", "A pilot").code == 0


def own_pack(run: Run, folder: Path) -> None:
    (folder / "templates").mkdir()
    (folder / "templates" / "flyer.md.j2").write_text(flyer_text("## Flyer\n\nCome.\n"), encoding="utf-8")


WRITERS: dict[str, tuple[Prepare, list[str]]] = {
    "init": (nothing, ["init", "bend", "--no-input", "--set", "design.transport=none", "--set", "design.hours=24/7"]),
    "init anew": (nothing, ["init", "fresh", "--no-input", "--set", "profile.program_name=Fresh"]),
    "set": (nothing, ["set", "design.hours", "24/7", "--in", "bend"]),
    "set open": (nothing, ["set", "design.hours", "--in", "bend", "--state", "disputed", "--owner", "Chief"]),
    "undo": (answered, ["undo", "bend", "--yes"]),
    "draft": (nothing, ["draft", "bend"]),
    "draft edited": (edited, ["draft", "bend"]),
    "draft --restore": (deleted, ["draft", "bend", "--restore"]),
    "final": (drafted, ["final", "bend", "suicide-response", "--anyway"]),
    "restore": (updated, ["restore", "bend", "suicide-response", "--yes"]),
    "pull": (changed, ["pull", "bend", "transportation", "--yes"]),
    "share": (drafted, ["share", "bend", "suicide-response"]),
    "report": (nothing, ["report", "bend"]),
    "log": (nothing, ["log", "bend", "--format", "docx"]),
    "worksheet": (nothing, ["worksheet", "bend", "hr"]),
    "take": (form, ["take", "bend/share/worksheets/hr.xlsx", "--in", "bend", "--by", "Dana"]),
    "merge": (group, ["merge", "north", "--in", "bend"]),
    "budget": (dated, ["budget", "bend", "--xlsx", "bend/budget.xlsx"]),
    "timeline": (dated, ["timeline", "bend", "--ics", "bend/dates.ics", "--svg", "bend/dates.svg"]),
    "needs": (calls, ["needs", "calls.csv", "--in", "bend"]),
    "needs --take": (mapped, ["needs", "calls.csv", "--in", "bend", "--take"]),
    "encounters": (nothing, ["encounters", "--in", "bend"]),
    "evaluate": (encounters, ["evaluate", "log.csv", "--in", "bend"]),
    "schema": (nothing, ["schema", "--output", "bend/schema.json"]),
    "law": (nothing, ["law", "bend", "--worksheet", "--state", "US-CO", "--output", "bend/law.md"]),
    "law --take": (law_sheet, ["law", "--take", "co.md", "--output", "bend/us-co.yaml"]),
    "pack diff": (own_pack, ["pack", "diff", "bend", "--keep"]),
    "pack new": (nothing, ["pack", "new", "suicide-response", "--in", "bend"]),
    "pack format": (found, ["pack", "format", "bend", "--schemas"]),
    "check --accept": (found, ["check", "bend", "--accept", "outreach.far", "--reason", "A pilot"]),
    "check --undo": (accepted, ["check", "bend", "--undo", "outreach.far"]),
    "final --undo": (marked_final, ["final", "bend", "suicide-response", "--undo"]),
    "undo, and forth again": (undone, ["undo", "bend", "--yes"]),
    "evaluate --take": (encounters, ["evaluate", "log.csv", "--in", "bend", "--take"]),
    "needs --sample": (mapped, ["needs", "calls.csv", "--in", "bend", "--sample", "5"]),
    "demo": (nothing, ["demo", "example"]),
}
READERS = {  # commands that write nothing into anybody's folder
    *("status", "documents", "why", "staffing", "encounters check", "figure", "pack check", "pack uses"),
}


class Stage:
    """A community's folders as they are before a command, and as it leaves them when nothing goes wrong."""

    def __init__(self, run: Run, folder: Path, name: str) -> None:
        self.run, self.folder, self.root = run, folder, folder.parent
        prepare, self.arguments = WRITERS[name]
        prepare(run, folder)
        self.kept = self.root.parent / f"{self.root.name}-kept"
        shutil.copytree(self.root, self.kept)
        self.before, self.said_before = self.files(), self.answers()
        with disk() as counted:
            done = run(*self.arguments)
        self.code = done.code
        assert self.code in (0, 1), done.err
        self.acts, self.log = counted.acts, counted.log
        self.after, self.said_after = self.files(), self.answers()

    def again(self) -> None:
        """Everything as before the command."""
        for path in self.root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self.kept, self.root, dirs_exist_ok=True)

    def files(self) -> set[str]:
        return {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}

    def answers(self) -> dict[str, Any]:
        """All answers and open items of all plans, by file and key."""
        found: dict[str, Any] = {}
        for path in self.root.glob("*/plan.yaml"):
            plan = read_plan(path.read_text(encoding="utf-8"), load_pack(pack_folders()), "plan.yaml").plan
            name = path.parent.name
            found |= {f"{name} {key}": _without_ids(value.plain()) for key, value in plan.answers.items()}
            found |= {f"{name} open {key}": item.plain() for key, item in plan.open.items()}
        return found

    def nothing_is_lost(self) -> None:
        """Every file is whole, every answer is the old one or the new one, and people's words stand somewhere."""
        there = self.files()
        gone = {name for name in self.before - there if name in self.after and "/base/" not in name}
        assert not gone, gone
        for name in there:
            whole(self.root / name)
        now = self.answers()
        for key in self.said_before.keys() | self.said_after.keys() | now.keys():
            assert now.get(key) in (self.said_before.get(key), self.said_after.get(key)), key
        if DRAFT in {name.partition("/")[2] for name in self.before} and OURS in words(self.kept / "bend" / DRAFT):
            places = [path for path in (self.root / "bend").rglob("*") if path.name.endswith(".docx")]
            assert any(OURS in words(path) for path in places)


def _without_ids(data: Any) -> Any:
    return (
        [{k: v for k, v in row.items() if k != "id"} if isinstance(row, dict) else row for row in data]
        if isinstance(data, list)
        else data
    )


def words(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        return file.read("word/document.xml").decode("utf-8")


def whole(path: Path) -> None:
    """A file that is not half written. Temporary files of a killed process may be anything."""
    content = path.read_bytes()
    if path.name.startswith(".") and path.name.endswith(".new"):
        return
    if path.suffix in (".docx", ".xlsx"):
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    elif path.suffix == ".json":
        json.loads(content)
    elif path.suffix == ".jsonl":
        assert len(entries_of(content)[1]) <= 1  # what a killed process had begun to write
    elif path.suffix in ENDS:
        assert content.rstrip().endswith(ENDS[path.suffix]), path


def entries_of(content: bytes) -> tuple[list[Any], list[bytes]]:
    """The lines of a journal, and what is no whole line."""
    found, broken = [], []
    for line in content.splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            broken.append(line)
    return found, broken


ENDS = {".html": b"</html>", ".svg": b"</svg>", ".pdf": b"%%EOF", ".ics": b"END:VCALENDAR"}
NAMES = list(WRITERS)
OFTEN = {  # tried each time; the others only with `-m long`
    *("init", "set", "undo", "draft edited", "restore", "pull", "merge", "needs --take", "pack new"),
}


def places(acts: int, few: int, seed: str) -> list[int]:
    """A few acts of a command, or all."""
    every = range(1, acts + 1)
    return list(every) if few == 0 else sorted(random.Random(seed).sample(every, min(few, acts)))


def after_a_kill(stage: Stage, at: int) -> None:
    stage.again()
    with disk(at) as one:
        stage.run(*stage.arguments)
    if not one.dead:  # a file of ours was there already, and less was written this time
        assert at > one.acts
        return
    stage.nothing_is_lost()
    again = stage.run(*stage.arguments)
    assert again.code in (stage.code, 0, 1) or "Nobody accepted" in again.err, again.err  # it was done already
    stage.nothing_is_lost()
    assert stage.run("status", "bend").code in (0, 1)
    assert stage.run("set", "profile.web_page", "https://example.org", "--in", "bend").code == 0
    entries, _ = entries_of((stage.folder / ".coplan" / "journal.jsonl").read_bytes())
    assert entries[-1]["question"] == "profile.web_page"
    last = {entry["question"]: entry.get("new") for entry in entries}
    for key, value in stage.answers().items():
        name, _, question = key.partition(" ")
        if name == "bend" and question in last and not isinstance(value, list | dict):
            assert str(last[question]) == str(value), (question, "the journal has a gap")


def after_a_refusal(stage: Stage, at: int, error: int) -> None:
    stage.again()
    with disk(at, error) as one:
        done = stage.run(*stage.arguments)
    assert done.code in (0, 1, 2, 3), done.err
    stage.nothing_is_lost()
    assert done.err.strip() or done.code == stage.code
    if done.code == 0:
        lacking = {name for name in stage.after - stage.files() if not unneeded(name)}
        assert not lacking, (one.log[at - 1], lacking)
        assert stage.answers() == stage.said_after


def unneeded(name: str) -> bool:
    """True for what only helps: without it nothing is lost."""
    return any(part in name for part in ("/.coplan/", "/plan.before-"))


def test_every_command_either_only_reads_or_is_tried_here():
    tried = {
        max((name for name in COMMANDS if " ".join(given).startswith(name)), key=len) for _, given in WRITERS.values()
    }
    assert tried | READERS == set(COMMANDS)
    assert not tried & READERS


QUICK = sorted(READERS - {"encounters check", "pack check"})


@pytest.mark.parametrize("names", [QUICK, long(["pack check"])], ids=["quick", "pack check"])
def test_a_command_that_only_reads_writes_nothing(run, bend, names):
    edited(run, bend)
    more = {
        "figure": ["staffing.gap", "--in", "bend"],
        "why": ["suicide-response", "Suicide", "--in", "bend"],
        "pack check": [],
        "pack uses": ["profile.state"],
    }
    before = files(bend.parent)
    for name in names:
        assert run(*name.split(), *more.get(name, ["bend"])).code in (0, 1), name
        assert files(bend.parent) == before, name


@pytest.mark.parametrize("few", [1, long(0)])
@pytest.mark.parametrize("name", [name if name in OFTEN else long(name) for name in NAMES])
def test_killed_or_refused_at_any_act_nothing_is_lost_and_it_is_said(run, bend, name, few):
    stage = Stage(run, bend, name)
    assert stage.acts, "it wrote nothing"
    for at in places(stage.acts, few, name):
        after_a_kill(stage, at)
    for at in places(stage.acts, few, f"{name} refused"):
        after_a_refusal(stage, at, ERRORS[at % len(ERRORS)])
    print(f"{name}: {stage.acts} acts")  # noqa: T201 - told by `pytest -rP` in the long form

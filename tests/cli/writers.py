"""Every command that writes, what it needs before, and what holds however it ended: nothing is lost."""

from __future__ import annotations

import io
import json
import random
import shutil
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from coplan.content.pack.folders import pack_folders
from coplan.content.pack.load import load_pack
from coplan.plan.read.plan import read_plan
from coplan.word.file.package import open_package
from tests.calls.exports import write_csv
from tests.cli.conftest import Run, flyer_text
from tests.disk_that_fails import disk
from tests.word.decorations import DECORATIONS, decorated, waiting
from tests.word.edits import edited as by_people

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


def crowd(folder: Path) -> None:
    """People write on in every draft: edits, changes of their own that wait, and all sorts of things on changes of ours."""
    for number, path in enumerate(sorted((folder / "drafts").glob("*.docx"))):
        chance = random.Random(number)
        package = by_people(open_package(path.read_bytes(), path.name), number, 4)
        for kind in chance.sample(sorted(DECORATIONS), 3):
            with suppress(IndexError, StopIteration):  # nothing of ours waits there
                package = decorated(package, kind, lambda root: chance.choice(waiting(root)))  # noqa: B023
        path.write_bytes(package.save())


def crowded(run: Run, folder: Path) -> None:
    """Drafts in which people write on beside our changes that wait, and another answer."""
    updated(run, folder)
    crowd(folder)
    assert run("set", "profile.program_name", "Bend Response", "--in", "bend").code == 0


def crowded_and_updated(run: Run, folder: Path) -> None:
    crowded(run, folder)
    assert run("draft", "bend").code in (0, 1)
    crowd(folder)


def crowded_and_changed(run: Run, folder: Path) -> None:
    """The same, with a value that people changed."""
    changed(run, folder)
    assert run("set", "design.hours", "24/7", "--in", "bend").code == 0
    assert run("draft", "bend").code in (0, 1)
    crowd(folder)


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
    "draft crowded": (crowded, ["draft", "bend"]),
    "restore crowded": (crowded_and_updated, ["restore", "bend", "suicide-response", "--yes"]),
    "pull crowded": (crowded_and_changed, ["pull", "bend", "transportation", "--yes"]),
    "share crowded": (crowded, ["share", "bend"]),
    "undo crowded": (crowded, ["undo", "bend", "--yes"]),
    "final crowded": (crowded, ["final", "bend", "suicide-response", "--anyway"]),
    "demo": (nothing, ["demo", "example"]),
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
        self.people = {path.name: path.read_bytes() for path in folder.glob("drafts/*.docx") if of_people(path)}
        begun = time.monotonic()
        with disk() as counted:
            done = run(*self.arguments)
        self.code = done.code
        assert self.code in (0, 1), done.err
        self.seconds = time.monotonic() - begun
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
        held = {path.read_bytes() for path in self.folder.rglob("*.docx")}
        for name, content in self.people.items():
            assert content in held, f"{name} is neither there nor kept as people left it"


def _without_ids(data: Any) -> Any:
    return (
        [{k: v for k, v in row.items() if k != "id"} if isinstance(row, dict) else row for row in data]
        if isinstance(data, list)
        else data
    )


def of_people(path: Path) -> bool:
    """True for a draft in which people wrote."""
    with zipfile.ZipFile(path) as file:
        said = file.read("word/document.xml").decode("utf-8")
    return OURS in said or "Ann Example" in said


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


def goes_on(stage: Stage) -> None:
    """After a command that was killed: it runs again, the plan is read and written, and the journal has no gap."""
    again = stage.run(*stage.arguments)
    done_already = (
        *("Nobody accepted", "is there already; nothing was changed"),
        *("missed-calls.csv is there already", "calls.yaml is not confirmed"),
    )
    assert again.code in (stage.code, 0, 1) or any(words in again.err for words in done_already), again.err
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

"""The example communities: their committed drafts are what coplan writes, byte for byte.

`drafts/` has them as Markdown, `word/` what is read back from the Word documents, `edited/` one draft that people
edited before the plan changed, as Markdown and as read back from Word with its tracked changes.

After a change that is meant: python -m pytest tests/test_examples.py --rewrite-examples, and read the difference.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from coplan.__main__ import main
from coplan.cli import setting
from coplan.plan.progress import progress
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.word.file.package import open_package
from coplan.word.read.word_document import read_word
from tests.long import few_of

ROOT = Path(__file__).resolve().parents[1]
PLANS = sorted((ROOT / "examples").glob("*/plan.yaml"), key=lambda path: len([*path.parent.glob("drafts/*")]))
EXAMPLES = [path.parent.name for path in PLANS]  # the fewest drafts first: a short form tries few

# Where Cedar Valley goes to calls, its drafts say so in these words. People's own answers have none of them.
SCENE = [
    *("keep scenes safe", "go to a scene", "enter a scene", "come to the scene", "Wait at the staging place"),
    *("Report to the incident commander", "Report to the officer in charge", "The first officer", ". At the scene"),
    *("First minutes at the scene", "ast word on safety", "Safety at the scene"),
    *(
        "Where there is no weapon and no violence",
        "Response-time target",
        "Ride with an officer for the whole shift",
        "| Callout |",
    ),
    *(
        "Staff ride in a patrol car",
        "coming closer may raise the risk",
        "Incident command and accountability",
    ),
    *("shall not go to the person in these situations until", "The officer in charge shall say clearly that"),
]


@pytest.fixture(autouse=True)
def day_of_the_drafts(monkeypatch):
    """The committed drafts are those of one day: law has dates from which and until which it prints."""
    monkeypatch.setattr(setting, "_now", lambda: "2026-11-28T09:00:00-08:00")


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Take over an example's answers into a new plan, and write its drafts."""

    def write(name: str, *settings: str) -> dict[str, bytes]:
        monkeypatch.chdir(tmp_path)
        answers = str(ROOT / "examples" / name / "plan.yaml")
        settings = ("drafts.format=md", "drafts.holes=100%", *settings)
        pairs = [part for setting in settings for part in ("--set", setting)]
        assert main(["init", "new", "--answers", answers, "--no-input", *pairs]) == 0
        assert main(["draft", "new"]) == 0
        return drafts(tmp_path / "new")

    return write


@pytest.fixture
def draft(tmp_path, monkeypatch):
    """Write the drafts of an example in one format, or one document; gives their folder."""

    def draft(name: str, format: str, *documents: str) -> Path:
        monkeypatch.chdir(tmp_path)
        folder = tmp_path / format
        folder.mkdir()
        (folder / "plan.yaml").write_text(
            f"{plan_text(name)}drafts: {{format: {format}, holes: 100%}}\n", encoding="utf-8"
        )
        assert main(["draft", format, *documents]) == 0
        return folder / "drafts"

    return draft


def drafts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "drafts").glob("*")}


def rewrite(folder: Path, written: dict[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*"):
        if path.name not in written:
            path.unlink()
    for name, content in written.items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != content:
            (folder / name).write_bytes(content)


def test_there_are_examples():
    assert {"cedar-valley", "juniper-county", "mesquite-flats"} <= set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_committed_drafts_are_what_coplan_writes(write, name, request):
    written = write(name)
    hold(ROOT / "examples" / name / "drafts", written, request)


def as_text(content: bytes) -> bytes:
    """What is read back from a Word document: kind, level and text of each block; what is pending, in brackets."""
    lines = []
    for block in read_word(open_package(content, "draft.docx"), shown=True).blocks:
        cells = ["".join(seen(run) for run in runs) for runs in block.cells]
        number = " numbered" if block.numbered else ""
        lines.append(f"{block.kind} {block.level}{number}: {' | '.join(cells)}".replace("\n", " / ") + "\n")
    return "".join(lines).encode("utf-8")


def seen(run) -> str:
    return f"[{run.change}: {run.text}]" if run.change else run.text


@pytest.mark.slow
@pytest.mark.parametrize("name", few_of(EXAMPLES, 1))
def test_the_word_drafts_say_what_is_committed(draft, name, request):
    written = {f"{path.stem}.txt": as_text(path.read_bytes()) for path in draft(name, "docx").glob("*.docx")}
    hold(ROOT / "examples" / name / "word", written, request)


def hold(folder: Path, written: dict[str, bytes], request) -> None:
    """Compare with what is committed, or bring that to it."""
    if request.config.getoption("--rewrite-examples"):
        rewrite(folder, written)
    committed = {path.name: path.read_bytes() for path in folder.glob("*")}
    assert sorted(written) == sorted(committed)
    for file, content in written.items():
        assert content.decode("utf-8").splitlines() == committed[file].decode("utf-8").splitlines(), file
        assert content == committed[file], file


CHANGE = {"profile.program_name": "Three Rivers Co-Response", "design.hours": "Mo-Fr 07:00-19:00"}


@pytest.mark.slow
@pytest.mark.parametrize("name", few_of(EXAMPLES, 1))
def test_the_plans_changes_come_into_an_edited_draft(draft, name, request):
    written = {}
    for format in ("md", "docx"):
        path = draft(name, format, "transportation") / f"transportation.{format}"
        edit(path)
        for key, value in CHANGE.items():
            assert main(["set", key, value, "--in", format]) == 0
        main(["draft", format, "transportation"])
        content = path.read_bytes()
        written[f"transportation.{'md' if format == 'md' else 'txt'}"] = content if format == "md" else as_text(content)
    hold(ROOT / "examples" / name / "edited", written, request)


def edit(path: Path) -> None:
    """What counsel does to a draft: a sentence behind a paragraph, a clause of their own, a paragraph taken out."""
    if path.suffix == ".md":
        lines = path.read_text(encoding="utf-8").split("\n")
        plain = [place for place, line in enumerate(lines) if re.match(r"[A-Z][a-z]", line)]
        lines[plain[0]] += " This was agreed with counsel."
        lines[plain[3]] = ""
        path.write_bytes(("\n".join(lines) + "\nA clause of our own.\n").encode("utf-8"))
        return
    from docx import Document

    document = Document(str(path))
    plain = [item for item in document.paragraphs if item.style.name in ("Normal", "Body Text") and item.text]
    plain[0].add_run(" This was agreed with counsel.")
    plain[3]._p.getparent().remove(plain[3]._p)
    document.paragraphs[-1].insert_paragraph_before("A clause of our own.")
    document.save(str(path))


@pytest.mark.slow
@pytest.mark.parametrize("name", few_of(EXAMPLES, 2))
def test_an_example_shows_no_problem_and_no_note(name, capsys):
    assert main(["status", str(ROOT / "examples" / name)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_an_example_lacks_has_an_owner_and_a_date(name, pack):
    plan = read_plan(plan_text(name), pack).plan
    missing = {question.key for step in progress(Answers(pack, plan)) for question in step.missing}
    assert missing - set(plan.open) == set()
    assert [key for key, item in plan.open.items() if not (item.owner and item.due)] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_telephone_numbers_of_an_example_are_kept_for_fiction(name):
    numbers = re.findall(r"\b\d{3}[-. ]\d{3}[-. ]\d{4}\b", plan_text(name))
    assert [number for number in numbers if not re.fullmatch(r"\d{3}-555-01\d\d", number)] == []


def plan_text(name: str) -> str:
    return (ROOT / "examples" / name / "plan.yaml").read_text(encoding="utf-8")


@pytest.fixture
def follow_up(write) -> str:
    return b"\n".join(write("cedar-valley", "design.models=follow_up").values()).decode("utf-8")


@pytest.mark.long
def test_cedar_valley_without_calls_has_no_words_of_the_scene(follow_up):
    assert [words for words in SCENE if words in follow_up] == []


def test_cedar_valley_with_calls_has_all_of_them():
    together = b"\n".join(drafts(ROOT / "examples" / "cedar-valley").values()).decode("utf-8")
    assert [words for words in SCENE if words not in together] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_findings_of_an_example_are_those_that_were_read(name, capsys, request):
    """`findings.txt` is what `coplan check` says of the example; a program manager read it and agreed."""
    assert main(["check", str(ROOT / "examples" / name)]) == 0
    shown = capsys.readouterr().out
    golden = ROOT / "examples" / name / "findings.txt"
    if request.config.getoption("--rewrite-examples"):
        golden.write_bytes(shown.encode("utf-8"))
    assert shown == golden.read_text(encoding="utf-8")


def test_an_exploring_county_is_not_drowned(capsys):
    assert main(["check", str(ROOT / "examples" / "juniper-county"), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["findings"]) <= 12

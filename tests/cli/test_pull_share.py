"""Back into the plan, and out to readers: `coplan pull` and `coplan share` on real drafts of Cedar Valley."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coplan.__main__ import main
from coplan.word.file.package import open_package
from tests.long import few_of

AGREEMENT, POLICY = "interlocal-agreement", "police-on-call"
pytestmark = pytest.mark.xdist_group("cedar drafts")  # as all that take a copy of it (tests/conftest.py)


@pytest.fixture
def demo(tmp_path, monkeypatch, cedar_drafts):
    """Cedar Valley with its Word drafts, in the current folder."""
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(cedar_drafts, tmp_path / "demo")


@pytest.fixture
def markdown(tmp_path, monkeypatch, capsys):
    """Cedar Valley with drafts in Markdown."""
    monkeypatch.chdir(tmp_path)
    plan = Path(__file__).resolve().parents[2] / "examples" / "cedar-valley" / "plan.yaml"
    assert main(["init", "demo", "--no-input", "--answers", str(plan), "--set", "drafts.format=md"]) == 0
    assert main(["draft", "demo", AGREEMENT, POLICY]) == 0
    capsys.readouterr()
    return tmp_path / "demo"


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    """What somebody changes in a draft, in Word or in Markdown."""
    if path.suffix == ".md":
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return
    package = open_package(path.read_bytes(), path.name)
    text = package.parts[package.main].decode("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_bytes(package.replaced({package.main: text.encode("utf-8")}).save())


def draft(folder: Path, name: str) -> Path:
    return next(path for path in (folder / "drafts").iterdir() if path.stem == name)


@pytest.mark.slow
@pytest.mark.parametrize("kind", few_of(["demo", "markdown"], 1))
def test_a_notice_period_that_counsel_changed_comes_back(kind, request, capsys):
    folder = request.getfixturevalue(kind)
    edit(draft(folder, AGREEMENT), ("180 days", "210 days"))
    assert main(["pull", "demo", AGREEMENT, "--yes", "--by", "County counsel"]) == 0
    shown = capsys.readouterr().out
    assert "notice before renewal: the plan says 180 days, the draft says 210 days. Taken into the plan." in shown
    assert "agreement_renewal_notice: 210 days" in (folder / "plan.yaml").read_text(encoding="utf-8")
    journal = (folder / ".coplan" / "journal.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(journal)["how"] == f"pulled from {AGREEMENT}"
    assert json.loads(journal)["by"] == "County counsel"


@pytest.mark.slow
def test_after_pulling_plan_and_draft_agree(demo, capsys):
    edit(draft(demo, AGREEMENT), ("180 days", "210 days"))
    assert main(["pull", "demo", AGREEMENT, "--yes"]) == 0
    assert main(["draft", "demo", AGREEMENT]) == 0
    capsys.readouterr()
    assert main(["pull", "demo", AGREEMENT, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["values"] == []


def test_prose_stays_prose(demo, capsys):
    edit(draft(demo, AGREEMENT), ("creates no separate legal entity", "creates no separate entity of any kind"))
    before = (demo / "plan.yaml").read_bytes()
    assert main(["pull", "demo", AGREEMENT, "--yes"]) == 0
    shown = capsys.readouterr().out
    assert "no value that came from one answer was changed" in shown
    assert "1 other change is prose, and stays in the draft." in shown
    assert (demo / "plan.yaml").read_bytes() == before


def test_without_a_terminal_nothing_is_taken_unasked(demo, capsys):
    edit(draft(demo, AGREEMENT), ("180 days", "210 days"))
    before = (demo / "plan.yaml").read_bytes()
    assert main(["pull", "demo", AGREEMENT]) == 0
    shown = capsys.readouterr()
    assert "the draft says 210 days." in shown.out
    assert "`--yes` takes all of them" in shown.err
    assert (demo / "plan.yaml").read_bytes() == before


def test_a_cell_of_a_table_comes_back_into_its_row(demo, capsys):
    edit(draft(demo, AGREEMENT), ("a code city", "a first class city"))
    assert main(["pull", "demo", AGREEMENT, "--json"]) == 0
    [value] = json.loads(capsys.readouterr().out)["values"]
    assert (value["question"], value["plan"], value["draft"]) == (
        "policy.ila_parties",
        "a code city",
        "a first class city",
    )
    assert value["cell"] == "row 1, kind"


def test_pulling_names_one_document_and_one_that_is_there(demo, capsys):
    assert main(["pull", "demo"]) == 2
    assert "Name one document" in capsys.readouterr().err
    draft(demo, AGREEMENT).unlink()
    assert main(["pull", "demo", AGREEMENT]) == 2
    assert "There is no draft of `interlocal-agreement` yet." in capsys.readouterr().err


def test_sharing_writes_peoples_text_and_not_ours(demo):
    edit(draft(demo, AGREEMENT), ("creates no separate legal entity", "creates no separate entity, says counsel"))
    assert main(["share", "demo", AGREEMENT, "--format", "html"]) == 0
    page = (demo / "share" / f"{AGREEMENT}.html").read_text(encoding="utf-8")
    assert "creates no separate entity, says counsel" in page
    assert '<span class="draft">Draft</span>' in page


@pytest.mark.slow
def test_changes_that_wait_are_accepted_or_shown(demo, capsys):
    edit(draft(demo, AGREEMENT), ("creates no separate legal entity", "creates no separate entity, says counsel"))
    assert main(["set", "policy.agreement_renewal_notice", "90 days", "--in", "demo"]) == 0
    assert main(["draft", "demo", AGREEMENT]) == 0
    page = demo / "share" / f"{AGREEMENT}.html"
    assert main(["share", "demo", AGREEMENT, "--format", "html"]) == 0
    assert "<del>" not in page.read_text(encoding="utf-8")
    assert main(["share", "demo", AGREEMENT, "--format", "html", "--changes", "shown"]) == 0
    assert "<del>180</del><ins>90</ins>" in page.read_text(encoding="utf-8")


def test_a_final_draft_loses_the_word_draft(demo, capsys):
    assert main(["final", "demo", POLICY, "--anyway"]) == 0
    assert main(["share", "demo", POLICY, "--format", "html"]) == 0
    assert ">Draft</span>" not in (demo / "share" / f"{POLICY}.html").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("kind", few_of(["demo", "markdown"], 1))
def test_a_draft_with_unsettled_conflicts_is_refused_and_the_others_are_shared(kind, request, capsys):
    folder = request.getfixturevalue(kind)
    edit(draft(folder, AGREEMENT), ("180 days", "210 days"))
    assert main(["set", "policy.agreement_renewal_notice", "90 days", "--in", "demo"]) == 0
    assert main(["draft", "demo", AGREEMENT]) == 1
    capsys.readouterr()
    assert main(["share", "demo", AGREEMENT, POLICY, "--format", "html"]) == 1
    assert "holds unsettled conflicts" in capsys.readouterr().err
    assert not (folder / "share" / f"{AGREEMENT}.html").exists()
    assert (folder / "share" / f"{POLICY}.html").exists()


def test_sharing_twice_writes_nothing_anew(demo):
    assert main(["share", "demo", POLICY, "--format", "html"]) == 0
    page = demo / "share" / f"{POLICY}.html"
    before = page.stat().st_mtime_ns
    assert main(["share", "demo", POLICY, "--format", "html"]) == 0
    assert page.stat().st_mtime_ns == before


def test_pdf_is_made_of_the_draft(demo):
    pytest.importorskip("typst", reason="PDF is an extra")
    assert main(["share", "demo", POLICY, "--format", "pdf"]) == 0
    assert (demo / "share" / f"{POLICY}.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("arguments", [["--format", "odt"], ["--changes", "some"]])
def test_unknown_ways_of_sharing_are_refused(demo, arguments, capsys):
    assert main(["share", "demo", *arguments]) == 2
    assert arguments[1] in capsys.readouterr().err


def test_one_document_that_cannot_be_shared_stops_no_other(demo, capsys):
    files = sorted((demo / "drafts").iterdir())
    odd, blocked = files[0], files[1]
    odd.write_bytes(odd.read_bytes()[:3000])
    (demo / "share" / f"{blocked.stem}.html").mkdir(parents=True)
    names = {path.stem.partition("@")[0] for path in files}
    assert main(["share", "demo", *sorted(names), "--format", "html"]) == 3
    told = capsys.readouterr()
    assert f"{odd.stem}: drafts/{odd.name}: this Word document is damaged" in told.err
    assert blocked.stem in told.err
    shared = {path.stem for path in (demo / "share").glob("*.html") if path.is_file()}
    assert shared == {path.stem for path in files[2:]}


@pytest.mark.slow
def test_what_a_page_cannot_show_is_named_and_stops_a_final(demo, capsys):
    path = draft(demo, AGREEMENT)
    package = open_package(path.read_bytes(), path.name)
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r></w:p>'
    text = package.parts[package.main].decode("utf-8").replace("</w:p>", raised, 1)
    path.write_bytes(package.replaced({package.main: text.encode("utf-8")}).save())
    assert main(["share", "demo", AGREEMENT, "--format", "html"]) == 0
    assert f"{AGREEMENT}: not shown as in Word: raised or lowered text in" in capsys.readouterr().err
    assert main(["final", "demo", AGREEMENT]) == 1
    assert "`coplan share` cannot show raised or lowered text in" in capsys.readouterr().err
    assert main(["final", "demo", AGREEMENT, "--anyway"]) == 0


@pytest.mark.slow
def test_hidden_text_is_not_shared(demo):
    path = draft(demo, AGREEMENT)
    package = open_package(path.read_bytes(), path.name)
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>not for the public</w:t></w:r></w:p>"
    text = package.parts[package.main].decode("utf-8").replace("</w:p>", hidden, 1)
    path.write_bytes(package.replaced({package.main: text.encode("utf-8")}).save())
    for changes in ("accepted", "shown"):
        assert main(["share", "demo", AGREEMENT, "--format", "html", "--changes", changes]) == 0
        assert "not for the public" not in (demo / "share" / f"{AGREEMENT}.html").read_text(encoding="utf-8")

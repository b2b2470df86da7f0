"""The documentation tells the truth: it names everything that is there, and what it shows works."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from coplan import errors
from coplan.__main__ import main
from coplan.cli.documents.draft_words import WORDS
from coplan.cli.table import COMMANDS
from coplan.content.answers.kinds import KINDS
from coplan.drafts.render.language import Language
from coplan.plan.model import STATES, Plan
from coplan.plan.read.plan import FIELDS, TOP, read_plan
from coplan.plan.view import Answers
from coplan.reports.reference import figures_page
from coplan.yaml.nodes import read_nodes
from tests import declared

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
# Folders whose files belong to the project; what tools leave behind is hidden or elsewhere.
TRACKED = ["src", "tests", "docs", "checklists", "templates", "examples", "benchmarks", ".ci"]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, title: str) -> str:
    """The text under a heading, up to the next one of its level or above."""
    text = page(name)
    found = re.search(rf"^(#+) {re.escape(title)}\n", text, re.MULTILINE)
    assert found, f"{name} has no section `{title}`"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_section_with_its_options_and_arguments(name):
    text = section("docs/commands.md", f"coplan {name}")
    assert f"coplan {name}" in text
    for option in declared.options(name):
        assert re.search(rf"`{option}[ `]", text), f"{option} is not explained"
    for argument in declared.arguments(name):
        assert all(word in text for word in re.findall(r"\w+", argument))


def test_no_section_is_about_a_command_or_an_option_that_is_gone():
    assert set(re.findall(r"^## coplan (.+)$", page("docs/commands.md"), re.MULTILINE)) == set(COMMANDS)
    for name in COMMANDS:
        told = re.findall(r"^\| `(--[a-z-]+)", section("docs/commands.md", f"coplan {name}"), re.MULTILINE)
        assert set(told) == set(declared.options(name))


def test_every_exit_code_is_explained():
    rows = section("docs/commands.md", "Exit codes")
    codes = {value for name, value in vars(errors).items() if name.isupper() and isinstance(value, int)}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", rows, re.MULTILINE)} == codes


def test_every_state_of_a_draft_is_explained():
    text = section("docs/commands.md", "coplan draft")
    assert [state for state in WORDS if f"| `{state}` |" not in text] == []


@pytest.mark.parametrize("command", ["status", "draft"])
def test_json_has_the_shape_that_is_shown(command, tmp_path, capsys):
    text = section("docs/commands.md", f"coplan {command}")
    shown = json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0])
    new = str(tmp_path / "new")
    main(["init", new, "--no-input", "--set", "design.transport=none", "--set", "drafts.holes=100%"])
    main(["set", "design.hours", "--in", new, "--state", "parked"])
    capsys.readouterr()
    main([command, new, "--json"])
    assert shape(json.loads(capsys.readouterr().out)) == shape(shown)


def shape(data):
    """The keys of a JSON value, and of the first item of each list."""
    if isinstance(data, dict):
        return {key: shape(value) for key, value in data.items()}
    return [shape(data[0])] if isinstance(data, list) else None


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_explained_to_planners_and_to_writers_of_packs(kind):
    for name, title in (("docs/packs.md", "Kinds"), ("docs/plan-file.md", "Answers by kind")):
        assert re.search(rf"^\|[^|]*`{kind}`", section(name, title), re.MULTILINE), f"{name} lacks {kind}"


def test_every_filter_and_function_is_explained(pack):
    language = Language(pack, Answers(pack, Plan()))
    text = section("docs/packs.md", "What an answer looks like in a draft")
    assert [name for name in language.printer.filters() if f"| {name}" not in text] == []
    assert [name for name in language.functions() if f"{name}(" not in text] == []


def test_the_reference_of_figures_is_what_is_declared(pack, request):
    if request.config.getoption("--rewrite-examples"):
        (ROOT / "docs" / "figures.md").write_text(figures_page(pack, page("docs/figures.md")), encoding="utf-8")
    assert page("docs/figures.md").splitlines() == figures_page(pack, page("docs/figures.md")).splitlines()


def test_every_key_of_the_plan_file_is_explained():
    keys = section("docs/plan-file.md", "The keys")
    assert [key for key in TOP if f"| `{key}` |" not in keys] == []
    items = section("docs/plan-file.md", "Open items")
    assert [word for word in (*STATES, *FIELDS) if f"| `{word}` |" not in items] == []


def test_the_plan_that_is_shown_can_be_read(pack):
    shown = re.findall(r"```yaml\n(# yaml-language-server.*?)```", page("docs/plan-file.md"), re.DOTALL)[0]
    reading = read_plan(shown, pack)
    assert reading.notes == ()
    assert set(reading.plan.answers) >= {"profile.program_name", "design.hours"}
    assert reading.plan.open["design.hours"].owner == "Police chief"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_yaml_that_is_shown_is_yaml(path):
    for block in re.findall(r"```yaml\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
        text = block if re.match(r"\S+:|#", block) else f"top:\n{block}"
        read_nodes(re.sub(r"\{title: …, url: …\}|…", "x", text), path.name)


def test_the_session_of_the_readme_works(tmp_path, monkeypatch, capsys):
    block = re.search(r"<!-- session.*?```console\n(.*?)```", page("README.md"), re.DOTALL)
    assert block
    commands = [shlex.split(line.removeprefix("$ ")) for line in block[1].splitlines() if line.startswith("$ ")]
    assert len(commands) > 3
    monkeypatch.chdir(tmp_path)
    for program, *arguments in commands:
        assert program == "coplan"
        assert main(arguments) == 0, capsys.readouterr().err


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_block_of_code_is_closed(path):
    """One fence opens a block, and the next one, without a language, closes it."""
    marks = re.findall(r"^```(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert (len(marks) % 2, [mark for mark in marks[1::2] if mark]) == (0, [])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_that_is_shown_is_one(path):
    for line in re.findall(r"^\$ coplan (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE):
        words = shlex.split(line)
        name = next((name for name in COMMANDS if words[: name.count(" ") + 1] == name.split()), "")
        assert name, line
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options <= set(declared.options(name)), line


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_within_the_repository_resolve(path):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target, _, anchor in re.findall(r"\]\(([^)#\s]*)(#([^)\s]*))?\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        found = (path.parent / target).resolve() if target else path
        assert found.exists(), f"{path.name} points to {target}"
        assert not anchor or anchor in anchors(found), f"{path.name} points to {target}#{anchor}"


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.slow
def test_no_file_names_a_folder_of_somebodys_machine():
    machine = re.compile(r"(?<![\w.:/])/(?:home|Users|root|work|tmp)/\w|[A-Z]:\\(?:Users|Temp)")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:80]}"
        for path in text_files()
        for line in path.read_text(encoding="utf-8").splitlines()
        if machine.search(line)
    ]
    assert found == []


def test_no_file_has_the_marks_of_a_merge_that_nobody_finished():
    mark = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
    kept = [path for path in text_files() if path.relative_to(ROOT).parts[0] not in ("tests", "examples")]
    assert [path for path in kept if mark.search(path.read_text(encoding="utf-8"))] == []


def text_files() -> list[Path]:
    files = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    files += [path for folder in TRACKED for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in files if "__pycache__" not in path.parts and b"\0" not in path.read_bytes()[:8000]]


def coverage(pack) -> str:
    """The table of docs/law.md: what the law files cover, by state."""
    asked = [key for key, topic in pack.topics.items() if topic.scope != "federal"]
    lines = ["| state | topics | provisions | of these seen | holds |", "|---|---|---|---|---|"]
    for place, name in sorted(pack.law_names.items(), key=lambda pair: pair[1]):
        held = [law for found in pack.laws[place].values() for law in found]
        seen = sum(law.status == "seen" for law in held)
        topics = f"{sum(key in pack.answering[place] for key in asked)} of {len(asked)}" if place != "US" else "–"
        holds = {True: "yes", False: "no"}[place in pack.holds] if place != "US" else "–"
        lines.append(f"| {name} | {topics} | {len(held)} | {seen} | {holds} |")
    return "\n".join(lines)


def test_the_law_that_each_state_has_is_counted(pack):
    text = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    assert text.partition("tests/test_docs.py -->\n")[2].strip() == coverage(pack)


def test_every_promise_has_tests_that_are_there():
    rows = re.findall(r"^\| (?!promise|---)(.+?) \| (.+?) \|$", page("docs/promises.md"), re.MULTILINE)
    assert len(rows) > 15
    for promise, proofs in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", proofs)
        assert named, promise
        for file, test in named:
            assert (f"def {test}(" if test else "def test_") in page(file), (promise, file, test)


@pytest.mark.slow
def test_the_workshop_can_be_held_as_it_is_written(tmp_path, monkeypatch, capsys):
    """Every command but those that ask at a terminal, and those whose papers are tested elsewhere."""
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^\$ coplan (.+)$", page("docs/workshop.md"), re.MULTILINE)
    ran = []
    for words in map(shlex.split, lines):
        if words in (["init", "prairie-bend"], ["draft", "prairie-bend"], ["report", "prairie-bend"]):
            continue
        if words[0] == "take":
            fill_in(tmp_path / "prairie-bend/share/worksheets/analyst.xlsx", tmp_path / "analyst.xlsx")
        if "group-a" in words and not (tmp_path / "group-a").exists():
            for name in ("group-a", "group-b", "group-c"):
                shutil.copytree(tmp_path / "prairie-bend", tmp_path / name)
        code = main(words)
        ran.append((words[0], code))
        assert code in (0, 1), capsys.readouterr().err
    assert [name for name, code in ran if code == 1 and name != "check"] == ["take", "merge"]
    plan = (tmp_path / "prairie-bend/plan.yaml").read_text(encoding="utf-8")
    assert "hours: Mo-Su 12:00-20:00" in plan
    assert "disputed" not in plan


def fill_in(form: Path, to: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(form)
    for line in book["Questions"].iter_rows():
        line[5].value = {"needs.total_calls": 41200, "needs.bh_calls": "about three thousand"}.get(
            line[0].value, line[5].value
        )
    book.save(to)


def test_security_names_every_sort_of_file_in_the_cache():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    texts = [text for text in texts if re.search(r"coplan\.disk\.cache import|coplan\.disk import .*\bcache\b", text)]
    sorts = {one for text in texts for one in re.findall(r'f"[^"]*\}\.([a-z]+)"', text)} - {"yaml"} | {"bin"}
    assert sorts >= {
        "pack",
        "later",
        "told",
        "texts",
        "bodies",
        "pieces",
        "states",
        "proved",
        "parts",
        "schema",
        "written",
    }
    assert [one for one in sorted(sorts) if f"`*.{one}`" not in page("SECURITY.md")] == []

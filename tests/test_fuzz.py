"""Readers of what people and strangers write, on texts and files that were damaged at random: a message, never a bug.

Plans, packs, schedules, Markdown, forms that came back, and exports of calls with their mapping. Word files:
tests/drafts/test_strange_word.py. More seeds by one command: COPLAN_FUZZ=3000 python -m pytest tests/test_fuzz.py
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.schedule import echo, read_schedule
from coplan.content.lint.pack import lint_pack
from coplan.content.model import Pack
from coplan.content.pack.files import read_files
from coplan.content.pack.folders import examples_folder, shipped_folder
from coplan.content.pack.load import read_pack
from coplan.content.pack.reading import Reading
from coplan.errors import CoplanError
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.prose.markdown.read import read_markdown
from coplan.prose.markdown.write import write_markdown
from coplan.share.forms.docx import docx_form
from coplan.share.forms.form import form_of
from coplan.share.forms.read_docx import read_docx
from coplan.share.forms.read_xlsx import read_xlsx
from coplan.share.forms.taking import take_form
from coplan.share.forms.xlsx import xlsx_form
from tests.calls.exports import read as read_calls
from tests.long import fuzz_seeds

SEEDS = fuzz_seeds(12)
EXAMPLE = examples_folder() / "cedar-valley"
SAID = (CoplanError, NotAnAnswer)  # what a reader may say; anything else is a bug
ODD = [
    *(
        "",
        "\0",
        "\ufeff",
        "\u2028",
        "\x85",
        "\u202e",
        "\ud800",
        "²",
        "é",
        "👩‍⚕️",
        "\t",
        "\r",
        "\n",
        "\n\n",
        "  ",
        "- ",
        "? ",
    ),
    *(
        ": ",
        "#",
        "&a ",
        "*a ",
        "!!int ",
        "<<: ",
        "|",
        ">",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        "[" * 300,
        "{" * 300,
        "9" * 5000,
    ),
    *(
        "-1",
        "1e999",
        "NaN",
        "0x1F",
        "yes",
        "null",
        "~",
        "2027-02-30",
        "24:61",
        "24/7",
        "Mo-Fr",
        "{{ ",
        "{% if %}",
        "%}",
    ),
    *(
        "{% for x in y %}",
        "**",
        "__",
        "`",
        "|---|",
        "> ",
        "1. ",
        "<!--",
        "-->",
        "<script>",
        "[a](b",
        "![",
        "\\",
        "&#0;",
    ),
    *(
        "=cmd|' /C calc'!A0",
        "../../x",
        "C:\\CON",
        "coplan: 99",
        "was: ",
        "remove: true",
        "changes: ",
        "id: ",
        "x" * 70_000,
    ),
]


def damaged(text: str, chance: random.Random) -> str:
    """A text with a few things in it lost, doubled, moved or put in."""
    for _ in range(chance.choice([1, 1, 2, 5])):
        at = chance.randrange(len(text) + 1)
        to = min(len(text), at + chance.choice([0, 1, 1, 3, 20, 200]))
        lines = text.split("\n")
        line = chance.randrange(len(lines))
        way = chance.randrange(6)
        if way == 0:
            text = text[:at] + chance.choice(ODD) + text[to:]
        elif way == 1:
            text = text[:at] + text[to:]
        elif way == 2:
            lines.insert(chance.randrange(len(lines) + 1), lines[line])
            text = "\n".join(lines)
        elif way == 3:
            lines[line] = chance.choice(["  ", "    ", "\t"]) + lines[line]
            text = "\n".join(lines)
        elif way == 4:
            lines[line] = lines[line].partition(":")[0] + ": " + chance.choice(ODD)
            text = "\n".join(lines)
        else:
            text = text[:at] + text[to:] + text[at:to]
    return text


def broken(content: bytes, chance: random.Random) -> bytes:
    """A file with a few bytes changed, or cut off."""
    found = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 20])):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found[: chance.randrange(len(found))] if chance.random() < 0.1 else found)


def broken_within(content: bytes, chance: random.Random) -> bytes:
    """A zipped file of which one part is damaged, and packed again as it should be."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = chance.choice(sorted(parts))
    text = parts[name].decode("utf-8", "replace")
    parts[name] = encoded(damaged(text.replace("><", ">\n<"), chance))
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as file:
        for one, held in parts.items():
            file.writestr(one, held)
    return found.getvalue()


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def each(tell: Callable[[random.Random], object], name: str) -> None:
    """Every seed, with the seed of the first that ends in a bug."""
    for seed in SEEDS:
        try:
            with suppress(*SAID):
                tell(random.Random(f"{name} {seed}"))
        except Exception as error:
            raise AssertionError(f"{name}, seed {seed}: {type(error).__name__}: {error}") from error


def test_a_damaged_plan_is_a_message_or_is_read(pack: Pack) -> None:
    text = (EXAMPLE / "plan.yaml").read_text(encoding="utf-8")
    lines = text.split("\n")

    def tell(chance: random.Random) -> None:
        start = chance.randrange(len(lines))
        part = "\n".join(["coplan: 1", "answers:", *lines[start : start + 200]]) if chance.random() < 0.7 else text
        read_plan(damaged(part, chance), pack, "plan.yaml")

    each(tell, "plan")


def test_a_damaged_pack_is_a_message_or_is_read(small_files: dict[str, str]) -> None:
    def tell(chance: random.Random) -> None:
        name = chance.choice(sorted(small_files))
        files = {one: encoded(text) for one, text in small_files.items()}
        files[name] = encoded(damaged(small_files[name], chance))
        pack = read_pack(files)
        lint_pack(pack, read_files(Reading(), [files]).named, set())

    each(tell, "pack")


def test_damaged_files_of_the_shipped_pack_are_a_message_or_are_read() -> None:
    places = sorted(path for path in (shipped_folder() / "checklists").rglob("*.yaml") if path.stat().st_size < 30_000)

    def tell(chance: random.Random) -> None:
        path = chance.choice(places)
        name = path.relative_to(shipped_folder()).as_posix()
        read_files(Reading(), [{name: encoded(damaged(path.read_text(encoding="utf-8"), chance))}])

    each(tell, "shipped")


SCHEDULES = [
    *("24/7", "Mo-Fr 08:00-20:00", "Thu-Sat 1500-0100", "MTWThF 8-5", "June-August daily 1000-2200", "weekdays 7a-7p"),
    *(
        "Mo-Fr 08:00-20:00; Sa 10:00-18:00; PH off",
        "odd weeks Mo-We 06:00-18:00",
        "Mo,We,Fr noon to 8 pm",
        "dawn to dusk",
    ),
]


def test_a_damaged_schedule_is_a_message_or_is_read() -> None:
    def tell(chance: random.Random) -> None:
        found = read_schedule(damaged(chance.choice(SCHEDULES), chance))
        assert str(read_schedule(found.plain())) == str(found)
        echo(found)

    def more(chance: random.Random) -> None:
        for _ in range(10):
            with suppress(ValueError):
                tell(chance)

    each(more, "schedule")


def test_damaged_markdown_is_read_and_written_the_same_again() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((EXAMPLE / "drafts").glob("*.md"))[::6]]

    def tell(chance: random.Random) -> None:
        lines = chance.choice(texts).split("\n")
        start = chance.randrange(len(lines))
        text = damaged("\n".join(lines[start : start + 40]), chance).replace("\ud800", "")
        once = write_markdown(read_markdown(text))
        again = write_markdown(read_markdown(once))
        assert again == write_markdown(read_markdown(again)), text

    each(tell, "markdown")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_damaged_form_is_a_message_or_is_taken(kind: str, pack: Pack) -> None:
    text = (EXAMPLE / "plan.yaml").read_text(encoding="utf-8")
    answers = Answers(pack, read_plan(text, pack, "plan.yaml").plan)
    form = form_of(answers, "hr", "2026-11-23")
    content = xlsx_form(form) if kind == "xlsx" else docx_form(form)
    read = read_xlsx if kind == "xlsx" else read_docx

    def tell(chance: random.Random) -> None:
        damage = broken if chance.random() < 0.3 else broken_within
        found = read(damage(content, chance), f"hr.{kind}")
        take_form(found, Answers(pack, Plan()), "Dana", {})

    each(tell, kind)


CALLS = "Call No,Received,Nature,Area\n" + "".join(
    f"C{number},2026-01-{number % 28 + 1:02} {number % 24:02}:15:00,{kind},Beat {number % 5}\n"
    for number, kind in enumerate(["WELFARE CHECK", "SUICIDAL", "THEFT", "MENTAL HEALTH"] * 15)
)


@pytest.mark.slow
def test_a_damaged_export_of_calls_is_a_message_or_is_counted(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    from coplan.calls.mapping import read_map
    from coplan.calls.read.first_look import proposed_map

    def tell(chance: random.Random) -> None:
        path = tmp_path / f"calls{chance.choice(['.csv', '.txt', '.csv.gz'] if chance.random() < 0.2 else ['.csv'])}"
        path.write_bytes(
            broken(encoded(damaged(CALLS, chance)), chance)
            if chance.random() < 0.4
            else encoded(damaged(CALLS, chance))
        )
        proposed = proposed_map([path]).replace("confirmed: no", "confirmed: yes")
        if chance.random() < 0.5:
            proposed = damaged(proposed, chance)
        read_calls([path], read_map(proposed), tmp_path)

    each(tell, "calls")

"""The guide for a community's own pack, followed step by step: every file, change and command, and what it prints."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coplan.__main__ import main

GUIDE = (Path(__file__).resolve().parents[1] / "docs" / "own-pack.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(?P<kind>console|yaml|jinja|diff)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> Iterator[tuple[str, str, str]]:
    """Each block of the guide: its kind, the file that was last named above it, and its text."""
    for found in FENCE.finditer(GUIDE):
        files = re.findall(r"`([\w/.-]+\.(?:yaml|j2|md))`|-o (\S+\.md)", GUIDE[: found.start("kind")])
        yield found["kind"], next(filter(None, files[-1])) if files else "", found["text"]


def typed(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block, with the lines that it prints."""
    for piece in block.split("$ ")[1:]:
        command, *printed = piece.rstrip("\n").split("\n")
        yield command, printed


def counted(lines: list[str]) -> list[str]:
    """The lines, sorted, without what moves whenever somebody edits a shipped template: its lines and open points."""
    moving = re.compile(r"(?<=\.j2:)\d+|(?<=^  line )\d+|\d+(?= points? still open)")
    return sorted(moving.sub("N", line) for line in lines)


def change(path: Path, block: str) -> None:
    """Do what a block of lines says: find one, take one away, put one there."""
    lines, at = path.read_text(encoding="utf-8").split("\n"), 0
    for line in block.splitlines():
        sign, words = line[0], line[1:]
        if sign == "+":
            lines.insert(at, words)
            at += 1
            continue
        at = next(place for place in range(at, len(lines)) if lines[place].rstrip() == words)
        if sign == "-":
            del lines[at]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    monkeypatch.chdir(tmp_path)

    def follow(command: str) -> str:
        program, *words = shlex.split(command)
        assert program == "coplan"
        capsys.readouterr()
        code = main(words)
        out, err = capsys.readouterr()
        assert code == 0, (command, out + err)
        return out + err

    return follow


@pytest.mark.slow
@pytest.mark.parametrize("checked", [False, pytest.param(True, marks=pytest.mark.long)])
def test_the_guide_can_be_followed_from_an_empty_folder(follow, tmp_path, monkeypatch, checked):
    """`pack check` tries the whole pack, which takes a quarter of a minute each time: in the long form only."""
    plan = tmp_path / "prairie-bend"
    commands = []
    for kind, file, text in steps():
        if plan.exists():
            monkeypatch.chdir(plan)
            (plan / "checklists" / "law").mkdir(parents=True, exist_ok=True)
            (plan / "templates").mkdir(exist_ok=True)
        if kind == "diff":
            change(plan / file, text)
        elif kind in ("yaml", "jinja"):
            (plan / file).write_text(text, encoding="utf-8")
        else:
            for command, printed in typed(text):
                if command.startswith("coplan pack check") and not checked:
                    continue
                said = follow(command)
                commands.append(command)
                assert not printed or counted(printed) == counted(said.splitlines()), (command, said)
    assert len(commands) > (12 if checked else 9)
    invitation = (plan / "drafts" / "open-house.md").read_text(encoding="utf-8")
    assert "Prairie Bend invites you on March 6, 2027." in invitation
    assert "We meet at another place. The address is 12 Mill Road." in invitation
    assert "- You get help from us whether" in (plan / "drafts" / "release-form.md").read_text(encoding="utf-8")
    report = (plan / "drafts" / "mandatory-reporting.md").read_text(encoding="utf-8")
    assert "Who works with children reports suspected abuse at once to the county (Example Code 1-2-3)" in report

"""A journal that lost lines, or could not be written: the next run says that it has a gap, and closes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coplan.disk.inside import Inside
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("few_documents")


def last_values(folder: Path) -> dict[str, object]:
    """What the journal says of each question at last, of the lines that can be used."""
    found = {}
    for line in (folder / ".coplan" / "journal.jsonl").read_text(encoding="utf-8").splitlines():
        if line.startswith("{"):
            entry = json.loads(line)
            found[entry["question"]] = entry["new"]
    return found


def test_lines_that_were_lost_are_said_and_written_again(run: Run, bend: Path) -> None:
    journal = bend / ".coplan" / "journal.jsonl"
    before = last_values(bend)
    lines = journal.read_text(encoding="utf-8").splitlines()
    journal.write_text("\n".join(["what is this", *lines[2:], ""]), encoding="utf-8")
    done = run("set", "profile.web_page", "https://example.org", "--in", "bend")
    assert (done.code, "2 answers of the plan were not in it; now they are." in done.err) == (0, True)
    assert journal.read_text(encoding="utf-8").startswith("what is this\n")
    assert last_values(bend) == before | {"profile.web_page": "https://example.org"}


def test_what_was_changed_by_hand_while_the_journal_refused_is_in_it_after_the_next_run(
    run: Run, bend: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bend / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Prairie Bend Co-Response", "By Hand"), encoding="utf-8")

    def refuse(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Inside, "append", refuse)
        done = run("set", "profile.web_page", "https://example.org", "--in", "bend")
    assert (done.code, "Not saved" in done.err) == (3, True)
    assert run("set", "profile.web_page", "https://example.org", "--in", "bend").code == 0
    assert last_values(bend)["profile.program_name"] == "By Hand"

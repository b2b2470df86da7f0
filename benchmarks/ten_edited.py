"""Ten Word drafts that people edited, after one changed answer: coplan against pandoc and `git merge-file`.

The other way takes people's Word file into Markdown, merges it with the plan's old and new text line by line, and makes
a Word file of it, which loses tracked changes, comments and people's formatting. Process and wall time of all ten.

python benchmarks/ten_edited.py [ROUNDS]     Exits with 1 where the goal is missed.
"""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import COPLAN, ENVIRONMENT, Timed, Took, medians, pandoc

MOST = 1.0
COUNT = 10
ANSWER = ("profile.program_name", "Cedar Crisis Team")


def edited(folder: Path) -> list[str]:
    """Let people edit ten drafts, each in two places; their names."""
    from docx import Document

    paths = sorted((folder / "drafts").glob("*.docx"))[:COUNT]
    for path in paths:
        document = Document(str(path))
        paragraphs = [item for item in document.paragraphs if item.style.name in ("Normal", "Body Text")]
        paragraphs[len(paragraphs) // 2].add_run(" As agreed with counsel.")
        document.paragraphs[-1].insert_paragraph_before("A clause of our own.")
        document.save(str(path))
    return [path.stem for path in paths]


def texts(folder: Path, names: list[str]) -> dict[str, str]:
    """What coplan last wrote into each draft, as Markdown."""
    records = {name: json.loads((folder / ".coplan" / "base" / f"{name}.json").read_text("utf-8")) for name in names}
    return {name: "\n".join(record["base"]) for name, record in records.items()}


def compared(work: Path, rounds: int) -> tuple[dict[str, Took], int, int]:
    """What both took, and in how many drafts each had a conflict."""
    folder, before = work / "plan", work / "before"
    run("demo", str(folder))
    names = edited(folder)
    old = texts(folder, names)
    run("set", *ANSWER, "--in", str(folder))
    shutil.copytree(folder, before)
    ours = conflicts_of(json.loads(run("draft", str(folder), *names, "--json")))
    new = texts(folder, names)

    def again() -> None:
        shutil.rmtree(folder)
        shutil.copytree(before, folder)

    timed = {"coplan": Timed([*COPLAN, "draft", str(folder), *names], again)}
    theirs = 0
    if pandoc() and shutil.which("git"):
        script = work / "merge.sh"
        script.write_text(merging(work, before, names, old, new), encoding="utf-8")
        theirs = int(subprocess.run(["sh", str(script)], check=True, capture_output=True, text=True).stdout or 0)
        timed["pandoc and git merge-file"] = Timed(["sh", str(script)])
    return medians(timed, rounds), ours, theirs


def merging(work: Path, before: Path, names: list[str], old: dict[str, str], new: dict[str, str]) -> str:
    """The script of the other way; it prints in how many drafts there was a conflict."""
    lines = ["count=0"]
    for name in names:
        for which, text in (("base", old[name]), ("plan", new[name])):
            (work / f"{name}.{which}.raw").write_text(text, encoding="utf-8")
            turned = [pandoc(), "-f", "markdown", "-t", "markdown", "--wrap=none"]
            source = [str(work / f"{name}.{which}.raw"), "-o", str(work / f"{name}.{which}.md")]
            subprocess.run([*turned, *source], check=True)
        at = shlex.quote(str(work / name))
        draft = shlex.quote(str(before / "drafts" / f"{name}.docx"))
        lines += [
            f"{shlex.quote(pandoc())} {draft} -t markdown --wrap=none -o {at}.people.md",
            f"git merge-file -p {at}.people.md {at}.base.md {at}.plan.md > {at}.merged.md || count=$((count+1))",
            f"{shlex.quote(pandoc())} {at}.merged.md -o {at}.merged.docx",
        ]
    return "\n".join([*lines, "echo $count", ""])


def conflicts_of(told: object) -> int:
    """In how many drafts there is a conflict, by `coplan draft --json`."""
    drafts = told["drafts"] if isinstance(told, dict) else told
    assert isinstance(drafts, list)
    return sum(bool(one.get("conflicts")) for one in drafts)


def run(*arguments: str) -> str:
    """One command of coplan; what it printed."""
    done = subprocess.run([*COPLAN, *arguments], check=False, capture_output=True, text=True, env=ENVIRONMENT)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return done.stdout


def main() -> int:
    """Print the figures; 1 where the goal is missed."""
    with tempfile.TemporaryDirectory() as name:
        found, ours, theirs = compared(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    for what, took in found.items():
        print(f"{what:<28} {took.wall:7.0f} ms wall {took.process:7.0f} ms process {took.memory:5.0f} MB")
    if len(found) == 1:
        print("pandoc or git is not at hand: pip install pypandoc_binary")
        return 0
    ratio = found["coplan"].process / found["pandoc and git merge-file"].process
    missed = ratio > MOST or ours >= max(theirs, 1)
    print(f"drafts with conflicts: coplan {ours}, git {theirs}; {ratio:.2f} of the time (at most {MOST:g})")
    print("MISSED" if missed else "reached")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

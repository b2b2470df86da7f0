"""All benchmarks: python -m benchmarks [--quick] [--commands].

Prints wall time, process time and memory, the median of 9 rounds (3 with --quick), beside copier, cookiecutter,
ruamel, pandoc and git where they are installed, and writes docs/performance.md. Then come the benchmarks with files of
their own, unless --commands. Exits with 1 where a goal is missed.
"""

from __future__ import annotations

import importlib.metadata
import itertools
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from measure import COPLAN, ENVIRONMENT, Timed, Took, medians  # noqa: E402

BARE = "python -c pass"
OTHERS = {"copier --help": "copier", "cookiecutter --help": "cookiecutter", "git --version": "git"}
RUAMEL = (
    "import sys; from ruamel.yaml import YAML; y = YAML(); y.dump(y.load(open(sys.argv[1])), open(sys.argv[2], 'w'))"
)
# what: (measured, against, at most); process time
GOALS = [
    ("coplan --version", BARE, 2.5),
    ("coplan --help", BARE, 2.5),
    ("coplan init --help", BARE, 14),
    ("coplan status, nothing changed", BARE, 14),
    ("coplan status, nothing changed", "copier --help", 0.4),
    ("coplan draft, nothing changed", BARE, 14),
    ("coplan status, after one changed answer", "coplan status, nothing changed", 1.5),
    ("coplan status, cold", BARE, 60),
    ("coplan pack check", BARE, 150),
    ("coplan draft, all to Word", "pandoc, all to Word", 0.5),
]
OF_THEIR_OWN = ["saving.py", "check.py", "drafts.py", "word_merge.py", "wizard.py", "workshop.py", "calls.py"]

HOW = """\
In each round every command runs once. The example is Cedar Valley with Word drafts. Other programs ran on the machine
at the same time, so wall times are longer than on a machine of one's own, and process times somewhat. Ratios are of
process time in the same rounds."""
NOT_MEASURED = """\
Not measured here: Markdown against a bare Jinja render, ten edited drafts against `git merge-file`, and growth. The
files in `benchmarks/` measure saving, the wizard, the check, merges and call data on their own."""


def commands(work: Path) -> dict[str, Timed]:
    """Everything that is measured, on the example community with its Word drafts."""
    demo, cache = work / "demo", work / "cache"
    ENVIRONMENT.update(COPLAN_CACHE=str(cache), COPLAN_CONFIG=str(work / "config"), COPLAN_CEILING=str(work))
    os.environ.update(ENVIRONMENT)
    _quiet([*COPLAN, "demo", str(demo)])
    answered = work / "answered"
    shutil.copytree(demo, answered)
    _quiet([*COPLAN, "draft", str(demo)])
    _quiet([*COPLAN, "status", str(demo)])
    number = itertools.count()

    def answer() -> None:
        _quiet([*COPLAN, "status", str(answered)])  # for a cold run takes away what was kept
        _quiet([*COPLAN, "set", "profile.web_page", f"https://example.org/{next(number)}", "--in", str(answered)])

    def cold() -> None:
        for path in [*cache.glob("*.told"), *cache.glob("*.texts")]:
            path.unlink()

    def anew() -> None:
        for part in ("drafts", ".coplan/base"):
            shutil.rmtree(answered / part, ignore_errors=True)

    found = {
        BARE: Timed([sys.executable, "-c", "pass"]),
        "coplan --version": Timed([*COPLAN, "--version"]),
        "coplan --help": Timed([*COPLAN, "--help"]),
        "coplan init --help": Timed([*COPLAN, "init", "--help"]),
        "coplan status, nothing changed": Timed([*COPLAN, "status", str(demo)], lambda: _quiet(found_status)),
        "coplan draft, nothing changed": Timed([*COPLAN, "draft", str(demo)], lambda: _quiet(found_draft)),
        "coplan set, one answer": Timed(
            [*COPLAN, "set", "profile.web_page", "https://example.org/set", "--in", str(answered)],
            lambda: _quiet([*COPLAN, "set", "profile.web_page", "https://example.org/was", "--in", str(answered)]),
        ),
        "coplan status, after one changed answer": Timed([*COPLAN, "status", str(answered)], answer),
        "coplan status, cold": Timed([*COPLAN, "status", str(demo)], cold),
        "coplan draft, all to Word": Timed([*COPLAN, "draft", str(answered)], anew),
        "coplan pack check": Timed([*COPLAN, "pack", "check"]),
    }
    found_status, found_draft = [*COPLAN, "status", str(demo)], [*COPLAN, "draft", str(demo)]
    if find_spec("ruamel"):
        paths = [str(demo / "plan.yaml"), str(work / "ruamel.yaml")]
        found["ruamel, round trip of plan.yaml"] = Timed([sys.executable, "-c", RUAMEL, *paths])
    for name, program in OTHERS.items():
        at = shutil.which(program, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        if at:
            found[name] = Timed([at, name.partition(" ")[2]])
    if converted := _pandoc():
        texts = sorted((ROOT / "examples" / "cedar-valley" / "drafts").glob("*.md"))
        lines = "\n".join(f"'{converted}' '{text}' -o '{work}/{text.stem}.docx'" for text in texts)
        (work / "all.sh").write_text(f"set -e\n{lines}\n", encoding="utf-8")
        found["pandoc, all to Word"] = Timed(["sh", str(work / "all.sh")])
    return found


def _quiet(command: list[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, env=ENVIRONMENT)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())


def _pandoc() -> str:
    if at := shutil.which("pandoc"):
        return at
    try:
        import pypandoc
    except ImportError:
        return ""
    return str(pypandoc.get_pandoc_path())


def judged(found: dict[str, Took]) -> tuple[list[tuple[str, str, float, float, str]], bool]:
    """Each goal with the ratio that was measured, and True if one was missed."""
    rows = []
    for name, against, most in GOALS:
        if name in found and against in found:
            ratio = found[name].process / found[against].process
            rows.append((name, against, ratio, most, "reached" if ratio <= most else "MISSED"))
    return rows, any(row[4] == "MISSED" for row in rows)


def versions() -> str:
    """What was measured, and on what."""
    parts = [f"Python {platform.python_version()}", f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"]
    for name in ("coplan", "copier", "cookiecutter", "ruamel.yaml", "jinja2"):
        try:
            parts.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            parts.append(f"{name}: not installed")
    for program in ("git", _pandoc()):
        if program and shutil.which(program):
            done = subprocess.run([program, "--version"], check=False, capture_output=True, text=True)
            parts.append(done.stdout.split("\n")[0])
    return "; ".join(parts)


def page(found: dict[str, Took], rounds: int) -> str:
    """docs/performance.md."""
    rows, _ = judged(found)
    lines = [
        "# Performance",
        "",
        f"Written by `python -m benchmarks`: medians of {rounds} rounds. {HOW}",
        "",
        f"Versions: {versions()}.",
        "",
        "| what | wall ms | process ms | memory MB |",
        "|---|---:|---:|---:|",
        *(f"| {name} | {one.wall:.0f} | {one.process:.0f} | {one.memory:.0f} |" for name, one in found.items()),
        "",
        "| goal | against | measured | at most | |",
        "|---|---|---:|---:|---|",
        *(f"| {name} | {against} | {ratio:.2f} | {most:g} | {said} |" for name, against, ratio, most, said in rows),
        "",
        NOT_MEASURED,
        "",
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Measure, print and write; 1 where a goal is missed."""
    rounds = 3 if "--quick" in arguments else 9
    with tempfile.TemporaryDirectory() as name:
        found = medians(commands(Path(name)), rounds)
    for what, took in found.items():
        print(f"{what:<52} {took.wall:8.0f} ms wall {took.process:8.0f} ms process {took.memory:6.0f} MB")
    rows, missed = judged(found)
    for what, against, ratio, most, said in rows:
        print(f"{said:<8} {what} / {against}: {ratio:.2f} (at most {most:g})")
    (ROOT / "docs" / "performance.md").write_text(page(found, rounds), encoding="utf-8")
    for script in [] if "--commands" in arguments else OF_THEIR_OWN:
        print(f"\n{script}", flush=True)
        missed |= subprocess.run([sys.executable, str(ROOT / "benchmarks" / script)], check=False).returncode != 0
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

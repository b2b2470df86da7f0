"""All benchmarks: python -m benchmarks [--quick] [--commands].

Prints wall time, process time and memory beside copier, cookiecutter, ruamel, pandoc and git, where they are installed
(pip install copier cookiecutter ruamel.yaml pypandoc_binary), and writes docs/performance.md. Medians of 9 rounds; what
takes seconds runs in 3 of them. --quick has 3 rounds, and one million calls in place of five. --commands leaves out the
benchmarks with files of their own. Exits with 1 where a goal is missed.
"""

from __future__ import annotations

import importlib.metadata
import itertools
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from measure import COPLAN, ENVIRONMENT, Timed, Took, medians, pandoc  # noqa: E402

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
    ("coplan status, after an answer that no draft reads", "coplan status, nothing changed", 1.5),
    ("coplan draft, after an answer that no draft reads", "coplan status, nothing changed", 1.5),
    ("coplan status, cold", BARE, 60),
    ("coplan pack check, nothing changed", BARE, 150),
    ("coplan pack check, cold", BARE, 150),
    ("coplan draft, all to Word", "pandoc, all to Word", 0.5),
]
SLOW = 3  # rounds
OPTIONS = ("--quick", "--commands")
OF_THEIR_OWN = ["saving", "check", "rendering", "ten_edited", "word_merge", "growth", "wizard", "workshop", "calls"]
QUICK = {"ten_edited": ["3"], "rendering": ["3"], "saving": ["3"], "check": ["5"], "calls": ["1000000"]}

HOW = """\
In each round every command runs once, so that all of them meet the same machine. The example is Cedar Valley with its
Word drafts. Ratios are of process time. Each figure is of a whole process, with the start of Python in it."""
FLOOR = """\
"the floor" is a process that does nothing but import what `coplan status` needs once an answer changed. The plan book
has every answer that counts, and the log of changes every decision that `coplan set` takes down: after such a change
those two are written again, from pieces and findings that were kept, but for those that looked at the answer. So "after
one changed answer" has no goal of its own. An answer that no draft, rule or condition reads is one whose question does
not apply, edited in the file: it is told from the file's lines, and what was said is said again. What cannot come near
a goal is told with its floor, and stays a goal.

To the first question of `coplan init`, the libraries that draw in a terminal, work conditions out, read YAML and hold
the lock are 12 x `python -c pass`, two thirds of the whole. What no first question needs is loaded later: the reader of
options where there are none, templates, law and documents of the pack, the language of schedules, what only a save
needs.

`coplan pack check` without what it kept renders every document in 60 random plans, so that each branch is reached: 64
of 100 parts of its time. Working every rule out in these plans is 14, parsing and judging each expression and template
9, drawing the plans 7, the cases of rules 4. After an edit only documents that may read what changed are rendered
again.

`coplan status`, cold, renders every document once, and more than half of its time is that: a bare Jinja with the same
answers and functions takes 40 x `python -c pass` for it, and imports, pack and plan 30 more. Against that bare Jinja,
nine twentieths of the time go into writing anew what hangs on an open answer and marking it; without that the ratio is
1.3. The rest is the sandbox, which counts each step, and the note of each answer that is looked at. Without answers and
functions, where no loop has a round, Jinja takes a fiftieth: that is the floor."""


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
        for sort in ("told", "texts", "bodies", "pieces", "states"):
            for path in list(cache.glob(f"*.{sort}")):
                path.unlink()

    def unproved() -> None:
        for sort in ("proved", "parts"):
            for path in list(cache.glob(f"*.{sort}")):
                path.unlink()

    def anew() -> None:
        for part in ("drafts", ".coplan/base"):
            shutil.rmtree(answered / part, ignore_errors=True)

    unread = work / "unread"
    shutil.copytree(demo, unread)
    for command in (["set", "design.missed_check_reason", "0", "--in"], ["draft"], ["draft"], ["status"]):
        _quiet([*COPLAN, *command, str(unread)])

    def edit() -> None:
        for command in ("draft", "status"):  # for a cold run takes away what was kept
            _quiet([*COPLAN, command, str(unread)])
        plan = unread / "plan.yaml"
        text = re.sub(r"missed_check_reason: .*", f"missed_check_reason: {next(number)}", plan.read_text("utf-8"))
        plan.write_text(text, encoding="utf-8")

    found = {
        BARE: Timed([sys.executable, "-c", "pass"]),
        "the floor": Timed([sys.executable, "-c", "import coplan.cli.plan.where_it_stands, coplan.drafts.service"]),
        "coplan --version": Timed([*COPLAN, "--version"]),
        "coplan --help": Timed([*COPLAN, "--help"]),
        "coplan init --help": Timed([*COPLAN, "init", "--help"]),
        "coplan status, nothing changed": Timed([*COPLAN, "status", str(demo)], lambda: _quiet(found_status)),
        "coplan draft, nothing changed": Timed([*COPLAN, "draft", str(demo)], lambda: _quiet(found_draft)),
        "coplan set, one answer": Timed(
            [*COPLAN, "set", "profile.web_page", "https://example.org/set", "--in", str(answered)],
            lambda: _quiet([*COPLAN, "set", "profile.web_page", "https://example.org/was", "--in", str(answered)]),
        ),
        "coplan status, after an answer that no draft reads": Timed([*COPLAN, "status", str(unread)], edit),
        "coplan draft, after an answer that no draft reads": Timed([*COPLAN, "draft", str(unread)], edit),
        "coplan status, after one changed answer": Timed([*COPLAN, "status", str(answered)], answer),
        "coplan status, cold": Timed([*COPLAN, "status", str(demo)], cold),
        "coplan draft, all to Word": Timed([*COPLAN, "draft", str(answered)], anew, SLOW),
        "coplan pack check, nothing changed": Timed([*COPLAN, "pack", "check"]),
        "coplan pack check, cold": Timed([*COPLAN, "pack", "check"], unproved, SLOW),
    }
    found_status, found_draft = [*COPLAN, "status", str(demo)], [*COPLAN, "draft", str(demo)]
    if find_spec("ruamel"):
        paths = [str(demo / "plan.yaml"), str(work / "ruamel.yaml")]
        found["ruamel, round trip of plan.yaml"] = Timed([sys.executable, "-c", RUAMEL, *paths])
    for name, program in OTHERS.items():
        at = shutil.which(program, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        if at:
            found[name] = Timed([at, name.partition(" ")[2]])
    if converted := pandoc():
        texts = sorted((ROOT / "examples" / "cedar-valley" / "drafts").glob("*.md"))
        lines = "\n".join(f"'{converted}' '{text}' -o '{work}/{text.stem}.docx'" for text in texts)
        (work / "all.sh").write_text(f"set -e\n{lines}\n", encoding="utf-8")
        found["pandoc, all to Word"] = Timed(["sh", str(work / "all.sh")], most=SLOW)
    return found


def _quiet(command: list[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, env=ENVIRONMENT)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())


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
    for program in ("git", pandoc()):
        if program and shutil.which(program):
            done = subprocess.run([program, "--version"], check=False, capture_output=True, text=True)
            parts.append(done.stdout.split("\n")[0])
    return "; ".join(parts)


def page(found: dict[str, Took], rounds: int, told: dict[str, str]) -> str:
    """docs/performance.md; `told` is what the benchmarks with files of their own said."""
    rows, _ = judged(found)
    lines = [
        "# Performance",
        "",
        f"Written by `python -m benchmarks`: medians of {rounds} rounds, {min(SLOW, rounds)} for what is slow. {HOW}",
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
        FLOOR,
        "",
    ]
    for name, words in told.items():
        purpose = (ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8").split('"""')[1].split("\n\n")[0]
        lines += [
            f"## {name.replace('_', ' ').capitalize()}",
            "",
            purpose.strip(),
            "",
            "```text",
            words.strip(),
            "```",
            "",
        ]
    return "\n".join(lines)


def own(name: str, more: list[str]) -> tuple[str, bool]:
    """What a benchmark with a file of its own says, and True if it missed a goal."""
    command = [sys.executable, str(ROOT / "benchmarks" / f"{name}.py"), *more]
    _print(f"\n{name}")
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=ENVIRONMENT)
    words = done.stdout.strip() or f"It could not run here: {(done.stderr.strip().splitlines() or ['no word'])[-1]}"
    _print(words)
    return words, done.returncode != 0


def _print(words: str) -> None:
    """Print, and go on measuring where nobody listens any longer."""
    try:
        print(words, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(arguments: list[str]) -> int:
    """Measure, print and write; 1 where a goal is missed, 2 for an option that there is not."""
    if {"-h", "--help"} & set(arguments):
        _print(__doc__ or "")
        return 0
    if unknown := [one for one in arguments if one not in OPTIONS]:
        print(f"There is no option {unknown[0]}; there are {' and '.join(OPTIONS)}.", file=sys.stderr)
        return 2
    quick = "--quick" in arguments
    rounds = 3 if quick else 9
    with tempfile.TemporaryDirectory() as name:
        found = medians(commands(Path(name)), rounds)
        for what, took in found.items():
            _print(f"{what:<52} {took.wall:8.0f} ms wall {took.process:8.0f} ms process {took.memory:6.0f} MB")
        rows, missed = judged(found)
        for what, against, ratio, most, said in rows:
            _print(f"{said:<8} {what} / {against}: {ratio:.2f} (at most {most:g})")
        told: dict[str, str] = {}
        for script in [] if "--commands" in arguments else OF_THEIR_OWN:
            told[script], bad = own(script, QUICK.get(script, []) if quick else [])
            missed |= bad
    (ROOT / "docs" / "performance.md").write_text(page(found, rounds, told), encoding="utf-8")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

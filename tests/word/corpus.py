"""Word files that nobody here made, as people's file, as letterhead, in `share` and in `pull`.

    python -m tests.word.corpus FOLDER [--judges] [--most N]

FOLDER has .docx files, for example the test files of python-docx, pandoc, docx4j, mammoth and python-docx-template. Each
of them becomes a draft that is brought to a plan, to another and back, then pulled and shared; and a letterhead. Nothing
may end in exit 70, no word may be lost, other parts keep their bytes, and 10 seconds of the processor and 300 MB have to
do. --judges also asks whether the schema of the standard finds a fault that was not there before; --most takes so many
files, spread over the folder. It forks, so it runs on Linux and macOS. Exits with 1 if anything was found.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from coplan.__main__ import main as coplan
from coplan.errors import BadInput
from coplan.word.file.package import Package, open_package
from coplan.word.file.xml_names import w
from coplan.word.read.word_document import AUTHOR, read_word
from tests.word.cases import EXAMPLES, plain, rejected
from tests.word.judges import new_findings

DOCUMENT, OTHER = "transportation", "naloxone-leave-behind"
IN_A_PROCESS = "import sys; from tests.word.corpus import try_here; try_here(*sys.argv[1:])"
SECONDS, MEGABYTES, BUG = 10.0, 300, 70
# What an update may write besides the text.
WRITTEN = re.compile(
    r".*/(document|comments|numbering)\d*\.xml|\[content_types\]\.xml|.*\.rels|customxml/.*", re.IGNORECASE
)


@dataclass
class Tried:
    """What came of one file: faults in words, why it was refused, seconds of the processor and megabytes."""

    name: str
    faults: list[str] = field(default_factory=list)
    refused: str = ""
    seconds: float = 0
    megabytes: float = 0


class Plan:
    """A plan's folder for one file."""

    def __init__(self, folder: Path, tried: Tried) -> None:
        self.folder, self.tried = folder, tried
        self.draft = folder / "drafts" / f"{DOCUMENT}.docx"
        self.file = folder / "plan.yaml"

    def run(self, *arguments: str) -> int:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = coplan([arguments[0], str(self.folder), *arguments[1:]])
        if code == BUG:
            self.tried.faults.append(f"{' '.join(arguments)}: exit 70: {said.getvalue()[-400:]}")
        return code

    def replace(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), encoding="utf-8")


def as_draft(plan: Plan, content: bytes) -> None:
    """The file as people's own text of a document: brought to the plan, to another and back, pulled and shared."""
    tried = plan.tried
    plan.draft.parent.mkdir()
    plan.draft.write_bytes(content)
    people = _read(content, tried)
    for old, new in (("", ""), ("Cedar Valley Co-Response", "Alder"), ("Alder", "Cedar Valley Co-Response")):
        plan.replace(old, new)
        plan.run("draft", DOCUMENT)
        if people is None:
            if plan.draft.read_bytes() != content:
                tried.faults.append("a file that was refused was changed")
        else:
            _compare(tried, people, open_package(plan.draft.read_bytes(), "draft"))
    plan.run("pull", DOCUMENT, "--yes")
    shutil.rmtree(plan.folder / "share", ignore_errors=True)
    plan.run("share", DOCUMENT)
    if people is not None:
        _compare_page(tried, plan)


def _read(content: bytes, tried: Tried) -> Package | None:
    try:
        people = open_package(content, "people")
        read_word(people)
    except BadInput as error:
        tried.refused = error.problems[0].what
        return None
    return people


def _compare(tried: Tried, people: Package, made: Package) -> None:
    ours = rejected(made)
    if plain(ours) != plain(people) or texts(ours) != texts(people):
        tried.faults.append("rejecting all does not give people's file back")
    if any(item.get(w("author")) == AUTHOR for item in made.xml(made.main).iter(w("del"))):
        tried.faults.append("people's words are taken out")
    for name, content in people.parts.items():
        if not WRITTEN.fullmatch(name) and made.parts.get(name) != content:
            tried.faults.append(f"the part {name} changed")


def texts(package: Package) -> list[str]:
    """All words in a document, boxes and formulas too."""
    return "".join(item.text or "" for item in package.xml(package.main).iter() if str(item.tag).endswith("}t")).split()


def _compare_page(tried: Tried, plan: Plan) -> None:
    """What was read stands on the page, and what was not is named."""
    page = plan.folder / "share" / f"{DOCUMENT}.html"
    if not page.exists():
        tried.faults.append("it was not shared")
        return
    text = read_word(open_package(plan.draft.read_bytes(), "draft"))
    read = Counter(words("\n".join("\n".join(block.texts) for block in text.blocks)))
    if lost := read - Counter(words(_shown(page))):
        tried.faults.append(f"words that are not on the page: {sorted(lost)[:5]}")
    moved_away = {item for moved in text.root.iter(w("moveFrom")) for item in moved.iter(w("t"))}  # it stands elsewhere
    every = "".join(item.text or "" for item in text.root.iter(w("t")) if item not in moved_away)
    if Counter("".join(words(every))) - Counter("".join(read.elements())) and not text.unshown:
        tried.faults.append("text was not read, and nothing says so")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _shown(page: Path) -> str:
    import html

    body = page.read_text(encoding="utf-8").partition("<body")[2]
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?(strong|em|a|b|i|code|ins|del|span)\b[^>]*>", "", body)))


def as_letterhead(plan: Plan, content: bytes) -> None:
    """The file as letterhead of another document, which says what it says on plain paper."""
    (plan.folder / "letterhead.docx").write_bytes(content)
    plan.replace("coplan: 1\n", "coplan: 1\ndrafts:\n  letterhead: letterhead.docx\n")
    plan.run("draft", OTHER)


def made(plan: Plan) -> Path:
    return plan.folder / "drafts" / f"{OTHER}.docx"


def try_file(file: Path, *, judges: bool) -> Tried:
    """All of that for one file, in a process of its own that is measured.

    A new one and no fork: in a forked one the threads of a library that was at work before are gone, and it waits for ever.
    """
    with tempfile.TemporaryDirectory() as work:
        result = Path(work) / "tried.json"
        command = [sys.executable, "-c", IN_A_PROCESS, str(file.resolve()), str(result), "judges" if judges else ""]
        subprocess.run(command, cwd=EXAMPLES.parent, check=True, capture_output=True)
        return Tried(**json.loads(result.read_text(encoding="utf-8")))


def try_here(file: str, result: str, judges: str) -> None:
    """The same in this process; what was found is written as JSON."""
    tried = Tried(Path(file).name)
    try:
        _try(Path(file), Path(result).parent, tried, judges=bool(judges))
    except BaseException as error:  # noqa: BLE001  whoever reads it says what it was
        tried.faults.append(f"{type(error).__name__}: {error}")
    Path(result).write_text(json.dumps(asdict(tried)), encoding="utf-8")


def _most_memory() -> float:
    """The most memory of this process, in MB. What Linux tells of resources begins with that of the process before."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))[1]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _try(file: Path, work: Path, tried: Tried, *, judges: bool) -> None:
    content, began = file.read_bytes(), time.process_time()
    plans = [Plan(work / name, tried) for name in ("draft", "letterhead", "plain")]
    for plan in plans[:2]:
        plan.folder.mkdir()
        shutil.copyfile(EXAMPLES / "cedar-valley" / "plan.yaml", plan.file)
    as_draft(plans[0], content)
    as_letterhead(plans[1], content)
    tried.seconds = time.process_time() - began
    tried.megabytes = _most_memory()
    if tried.seconds > SECONDS or tried.megabytes > MEGABYTES:
        tried.faults.append(f"{tried.seconds:.1f} s, {tried.megabytes:.0f} MB")
    if judges and not tried.refused:
        tried.faults += [f"update: {found}" for found in new_findings(content, plans[0].draft.read_bytes())]
        if made(plans[1]).exists():
            tried.faults += [f"letterhead: {found}" for found in new_findings(content, made(plans[1]).read_bytes())]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Try all files of a folder, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--judges", action="store_true")
    parser.add_argument("--most", type=int, default=0)
    asked = parser.parse_args()
    files = sorted(asked.folder.rglob("*.docx"))
    files = files[:: max(1, len(files) // asked.most)] if asked.most else files
    found = []
    for number, file in enumerate(files, 1):
        tried = try_file(file, judges=asked.judges)
        if number % 25 == 0:
            say(f"{number} of {len(files)} files")
        found.append(tried)
        for fault in tried.faults:
            say(f"{tried.name}: {fault}")
    say(f"{len(found)} files, {sum(bool(tried.refused) for tried in found)} refused with a message:")
    for why, count in Counter(re.sub(r"[\w/.-]+\.(xml|docx)", "…", tried.refused) for tried in found).most_common():
        say(f"  {count} {why or 'read'}")
    say(f"at most {max(t.seconds for t in found):.1f} s and {max(t.megabytes for t in found):.0f} MB")
    return int(any(tried.faults for tried in found))


if __name__ == "__main__":
    sys.exit(main())

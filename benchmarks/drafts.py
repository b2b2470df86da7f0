"""Time and memory of drafts: ten edited Word drafts after one changed answer, and all documents from nothing.

python benchmarks/drafts.py [ROUNDS]

Each run is a process of its own. Against pandoc on the same Markdown in the same round, if it is at hand
(pip install pypandoc_binary).
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import COPLAN, once

MOST_SECONDS, MOST_MEGABYTES = 3.0, 150.0


def run(*arguments: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one command."""
    took = once([*COPLAN, *arguments])
    return took.wall / 1000, took.memory


def edited(folder: Path, count: int) -> None:
    """Let people edit the first drafts: words of their own in a paragraph, and a paragraph at the end."""
    from docx import Document

    for path in sorted((folder / "drafts").glob("*.docx"))[:count]:
        document = Document(str(path))
        paragraphs = [item for item in document.paragraphs if item.style.name in ("Normal", "Body Text")]
        paragraphs[len(paragraphs) // 2].add_run(" As agreed with counsel.")
        document.paragraphs[-1].insert_paragraph_before("A clause of our own.")
        document.save(str(path))


def updating(work: Path) -> tuple[float, float]:
    """Ten edited Word drafts after one changed answer."""
    folder = work / "plan"
    run("demo", str(folder))
    edited(folder, 10)
    run("set", "profile.program_name", "Cedar Crisis Team", "--in", str(folder))
    names = [path.stem for path in sorted((folder / "drafts").glob("*.docx"))[:10]]
    found = run("draft", str(folder), *names)
    shutil.rmtree(folder)
    return found


def creating(work: Path) -> tuple[float, int]:
    """All documents of the example from nothing; the number of documents."""
    folder = work / "plan"
    run("demo", str(folder))
    count = len(list((folder / "drafts").glob("*.docx")))
    shutil.rmtree(folder / "drafts")
    shutil.rmtree(folder / ".coplan" / "base")
    took, _ = run("draft", str(folder))
    shutil.rmtree(folder)
    return took, count


def pandoc(work: Path) -> float | None:
    """Seconds a document that pandoc takes on the same Markdown, or None if it is not at hand."""
    try:
        import pypandoc

        program = pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        return None
    texts = sorted((Path(__file__).resolve().parents[1] / "examples" / "cedar-valley" / "drafts").glob("*.md"))
    start = time.perf_counter()
    for text in texts:
        subprocess.run([program, str(text), "-o", str(work / f"{text.stem}.docx")], check=True)
    return (time.perf_counter() - start) / len(texts)


def main() -> int:
    """Print the figures; 1 where a goal is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        updates = [updating(work) for _ in range(rounds)]
        seconds, megabytes = (statistics.median(column) for column in zip(*updates, strict=True))
        print(f"ten edited Word drafts, one changed answer: {seconds:.2f} s, {megabytes:.0f} MB (whole process)")
        made, other = [], []
        for _ in range(rounds):
            took, count = creating(work)
            made.append(took / count)
            other.append(pandoc(work))
        print(f"from nothing, a document: {statistics.median(made) * 1000:.0f} ms (whole process, {count} documents)")
        known = [value for value in other if value is not None]
        if known:
            print(f"pandoc on the same Markdown, a document: {statistics.median(known) * 1000:.0f} ms")
        else:
            print("pandoc is not at hand: pip install pypandoc_binary")
    missed = seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES
    print(f"at most {MOST_SECONDS:g} s and {MOST_MEGABYTES:g} MB: {'MISSED' if missed else 'reached'}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

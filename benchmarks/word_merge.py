"""Merges of a page in which both sides changed single words: conflicts of coplan's merge, and of `git merge-file`.

150 random pages of nine paragraphs and about 150 words; 1, 3 and 6 random words replaced on each side.
python benchmarks/word_merge.py
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from coplan.prose.markdown.read import read_markdown
from coplan.prose.merge.three_texts import merge

WORDS = [
    "team",
    "program",
    "county",
    "clinician",
    "officer",
    "dispatcher",
    "supervisor",
    "person",
    "call",
    "visit",
    "shift",
    "week",
    "hours",
    "agreement",
    "training",
    "report",
    "record",
    "policy",
    "partner",
    "agency",
    "fire",
    "police",
    "medical",
    "director",
    "consent",
    "safety",
    "plan",
    "the",
    "of",
    "to",
    "for",
    "with",
    "in",
    "on",
    "at",
    "by",
    "a",
    "an",
    "and",
    "or",
    "must",
    "may",
    "goes",
    "calls",
    "writes",
    "keeps",
    "reviews",
    "within",
    "before",
    "after",
    "during",
    "every",
    "each",
    "its",
    "their",
]
OTHERS = [
    "nurse",
    "chief",
    "sheriff",
    "hospital",
    "shelter",
    "clinic",
    "council",
    "budget",
    "grant",
    "vehicle",
    "radio",
    "laptop",
    "uniform",
    "badge",
    "phone",
    "notice",
    "form",
    "review",
    "audit",
    "meeting",
    "month",
    "quarter",
    "promptly",
    "rarely",
    "often",
    "usually",
    "together",
    "apart",
]
CASES = 150
MOST = {3: 17, 6: 36}  # conflicts that the best way measured before it had


def page(chance: random.Random) -> list[list[str]]:
    """Nine paragraphs of two or three sentences."""
    found = []
    for _ in range(9):
        words: list[str] = []
        for _ in range(chance.randint(2, 3)):
            sentence = chance.choices(WORDS, k=chance.randint(5, 8))
            words += [sentence[0].capitalize(), *sentence[1:-1], sentence[-1] + "."]
        found.append(words)
    return found


def edited(words: list[list[str]], count: int, chance: random.Random) -> list[list[str]]:
    found = [list(paragraph) for paragraph in words]
    places = [(p, w) for p, paragraph in enumerate(found) for w in range(len(paragraph))]
    for p, w in chance.sample(places, count):
        found[p][w] = chance.choice(OTHERS) + ("." if found[p][w].endswith(".") else "")
    return found


def written(words: list[list[str]]) -> str:
    return "\n\n".join(" ".join(paragraph) for paragraph in words) + "\n"


def git_conflicts(folder: Path, base: str, people: str, new: str, *, sentences: bool) -> bool:
    names = []
    for name, text in (("people", people), ("base", base), ("new", new)):
        path = folder / name
        path.write_text(re.sub(r"\. ", ".\n", text) if sentences else text, encoding="utf-8")
        names.append(str(path))
    return subprocess.run(["git", "merge-file", "-p", *names], capture_output=True, check=False).returncode != 0


def main() -> int:
    git = shutil.which("git") is not None
    failed = False
    print(f"{'edits a side':>12} {'coplan':>8} {'ms each':>8} {'git, paragraphs':>16} {'git, sentences':>15}")
    with tempfile.TemporaryDirectory() as name:
        for count in (1, 3, 6):
            chance = random.Random(count)
            ours, paragraphs, sentences, spent = 0, 0, 0, 0.0
            for _ in range(CASES):
                base = page(chance)
                texts = [written(words) for words in (base, edited(base, count, chance), edited(base, count, chance))]
                start = time.perf_counter()
                ours += bool(merge(*map(read_markdown, texts)).conflicts)
                spent += time.perf_counter() - start
                paragraphs += git and git_conflicts(Path(name), *texts, sentences=False)
                sentences += git and git_conflicts(Path(name), *texts, sentences=True)
            failed |= ours > MOST.get(count, ours)
            print(f"{count:>12} {ours:>8} {spent / CASES * 1000:>8.1f} {paragraphs:>16} {sentences:>15}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

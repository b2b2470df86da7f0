"""A page, the examples' drafts, and dice over both: people's file, the plan's new text, and what an update has to make of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coplan.prose.blocks import Block, Run, joined
from coplan.prose.markdown.read import read_markdown
from coplan.prose.markdown.write import write_markdown
from coplan.prose.merge.accepted import merged
from coplan.prose.merge.merge_steps import Merge
from coplan.prose.merge.three_texts import merge
from coplan.word.file.mark import DraftMark, marked
from coplan.word.file.package import Package, open_package, xml_bytes
from coplan.word.file.xml_names import w
from coplan.word.read.moved_marks import LOOKS, SHAPE
from coplan.word.read.pieces import Faces, pieces
from coplan.word.read.word_document import WordText, read_word
from coplan.word.track.pending import accept, reject
from coplan.word.track.track import Tracked, track
from coplan.word.write.build import build
from coplan.word.write.word_look import Look
from tests.word.edits import edited

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DATE = "2026-11-24T00:00:00Z"
PAGE = """\
# Job description

> **Draft.** Not advice.

## 1. Purpose

The team is on duty from 8 a.m. to 8 p.m. It answers within 30 minutes.

- Listen
- Advise

## 2. Money

| Party | Share |
| --- | --- |
| City | 60% |
| County | 40% |

Nothing else is promised.
"""
PAIRS = [
    ("naloxone-leave-behind", "cedar-valley", "mesquite-flats"),
    ("lift-and-contact", "cedar-valley", "mesquite-flats"),
    ("unit-order", "cedar-valley", "mesquite-flats"),
    ("transportation", "cedar-valley", "juniper-county"),
]


def word(markdown: str) -> Package:
    blocks = read_markdown(markdown)
    return open_package(
        build(blocks, Look("Job description", "Cedar Valley", "2026-11-24"), DraftMark("job", markdown)), "job.docx"
    )


def update(package: Package, new: str, reason: str = "hours: was 8 to 8, is now noon to 10") -> Tracked:
    found = case(package, new)
    return track(found.text, found.done, dict.fromkeys(range(len(found.done.steps)), reason), found.mark, DATE)


def decided(text: WordText, new: str) -> Merge:
    assert text.mark
    return merge(marked(read_markdown(text.mark.base), text.mark.ids), text.blocks, read_markdown(new))


def opened(done: Tracked) -> Package:
    return open_package(done.content, "job.docx")


def rejected(package: Package, author: str = "coplan") -> Package:
    root = package.xml(package.main)
    reject(root, author)
    for change in [item for item in root.iter(SHAPE, LOOKS) if item.get(w("author")) == author]:
        shape = change.getparent()
        kept = [item for item in shape if item.tag in (w("rPr"), w("sectPr"))] if change.tag == SHAPE else []
        shape[:] = [*change[0], *kept]
    return package.replaced({package.main: xml_bytes(root)})


def all_accepted(package: Package) -> Package:
    root = package.xml(package.main)
    accept(root)
    for change in list(root.iter(SHAPE, LOOKS)):
        change.getparent().remove(change)
    return package.replaced({package.main: xml_bytes(root)})


def plain(package: Package) -> list[tuple[str, tuple[tuple[str, bool, bool], ...]]]:
    """For each paragraph its style, and its stretches of text with bold and italic."""
    return list(_looks(package))


def _looks(package: Package) -> Iterator[tuple[str, tuple[tuple[str, bool, bool], ...]]]:
    for paragraph in package.xml(package.main).iter(w("p")):
        runs = joined(Faces().run_of(piece) for piece in pieces(paragraph) if piece.state != "deleted")
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        yield (style.get(w("val"), "") if style is not None else ""), tuple((r.text, r.bold, r.italic) for r in runs)


def with_edit(package: Package, old: str, new: str) -> Package:
    content = package.parts[package.main].decode()
    assert old in content
    return package.replaced({package.main: content.replace(old, new, 1).encode()})


def plan_change(text: str, chance: random.Random) -> str:
    """What a change of the plan does to a draft: words replaced, blocks dropped, blocks added."""
    found: list[Block] = []
    for block in read_markdown(text):
        dice = chance.random()
        if dice < 0.02 and block.kind != "title":
            continue
        if dice < 0.08 and block.kind != "head":
            block = Block(
                block.kind, tuple(other_words(runs, chance) for runs in block.cells), block.level, block.numbered
            )
        found.append(block)
        if dice > 0.975 and block.kind in ("bullet", "row"):
            found.append(Block(block.kind, tuple((Run(f"New {n}"),) for n in range(len(block.cells))), block.level))
        elif dice > 0.985:
            found.append(Block("paragraph", ((Run("The plan adds a sentence about staff."),),)))
    return write_markdown(found)


def other_words(runs, chance):
    made = []
    for run in runs:
        words = run.text.split(" ")
        if len(words) > 2 and not run.bold:
            words[chance.randrange(len(words))] = chance.choice(["Tuesday", "60 days", "Alder City", "daily"])
        made.append(Run(" ".join(words), run.bold, run.italic, run.code, run.link))
    return tuple(made)


@dataclass
class Case:
    """People's file as it was read, the plan's new text, and the merge of both."""

    people: Package
    text: WordText
    done: Merge
    mark: DraftMark

    @property
    def wanted(self) -> list[tuple[str, int, tuple[str, ...]]]:
        """What accepting everything has to give: the merge, with the plan's block behind each conflict."""
        blocks: list[Block] = []
        for step in self.done.steps:
            blocks += merged(self.text.blocks, Merge((step,)))
            if step.action == "conflict" and step.block:
                blocks.append(step.block)
        return [(block.kind, block.level, block.texts) for block in blocks]

    def update(self) -> Tracked:
        """The update, with a reason on each change. Uses the case up."""
        return track(self.text, self.done, dict.fromkeys(range(len(self.done.steps)), "why"), self.mark, DATE)


def generated(seed: int) -> Case:
    """One case of the dice: the same seed makes the same case."""
    chance = random.Random(seed)
    document, example, other = chance.choice(PAIRS)
    base = (EXAMPLES / example / "drafts" / f"{document}.md").read_text(encoding="utf-8")
    elsewhere = (EXAMPLES / other / "drafts" / f"{document}.md").read_text(encoding="utf-8")
    new = plan_change(base, chance) if chance.random() < 0.8 else elsewhere
    return case(edited(word(base), seed), new)


def case(people: Package, new: str) -> Case:
    """People's file against a new text of the plan."""
    text = read_word(people)
    assert text.mark
    return Case(people, text, decided(text, new), DraftMark(text.mark.document, new))

"""Pages for tests: real-looking prose, and what people and plans do to it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from coplan.prose.blocks import Block, Run
from coplan.prose.markdown.read import read_markdown
from coplan.prose.markdown.write import write_markdown
from coplan.prose.merge.accepted import merged
from coplan.prose.merge.merge_steps import Merge
from coplan.prose.merge.three_texts import merge
from coplan.prose.words import canonical

WORDS = [
    "the",
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
    "within",
    "before",
    "after",
    "during",
    "goes",
    "calls",
    "writes",
    "keeps",
    "reviews",
    "every",
    "each",
    "may",
    "must",
    "and",
    "or",
    "of",
    "to",
    "for",
    "with",
    "in",
    "on",
    "at",
    "by",
]
VALUES = [
    "24",
    "48",
    "12",
    "nine",
    "seven",
    "90",
    "180",
    "3.5",
    "$120,000",
    "Mo-Fr",
    "8:00",
    "360-555-0177",
    "(annually)",
    "'on-call'",
    "café",
]


def words_of(blocks: Sequence[Block]) -> Counter[str]:
    """How often each word stands in these blocks."""
    return Counter(word for block in blocks for text in block.texts for word in canonical(text).split())


def merge_text(base: str, people: str, new: str) -> Merge:
    return merge(read_markdown(base), read_markdown(people), read_markdown(new))


def result(base: str, people: str, new: str) -> str:
    read = read_markdown(people)
    return write_markdown(merged(read, merge(read_markdown(base), read, read_markdown(new))))


def actions(base: str, people: str, new: str) -> list[str]:
    return [step.action for step in merge_text(base, people, new).steps]


class Author:
    """Writes pages and edits them, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def sentence(self) -> str:
        picked = [
            self.random.choice(VALUES if self.random.random() < 0.15 else WORDS)
            for _ in range(self.random.randint(3, 14))
        ]
        return " ".join(picked).capitalize() + "."

    def runs(self, count: int = 0) -> tuple[Run, ...]:
        text = " ".join(self.sentence() for _ in range(count or self.random.randint(1, 3)))
        if self.random.random() < 0.2:
            return (Run(text + " "), Run(f"[To decide: {self.random.choice(WORDS)}]", bold=True), Run("."))
        return (Run(text),)

    def words(self, most: int = 3) -> tuple[Run, ...]:
        return (Run(" ".join(self.random.choice(WORDS) for _ in range(self.random.randint(1, most))).capitalize()),)

    def page(self, sections: int = 3) -> list[Block]:
        blocks = [Block("title", (self.words(),)), Block("quote", (self.runs(),)), Block("quote", (self.runs(),))]
        for _ in range(self.random.randint(1, sections)):
            blocks += self.section()
        return blocks

    def section(self) -> list[Block]:
        blocks = [Block("heading", (self.words(),), 1, numbered=True)]
        for _ in range(self.random.randint(1, 3)):
            blocks += self.random.choice((self.paragraphs, self.items, self.table))()
        return blocks

    def paragraphs(self) -> list[Block]:
        boilerplate = Block("paragraph", ((Run("The team member:"),),))
        return [*([boilerplate] if self.random.random() < 0.3 else []), Block("paragraph", (self.runs(),))]

    def items(self) -> list[Block]:
        kind = self.random.choice(("bullet", "number"))
        found = []
        for _ in range(self.random.randint(1, 4)):
            found.append(Block(kind, (self.runs(1),)))
            if self.random.random() < 0.15:
                found.append(Block("bullet", (self.runs(1),), 1))
        return found

    def table(self) -> list[Block]:
        width = self.random.randint(2, 4)
        rows = [Block("row", tuple(self.words() for _ in range(width))) for _ in range(self.random.randint(1, 4))]
        return [Block("head", tuple(self.words(1) for _ in range(width))), *rows]

    def edited(self, blocks: list[Block], count: int) -> list[Block]:
        """A page after so many edits of any kind."""
        found = list(blocks)
        for _ in range(count):
            edit = self.random.choice(
                (
                    self.change,
                    self.change,
                    self.change,
                    self.add,
                    self.drop,
                    self.split,
                    self.join,
                    self.move,
                    self.restyle,
                    self.append,
                    self.bold,
                )
            )
            found = edit(found) if found else [Block("paragraph", (self.runs(),))]
        return found

    def _at(self, blocks: list[Block]) -> int:
        return self.random.randrange(len(blocks))

    def _with(self, blocks: list[Block], at: int, *put: Block) -> list[Block]:
        return [*blocks[:at], *put, *blocks[at + 1 :]]

    def _recell(self, block: Block, cell: int, runs: tuple[Run, ...]) -> Block:
        cells = (*block.cells[:cell], runs, *block.cells[cell + 1 :])
        return Block(block.kind, cells, block.level, block.numbered)

    def change(self, blocks: list[Block]) -> list[Block]:
        """Another word for one of a block's."""
        at = self._at(blocks)
        cell = self.random.randrange(len(blocks[at].cells))
        runs = list(blocks[at].cells[cell])
        if not runs:
            return blocks
        place = self.random.randrange(len(runs))
        words = runs[place].text.split(" ")
        words[self.random.randrange(len(words))] = self.random.choice(VALUES)
        runs[place] = Run(" ".join(words), runs[place].bold, runs[place].italic)
        return self._with(blocks, at, self._recell(blocks[at], cell, tuple(runs)))

    def append(self, blocks: list[Block]) -> list[Block]:
        """A sentence at the end of a block."""
        at = self._at(blocks)
        if blocks[at].kind not in ("paragraph", "bullet", "number", "quote"):
            return blocks
        return self._with(blocks, at, self._recell(blocks[at], 0, (*blocks[at].cells[0], Run(" " + self.sentence()))))

    def add(self, blocks: list[Block]) -> list[Block]:
        """A block like the one before it."""
        at = self._at(blocks)
        block = blocks[at]
        if block.kind in ("head", "row"):
            return self._with(blocks, at, block, Block("row", tuple(self.words() for _ in block.cells)))
        if block.kind in ("bullet", "number"):
            return self._with(blocks, at, block, Block(block.kind, (self.runs(1),), block.level))
        put = self.section() if self.random.random() < 0.2 else [Block("paragraph", (self.runs(),))]
        return self._with(blocks, at, block, *put)

    def drop(self, blocks: list[Block]) -> list[Block]:
        at = self._at(blocks)
        if blocks[at].kind == "head":
            end = next((n for n in range(at + 1, len(blocks)) if blocks[n].kind != "row"), len(blocks))
            return [*blocks[:at], *blocks[end:]]
        if blocks[at].kind == "heading" and self.random.random() < 0.5:
            end = next((n for n in range(at + 1, len(blocks)) if blocks[n].kind == "heading"), len(blocks))
            return [*blocks[:at], *blocks[end:]]
        return self._with(blocks, at)

    def split(self, blocks: list[Block]) -> list[Block]:
        at = self._at(blocks)
        words = blocks[at].texts[0].split(" ")
        if blocks[at].kind not in ("paragraph", "bullet") or len(words) < 4:
            return blocks
        cut = self.random.randrange(1, len(words))
        parts = [
            Block(blocks[at].kind, ((Run(" ".join(part)),),), blocks[at].level) for part in (words[:cut], words[cut:])
        ]
        return self._with(blocks, at, *parts)

    def join(self, blocks: list[Block]) -> list[Block]:
        at = self._at(blocks)
        if at + 1 == len(blocks) or not {blocks[at].kind, blocks[at + 1].kind} <= {"paragraph"}:
            return blocks
        joined = self._recell(blocks[at], 0, (*blocks[at].cells[0], Run(" "), *blocks[at + 1].cells[0]))
        return [*blocks[:at], joined, *blocks[at + 2 :]]

    def move(self, blocks: list[Block]) -> list[Block]:
        """A section that goes elsewhere."""
        heads = [n for n, block in enumerate(blocks) if block.kind == "heading"] + [len(blocks)]
        if len(heads) < 3:
            return blocks
        which = self.random.randrange(len(heads) - 1)
        part, rest = blocks[heads[which] : heads[which + 1]], [*blocks[: heads[which]], *blocks[heads[which + 1] :]]
        places = [n for n, block in enumerate(rest) if block.kind == "heading"] + [len(rest)]
        to = self.random.choice(places)
        return [*rest[:to], *part, *rest[to:]]

    def restyle(self, blocks: list[Block]) -> list[Block]:
        """A paragraph that becomes a bullet, or the other way round."""
        at = self._at(blocks)
        kinds = {"paragraph": "bullet", "bullet": "paragraph", "number": "bullet"}
        if blocks[at].kind not in kinds:
            return blocks
        return self._with(blocks, at, Block(kinds[blocks[at].kind], blocks[at].cells))

    def bold(self, blocks: list[Block]) -> list[Block]:
        at = self._at(blocks)
        if not blocks[at].cells[0]:
            return blocks
        first, *others = blocks[at].cells[0]
        return self._with(blocks, at, self._recell(blocks[at], 0, (Run(first.text, bold=not first.bold), *others)))

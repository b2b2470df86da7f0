"""Carries a merge out in people's own .docx, as tracked changes with a comment on each. All else stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coplan.prose.blocks import Block
from coplan.prose.markdown.read import read_markdown
from coplan.prose.merge.align import align
from coplan.prose.merge.merge_steps import Merge, MergeStep
from coplan.prose.merge.phrases import splice_runs
from coplan.word.file.ids import highest
from coplan.word.file.mark import DraftMark, marked
from coplan.word.file.xml_names import w
from coplan.word.read.pieces import accepted, pieces, short
from coplan.word.read.word_document import AUTHOR, WordText, block_mark
from coplan.word.track.comments import Comments
from coplan.word.track.editing import TrackedFile
from coplan.word.track.pending import authors
from coplan.word.track.whole_blocks import TrackedBlocks
from coplan.word.track.within_blocks import change_block

BOTH = "Both changed this: your words stand above, and this is what the plan says now. Keep one."
DELETED = "You took this out, and the plan has changed it since. Keep it or take it out."
WAITING = "The text above holds changes that wait for a decision, so the plan's text stands here. Keep one."
CONFLICTS = (BOTH, DELETED, WAITING)
# Word and LibreOffice join changes of one author and date that touch, which a comment between them prevents: so each
# change gets one, also where nobody can say why.
NO_REASON = "The plan changed this."


@dataclass(frozen=True)
class Tracked:
    """The file with the changes in it, how many there are, how many conflicts, and what could not be written."""

    content: bytes
    changes: int
    conflicts: int
    left_alone: tuple[str, ...] = ()


def track(text: WordText, done: Merge, reasons: Mapping[int, str], mark: DraftMark, date: str) -> Tracked:
    """Write the steps of a merge into the file from which `text` was read.

    `reasons` says, by the number of the step, why the plan changed this. `mark.base` is the text that the plan leads to
    now. `date` stands on each change, as in 2026-11-24T00:00:00Z. The tree of `text` is used up.
    """
    tracker = _Tracker(text, mark, date)
    for number, step in enumerate(done.steps):
        tracker.step(step, reasons.get(number) or NO_REASON)
    return tracker.finish()


def unresolved(text: WordText) -> tuple[str, ...]:
    """The beginnings of the plan's texts that wait beside people's since an earlier update."""
    comments = Comments(text.package, AUTHOR, "")
    return tuple(
        short("".join(piece.text for piece in accepted(pieces(place))))
        for place in text.root.iter(w("p"))
        if AUTHOR in authors(place) and any(words.startswith(CONFLICTS) for _, words in comments.on(place))
    )


class _Tracker:
    def __init__(self, text: WordText, mark: DraftMark, date: str) -> None:
        self.text = text
        self.mark = replace(mark, ids=_ids(text, mark.base))
        self.file = TrackedFile(text, date)
        self.blocks = TrackedBlocks(self.file)
        self.conflicts = 0

    def step(self, step: MergeStep, reason: str) -> None:
        """Carry out one step."""
        if not (step.action == "insert" and step.block is not None and step.block.kind == "row"):
            self.blocks.close_table()
        if step.people is not None:
            self.blocks.stand_at(step.people)
        if step.action == "change":
            self.change(step, reason)
        elif step.action == "delete":
            self.blocks.delete(reason)
        elif step.action == "orphan":
            self.blocks.orphan(reason)
        elif step.action == "insert":
            self.insert(step, reason)
        elif step.action == "conflict" and step.block is not None:
            self.conflict(step.block, BOTH if step.people is not None else DELETED, reason)

    def insert(self, step: MergeStep, reason: str) -> None:
        """Bring a block in; one that waits to be taken out stays."""
        block = self.new_block(step)
        place = self.blocks.restore(block)
        if place is None:
            self.blocks.insert(block, reason)
        elif step.new is not None and (old := block_mark(place)) not in self.mark.ids:
            self.mark = replace(self.mark, ids=(*self.mark.ids[: step.new], old, *self.mark.ids[step.new + 1 :]))

    def new_block(self, step: MergeStep) -> Block:
        """The plan's block, with its own mark."""
        assert step.block is not None
        return replace(step.block, mark=self.mark.ids[step.new] if step.new is not None else "")

    def change(self, step: MergeStep, reason: str) -> None:
        """Change the words of a block; where that cannot be, put the plan's text behind it."""
        assert step.people is not None
        block = self.text.blocks[step.people]
        whole = tuple(splice_runs(runs, cut) for runs, cut in zip(block.cells, step.splices, strict=True))
        if not change_block(self.file, step.people, whole, step.splices, reason):
            self.conflict(replace(block, cells=whole), WAITING, reason)

    def conflict(self, block: Block, words: str, reason: str) -> None:
        """Put the plan's text behind people's. It has no mark: the block with that mark is people's."""
        self.conflicts += 1
        self.blocks.insert(replace(block, mark=""), f"{words}\n{reason}")

    def finish(self) -> Tracked:
        """The file."""
        self.blocks.close_table()
        content = self.file.save(self.mark)
        return Tracked(content, self.file.count, self.conflicts, tuple(self.file.left))


def _ids(text: WordText, new_base: str) -> tuple[str, ...]:
    """The marks of the plan's blocks: those that they had, and new ones that nobody has had."""
    new = read_markdown(new_base)
    old = marked(read_markdown(text.mark.base), text.mark.ids) if text.mark else []
    had = {k: old[i].mark for i, k in align(old, new).items()}
    taken = [*(block.mark for block in old), *(block_mark(place) for place in text.places)]
    number = highest(taken)
    found = []
    for k in range(len(new)):
        if k not in had:
            number += 1
        found.append(had.get(k) or str(number))
    return tuple(found)

"""Brings people's Markdown up to date with the plan. What the plan did not change keeps every byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coplan.prose.blocks import Block
from coplan.prose.markdown.layout import read_placed
from coplan.prose.markdown.located import Placed
from coplan.prose.markdown.write import ITEMS, ROWS, write_markdown
from coplan.prose.merge.merge_steps import Merge, MergeStep
from coplan.prose.merge.three_texts import merge
from coplan.prose.revise.conflicts import conflict_note, orphan_note
from coplan.prose.revise.entries import TextEntry, of_people, of_plan
from coplan.prose.revise.joints import joined
from coplan.prose.revise.recount import recount_headings, recount_lists
from coplan.prose.revise.splices import spliced_lines
from coplan.prose.revise.text_lines import Lines, read_lines


@dataclass(frozen=True)
class MarkdownUpdate:
    """People's text after an update, and what was decided."""

    text: str
    merge: Merge


def update_markdown(people_text: str, base_text: str, new_text: str) -> MarkdownUpdate:
    """Merge the plan's changes into people's Markdown.

    Their line ends, byte-order mark, bullets, wrapping and a missing last line end stay. Conflicts become quoted
    notes below their words. Headings and lists are counted again only where the plan's came or went.
    """
    people, base, new = (read_lines(text) for text in (people_text, base_text, new_text))
    placed, plan = read_placed(people.texts), [item.block for item in read_placed(new.texts)]
    done = merge([item.block for item in read_placed(base.texts)], [item.block for item in placed], plan)
    if people.plain == base.plain and len({end for end in people.ends if end}) < 2:
        return MarkdownUpdate(people.bom + new.plain.replace("\n", people.newline), done)
    if all(step.action == "keep" for step in done.steps):
        return MarkdownUpdate(people_text, done)
    entries = _Writer(people, placed, plan).run(done)
    return MarkdownUpdate(people.bom + joined(entries, people, placed), done)


class _Writer:
    """Writes entry after entry, step by step."""

    def __init__(self, lines: Lines, placed: Sequence[Placed], plan: Sequence[Block]) -> None:
        self.lines, self.placed, self.plan = lines, placed, plan
        self.entries: list[TextEntry] = []
        self.notes: list[TextEntry] = []  # those that wait for the end of a table
        self.removed: dict[int, str] = {}
        self.sections_changed = False
        self.orphaned: bool | None = False  # True for a row of orphans that wants its note, None if it has it
        self.at = 0  # people's next block

    def run(self, done: Merge) -> list[TextEntry]:
        for step in done.steps:
            self._take(step)
        self._end_orphan()
        self._flush()
        if self.sections_changed:
            recount_headings(self.entries)
        recount_lists(self.entries)
        return self.entries

    def _take(self, step: MergeStep) -> None:
        if step.people is not None:
            self.at = step.people + 1
        if step.action == "delete" and step.people is not None:
            self._remove(self.placed[step.people])
        elif step.action == "insert" and step.block is not None:
            self._end_orphan()
            self._add(of_plan(step.block, self.entries, self.placed[self.at :]))
            self._count(step.block)
        elif step.action == "orphan" and step.people is not None:
            self._add_people(step.people, step)
            if not self.orphaned and self.placed[step.people].block.kind == "heading":
                self._note(orphan_note(), [])
                self.orphaned = None
            elif self.orphaned is False:
                self.orphaned = True
        else:
            self._end_orphan()
            if step.people is not None:
                self._add_people(step.people, step)
            if step.action == "conflict" and step.block is not None:
                self._note(conflict_note(step), self._quoted(step))

    def _add_people(self, j: int, step: MergeStep) -> None:
        placed = self.placed[j]
        own = self.lines.texts[placed.first : placed.last]
        ends = self.lines.ends[placed.first : placed.last]
        if step.action == "change":
            own = spliced_lines(self.lines.texts, placed, step.splices)
        self._add(of_people(placed, j, own, ends))

    def _add(self, entry: TextEntry) -> None:
        if entry.block.kind != "row":
            self._flush()
        if entry.block.kind == "number":
            entry.removed = self.removed.pop(entry.block.level, "")
        elif not entry.block.level and entry.block.kind not in ITEMS:
            self.removed = {}
        self.entries.append(entry)

    def _remove(self, placed: Placed) -> None:
        self._count(placed.block)
        if placed.block.kind == "number" and placed.marker:
            self.removed.setdefault(placed.block.level, placed.marker)

    def _count(self, block: Block) -> None:
        self.sections_changed |= block.kind == "heading" and block.numbered

    def _end_orphan(self) -> None:
        """Below what the plan no longer calls for, say so once."""
        if self.orphaned:
            self._note(orphan_note(), [])
        self.orphaned = False

    def _note(self, first: Block, quoted: list[str]) -> None:
        """A note below the last entry, or below the table that it is in."""
        last = self.entries[-1] if self.entries else None
        indent = last.inside if last is not None and last.block.kind in ITEMS else ""
        head = [line for line in write_markdown([first]).split("\n") if line]
        body = [f"> {line}".rstrip() for line in ("", *quoted)] if quoted else []
        note = TextEntry(first, [indent + line for line in (*head, *body)], indent=indent, is_note=True)
        if last is not None and last.block.kind in ROWS:
            self.notes.append(note)
        else:
            self.entries.append(note)

    def _flush(self) -> None:
        """Put down the notes that waited for the end of a table."""
        self.entries += self.notes
        self.notes = []

    def _quoted(self, step: MergeStep) -> list[str]:
        """The plan's block as it stands in a note; a row with the head of its table."""
        if step.block is None:
            return []
        blocks = [step.block]
        if step.block.kind == "row" and step.new is not None:
            heads = [block for block in self.plan[: step.new] if block.kind == "head"]
            blocks = [*heads[-1:], step.block]
        return write_markdown(blocks).rstrip("\n").split("\n")

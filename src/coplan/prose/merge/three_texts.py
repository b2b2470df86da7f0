"""Merges three texts: what people edited, what the plan says now, and what coplan wrote before either changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from coplan.prose.blocks import Block, Run, Runs
from coplan.prose.merge.cells import merge_cells
from coplan.prose.merge.likeness import HEADINGS, ITEMS, ROWS
from coplan.prose.merge.merge_steps import Merge, MergeStep, Splice
from coplan.prose.merge.pairing import Pairing, pair_up, sections
from coplan.prose.merge.phrases import merge_words
from coplan.prose.merge.placing import Placing
from coplan.prose.words import canonical, text_of


def merge(base: Sequence[Block], people: Sequence[Block], new: Sequence[Block]) -> Merge:
    """Decide for each block what becomes of it.

    Steps stand in the order of the merged document. A block of the plan comes in behind people's block that holds
    what stands before it in the plan's text.
    """
    pairing = pair_up(base, people, new)
    if _say_the_same(pairing):  # marks in people's file may pair blocks in another way than their texts do
        there = pairing.base_of_people
        return Merge(tuple(MergeStep("keep", people=j, base=there.get(j), new=j) for j in range(len(people))))
    return Merge(tuple(_Merger(pairing).run()))


def _say_the_same(pairing: Pairing) -> bool:
    """True if people and plan came to one text, with one look."""
    people, new = pairing.people, pairing.new
    return people.full == new.full and list(map(_looks, people.blocks)) == list(map(_looks, new.blocks))


def _looks(block: Block) -> tuple[object, ...]:
    return *_shape(block), [[(canonical(run.text), run.look) for run in cell] for cell in block.cells]


class _Merger:
    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.base, self.people, self.new = pairing.base.blocks, pairing.people.blocks, pairing.new.blocks
        self.added = {j: k for k, j in pairing.added.items()}
        self.twins = {j: k for k, j in pairing.twins.items()}
        self.steps: dict[int, list[MergeStep]] = {}  # by people's block
        self.rewritten: set[int] = set()  # blocks of the plan that come in where people's, untouched, go
        self.late: list[MergeStep] = []  # conflicts on what people joined into a block that shows another one already

    def run(self) -> list[MergeStep]:
        done: set[int] = set()
        for j in range(len(self.people)):
            if j not in done:
                done |= self._take(j)
        self._keep_sections()
        placing = Placing(self.pairing, self.steps, self.rewritten)
        placed = placing.run([*self._missing(), *self.late])
        found = list(placed.get(-1, []))
        for j in range(len(self.people)):
            found += [*self.steps[j], *placed.get(j, [])]
        return found

    def _take(self, j: int) -> set[int]:
        """Decide on people's block, with the others of its group."""
        i = self.pairing.base_of_people.get(j)
        if i is None:
            self.steps[j] = [self._added(j)]
            return {j}
        if i in self.pairing.groups:
            return self._take_group(*self.pairing.groups[i])
        self.steps[j] = [self._pair(i, j)]
        return {j}

    def _added(self, j: int) -> MergeStep:
        """What people added stands; where the plan added another answer to the same question, beside it."""
        k = self.twins.get(j)
        if k is not None:
            return MergeStep("conflict", people=j, new=k, block=self.new[k], both=True)
        return MergeStep("keep", people=j, new=self.added.get(j))

    def _pair(self, i: int, j: int) -> MergeStep:
        k = self.pairing.ours.get(i)
        untouched = self._untouched(i, j)
        if k is None:
            return MergeStep("delete" if untouched else "orphan", people=j, base=i)
        if untouched and (self._plan_moves(i) or self._plan_reshapes(i, j, k)):
            self.rewritten.add(k)
            return MergeStep("delete", people=j, base=i)
        splices = merge_cells(self.base[i], self.people[j], self.new[k])
        if splices is None:
            return MergeStep("conflict", people=j, base=i, new=k, block=self.new[k], both=True)
        if not any(splices):
            return MergeStep("keep", people=j, base=i, new=k)
        return MergeStep("change", people=j, base=i, new=k, splices=splices, both=not untouched)

    def _untouched(self, i: int, j: int) -> bool:
        return self.pairing.base.full[i] == self.pairing.people.full[j]

    def _plan_moves(self, i: int) -> bool:
        """True if the plan moved a block that people left in its place, in a section that they left alone."""
        if i not in self.pairing.moved or i in self.pairing.moved_by_people:
            return False
        return not any(start <= i < end for start, end in self.held)

    @cached_property
    def held(self) -> list[tuple[int, int]]:
        """The sections of the base in which people had a hand."""
        found = []
        for start, end in sections(self.base, HEADINGS):
            there = [(i, self.pairing.theirs[i]) for i in range(start, end) if i in self.pairing.theirs]
            edited = any(not self._untouched(i, j) for i, j in there)
            if self.base[start].kind == "heading" and (edited or self._has_additions(start, end, HEADINGS)):
                found.append((start, end))
        return found

    def _plan_reshapes(self, i: int, j: int, k: int) -> bool:
        """True if the plan made another kind of block of it, and people did not."""
        before, theirs, now = (_shape(block) for block in (self.base[i], self.people[j], self.new[k]))
        return before == theirs != now

    def _take_group(self, bases: tuple[int, ...], peoples: tuple[int, ...]) -> set[int]:
        """Decide on paragraphs that people split or joined."""
        news = [k for i in bases if (k := self.pairing.ours.get(i)) is not None]
        before, theirs = _run_on(self.base, bases), _run_on(self.people, peoples)
        splices = merge_words(before, theirs, _run_on(self.new, news)) if news else ()
        parts = _distribute(splices, [len(self.people[j].texts[0]) for j in peoples]) if splices is not None else None
        if not news:
            action = (
                "delete" if merge_words(before, theirs, before) == () and _said(before) == _said(theirs) else "orphan"
            )
            for j in peoples:
                self.steps[j] = [MergeStep(action, people=j, base=bases[0])]  # type: ignore[arg-type]
        elif parts is None:
            self._dispute(bases, peoples, news)
        else:
            for j, part in zip(peoples, parts, strict=True):
                step = MergeStep("change", people=j, base=bases[0], new=news[0], splices=(part,), both=True)
                self.steps[j] = [step if part else MergeStep("keep", people=j, base=bases[0], new=news[0])]
        return set(peoples)

    def _dispute(self, bases: tuple[int, ...], peoples: tuple[int, ...], news: list[int]) -> None:
        """Put the plan's paragraphs that changed beside those that people split or joined."""
        for j in peoples:
            self.steps[j] = [MergeStep("keep", people=j, base=bases[0], new=news[0])]
        changed = [k for k in news if self.pairing.new.keys[k] != self.pairing.base.keys[self.pairing.base_of_new[k]]]
        first, *others = changed or news
        j, i = peoples[-1], self.pairing.base_of_new[first]
        self.steps[j] = [MergeStep("conflict", people=j, base=i, new=first, block=self.new[first], both=True)]
        self.late += [MergeStep("conflict", base=self.pairing.base_of_new[k], new=k, block=self.new[k]) for k in others]

    def _keep_sections(self) -> None:
        """Of a section or table that the plan drops, all is kept if people had a hand in any of it."""
        for kinds in (ROWS, ITEMS, HEADINGS):
            for start, end in sections(self.base, kinds):
                if not any(i in self.pairing.ours for i in range(start, end)) and self._edited(start, end, kinds):
                    self._orphan(start, end)

    def _edited(self, start: int, end: int, kinds: frozenset[str]) -> bool:
        """True if people edited one of these blocks, or added to them."""
        there = [self.pairing.theirs[i] for i in range(start, end) if i in self.pairing.theirs]
        if any(self.steps[j][0].action == "orphan" for j in there):
            return True
        return self._has_additions(start, end, kinds)

    def _has_additions(self, start: int, end: int, kinds: frozenset[str]) -> bool:
        """True if people wrote something of their own between these blocks or right below them."""
        there = {self.pairing.theirs[i] for i in range(start, end) if i in self.pairing.theirs}
        if start not in self.pairing.theirs:
            return False
        j = self.pairing.theirs[start] + 1
        while j < len(self.people) and (j in there or self._is_added(j)):
            block = self.people[j]
            if kinds == ROWS and block.kind != "row":
                return False
            if kinds == ITEMS and block.level <= self.base[start].level:
                return False
            if kinds == HEADINGS and block.kind in HEADINGS and block.level <= self.base[start].level:
                return False
            if self._is_added(j):
                return True
            j += 1
        return False

    def _is_added(self, j: int) -> bool:
        return j not in self.pairing.base_of_people and j not in self.added

    def _orphan(self, start: int, end: int) -> None:
        for i in range(start, end):
            j = self.pairing.theirs.get(i, -1)
            if j >= 0 and self.steps[j][0].action == "delete":
                self.steps[j] = [MergeStep("orphan", people=j, base=i)]

    def _missing(self) -> list[MergeStep]:
        """The plan's blocks that no block of people's holds."""
        found = []
        for k, block in enumerate(self.new):
            i = self.pairing.base_of_new.get(k)
            if k in self.rewritten or (i is None and self.pairing.carrier(k) < 0):
                found.append(MergeStep("insert", new=k, block=block))
            elif i is not None and self.pairing.carrier(k) < 0 and self._changed(i, k):
                found.append(MergeStep("conflict", base=i, new=k, block=block))
        return found

    def _changed(self, i: int, k: int) -> bool:
        return self.pairing.base.keys[i] != self.pairing.new.keys[k]


def _shape(block: Block) -> tuple[object, ...]:
    return block.kind, block.level, block.numbered, len(block.cells)


def _run_on(blocks: Sequence[Block], numbers: Sequence[int]) -> Runs:
    """Several paragraphs as one."""
    runs: list[Run] = []
    for number in numbers:
        runs += [*([Run(" ")] if runs else []), *blocks[number].cells[0]]
    return tuple(runs)


def _said(runs: Runs) -> list[str]:
    return text_of(runs).split()


def _distribute(splices: tuple[Splice, ...], lengths: list[int]) -> list[tuple[Splice, ...]] | None:
    """Hand each paragraph its own splices; None if one reaches over the end of a paragraph."""
    parts: list[list[Splice]] = [[] for _ in lengths]
    for splice in splices:
        start = 0
        for part, length in zip(parts, lengths, strict=True):
            if start <= splice.start and splice.end <= start + length:
                part.append(Splice(splice.start - start, splice.end - start, splice.runs))
                break
            start += length + 1
        else:
            return None
    return [tuple(part) for part in parts]

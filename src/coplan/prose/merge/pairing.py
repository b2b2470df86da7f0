"""The three texts of a merge and which of their blocks belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from coplan.prose.blocks import Block
from coplan.prose.merge.align import align
from coplan.prose.merge.compare import rising, same
from coplan.prose.merge.likeness import HEADINGS, PAIRS, ROWS, ComparedText, alike
from coplan.prose.merge.regroup import Group, regroup

TOO_SHORT = 4  # words; so short a block may well be added twice in two places
TWINS = 0.75  # two added blocks that are so alike are two answers to one question


@dataclass
class Pairing:
    """Who is who. All dictionaries go by number of block.

    `theirs`: people's block for each of the base's that is still there. `ours`: the plan's block likewise. `groups`:
    blocks of the base that people split or joined. `added`: for blocks that both added, people's for each of the
    plan's; `twins` the same for those that differ.
    """

    base: ComparedText
    people: ComparedText
    new: ComparedText
    theirs: dict[int, int]
    ours: dict[int, int]
    groups: dict[int, Group] = field(default_factory=dict)
    added: dict[int, int] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.moved, self.moved_by_people = _moved(self.ours), _moved(self.theirs)
        self.base_of_new = {k: i for i, k in self.ours.items()}
        self.base_of_people = {j: i for i, j in self.theirs.items()}
        self._pair_additions()
        self.groups = regroup(self.base, self.people, self.theirs, set(self.added.values()))
        for bases, peoples in self.groups.values():
            for j in peoples:
                self.base_of_people.setdefault(j, bases[0])
            for i in bases:
                self.theirs.setdefault(i, peoples[0])
        self._pair_twins()

    def _unpaired(self) -> tuple[list[int], list[int]]:
        """What the plan added (or changed while people took it away), and what people added."""
        ours = [k for k in range(len(self.new.blocks)) if self.base_of_new.get(k, -1) not in self.theirs]
        ours = [k for k in ours if k not in self.added]
        known = {*self.base_of_people, *self.added.values()}
        return ours, [j for j in range(len(self.people.blocks)) if j not in known]

    def _pair_additions(self) -> None:
        """Blocks that people and plan both added: words that stand once on each side, then the others in order."""
        ours, theirs = self._unpaired()
        in_new, in_people = (
            Counter(side.full[n] for n in some) for side, some in ((self.new, ours), (self.people, theirs))
        )
        places = {self.people.full[j]: j for j in theirs}
        for k in ours:
            key = self.new.full[k]
            if in_new[key] == in_people[key] == 1 and self.new.totals[k] >= TOO_SHORT:
                self.added[k] = places[key]
        ours, theirs = self._unpaired()
        for y, x in same([self.new.full[k] for k in ours], [self.people.full[j] for j in theirs]):
            k, j = ours[y], theirs[x]
            if self.new.totals[k] >= TOO_SHORT or self._neighbours(k, j):
                self.added[k] = j

    def _pair_twins(self) -> None:
        """Blocks that both added and that differ in little."""
        ours, theirs = self._unpaired()
        ours = [k for k in ours if k not in self.base_of_new]
        if len(theirs) * len(ours) > PAIRS:
            return
        scored = [(alike(self.new, k, self.people, j), k, j) for k in ours for j in theirs]
        for score, k, j in sorted(scored, key=lambda item: (-item[0], item[1:])):
            if score > TWINS and k not in self.twins and j not in self.twins.values():
                self.twins[k] = j

    def _neighbours(self, k: int, j: int) -> bool:
        """True if what stands before or behind is one block as well (or both stand at an end)."""
        for step in (-1, 1):
            near_k, near_j = k + step, j + step
            ends = near_k in (-1, len(self.new.blocks)) and near_j in (-1, len(self.people.blocks))
            if ends or (self.carrier(near_k) == near_j and near_j >= 0):
                return True
        return False

    def carrier(self, k: int) -> int:
        """People's block that holds the plan's block `k`; -1 if there is none."""
        if k in self.added or k in self.twins:
            return self.added[k] if k in self.added else self.twins[k]
        return self.theirs.get(self.base_of_new.get(k, -1), -1)

    def last_carrier(self, k: int) -> int:
        """The same, but of a paragraph that people split the last part."""
        group = self.groups.get(self.base_of_new.get(k, -1))
        return max(group[1]) if group else self.carrier(k)


def pair_up(base: Sequence[Block], people: Sequence[Block], new: Sequence[Block]) -> Pairing:
    """Find out who is who among three texts."""
    b, p, n = ComparedText(base), ComparedText(people), ComparedText(new)
    theirs, ours = align(base, people), align(base, new)
    _part_tables(base, new, ours)
    return Pairing(b, p, n, theirs, ours)


def _moved(pairs: dict[int, int]) -> set[int]:
    """The blocks that stand out of their order."""
    ordered = sorted(pairs.items())
    kept = {ordered[at][0] for at in rising([place for _, place in ordered])}
    return set(pairs) - kept


def _part_tables(base: Sequence[Block], new: Sequence[Block], ours: dict[int, int]) -> None:
    """A table that has other columns now is another table."""
    for start, end in sections(base, ROWS):
        rows = [i for i in range(start, end) if i in ours]
        if any(len(base[i].cells) != len(new[ours[i]].cells) for i in rows):
            for i in rows:
                del ours[i]


def sections(blocks: Sequence[Block], kinds: frozenset[str]) -> list[tuple[int, int]]:
    """Where the tables of a text begin and end, or its sections, or its items with what stands within them."""
    if kinds == ROWS:
        return [(i, _table_end(blocks, i)) for i, block in enumerate(blocks) if block.kind == "head"]
    ends = HEADINGS if kinds == HEADINGS else frozenset()
    starts = [i for i, block in enumerate(blocks) if block.kind in kinds]
    return [(i, _section_end(blocks, i, ends)) for i in starts]


def _table_end(blocks: Sequence[Block], start: int) -> int:
    return next((i for i in range(start + 1, len(blocks)) if blocks[i].kind != "row"), len(blocks))


def _section_end(blocks: Sequence[Block], start: int, ends: frozenset[str]) -> int:
    """The next block of no deeper level; where only headings end a section, the next such heading."""
    level = blocks[start].level
    for i in range(start + 1, len(blocks)):
        outer = blocks[i].level <= level or (not ends and blocks[i].kind in HEADINGS)
        if outer and (not ends or blocks[i].kind in ends):
            return i
    return len(blocks)

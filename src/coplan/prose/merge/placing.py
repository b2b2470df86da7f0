"""Where the plan's new blocks go among people's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coplan.prose.merge.likeness import HEADINGS, ITEMS, ROWS
from coplan.prose.merge.merge_steps import MergeStep
from coplan.prose.merge.pairing import Pairing
from coplan.prose.notes import is_note


class Placing:
    """Finds for each block of the plan's people's block behind which it comes in; -1 is the beginning."""

    def __init__(self, pairing: Pairing, steps: dict[int, list[MergeStep]], rewritten: set[int]) -> None:
        self.pairing = pairing
        self.steps = steps
        self.rewritten = rewritten
        self.places: dict[int, int] = {}

    def run(self, missing: Iterable[MergeStep]) -> dict[int, list[MergeStep]]:
        """The steps by people's block that they follow. Where people took the surroundings away, they are conflicts."""
        wanted = {step.new: step for step in missing if step.new is not None}
        found: dict[int, list[MergeStep]] = {}
        place = -1
        for k in range(len(self.pairing.new.blocks)):
            step = wanted.get(k)
            carrier = self.pairing.last_carrier(k)
            if step is None:
                place = carrier if carrier >= 0 else place
                continue
            if step.action == "conflict" and carrier >= 0:  # joined by people into a block that is disputed already
                place = carrier
            place = self._behind_theirs(place, k)
            if step.action == "insert" and self._lost(k, place, found):
                step = replace(step, action="conflict")
            found.setdefault(place, []).append(step)
        return found

    def _behind_theirs(self, place: int, k: int) -> int:
        """Step over what people wrote below a block, if it must stay together with it."""
        people = self.pairing.people.blocks
        while place + 1 < len(people) and self._stays(place, place + 1, k):
            place += 1
        return place

    def _stays(self, place: int, j: int, k: int) -> bool:
        block, people = self.pairing.new.blocks[k], self.pairing.people.blocks
        if people[j].kind == "row":  # nothing but a row comes between the rows of a table
            return block.kind != "row" and place >= 0
        if self._in_note(j):
            return True
        if not self._is_theirs(j):
            return False
        if block.kind in HEADINGS:
            return people[j].kind not in HEADINGS or people[j].level > block.level
        if place < 0 or block.kind in ITEMS or block.kind == "row":
            return False
        kind = people[place].kind
        return kind == people[j].kind == "quote" != block.kind or (kind in ITEMS and people[j].kind in ITEMS)

    def _in_note(self, j: int) -> bool:
        people = self.pairing.people.blocks
        while j >= 0 and people[j].kind == "quote":
            if is_note(people[j]):
                return True
            j -= 1
        return False

    def _is_theirs(self, j: int) -> bool:
        """True for what people added, and for what they alone still hold."""
        step = self.steps[j][0]
        return step.action == "orphan" or (step.base is None and step.new is None)

    def _lost(self, k: int, place: int, found: dict[int, list[MergeStep]]) -> bool:
        """True if people took away the section or table that a block belongs to, or wrote something else instead."""
        if self.pairing.new.blocks[k].kind == "row" and not self._in_table(place, found):
            return True
        return self._section_gone(k) or self._both_replaced(k)

    def _in_table(self, place: int, found: dict[int, list[MergeStep]]) -> bool:
        before = found.get(place)
        if before and before[-1].block is not None:
            return before[-1].block.kind in ROWS and before[-1].action == "insert"
        return place >= 0 and self.pairing.people.blocks[place].kind in ROWS

    def _section_gone(self, k: int) -> bool:
        """True if people deleted the heading above and all that stood below it."""
        blocks = self.pairing.new.blocks
        if blocks[k].kind in HEADINGS:
            return False
        above = next((n for n in range(k - 1, -1, -1) if blocks[n].kind in HEADINGS), -1)
        if above < 0 or self.pairing.base_of_new.get(above) is None or self.pairing.carrier(above) >= 0:
            return False
        below = range(above + 1, len(blocks))
        end = next((n for n in below if blocks[n].kind in HEADINGS), len(blocks))
        return all(self.pairing.carrier(n) < 0 for n in range(above, end))

    def _both_replaced(self, k: int) -> bool:
        """True if people and plan each put something else in the place of the same block."""
        if k in self.rewritten:
            return False
        before, after = self._bounds(k)
        between = range(self.pairing.carrier(before) + 1, self._end(after))
        if not any(j not in self.pairing.base_of_people and self.steps[j][0].new is None for j in between):
            return False
        start = self.pairing.base_of_new.get(before, -1)
        end = self.pairing.base_of_new.get(after, len(self.pairing.base.blocks))
        return any(i not in self.pairing.theirs and i not in self.pairing.ours for i in range(start + 1, end))

    def _bounds(self, k: int) -> tuple[int, int]:
        """The nearest blocks of the plan around `k` that people still hold."""
        length = len(self.pairing.new.blocks)
        before = next((n for n in range(k - 1, -1, -1) if self._holds(n)), -1)
        return before, next((n for n in range(k + 1, length) if self._holds(n)), length)

    def _holds(self, k: int) -> bool:
        return k in self.pairing.base_of_new and self.pairing.carrier(k) >= 0

    def _end(self, after: int) -> int:
        carrier = self.pairing.carrier(after)
        return carrier if carrier >= 0 else len(self.pairing.people.blocks)

"""The blocks that a merge leads to: what accepting all of it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coplan.prose.blocks import Block
from coplan.prose.merge.merge_steps import Merge
from coplan.prose.merge.phrases import splice_runs


def merged(people: Sequence[Block], merge: Merge) -> list[Block]:
    """People's blocks with the merge carried out. Conflicts leave people's text as it is."""
    found = []
    for step in merge.steps:
        if step.action == "insert" and step.block is not None:
            found.append(step.block)
        elif step.people is not None and step.action != "delete":
            block = people[step.people]
            if step.action == "change":
                cells = tuple(splice_runs(runs, cut) for runs, cut in zip(block.cells, step.splices, strict=True))
                block = replace(block, cells=cells)
            found.append(block)
    return found

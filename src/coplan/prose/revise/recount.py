"""Counts headings and lists again where the plan's blocks came or went, and only there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from coplan.prose.revise.entries import TextEntry


def recount_headings(entries: Sequence[TextEntry]) -> None:
    """Number the headings that have a number from one on."""
    section = part = 0
    for entry in entries:
        if entry.block.kind != "heading" or not entry.number or entry.block.level > 2:
            continue
        if entry.block.level == 1:
            section, part = section + 1, 0
            number = f"{section}."
        else:
            part += 1
            number = f"{section}.{part}" + ("." if entry.number.rstrip().endswith(".") else "")
        old = re.escape(entry.number.strip())
        entry.lines[0] = re.sub(rf"^(\s*(?:#+\s+)?){old}", rf"\g<1>{number}", entry.lines[0], count=1)


def recount_lists(entries: Sequence[TextEntry]) -> None:
    """Number the items of those lists again in which an item came or went."""
    for items in _lists(entries):
        if any(item.people is None or item.removed for item in items):
            _recount(items)


def _lists(entries: Sequence[TextEntry]) -> list[list[TextEntry]]:
    """The numbered lists."""
    found: list[list[TextEntry]] = []
    running: dict[int, list[TextEntry]] = {}
    for entry in entries:
        level, kind = entry.block.level, entry.block.kind
        if kind == "number" and entry.marker:
            running = {depth: items for depth, items in running.items() if depth <= level}
            if level not in running:
                running[level] = []
                found.append(running[level])
            running[level].append(entry)
        elif not entry.is_note:
            ended = 0 if kind in ("heading", "title") else level
            running = {depth: items for depth, items in running.items() if depth < ended}
    return found


def _recount(items: list[TextEntry]) -> None:
    """Count from the first item on. Where all have one number, as some write it, so have the new ones."""
    numbers = [int(item.marker[:-1]) for item in items if item.people is not None]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        for item in items:
            if item.people is None and len(set(numbers)) == 1:
                _mark(item, f"{numbers[0]}{item.marker[-1]}")
        return
    start = int((items[0].removed or items[0].marker)[:-1])
    markers = [f"{start + place}{item.marker[-1]}" for place, item in enumerate(items)]
    if all(item.people is None or len(item.marker) == len(marker) for item, marker in zip(items, markers, strict=True)):
        for item, marker in zip(items, markers, strict=True):  # else what stands within an item would fall out of it
            _mark(item, marker)


def _mark(item: TextEntry, marker: str) -> None:
    line = item.lines[0]
    at = line.index(item.marker)
    item.lines[0] = line[:at] + marker + line[at + len(item.marker) :]
    item.marker = marker

"""Joins the entries of a merged text: people's own blank lines where they stood, fitting ones at new seams."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.prose.markdown.located import Placed
from coplan.prose.markdown.write import ITEMS, between
from coplan.prose.revise.entries import TextEntry
from coplan.prose.revise.text_lines import Lines

Line = tuple[str, str]  # a line and its end


def joined(entries: Sequence[TextEntry], people: Lines, placed: Sequence[Placed]) -> str:
    """The text of these entries."""
    gaps = _gaps(people, placed)
    found: list[Line] = [*gaps[0]]
    for place, entry in enumerate(entries):
        if place:
            found += _seam(entries[place - 1], entry, gaps, people.newline)
        found += _own(entry, people.newline)
    found += gaps[-1] if placed else []
    return _written(found, people)


def _gaps(people: Lines, placed: Sequence[Placed]) -> list[list[Line]]:
    """The lines before the first block, between blocks, and after the last."""
    lines = list(zip(people.texts, people.ends, strict=True))
    bounds = [0, *(place for item in placed for place in (item.first, item.last)), len(lines)]
    return [lines[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]


def _own(entry: TextEntry, newline: str) -> list[Line]:
    ends = entry.ends if len(entry.ends) == len(entry.lines) else [newline] * len(entry.lines)
    return list(zip(entry.lines, ends, strict=True))


def _seam(before: TextEntry, after: TextEntry, gaps: list[list[Line]], newline: str) -> list[Line]:
    """What parts two entries: people's own blank lines if these fit."""
    mine, theirs = before.people, after.people
    if mine is not None and theirs == mine + 1:
        return gaps[theirs]
    offers = [gaps[mine + 1]] if mine is not None else []
    offers += [gaps[theirs]] if theirs is not None else []
    wanted = _wanted(before, after)
    both_items = before.block.kind in ITEMS and after.block.kind in ITEMS
    if not wanted:
        loose = both_items and _all_blank(offers)
        return offers[0] if loose else []
    for offer in offers:
        if any(text.strip() == wanted[0] for text, _ in offer):
            return offer
    return [(text, newline) for text in wanted]


def _all_blank(offers: list[list[Line]]) -> bool:
    """True in a list whose items people parted by blank lines."""
    return bool(offers) and all(offer and not any(text.strip() for text, _ in offer) for offer in offers)


def _wanted(before: TextEntry, after: TextEntry) -> list[str]:
    if before.is_note or after.is_note:
        return [""]
    apart = before.block.kind != after.block.kind and before.block.level == after.block.level
    return between(before.block, after.block, fresh=apart)


def _written(found: list[Line], people: Lines) -> str:
    """Lines as text. Only the last one may be without an end, and only if people's last one is."""
    if not found:
        return ""
    *lines, (last, end) = found
    parts = [text + (end or people.newline) for text, end in lines]
    open_end = bool(people.ends) and not people.ends[-1]
    return "".join(parts) + last + ("" if open_end else end or people.newline)

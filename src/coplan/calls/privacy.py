"""Small counts are not shown, and cannot be worked out from the totals that are.

A count from 1 to the limit less one is left out. So that no total gives it away, further counts are left out until
(a) each published sum that has gaps has at least two, which together reach the limit, and (b) no gap follows from the
published sums taken together, whatever is added to or taken from what. (b) is tested exactly: the gaps are unknowns,
the sums are equations, and a gap is known if the equations have one solution for it (Cox, J. Am. Stat. Assoc. 75
(1980) 377-385, on complementary suppression). (c) Nor may it follow from that no count is below zero.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Band = tuple[int, int]  # the least and the most that a count may be
PRIME = 2_147_483_647  # equations are solved in whole numbers modulo a prime, so that nothing is rounded


def hide(
    counts: Mapping[Key, int],
    sums: Sequence[Collection[Key]],
    smallest: int,
    known: Mapping[Key, Band] | None = None,
) -> dict[Key, int | None]:
    """The counts, with None for what is not shown. `sums` are the groups of keys whose totals are shown.

    `known` are bounds of counts that are told elsewhere.
    """
    hidden = {key for key, count in counts.items() if 0 < count < smallest}
    while hidden:
        more = (
            _by_sum(counts, sums, hidden, smallest)
            or _more(counts, sums, hidden, known_gaps(sums, hidden))
            or _more(counts, sums, hidden, bounded_gaps(counts, sums, hidden, known or {}))
        )
        if not more:
            break
        hidden |= more
    return {key: None if key in hidden else count for key, count in counts.items()}


def hide_in_list(
    counts: Mapping[Key, int], smallest: int, known: Mapping[Key, Band] | None = None
) -> dict[Key, int | None]:
    """Counts of one list whose total is shown, most first.

    What is not shown comes last, by name: a place in the order would tell between which counts it lies.
    """
    shown = hide(counts, [list(counts)], smallest, known)
    return dict(sorted(shown.items(), key=lambda item: (item[1] is None, -(item[1] or 0), str(item[0]))))


def rounded_volume(count: int, smallest: int) -> tuple[str, Band]:
    """A volume in words that tell no small count, and the bounds that they tell."""
    if count < smallest:
        return f"fewer than {smallest}", (1, smallest - 1)
    about = round(count, -1)
    return f"about {about:,}", (max(smallest, about - 5), about + 5)


def hidden_total(total: int, smallest: int) -> int | None:
    """A count that stands alone."""
    return None if 0 < total < smallest else total


def _by_sum(counts: Mapping[Key, int], sums: Sequence[Collection[Key]], hidden: set[Key], smallest: int) -> set[Key]:
    """What else must go so that each sum with a gap has two, which reach the limit."""
    more: set[Key] = set()
    for group in sums:
        gaps = [key for key in group if key in hidden or key in more]
        if gaps and (len(gaps) < 2 or sum(counts[key] for key in gaps) < smallest):
            rest = [key for key in group if key not in hidden and key not in more]
            if rest:
                more.add(_cheapest(counts, rest))
    return more


def _more(
    counts: Mapping[Key, int], sums: Sequence[Collection[Key]], hidden: set[Key], known: Sequence[Key]
) -> set[Key]:
    """What else must go for each gap that is known: from the smallest sum that holds it and has more to hide."""
    more: set[Key] = set()
    for key in known:
        for group in sorted((group for group in sums if key in group), key=len):
            rest = [other for other in group if other not in hidden]
            if rest:
                more.add(_cheapest(counts, rest))
                break
    return more


def _cheapest(counts: Mapping[Key, int], keys: Sequence[Key]) -> Key:
    """A small count rather than a large one, and any rather than a zero."""
    return min(keys, key=lambda key: (counts[key] == 0, counts[key], str(key)))


def known_gaps(sums: Sequence[Collection[Key]], hidden: Collection[Key]) -> list[Key]:
    """The gaps that follow from the sums: those that stand alone in a row of the solved equations."""
    order = {key: place for place, key in enumerate(sorted(hidden, key=str))}
    rows: list[dict[int, int]] = []
    for group in sums:
        row = {order[key]: 1 for key in group if key in order}
        for solved in rows:
            row = _less(row, solved)
        if row:
            first = min(row)
            inverse = pow(row[first], -1, PRIME)
            row = {at: value * inverse % PRIME for at, value in row.items()}
            rows = [_less(solved, row) for solved in rows] + [row]
    names = {place: key for key, place in order.items()}
    return [names[next(iter(row))] for row in rows if len(row) == 1]


def bounded_gaps(
    counts: Mapping[Key, int],
    sums: Sequence[Collection[Key]],
    hidden: Collection[Key],
    known: Mapping[Key, Band] | None = None,
) -> list[Key]:
    """The gaps above zero that follow from the sums, from known bounds, and from that no count is below zero."""
    groups = [[key for key in group if key in hidden] for group in sums]
    groups = [group for group in groups if group]
    totals = [sum(counts[key] for key in group) for group in groups]
    low = dict.fromkeys(hidden, 0)
    high = {key: max(totals, default=0) for key in hidden}
    for key, (least, most) in (known or {}).items():
        if key in low:
            low[key], high[key] = max(low[key], least), min(high[key], most)
    moved = True
    while moved:
        moved = False
        for group, total in zip(groups, totals, strict=True):
            lows, highs = sum(low[key] for key in group), sum(high[key] for key in group)
            for key in group:
                least, most = total - (highs - high[key]), total - (lows - low[key])
                if least > low[key] or most < high[key]:
                    lows, highs = lows - low[key], highs - high[key]
                    low[key], high[key] = max(low[key], least), min(high[key], most)
                    lows, highs, moved = lows + low[key], highs + high[key], True
    return [key for key in low if low[key] == high[key] > 0]


def _less(row: dict[int, int], solved: dict[int, int]) -> dict[int, int]:
    """The row without the first unknown of a solved one."""
    first = min(solved)
    factor = row.get(first, 0)
    if not factor:
        return row
    found = dict(row)
    for at, value in solved.items():
        left = (found.get(at, 0) - factor * value) % PRIME
        if left:
            found[at] = left
        else:
            found.pop(at, None)
    return found

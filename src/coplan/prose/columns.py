"""How wide the columns of a table are, so that no word is broken in a cell. Pure: texts in, widths out."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What stays together on a line: a number that someone dials, and a word; a line may end behind a hyphen.
PHONE = r"(?:\(\d{3}\) |\d{3}-)\d{3}-\d{4}"
PIECE = re.compile(rf"{PHONE}|[^\s-]*-+|[^\s-]+")
# What a reader takes in at once, and what stays together where the other columns keep room: a day of the calendar.
DAY = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}"
)
KEPT = re.compile(f"{DAY.pattern}|{PIECE.pattern}")
ROOM = 1 / 3  # of the whole width: so much is left to divide once days are kept together, or they are not
NARROW, THIN, WIDE = frozenset("ijl.,:;'’|!I"), frozenset('frt()[]-–“”"/ '), frozenset("mwMW@%—")
SAFE = 1.06  # letters are estimated; bold ones are wider
FULL = 32.0  # ems: a text that is longer than that is broken into lines anyway
MOST = 0.6  # of the whole width that one word may claim: an address may be longer than any column


def ems(text: str) -> float:
    """How wide a text is on one line, in ems of its font: an estimate on the safe side for common fonts."""
    return SAFE * sum(map(EM.__getitem__, text))


class _Em(dict[str, float]):
    """The width of each letter that was met, in ems."""

    def __missing__(self, char: str) -> float:
        alike = ((NARROW, 0.28), (THIN, 0.38), (WIDE, 0.88), (char if char.isupper() else "", 0.66))
        self[char] = found = next((width for letters, width in alike if char in letters), 0.53)
        return found


EM = _Em()


def column_widths(rows: Sequence[Sequence[str]], width: float, size: float, padding: float) -> list[float] | None:
    """Widths of the columns that add up to `width`; None where the longest words do not fit side by side.

    `size` is that of the font and `padding` what a cell needs at its sides together, all in the same unit.
    """
    columns = max(len(row) for row in rows)
    want = [size] * columns
    for row in rows:
        for place, text in enumerate(row):
            want[place] = max(want[place], min(ems(text), FULL) * size)
    for place in _to_fill(rows[1:]):
        want[place] = FULL * size
    for pieces, room in ((KEPT, ROOM * width), (PIECE, 0.0)):
        least = _least(rows, columns, width, size, pieces)
        free = width - sum(least) - padding * columns
        needs = [max(wanted - word, 0.0) for wanted, word in zip(want, least, strict=True)]
        if free >= min(room, sum(needs)):
            break
    else:
        return None
    shares = needs if sum(needs) > free else [need + 1 for need in want]
    if sum(needs) <= free:
        least, free = [word + need for word, need in zip(least, needs, strict=True)], free - sum(needs)
    return [word + padding + free * share / sum(shares) for word, share in zip(least, shares, strict=True)]


def _least(
    rows: Sequence[Sequence[str]], columns: int, width: float, size: float, pieces: re.Pattern[str]
) -> list[float]:
    """What each column needs so that its longest piece stands on one line."""
    found = [size] * columns
    for row in rows:
        for place, text in enumerate(row):
            longest = max((ems(word) for word in pieces.findall(text)), default=1)
            found[place] = max(found[place], min(longest * size, MOST * width))
    return found


def _to_fill(rows: Sequence[Sequence[str]]) -> set[int]:
    """The columns that have an empty cell beside others, which is for writing by hand."""
    return {place for row in rows if any(row) for place, text in enumerate(row) if not text}


def lines_needed(text: str, width: float, size: float) -> int:
    """About how many lines a text takes in a column of this width."""
    return int(ems(text) * size / max(width, size)) + 1

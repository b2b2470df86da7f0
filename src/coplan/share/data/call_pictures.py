"""Calls as pictures: SVG with words in it, no script, nothing from outside. A count that is not shown is hatched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape

from coplan.calls.shown import HourBlock
from coplan.share.svg import titled_head

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CELL, NAMES, TOP = 30, 90, 60  # pixels
HATCH = (
    '<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#f2f2f2"/><line x1="0" y1="0" x2="0" y2="6" stroke="#9a9a9a"/></pattern></defs>'
)


def heat_map(week: Sequence[Sequence[int | None]], title: str) -> str:
    """Calls by weekday and hour: the darker, the more. Each cell says its count."""
    width, height = NAMES + 24 * CELL + 20, TOP + 7 * CELL + 40
    most = max((count or 0 for day in week for count in day), default=0) or 1
    parts = [*titled_head(width, height, title), HATCH]
    parts += [_words(NAMES + hour * CELL, TOP - 8, f"{hour:02}") for hour in range(0, 24, 2)]
    for place, day in enumerate(week):
        parts.append(_words(10, TOP + place * CELL + 20, DAYS[place]))
        for hour, count in enumerate(day):
            parts += _cell(NAMES + hour * CELL, TOP + place * CELL, count, most, f"{DAYS[place]} {hour:02}:00")
    if any(count is None for day in week for count in day):
        parts.append(
            _words(NAMES, TOP + 7 * CELL + 24, "Hatched: too few calls to show, or a count that would tell them.")
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def block_map(blocks: Sequence[HourBlock], title: str) -> str:
    """Calls by blocks of hours, where single hours are too small to show: the darker, the more calls an hour."""
    width, height = NAMES + 24 * CELL + 20, TOP + 7 * CELL + 20
    most = max((block.calls / len(block.hours) for block in blocks), default=0) or 1
    parts = titled_head(width, height, title)
    parts += [_words(NAMES + hour * CELL, TOP - 8, f"{hour:02}") for hour in range(0, 24, 2)]
    parts += [_words(10, TOP + place * CELL + 20, day) for place, day in enumerate(DAYS)]
    for block in blocks:
        where = f"{DAYS[block.days[0]]} {block.start:02}:00 to {block.end:02}:00"
        size = (block.end - block.start) * CELL, len(block.days) * CELL
        left, top = NAMES + block.start * CELL, TOP + block.days[0] * CELL
        parts += _cell(left, top, block.calls, most * len(block.hours), where, *size)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _cell(
    left: int, top: int, count: int | None, most: float, where: str, wide: int = CELL, high: int = CELL
) -> Iterator[str]:
    said = "not shown" if count is None else f"{count:,} calls"
    dark = 0 if count is None else count / most
    fill = (
        "url(#h)"
        if count is None
        else f"rgb({round(247 - 218 * dark)},{round(251 - 170 * dark)},{round(255 - 130 * dark)})"
    )
    yield (
        f'<rect x="{left}" y="{top}" width="{wide - 1}" height="{high - 1}" fill="{fill}">'
        f"<title>{escape(where)}: {said}</title></rect>"
    )
    if count is not None:
        ink = "#ffffff" if dark > 0.55 else "#1a1a1a"
        at = f'x="{left + wide / 2 - 0.5}" y="{top + high / 2 + 4}" text-anchor="middle"'
        yield f'<text {at} font-size="10" fill="{ink}">{count}</text>'


def month_bars(months: Mapping[date, int | None], title: str) -> str:
    """Calls by month as bars."""
    wide = max(14, min(40, 900 // max(len(months), 1)))
    width, height, base = NAMES + wide * len(months) + 20, 300, 240
    most = max((count or 0 for count in months.values()), default=0) or 1
    parts = [*titled_head(width, height, title), HATCH, _words(10, TOP + 4, f"{most:,}"), _words(10, base, "0")]
    for place, (month, count) in enumerate(months.items()):
        left, tall = NAMES + place * wide, round((base - TOP) * (count or 0) / most)
        said = "not shown" if count is None else f"{count:,} calls"
        fill, top, high = ("url(#h)", TOP, base - TOP) if count is None else ("#2f6f9f", base - tall, tall)
        parts.append(
            f'<rect x="{left}" y="{top}" width="{wide - 2}" height="{high}" fill="{fill}">'
            f"<title>{month:%B %Y}: {said}</title></rect>"
        )
        if month.month == 1 or place == 0:
            parts.append(_words(left, base + 18, f"{month:%b %Y}"))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _words(left: float, top: float, words: str) -> str:
    return f'<text x="{left}" y="{top}" fill="#1a1a1a">{escape(words)}</text>'

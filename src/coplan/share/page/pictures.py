"""Pictures of the report: SVG with words in it, no script, nothing from outside. Each says in words what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from coplan.share.data.call_pictures import DAYS
from coplan.share.svg import svg_head

CELL, LEFT, TOP = 30, 92, 34  # pixels
BAR, NAMES, WIDE = 26, 220, 460
INK = "#1a1a1a"
DARK, LIGHT = "#1d3f5e", "#8fb3d1"


def week_map(calls: Sequence[Decimal], duty: Sequence[Decimal], title: str) -> str:
    """Calls by hour of the week, the darker the more, with a frame around each hour on duty."""
    width, height = LEFT + 24 * CELL + 10, TOP + 7 * CELL + 34
    most = max(calls, default=Decimal(0))
    parts = svg_head(width, height, title, 13)
    parts += [_text(LEFT + hour * CELL + CELL / 2, TOP - 10, f"{hour:02}", "middle") for hour in range(24)]
    for day, name in enumerate(DAYS):
        parts.append(_text(8, TOP + day * CELL + 20, name))
        for hour in range(24):
            parts.append(_hour(day, hour, calls[day * 24 + hour], most, duty[day * 24 + hour], name))
    shade = "Darker: more calls. " if most else ""
    parts.append(_text(LEFT, height - 10, f"{shade}Thick frame with a dot: the team is on duty."))
    return "\n".join([*parts, "</svg>"])


def _hour(day: int, hour: int, calls: Decimal, most: Decimal, duty: Decimal, name: str) -> str:
    dark = float(calls / most) if most else 0.0
    fill = f"rgb({round(248 - 150 * dark)},{round(250 - 120 * dark)},{round(252 - 70 * dark)})"
    on = duty >= Decimal("0.5")
    frame = 'stroke="#1d3f5e" stroke-width="3"' if on else 'stroke="#c9d3db" stroke-width="1"'
    x, y = LEFT + hour * CELL, TOP + day * CELL
    said = f"{name} {hour:02}:00: {calls:.1f} calls, {'on' if on else 'off'} duty"
    dot = f'<circle cx="{x + 15}" cy="{y + 15}" r="4" fill="{DARK}"/>' if on else ""
    return (
        f'<rect x="{x + 2}" y="{y + 2}" width="{CELL - 4}" height="{CELL - 4}" fill="{fill}" {frame}>'
        f"<title>{escape(said)}</title></rect>{dot}"
    )


def pair_bars(rows: Sequence[tuple[str, Decimal, Decimal]], names: tuple[str, str], title: str, unit: str = "") -> str:
    """Two bars a row, such as needed and planned, each with its number."""
    height = TOP + len(rows) * (2 * BAR + 14) + 30
    most = max((max(one, other) for _, one, other in rows), default=Decimal(0)) or Decimal(1)
    parts = svg_head(NAMES + WIDE + 130, height, title, 13)
    for place, (label, one, other) in enumerate(rows):
        y = TOP + place * (2 * BAR + 14)
        parts.append(_text(NAMES - 10, y + BAR + 4, label[:30], "end"))
        for row, (value, color) in enumerate(((one, DARK), (other, LIGHT))):
            wide = max(float(max(value, Decimal(0)) / most) * WIDE, 1)
            parts.append(
                f'<rect x="{NAMES}" y="{y + row * BAR}" width="{wide:.1f}" height="{BAR - 3}" fill="{color}"/>'
            )
            parts.append(_text(NAMES + wide + 6, y + row * BAR + 16, f"{unit}{value:,f}"))
    for row, (name, color) in enumerate(zip(names, (DARK, LIGHT), strict=True)):
        x = NAMES + row * 200
        parts += [
            f'<rect x="{x}" y="{height - 22}" width="14" height="14" fill="{color}"/>',
            _text(x + 20, height - 10, name),
        ]
    return "\n".join([*parts, "</svg>"])


def trend(ratings: Sequence[int], title: str) -> str:
    """Ratings from 1 to 5 over time as a line; one alone is a dot."""
    step = 120 / max(len(ratings) - 1, 1)
    points = [(8 + place * step, 38 - 7 * rating) for place, rating in enumerate(ratings)]
    line = " ".join(f"{x:.0f},{y}" for x, y in points)
    x, y = points[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 140 40" width="140" height="40" role="img" '
        f'aria-label="{escape(title)}"><polyline points="{line}" fill="none" stroke="{DARK}" stroke-width="2"/>'
        f'<circle cx="{x:.0f}" cy="{y}" r="4" fill="{DARK}"/></svg>'
    )


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{INK}" text-anchor="{anchor}">{escape(words)}</text>'

"""A measure by month as a picture: run chart with its median, or control chart with its limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import median

from coplan.share.svg import titled_head

LEFT, TOP, WIDE, HIGH = 60, 50, 700, 220  # pixels


def run_chart(
    months: Mapping[date, float | None],
    title: str,
    stop: float | None = None,
    limits: Sequence[tuple[float, float]] | None = None,
) -> str:
    """A measure by month as a line with its median; the level at which the plan says stop as a dashed one.

    With control limits, one pair a month, they are drawn as steps, and a month outside of them as a ring.
    """
    told = [value for value in months.values() if value is not None]
    most = max([*told, stop or 0, 1e-9, *[high for _, high in limits or ()]])
    step = WIDE / max(len(months) - 1, 1)

    def place(at: int, value: float) -> tuple[float, float]:
        return round(LEFT + at * step, 1), round(TOP + HIGH * (1 - value / most), 1)

    points = [(at, value) for at, value in enumerate(months.values()) if value is not None]
    dots = [
        f'<circle cx="{x}" cy="{y}" r="3.5" fill="#1d3f5e"><title>{month:%B %Y}: {value:,.1f}</title></circle>'
        for (at, value), month in zip(points, [m for m, v in months.items() if v is not None], strict=True)
        for x, y in [place(at, value)]
    ]
    parts = [
        *titled_head(LEFT + WIDE + 30, TOP + HIGH + 60, title),
        f'<text x="10" y="{TOP + 5}">{most:,.1f}</text><text x="10" y="{TOP + HIGH}">0</text>',
    ]
    if points:
        line = " ".join(f"{x},{y}" for x, y in (place(at, value) for at, value in points))
        parts.append(f'<polyline points="{line}" fill="none" stroke="#2f6f9f" stroke-width="2"/>')
    if told:
        parts.append(_level(median(told), most, "median", "#777777", ""))
    if limits:
        parts += _limits(limits, most, step)
    if stop is not None:
        parts.append(_level(stop, most, "stop and review", "#b3402e", ' stroke-dasharray="6 4"'))
    if len(points) < len(months):
        parts.append(f'<text x="{LEFT}" y="{TOP + HIGH + 45}">Months without a point: too few people to show.</text>')
    if months:
        first, last = min(months), max(months)
        parts.append(f'<text x="{LEFT}" y="{TOP + HIGH + 25}">{first:%b %Y} to {last:%b %Y}</text>')
    for (at, value), (low, high) in zip(points, limits or [], strict=False):
        if not low <= value <= high:
            x, y = place(at, value)
            dots.append(f'<circle cx="{x}" cy="{y}" r="8" fill="none" stroke="#b3402e" stroke-width="2"/>')
    return "\n".join([*parts, *dots, "</svg>"]) + "\n"


def _limits(limits: Sequence[tuple[float, float]], most: float, step: float) -> Iterator[str]:
    """Lower and upper limits as steps, a month wide."""
    for place, name, beside in ((0, "lower limit", 14), (1, "upper limit", -5)):
        corners = []
        for at, pair in enumerate(limits):
            y = round(TOP + HIGH * (1 - pair[place] / most), 1)
            ends = max(LEFT + (at - 0.5) * step, LEFT), min(LEFT + (at + 0.5) * step, LEFT + WIDE)
            corners += [f"{round(x, 1)},{y}" for x in ends]
        yield f'<polyline points="{" ".join(corners)}" fill="none" stroke="#777777" stroke-dasharray="2 3"/>'
        yield f'<text x="{LEFT + 4}" y="{y + beside}" fill="#777777">{name}</text>'


def _level(value: float, most: float, words: str, color: str, dash: str) -> str:
    y = round(TOP + HIGH * (1 - value / most), 1)
    line = f'<line x1="{LEFT}" y1="{y}" x2="{LEFT + WIDE}" y2="{y}" stroke="{color}"{dash}/>'
    return f'{line}<text x="{LEFT + WIDE - 90}" y="{y - 5}" fill="{color}">{words}</text>'

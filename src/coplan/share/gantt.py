"""The timeline as a picture: SVG with words in it, no script, nothing from outside."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from html import escape

from coplan.figures.timeline.network import Bar, Timeline

ROW, TOP, NAMES, CHART, RIGHT = 26, 44, 380, 620, 20  # pixels
COLORS = {"done": "#8a9ba8", "open": "#2f6f9f", "critical": "#1d3f5e", "tight": "#b98a2f", "late": "#b3402e"}
WORDS = {
    "done": "done",
    "open": "to do",
    "critical": "to do, decides the launch",
    "tight": "leaves little time",
    "late": "too late",
}


def gantt(timeline: Timeline, title: str) -> str:
    """The bars of a timeline, with the launch and today as lines, and each bar's dates as its title."""
    scale = _Scale(timeline)
    width, height = NAMES + CHART + RIGHT, TOP + ROW * len(timeline.bars) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"',
        ' role="img" aria-labelledby="t" font-family="Helvetica, Arial, sans-serif" font-size="12">',
        f'<title id="t">{escape(title)}</title>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_months(scale, height),
    ]
    for place, bar in enumerate(timeline.bars):
        parts += _bar(bar, TOP + place * ROW, scale)
    parts += _line(scale, timeline.today, "today", "#444444", height)
    if timeline.launch:
        parts += _line(scale, timeline.launch, "launch", "#b3402e", height)
    parts += [*_legend(height), "</svg>"]
    return "\n".join(parts) + "\n"


def state(bar: Bar) -> str:
    """What a bar's color says: done, late, tight, critical or open."""
    if bar.done:
        return "done"
    return "late" if bar.late else "tight" if bar.tight else "critical" if bar.critical else "open"


class _Scale:
    """Days to pixels."""

    def __init__(self, timeline: Timeline) -> None:
        marks = [timeline.today, timeline.ready, *([timeline.launch] if timeline.launch else [])]
        starts = [bar.begin for bar in timeline.bars if not bar.done] + marks
        self.first = min(starts).replace(day=1)
        self.last = max(*marks, *(bar.finish for bar in timeline.bars)) + datetime.timedelta(days=14)

    def x(self, day: datetime.date) -> float:
        share = (max(day, self.first) - self.first).days / max((self.last - self.first).days, 1)
        return NAMES + round(min(share, 1) * CHART, 1)


def _months(scale: _Scale, height: int) -> Iterator[str]:
    day, count = scale.first, 0
    months = (scale.last.year - day.year) * 12 + scale.last.month - day.month + 1
    every = max(1, -(-months // 10))
    while day <= scale.last:
        if count % every == 0:
            x = scale.x(day)
            yield f'<line x1="{x}" y1="{TOP - 8}" x2="{x}" y2="{height - 34}" stroke="#dddddd"/>'
            yield f'<text x="{x + 3}" y="{TOP - 12}" fill="#555555">{day.strftime("%Y-%m")}</text>'
        day, count = (day + datetime.timedelta(days=32)).replace(day=1), count + 1


def _bar(bar: Bar, y: int, scale: _Scale) -> list[str]:
    begin, finish = scale.x(bar.begin), scale.x(bar.finish)
    label = escape(bar.work.task.label)
    kind = state(bar)
    words = f"{label}: {bar.begin.isoformat()} to {bar.finish.isoformat()}, {WORDS[kind]}"
    gate = " ◆" if bar.work.task.gate else ""
    return [
        f'<text x="{NAMES - 8}" y="{y + 15}" text-anchor="end">{label}{gate}</text>',
        f'<rect x="{begin}" y="{y + 4}" width="{max(finish - begin, 3):.1f}" height="{ROW - 10}" rx="2"',
        f' fill="{COLORS[kind]}"><title>{words}</title></rect>',
    ]


def _line(scale: _Scale, day: datetime.date, word: str, color: str, height: int) -> list[str]:
    x = scale.x(day)
    return [
        f'<line x1="{x}" y1="{TOP - 4}" x2="{x}" y2="{height - 34}" stroke="{color}" stroke-dasharray="4 3"/>',
        f'<text x="{x}" y="14" text-anchor="middle" fill="{color}">{word} {day.isoformat()}</text>',
    ]


def _legend(height: int) -> Iterator[str]:
    x = 12
    for kind, words in WORDS.items():
        yield f'<rect x="{x}" y="{height - 22}" width="12" height="12" fill="{COLORS[kind]}"/>'
        yield f'<text x="{x + 17}" y="{height - 12}">{words}</text>'
        x += 34 + 6 * len(words)
    yield f'<text x="{x}" y="{height - 12}">◆ nobody goes into the field before it is done</text>'

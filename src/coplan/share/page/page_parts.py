"""The pieces of the report page: tables that fold on a telephone, pictures with words, parts of other reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from coplan.reports.titled import Line, Part, Report

NUMBER = re.compile(r"[-–]?[$]?[\d,.]+%?( FTE)?")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> Iterator[str]:
    """A table whose first column names the row. Cells are text."""
    if not rows:
        return
    yield '<table class="fold">'
    if caption:
        yield f"<caption>{escape(caption)}</caption>"
    cells = "".join(f'<th scope="col">{escape(head)}</th>' if head else "<td></td>" for head in heads)
    yield f"<thead><tr>{cells}</tr></thead><tbody>"
    for row in rows:
        first = f'<th scope="row">{escape(row[0])}</th>' if row[0] else "<td></td>"
        yield f"<tr>{first}{''.join(_cell(head, cell) for head, cell in zip(heads[1:], row[1:], strict=True))}</tr>"
    yield "</tbody></table>"


def _cell(head: str, text: str) -> str:
    number = ' class="n"' if NUMBER.fullmatch(text) else ""
    return f'<td{number} data-head="{escape(head)}">{escape(text)}</td>'


def figure(svg: str, name: str, caption: str) -> Iterator[str]:
    """A picture that may be wider than the screen: it scrolls by itself, by keyboard too."""
    own = svg.replace('aria-labelledby="t"', f'aria-labelledby="{name}-t"').replace('id="t"', f'id="{name}-t"')
    own = own.replace('id="h"', f'id="{name}-h"').replace("url(#h)", f"url(#{name}-h)")
    yield f'<figure><div class="wide" tabindex="0" role="group" aria-label="{escape(caption)}">{own}</div>'
    yield f"<figcaption>{escape(caption)}</figcaption></figure>"


def report_parts(report: Report, level: int = 3) -> Iterator[str]:
    """Another report inside of the page."""
    yield from _parts(report.parts)
    for section in report.sections:
        yield f"<h{level}>{escape(section.title)}</h{level}>"
        yield from _parts(section.parts)


def _parts(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Line):
            if part.words.strip():
                yield f"<p>{escape(part.words.strip())}</p>"
        else:
            yield from table([str(head) for head in part.heads], [[str(cell) for cell in row] for row in part.rows])


def tiles(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A few large numbers."""
    yield '<ul class="tiles">'
    yield from (f"<li><strong>{escape(number)}</strong> {escape(words)}</li>" for number, words in pairs)
    yield "</ul>"

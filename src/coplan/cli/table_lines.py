"""A table as lines for a screen of a given width: cells are wrapped between words, never inside of one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import TextWrapper, wrap

APART = "  "


def table_lines(heads: Sequence[str], rows: Sequence[Sequence[str]], room: int = 0) -> list[str]:
    """The lines of a table; `room` is the width of the screen in letters, 0 where there is no limit.

    Where even the longest words of all columns do not fit side by side, each row stands as lines of head and cell.
    """
    widths = _widths([heads, *rows], room - len(APART) * (len(heads) - 1) if room else 0)
    if widths is None:
        return [line for row in rows for line in _below_each_other(heads, row, room)]
    return [line for row in (heads, *rows) for line in _beside_each_other(row, widths)]


def number_lines(heads: Sequence[str], rows: Sequence[Sequence[str]], room: int = 0) -> list[str]:
    """The same for a table whose columns but the first hold numbers, which end in one line."""
    apart = len(APART) * (len(heads) - 1)
    widths = _widths([heads, *rows], room - apart if room else 0)
    if widths is None:
        return [line for row in rows for line in _below_each_other(heads, row, room)]
    return [line for row in (heads, *rows) for line in _beside_each_other(row, widths, numbers=True)]


def folded(line: str, room: int) -> list[str]:
    """A line broken between words where the screen ends; what follows stands two letters further in than it began."""
    if not room or len(line) <= room:
        return [line]
    lead = " " * (len(line) - len(line.lstrip()))
    wrapper = TextWrapper(room, lead, f"{lead}  ", break_long_words=False, break_on_hyphens=False)
    return wrapper.wrap(line.strip())


def _widths(lines: Sequence[Sequence[str]], room: int) -> list[int] | None:
    columns = list(zip(*lines, strict=True))
    wanted = [max(len(text) for text in column) for column in columns]
    if not room or sum(wanted) <= room:
        return wanted
    widths = [max((len(word) for text in column for word in text.split()), default=0) for column in columns]
    if sum(widths) > room:
        return None
    while sum(widths) < room:  # a letter at a time to the column that would save most
        need = [want / max(width, 1) if want > width else 0.0 for want, width in zip(wanted, widths, strict=True)]
        widths[need.index(max(need))] += 1
    return widths


def _beside_each_other(row: Sequence[str], widths: Sequence[int], *, numbers: bool = False) -> Iterator[str]:
    cells = [
        wrap(text, max(width, 1), break_long_words=False, break_on_hyphens=False) if len(text) > width else [text]
        for text, width in zip(row, widths, strict=True)
    ]
    for parts in zip_longest(*cells, fillvalue=""):
        padded = [
            f"{part:>{width}}" if numbers and column else f"{part:<{width}}"
            for column, (part, width) in enumerate(zip(parts, widths, strict=True))
        ]
        yield APART.join(padded).rstrip()


def _below_each_other(heads: Sequence[str], row: Sequence[str], room: int) -> Iterator[str]:
    for head, text in zip(heads, row, strict=True):
        if text:
            words = f"{head}: {text}" if head else text
            yield from wrap(words, room, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    yield ""

"""Shows text in a terminal: wrapped to its width, in its own colors, legible on a projector."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

from coplan.letters import shown

NARROWEST, WIDEST = 60, 110


def width() -> int:
    """Columns to write in: the terminal's, at least 60, and not more than are pleasant to read."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)


def wrap(text: str, indent: str = "", rest: str | None = None, *, columns: int = 0) -> str:
    """Wrap paragraphs to so many columns, or the terminal's; blank lines stay. `rest` indents the lines after a first.

    One column at the right stays free.
    """
    columns = (columns or width()) - 1
    lines = []
    for line in shown(text).split("\n"):
        wrapped = textwrap.wrap(
            line,
            columns,
            initial_indent=indent,
            subsequent_indent=indent if rest is None else rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += wrapped or [""]
    return "\n".join(lines)


def wrap_items(text: str, columns: int = 0) -> str:
    """Wrap a line of items with dots between them, so that no item is broken."""
    bound = text.replace(" ", "\u00a0").replace("\u00a0·\u00a0", "\u00a0· ")
    return wrap(bound, columns=columns).replace("\u00a0", " ")


def draw_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw a table with rich; long cells wrap. Where words would have to be broken, draw lines instead."""
    if _words_wide(heads, rows) > width():
        print("\n" + "\n".join(_row_line(heads, row) for row in rows) + "\n")  # noqa: T201
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for index, head in enumerate(heads):
        table.add_column(Text(shown(head)), justify="right" if not head and index == 0 else "left", overflow="fold")
    for row in rows:
        table.add_row(*[Text(shown(cell)) for cell in row])
    # legacy_windows is left to rich; no color is set, so that light and dark terminals both stay legible.
    console = Console(width=width(), highlight=False)
    console.print()
    console.print(table)
    console.print()


def _words_wide(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """The width of a table whose columns are as wide as their longest words."""
    columns = zip(heads, *rows, strict=True)
    return sum(max((len(word) for cell in column for word in cell.split()), default=0) + 3 for column in columns) - 3


def _row_line(heads: Sequence[str], row: Sequence[str]) -> str:
    cells = [f"{head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True)]
    return wrap(f"{row[0]}. {' · '.join(cells)}", " ", "    ")


def draw_heading(title: str, lines: Sequence[str]) -> None:
    """Draw the beginning of a step or report: its title with a rule behind it, and lines below."""
    head = wrap(title)
    rule = f" {'─' * (width() - len(head) - 1)}" if "\n" not in head and len(head) < width() - 1 else ""
    print("\n".join(["", head + rule, *map(wrap, lines)]))  # noqa: T201

"""Shows text in a terminal: wrapped to its width, in its own colors, legible on a projector."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

from coplan.letters import shown

NARROWEST = 60


def width() -> int:
    """Columns to write in: the terminal's, at least 60, and not more than are pleasant to read."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), 110)


def wrap(text: str, indent: str = "", rest: str | None = None, margin: int = 1) -> str:
    """Wrap paragraphs to the terminal's width; blank lines stay. `rest` indents the lines after a first."""
    columns = width() - margin
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


def wrap_items(text: str) -> str:
    """Wrap a line of items with dots between them, so that no item is broken."""
    bound = text.replace(" ", "\u00a0").replace("\u00a0·\u00a0", "\u00a0· ")
    return wrap(bound).replace("\u00a0", " ")


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


def draw_question(position: str, ask: str, hints: Sequence[str]) -> None:
    """Draw a question: its place, the question itself, and how to answer."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(width=width(), highlight=False)
    console.print(Text(f"\n{shown(position)}"))
    console.print(Text(shown(ask), style="bold"))
    for hint in hints:
        console.print(Padding(Text(shown(hint)), (0, 0, 0, 2), expand=False))


def draw_heading(title: str, lines: Sequence[str]) -> None:
    """Draw the beginning of a step or report: a rule with its title, and lines below."""
    from rich.console import Console
    from rich.rule import Rule
    from rich.text import Text

    console = Console(width=width(), highlight=False)
    console.print()
    console.print(Rule(Text(shown(title), style="bold"), align="left", style="none", characters="─"))
    for line in lines:
        console.print(Text(shown(line)))

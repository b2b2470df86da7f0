"""Shows text in a terminal: wrapped to its width, in its own colors, legible on a projector."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

NARROWEST = 60


def width() -> int:
    """Columns to write in: the terminal's, at least 60, and not more than are pleasant to read."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), 110)


def wrap(text: str, indent: str = "", rest: str | None = None, margin: int = 1) -> str:
    """Wrap paragraphs to the terminal's width; blank lines stay. `rest` indents the lines after a first."""
    columns = width() - margin
    lines = []
    for line in text.split("\n"):
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


def draw_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw a table with rich; long cells wrap."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for index, head in enumerate(heads):
        table.add_column(head, justify="right" if not head and index == 0 else "left", overflow="fold")
    for row in rows:
        table.add_row(*[Text(cell) for cell in row])
    # legacy_windows is left to rich; no color is set, so that light and dark terminals both stay legible.
    console = Console(width=width(), highlight=False)
    console.print()
    console.print(table)
    console.print()


def draw_question(position: str, ask: str, hints: Sequence[str]) -> None:
    """Draw a question: its place, the question itself, and how to answer."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(width=width(), highlight=False)
    console.print(Text(f"\n{position}"))
    console.print(Text(ask, style="bold"))
    for hint in hints:
        console.print(Padding(Text(hint), (0, 0, 0, 2), expand=False))


def draw_heading(title: str, lines: Sequence[str]) -> None:
    """Draw the beginning of a step or report: a rule with its title, and lines below."""
    from rich.console import Console
    from rich.rule import Rule
    from rich.text import Text

    console = Console(width=width(), highlight=False)
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left", style="none", characters="─"))
    for line in lines:
        console.print(Text(line))

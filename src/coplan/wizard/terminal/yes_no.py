"""A yes or a no outside the interview: questionary where the terminal can redraw, a plain line elsewhere."""

from __future__ import annotations

import sys


def can_ask() -> bool:
    """True if somebody sits at a terminal who can answer, whatever becomes of the results."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def agreed(question: str, *, default: bool) -> bool:
    """Ask on standard error. Raises KeyboardInterrupt for Ctrl-C; the end of the input is a no."""
    from prompt_toolkit.output import create_output
    from questionary import Style, confirm

    try:
        output = create_output(stdout=sys.stderr)
    except Exception:  # noqa: BLE001 - each platform refuses in its own way
        import typer

        return typer.confirm(question, default=default, err=True)
    try:
        # No color is set, so that light and dark terminals both stay legible.
        asked = confirm(question, default=default, qmark="", style=Style([("question", "bold")]), output=output)
        return bool(asked.unsafe_ask())
    except EOFError:
        return False

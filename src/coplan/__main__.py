"""The front door: answers --version and --help at once, and loads the rest only for a command."""

from __future__ import annotations

import gc
import sys

from coplan import __version__


def main(arguments: list[str] | None = None) -> int:
    """Run coplan and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given in (["--version"], ["-V"]):
        print(f"coplan {__version__}")  # noqa: T201
        return 0
    if not given or given in (["--help"], ["-h"], ["help"]):
        from coplan.cli.table import help_text

        print(help_text())  # noqa: T201
        return 0
    from coplan.cli.door import run

    return run(given)


def entry() -> int:
    """Run coplan as a process of its own.

    A command lives for a moment and leaves its memory to the system: looking for garbage on the way and at the end
    would be a fifth of its time. The wizard, which lives longer, switches it on again.
    """
    gc.disable()
    try:
        return main()
    except KeyboardInterrupt:  # before the door could hear of it
        from coplan.errors import INTERRUPTED, STOPPED

        print(STOPPED, file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(entry())

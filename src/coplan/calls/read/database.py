"""DuckDB, as calls use it: nothing from the network, a bounded memory, names and texts quoted in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coplan.errors import CoplanError, MissingExtra, SaveError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1500MB"
LONGEST_LINE = 1_000_000  # bytes; a longer one is a fault of the export


@contextmanager
def database(folder: Path) -> Iterator[DuckDBPyConnection]:
    """A database in memory that spills into `folder`. Raises MissingExtra, and SaveError where the disk is full."""
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("Call data", "DuckDB", "data") from None
    link = duckdb.connect(":memory:")
    try:
        link.execute("SET autoinstall_known_extensions=false")
        link.execute("SET autoload_known_extensions=false")
        link.execute(f"SET memory_limit='{MEMORY}'")
        link.execute(f"SET temp_directory={text(str(folder))}")
        link.execute("SET preserve_insertion_order=false")
        link.execute("SET enable_progress_bar=false")
        link.execute("SET TimeZone='UTC'")
        yield link
    except duckdb.OutOfMemoryException:
        raise CoplanError("These files need more memory than coplan takes. Count them one after the other.") from None
    except duckdb.IOException as error:
        raise disk_refusal(error) or error from None
    finally:
        link.close()


def name(column: str) -> str:
    """A column's name in SQL."""
    return '"' + column.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text in SQL."""
    return "'" + value.replace("'", "''") + "'"


def texts(values: tuple[str, ...] | list[str]) -> str:
    """A list of texts in SQL."""
    return "[" + ", ".join(text(value) for value in values) + "]"


def first_line(error: Exception) -> str:
    """What the database says, without its hints and without the name that it gives to the error."""
    line = " ".join(str(error).strip().splitlines()[:1])
    line = re.sub(r"^([A-Z]\w* )*Error on Line: ", "line ", line)
    return re.sub(r"^([A-Z]\w* )*(Error|Exception): ", "", line).rstrip(". ")


REFUSALS = {  # what systems say, and what people know it as
    "no space left": "the disk is full",
    "not enough space": "the disk is full",
    "quota exceeded": "your part of the disk is used up",
    "file too large": "the file is larger than the disk or the system allows",
    "read-only": "the disk is read-only",
    "could not write": "it cannot be written to",
}


def disk_refusal(error: Exception) -> SaveError | None:
    """The fault where it was the disk that did not take what the database wrote."""
    low = str(error).lower()
    why = next((words for sign, words in REFUSALS.items() if sign in low), "")
    return SaveError(f"The result cannot be kept: {why}. Make room, and run this again.") if why else None

"""Call files as the reader takes them: UTF-8 text, or Parquet. Others are turned into it on the way.

Nothing is left behind: what is written on the way lies in a folder that goes when the reading ends.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from coplan.calls.read.call_files import bad, is_parquet, is_sheet, pieces
from coplan.calls.read.workbooks import rows_of
from coplan.errors import SaveError

PLAIN = ("utf-8", "utf-8-sig", "utf8")


def as_text(path: Path, encoding: str, folder: Path) -> Path:
    """The file itself if the reader takes it, else a copy in `folder` that it takes. Raises BadInput, SaveError."""
    if is_sheet(path):
        return _from_sheet(path, folder / f"{path.stem}.csv")
    if is_parquet(path) or encoding.lower() in PLAIN:
        return path
    return _from_encoding(path, encoding, folder / f"{path.stem}.txt")


def _from_encoding(path: Path, encoding: str, copy: Path) -> Path:
    try:
        decoder = codecs.getincrementaldecoder(encoding)("replace")
    except LookupError:
        raise bad(path, f"cannot be read as `{encoding}`.", "Write an encoding such as utf-8 or cp1252.") from None
    with _copy(path, copy) as out:
        for piece in pieces(path):
            out.write(decoder.decode(piece))
        out.write(decoder.decode(b"", final=True))
    return copy


@contextmanager
def _copy(path: Path, copy: Path) -> Iterator[IO[str]]:
    """A text file to write a copy into. Raises SaveError where the disk does not take it."""
    try:
        with copy.open("w", encoding="utf-8", newline="") as out:
            yield out
    except OSError as error:
        what = f"A copy of {path.name} to read it from cannot be written to {copy.parent.parent}"
        raise SaveError(f"{what}: {error.strerror}. Make room there, or set TMPDIR to a larger disk.") from None


def _from_sheet(path: Path, copy: Path) -> Path:
    with _copy(path, copy) as out:
        csv.writer(out).writerows(rows_of(path))
    return copy

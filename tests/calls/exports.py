"""Small exports with the oddities of real ones, written by tests."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from coplan.calls.engine import duckdb_engine
from coplan.calls.mapping import CallMap, read_map
from coplan.calls.needs import Needs, count_needs
from coplan.calls.read.intake import Read, read_calls


def write_csv(path: Path, rows: Iterable[Sequence[str]], *, encoding: str = "utf-8", sign: str = ",") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(rows)
    content = out.getvalue().encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def simple_map(received: str = '{column: at, format: "%Y-%m-%d %H:%M:%S"}', more: str = "", top: str = "") -> CallMap:
    text = f"{top}sources:\n  - columns:\n      received: {received}\n      type: kind\n{more}"
    return read_map(text + "behavioral_health:\n  yes: [CRISIS]\n")


def read(files: Sequence[Path], call_map: CallMap, folder: Path) -> tuple[Read, Needs]:
    clean = folder / "clean.parquet"
    found = read_calls(files, call_map, "salt", clean)
    with duckdb_engine([clean]) as engine:
        return found, count_needs(engine, call_map, "two_in_30_days")

"""Counts pools of calls in DuckDB and on Spark, in a process of its own: Spark talks to itself over the network.

python -m tests.calls.spark_pools FOLDER          twenty generated pools
python -m tests.calls.spark_pools FOLDER real     the public exports that COPLAN_CALL_DATA names, each and all as one pool
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coplan.calls.engine import duckdb_engine, spark_engine
from coplan.calls.mapping import CallMap, Definition, read_map
from coplan.calls.needs import count_needs
from coplan.calls.read.intake import read_calls
from coplan.calls.synthetic import HEADS, MAP, synthetic_calls
from tests.calls.exports import write_csv

POOLS = 20
Pool = tuple[list[Path], CallMap]


def main(folder: Path) -> None:
    """Print `same` where every pool of one to three centers has the same answers on both."""
    call_map = read_map(MAP)
    pools: list[Pool] = []
    for seed in range(POOLS):
        parts = []
        for center in range(1 + seed % 3):
            path = write_csv(folder / f"{seed}-{center}.csv", [HEADS, *synthetic_calls(300, seed * 10 + center)])
            parts.append(folder / f"{seed}-{center}.parquet")
            read_calls([path], call_map, f"salt {center}", parts[-1])
        pools.append((parts, call_map))
    compare(pools)


def real(folder: Path) -> None:
    """The same for the public exports: each as it is read by itself, and all of them as one pool."""
    from tests.calls.test_real_exports import DATA, EXPORTS, SAN_FRANCISCO, TORONTO

    maps = {name: ([DATA / file for file in one.files], one.mapping()) for name, one in EXPORTS.items()}
    maps |= {"first copy": ([DATA / TORONTO[0]], TORONTO[1]), "units": ([DATA / SAN_FRANCISCO[0]], SAN_FRANCISCO[1])}
    pools: list[Pool] = []
    for name, (files, text) in maps.items():
        clean = folder / f"{name}.parquet"
        read_calls(files, read_map(text), "salt", clean)
        pools.append(([clean], read_map(text)))
    yes = tuple(kind for _, one in pools for kind in one.definition.yes)
    every = replace(pools[0][1], definition=Definition("either", yes))
    compare([*pools, ([part for parts, _ in pools for part in parts], every)])


def compare(pools: Sequence[Pool]) -> None:
    """Print `same` where DuckDB and Spark give the same answers; else stop with both."""
    with spark_engine(pools[0][0], "local[1]") as first:
        for parts, call_map in pools:
            with duckdb_engine(parts) as here:
                expected = count_needs(here, call_map)
            found = count_needs(first.over(parts), call_map)
            assert found == expected, (parts, found, expected)
    print("same")  # noqa: T201


if __name__ == "__main__":
    (real if sys.argv[2:] == ["real"] else main)(Path(sys.argv[1]))

"""Counts pools of calls in DuckDB and on Spark, in a process of its own: Spark talks to itself over the network.

python -m tests.calls.spark_pools FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from coplan.calls.engine import duckdb_engine, spark_engine
from coplan.calls.mapping import read_map
from coplan.calls.needs import count_needs
from coplan.calls.read.intake import read_calls
from coplan.calls.synthetic import HEADS, MAP, synthetic_calls
from tests.calls.exports import write_csv

POOLS = 20


def main(folder: Path) -> None:
    """Print `same` where every pool of one to three centers has the same answers on both."""
    call_map = read_map(MAP)
    pools = []
    for seed in range(POOLS):
        parts = []
        for center in range(1 + seed % 3):
            path = write_csv(folder / f"{seed}-{center}.csv", [HEADS, *synthetic_calls(300, seed * 10 + center)])
            parts.append(folder / f"{seed}-{center}.parquet")
            read_calls([path], call_map, f"salt {center}", parts[-1])
        pools.append(parts)
    with spark_engine(pools[0], "local[1]") as first:
        for parts in pools:
            with duckdb_engine(parts) as here:
                expected = count_needs(here, call_map)
            found = count_needs(first.over(parts), call_map)
            assert found == expected, (found, expected)
    print("same")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""`coplan needs` against one DuckDB reading of the same file into the same table: time, memory, growth.

python benchmarks/calls.py [ROWS …]      5 million if none is named
Exits with 1 where a goal is missed: 1.5 times the processor time of the reading, 2 GB, and growth with an exponent of
no more than 1.1.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

RATIO, MEMORY, EXPONENT = 1.5, 2_000_000_000, 1.1
READ = """
import sys, duckdb
link = duckdb.connect()
link.execute("SET memory_limit='1500MB'")
form = "'%Y-%m-%d %H:%M:%S'"
names = ("received", "dispatched", "arrived", "cleared")
times = ", ".join(f"try_strptime({name}, {form}) AS {name}_t" for name in names)
rows = f"SELECT incident, {times}, type, disposition, beat FROM read_csv('{sys.argv[1]}', all_varchar=true)"
link.execute(f'''COPY (SELECT received_t, date_trunc('month', received_t)::DATE AS month, isodow(received_t) AS weekday,
    hour(received_t) AS hour, epoch(received_t)::BIGINT AS second, type, disposition, beat,
    date_diff('second', received_t, arrived_t) AS wait_s, date_diff('second', arrived_t, cleared_t) AS scene_s,
    date_diff('second', dispatched_t, cleared_t) AS busy_s
    FROM ({rows})) TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)''')
"""
WRITE = """
import csv, sys
from coplan.calls.synthetic import HEADS, synthetic_calls
with open(sys.argv[1], "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(HEADS)
    writer.writerows(synthetic_calls(int(sys.argv[2]), seed=1))
"""


def measured(command: list[str], folder: Path) -> tuple[float, float, int]:
    """Wall seconds, process seconds and the most bytes of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) and process.stderr:
        raise SystemExit(process.stderr.read().decode())
    wall = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit


def main(sizes: list[int]) -> int:
    """Print the figures; 1 where a goal is missed."""
    missed, walls = False, []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        from coplan.calls.synthetic import MAP

        (folder / "map.yaml").write_text(MAP, encoding="utf-8")
        for rows in sizes:
            subprocess.run([sys.executable, "-c", WRITE, "calls.csv", str(rows)], cwd=folder, check=True)
            plain = measured([sys.executable, "-c", READ, "calls.csv", "plain.parquet"], folder)
            ours = measured(
                [sys.executable, "-m", "coplan", "needs", "calls.csv", "--map", "map.yaml", "--json"], folder
            )
            ratio = ours[1] / plain[1]  # of the processor: wall time depends on who else works
            walls.append((rows, ours[0]))
            good = ratio <= RATIO and ours[2] <= MEMORY
            missed |= not good
            print(
                f"{rows:>12,} calls: needs {ours[0]:.1f} s ({ours[1]:.1f} s of processor, {ours[2] / 1e6:,.0f} MB), "
                f"one reading {plain[0]:.1f} s ({plain[1]:.1f} s, {plain[2] / 1e6:,.0f} MB), ratio {ratio:.2f}"
                f"{'' if good else '  MISSED'}"
            )
    for (rows, wall), (more, longer) in pairwise(walls):
        exponent = math.log(longer / wall) / math.log(more / rows)
        print(f"growth from {rows:,} to {more:,}: exponent {exponent:.2f}{'' if exponent <= EXPONENT else '  MISSED'}")
        missed |= exponent > EXPONENT
    return int(missed)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [5_000_000]))

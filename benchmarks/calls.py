"""`coplan needs` and `evaluate` against one DuckDB reading of the same file into a table: time, memory, growth.

python benchmarks/calls.py [ROWS …]      5 million calls if none is named; then 1 million encounters
Exits with 1 where a goal is missed: 1.5 times the processor time of the reading for 5 million calls, 10 times for
encounters, 2 GB at every size, and growth with an exponent of no more than 1.1 in processor time.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

CALLS, RATIO, MEMORY, EXPONENT = 5_000_000, 1.5, 2_000_000_000, 1.1
ENCOUNTERS, MEASURES = 1_000_000, 10
ROOT = Path(__file__).resolve().parents[1]
READ = """
import sys, duckdb
link = duckdb.connect()
link.execute("SET memory_limit='1500MB'")
form = "'%Y-%m-%d %H:%M:%S'"
names = ("received", "dispatched", "arrived", "cleared")
times = ", ".join(f"try_strptime({name}, {form}) AS {name}_t" for name in names)
rows = f"SELECT incident, {times}, type, disposition, beat FROM read_csv('{sys.argv[1]}', all_varchar=true)"
link.execute(f'''COPY (SELECT '{sys.argv[1]}' AS source, hash(incident) AS call, received_t,
    date_trunc('month', received_t)::DATE AS month, isodow(received_t) AS weekday, hour(received_t) AS hour, type,
    NULL::VARCHAR AS type_close, NULL::VARCHAR AS priority, disposition, beat, NULL::VARCHAR AS address,
    NULL::VARCHAR AS person, 1 AS units, NULL::VARCHAR AS fault,
    date_diff('second', received_t, arrived_t) AS wait_s, date_diff('second', arrived_t, cleared_t) AS scene_s,
    date_diff('second', dispatched_t, cleared_t) AS busy_s
    FROM ({rows})) TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)''')
"""
READ_LOG = """
import sys, duckdb
link = duckdb.connect()
link.execute("SET memory_limit='1500MB'")
link.execute(f"COPY (SELECT * FROM read_csv('{sys.argv[1]}')) TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)")
"""
WRITE = """
import csv, sys
from coplan.calls.{module} import HEADS, {rows}
with open(sys.argv[1], "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(HEADS)
    writer.writerows({rows}(int(sys.argv[2]), seed=1))
"""
COPLAN = [sys.executable, "-m", "coplan"]


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


def calls(folder: Path, rows: int) -> tuple[float, bool]:
    """Processor seconds of `coplan needs` over so many calls, and whether it keeps the goals."""
    write = WRITE.format(module="synthetic", rows="synthetic_calls")
    subprocess.run([sys.executable, "-c", write, "calls.csv", str(rows)], cwd=folder, check=True)
    plain = measured([sys.executable, "-c", READ, "calls.csv", "plain.parquet"], folder)
    ours = measured([*COPLAN, "needs", "calls.csv", "--map", "map.yaml", "--json"], folder)
    return ours[1], said(f"{rows:,} calls", ours, plain, RATIO if rows == CALLS else None)


def encounters(folder: Path) -> bool:
    """Whether all measures of a million encounters keep the goals."""
    write = WRITE.format(module="encounters.synthetic_log", rows="synthetic_encounters")
    subprocess.run([sys.executable, "-c", write, "log.csv", str(ENCOUNTERS)], cwd=folder, check=True)
    plan = folder / "plan"
    plan.mkdir()
    shutil.copy(ROOT / "examples" / "cedar-valley" / "plan.yaml", plan)
    plain = measured([sys.executable, "-c", READ_LOG, "../log.csv", "../log.parquet"], plan)
    ours = measured([*COPLAN, "evaluate", "../log.csv", "--json"], plan)
    return said(f"{ENCOUNTERS:,} encounters", ours, plain, MEASURES)


def said(what: str, ours: tuple[float, float, int], plain: tuple[float, float, int], most: float | None) -> bool:
    """Print one comparison; True where the goals are kept. Wall time depends on others: no ratio of it."""
    ratio = ours[1] / plain[1]
    good = (most is None or ratio <= most) and ours[2] <= MEMORY
    goal = f" of {most}" if most else ""
    print(
        f"{what:>22}: coplan {ours[0]:.1f} s ({ours[1]:.1f} s of processor, {ours[2] / 1e6:,.0f} MB), one reading "
        f"{plain[0]:.1f} s ({plain[1]:.1f} s, {plain[2] / 1e6:,.0f} MB), ratio {ratio:.2f}{goal}"
        f"{'' if good else '  MISSED'}"
    )
    return good


def main(sizes: list[int]) -> int:
    """Print the figures; 1 where a goal is missed."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        from coplan.calls.synthetic import MAP

        (folder / "map.yaml").write_text(MAP, encoding="utf-8")
        found = [(rows, *calls(folder, rows)) for rows in sizes]
        kept = all(good for _, _, good in found) & encounters(folder)
    for (rows, took, _), (more, longer, _) in pairwise(found):
        exponent = math.log(longer / took) / math.log(more / rows)
        print(f"growth from {rows:,} to {more:,}: exponent {exponent:.2f}{'' if exponent <= EXPONENT else '  MISSED'}")
        kept &= exponent <= EXPONENT
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [CALLS]))

"""Runs the counts, one SQL file a figure, over the clean calls: in DuckDB, or on Spark for a state's pool.

The files in sql/ are plain SQL that an analyst can read. For Spark they are turned into its dialect; nothing else
differs, and both give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from coplan.calls.read.database import database, text
from coplan.errors import MissingExtra

Rows = list[tuple[Any, ...]]


class Engine(Protocol):
    """Something that answers SQL about three tables.

    `summed` has the calls by type and month, `counted` the same with what the definition says, `behavioral` the calls
    that count.
    """

    def rows(self, figure: str, **names: str) -> Rows:
        """The rows of one figure."""
        ...

    def define(self, answers: Mapping[tuple[str, str], str]) -> None:
        """Make `counted` and `behavioral` from what the definition says of each pair of types."""
        ...


def sql(figure: str, **names: str) -> str:
    """The text of a figure's SQL without its comments. `names` are put in where it has braces."""
    raw = files("coplan.calls").joinpath("sql", f"{figure}.sql").read_text(encoding="utf-8")
    lines = [line for line in raw.splitlines() if not line.startswith("--")]
    return "\n".join(lines).format(**names) if names else "\n".join(lines)


class DuckEngine:
    """DuckDB over one or more Parquet files."""

    def __init__(self, link: Any, clean: Sequence[Path]) -> None:
        self._link = link
        listed = ", ".join(text(str(path)) for path in clean)
        link.execute(f"CREATE VIEW calls AS SELECT * FROM read_parquet([{listed}]) WHERE fault IS NULL")
        link.execute(f"CREATE OR REPLACE TEMP TABLE summed AS {sql('summed')}")

    def define(self, answers: Mapping[tuple[str, str], str]) -> None:
        self._link.execute("CREATE OR REPLACE TABLE definition (type VARCHAR, type_close VARCHAR, answer VARCHAR)")
        rows = [(*types, answer) for types, answer in answers.items()]
        if rows:
            self._link.executemany("INSERT INTO definition VALUES (?, ?, ?)", rows)
        self._link.execute(f"CREATE OR REPLACE VIEW counted AS {sql('counted')}")
        self._link.execute(f"CREATE OR REPLACE TEMP TABLE behavioral AS {sql('behavioral')}")

    def rows(self, figure: str, **names: str) -> Rows:
        found: Rows = self._link.execute(sql(figure, **names)).fetchall()
        return found


@contextmanager
def duckdb_engine(clean: Sequence[Path]) -> Iterator[Engine]:
    """DuckDB in this process. Raises MissingExtra."""
    with TemporaryDirectory(prefix="coplan-calls-") as folder, database(Path(folder)) as link:
        yield DuckEngine(link, clean)


class SparkEngine:
    """Spark, from the user's own environment."""

    def __init__(self, session: Any, clean: Sequence[Path]) -> None:
        self._session = session
        every = session.read.parquet(*[str(path) for path in clean])
        every.where("fault IS NULL").createOrReplaceTempView("calls")
        self._keep("summed")

    def over(self, clean: Sequence[Path]) -> SparkEngine:
        """The same session over another pool."""
        return SparkEngine(self._session, clean)

    def define(self, answers: Mapping[tuple[str, str], str]) -> None:
        rows = [(*types, answer) for types, answer in answers.items()]
        frame = self._session.createDataFrame(rows, "type string, type_close string, answer string")
        frame.createOrReplaceTempView("definition")
        self._session.sql(_for_spark(sql("counted"))).createOrReplaceTempView("counted")
        self._keep("behavioral")

    def _keep(self, view: str) -> None:
        """Work a view out once."""
        self._session.sql(_for_spark(sql(view))).cache().createOrReplaceTempView(view)

    def rows(self, figure: str, **names: str) -> Rows:
        return [tuple(row) for row in self._session.sql(_for_spark(sql(figure, **names))).collect()]


def _for_spark(duck: str) -> str:
    import sqlglot

    return sqlglot.transpile(duck, read="duckdb", write="spark")[0]


@contextmanager
def spark_engine(clean: Sequence[Path], master: str) -> Iterator[SparkEngine]:
    """Spark at `master`, for example local[2]. Raises CoplanError where pyspark or sqlglot is missing."""
    try:
        import sqlglot  # noqa: F401
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtra("Counting on Spark", "pyspark and sqlglot", "data", "Install pyspark beside it.") from None
    session = _session(SparkSession, master)
    try:
        yield SparkEngine(session, clean)
    finally:
        session.stop()


def _session(spark: Any, master: str) -> Any:
    """A session without a page of its own; on one machine with few parts, since each part costs time."""
    builder = spark.builder.master(master).appName("coplan").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.sql.session.timeZone", "UTC")
    if master.startswith("local"):
        builder = builder.config("spark.sql.shuffle.partitions", "2")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session

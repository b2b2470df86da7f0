"""The same counts on Spark, in local mode: the same answers to the last digit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What pays on large pools costs most of the time on small ones.
SMALL = ("adaptive.enabled=false", "codegen.wholeStage=false", "codegen.factoryMode=NO_CODEGEN")


@pytest.mark.long
@pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None,
    reason="pyspark or Java is not installed; counting on Spark is not tried here",
)
@pytest.mark.parametrize("pools", ["", "real"])
def test_pools_give_the_same_answers_on_both_engines(tmp_path: Path, pools: str) -> None:
    if pools and not os.environ.get("COPLAN_CALL_DATA"):
        pytest.skip("COPLAN_CALL_DATA names no folder with the public exports")
    command = [sys.executable, "-m", "tests.calls.spark_pools", str(tmp_path), pools]
    settings = " ".join(f"--conf spark.sql.{one}" for one in SMALL)
    environment = os.environ | {"PYSPARK_SUBMIT_ARGS": f"{settings} pyspark-shell"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stdout.strip().endswith("same"), done.stderr[-2000:]

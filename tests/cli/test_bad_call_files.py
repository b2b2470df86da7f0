"""Damaged and odd files, by the commands that read them: one clear message or counted rejects, and nothing half-written."""

from __future__ import annotations

import errno
import gzip
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb")

import duckdb
from openpyxl import Workbook

from coplan.calls.encounters.synthetic_log import HEADS as LOG_HEADS
from coplan.calls.encounters.synthetic_log import synthetic_encounters
from coplan.calls.read import raw_rows, whole_lines
from coplan.calls.synthetic import HEADS, MAP, synthetic_calls
from tests.calls.exports import write_csv
from tests.cli.conftest import Run, files
from tests.disk_that_fails import disk
from tests.long import few_of

CEDAR = Path(__file__).resolve().parents[2] / "examples" / "cedar-valley" / "plan.yaml"
MANY = 300
TABLES = {
    "calls": [HEADS, *synthetic_calls(MANY, seed=3)],
    "log": [LOG_HEADS, *synthetic_encounters(MANY, seed=3)],
}


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    shutil.copy(CEDAR, folder)
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    return folder


def text_of(kind: str, *, more: bytes = b"", at: int = 150) -> bytes:
    """A table as UTF-8 with line ends of one byte, and another line in it."""
    lines = ["\t".join(row).replace("\t", ",") for row in TABLES[kind]]
    content = [line.encode() for line in lines]
    return b"\n".join([*content[:at], *([more] if more else []), *content[at:]]) + b"\n"


def parquet_of(kind: str, folder: Path) -> bytes:
    source = folder / f"{kind}-plain.csv"
    source.write_bytes(text_of(kind))
    with duckdb.connect() as link:
        rows = f"SELECT * FROM read_csv('{source}', all_varchar=true)"
        link.execute(f"COPY ({rows}) TO '{folder / 'good.parquet'}' (FORMAT parquet)")
    return (folder / "good.parquet").read_bytes()


def workbook_of(kind: str, cell: str = "") -> bytes:
    book = Workbook()
    for row in TABLES[kind]:
        book.active.append(row)
    if cell:
        book.active.cell(9, 6).value = cell
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def torn(content: bytes) -> bytes:
    return content[: len(content) // 2]


def garbled(content: bytes) -> bytes:
    third = len(content) // 3
    return content[:third] + bytes(byte ^ 0x5A for byte in content[third : third + 200]) + content[third + 200 :]


Case = tuple[Callable[[str, Path], bytes], str]
REFUSED: dict[str, Case] = {
    "empty.csv": (lambda kind, at: b"", "is empty"),
    "heads.csv": (lambda kind, at: ",".join(TABLES[kind][0]).encode(), "has no row below the names of its columns"),
    "blank.csv": (lambda kind, at: b"\n\n\n", "has no names of columns"),
    "bytes.csv": (lambda kind, at: bytes(range(256)) * 50, "is no text"),
    "torn.csv.gz": (lambda kind, at: torn(gzip.compress(text_of(kind))), "cannot be unpacked: it is damaged"),
    "garbled.csv.gz": (lambda kind, at: garbled(gzip.compress(text_of(kind))), "cannot be unpacked: it is damaged"),
    "torn.parquet": (lambda kind, at: torn(parquet_of(kind, at)), "is no Parquet file, or is damaged"),
    "garbled.parquet": (lambda kind, at: garbled(parquet_of(kind, at)), "is no Parquet file, or is damaged"),
    "text.parquet": (lambda kind, at: text_of(kind), "is no Parquet file, or is damaged"),
    "torn.xlsx": (lambda kind, at: torn(workbook_of(kind)), "is no workbook, or is damaged"),
    "garbled.xlsx": (lambda kind, at: garbled(workbook_of(kind)), "is no workbook, or is damaged"),
    "formula.xlsx": (
        lambda kind, at: workbook_of(kind, "=1+1"),
        "has 1 cell with a formula that no program worked out",
    ),
    "quote.csv": (
        lambda kind, at: text_of(kind, more=b'7,"open,x'),
        "line 151: has a quotation mark that is not closed",
    ),
}


def every_command(run: Run, name: str, kind: str) -> list[str]:
    """What each command that reads such a file says; all refuse it."""
    commands = {
        "calls": [("needs", name, "--map", "map.yaml", "--in", "plan"), ("needs", name, "--in", "plan")],
        "log": [("encounters", "check", name), ("evaluate", name, "--in", "plan")],
    }[kind]
    done = [run(*command) for command in commands]
    assert [one.code for one in done] == [3, 3], done
    return [one.err for one in done]


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("name", few_of(REFUSED, 2, 3))
def test_a_file_that_cannot_be_used_is_one_message_and_leaves_no_trace(
    run: Run, plan: Path, tmp_path: Path, name: str, kind: str
) -> None:
    write, says = REFUSED[name]
    (tmp_path / name).write_bytes(write(kind, tmp_path))
    for message in every_command(run, name, kind):
        assert says in message
        assert name in message
        assert message.strip().count("\n") <= 1  # that it reads, and what is wrong
    assert set(files(plan)) <= {"plan.yaml", ".coplan/calls.salt", ".coplan/lock", ".coplan/plan.schema.json"}


@pytest.mark.parametrize("kind", TABLES)
def test_far_too_many_columns_are_one_message(run: Run, plan: Path, tmp_path: Path, kind: str) -> None:
    heads = ",".join(f"c{number}" for number in range(60_000))
    (tmp_path / "wide.csv").write_text(f"{heads}\n{heads}\n", encoding="utf-8")
    assert all("wide.csv: has 60000 columns" in message for message in every_command(run, "wide.csv", kind))


def test_a_mapping_that_is_no_text_is_one_message(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("received,type\n2026-01-05 10:00:00,X\n", encoding="utf-8")
    (tmp_path / "map.docx").write_bytes(b"PK\x03\x04\x9b\xff\x00")
    done = run("needs", "calls.csv", "--map", "map.docx", "--in", "plan")
    assert (done.code, "map.docx" in done.err) == (3, True)


@pytest.mark.parametrize("kind", TABLES)
def test_a_folder_and_a_file_that_is_not_there_are_one_message(run: Run, plan: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert all("is a folder" in message for message in every_command(run, "folder.csv", kind))
    assert all("No such file" in message for message in every_command(run, "missing.csv", kind))


@pytest.mark.parametrize("kind", TABLES)
def test_a_line_without_end_is_one_message_and_takes_no_memory(
    run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(whole_lines, "LONGEST", 100_000)
    for name, pack in (("long.csv", bytes), ("long.csv.gz", gzip.compress)):
        (tmp_path / name).write_bytes(pack(text_of(kind, more=b"x" * 300_000)))
        assert all("has a line that does not end" in message for message in every_command(run, name, kind))


def test_a_line_above_the_limit_is_a_counted_reject(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_bytes(text_of("calls", more=b"x" * (raw_rows.LONGEST_LINE + 10)))
    found = run("needs", "calls.csv", "--map", "map.yaml", "--json").json
    assert (found["rows"], found["calls"], found["rejected_by_reason"]) == (MANY + 1, MANY, {"row": 1})
    (tmp_path / "log.csv").write_bytes(text_of("log", more=b"x" * (raw_rows.LONGEST_LINE + 10)))
    checked = run("encounters", "check", "log.csv", "--json").json
    assert (checked["rows"], checked["used"]) == (MANY + 1, MANY)
    assert [(one["row"], one["field"]) for one in checked["faults"]] == [(151, "row")]


@pytest.mark.long
def test_a_line_of_two_gigabytes_is_one_message_in_little_memory(plan: Path, tmp_path: Path, process: Run) -> None:
    with (tmp_path / "calls.csv").open("wb") as file:
        file.write(text_of("calls"))
        for _ in range(2048):
            file.write(b"x" * (1 << 20))
        file.write(b"\n" + text_of("calls"))
    code = (
        "import resource, sys; from coplan.__main__ import main; main(sys.argv[1:]);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = process("-c", code, "needs", "calls.csv", "--map", "map.yaml")
    assert b"line 302: has a line that does not end" in done.stderr
    assert int(done.stdout) < 1_000_000  # kilobytes; the line alone has 2 million


@pytest.mark.slow
@pytest.mark.parametrize("kind", TABLES)
def test_every_encoding_that_is_found_gives_all_rows(run: Run, plan: Path, tmp_path: Path, kind: str) -> None:
    for encoding in ("utf-16", "utf-32"):
        (tmp_path / "odd.csv").write_bytes(text_of(kind).decode().encode(encoding))
        if kind == "log":
            assert run("encounters", "check", "odd.csv", "--json").json["used"] == MANY
        else:
            (plan / "calls.yaml").unlink(missing_ok=True)
            assert run("needs", "odd.csv", "--in", "plan").code == 1
            assert f"encoding: {encoding}\n" in (plan / "calls.yaml").read_text(encoding="utf-8")


def test_an_encoding_that_the_mapping_has_wrong_is_said_or_counted(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_bytes(text_of("calls").decode().encode("utf-16"))
    assert "`encoding: utf-16` in the mapping" in run("needs", "odd.csv", "--map", "map.yaml").err
    (tmp_path / "odd.csv").write_bytes(text_of("calls").decode().encode("cp037"))
    assert "is written in another encoding" in run("needs", "odd.csv", "--map", "map.yaml").err
    assert run("needs", "odd.csv", "--in", "plan").code == 3
    (tmp_path / "odd.csv").write_bytes(text_of("calls", more="1,2025-01-05 10:00:00,,,,café,,,".encode("cp1252")))
    assert run("needs", "odd.csv", "--map", "map.yaml", "--json").json["rejected_by_reason"] == {"row": 1}


@pytest.mark.slow
def test_dates_in_two_forms_are_counted_rejects_and_both_forms_can_be_named(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    rows = [list(row) for row in TABLES["calls"]]
    for row in rows[1::2]:
        day, clock = row[1].split(" ")
        year, month, date = day.split("-")
        row[1] = f"{month}/{date}/{year} {clock}"
    write_csv(tmp_path / "mixed.csv", rows)
    done = run("needs", "mixed.csv", "--map", "map.yaml", "--in", "plan")
    assert "150 rows were left out (50%)" in " ".join(done.out.split())
    run("needs", "mixed.csv", "--in", "plan")
    proposed = (plan / "calls.yaml").read_text(encoding="utf-8")
    forms = ('["%Y-%m-%d %H:%M:%S", "%m/%d/%Y %H:%M:%S"]', '["%m/%d/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S"]')
    assert any(f"format: {form}" in proposed for form in forms)
    both = MAP.replace('"%Y-%m-%d %H:%M:%S"}', '["%Y-%m-%d %H:%M:%S", "%m/%d/%Y %H:%M:%S"]}')
    (tmp_path / "map.yaml").write_text(both, encoding="utf-8")
    assert run("needs", "mixed.csv", "--map", "map.yaml", "--json").json["calls"] == MANY


def test_a_log_with_a_day_before_its_month_takes_no_date_that_may_be_either(run: Run, tmp_path: Path) -> None:
    rows = [("date", "person_found"), ("2027-01-05", "yes"), ("25/01/2027", "yes"), ("05/06/2027", "yes")]
    write_csv(tmp_path / "log.csv", rows)
    checked = run("encounters", "check", "log.csv", "--json").json
    assert (checked["used"], [one["row"] for one in checked["faults"]]) == (1, [3, 4])
    write_csv(tmp_path / "log.csv", [*rows[:2], *rows[3:]])
    assert run("encounters", "check", "log.csv", "--json").json["used"] == 2


def test_heads_that_stand_twice_are_told(run: Run, plan: Path, tmp_path: Path) -> None:
    write_csv(tmp_path / "calls.csv", [[row[5], *row] for row in TABLES["calls"]])
    run("needs", "calls.csv", "--in", "plan")
    assert "`type` stands more than once" in (plan / "calls.yaml").read_text(encoding="utf-8")
    write_csv(tmp_path / "log.csv", [[row[1], *row] for row in TABLES["log"]])
    assert "were not read: date (2)" in run("encounters", "check", "log.csv").out


def test_a_row_with_a_cell_too_many_is_a_counted_reject(run: Run, plan: Path, tmp_path: Path) -> None:
    shifted = [[*row[:5], "a", *row[5:]] if place % 10 == 3 else row for place, row in enumerate(TABLES["calls"])]
    write_csv(tmp_path / "calls.csv", shifted)
    assert run("needs", "calls.csv", "--map", "map.yaml", "--json").json["rejected_by_reason"] == {"wide": 30}
    shifted = [["a", *row] if place % 10 == 3 else row for place, row in enumerate(TABLES["log"])]
    write_csv(tmp_path / "log.csv", shifted)
    checked = run("encounters", "check", "log.csv", "--json").json
    assert (checked["rows"], checked["used"], len(checked["faults"])) == (MANY, MANY - 30, 30)


@pytest.mark.parametrize("kind", TABLES)
def test_a_file_that_changes_while_it_is_read_is_refused(
    run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = tmp_path / "growing.csv"
    path.write_bytes(text_of(kind))
    read = raw_rows.lines_in

    def slowly(*given: Path) -> int:
        with path.open("ab") as file:
            file.write(b"one more\n")
        return read(*given)

    monkeypatch.setattr(raw_rows, "lines_in", slowly)
    for message in every_command(run, "growing.csv", kind):
        assert "changed while it was read" in message
    assert not (plan / "share").exists()
    assert not (plan / "calls.yaml").exists()
    assert not (plan / ".coplan" / "calls.parquet").exists()


@pytest.mark.slow
@pytest.mark.parametrize("kind", few_of(TABLES, 1))
def test_a_disk_that_refuses_leaves_all_results_of_before(run: Run, plan: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "good.csv").write_bytes(text_of(kind))
    command = {
        "calls": ("needs", "good.csv", "--map", "map.yaml", "--in", "plan"),
        "log": ("evaluate", "good.csv", "--in", "plan"),
    }[kind]
    now, then = text_of(kind), text_of(kind).replace(b"none", b"")
    told: list[list[str]] = []
    for text in (now, then, now):
        (tmp_path / "good.csv").write_bytes(text)
        with disk() as counted:
            assert run(*command).code == 0
        told.append(counted.log)
    before = files(plan / "share")
    (tmp_path / "good.csv").write_bytes(then)
    log = told[1]
    last = max(
        at for at, act in enumerate(log, 1) if act.startswith("os.rename")
    )  # then only what was written is noted
    acts = [at for at, act in enumerate(log[:last], 1) if act.startswith("write ") or "calls.parquet" in act]
    for at, error in ((acts[0], errno.EACCES), (acts[-1], errno.ENOSPC)):
        with disk(at, error):
            done = run(*command)
        assert (done.code, os.strerror(error) in done.err) == (3, True), log[at - 1]
        assert files(plan / "share") == before


@pytest.mark.parametrize("kind", TABLES)
def test_a_file_that_one_may_not_open_is_one_message(
    run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (tmp_path / "secret.csv").write_bytes(text_of(kind))
    opened = Path.open

    def refused(path: Path, *given: Any, **named: Any) -> Any:
        if path.name == "secret.csv":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(path, *given, **named)

    monkeypatch.setattr(Path, "open", refused)  # root may open whatever there is
    assert all("cannot be opened (Permission denied)" in said for said in every_command(run, "secret.csv", kind))

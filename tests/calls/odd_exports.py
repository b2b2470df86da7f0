"""Small exports in the manner of dispatch systems and open-data portals, each with what stands in it by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

KINDS = ("PSYCHIATRIC PROBLEM", "SUICIDAL SUBJECT", "WELFARE CHECK", "TRAFFIC STOP", "THEFT")
CRISIS = KINDS[:2]
AREAS = ("North", "South", "East")
CHICAGO = ZoneInfo("America/Chicago")
AM_PM = "%m/%d/%Y %I:%M:%S %p"


@dataclass(frozen=True)
class Told:
    """One call as a person reads it: local time, type, area."""

    number: int
    at: datetime
    kind: str
    area: str


def told(rows: int = 240, seed: int = 4) -> list[Told]:
    """Calls of a year, in whole seconds."""
    dice = Random(seed)
    first = datetime(2024, 1, 1)  # noqa: DTZ001 - local time, as exports have it
    moments = [first + timedelta(seconds=dice.randrange(366 * 86_400)) for _ in range(rows)]
    return [Told(number, at, dice.choice(KINDS), dice.choice(AREAS)) for number, at in enumerate(moments)]


def with_a_title_units_and_totals(path: Path, calls: list[Told]) -> None:
    """Lines above the names of the columns, a row a unit, 12-hour clock, a row of totals with a comma in its number."""
    out = io.StringIO(newline="")
    out.write("Metro Communications\r\nIncident detail\r\nPrinted: 02/01/2025 08:00\r\n\r\n")
    writer = csv.writer(out)
    writer.writerow(
        ["Master Incident Number", "Radio Name", "Problem", "Time PhonePickUp", "Response Area", "Caller Name"]
    )
    for call in calls:
        for unit in range(1 + call.number % 3):
            row = [f"24-{call.number:06}", f"P{unit}", call.kind, call.at.strftime(AM_PM), call.area, "DOE, PAT"]
            writer.writerow(row)
    writer.writerow(["Total rows", "1,234", "", "", "", ""])
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")


def with_semicolons_and_line_ends(path: Path, calls: list[Told]) -> None:
    """Semicolons, an old code page, day before month, date and time apart, values with line ends, short rows."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["CFS #", "Call Date", "Call Time", "Call Type", "Narrative", "Beat", "Disp"])
    for call in calls:
        day, clock = call.at.strftime("%d/%m/%Y"), call.at.strftime("%H:%M")
        writer.writerow([f"{call.number:,}", day, clock, call.kind, "caller says\nhe won’t; stays", call.area, "NR"])
    writer.writerow(["end of file"])
    path.write_bytes(out.getvalue().encode("cp1252"))


def of_a_portal_with_thousandths(path: Path, calls: list[Told]) -> None:
    """ISO times with thousandths, a number of the call that looks like milliseconds, and the portal's own columns."""
    heads = [
        ":id",
        "cad_event_number",
        "initial_call_type",
        "cad_event_original_time_queued",
        "dispatch_precinct",
        ":updated_at",
    ]
    rows = [
        [f"row-{call.number}", f"2024{call.number:09}", call.kind, f"{call.at:%Y-%m-%dT%H:%M:%S}.000", call.area, ""]
        for call in calls
    ]
    _plain(path, [heads, *rows])


def of_a_portal_in_utc(path: Path, calls: list[Told]) -> None:
    """UTF-16 with tabs; times in UTC, with the sign of it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t")
    writer.writerow(["OBJECTID", "INCIDENT_ID", "CALL_TYPE", "CREATE_DATE", "COUNCIL_DIST"])
    for call in calls:
        utc = call.at.replace(tzinfo=CHICAGO).astimezone(ZoneInfo("UTC"))
        writer.writerow([call.number, f"I{call.number}", call.kind, f"{utc:%Y/%m/%d %H:%M:%S}+00", call.area])
    path.write_bytes(out.getvalue().encode("utf-16"))


def with_offsets(path: Path, calls: list[Told]) -> None:
    """Local times, each with how far it is from UTC, in summer and winter."""
    rows = [
        [f"E{call.number}", f"{call.at.replace(tzinfo=CHICAGO).isoformat()}", call.kind, call.area] for call in calls
    ]
    _plain(path, [["event id", "received", "nature", "district"], *rows])


def in_seconds(path: Path, calls: list[Told]) -> None:
    """Seconds since 1970 in UTC; a header that stands twice; two columns of one name."""
    heads = ["incident_number", "created", "type", "district", "district"]
    rows = [
        [call.number, int(call.at.replace(tzinfo=CHICAGO).timestamp()), call.kind, call.area, call.area]
        for call in calls
    ]
    _plain(path, [heads, *rows[:100], heads, *rows[100:]])


def in_sheets(path: Path, calls: list[Told]) -> None:
    """A workbook: a sheet of notes, the calls on two sheets, dates as the program keeps them, a row of totals."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Export of events. Do not distribute."])
    for number, part in enumerate((calls[:120], calls[120:])):
        sheet = book.create_sheet(f"Events {number}")
        sheet.append(["Report of 2024", None, None, None])
        sheet.append(["Event ID", "Event Type", "Create Time", "Zone"])
        for call in part:
            sheet.append([f"E{call.number}", call.kind, call.at, call.area])
        sheet.append(["Total", None, None, len(part)])
    book.save(path)


def in_days_of_a_spreadsheet(path: Path, calls: list[Told]) -> None:
    """Times as numbers: days since the end of 1899 and their fraction."""
    start = datetime(1899, 12, 30)  # noqa: DTZ001
    rows = [[f"E{c.number}", f"{(c.at - start) / timedelta(days=1):.6f}", c.kind, c.area] for c in calls]
    _plain(path, [["event id", "received date", "nature", "district"], *rows])


def in_parquet(path: Path, calls: list[Told]) -> None:
    """Times with a zone and with thousandths, a decimal, and a column of set values."""
    import duckdb

    with duckdb.connect() as link:
        link.execute("SET TimeZone='UTC'")
        kinds = ", ".join(f"'{kind}'" for kind in KINDS)
        link.execute(
            f"CREATE TABLE t (id VARCHAR, received TIMESTAMPTZ, type ENUM ({kinds}), level DECIMAL(8, 2), beat VARCHAR)"
        )
        rows = [
            (f"C{c.number}", c.at.replace(tzinfo=CHICAGO, microsecond=123_000 * (c.number % 2)), c.kind, 1.5, c.area)
            for c in calls
        ]
        link.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", rows)
        link.execute(f"COPY (SELECT id AS incident_id, * EXCLUDE (id) FROM t) TO '{path}' (FORMAT parquet)")


def with_clocks_beside_one_date(path: Path, calls: list[Told]) -> None:
    """Titles, one date and several times of day in columns of their own, a final type, totals at the foot."""
    out = io.StringIO(newline="")
    out.write('Police Department\r\nCAD Call Activity\r\n"From 01/01/2024 to 12/31/2024"\r\n\r\n')
    writer = csv.writer(out)
    heads = [
        "CFS #",
        "Call Date",
        "Call Time",
        "Dispatch Time",
        "Arrive Time",
        "Clear Time",
        "CFS Type",
        "Final CFS Type",
    ]
    writer.writerow([*heads, "Location", "Patrol Area", "Narrative"])
    for call in calls:
        clocks = [f"{call.at + timedelta(minutes=minutes):%I:%M:%S %p}" for minutes in (0, 5, 15, 55)]
        row = [f"24-{call.number:05}", f"{call.at:%m/%d/%Y}", *clocks, call.kind, call.kind, "12 MAIN ST", call.area]
        writer.writerow([*row, 'caller says "help",\nplease come'])
    writer.writerow([])
    writer.writerow(["Total CFS:", "240"])
    path.write_bytes(out.getvalue().encode("cp1252"))


def with_units_in_columns(path: Path, calls: list[Told]) -> None:
    """Fourteen figures and the letters of the zone, two units beside each other, short names in capitals."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    heads = [
        "EID",
        "NUM_1",
        "SUB_TYCOD",
        "AD_TS",
        "UNIT1",
        "UNIT1_DS_TS",
        "UNIT1_AR_TS",
        "UNIT2",
        "UNIT2_DS_TS",
        "XDTS",
    ]
    writer.writerow([*heads, "EAREA"])
    for call in calls:
        first, arrived, second, closed = (
            f"{call.at + timedelta(minutes=minutes):%Y%m%d%H%M%S}CS" for minutes in (5, 15, 20, 55)
        )
        row = [1000 + call.number, f"PD{call.number:07}", call.kind, f"{call.at:%Y%m%d%H%M%S}CS", "P1", first, arrived]
        writer.writerow([*row, *(("P2", second) if call.number % 2 else ("", "")), closed, call.area])
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def with_seven_figures_of_a_second(path: Path, calls: list[Told]) -> None:
    """UTC with its offset and seven figures behind the point; first and final type; a mark at the front."""
    heads = ["IncidentNumber", "CreateDateTime", "InitialIncidentTypeDescription", "FinalIncidentTypeDescription"]
    rows: list[list[object]] = [[*heads, "FirstDispatchDateTime", "FirstOnSceneDateTime", "CloseDateTime", "Beat"]]
    for call in calls:
        utc = call.at.replace(tzinfo=CHICAGO).astimezone(ZoneInfo("UTC"))
        times = [f"{utc + timedelta(minutes=some):%Y-%m-%dT%H:%M:%S}.8600000+00:00" for some in (0, 5, 15, 55)]
        rows.append([f"2024-{call.number:06}", times[0], call.kind, call.kind, *times[1:], call.area])
    _plain(path, rows)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def with_a_row_for_each_unit_and_null(path: Path, calls: list[Told]) -> None:
    """UTF-16, a row a unit, two figures of the year, the word NULL in a column with many values."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t")
    heads = [
        "Master_Incident_Number",
        "Time_PhonePickUp",
        "Problem",
        "Radio_Name",
        "Time_Assigned",
        "Time_ArrivedAtScene",
    ]
    writer.writerow([*heads, "Time_CallCleared", "Response_Area", "Caller_Name"])
    for call in calls:
        for unit in range(1 + call.number % 3):
            times = [f"{call.at + timedelta(minutes=some):%m/%d/%y %H:%M:%S}" for some in (0, 5, 15, 55)]
            there = times[2] if unit == 0 else "NULL"
            row = [f"M{call.number:06}", times[0], call.kind, f"U{unit}", times[1], there, times[3], call.area]
            writer.writerow([*row, "DOE, PAT"])
    path.write_bytes(out.getvalue().encode("utf-16"))


def _plain(path: Path, rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


TIMED = ("clocks.csv", "units.txt", "figures.csv", "null.tsv")  # arrival after 15 minutes, clear after 55

# What a person settles in the proposed mapping, and which rows are no calls.
Export = tuple[str, Callable[[Path, list[Told]], None], dict[str, str], dict[str, int]]
ZONE = {"zone: ASK": "zone: America/Chicago"}


def exports() -> Iterator[Export]:
    """Each export: name of its file, writer, what people settle, and its rejects by reason."""
    yield "title.csv", with_a_title_units_and_totals, {}, {"nothing": 1}
    yield "semicolons.csv", with_semicolons_and_line_ends, {}, {"nothing": 1}
    yield "thousandths.csv", of_a_portal_with_thousandths, {}, {}
    yield "utc.txt", of_a_portal_in_utc, ZONE, {}
    yield "offsets.csv", with_offsets, {}, {}
    yield "seconds.csv", in_seconds, ZONE | {"clock: ASK": "clock: utc"}, {"time": 1}
    yield "sheets.xlsx", in_sheets, {}, {"nothing": 2}
    yield "days.csv", in_days_of_a_spreadsheet, {}, {}
    yield "clocks.csv", with_clocks_beside_one_date, {}, {"nothing": 1}
    yield "units.txt", with_units_in_columns, {}, {}
    yield "figures.csv", with_seven_figures_of_a_second, ZONE, {}
    yield "null.tsv", with_a_row_for_each_unit_and_null, {}, {}
    yield "parquet.parquet", in_parquet, ZONE, {}

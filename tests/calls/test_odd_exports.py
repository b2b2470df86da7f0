"""Exports in the manner of many systems: a newcomer who settles what is asked gets what a hand count gives."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("duckdb")

from coplan.calls.mapping import read_map, unsettled
from coplan.calls.read.first_look import proposed_map
from tests.calls.exports import read
from tests.calls.odd_exports import CRISIS, TIMED, Export, exports, told
from tests.long import few_of

EXPORTS: dict[str, Export] = {export[0]: export for export in exports()}


@pytest.mark.parametrize("name", few_of(EXPORTS, 0, step=3))
def test_an_odd_export_is_counted_as_by_hand(tmp_path: Path, name: str) -> None:
    name, write, settled, rejected = EXPORTS[name]
    path, calls = tmp_path / name, told()
    write(path, calls)
    proposed = proposed_map([path])
    for asked, answer in settled.items():
        assert asked in proposed
        proposed = proposed.replace(asked, answer)
    assert not unsettled(proposed)
    found, needs = read([path], read_map(proposed), tmp_path)

    crisis = [call for call in calls if call.kind in CRISIS]
    hours = Counter((call.at.weekday(), call.at.hour) for call in crisis)
    assert (needs.calls, needs.counted) == (len(calls), len(crisis))
    assert needs.week == tuple(tuple(hours[day, hour] for hour in range(24)) for day in range(7))
    assert {month.month: both for month, both in needs.months.items()} == {
        month: (
            sum(call.at.month == month for call in calls),
            sum(call.at.month == month for call in crisis),
        )
        for month in range(1, 13)
    }
    assert needs.places == Counter(call.area for call in crisis)
    assert found.rejected == rejected
    assert "DOE" not in proposed
    assert "MAIN ST" not in proposed
    if name in TIMED:
        assert needs.wait is not None
        assert needs.scene is not None
        assert (needs.wait.calls, needs.wait.mean, needs.scene.calls, needs.scene.mean) == (
            len(crisis),
            15,
            len(crisis),
            40,
        )

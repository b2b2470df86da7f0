"""What coplan remembers of a draft comes back as it was; a damaged record is none."""

from __future__ import annotations

import pytest

from coplan.drafts.files.record import Beside, Final, Record, read_record

WHOLE = Record(
    "memo",
    "drafts/Mémo & co.docx",
    "# Memo\n\nText “quoted”.\n",
    "abc",
    True,
    "look",
    {"design.hours": "Mo-Fr 08:00-20:00", "design.models": ["a", "b"], "design.base": None},
    {"design.hours": {"state": "parked"}},
    Beside("drafts/memo.new.docx", "h", "t"),
    Final("Ann", "2026-11-24"),
)


@pytest.mark.parametrize("record", [WHOLE, Record("memo", "drafts/memo.md", "")], ids=["whole", "bare"])
def test_a_record_comes_back(record):
    assert read_record(record.text()) == record


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"document": "memo"}', "null"])
def test_a_damaged_record_is_none(text):
    assert read_record(text) is None

"""No test writes outside of its own folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.own_folder import Fence

ROOT = Path(__file__).resolve().parents[1]


def test_a_write_outside_is_refused():
    with pytest.raises(AssertionError, match="outside of its own folder"):
        (ROOT / "left-behind.txt").write_text("x", encoding="utf-8")
    assert not (ROOT / "left-behind.txt").exists()


@pytest.mark.parametrize("way", [os.mkdir, os.rmdir, os.remove], ids=lambda way: way.__name__)
def test_so_is_every_other_way_to_leave_something_there(way):
    with pytest.raises(AssertionError, match="outside of its own folder"):
        way(ROOT / "left-behind")


def test_reading_is_free_and_a_folder_whose_name_begins_alike_is_another(tmp_path):
    (ROOT / "README.md").read_bytes()
    fence = Fence([tmp_path / "a"])
    fence.judge(tmp_path / "a" / "b")
    with pytest.raises(AssertionError):
        fence.judge(tmp_path / "ab")

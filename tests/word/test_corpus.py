"""The recipe for Word files that nobody here made, on one that python-docx makes and one that is none."""

from __future__ import annotations

import pytest

pytest.importorskip("resource", reason="the recipe measures memory as Linux and macOS do")
pytest.importorskip("openxml_audit", reason="the judges come with coplan[dev]")
from tests.word.corpus import try_file

pytestmark = pytest.mark.long


def test_a_file_that_another_program_made_passes(tmp_path):
    from docx import Document

    document, path = Document(), tmp_path / "theirs.docx"
    document.add_heading("A memorandum", 0)
    document.add_paragraph("The county pays (in part).", style="List Bullet")
    document.add_table(2, 2, style="Table Grid").cell(1, 1).text = "$100"
    document.save(path)
    tried = try_file(path, judges=True)
    assert tried.faults == []
    assert tried.refused == ""
    assert tried.seconds > 0


def test_a_file_that_is_none_is_refused_and_stays(tmp_path):
    path = tmp_path / "theirs.docx"
    path.write_bytes(b"PK nothing")
    tried = try_file(path, judges=True)
    assert tried.faults == []
    assert "damaged" in tried.refused

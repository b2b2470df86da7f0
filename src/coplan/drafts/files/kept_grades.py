"""Keeps in the user's cache at which grade each text reads: what nobody changed is not read through again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coplan.content.document import Document
from coplan.content.installed import installed
from coplan.disk.cache import keep_json, read_json, short_name
from coplan.disk.plain_files import real
from coplan.drafts.grades import grade_of

KEPT = 16  # plans


class KeptGrades:
    """The grades of one plan's texts, as they were kept and as they are needed. Losing the file loses nothing."""

    def __init__(self, folder: Path) -> None:
        self._file = f"{short_name(str(real(folder)), 12)}.grades"
        found = read_json(self._file)
        self._before: dict[str, Any] = found if isinstance(found, dict) else {}
        self._now: dict[str, float | None] = {}

    def of(self, document: Document, text: str) -> float | None:
        """The grade at which a text reads; None where it is too short, or not in English."""
        name = short_name(f"{_coplan()} {document.language} {text}", 12)
        if name not in self._now:
            grade = self._before.get(name, "")
            self._now[name] = grade if grade is None or type(grade) is float else grade_of(document, text)
        return self._now[name]

    def keep(self) -> None:
        """Keep the grades that were asked for, where there are others than before."""
        if self._now.keys() - self._before.keys():
            keep_json(self._file, self._now, KEPT)


def _coplan() -> str:
    try:
        return installed()
    except OSError:
        return ""

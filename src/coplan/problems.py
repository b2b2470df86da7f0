"""The one collector of what is wrong in files: every problem with its file and line, told together."""

from __future__ import annotations

from collections.abc import Iterable

from coplan.errors import BadInput, Problem
from coplan.yaml.nodes import Node


class Problems:
    """What is wrong (`found`), and what is only worth a note (`notes`), while `file` or several files are read."""

    def __init__(self, file: str = "") -> None:
        self.file = file
        self.found: list[Problem] = []
        self.notes: list[Problem] = []

    def bad(self, place: Node | int | None, key: str, what: str, fix: str = "", file: str = "") -> None:
        """Something is wrong at a node or line; without one it concerns the whole file."""
        line = place.line if isinstance(place, Node) else place or 0
        self.found.append(Problem(self._file(place, file), line, key, what, fix))

    def note(self, place: Node | int | None, key: str, what: str, fix: str = "", file: str = "") -> None:
        """Something is odd, and no fault. A value is named by the line of its key."""
        named = place.key or place if isinstance(place, Node) else None
        line = named.line if named else place if isinstance(place, int) else 0
        self.notes.append(Problem(self._file(place, file), line, key, what, fix))

    def take(self, problems: Iterable[Problem]) -> None:
        """Others found these."""
        self.found += problems

    def refuse(self) -> None:
        """Raise BadInput with all that is wrong, if anything is."""
        if self.found:
            raise BadInput(self.found)

    def _file(self, place: Node | int | None, file: str) -> str:
        return file or (place.file if isinstance(place, Node) else "") or self.file

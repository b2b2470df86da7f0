"""What is typed and not yet an answer: kept on disk while it is typed, and offered again, also after a restart."""

from __future__ import annotations

import json
from contextlib import suppress

from coplan.disk.inside import Inside
from coplan.disk.plain_files import Refused
from coplan.errors import BadInput
from coplan.letters import UNSEEN
from coplan.plan.disk.locations import HIDDEN
from coplan.yaml.nodes import Data, is_data

NAME = f"{HIDDEN}/unconfirmed.json"
LARGEST = 2_000_000  # bytes that are read
FIND = "/find"  # the end of a place where somebody types to find a line of a list
MOST, LONGEST = 500, 200_000  # entries, and letters of one


class Unconfirmed:
    """Typed text and ticked boxes by the place where they were typed: `design.hours`, `design.posts/3f2a/seats`.

    Without a folder it lives as long as the process. The file is read as input from a stranger.
    """

    def __init__(self, inside: Inside | None = None) -> None:
        self._inside = inside
        self._held = _read(inside) if inside is not None else {}
        self.safe = True  # False if the disk did not take what stands here

    def at(self, where: str) -> Data | None:
        """What was typed at a place, None if nothing is waiting there."""
        return self._held.get(where)

    def below(self, where: str) -> list[str]:
        """The places at and below a question at which something is waiting."""
        return [place for place in self._held if place == where or place.startswith(f"{where}/")]

    @property
    def questions(self) -> list[str]:
        """The keys of the questions at which an answer is waiting; a word to find a line of a list is none."""
        answers = [place for place in self._held if not place.endswith(FIND)]
        return list(dict.fromkeys(place.partition("/")[0] for place in answers))

    def keep(self, where: str, typed: Data | None) -> None:
        """Keep what stands at a place now; nothing, or only spaces, is forgotten."""
        empty = not typed or (isinstance(typed, str) and not typed.strip())
        if not where or (empty and where not in self._held) or self._held.get(where) == typed:
            return
        if empty:
            del self._held[where]
        else:
            assert typed is not None
            self._held[where] = typed
        self._write()

    def forget(self, where: str) -> None:
        """What was typed there is an answer now, or given up."""
        self.keep(where, None)

    def settle(self, key: str) -> None:
        """The question has its answer: nothing is waiting there."""
        for place in self.below(key):
            self.forget(place)

    def _write(self) -> None:
        if self._inside is None:
            return
        content = json.dumps(self._held, ensure_ascii=False).encode("utf-8", "replace")
        try:
            # A power cut may cost the last words: waiting for the disk at every key would cost more.
            self._inside.write(NAME, content, durable=False)
            self.safe = True
        except (OSError, BadInput):
            self.safe = not self._held


def _read(inside: Inside) -> dict[str, Data]:
    try:
        content = inside.read(NAME)
        data = json.loads(content) if len(content) <= LARGEST else None
    except Refused:
        with suppress(OSError):
            inside.set_aside(NAME)
        return {}
    except (BadInput, OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict) or not is_data(data):
        return {}
    found = {place: _clean(typed) for place, typed in list(data.items())[:MOST]}
    return {place: typed for place, typed in found.items() if typed and not UNSEEN.search(place)}


def _clean(typed: Data) -> Data | None:
    """Text, or a list of texts, without letters that command a terminal; None for anything else."""
    if isinstance(typed, str):
        return UNSEEN.sub("", typed[:LONGEST])
    if isinstance(typed, list) and all(isinstance(item, str) for item in typed):
        return [UNSEEN.sub("", str(item)[:LONGEST]) for item in typed[:MOST]]
    return None

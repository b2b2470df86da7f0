"""One decision of the journal, as a value: who decided what, when, and what stood there before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from coplan.yaml.nodes import Data

FOUND = "found in the file"  # how: not through coplan
LATER = ("item", "together")  # fields that journals of before do not have


@dataclass(frozen=True)
class Entry:
    """One decision. `old` and `new` are plain data, None where there was or is no answer.

    `item` is the open item after it, None if the question is not open. `together`: saved with the entry before it.
    """

    when: str
    by: str
    question: str
    old: Data | None
    new: Data | None
    state: str
    how: str = "answered"
    item: Data | None = None
    together: bool = False

    def line(self) -> str:
        """The entry as one line of JSON."""
        more = {name: value for name in LATER if (value := getattr(self, name))}
        return json.dumps(self.told() | more, ensure_ascii=False) + "\n"

    def told(self) -> dict[str, Any]:
        """The entry as people's scripts read it."""
        return {name: value for name, value in self.__dict__.items() if name not in LATER}

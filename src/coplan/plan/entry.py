"""One decision of the journal, as a value: who decided what, when, and what stood there before."""

from __future__ import annotations

import json
from dataclasses import dataclass

from coplan.yaml.nodes import Data


@dataclass(frozen=True)
class Entry:
    """One decision. `old` and `new` are plain data, None where there was or is no answer."""

    when: str
    by: str
    question: str
    old: Data | None
    new: Data | None
    state: str
    how: str = "answered"

    def line(self) -> str:
        """The entry as one line of JSON."""
        return json.dumps(self.__dict__, ensure_ascii=False) + "\n"

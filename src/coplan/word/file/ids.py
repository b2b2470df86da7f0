"""Numbers in XML that something else made: an id that is none, or that no id may be, does not count."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Word refuses ids from 2**31 on; so much room is left above the highest for those that coplan adds.
MOST = 2**31 - 2**20


def whole(text: object, default: int = 0) -> int:
    """The number that an attribute holds; the default for what is no whole number, or out of range."""
    found = re.fullmatch(r"\s*([+-]?[0-9]{1,10})\s*", text) if isinstance(text, str) else None
    number = int(found[1]) if found else default
    return number if -MOST < number < MOST else default


def highest(texts: Iterable[object], default: int = 0) -> int:
    """The highest of these ids, above which all are free; those that are no numbers do not count."""
    return max(default, *(whole(text, default) for text in texts), default)

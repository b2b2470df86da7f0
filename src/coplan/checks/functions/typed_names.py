"""Names and words that people typed, as rules compare them: capitals, spaces and kinds of quotes do not count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from coplan.content.answers.values import Missing

# What marks data about one person: a social security number, a date of birth, the number of a case or an insurance.
# A name alone cannot be told from that of a partner; only one that is said to be a client's is found.
CLIENT_DATA = re.compile(
    r"\b\d{3}-\d{2}-\d{4}\b"
    r"|\b(?:ssn|social security number)\b[^.]{0,20}\d"
    r"|\b(?:medicaid|insurance|member)\s*(?:id|no\.?|number|#)\s*:?\s*[\w-]*\d"
    r"|\b(?:client|patient)(?:'s)?\s+(?:named|called|name:|name is)\s+\w"
    r"|\b(?:dob|date of birth|born(?: on)?)\b[^.]{0,20}\d"
    r"|\b(?:case|incident|report|medical record|mrn)\s*(?:no\.?|number|#)\s*:?\s*[\w-]*\d",
    re.IGNORECASE,
)


PRIVATE = (
    "This looks like data about one person: a social security number, a date of birth, the number of a case or an "
    "insurance, or a client's name. A plan is shared and needs none of it."
)


def looks_like_client_data(texts: Iterable[Any]) -> bool:
    """True if a text holds a social security number, a date of birth, or the number of a case or record."""
    return any(CLIENT_DATA.search(str(text)) for text in texts if not isinstance(text, Missing))


def mentions(text: Any, words: Iterable[str]) -> bool:
    """True if a text has one of the words in it."""
    return any(plain(word) in plain(text) for word in words)


def not_mentioned(names: Iterable[Any], texts: Iterable[Any]) -> list[Any]:
    """The names that stand in none of the texts."""
    known = [plain(text) for text in texts if not isinstance(text, Missing)]
    return [name for name in names if not isinstance(name, Missing) and not any(plain(name) in text for text in known)]


def most_common(values: Iterable[Any]) -> Any:
    """The value that stands there most often, the first of several; missing values do not count."""
    found = [value for value in values if not isinstance(value, Missing)]
    return max(found, key=found.count, default=Missing("value"))


def plain(text: Any) -> str:
    """A text as it is compared: small letters, one space, one kind of quote."""
    return " ".join(str(text).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())

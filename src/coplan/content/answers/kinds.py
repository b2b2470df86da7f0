"""The kinds of values that questions take: one row of KINDS each.

A kind turns the text that people typed into a value, or says in words what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import InvalidOperation
from typing import Any

from coplan.content.answers.amounts import read_money, read_number, read_percent, read_whole
from coplan.content.answers.choices import one_value, read_choice, read_choices, several
from coplan.content.answers.contacts import read_email, read_phone, read_url
from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kind_schemas import (
    LINES,
    choice_schema,
    choices_schema,
    number_schema,
    or_empty,
    records_schema,
    string_schema,
)
from coplan.content.answers.moments import read_day, read_duration, read_time
from coplan.content.answers.rows import Rows
from coplan.content.answers.table_rows import read_records
from coplan.content.answers.values import Listing, Text, YesNo
from coplan.content.questions import Column, Spec
from coplan.letters import unseen_in, unseen_words
from coplan.yaml.nodes import Data, texts_of


@dataclass(frozen=True)
class Kind:
    """How one kind of answer is read, and how it is described to people and to editors."""

    read: Callable[[Any, Spec], Any]
    shape: type
    form: str
    schema: Callable[[Spec], dict[str, Any]]


SURROGATE = re.compile("[\ud800-\udfff]")


def read_value(data: Data, spec: Spec) -> Any:
    """Turn typed data into a value of the question's or column's kind. Raises NotAnAnswer."""
    kind = KINDS[spec.kind]
    if isinstance(data, str) and not data.isascii() and SURROGATE.search(data):  # broken bytes of a command line
        raise NotAnAnswer([((), "there is a character here that no file can hold. Type it again.")])
    for text in texts_of(data):
        if found := unseen_in(text):
            raise NotAnAnswer([((), f"{unseen_words(found[0])} Delete it, or type the text again.")])
    if not isinstance(data, kind.shape):
        got = "one value" if isinstance(data, str) else "a list" if isinstance(data, list) else "keys and values"
        wanted = "a list" if kind.shape is list else "one value"
        if kind.shape is list and isinstance(data, str) and spec.kind != "records":
            data = list(several(data, spec))
        else:
            raise NotAnAnswer([((), f"expected {wanted} here, but this is {got}. {_how(kind)}")])
    if isinstance(data, str) and not data.strip():
        raise NotAnAnswer([((), f"there is no value. {_how(kind)}")])
    try:
        return kind.read(data.strip() if isinstance(data, str) else data, spec)
    except NotAnAnswer:
        raise
    except (ValueError, InvalidOperation, OverflowError) as error:
        words = str(error) if isinstance(error, ValueError) and str(error) else f"`{data}` does not fit."
        raise NotAnAnswer([((), words)]) from None


def _how(kind: Kind) -> str:
    return f"Write {kind.form}."


def _read_text(data: str, spec: Spec) -> Text:
    if "\n" in data:
        raise ValueError("this answer is one line; put it on one line, or shorten it.")
    return Text(data)


def _read_yes_no(data: str, spec: Spec) -> YesNo:
    word = data.casefold().rstrip(".!")
    if word in ("yes", "y", "true", "yeah", "yep", "yup"):
        return YesNo(True)
    if word in ("no", "n", "false", "nope"):
        return YesNo(False)
    raise ValueError(f"`{data}` is neither yes nor no.")


def _read_schedule(data: str, spec: Spec) -> Any:
    from coplan.content.answers.schedule import read_schedule  # a language of its own: not before the first question

    return read_schedule(data)


def _read_list(data: list[Data], spec: Spec) -> Listing:
    items = []
    for index, item in enumerate(data):
        try:
            items.append(Text(one_value(item)))
        except ValueError as error:
            raise NotAnAnswer([((index,), str(error))]) from None
    if not items:
        raise ValueError("there is nothing in this list.")
    return Listing(items)


def column_schema(column: Column) -> dict[str, Any]:
    """JSON Schema for one cell of records."""
    words = {"title": column.label} | ({"description": column.help} if column.help else {})
    return words | or_empty(KINDS[column.kind].schema(column))


def _read_rows(data: list[Data], spec: Spec) -> Rows:
    return read_records(data, spec, read_value)


def _rows_schema(spec: Spec) -> dict[str, Any]:
    return records_schema(spec, column_schema)


KINDS: Mapping[str, Kind] = {
    "text": Kind(_read_text, str, "one line of text", string_schema()),
    "paragraph": Kind(lambda data, spec: Text(data), str, "text, in one or more lines", string_schema()),
    "choice": Kind(read_choice, str, "one of the choices", choice_schema),
    "choices": Kind(read_choices, list, "a list of choices, like `[one, another]`", choices_schema),
    "yes_no": Kind(_read_yes_no, str, "yes or no", lambda spec: {"enum": ["yes", "no", True, False]}),
    "whole": Kind(read_whole, str, "a whole number such as 12,500", number_schema),
    "number": Kind(read_number, str, "a number such as 12 or 2.5", number_schema),
    "percent": Kind(read_percent, str, "a percentage such as 12%", string_schema()),
    "money": Kind(read_money, str, "an amount such as $1,250.50", string_schema()),
    "date": Kind(
        lambda data, spec: read_day(data),
        str,
        "a date such as 3/15/2027",
        string_schema(r"\d"),
    ),
    "time": Kind(lambda data, spec: read_time(data), str, "a time of day such as 8am or noon", string_schema()),
    "duration": Kind(
        lambda data, spec: read_duration(data), str, "a length of time such as 30 minutes or 6 months", string_schema()
    ),
    "schedule": Kind(_read_schedule, str, "days and hours such as Mon-Fri 8am-8pm, or 24/7", string_schema()),
    "phone": Kind(lambda data, spec: read_phone(data), str, "a telephone number such as 360-555-0101", string_schema()),
    "email": Kind(lambda data, spec: read_email(data), str, "an e-mail address", string_schema("@")),
    "url": Kind(
        lambda data, spec: read_url(data), str, "a web address that begins with https://", string_schema("^https?://")
    ),
    "list": Kind(_read_list, list, "a list, one entry a line with `- ` before it", lambda spec: LINES),
    "records": Kind(_read_rows, list, "rows, each with its columns", _rows_schema),
}

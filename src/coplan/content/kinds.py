"""The kinds of values that questions take: one row of KINDS each.

A kind turns the text that people typed into a value, or says in words what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from coplan.content.model import Choice, Column, Question
from coplan.content.schedule import Schedule
from coplan.content.values import (
    MINUTES,
    Address,
    Chosen,
    Clock,
    Day,
    Duration,
    Listing,
    Money,
    Number,
    Percent,
    Phone,
    Row,
    Rows,
    Text,
    Whole,
    YesNo,
)
from coplan.content.yaml_nodes import Data
from coplan.errors import closest, did_you_mean

Spec: TypeAlias = Question | Column
Path: TypeAlias = tuple[str | int, ...]


class NotAnAnswer(ValueError):
    """The typed data is no value of this kind. Holds every fault with its place inside the data."""

    def __init__(self, faults: list[tuple[Path, str]]) -> None:
        self.faults = faults
        super().__init__("\n".join(words for _, words in faults))


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
    if not isinstance(data, kind.shape):
        got = "one value" if isinstance(data, str) else "a list" if isinstance(data, list) else "keys and values"
        wanted = "a list" if kind.shape is list else "one value"
        if kind.shape is list and isinstance(data, str) and spec.kind != "records":
            data = [part.strip() for part in data.split(",") if part.strip()]
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


def _read_choice(data: str, spec: Spec) -> Chosen:
    found = _match(data, spec.choices)
    if found:
        return Chosen(found.key, found.label)
    own = re.match(r"other:\s*(\S.*)", data, re.IGNORECASE | re.DOTALL)
    if own and spec.other:
        return Chosen("other", own[1], own_words=True)
    raise ValueError(_unknown_choice(data, spec))


def _match(data: str, choices: tuple[Choice, ...]) -> Choice | None:
    wanted = data.casefold()
    for choice in choices:
        if data == choice.key or data in choice.was:
            return choice
    return next((choice for choice in choices if wanted in (choice.key, choice.label.casefold())), None)


def _unknown_choice(data: str, spec: Spec) -> str:
    names = {choice.key: choice.key for choice in spec.choices}
    names |= {choice.label.casefold(): choice.key for choice in spec.choices}
    near = closest(data.casefold(), names)
    hint = f" Did you mean `{names[near]}`?" if near else ""
    other = " or `other: …`" if spec.other else ""
    keys = [f"`{choice.key}`" for choice in spec.choices]
    listed = ", ".join(keys[:12]) + (" …" if len(keys) > 12 else "")
    return f"`{data}` is not one of the choices.{hint} Choices are {listed}{other}."


def _read_choices(data: list[Data], spec: Spec) -> Listing:
    found, faults = [], []
    for index, item in enumerate(data):
        try:
            found.append(_read_choice(_one(item), spec))
        except ValueError as error:
            faults.append(((index,), str(error)))
    if faults:
        raise NotAnAnswer(list(faults))
    if not found:
        raise ValueError("there is no choice in this list.")
    return Listing({(item.key, str(item)): item for item in found}.values())


def _one(item: Data) -> str:
    if isinstance(item, dict) and len(item) == 1:  # `- other: words` reads as a mapping in YAML
        (key, value), *_ = item.items()
        return f"{key}: {value}"
    if isinstance(item, str) and item.strip():
        return item.strip()
    raise ValueError("this must be one value.")


def _read_yes_no(data: str, spec: Spec) -> YesNo:
    if data.casefold() in ("yes", "y", "true"):
        return YesNo(True)
    if data.casefold() in ("no", "n", "false"):
        return YesNo(False)
    raise ValueError(f"`{data}` is neither yes nor no.")


def _decimal(data: str, spec: Spec, what: str, strip: str = "") -> Decimal:
    text = data.strip(strip + " ").strip()
    if not re.fullmatch(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?|[-+]?\.\d+", text) or len(text) > 30:
        raise ValueError(f"`{data}` is not {what}.")
    number = Decimal(text.replace(",", ""))
    _within(number, spec)
    return number


def _within(number: Decimal, spec: Spec) -> None:
    if spec.min is not None and number < Decimal(str(spec.min)):
        raise ValueError(f"`{number}` is less than {_limit(spec.min)}, the least that is possible here.")
    if spec.max is not None and number > Decimal(str(spec.max)):
        raise ValueError(f"`{number}` is more than {_limit(spec.max)}, the most that is possible here.")


def _limit(number: float) -> Number:
    return Number(Decimal(str(number)))


def _read_whole(data: str, spec: Spec) -> Whole:
    number = _decimal(_without_unit(data, spec), spec, "a whole number such as 12,500")
    if number != number.to_integral_value():
        raise ValueError(f"`{data}` is not a whole number.")
    if number < 0 and spec.min is None:
        raise ValueError(f"`{data}` is below zero.")
    return Whole(number)


def _read_number(data: str, spec: Spec) -> Number:
    return Number(_decimal(_without_unit(data, spec), spec, "a number such as 12 or 2.5"), spec.unit)


def _without_unit(data: str, spec: Spec) -> str:
    unit = re.match(r"(.*\d)\s+([A-Za-z].*)$", data)
    if unit and spec.unit and spec.unit.casefold().startswith(unit[2].casefold().rstrip("s.")):
        return unit[1]
    return data


def _read_percent(data: str, spec: Spec) -> Percent:
    number = _decimal(data, spec, "a percentage such as 12%", strip="%")
    if number < 0 or (number > 100 and spec.max is None):
        raise ValueError(f"`{data}` is not between 0% and 100%.")
    return Percent(number)


def _read_money(data: str, spec: Spec) -> Money:
    amount = _decimal(data, spec, "an amount of money such as $1,250.50", strip="$")
    if amount != round(amount, 2):
        raise ValueError(f"`{data}` has more than two decimals.")
    if amount < 0 and spec.min is None:
        raise ValueError(f"`{data}` is below zero.")
    return Money(amount)


def read_day(data: str) -> Day:
    """Read a date as people type it: 2027-01-15, or 1/15/2027. Raises ValueError with plain words."""
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", data)
    text = f"{american[3]}-{int(american[1]):02d}-{int(american[2]):02d}" if american else data
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return Day.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{data}` is not a date. Write year-month-day, for example 2027-01-15.") from None


def _read_time(data: str, spec: Spec) -> Clock:
    found = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?\s*([ap])?\.?(?:m\.?)?", data.casefold())
    if found and (found[2] or found[3]):
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3] == "p" else 0)
        elif found[3]:
            hour = 99
        if hour < 24 and minute < 60:
            return Clock(hour, minute)
    raise ValueError(f"`{data}` is not a time of day. Write hours and minutes, for example 08:00 or 17:30.")


UNITS = {
    "minutes": ("min", "mins", "minute", "minutes"),
    "hours": ("h", "hr", "hrs", "hour", "hours"),
    "days": ("d", "day", "days"),
    "weeks": ("w", "week", "weeks"),
    "months": ("month", "months"),
    "years": ("y", "year", "years"),
}
UNIT_NAMES = {name: unit for unit, names in UNITS.items() for name in names}


def _read_duration(data: str, spec: Spec) -> Duration:
    wrong = ValueError(f"`{data}` is not a length of time. Write it like 30 minutes, 2 hours or 6 months.")
    parts = []
    rest = data.casefold().replace(" and ", " ").replace(",", " ").strip()
    while rest:
        found = re.match(r"(\d+(?:\.\d+)?)\s*([a-z]+)\.?\s*", rest)
        if not found or found[2] not in UNIT_NAMES or len(found[1]) > 9:
            raise wrong
        parts.append((Decimal(found[1]), UNIT_NAMES[found[2]]))
        rest = rest[found.end() :]
    units = [unit for _, unit in parts]
    if units != sorted(set(units), key=lambda unit: -MINUTES[unit]):
        raise wrong
    return Duration(parts)


def _read_phone(data: str, spec: Spec) -> Phone:
    digits = re.sub(r"\D", "", data)
    if re.fullmatch(r"\d{3}", digits) and digits == data:  # 988, 911, 211
        return Phone(data, data)
    plain = re.fullmatch(r"\(?(\d{3})\)?[-. ]{0,2}(\d{3})[-. ]?(\d{4})", data)
    if plain:  # the usual form, without loading the library
        return Phone(data, f"({plain[1]}) {plain[2]}-{plain[3]}")
    import phonenumbers

    try:
        number = phonenumbers.parse(data, "US")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number) or len(digits) < 10:
        raise ValueError(f"`{data}` is not a telephone number. Write it like 360-555-0101, or 988.")
    style = phonenumbers.PhoneNumberFormat
    home = number.country_code == 1
    return Phone(data, phonenumbers.format_number(number, style.NATIONAL if home else style.INTERNATIONAL))


def _read_email(data: str, spec: Spec) -> Address:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(data, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise ValueError(f"`{data}` is not an e-mail address. Write it like name@example.org.") from None
    return Address(data)


def _read_url(data: str, spec: Spec) -> Address:
    if not re.fullmatch(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?", data):
        raise ValueError(f"`{data}` is not a web address. Write it whole: https://example.org/page.")
    return Address(data)


def _read_list(data: list[Data], spec: Spec) -> Listing:
    items = []
    for index, item in enumerate(data):
        try:
            items.append(Text(_one(item)))
        except ValueError as error:
            raise NotAnAnswer([((index,), str(error))]) from None
    if not items:
        raise ValueError("there is nothing in this list.")
    return Listing(items)


def _read_records(data: list[Data], spec: Spec) -> Rows:
    assert isinstance(spec, Question)
    labels = {column.key: column.label for column in spec.columns}
    rows: list[Row] = []
    faults: list[tuple[Path, str]] = []
    for index, item in enumerate(data):
        if not isinstance(item, dict):
            faults.append(((index,), "each row needs its columns: " + ", ".join(labels) + "."))
            continue
        cells, found = _read_cells(item, spec)
        faults += [((index, *path), words) for path, words in found]
        row_id = item.get("id", "")
        rows.append(Row(row_id if isinstance(row_id, str) else "", cells, labels, spec.key))
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row["id"] in seen:
            words = f"the row id `{row['id']}` stands twice. Delete it in the copy; coplan sets a new one."
            faults.append(((index, "id"), words))
        seen |= {row["id"]} - {""}
    if faults:
        raise NotAnAnswer(faults)
    if not rows:
        raise ValueError("there are no rows.")
    return Rows(rows, labels, frozenset(column.key for column in spec.columns if column.required))


def _read_cells(item: Mapping[str, Data], spec: Question) -> tuple[dict[str, Any], list[tuple[Path, str]]]:
    columns = {column.key: column for column in spec.columns}
    cells: dict[str, Any] = {}
    faults: list[tuple[Path, str]] = []
    for name in item:
        if name != "id" and name not in columns:
            hint = did_you_mean(name, columns) or "Columns are " + ", ".join(columns) + "."
            faults.append(((name,), f"there is no column `{name}`. {hint}"))
    for name, column in columns.items():
        if name not in item or item[name] == "":
            continue  # an empty cell is a hole in the draft, not a fault: a row may be half done
        try:
            cells[name] = read_value(item[name], column)
        except NotAnAnswer as error:
            faults += [((name, *path), words) for path, words in error.faults]
    return cells, faults


def _string(pattern: str = "", **more: Any) -> Callable[[Spec], dict[str, Any]]:
    base: dict[str, Any] = {"type": ["string", "number", "boolean"]} if not pattern else {"type": "string"}
    if pattern:
        base["pattern"] = pattern
    return lambda spec: base | more


def _number_schema(spec: Spec) -> dict[str, Any]:
    limits = {"minimum": spec.min, "maximum": spec.max}
    return {"type": ["number", "string"]} | {name: value for name, value in limits.items() if value is not None}


def _choice_schema(spec: Spec) -> dict[str, Any]:
    known = [
        {"const": choice.key, "title": choice.label} | ({"description": choice.help} if choice.help else {})
        for choice in spec.choices
    ]
    other = [{"type": "string", "pattern": "^other: .+"}] if spec.other else []
    return {"anyOf": [*known, *other]}


def _choices_schema(spec: Spec) -> dict[str, Any]:
    item = _choice_schema(spec)
    if spec.other:
        item["anyOf"].append({"type": "object", "required": ["other"], "maxProperties": 1})
    return {"type": "array", "items": item, "minItems": 1}


def _records_schema(spec: Spec) -> dict[str, Any]:
    assert isinstance(spec, Question)
    cells = {column.key: column_schema(column) for column in spec.columns}
    row = {
        "type": "object",
        "properties": {"id": {"type": "string", "description": "Set by coplan; keep it."}} | cells,
        "additionalProperties": False,
    }
    return {"type": "array", "items": row, "minItems": 1}


def column_schema(column: Column) -> dict[str, Any]:
    """JSON Schema for one cell of records."""
    words = {"title": column.label} | ({"description": column.help} if column.help else {})
    return words | KINDS[column.kind].schema(column)


_LINES = {"type": "array", "items": {"type": ["string", "number", "boolean"]}, "minItems": 1}
KINDS: Mapping[str, Kind] = {
    "text": Kind(_read_text, str, "one line of text", _string()),
    "paragraph": Kind(lambda data, spec: Text(data), str, "text, in one or more lines", _string()),
    "choice": Kind(_read_choice, str, "one of the choices", _choice_schema),
    "choices": Kind(_read_choices, list, "a list of choices, like `[one, another]`", _choices_schema),
    "yes_no": Kind(_read_yes_no, str, "yes or no", lambda spec: {"enum": ["yes", "no", True, False]}),
    "whole": Kind(_read_whole, str, "a whole number such as 12,500", _number_schema),
    "number": Kind(_read_number, str, "a number such as 12 or 2.5", _number_schema),
    "percent": Kind(_read_percent, str, "a percentage such as 12%", _string()),
    "money": Kind(_read_money, str, "an amount such as $1,250.50", _string()),
    "date": Kind(
        lambda data, spec: read_day(data),
        str,
        "a date as year-month-day, such as 2027-01-15",
        _string(r"^\d{4}-\d{2}-\d{2}$"),
    ),
    "time": Kind(_read_time, str, "a time of day such as 08:00", _string()),
    "duration": Kind(_read_duration, str, "a length of time such as 30 minutes or 6 months", _string(r"^\d")),
    "schedule": Kind(lambda data, spec: Schedule(data), str, "days and hours such as Mo-Fr 08:00-20:00", _string()),
    "phone": Kind(_read_phone, str, "a telephone number such as 360-555-0101", _string()),
    "email": Kind(_read_email, str, "an e-mail address", _string("@")),
    "url": Kind(_read_url, str, "a web address that begins with https://", _string("^https?://")),
    "list": Kind(_read_list, list, "a list, one entry a line with `- ` before it", lambda spec: _LINES),
    "records": Kind(_read_records, list, "rows, each with its columns", _records_schema),
}

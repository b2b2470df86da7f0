"""The kinds of values that questions take: one row of KINDS each.

A kind turns the text that people typed into a value, or says in words what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import InvalidOperation
from typing import Any, TypeAlias

from coplan.content.answers.amounts import read_money, read_number, read_percent, read_whole
from coplan.content.answers.contacts import read_email, read_phone, read_url
from coplan.content.answers.moments import DASHES, read_day, read_duration, read_time
from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.schedule import read_schedule
from coplan.content.answers.values import Chosen, Listing, Text, YesNo
from coplan.content.questions import Choice, Column, Question, Spec
from coplan.errors import closest, cut, did_you_mean
from coplan.letters import unseen_in, unseen_words
from coplan.yaml.nodes import Data

Path: TypeAlias = tuple[str | int, ...]


class NotAnAnswer(ValueError):
    """The typed data is no value of this kind. Holds every fault with its place inside the data."""

    def __init__(self, faults: list[tuple[Path, str]]) -> None:
        self.faults = faults
        super().__init__("\n".join(cut(words) for _, words in faults))


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
    for text in _texts(data):
        if found := unseen_in(text):
            raise NotAnAnswer([((), f"{unseen_words(found[0])} Delete it, or type the text again.")])
    if not isinstance(data, kind.shape):
        got = "one value" if isinstance(data, str) else "a list" if isinstance(data, list) else "keys and values"
        wanted = "a list" if kind.shape is list else "one value"
        if kind.shape is list and isinstance(data, str) and spec.kind != "records":
            data = list(_parts(data, spec))
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


def _parts(text: str, spec: Spec) -> list[str]:
    """Several values that were typed as one text: on lines, with semicolons, or with commas, as coplan prints them."""
    if "\n" in text:
        return [line.strip().removeprefix("- ").strip() for line in text.split("\n") if line.strip(" -")]
    split = ";" if ";" in text else ","
    parts = [part.strip() for part in text.split(split) if part.strip()]
    if not spec.choices:
        return [part.removeprefix("and ") for part in parts] if split == ";" else parts
    return _joined(parts, split, spec)


def _joined(parts: list[str], split: str, spec: Spec) -> list[str]:
    """Choices whose labels hold commas put together again, and a last `a and b` taken apart."""
    found: list[str] = []
    at = 0
    while at < len(parts):
        ends = [end for end in range(len(parts), at, -1) if _match(f"{split} ".join(parts[at:end]), spec.choices)]
        end = ends[0] if ends else at + 1
        part = f"{split} ".join(parts[at:end])
        at = end
        pieces = part.removeprefix("and ").split(" and ")
        known = [cut for cut in range(1, len(pieces)) if all(_match(x, spec.choices) for x in _cut(pieces, cut))]
        if part.casefold().startswith("other:") or _match(part, spec.choices) or not known:
            found.append(part if _match(part, spec.choices) else part.removeprefix("and "))
        else:
            found += _cut(pieces, known[0])
    return found


def _cut(pieces: list[str], at: int) -> list[str]:
    return [" and ".join(pieces[:at]), " and ".join(pieces[at:])]


def _texts(data: Data) -> Iterator[str]:
    """Every text in what was typed."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _texts(item)
    elif isinstance(data, dict):
        for item in data.values():
            yield from _texts(item)


def _how(kind: Kind) -> str:
    return f"Write {kind.form}."


def _read_text(data: str, spec: Spec) -> Text:
    if "\n" in data:
        raise ValueError("this answer is one line; put it on one line, or shorten it.")
    return Text(data)


def _read_choice(data: str, spec: Spec) -> Chosen:
    found = _match(data, spec.choices)
    if found:
        return Chosen(found.key, found.label, clause=found.clause)
    own = re.match(r"other:\s*(\S.*)", data, re.IGNORECASE | re.DOTALL)
    if own and spec.other:
        return Chosen("other", own[1], own_words=True)
    raise ValueError(_unknown_choice(data, spec))


def _match(data: str, choices: tuple[Choice, ...]) -> Choice | None:
    wanted = _folded(data)
    for choice in choices:
        if data == choice.key or data in choice.was:
            return choice
    same = [choice for choice in choices if wanted in (_folded(choice.key), _folded(choice.label))]
    return same[0] if same else None


def _folded(text: str) -> str:
    """A key or label as people type it: no matter how large, with spaces for underscores, and any dash or quote."""
    plain = DASHES.sub("-", text).replace("\u2019", "'").replace("_", " ").replace("\u201c", '"').replace("\u201d", '"')
    return " ".join(plain.casefold().split())


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
    word = data.casefold().rstrip(".!")
    if word in ("yes", "y", "true", "yeah", "yep", "yup"):
        return YesNo(True)
    if word in ("no", "n", "false", "nope"):
        return YesNo(False)
    raise ValueError(f"`{data}` is neither yes nor no.")


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
    before = {old: column.key for column in spec.columns for old in column.was if old not in columns}
    cells: dict[str, Any] = {}
    faults: list[tuple[Path, str]] = []
    for name in item:
        if name in before and before[name] in item:
            words = f"this column is filled twice, under its old name too. Keep `{before[name]}`."
            faults.append(((name,), words))
        elif name != "id" and name not in columns and name not in before:
            hint = did_you_mean(name, columns) or "Columns are " + ", ".join(columns) + "."
            faults.append(((name,), f"there is no column `{name}`. {hint}"))
    written = {before.get(name, name): name for name in item}
    for name, column in columns.items():
        stands = written.get(name, name)
        if stands not in item or item[stands] == "":
            continue  # an empty cell is a hole in the draft, not a fault: a row may be half done
        try:
            cells[name] = read_value(item[stands], column)
        except NotAnAnswer as error:
            faults += [((stands, *path), words) for path, words in error.faults]
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
    words = [word for choice in spec.choices for word in (choice.key, choice.label, *choice.was)]
    other = [{"type": "string", "pattern": "^[Oo][Tt][Hh][Ee][Rr]: *.+"}] if spec.other else []
    return {"anyOf": [*known, {"type": "string", "pattern": caseless(words)}, *other]}


def caseless(words: Iterable[str]) -> str:
    """A pattern of JSON Schema, which knows no flags, for these words in capitals or not."""
    return f"^({'|'.join(''.join(map(_caseless, word)) for word in words)})$"


def _caseless(letter: str) -> str:
    if letter in "\\^$.*+?()[]{}|/":
        return f"\\{letter}"
    both = {letter, letter.lower(), letter.upper()}
    return f"[{''.join(sorted(one for one in both if len(one) == 1))}]" if len(both) > 1 else letter


def _choices_schema(spec: Spec) -> dict[str, Any]:
    item = _choice_schema(spec)
    if spec.other:
        item["anyOf"].append({"type": "object", "required": ["other"], "maxProperties": 1})
    return {"anyOf": [{"type": "array", "items": item}, {"type": "string"}]}


def _records_schema(spec: Spec) -> dict[str, Any]:
    assert isinstance(spec, Question)
    cells = {column.key: column_schema(column) for column in spec.columns}
    row = {
        "type": "object",
        "properties": {"id": {"type": ["string", "number", "null"], "description": "Set by coplan; keep it."}} | cells,
        "additionalProperties": False,
    }
    return {"type": "array", "items": row}


def column_schema(column: Column) -> dict[str, Any]:
    """JSON Schema for one cell of records."""
    words = {"title": column.label} | ({"description": column.help} if column.help else {})
    return words | or_empty(KINDS[column.kind].schema(column))


def or_empty(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that also takes what counts as no answer."""
    options = schema["anyOf"] if schema.keys() == {"anyOf"} else [schema]
    return {"anyOf": [*options, {"enum": [None, "", [], {}]}]}


_WORDS = ["string", "number", "boolean"]
_LINES = {"type": ["array", *_WORDS], "items": {"type": [*_WORDS, "object"]}}
KINDS: Mapping[str, Kind] = {
    "text": Kind(_read_text, str, "one line of text", _string()),
    "paragraph": Kind(lambda data, spec: Text(data), str, "text, in one or more lines", _string()),
    "choice": Kind(_read_choice, str, "one of the choices", _choice_schema),
    "choices": Kind(_read_choices, list, "a list of choices, like `[one, another]`", _choices_schema),
    "yes_no": Kind(_read_yes_no, str, "yes or no", lambda spec: {"enum": ["yes", "no", True, False]}),
    "whole": Kind(read_whole, str, "a whole number such as 12,500", _number_schema),
    "number": Kind(read_number, str, "a number such as 12 or 2.5", _number_schema),
    "percent": Kind(read_percent, str, "a percentage such as 12%", _string()),
    "money": Kind(read_money, str, "an amount such as $1,250.50", _string()),
    "date": Kind(
        lambda data, spec: read_day(data),
        str,
        "a date as year-month-day, such as 2027-01-15",
        _string(r"\d"),
    ),
    "time": Kind(lambda data, spec: read_time(data), str, "a time of day such as 08:00", _string()),
    "duration": Kind(
        lambda data, spec: read_duration(data), str, "a length of time such as 30 minutes or 6 months", _string()
    ),
    "schedule": Kind(
        lambda data, spec: read_schedule(data), str, "days and hours such as Mo-Fr 08:00-20:00", _string()
    ),
    "phone": Kind(lambda data, spec: read_phone(data), str, "a telephone number such as 360-555-0101", _string()),
    "email": Kind(lambda data, spec: read_email(data), str, "an e-mail address", _string("@")),
    "url": Kind(
        lambda data, spec: read_url(data), str, "a web address that begins with https://", _string("^https?://")
    ),
    "list": Kind(_read_list, list, "a list, one entry a line with `- ` before it", lambda spec: _LINES),
    "records": Kind(_read_records, list, "rows, each with its columns", _records_schema),
}

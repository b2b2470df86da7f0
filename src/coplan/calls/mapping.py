"""What the columns of a call export mean: `calls.yaml`, kept beside the plan, read into values.

Nothing is guessed here. A line that says ASK is a question that people have not settled, and stops the count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from coplan.errors import Problem, did_you_mean
from coplan.problems import Problems
from coplan.yaml.nodes import Node, read_nodes

ASK = "ASK"
TEXTS = ("id", "type", "type_at_close", "priority", "disposition", "place", "address", "person")
TIMES = ("received", "dispatched", "arrived", "cleared")
CLOCKS = ("local", "utc")
EPOCHS = ("seconds", "milliseconds", "excel")
PARTS = ("year", "month", "day", "weekday", "hour")
SIGNS = {"": ",", "comma": ",", "tab": "\t", "semicolon": ";", "pipe": "|"}
LONGEST_COUNT = 9  # digits
LOOK_AT = ("type", "type_at_close", "either")
SMALLEST = 11  # counts below it are not shown; 11 is the rule of Medicare's data (CMS cell size suppression policy)


@dataclass(frozen=True)
class Moment:
    """Where a time stands: one column, a date and a time column, or columns of parts.

    `formats` are strptime forms. `pattern` cuts the time out of a longer text. `empty_hour` is the hour that an empty
    hour stands for. `clock` says whether the text is local time or UTC; without it, it is that of `received`.
    """

    column: str = ""
    date: str = ""
    time: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    epoch: str = ""
    clock: str = "local"
    pattern: str = ""
    empty_hour: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it reads."""
        return tuple(name for name in (self.column, self.date, self.time, *self.parts.values()) if name)


@dataclass(frozen=True)
class Codes:
    """A table beside the calls that says what a code means."""

    file: str
    code: str
    label: str


@dataclass(frozen=True)
class CallFile:
    """One kind of file: how it is written, and what its columns are.

    `files` are names with `*`. `row` is `call`, or `unit` where a call has a row for each unit that was sent. `skip` is
    how many lines stand above the names of the columns.
    """

    files: tuple[str, ...] = ("*",)
    encoding: str = "utf-8"
    delimiter: str = ","
    missing: tuple[str, ...] = ()
    row: str = "call"
    columns: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, Moment] = field(default_factory=dict)
    codes: Mapping[str, Codes] = field(default_factory=dict)
    line: int = 0
    skip: int = 0


@dataclass(frozen=True)
class Definition:
    """Which call types count as behavioral health, and why. A type that is in neither list does not count."""

    look_at: str = "type"
    yes: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class CallMap:
    """The whole of calls.yaml. `whole` is false for a sample: volumes and trends then say nothing."""

    sources: tuple[CallFile, ...]
    definition: Definition
    zone: str = ""
    smallest: int = SMALLEST
    whole: bool = True
    confirmed: bool = True
    file: str = "calls.yaml"


def read_map(text: str, file: str = "calls.yaml") -> CallMap:
    """Read calls.yaml. Raises BadInput with every fault: file, line, what is wrong, what to do."""
    root = read_nodes(text, file)
    reader = _Reader(file)
    found = reader.call_map(root)
    reader.problems.refuse()
    return found


def unsettled(text: str, file: str = "calls.yaml") -> list[Problem]:
    """The lines that still say ASK."""
    return [
        Problem(file, number, line.split(":")[0].strip(" -"), "is not settled yet.", "Read the note there, and answer.")
        for number, line in enumerate(text.splitlines(), 1)
        if f": {ASK}" in line.split("#")[0]
    ]


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems = Problems(file)

    def call_map(self, root: Node) -> CallMap:
        self._known(root, ("confirmed", "zone", "smallest_count", "whole", "sources", "behavioral_health"), "")
        sources = tuple(self._source(node) for node in self._items(root, "sources"))
        if not sources:
            self.problems.bad(root, "sources", "names no file.", "Say under `sources:` what the columns mean.")
        return CallMap(
            sources,
            self._definition(self._at(root, "behavioral_health")),
            self._text(root, "zone"),
            self._count(root, "smallest_count", SMALLEST),
            self._yes(root, "whole"),
            self._yes(root, "confirmed"),
            self.file,
        )

    def _source(self, node: Node) -> CallFile:
        self._known(node, ("files", "encoding", "delimiter", "skip", "missing", "row", "columns", "codes"), "sources")
        columns = self._at(node, "columns")
        self._known(columns, (*TEXTS, *TIMES), "columns")
        texts: dict[str, str] = {}
        times: dict[str, Moment] = {}
        for name, value in self._entries(columns):
            if name in TIMES:
                times[name] = self._moment(value, name)
            elif name in TEXTS:
                texts[name] = self._scalar(value, name)
        usual = times["received"].clock if "received" in times else ""
        times = {name: replace(time, clock=time.clock or usual or "local") for name, time in times.items()}
        codes = {name: self._codes(value, name) for name, value in self._entries(self._at(node, "codes"))}
        return CallFile(
            self._list(node, "files") or ("*",),
            self._text(node, "encoding") or "utf-8",
            self._delimiter(node),
            self._list(node, "missing"),
            self._one_of(node, "row", ("call", "unit"), "call"),
            texts,
            times,
            codes,
            node.line,
            self._count(node, "skip", 0),
        )

    def _moment(self, node: Node | None, name: str) -> Moment:
        if node is not None and isinstance(node.value, str):
            return Moment(node.value)
        known = ("column", "date", "time", *PARTS, "format", "epoch", "clock", "pattern", "empty_hour")
        self._known(node, known, name)
        found = Moment(
            self._text(node, "column"),
            self._text(node, "date"),
            self._text(node, "time"),
            {part: self._text(node, part) for part in PARTS if self._text(node, part)},
            self._list(node, "format"),
            self._one_of(node, "epoch", EPOCHS, ""),
            self._one_of(node, "clock", CLOCKS, ""),
            self._text(node, "pattern"),
            self._text(node, "empty_hour"),
        )
        if not found.columns:
            self.problems.bad(node, name, "names no column.", "Write `column:`, or `date:` and `time:`, or the parts.")
        elif not (found.formats or found.epoch or found.parts):
            fix = 'Write `format: "%m/%d/%Y %H:%M:%S"` as it stands there, or `epoch: seconds` and the like.'
            self.problems.bad(node, name, "does not say how the time is written.", fix)
        return found

    def _codes(self, node: Node | None, name: str) -> Codes:
        self._known(node, ("file", "code", "label"), name)
        found = Codes(self._text(node, "file"), self._text(node, "code"), self._text(node, "label"))
        if not (found.file and found.code and found.label):
            self.problems.bad(node, name, "needs `file`, `code` and `label`.", "Name the table and its two columns.")
        return found

    def _definition(self, node: Node | None) -> Definition:
        self._known(node, ("look_at", "yes", "maybe", "reason"), "behavioral_health")
        look_at = self._one_of(node, "look_at", LOOK_AT, "type")
        found = Definition(look_at, self._list(node, "yes"), self._list(node, "maybe"), self._text(node, "reason"))
        for both in sorted(set(found.yes) & set(found.maybe)):
            self.problems.bad(node, "behavioral_health", f"has `{both}` under `yes` and under `maybe`.", "Choose one.")
        return found

    # ---- nodes

    def _known(self, node: Node | None, known: tuple[str, ...], key: str) -> None:
        for name, value in self._entries(node, key):
            if name not in known:
                fix = did_you_mean(name, known) or f"Known here: {', '.join(known)}."
                self.problems.bad(value, f"{key}.{name}" if key else name, "is not known here.", fix)

    def _entries(self, node: Node | None, key: str = "") -> Iterator[tuple[str, Node]]:
        if node is None or node.value == "":
            return
        if isinstance(node.value, dict):
            yield from node.value.items()
        elif key:
            self.problems.bad(
                node, key, "needs lines with a key and a value.", "Write `name: value`, one below the other."
            )

    def _at(self, node: Node | None, key: str) -> Node | None:
        return node.value.get(key) if node is not None and isinstance(node.value, dict) else None

    def _items(self, node: Node | None, key: str) -> list[Node]:
        found = self._at(node, key)
        if found is None or found.value == "":
            return []
        if isinstance(found.value, list):
            return found.value
        self.problems.bad(found, key, "needs a list.", "Begin each item with `- `.")
        return []

    def _scalar(self, node: Node, key: str) -> str:
        if isinstance(node.value, str):
            return node.value
        self.problems.bad(node, key, "needs the name of one column.", "Write it behind the colon.")
        return ""

    def _text(self, node: Node | None, key: str) -> str:
        found = self._at(node, key)
        return self._scalar(found, key) if found is not None else ""

    def _list(self, node: Node | None, key: str) -> tuple[str, ...]:
        found = self._at(node, key)
        if found is None:
            return ()
        if isinstance(found.value, str):
            return (found.value,) if found.value else ()
        return tuple(self._scalar(item, key) for item in self._items(node, key))

    def _one_of(self, node: Node | None, key: str, known: tuple[str, ...], usual: str) -> str:
        text = self._text(node, key)
        if text and text not in known:
            self.problems.bad(self._at(node, key), key, f"is `{text}`.", f"Write one of these: {', '.join(known)}.")
        return text or usual

    def _yes(self, node: Node, key: str) -> bool:
        return self._one_of(node, key, ("yes", "no"), "yes") == "yes"

    def _count(self, node: Node, key: str, usual: int) -> int:
        text = self._text(node, key)
        if text and not (text.isdecimal() and len(text) <= LONGEST_COUNT):
            self.problems.bad(self._at(node, key), key, f"is `{text}`.", "Write a whole number.")
            return usual
        return int(text) if text else usual

    def _delimiter(self, node: Node) -> str:
        text = self._text(node, "delimiter")
        sign = SIGNS.get(text, text)
        if len(sign) == 1 and sign not in '"\r\n\0':
            return sign
        fix = f"Write one sign, or one of these words: {', '.join(filter(None, SIGNS))}."
        self.problems.bad(self._at(node, "delimiter"), "delimiter", f"is `{text}`.", fix)
        return ","

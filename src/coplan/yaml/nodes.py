"""Reads YAML text into nodes that know their place: the one door for plans, answers files and packs.

Every scalar stays the text that stands there. What YAML offers beyond plain data (tags, aliases, several
documents) is refused, and so is what silently loses data (the same key twice).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from coplan.errors import BadInput
from coplan.letters import unseen_in
from coplan.yaml.refusals import HALF, ITSELF, bad, hint, plain_words, refuse_merge_marks, short_tag, unseen

Data: TypeAlias = "str | list[Data] | dict[str, Data]"

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
SURROGATE = re.compile("[\ud800-\udfff]")
# PyYAML has no C extension on some platforms; both loaders give the same events (test_yaml_nodes).
Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def is_data(value: object, depth: int = MAX_DEPTH) -> bool:
    """True if this is text, or lists and mappings of text, no deeper than a plan may be, that UTF-8 can hold."""
    if isinstance(value, str):
        return value.isascii() or _has_bytes(value)
    if depth <= 0:
        return False
    if isinstance(value, list):
        return all(is_data(item, depth - 1) for item in value)
    return isinstance(value, dict) and all(is_data(key) and is_data(item, depth - 1) for key, item in value.items())


def texts_of(data: Data | None) -> Iterator[str]:
    """Every text within plain data, but the keys."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list | dict):
        for part in data.values() if isinstance(data, dict) else data:
            yield from texts_of(part)


def _has_bytes(text: str) -> bool:
    """True unless a letter is half of a pair. Encoding is quicker than a look at each letter."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@dataclass(slots=True)
class Node:
    """One scalar, list or mapping of a file. `start` and `end` are offsets into its text; `line`, `column` from 1."""

    value: str | list[Node] | dict[str, Node]
    start: int
    end: int
    line: int
    column: int
    flow: bool = False
    style: str | None = None
    key: Node | None = None
    file: str = ""
    origin: tuple[Node, int, int] | None = field(default=None, compare=False, repr=False)

    def moved(self, letters: int, lines: int) -> Node:
        """The node so many letters and lines further down. What is inside is moved when somebody looks at it."""
        if not letters and not lines:
            return self
        source, by, down = self.origin or (self, 0, 0)
        key = self.key.moved(letters, lines) if self.key is not None else None
        place = (self.start + letters, self.end + letters, self.line + lines, self.column)
        node = Node("", *place, self.flow, self.style, key, self.file, (source, by + letters, down + lines))
        del node.value
        return node

    if not TYPE_CHECKING:  # a type checker would take every name for one that exists

        def __getattr__(self, name: str) -> Any:
            """Called where nothing stands yet: the value of a node that was moved."""
            if name != "value" or self.origin is None:
                raise AttributeError(name)
            source, letters, lines = self.origin
            value = source.value
            if isinstance(value, dict):
                value = {name: child.moved(letters, lines) for name, child in value.items()}
            elif isinstance(value, list):
                value = [child.moved(letters, lines) for child in value]
            self.value, self.origin = value, None
            return value

    @property
    def data(self) -> Data:
        """The node as plain text, lists and dicts."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, list):
            return [item.data for item in self.value]
        return {key: item.data for key, item in self.value.items()}

    def find(self, path: tuple[str | int, ...]) -> Node:
        """The node at `path`, or the nearest one above it."""
        node = self
        for part in path:
            if isinstance(node.value, dict) and part in node.value:
                node = node.value[str(part)]
            elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            else:
                break
        return node


def decode(content: bytes, file: str) -> str:
    """Return the text of a file's bytes, or raise BadInput if it is too large or not UTF-8."""
    if len(content) > MAX_BYTES:
        raise bad(
            file, 0, f"is larger than {MAX_BYTES // 1_000_000} MB, which no such file is.", "Is it the right file?"
        )
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise bad(file, line, "is not UTF-8 text.", "Save it again with the encoding UTF-8.") from None
    if found := unseen_in(text):
        raise unseen(file, found[0], text.count("\n", 0, found.start()) + 1)
    return text


def read_nodes(text: str, file: str) -> Node:
    """Return the top mapping of a YAML text; an empty text gives an empty mapping.

    Raises BadInput with line and column for anything that is not plain data.
    """
    try:
        root = _build(text, file)
    except yaml.MarkedYAMLError as error:
        refuse_merge_marks(text, file)
        mark = error.problem_mark or error.context_mark
        if "quoted scalar" in (error.context or "") and "end of stream" in (error.problem or ""):
            mark = error.context_mark or mark  # where the quote opens, and not the end of the file
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        words = plain_words(error)
        raise bad(file, line, f"this is not valid YAML: {words}.", hint(text, line, words), column) from None
    except BadInput:
        refuse_merge_marks(text, file)
        raise
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        # The C reader counts bytes, the pure one characters: look for the place ourselves.
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        raise bad(file, line, "there is a character here that YAML does not allow.", "Delete it.") from None
    if root is None:
        return Node({}, len(text), len(text), 1, 1, file=file)
    if not isinstance(root.value, dict):
        raise bad(file, root.line, "expected keys and values here.", "Start lines like `answers:`.")
    return root


def _build(text: str, file: str) -> Node | None:
    try:
        return _Builder(text, file).build()
    except yaml.MarkedYAMLError as error:
        if "nesting depth" not in (error.problem or ""):
            raise
        # The C parser looks ahead and gives up far beyond our own limit; the pure one stops where that is.
        return _Builder(text, file, yaml.BaseLoader).build()


class _Builder:
    """Turns parser events into nodes without recursion, so that no nesting can exhaust the stack."""

    def __init__(self, text: str, file: str, loader: Any = None) -> None:
        self.text, self.file, self.loader = text, file, loader or Loader
        self.stack: list[tuple[Node, Node | None]] = []
        self.root: Node | None = None

    def build(self) -> Node | None:
        """Read all events; return the top node, or None for an empty text."""
        documents = 0
        for event in yaml.parse(self.text, Loader=self.loader):
            if isinstance(event, yaml.ScalarEvent):
                if event.style == '"' and not event.value.isascii() and SURROGATE.search(event.value):
                    self.refuse(event, f"this is not valid YAML: {HALF}.", ITSELF)  # the C reader does so by itself
                self.place(self.node(event, event.value, event.style))
            elif isinstance(event, yaml.MappingStartEvent):
                self.open(self.node(event, {}))
            elif isinstance(event, yaml.SequenceStartEvent):
                self.open(self.node(event, []))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self.close(event)
            elif isinstance(event, yaml.AliasEvent):
                self.refuse(event, "aliases (`*name`) are not allowed.", "Write the value out in full.")
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "a second document begins here.", "Keep only one `---` in a file.")
        return self.root

    def node(self, event: yaml.NodeEvent, value: str | list[Node] | dict[str, Node], style: str | None = None) -> Node:
        tag = getattr(event, "tag", None)
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            what = f"`&{anchor}` has a meaning of its own in YAML, and would be lost."
            self.refuse(event, what, "Put the whole text in quotes.")
        if tag == "!" and not style:
            self.refuse(event, "`!` has a meaning of its own in YAML, and would be lost.", "Put the text in quotes.")
        if tag is not None and tag != "!":
            self.refuse(event, f"tags (`{short_tag(tag)}`) are not allowed.", "Delete the tag.")
        start, end = _mark(event.start_mark), _mark(event.end_mark)
        flow = bool(getattr(event, "flow_style", False))
        return Node(
            value, start.index, end.index, start.line + 1, start.column + 1, flow, style or None, None, self.file
        )

    def open(self, node: Node) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise bad(self.file, node.line, "this is nested too deeply.", "No plan needs that.", node.column)
        if self.stack and isinstance(self.stack[-1][0].value, dict) and self.stack[-1][1] is None:
            if self.text.startswith(("{{", "{%"), self.stack[-1][0].start):
                what = f"`{self.text[self.stack[-1][0].start :][:2]}` begins a place in a template."
                fix = "A plan holds the answer itself; a text with braces goes in quotes."
                raise bad(self.file, node.line, what, fix, self.stack[-1][0].column)
            raise bad(self.file, node.line, "a key must be one word.", "", node.column)
        self.stack.append((node, None))

    def close(self, event: yaml.Event) -> None:
        node, _ = self.stack.pop()
        # A block collection ends where its last item ends; the event's mark is past blank lines and comments.
        if node.flow:
            node.end = _mark(event.end_mark).index
        elif isinstance(node.value, dict) and node.value:
            node.end = next(reversed(node.value.values())).end
        elif isinstance(node.value, list) and node.value:
            node.end = node.value[-1].end
        self.place(node)

    def place(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent, key = self.stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif isinstance(parent.value, dict):
            if key is None:
                self.stack[-1] = (parent, self.as_key(node, parent.value))
                return
            node.key = key
            parent.value[str(key.value)] = node
            self.stack[-1] = (parent, None)

    def as_key(self, node: Node, siblings: dict[str, Node]) -> Node:
        name = str(node.value)
        if name in siblings:
            before = siblings[name].key
            first = f" The first is on line {before.line}." if before else ""
            what = f"`{name}` stands here twice.{first}"
            raise bad(self.file, node.line, what, "Keep one of them.", node.column)
        return node

    def refuse(self, event: yaml.Event, what: str, fix: str) -> None:
        mark = _mark(event.start_mark)
        raise bad(self.file, mark.line + 1, what, fix, mark.column + 1)


def _mark(mark: Any) -> yaml.Mark:
    assert mark is not None  # parsers that read text always set their marks
    found: yaml.Mark = mark
    return found


def hidden_by_comments(root: Node, text: str) -> Iterator[tuple[str, Node, str]]:
    """Values behind which ` #4` or the like begins a comment, as in `Unit #4`: key, node, and what is taken for one."""
    if not HASH.search(text):
        return
    waiting: list[tuple[str, Node]] = [("", root)]
    while waiting:
        key, node = waiting.pop()
        if isinstance(node.value, dict):
            waiting += [(f"{key}.{name}".lstrip("."), child) for name, child in reversed(node.value.items())]
        elif isinstance(node.value, list):
            waiting += [(key, child) for child in reversed(node.value)]
        elif node.style is None and node.value and (found := HASH.match(text, node.end)):
            yield key, node, found[0].strip()


HASH = re.compile(r"[ \t]+#\w[^\n]*")

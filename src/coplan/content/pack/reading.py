"""Reads the files of a pack one by one, and collects every problem with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from coplan.errors import BadInput, did_you_mean
from coplan.problems import Problems
from coplan.yaml.nodes import Node, decode, read_nodes

T = TypeVar("T")


class Reading:
    """What is wrong in the files of a pack, while they are read."""

    def __init__(self) -> None:
        self.problems = Problems()
        self.adapters: dict[type, Any] = {}

    def text(self, name: str, content: bytes) -> str | None:
        """A file as text, or None if it is none."""
        try:
            return decode(content, name).replace("\r\n", "\n")
        except BadInput as error:
            self.problems.take(error.problems)
            return None

    def nodes(self, name: str, text: str) -> Node | None:
        """A file as nodes, or None if it is no YAML."""
        try:
            return read_nodes(text, name)
        except BadInput as error:
            self.problems.take(error.problems)
            return None

    def yaml(self, layer: Mapping[str, bytes]) -> dict[str, Node]:
        """The YAML files of one pack as nodes; what cannot be read is left out and noted."""
        texts = {name: self.text(name, content) for name, content in layer.items() if not name.endswith(".j2")}
        found = {name: self.nodes(name, text) for name, text in texts.items() if text is not None}
        return {name: root for name, root in found.items() if root is not None}

    def templates(self, layer: Mapping[str, bytes]) -> dict[str, str]:
        """The templates of one pack and their parts, as texts; what cannot be read is left out and noted."""
        texts = {name: self.text(name, content) for name, content in layer.items() if name.endswith(".j2")}
        return {name: text for name, text in texts.items() if text is not None}

    def entries(self, name: str, node: Node) -> Iterable[tuple[str, Node]]:
        """The keys and values of a mapping."""
        if isinstance(node.value, dict):
            return node.value.items()
        self.bad(name, node, "expected keys and values here.")
        return []

    def bad(self, name: str, node: Node, what: str, key: str = "") -> None:
        """Note a problem."""
        self.problems.bad(node, key, what, file=node.file or name)

    def check(self, name: str, node: Node, shape: type[T], **extra: Any) -> T | None:
        """Check one mapping against a dataclass; on a problem note it and return None."""
        from pydantic import TypeAdapter, ValidationError

        data = node.data
        if not isinstance(data, dict):
            self.bad(name, node, "expected keys and values here.")
            return None
        if shape not in self.adapters:  # building one takes longer than all its checks
            self.adapters[shape] = TypeAdapter(shape)
        try:
            checked: T = self.adapters[shape].validate_python(data | extra)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                place = node.find(fault["loc"])
                key = ".".join(str(part) for part in fault["loc"])
                words = _plain_words(fault["type"], fault["msg"])
                fix = _fix(str(fault["loc"][-1]), place, data, shape) if words == NO_SUCH_KEY else ""
                self.problems.bad(place.key or place, key, words, fix, file=place.file or name)
            return None
        return checked

    def table(self, name: str, root: Node, shape: type[T]) -> dict[str, T]:
        """Each value of a mapping, checked against a dataclass; what fails is left out."""
        checked = {key: self.check(name, node, shape) for key, node in self.entries(name, root)}
        return {key: value for key, value in checked.items() if value is not None}

    def listed(self, name: str, root: Node, key: str, shape: type[T]) -> tuple[T, ...]:
        """Each item of the list under `key`, checked against a dataclass; what fails is left out."""
        node = root.find((key,))
        return self.checked(name, node.value if isinstance(node.value, list) else [], shape)

    def checked(self, name: str, nodes: Iterable[Node], shape: type[T], **extra: Any) -> tuple[T, ...]:
        """Each of these mappings, checked against a dataclass; what fails is left out."""
        found = [self.check(name, node, shape, **extra) for node in nodes]
        return tuple(item for item in found if item is not None)


NO_SUCH_KEY = "there is no such key."


def _fix(key: str, place: Node, data: Mapping[str, Any], shape: type) -> str:
    """What to do about a key that a shape does not have; a comma in braces makes a key of what stands behind it."""
    if place.value == "" or " " in key:
        return "Put the whole text in quotes: a comma ends it here."
    known = [field.name.rstrip("_") for field in fields(shape) if field.name not in data] if is_dataclass(shape) else []
    return did_you_mean(key, known)


def _plain_words(kind: str, message: str) -> str:
    if kind == "tuple_type":
        return "this must be a list: [one, another]."
    if kind == "missing":
        return "this is missing."
    if kind.startswith("date_"):
        return "this is not a date. Write year-month-day, for example 2026-11-28."
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return NO_SUCH_KEY
    return message[0].lower() + message[1:] + "."

"""What a community's own pack takes away on purpose: the names that it marks with `remove: true`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from coplan.content.pack.folders import Layer
from coplan.content.pack.reading import Reading
from coplan.yaml.nodes import Node


def removed(layers: Sequence[Layer]) -> frozenset[str]:
    """Questions (`design.hours`), columns (`design.team.count`) and choices (`design.models: video`) that are removed.

    Facts and assumptions stand under the names of their files: `facts.on_scene`. The lowest layer removes nothing.
    """
    return frozenset(name for layer in layers[1:] for name in _of_layer(layer))


def _of_layer(layer: Layer) -> Iterator[str]:
    reading = Reading()
    for name, content in layer.items():
        text = reading.text(name, content) if name.startswith("checklists/") else None
        root = reading.nodes(name, text) if text is not None else None
        if root is None or not isinstance(root.value, dict):
            continue
        stem = PurePosixPath(name).stem
        if stem in ("facts", "assumptions"):
            yield from (f"{stem}.{key}" for key, node in root.value.items() if _is_removed(node))
        for node in _listed(root, "questions"):
            yield from _of(node, f"{root.find(('step',)).value}.{node.find(('id',)).value}")


def _of(node: Node, name: str) -> Iterator[str]:
    """A question or column by its name, if it is removed; else what is removed in it."""
    if _is_removed(node):
        yield name
    changes = node.find(("changes",))
    if changes is not node:
        yield from (f"{name}: {one.find(('key',)).value}" for one in _listed(changes, "choices") if _is_removed(one))
        for column in _listed(changes, "columns"):
            yield from _of(column, f"{name}.{column.find(('key',)).value}")


def _listed(node: Node, field: str) -> list[Node]:
    found = node.find((field,))
    return found.value if found is not node and isinstance(found.value, list) else []


def _is_removed(node: Node) -> bool:
    return isinstance(node.value, dict) and "remove" in node.value and node.value["remove"].value == "true"

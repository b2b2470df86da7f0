"""Where each item of a pack stands: file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coplan.yaml.nodes import Node, read_nodes


def places(files: Mapping[str, str | Node]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Where each question, fact, topic and template stands: file and line."""
    for name, file in files.items():
        if name.endswith(".j2"):
            yield name, (name, 1)
            continue
        root = read_nodes(file, name) if isinstance(file, str) else file
        yield from _yaml_places(name, root)


def fields(node: Node) -> Iterable[tuple[str, Node]]:
    """The fields of a node that is a mapping; none for another."""
    return node.value.items() if isinstance(node.value, dict) else ()


def line_of(node: Node) -> int:
    """The line on which a node begins, with its key."""
    return (node.key or node).line


def _yaml_places(name: str, root: Node) -> Iterator[tuple[str, tuple[str, int]]]:
    questions, step = root.find(("questions",)), root.find(("step",))
    if isinstance(questions.value, list) and isinstance(step.value, str):
        yield step.value, (name, step.line)
        for node in questions.value:
            key = f"{step.value}.{node.find(('id',)).data}"
            yield key, (node.file, node.line)
            yield from ((f"{key} {field}", (child.file or name, line_of(child))) for field, child in fields(node))
    elif name.endswith("facts.yaml") and isinstance(root.value, dict):
        for key, node in root.value.items():
            yield f"facts.{key}", (node.file, line_of(node))
    elif name.endswith("timeline.yaml"):
        for listed in ("tasks", "milestones"):
            items = root.find((listed,)).value
            for node in items if isinstance(items, list) else []:
                yield f"timeline.{node.find(('key',)).data}", (node.file, node.line)
    elif name.endswith("assumptions.yaml") and isinstance(root.value, dict):
        for key, node in root.value.items():
            yield f"assumptions.{key}", (node.file, line_of(node))
    elif name.endswith(("law/clauses.yaml", "law/parties.yaml")) and isinstance(root.value, dict):
        kind = "clause" if name.endswith("clauses.yaml") else "party"
        for key, node in root.value.items():
            yield f"{kind}.{key}", (node.file, line_of(node))
    elif "law/" in name:
        topics, place = root.find(("topics",)), root.find(("jurisdiction",))
        held = root.find(("hold",))
        yield f"law.{place.data}", (held.file, line_of(held))
        if isinstance(topics.value, dict):
            for key, node in topics.value.items():
                yield f"law.{place.data}.{key}", (node.file, line_of(node))

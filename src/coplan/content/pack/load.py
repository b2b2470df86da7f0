"""Reads a pack from disk: YAML text into checked values, every problem reported with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from coplan import __version__
from coplan.content import pack_cache
from coplan.content.model import Pack
from coplan.content.pack.folders import Layer, pack_layers
from coplan.content.questions import Step
from coplan.yaml.nodes import Node

NOT_STEPS = {"facts", "sources", "measures", "assumptions", "timeline"}


def load_pack(folders: tuple[Path, ...]) -> Pack:
    """Read the pack in these folders. Raises BadInput with every problem found.

    A pack that was read before and has not changed comes from a cache of checked values.
    """
    return load_layers(pack_layers(folders))


def load_layers(layers: Sequence[Layer]) -> Pack:
    """The same for files that were read already."""
    stamp = _stamp(layers)

    def anew() -> Pack:
        return pack_cache.keep(read_pack(*layers, stamp=stamp))

    return pack_cache.fetch(stamp, anew) or anew()


def read_pack(*layers: Layer, stamp: str = "") -> Pack:
    """Check the files of packs, the lowest first, each given by name. Raises BadInput with every problem found."""
    # A pack that was checked before needs none of this.
    from coplan.content.knowledge import Measure, Source
    from coplan.content.pack import other_files
    from coplan.content.pack.files import read_files
    from coplan.content.pack.reading import Reading
    from coplan.content.pack.steps import lend_choices, read_step
    from coplan.content.rules import Rule

    reading = Reading()
    files = read_files(reading, layers)
    steps: dict[str, Step] = {}
    found: dict[str, Any] = {
        "facts": {},
        "sources": {},
        "topics": {},
        "laws": {},
        "law_names": {},
        "holds": {},
        "not_read": {},
        "parties": {},
        "clauses": {},
        "assumptions": {},
    }
    rules: list[Rule] = []
    known = [_step_of(root) for _, root in sorted(files.roots.items()) if "title" in root.value and _step_of(root)]
    for name in _in_order(files.roots):
        path, root = PurePosixPath(name), files.roots[name]
        if path.parent.name == "cases":  # they prove rules, and nothing else reads them
            continue
        if path.parent.name == "law":
            other_files.read_law(reading, name, root, found)
        elif path.parent.name == "rules":
            rules += other_files.read_rules(reading, name, root)
        elif path.stem == "facts":
            for key, node in reading.entries(name, root):
                found["facts"][key] = other_files.read_fact(reading, name, key, node)
        elif path.stem == "sources":
            found["sources"] = reading.table(name, root, Source)
        elif path.stem == "measures":
            found["measures"] = reading.listed(name, root, "measures", Measure)
        elif path.stem == "timeline":
            found["timeline"] = other_files.read_timeline(reading, name, root)
            found["assumptions"] |= {task.assumption.key: task.assumption for task in found["timeline"].tasks}
        elif path.stem == "assumptions":
            checked = {
                key: other_files.read_one_assumption(reading, name, key, node)
                for key, node in reading.entries(name, root)
            }
            found["assumptions"] |= {key: assumption for key, assumption in checked.items() if assumption}
        elif path.stem not in NOT_STEPS:
            read_step(reading, name, root, steps, known)
    steps = lend_choices(reading, steps)
    documents = [
        other_files.read_document(reading, name, template) for name, template in sorted(files.templates.items())
    ]
    parts = {name.removeprefix("templates/"): text for name, text in files.parts.items()}
    reading.problems.refuse()
    found["documents"] = tuple(document for document in documents if document)
    found["own"] = tuple(files.own)
    return Pack(steps=tuple(steps.values()), rules=tuple(rules), parts=parts, stamp=stamp, **found)


def _in_order(roots: Mapping[str, Node]) -> list[str]:
    """Files in the order of their numbers; the one that introduces a step before its other parts, however named."""
    heads = {_step_of(root): _number(name) for name, root in roots.items() if "title" in root.value}

    def place(name: str) -> tuple[str, bool, str]:
        step = _step_of(roots[name])
        number = heads.get(step, "") if step else ""
        return number or _number(name), "title" not in roots[name].value, PurePosixPath(name).stem

    return sorted(roots, key=place)


def _step_of(root: Node) -> str:
    step = root.value.get("step") if isinstance(root.value, dict) else None
    return step.value if step and isinstance(step.value, str) else ""


def _number(name: str) -> str:
    return PurePosixPath(name).stem.partition("-")[0]


def _stamp(layers: Iterable[Layer]) -> str:
    digest = hashlib.blake2b(__version__.encode(), digest_size=16)
    for place, layer in enumerate(layers):
        for name, content in layer.items():
            digest.update(f"{place} {name} {len(content)} ".encode())
            digest.update(content)
    return digest.hexdigest()

"""The files of a pack, read into nodes: the shipped ones, with what each own pack above them changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from coplan import __version__
from coplan.content.model import OwnPack
from coplan.content.pack.folders import HEAD, Layer
from coplan.content.pack.overlay import HOW, changed, marked, overlay, unmarked
from coplan.content.pack.reading import Reading
from coplan.errors import did_you_mean
from coplan.yaml.nodes import Node


@dataclass(frozen=True)
class Template:
    """A template as it stands in its file: front matter, text, and the line on which the text begins."""

    head: Node
    body: str
    first_line: int


@dataclass
class PackFiles:
    """The files of all packs together: YAML as nodes, templates, and the shared parts of templates."""

    roots: dict[str, Node] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    own: list[OwnPack] = field(default_factory=list)

    @property
    def named(self) -> Mapping[str, str | Node]:
        """Every file by its name: nodes, or the text of what is no YAML."""
        return {**self.roots, **{name: template.body for name, template in self.templates.items()}, **self.parts}


def read_files(reading: Reading, layers: Sequence[Layer]) -> PackFiles:
    """Read the packs, the lowest first, and lay each over those below it. Problems go to `reading`."""
    found = PackFiles()
    for place, layer in enumerate(layers):
        roots = reading.yaml(layer)
        head = _head(reading, roots.pop(HEAD, None))
        found.own += [head] if head else []
        texts = reading.templates(layer)
        if place:
            overlay(reading, found.roots, roots)
        else:
            found.roots = roots
        found.parts |= {name: text for name, text in texts.items() if "/parts/" in name}
        for name, text in texts.items():
            if PurePosixPath(name).parent.name == "templates":
                _add_template(reading, found.templates, name, text)
    return found


def _head(reading: Reading, node: Node | None) -> OwnPack | None:
    """What a pack says of itself. A pack for a later coplan is refused."""
    head = reading.check(HEAD, node, OwnPack) if node else None
    if node and head and _version(head.coplan) > _version(__version__):
        what = f"{head.name} is for coplan {head.coplan} or later; this is {__version__}."
        reading.bad(HEAD, node.find(("coplan",)), what)
    return head


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Split a template into its YAML front matter, its body, and the line on which the body begins."""
    lines = text.split("\n")
    if lines[0].strip() == "---" and "---" in lines[1:]:
        end = lines.index("---", 1)
        return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2
    return "", text, 1


def _add_template(reading: Reading, below: dict[str, Template], name: str, text: str) -> None:
    """Add a template, or carry out what it says about the one of its name below."""
    head, body, first_line = split_front_matter(text)
    node = reading.nodes(name, "\n" + head)  # behind the line with the first rule
    if node is None:
        return
    mark, held = marked(node), below.get(name)
    if held is None:
        if mark:
            what = f"there is no template of this name that `{mark}:` could mean."
            reading.bad(name, node, f"{what} {did_you_mean(name, below)}".strip())
        below[name] = Template(node, body, first_line)
    elif not mark:
        reading.bad(name, node, f"this document is there already. {HOW}")
    elif mark == "remove":
        del below[name]
    elif mark == "replaces":
        below[name] = Template(unmarked(node), body, first_line)
    elif body.strip():
        reading.bad(
            name, node, "with `changes:` the text stays that of the pack below; take it out here, or replace all."
        )
    else:
        below[name] = replace(held, head=changed(reading, held.head, node))

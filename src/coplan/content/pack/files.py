"""The files of a pack, read into nodes: the shipped ones, with what each own pack above them changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from coplan import __version__
from coplan.content.language.wording import FIELD as TEXT
from coplan.content.language.wording import reworded, wordings
from coplan.content.model import OwnPack
from coplan.content.pack.folders import HEAD, Layer
from coplan.content.pack.overlay import HOW, changed, marked, overlay, unmarked
from coplan.content.pack.reading import Reading
from coplan.errors import did_you_mean
from coplan.yaml.nodes import Node

KEEPS_ITS_TEXT = (
    "with `changes:` the text stays that of the pack below; take it out here, change words under `changes: text:`, or "
    "replace all."
)


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
        for name, text in texts.items():
            if "/parts/" in name:
                _add_part(reading, found.parts, name, text)
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


NO_HEAD = "line 1 must be three hyphens, `---`, and a second such line must end what the file says about itself."


def _fix_of_rule(text: str) -> str:
    """What to do where there is no front matter: some editors turn hyphens into dashes."""
    lines = [line.strip() for line in text.split("\n")]
    if any(line and set(line) <= set("-\u2010\u2011\u2012\u2013\u2014\u2015") and line != "---" for line in lines):
        return "Your editor made a dash of them: switch off smart dashes, and type them again."
    return "Write the second one." if lines[0] == "---" else "Put it above the title."


def _add_part(reading: Reading, below: dict[str, str], name: str, text: str) -> None:
    """Add a shared part, or change words of the one below, if a front matter of its own says so."""
    head, body, _ = split_front_matter(text)
    node = reading.nodes(name, "\n" + head) if head else None
    if node is None or marked(node) != "changes":
        below[name] = text
    elif name not in below:
        what = "there is no part of this name that `changes:` could mean."
        reading.bad(name, node, f"{what} {did_you_mean(name, below)}".strip())
    elif body.strip():
        reading.bad(name, node, KEEPS_ITS_TEXT)
    else:
        below[name] = _reworded(reading, name, below[name], node)


def _reworded(reading: Reading, name: str, text: str, head: Node) -> str:
    """A text below with the words changed that a front matter names. What is not there is a problem."""
    for change in wordings(head):
        if isinstance(change, Node):
            what = "`text:` is a list; each entry has `old:`, words of the shipped text, and `new:`, what is said now."
            reading.problems.bad(change, "changes.text", what, file=change.file or name)
        elif (new := reworded(text, change)) is None:
            what = f"the shipped text does not say `{' '.join(change.old.split())}`."
            fix = "Copy words of one line of the template, as `coplan why` shows it, or a part of them."
            reading.problems.bad(change.place, "changes.text", what, fix, change.place.file or name)
        else:
            text = new
    return text


def _add_template(reading: Reading, below: dict[str, Template], name: str, text: str) -> None:
    """Add a template, or carry out what it says about the one of its name below."""
    head, body, first_line = split_front_matter(text)
    if not head:
        reading.problems.bad(1, "", NO_HEAD, _fix_of_rule(text), name)
        return
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
        reading.bad(name, node, KEEPS_ITS_TEXT)
    else:
        body = _reworded(reading, name, held.body, node)
        fields = changed(reading, held.head, node)
        if isinstance(fields.value, dict):
            fields.value.pop(TEXT, None)
        below[name] = replace(held, head=fields, body=body)

"""Tidies the files of a pack: fields in one order, comments with the field below them, a line for editors. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from coplan.content.pack.sorts import EDITORS, schema_file, schema_line, sort_of
from coplan.yaml.nodes import Node, read_nodes
from coplan.yaml.patches import EditRefused, Patch, patched
from coplan.yaml.places import line_after, line_start

OWN = "replaces changes remove"  # what an entry of an own pack does to the one below it
# The order in which people read an entry: what it is called, what it asks or says, where it comes from, its parts.
QUESTION = (
    f"id {OWN} was label ask said until kind core core_until needed homework decides unused by_phase when default "
    "other unit min max row help why example source choices choices_from columns"
).split()
COLUMN = (
    f"key {OWN} was label clause kind required matters falls_to other unit min max help choices choices_from"
).split()
RULE = f"id {OWN} domain level stage when let expect message why fix questions limits source ours".split()
TASK = ["key", "label", "phase", "weeks", "after", "when", "dates", "gate", "help", "source", "ours"]
MILESTONE = ["key", "label", "question", "column", "name", "or_name"]
MEASURE = ["key", "label", "numerator", "denominator", "unit", "data_source", "reference", "help", "source", "window"]
LAW = (
    f"citation {OWN} title requires url version from until read_on checked status applies_to case_law source "
    "must_state in_agreement certificate approved ordinance_of approval_says also conflicts note"
).split()
LIMIT = ["value", "unit", "label", "source", "ours"]
LISTS = {"questions": QUESTION, "rules": RULE, "tasks": TASK, "milestones": MILESTONE, "measures": MEASURE}
TABLES = {
    "sources": ["title", "url", "unlinked", "read", "version"],
    "assumptions": ["label", "kind", "value", "unit", "min", "max", "question", "help", "ours", "source"],
    "facts": ["label", "is"],
    "topics": ["label", "scope", "some", "asks"],
    "clauses": ["label", "section", "questions"],
    "parties": ["label", "is", "unsure", "where"],
}
INNER = {"choices": COLUMN, "columns": COLUMN, "limits": LIMIT}


def formatted(name: str, text: str, described: Collection[str] = ()) -> str:
    """The text of a pack file with the fields of its entries in order. It says the same, and has the same comments.

    Where the pack has a schema of the file's sort (`described`), the first line comes to name it.

    An entry is left alone where its fields do not stand on lines of their own. Raises BadInput if the text is no YAML.
    """
    if schema_file(sort_of(name)) in described and not text.startswith(EDITORS):
        text = schema_line(name) + ("\r\n" if "\r\n" in text else "\n") + text
    root = read_nodes(text, name)
    for _ in range(3):  # an entry may hold entries
        patches = [patch for entry, order in _entries(name, root) for patch in _ordered(text, entry, order)]
        try:
            changed = patched(text, _outermost(patches))
        except EditRefused:
            return text
        if changed == text:
            return text
        again = read_nodes(changed, name)
        if again.data != root.data:  # never: it would be a mistake of ours
            return text
        text, root = changed, again
    return text


def _entries(name: str, root: Node) -> Iterator[tuple[Node, Sequence[str]]]:
    """The entries of a file with the order of their fields."""
    sort = sort_of(name)
    if not isinstance(root.value, dict):
        return
    if sort == "law" and "topics" in root.value:
        topics = root.value["topics"].value
        for entries in topics.values() if isinstance(topics, dict) else ():
            yield from ((entry, LAW) for entry in entries.value if isinstance(entry, Node))
    elif sort in TABLES:
        yield from ((entry, TABLES[sort]) for entry in root.value.values())
    for field, order in LISTS.items():
        listed = root.value.get(field)
        for entry in listed.value if listed and isinstance(listed.value, list) else ():
            yield entry, order
            yield from _inner(entry)


def _inner(entry: Node) -> Iterator[tuple[Node, Sequence[str]]]:
    for field, order in INNER.items():
        held = entry.value.get(field) if isinstance(entry.value, dict) else None
        if held is not None and not isinstance(held.value, str):
            among = held.value.values() if isinstance(held.value, dict) else held.value
            yield from ((one, order) for one in among)


def _ordered(text: str, entry: Node, order: Sequence[str]) -> Iterator[Patch]:
    if not isinstance(entry.value, dict) or entry.flow:
        return
    keys = [node.key for node in entry.value.values() if node.key]
    if not keys or len({line_start(text, key.start) for key in keys}) < len(entry.value):
        return
    first, at, pieces = keys[0].start, keys[0].start, dict[str, str]()
    for name, node in entry.value.items():
        end = line_after(text, node)
        pieces[name], at = text[at:end].replace("\r\n", "\n"), end  # a patch gets the line ends of its text
    known = {key: place for place, key in enumerate(order)}
    wanted = sorted(pieces, key=lambda key: known.get(key, len(known)))
    if pieces[wanted[0]].startswith("\n"):  # an empty line would stand behind the dash
        wanted = [next(iter(pieces)), *(key for key in wanted if key != next(iter(pieces)))]
    if wanted == list(pieces):
        return
    begins = next(iter(pieces))  # it may stand behind a dash: whichever comes there has its margin from it
    pieces[begins] = " " * (first - line_start(text, first)) + pieces[begins]
    whole = "".join(pieces[key] if pieces[key].endswith("\n") else pieces[key] + "\n" for key in wanted).lstrip(" ")
    yield Patch(first, at, whole if text[:at].endswith("\n") else whole.rstrip("\n"))


def _outermost(patches: Sequence[Patch]) -> list[Patch]:
    """Patches that lie in no other; those within come in the next round."""
    found: list[Patch] = []
    for patch in sorted(patches, key=lambda patch: (patch.start, -patch.end)):
        if not found or patch.start >= found[-1].end:
            found.append(patch)
    return found

"""The files of a pack: tidied, described for editors, and compared with the pack below."""

from __future__ import annotations

import json

import pydantic
import pytest
from jsonschema import Draft7Validator

from coplan.content.knowledge import Assumption, Measure, Source
from coplan.content.launch_work import Milestone, Task
from coplan.content.pack.diff import differences, template_differences, templates_to_keep, to_keep
from coplan.content.pack.folders import pack_layers, shipped_folder
from coplan.content.pack.format import INNER, LAW, LISTS, TABLES, formatted
from coplan.content.pack.reading import Reading
from coplan.content.pack.schemas import OURS, pack_schemas, schema_files
from coplan.content.pack.sorts import sort_of
from coplan.content.provisions import Clause, Law, Party, Topic
from coplan.content.questions import Choice, Column, Question
from coplan.content.rules import Rule
from coplan.yaml.nodes import Node, read_nodes
from tests.long import few_of

SHIPPED = Reading().yaml(pack_layers([shipped_folder()])[0])
ORDERS = [
    *zip((Question, Rule, Task, Milestone, Measure), LISTS.values(), strict=True),
    *((shape, INNER[field]) for shape, field in ((Choice, "choices"), (Column, "columns"))),
    *((shape, TABLES[f"{shape.__name__.lower()}s"]) for shape in (Source, Assumption, Topic, Clause)),
    (Party, TABLES["parties"]),
    (Law, LAW),
]
UNTIDY = """\
step: design   # ours
questions:
  - id: color
    # the guild asked for it
    why: It matters.
    ask: Which color?
    choices:
      - {label: red, key: red}
      - key: blue
        help: As the sky.
        label: blue  # sky
    label: color
"""
TIDY = """\
step: design   # ours
questions:
  - id: color
    label: color
    ask: Which color?
    # the guild asked for it
    why: It matters.
    choices:
      - {label: red, key: red}
      - key: blue
        label: blue  # sky
        help: As the sky.
"""


def test_fields_come_into_one_order_with_their_comments():
    assert formatted("checklists/09.yaml", UNTIDY) == TIDY
    assert formatted("checklists/09.yaml", TIDY) == TIDY


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_an_entry_that_begins_with_another_field_comes_into_order_too(end):
    untidy = "questions:\n- help: H. # why\n  # its name\n  id: color\n  choices:\n    - label: red\n      key: red\n- id: b\nstep: design"
    tidy = "questions:\n- # its name\n  id: color\n  help: H. # why\n  choices:\n    - key: red\n      label: red\n- id: b\nstep: design"
    untidy, tidy = (text.replace("\n", end or "\n") + end for text in (untidy, tidy))
    assert formatted("checklists/09.yaml", untidy) == tidy == formatted("checklists/09.yaml", tidy)


def test_a_fact_comes_into_order_from_its_first_field():
    assert formatted("checklists/facts.yaml", "a:\n  is: 1 == 1\n  label: x\n") == "a:\n  label: x\n  is: 1 == 1\n"


def test_an_empty_line_before_the_field_that_comes_first_leaves_the_first():
    text = "rules:\n- why: W.\n\n  id: a.b\n  level: note\n"
    assert read_nodes(formatted("checklists/rules/a.yaml", text), "a").data == read_nodes(text, "a").data


def test_the_first_line_names_a_schema_that_the_pack_has():
    name, has = "checklists/law/us-xx.yaml", {"checklists/schemas/law.json"}
    assert formatted(name, "a: b\n", has) == "# yaml-language-server: $schema=../schemas/law.json\na: b\n"
    assert formatted(name, "# yaml-language-server: $schema=mine.json\na: b\n", has).count("$schema") == 1
    assert formatted("checklists/facts.yaml", "a: b\n", has) == "a: b\n"


@pytest.mark.parametrize(("shape", "order"), ORDERS, ids=lambda one: getattr(one, "__name__", ""))
def test_each_field_of_an_entry_has_its_place(shape, order):
    written = pydantic.TypeAdapter(shape).json_schema(by_alias=True)["properties"]
    assert set(written) - OURS.get(shape, set()) <= set(order)


def test_the_shipped_pack_is_tidy():
    """`coplan pack format --schemas .` at the top of the sources makes it so."""
    folder, files = shipped_folder(), schema_files()
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in (*SHIPPED, *files)}
    wanted = files | {name: formatted(name, texts[name], files) for name in SHIPPED}
    assert [name for name, text in texts.items() if wanted[name] != text] == []
    assert [name for name in SHIPPED if not (folder / name).parent.joinpath(line_of(texts[name])).is_file()] == []


def line_of(text: str) -> str:
    return text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")


def as_editors_read(node: Node):
    """The data as an editor's YAML reader has it: numbers and yes-or-no are no text."""
    if isinstance(node.value, list):
        return [as_editors_read(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: as_editors_read(item) for key, item in node.value.items()}
    if node.style in ("'", '"', "|", ">"):
        return node.value
    if node.value in ("true", "false"):
        return node.value == "true"
    try:
        return json.loads(node.value)
    except ValueError:
        return node.value


@pytest.mark.parametrize("name", few_of(sorted(SHIPPED), 0, step=4))
def test_editors_accept_every_shipped_file(name):
    found = Draft7Validator(pack_schemas()[sort_of(name)]).iter_errors(as_editors_read(SHIPPED[name]))
    assert [f"{'.'.join(map(str, error.path))}: {error.message[:200]}" for error in found] == []


def test_an_editor_marks_a_field_that_is_not_there():
    data = as_editors_read(read_nodes(TIDY.replace("why:", "whi:"), "x"))
    assert list(Draft7Validator(pack_schemas()["step"]).iter_errors(data))


OWN = """\
step: design
questions:
  - id: hours
    changes: {help: Ask the guild first.}
  - {id: pairing, remove: true}
  - {id: color, label: color}
"""


def test_a_pack_is_compared_with_the_one_below_today_and_since():
    name = "checklists/99.yaml"
    own = {name: read_nodes(OWN, name)}
    found = list(differences(SHIPPED, own))
    assert [(one.what, one.how, list(one.fields)) for one in found] == [
        ("question design.hours", "changes", ["help"]),
        ("question design.pairing", "remove", []),
        ("question design.color", "added", []),
    ]
    kept = to_keep(SHIPPED, own)
    assert [one.since for one in differences(SHIPPED, own, kept)] == [{}, {}, {}]
    kept["question design.hours"]["why"] = "As it was."
    [since] = [one.since for one in differences(SHIPPED, own, kept) if one.since]
    assert list(since) == ["why"]
    assert since["why"][0] == "As it was."


MEMO = "---\ntitle: Memo\nkind: form\n---\n{#- Ours. -#}\n## Who\n\nWe do.\n\nYou may.\n"


def test_templates_are_compared_line_by_line_today_and_since():
    below = {"templates/memo.md.j2": MEMO, "templates/parts/who.md.j2": "{% macro who() %}We{% endmacro %}\n"}
    text = MEMO.replace("---\ntitle: Memo", "---\nreplaces: true\ntitle: Note", 1).replace("You may.", "You must.")
    own = {
        "templates/memo.md.j2": text.replace("{#- Ours. -#}", "{#- Copied. -#}\n{#- Ours. -#}"),
        "templates/parts/who.md.j2": "{% macro who() %}You{% endmacro %}\n",
        "templates/flyer.md.j2": MEMO,
    }
    memo, part, flyer = template_differences(below, own)
    assert (memo.what, memo.how) == ("document memo", "replaces")
    assert memo.fields == {"title": ("Memo", "Note"), "line 12": ("You may.", "You must.")}
    assert (part.what, part.how, list(part.fields)) == ("part who.md.j2", "replaces", ["line 1"])
    assert (flyer.what, flyer.how, flyer.fields) == ("document flyer", "added", {})
    kept = templates_to_keep(below, own)
    assert [one.since for one in template_differences(below, own, kept)] == [{}, {}, {}]
    later = {**below, "templates/memo.md.j2": MEMO.replace("We do.", "We did.")}
    assert next(template_differences(later, own, kept)).since == {"line 8": ("We do.", "We did.")}


def test_a_template_that_changes_only_its_head_is_compared_there():
    own = {"templates/memo.md.j2": "---\nchanges: {title: Note}\n---\n"}
    [memo] = template_differences({"templates/memo.md.j2": MEMO}, own)
    assert (memo.how, memo.fields) == ("changes", {"title": ("Memo", "Note")})

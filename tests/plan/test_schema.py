"""The JSON Schema of plan.yaml, checked as an editor would: against plans whose values have YAML's own types."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from coplan.content.answers.kinds import KINDS
from coplan.errors import BadInput
from coplan.plan.read.plan import read_plan
from coplan.plan.schema import plan_schema, question_schema
from coplan.yaml.lines import render
from coplan.yaml.nodes import Node, read_nodes

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/plan.yaml"))
TYPES = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": type(None),
}
WORDS = {
    "$schema", "title", "description", "type", "properties", "items", "enum", "const", "anyOf", "pattern", "required",
    "additionalProperties", "minItems", "minimum", "maximum", "maxProperties",
}  # fmt: skip


def typed(node: Node):
    """A node as an editor sees it: numbers, booleans and null where YAML 1.2 has them."""
    if isinstance(node.value, dict):
        return {key: typed(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [typed(child) for child in node.value]
    if node.style is None:
        if re.fullmatch(r"[-+]?\d+", node.value):
            return int(node.value)
        if re.fullmatch(r"[-+]?\d*\.\d+", node.value):
            return float(node.value)
        return {"true": True, "false": False, "": None, "~": None, "null": None}.get(node.value, node.value)
    return node.value


def faults(value, schema, place="plan") -> list[str]:
    """What a validator would say, for the words of JSON Schema that coplan uses."""
    assert schema.keys() <= WORDS, schema.keys() - WORDS
    found = []
    types = schema.get("type", list(TYPES))
    kinds = tuple(kind for name in ([types] if isinstance(types, str) else types) for kind in [TYPES[name]])
    if not any(isinstance(value, kind) for kind in kinds) or (isinstance(value, bool) and "boolean" not in types):
        return [f"{place}: {value!r} is no {types}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place}: {value!r} is none of {schema['enum'][:5]}")
    if "const" in schema and value != schema["const"]:
        found.append(f"{place}: {value!r} is not {schema['const']!r}")
    if "anyOf" in schema and all(faults(value, option) for option in schema["anyOf"]):
        found.append(f"{place}: {value!r} fits nothing")
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        found.append(f"{place}: {value!r} does not match {schema['pattern']}")
    if isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        found.append(f"{place}: {value!r} is out of bounds")
    if isinstance(value, list):
        found += [f"{place}: is too short"] * (len(value) < schema.get("minItems", 0))
        found += [fault for item in value for fault in faults(item, schema.get("items", {}), f"{place}[]")]
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{place}: needs {name}" for name in schema.get("required", []) if name not in value]
        found += [f"{place}: has too many keys"] * (len(value) > schema.get("maxProperties", len(value)))
        if schema.get("additionalProperties") is False:
            found += [f"{place}: does not know {name}" for name in value if name not in known]
        for name, item in value.items():
            found += faults(item, known.get(name, {}), f"{place}.{name}")
    return found


def check(text: str, schema) -> list[str]:
    return faults(typed(read_nodes(text, "")), schema)


@pytest.fixture(scope="module")
def schema(pack):
    return plan_schema(pack)


@pytest.fixture(scope="module")
def small(small_pack):
    return plan_schema(small_pack)


def test_every_step_and_question_is_in_the_schema(pack, schema):
    sections = schema["properties"]["answers"]["properties"]
    assert [f"{step}.{name}" for step, found in sections.items() for name in found["properties"]] == list(
        pack.questions
    )
    assert list(schema["properties"]["open"]["properties"]) == list(pack.questions)


def test_the_schema_is_plain_json(schema):
    assert json.loads(json.dumps(schema)) == schema
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_an_editor_shows_the_question_its_help_and_why(small_pack):
    hours = question_schema(small_pack.questions["design.hours"])
    assert hours["title"] == "When is the team on duty?"
    assert hours["description"] == (
        "Give the hours that you can staff.\nWhy: Hours decide how many people you must hire.\nExample: Mo-Fr 08:00-20:00"
    )


def test_every_example_of_the_checklist_fits_its_question(pack, schema):
    answers: dict = {}
    for question in pack:
        if question.example not in ("", None):
            example = [question.example] if isinstance(question.example, dict) else question.example
            answers.setdefault(question.step, {})[question.id] = example
    assert check(render({"coplan": "1", "answers": answers}), schema) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_fit(example, schema):
    assert check(example.read_bytes().decode("utf-8-sig"), schema) == []


@pytest.mark.parametrize(
    "text",
    [
        "coplan: 1\n",
        "coplan: 1\nanswers:\nopen:\n",
        "answers: {design: }\nours: {a: 1}\n",
        "answers: {profile: {name: 988, stage: operating}}\n",
        "answers: {profile: {name: yes, ours: 1}}\n",
        "answers: {design: {models: [ride_along, 'other: by telephone', {other: by car}]}}\n",
        "answers: {design: {team: [{id: r1, role: peer, count: 2, start: 2027-01-15}, {count: '1,200'}]}}\n",
        "open: {design.hours: {state: parked, owner: Ann, due: 2027-01-15, note: x}}\n",
        "suggested: [design.people]\nset_aside: [design.hours]\ndrafts: {}\n",
        "drafts: {format: md, paper: a4, letterhead: ours.docx}\n",
    ],
)
def test_what_coplan_reads_an_editor_accepts(small, text):
    assert check(text, small) == []


@pytest.mark.parametrize(
    "text",
    [
        "coplan: 2\n",
        "drafts: {format: pdf}\n",
        "answers: []\n",
        "answers: {profile: {stage: exploding}}\n",
        "answers: {profile: {name: [x]}}\n",
        "answers: {design: {models: [ride_alnog]}}\n",
        "answers: {design: {team: [{rolle: peer}]}}\n",
        "answers: {design: {team: [{role: chief}]}}\n",
        "answers: {design: {team: [{start: soon}]}}\n",
        "open: {design.hours: {owner: Ann}}\n",
        "open: {design.hours: {state: parkt}}\n",
    ],
)
def test_what_coplan_refuses_an_editor_marks(small, text):
    assert len(check(text, small)) == 1


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("list", "[988, 'yes', no]"),
        ("money", "1250.50"),
        ("whole", "'12,500'"),
        ("time", "08:00"),
        ("phone", "988"),
        ("percent", "12%"),
    ],
)
def test_an_editor_accepts_values_as_people_type_them(small_pack, kind, typed):
    schema = {"properties": {"k": question_schema(replace(small_pack.questions["profile.name"], kind=kind))}}
    assert check(f"k: {typed}", schema) == []


def test_no_choice_key_is_a_number_or_a_boolean_to_an_editor(pack):
    keys = {choice.key for question in pack for spec in (question, *question.columns) for choice in spec.choices}
    assert [key for key in sorted(keys) if typed(read_nodes(f"k: {key}", ""))["k"] != key] == []


@pytest.mark.slow
def test_an_editor_knows_what_is_accepted_and_set(pack):
    jsonschema = pytest.importorskip("jsonschema")
    checked = jsonschema.validators.validator_for(schema := plan_schema(pack))(schema)
    good = {"accepted": {"a.b": {"reason": "r", "on": "2027-01-15"}}, "limits": {"a.b.c": {"value": 3, "reason": "r"}}}
    assert checked.is_valid(good)
    for bad in ({"accepted": {"a.b": {"owner": "x"}}}, {"limits": {"a.b.c": {"reason": "r"}}}):
        assert not checked.is_valid(bad)


TYPED = [
    *("", "~", "null", "{}", "[]", "''", "yes", "no", "true", "'988'", "988", "12.5", "'12,500'", "$1,250.50"),
    *("2027-01-15", "January 15, 2027", "1/15/2027", "2027-1-5", "08:00", "8 am", "noon", "24/7", "30 minutes", "12%"),
    *("360-555-0101", "a@b.org", "https://x.org", "www.example.org", "x", "[x, y]", "[988, true]", "[{a: b}]"),
    *("1e3", "0x1F", ".5", "+5", "-5", "1_000", "exploring", "Exploring", "EXPLORING", "running", "ride_along"),
    *("'ride_along, on_scene'", "riding together", "[Riding together]", "other: x", "'other: x'", "'Other: x'"),
    *("[other: x]", "[{role: peer}]", "[{id: 50092061, role: peer}]", "[{id: '', role: Peer}]", "[{role: }]"),
    *("[{count: ''}]", "[{}]", "[{role: peer, start: 'January 5, 2027'}]", "[{id: , count: 2.0}]"),
]
TOPS = [
    *("coplan: '1'", "answers: ''", "suggested:", "suggested: x", "set_aside: [gone.question]", "open:", "accepted:"),
    *("limits:", "assumptions:", "drafts: {holes: 15}", "drafts: {format: DOCX, paper: }", "drafts: {letterhead: 5}"),
    *("open: {design.hours: {state: parked, owner: 5, note: true, due: , ours: 1}}", "answers: {gone: x}"),
    *("suggested: [profile.title]", "open: {profile.title: {state: parked}}", "answers: {profile: {title: X}}"),
]


def test_whatever_coplan_reads_an_editor_accepts(small_files, build_pack):
    plain = [kind for kind in KINDS if kind not in ("choice", "choices", "records")]
    more = "".join(
        f"  - {{id: a_{kind}, label: x, ask: What?, kind: {kind}, help: x., why: y., source: [guide]}}\n"
        for kind in plain
    )
    profile = "checklists/00-profile.yaml"
    pack = build_pack({**small_files, profile: small_files[profile] + more})
    schema = plan_schema(pack)
    texts = [f"answers:\n  {q.step}:\n    {q.id}: {typed}\n" for q in pack.questions.values() for typed in TYPED]
    read = [text for text in (*texts, *(f"{top}\n" for top in TOPS)) if reads(text, pack)]
    assert len(read) > 300
    assert {text: found for text in read if (found := check(text, schema))} == {}


def reads(text: str, pack) -> bool:
    try:
        read_plan(text, pack)
    except BadInput:
        return False
    return True

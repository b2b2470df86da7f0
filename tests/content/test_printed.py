"""What a template prints whole, and under which conditions, by its tree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from jinja2 import nodes

from coplan.content.language.expressions import parse_expression, parse_template
from coplan.content.language.printed import _written, printed
from coplan.content.printings import printings


def conditions(text: str, kind: str = "texts", name: str = "a.b") -> list[list[tuple[str, bool]]]:
    return [[(one.text, one.so) for one in when] for when in getattr(printed(text), kind).get(name, ())]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("{{ a.b }}", {"texts"}),
        ("{{ a.b | sentences('x') ~ '.' }}", {"texts"}),
        ("{{ a.b | first }}", set()),
        ("{{ a.b ~ 'x' }}", set()),
        ("{{ a.b | table }}", {"rows", "whole"}),
        ("{{ a.b | table('c') }}", {"rows"}),
        ("{% for row in a.b %}{{ row.c }}{% endfor %}", {"rows"}),
        ("{% for row in a.b %}\n{% if row.c %}x{% endif %}{% endfor %}", set()),
        ("{% for row in a.b if row.c %}{{ row.c }}{% endfor %}", set()),
        ("{# {{ a.b }} #}{% raw %}{{ a.b }}{% endraw %}{{ '{{ a.b }}' }}", set()),
    ],
)
def test_what_is_printed_whole_is_found(text, kinds):
    found = printed(text)
    assert {kind for kind in ("texts", "rows", "whole") if "a.b" in getattr(found, kind)} == kinds


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("{% if x.y %}{{ a.b }}{% endif %}", [[("x.y", True)]]),
        (
            "{% if x.y == 'c' %}{% elif 'd' in x.z %}{% else %}{{ a.b }}{% endif %}",
            [[("(x.y == 'c')", False), ("('d' in x.z)", False)]],
        ),
        ("{% if x.y is asked and not facts.z %}{{ a.b }}{% endif %}", [[("(asked_['x.y'] and (not facts.z))", True)]]),
        ("{% for row in x.y %}{{ a.b }}{% else %}{{ a.b }}{% endfor %}", [[("x.y", True)], [("x.y", False)]]),
        ("{% macro m() %}{{ a.b }}{% endmacro %}", [[("", True)]]),
        ("{% if f(*x.y) %}{{ a.b }}{% endif %}", [[("", True)]]),
    ],
)
def test_each_place_has_its_conditions(text, when):
    assert conditions(text) == when


def test_parts_and_names_that_are_set_once_are_found():
    found = printed(
        "{% set s = x.y | length > 1 %}{% if s %}{% include 'parts/p.md.j2' %}{% endif %}{% set t = 1 %}{% set t = 2 %}"
    )
    assert {name: one.text for name, one in found.sets.items()} == {"s": "((x.y | length) > 1)"}
    [[condition]] = found.parts["parts/p.md.j2"]
    assert (condition.text, condition.names) == ("s", ("s",))


@pytest.mark.slow
def test_every_condition_of_the_shipped_templates_can_be_written_out_and_read_again(pack):
    trees = [parse_template(text) for text in (*(one.body for one in pack.documents), *pack.parts.values())]
    tests = [node.test for tree in trees for node in tree.find_all(nodes.If)]
    written = [
        _written(node) for node in (*tests, *(node.node for tree in trees for node in tree.find_all(nodes.Assign)))
    ]
    assert len(written) > 1000
    assert [text for text in written if _written(parse_expression(text).body[0].nodes[0]) != text] == []


def test_what_was_kept_of_a_pack_is_what_its_templates_say(pack):
    worked_out = printings(replace(pack, stamp=""))
    assert worked_out["design.off_hours"]
    assert printings(pack) == worked_out
    assert printings(pack) == worked_out  # the second time from the cache

"""Conditions and suggestions: Jinja expressions in a sandbox, compiled once and kept."""

from __future__ import annotations

import marshal

import pytest
from jinja2 import DictLoader, Undefined

from coplan.content.language.bytecode import OneFileCache
from coplan.content.language.expressions import compile_expression, make_environment
from coplan.disk.own import cache_folder, private, sealed

NAMES = {"place": {"name": 'the "Cedar\'s" {% valley %}', "people": 5}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("place.people > 4", True),
        ("place.people in [5, 6] and not place.name == ''", True),
        ("""place.name == 'the "Cedar\\'s" {% valley %}'""", True),
        ("'a' if place.people == 4 else \"b\"", "b"),
        ("place.name\n  is answered", True),
        ("'é😀'", "é😀"),
        ("[1, 2] | sum", 3),
    ],
)
def test_an_expression_is_worked_out(text, value):
    assert compile_expression(text)(NAMES) == value


@pytest.mark.parametrize("text", ["'a' if place.people == 4", '"it\'s" if place.people == 4'])
def test_an_if_without_an_else_is_nothing_whatever_its_quotes(text):
    assert isinstance(compile_expression(text)(NAMES), Undefined)


@pytest.mark.parametrize("text", ["place.", "place.people >", "1 | nothing", "1 is nothing", "{{ 1 }}", "a b"])
def test_what_is_no_expression_is_told(text):
    with pytest.raises(ValueError, match="is not an expression: "):
        compile_expression(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 / 0",
        "nothing.at_all",
        "place.people + place.name",
        "range(3) | list",
        "[].append(1)",
        "place.name.__class__.mro",
    ],
)
def test_what_cannot_be_worked_out_is_told(text):
    with pytest.raises(ValueError, match="cannot be worked out: "):
        compile_expression(text)(NAMES)


def test_what_jinja_compiled_is_kept_in_one_file():
    cache = OneFileCache("templates")
    make_environment(bytecode_cache=cache, loader=DictLoader({"one": "{{ 1 }}"})).get_template("one")
    cache._write()
    again = OneFileCache("templates")
    assert (
        make_environment(bytecode_cache=again, loader=DictLoader({"one": "{{ 1 }}"})).get_template("one").render()
        == "1"
    )
    assert not again._changed


@pytest.mark.parametrize("content", [b"", b"\xff", marshal.dumps([1]), marshal.dumps({"x": 1})])
def test_a_spoiled_file_of_compiled_expressions_is_no_problem(content):
    cache = OneFileCache("templates")
    (private(cache_folder()) / cache.name).write_bytes(sealed(cache.name, content))
    assert (
        make_environment(bytecode_cache=cache, loader=DictLoader({"one": "{{ 1 }}"})).get_template("one").render()
        == "1"
    )
    (cache_folder() / cache.name).unlink()

"""Packs from strangers: no way out of the sandbox, no end without a message, and each message with its template and line."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from jinja2 import TemplateSyntaxError

from coplan.checks.rule_language import sentence
from coplan.content.language.allowance import SECONDS
from coplan.content.language.expressions import compile_expression, make_environment, parse_expression
from coplan.errors import BadInput
from tests.drafts.conftest import answers_for, pack_of
from tests.long import few_of, long

# Ways out of Jinja that public threads and advisories tell of; none of them is to reach Python.
ESCAPES = [
    "''.__class__",
    "''.__class__.__mro__[1].__subclasses__()",
    "''.__class__.__base__.__subclasses__()",
    "[].__class__.__bases__[0]",
    "().__class__.__base__.__subclasses__()[40]('/etc/passwd').read()",
    "{}.__class__.__mro__",
    "''['__class__']",
    "''|attr('__class__')",
    "''|attr('\\x5f\\x5fclass\\x5f\\x5f')",
    "''|attr(['__','class','__']|join)",
    "[''] | map(attribute='__class__') | list",
    "[''] | map('attr', '__class__') | list",
    "[''] | map(attribute='__class__.__mro__') | first",
    "[''] | selectattr('__class__') | list",
    "[''] | groupby('__class__') | list",
    "[''] | sort(attribute='__class__') | list",
    "[''] | sum(attribute='__class__.__name__')",
    "[''] | unique(attribute='__class__') | list",
    "['a', 'b'] | max(attribute='__class__')",
    "self.__init__.__globals__",
    "self._TemplateReference__context",
    "self._TemplateReference__context.cycler.__init__.__globals__.os.popen('id').read()",
    "cycler.__init__.__globals__.os",
    "joiner.__init__.__globals__.os",
    "namespace.__init__.__globals__.os",
    "lipsum.__globals__['os'].popen('id').read()",
    "lipsum|attr('__globals__')",
    "range(10)|list",
    "dict(a=1)",
    "config",
    "request.application.__globals__",
    "get_flashed_messages.__globals__",
    "url_for.__globals__",
    "law.__globals__",
    "law.__func__.__globals__",
    "law.__self__",
    "law.__self__.pack",
    "law|attr('__self__')",
    "design.__class__",
    "design._language",
    "design._step",
    "profile.__getitem__.__func__",
    "facts.__class__.__init__.__globals__",
    "facts._answers",
    "'{0.__class__.__mro__}'.format('')",
    "'{a.__class__}'.format_map({'a': ''})",
    "'%s' | format('')",
    "'{0.__class__}'|format('')",
    "'%(a)s' % {'a': ''}",
    "''.format.__self__",
    "('{0.__call' + '__}').format(law)",
    "[].append(1)",
    "{}.update({1: 2})",
    "''.join(['a'])",
    "''.encode().decode()",
    "(1).__init__.__objclass__",
    "1 .real.__class__",
    "true.__class__.__subclasses__()",
    "none.__class__",
    "caller.__globals__",
    "varargs",
    "loop.__class__",
    "environment",
    "context",
    "__import__('os')",
    "eval('1')",
    "open('/etc/passwd').read()",
    "'a'|xmlattr",
    "'a'|pprint",
    "'a'|tojson",
    "'http://a'|urlize",
    "[1]|random",
    "'a'|wordwrap",
    "'a'|center(10)",
    "'a'|indent(10)",
    "'a'|batch(2)|list",
    "'a'|slice(2)|list",
    "'a'|filesizeformat",
]


@pytest.mark.parametrize(
    "form", few_of(["{{ %s }}", "{%% set x = %s %%}{{ x }}", "{%% if %s %%}{%% endif %%}{{ none }}"], 1)
)
def test_a_template_does_not_leave_its_sandbox(render: Callable[..., Any], form: str) -> None:
    assert [text for text in ESCAPES if not refused(render, f"One.\n\n{form % text}\n")] == []


def refused(render: Callable[..., Any], body: str) -> bool:
    """Whether a template is refused with its line."""
    try:
        render(body)
    except BadInput as error:
        return str(error).startswith("templates/memo.md.j2, line 10: ")
    return False


def test_a_condition_does_not_leave_its_sandbox() -> None:
    for text in ESCAPES:
        with suppress(ValueError):
            found: Any = compile_expression(text)({"law": max, "design": "x", "profile": "x"})
            assert isinstance(found, str | int | list) or type(found).__name__.endswith("Undefined"), (text, found)
            assert "class" not in repr(found), text


# Small to write and endless to go through: each list holds the one before it twice.
DOUBLED = "{% set a = [1] %}" + "{% set a = [a, a] %}" * 60
TWO = DOUBLED + "{% set b = [1] %}" + "{% set b = [b, b] %}" * 60
ENDLESS = [
    "{{ 'x' * 10**10 }}",
    "{{ 10**10 * 'x' }}",
    "{% set a = [0] * 10**10 %}",
    "{% set a = 9**(9**9) %}",
    "{% set a = (9**999)**999 %}",
    "{% for a in 'x' * 1000 %}{% for b in 'x' * 1000 %}{% for c in 'x' * 1000 %}x{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in 'x' * 100000 %}{% for b in 'x' * 100000 %}{% endfor %}{% endfor %}",
    "{% for a in 'x' * 900000 %}" + "words " * 200 + "{% endfor %}",
    "{% set a = 'x' * 900000 %}" + "{% set a = a ~ a %}" * 40,
    "{% set a = 'x' * 900000 %}" + "{% set a = a + a %}" * 40,
    "{% set a = [1] * 900000 %}" + "{% set a = a + a %}" * 40,
    "{% set a = 'x' * 900000 %}" + "{% set b %}{{ a | lower }}{% endset %}" * 60,
    "{{ '%999999999d' % 1 }}",
    "{{ '%s' % ('x' * 900000) }}",
    "{{ 'x'.ljust(10**10) }}",
    "{{ 'x'.center(10**10) }}",
    "{{ 'x'.zfill(10**10) }}",
    "{{ 'x'.join('y' * 900000) }}",
    "{{ 'x'.replace('', 'y' * 900000) }}",
    "{{ '{:999999999}'.format(1) }}",
    "{{ (1).to_bytes(10**10, 'big') }}",
    "{% macro a() %}x{{ a() }}{% endmacro %}{{ a() }}",
    "{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(90) }}",
    "{% macro a() %}{{ caller() }}{% endmacro %}{% macro b() %}{% call a() %}{{ b() }}{% endcall %}{% endmacro %}{{ b() }}",
    "{% include 'memo.md.j2' %}",
    "{% import 'memo.md.j2' as m %}",
    "{% extends 'memo.md.j2' %}",
    "{% block a %}{{ self.a() }}{% endblock %}",
    "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "[" * 5000 + "]" * 5000 + " }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{{ " + "not " * 5000 + "1 }}",
    "{{ 1" + " + 1" * 5000 + " }}",
    "{{ 'x'" + " | lower" * 5000 + " }}",
    "{{ 'x'" + ".y" * 5000 + " }}",
    "{% if 1 %}" * 300 + "{% endif %}" * 300 + "{{ none }}",
    "{% for a in [1] %}" * 25 + "{% endfor %}" * 25,
    "{% if 1 %}" * 5000,
    "{{ 9" + "9" * 5000 + " }}",
    long("{% set a = ('x' * 900000) | list | sort %}" * 20),
    "{% set a = [[1] * 1000] * 1000 %}{{ a | sum(start=[]) }}",
    "{{ design.models | table }}",
    "{{ profile.name | table }}",
    "{{ 5 | length }}",
    "{{ 5 | bullets }}",
    "{{ 'x' | table('a') }}",
    "{{ profile.name | map(attribute='x') }}",
    "{{ design.team | table('nothing') }}",
    "{{ [1, 'a'] | sort }}",
    TWO + "{% if a == b %}{% endif %}",
    TWO + "{% if a < b or a in [b] or a is eq(b) %}{% endif %}",
    TWO + "{% set c = [a, b] | unique | list %}{% set d = [a, b] | max %}",
    DOUBLED + "{{ a }}",
    DOUBLED + "{{ a ~ 'x' }}{{ a | join }}{{ a | table }}{{ figure(a) }}{{ nothing[a] }}",
    DOUBLED.replace("[", "(").replace("]", ",)") + "{% set c = {a: 1} %}",
    "{% set a = {'x': 1} %}" + "{% set a = {'x': a, 'y': a} %}" * 60 + "{{ a ~ '' }}",
    "{% set a = [1] %}" + "{% set a = a * 1000 %}{% set a = [a] %}" * 3 + "{{ a ~ '' }}",
    (
        "{% macro m() %}{% if varargs | length < 2 %}{{ m(varargs, 1) }}{% else %}{{ m(varargs, varargs) }}{% endif %}"
        "{% endmacro %}{{ m(1) }}"
    ),
    "{{ ['x' * 900000] * 900 | join }}",
    "{% set a = ['x' * 900000] * 900 %}{{ a | join }}",
    "{{ 1.5 | round(999999999, 'ceil') }}",
    "{{ 15 | round(-999999999, 'floor') }}",
    "{{ 1 | round('x') }}",
    "{{ open_in('memo') }}{{ open_in('memo') }}",
    "{% for a in 'x' * 300000 %}words\n\n{% endfor %}",
    "{% for a in 'x' * 900 %}" + "words " * 300 + "{% endfor %}",
    "{% for a in 'x' * 30000 %}| a | b |\n{% endfor %}",
    "{% for a in 'x' * 9000 %}{% set b = ['x'] * 90000 %}{% set c = ['x'] * 90000 %}{% if b == c %}{% endif %}{% endfor %}",
    "{{ 5 | join }}",
    "{{ figure('nothing') }}",
    "{{ cite([]) }}",
    "{{ source({}) }}",
]
GIVEN = {"profile.name": "Cedar", "design.models": ["ride_along"], "design.team": [{"role": "peer", "duty": "x"}]}


@pytest.mark.parametrize("text", few_of(ENDLESS, 0, step=3), ids=lambda text: text[:40])
def test_what_a_template_asks_for_has_an_end(render: Callable[..., Any], text: str) -> None:
    started = time.process_time()
    with pytest.raises(BadInput) as caught:
        render(f"One.\n\n{text}\n", GIVEN)
    assert str(caught.value).startswith("templates/")
    assert ", line " in str(caught.value)
    assert "memo.md.j2" in str(caught.value) or "greeting.md.j2" in str(caught.value)
    assert len(str(caught.value)) < 600
    assert time.process_time() - started < SECONDS * 2


def test_a_part_that_includes_itself_is_named(render: Callable[..., Any]) -> None:
    parts = {"templates/parts/greeting.md.j2": "One\n{% include 'parts/greeting.md.j2' %}\n"}
    with pytest.raises(BadInput, match=r"^templates/parts/greeting\.md\.j2, line 2: this includes or calls itself"):
        render("{% include 'parts/greeting.md.j2' %}\n", parts=parts)


NUMBERS = [
    "1.5 | round(999999999, 'ceil')",
    "9**(9**9) > 1",
    "'x' * 10**10",
    "10**10 * [1]",
    "1 / 0",
    "'x' | center(10**10)",
    "5 | length",
]


@pytest.mark.parametrize("text", [*NUMBERS, "'%999999999d' % 1", "(" * 3000 + "1" + ")" * 3000])
def test_a_condition_has_an_end(text: str) -> None:
    with pytest.raises(ValueError, match=r"^`.*(cannot be worked out|is not an expression): "):
        compile_expression(text)({})


UNPARSED = ["(" * 3000 + "1" + ")" * 3000, "not " * 20_000 + "1", "1" * 5000, "9" * 5000 + " > 1", "1 > " + "9" * 5000]


@pytest.mark.parametrize("text", UNPARSED, ids=lambda text: f"{text[:4]}, {len(text)} letters")
def test_what_jinja_cannot_parse_is_a_fault_of_the_text_for_the_check_of_a_pack_too(text: str) -> None:
    for parse in (make_environment().compile_expression, parse_expression):
        with pytest.raises(TemplateSyntaxError, match=r"nested too deeply|far too many digits"):
            parse(text)


@pytest.mark.parametrize("text", NUMBERS)
def test_a_rule_has_an_end(text: str) -> None:
    from coplan.content.language.expressions import FAULTS

    with pytest.raises(FAULTS):
        sentence("{{ " + text + " }}", {})


def test_a_document_whose_condition_has_no_end_is_named() -> None:
    head = "title: Memo\nstep: design\nkind: notice\naudience: All\nreview: [counsel]\nwhen: 9**(9**9) > 1\n"
    pack = pack_of({"templates/memo.md.j2": f"---\n{head}---\nx\n"})
    from coplan.drafts.render.called import documents_for

    with pytest.raises(
        BadInput, match=r"^templates/memo\.md\.j2, line 2: when: `9\*\*\(9\*\*9\) > 1` cannot be worked out"
    ):
        documents_for(answers_for(pack, {}))


@pytest.mark.skipif(os.name == "nt", reason="there is no such limit")
def test_what_is_refused_takes_little_memory(tmp_path: Path) -> None:
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for text in NUMBERS:
        with pytest.raises(ValueError, match=r"cannot be worked out|is not an expression"):
            compile_expression(text)({})
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * (1 if os.uname().sysname == "Darwin" else 1024) < 50_000_000

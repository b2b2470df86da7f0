"""Answers that look like markup, code or formulas are words, from the command line into Word."""

from __future__ import annotations

import pytest

from coplan.word.file.package import open_package
from coplan.word.read.word_document import read_word
from tests.cli.conftest import flyer_text

pytestmark = pytest.mark.usefixtures("few_documents")

ODD = [
    "Fire & Rescue",
    "<b>Bend</b> </w:t>",
    "\"quoted\" & 'quoted'",
    "{{ profile.state }}",
    "{% endif %} %} {# no #}",
    "=SUM(A1:A9)",
    "&amp; &lt;",
]


@pytest.fixture
def flyer(run, bend):
    """Write a flyer with this body; gives the blocks that people read in Word, as text."""

    def flyer(body: str) -> list[str]:
        (bend / "templates").mkdir(exist_ok=True)
        (bend / "templates" / "flyer.md.j2").write_text(flyer_text(f"## Words\n\n{body}"), encoding="utf-8")
        assert run("draft", "bend", "flyer").code == 0
        path = bend / "drafts" / "flyer.docx"
        return [" | ".join(block.texts) for block in read_word(open_package(path.read_bytes(), path.name)).blocks]

    return flyer


@pytest.mark.parametrize("words", ODD)
def test_escape_auto(run, bend, flyer, words):
    """docxtpl, tests/escape_auto.py: an answer stands in Word, letter for letter, as it was typed."""
    assert run("set", "profile.short_name", words, "--in", "bend").code == 0
    [entry] = run("log", "bend", "--json", "--question", "profile.short_name").json["log"]
    assert entry["new"] == words
    assert f"We are {words}." in flyer("We are {{ profile.short_name }}.\n")


def test_an_answer_that_begins_with_an_equals_sign_may_be_joined_to_its_key(run, bend, flyer):
    run("set", "profile.short_name==1+1", "--in", "bend")
    assert "We are =1+1." in flyer("We are {{ profile.short_name }}.\n")


def test_preserve_spaces(run, bend, flyer):
    """docxtpl, tests/preserve_spaces.py: no words run together, and paragraphs stay; spaces around an answer go."""
    run("set", "policy.refusal", "  Ask  twice.\n\nThen\tleave.  ", "--in", "bend")
    shown = flyer("First:\n\n{{ policy.refusal }}\n\nLast, {{ profile.program_name }} calls.\n")
    words = [line.split() for line in shown]
    assert words[words.index(["First:"]) :] == [
        *(["First:"], ["Ask", "twice."], ["Then", "leave."]),
        ["Last,", "Prairie", "Bend", "Co-Response", "calls."],
    ]


@pytest.mark.parametrize("words", ODD[:4])
def test_header_footer_entities(run, bend, flyer, words):
    """docxtpl, tests/header_footer_entities.py: the program's name is letter for letter in header and footer."""
    from docx import Document

    run("set", "profile.program_name", words, "--in", "bend")
    flyer("We.\n")
    section = Document(str(bend / "drafts" / "flyer.docx")).sections[0]
    around = [paragraph.text for part in (section.header, section.footer) for paragraph in part.paragraphs]
    assert words in "\n".join(around)


def test_nested_for(run, bend, flyer, pack):
    """docxtpl, tests/nested_for.py: a list within each row of a table."""
    run("set", "design.team", "[{role: firefighter}, {role: emt}]", "--in", "bend")
    run("set", "design.models", "[on_scene, follow_up]", "--in", "bend")
    inner = "{% for model in design.models %} {{ model }};{% else %} {{ design.models }}{% endfor %}"
    shown = flyer(f"{{% for row in design.team %}}\n- {{{{ row.role }}}}:{inner}\n\n{{% endfor %}}\n")
    labels = {choice.key: choice.label for choice in pack.questions["design.models"].choices}
    models = f"{labels['on_scene']}; {labels['follow_up']};"
    assert shown[-2:] == [f"firefighter: {models}", f"EMT: {models}"]

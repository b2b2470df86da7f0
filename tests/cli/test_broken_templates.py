"""A template or condition that cannot be read, through every command that looks into it: a message, and never a bug."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, flyer_text

pytestmark = pytest.mark.usefixtures("few_documents")

QUESTION = """\
step: outreach
title: Outreach
goal: Tell.
minutes: 5
room: [All]
questions:
  - {id: strange, label: strange, ask: Strange?, kind: text, when: "((((", help: H., why: W., source: [guide]}
"""
RULE = """\
- id: strange.one
  level: error
  questions: [profile.state]
  when: "1 =="
  expect: "1 | nothing"
  message: "{{ "
  why: "{% if %}"
  fix: F.
  ours: true
"""
BROKEN = {
    "question": ("checklists/05-outreach-strange.yaml", QUESTION),
    "rule": ("checklists/rules/strange.yaml", RULE),
    "fact": ("checklists/facts.yaml", 'broken: {label: broken, is: "((("}\n'),
    "body": ("templates/flyer.md.j2", flyer_text("## Flyer\n\n{% if %}\n")),
    "title": ("templates/flyer.md.j2", flyer_text("## Flyer\n", title='"{{ profile. }}"')),
    "condition": ("templates/flyer.md.j2", flyer_text("## Flyer\n", when='"(((("')),
    "part": ("templates/parts/flyer.md.j2", "{% macro broken( %}"),
}
COMMANDS = [
    ("pack", "check", "--pack", "bend", "--state", "US-WA"),
    ("pack", "check", "--pack", "bend"),
    ("pack", "uses", "profile.state", "--pack", "bend"),
    ("status", "bend"),
    ("draft", "bend"),
    ("check", "bend"),
    ("why", "bend/drafts/flyer.md", "Flyer"),
]


@pytest.mark.parametrize("place", BROKEN)
def test_what_cannot_be_read_in_a_pack_is_a_message(run: Run, bend: Path, place: str) -> None:
    name, text = BROKEN[place]
    path = bend / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    codes = {command: run(*command) for command in COMMANDS}
    assert {command: done for command, done in codes.items() if done.code not in (0, 1, 2, 3)} == {}

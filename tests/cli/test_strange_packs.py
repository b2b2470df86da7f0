"""A pack from a stranger, through the whole command: a message with file and place, and never a bug."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run, flyer_text
from tests.long import few_of

pytestmark = pytest.mark.usefixtures("few_rules", "few_plans")

HOSTILE = "9**(9**9) > 1"
WORK_OUT = [HOSTILE, "'x' * 10**10 == 'x'", "1 / 0", "'x' | length | length"]  # can be read, and not worked out
STEP = """\
step: outreach
title: Outreach
goal: Tell.
minutes: 5
room: [All]
questions:
  - {{id: strange, label: strange, ask: Strange?, kind: {kind}, {field}: "{text}", help: H., why: W., source: [guide]}}
"""
RULE = """\
rules:
- id: strange.one
  level: error
  questions: [profile.state]
  when: "{text}"
  expect: "1 == 1"
  message: M.
  why: W.
  fix: F.
  ours: true
"""
UNREAD_RULE = """\
rules:
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
TASK = """\
tasks:
- {key: strange, phase: explore, label: strange, weeks: 1, help: H., when: "((((", source: [guide]}
"""
BROKEN = {
    "question": ("checklists/05-outreach-strange.yaml", STEP.format(kind="text", field="when", text="((((")),
    "rule": ("checklists/rules/strange.yaml", UNREAD_RULE),
    "fact": ("checklists/facts.yaml", 'broken: {label: broken, is: "((("}\n'),
    "body": ("templates/flyer.md.j2", flyer_text("## Flyer\n\n{% if %}\n")),
    "title": ("templates/flyer.md.j2", flyer_text("## Flyer\n", title='"{{ profile. }}"')),
    "condition": ("templates/flyer.md.j2", flyer_text("## Flyer\n", when='"(((("')),
    "task": ("checklists/timeline.yaml", TASK),
    "rule out": ("checklists/rules/strange.yaml", RULE.format(text="1 / 0")),
    "part": ("templates/parts/flyer.md.j2", "{% macro broken( %}"),
}
COMMANDS = [
    ("pack", "check", "--pack", "bend", "--state", "US-WA"),
    ("pack", "check", "--pack", "bend"),
    ("pack", "uses", "profile.state", "--pack", "bend"),
    ("status", "bend"),
    ("draft", "bend"),
    ("check", "bend"),
    ("why", "flyer", "Flyer", "--in", "bend"),
    ("check", "bend", "--explain", "strange.one"),
    ("documents", "bend"),
    ("timeline", "bend"),
]


def put(bend: Path, name: str, text: str) -> None:
    path = bend / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def said(run: Run, *command: str) -> str:
    done = run(*command)
    assert done.code in (1, 3), done
    return done.out + done.err


@pytest.mark.parametrize("text", few_of([HOSTILE, "((((", "1 | nothing", *WORK_OUT[1:]], 2))
def test_a_template_with_a_strange_condition_is_named(run: Run, bend: Path, text: str) -> None:
    put(bend, "templates/flyer.md.j2", flyer_text("## Flyer\n", when=f'"{text}"'))
    for command in (("status", "bend"), ("draft", "bend")):
        assert "templates/flyer.md.j2" in said(run, *command)


@pytest.mark.long
def test_the_check_of_a_pack_names_every_strange_condition(run: Run, bend: Path) -> None:
    for number, text in enumerate(WORK_OUT):
        put(bend, f"templates/flyer-{number}.md.j2", flyer_text("## Flyer\n", when=f'"{text}"'))
    told = said(run, "pack", "check", "--pack", "bend")
    assert [number for number in range(len(WORK_OUT)) if f"templates/flyer-{number}.md.j2" not in told] == []


@pytest.mark.parametrize(
    "body",
    [
        "{{ 'x' * 10**10 }}",
        "{% for a in 'x' * 100000 %}{% for b in 'x' * 100000 %}{% endfor %}{% endfor %}",
        "{% include 'flyer.md.j2' %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ profile.program_name | table }}",
    ],
)
def test_a_strange_template_is_named_with_its_line(run: Run, bend: Path, body: str) -> None:
    put(bend, "templates/flyer.md.j2", flyer_text(f"## Flyer\n\n{body}\n"))
    for command in (("status", "bend"), ("draft", "bend")):
        assert "templates/flyer.md.j2, line 10: " in said(run, *command)


@pytest.mark.long
def test_the_check_of_a_pack_names_it_too_and_soon(run: Run, bend: Path) -> None:
    put(bend, "templates/flyer.md.j2", flyer_text("## Flyer\n\n{% include 'flyer.md.j2' %}\n"))
    words = "templates/flyer.md.j2, line 10: this includes or calls itself without end."
    assert said(run, "pack", "check", "--pack", "bend").count(words) == 1


@pytest.mark.parametrize(("kind", "field"), few_of([("text", "when"), ("whole", "default")], 1))
def test_a_strange_question_is_no_bug(run: Run, bend: Path, kind: str, field: str) -> None:
    put(bend, "checklists/05-outreach-strange.yaml", STEP.format(kind=kind, field=field, text=HOSTILE))
    for command in (("status", "bend"), ("pack", "check", "--pack", "bend"), ("init", "bend", "--no-input")):
        assert run(*command).code in (0, 1, 3)


def test_a_strange_rule_is_no_bug(run: Run, bend: Path) -> None:
    put(bend, "checklists/rules/strange.yaml", RULE.format(text=HOSTILE))
    for command in (("check", "bend"), ("pack", "check", "--pack", "bend")):
        assert run(*command).code in (0, 1, 3)


def test_what_is_far_too_large_is_no_pack(run: Run, bend: Path) -> None:
    for number in range(5):
        put(bend, f"templates/flyer-{number}.md.j2", flyer_text("x" * 4_900_000))
    assert "is larger than" in said(run, "pack", "check", "--pack", "bend")


@pytest.mark.slow
@pytest.mark.parametrize("place", few_of(BROKEN, 1))
def test_what_cannot_be_read_is_a_message_in_every_command(run: Run, bend: Path, place: str) -> None:
    put(bend, *BROKEN[place])
    codes = {command: run(*command) for command in COMMANDS}
    assert {command: done for command, done in codes.items() if done.code not in (0, 1, 2, 3)} == {}
    assert {command: done for command, done in codes.items() if "says where it stands" in done.out + done.err} == {}
    assert BROKEN[place][0] in codes["pack", "check", "--pack", "bend"].out


USED = {  # what a plan works out, and cannot: the command that meets it
    "a condition of a question": ("question", ("status", "bend")),
    "a condition of a task": ("task", ("timeline", "bend")),
    "a rule": ("rule", ("check", "bend")),
    "a rule that cannot be worked out": ("rule out", ("check", "bend")),
    "the same explained": ("rule out", ("check", "bend", "--explain", "strange.one")),
    "a rule explained": ("rule", ("check", "bend", "--explain", "strange.one")),
    "why, by the text": ("body", ("why", "flyer", "Flyer", "--in", "bend")),
    "why, by the condition": ("condition", ("why", "flyer", "Flyer", "--in", "bend")),
    "readiness": ("condition", ("documents", "bend")),
    "uses of a question": ("question", ("pack", "uses", "profile.state", "--pack", "bend")),
    "uses of a fact": ("fact", ("pack", "uses", "profile.state", "--pack", "bend")),
    "uses of a rule": ("rule", ("pack", "uses", "profile.state", "--pack", "bend")),
    "uses of a task": ("task", ("pack", "uses", "profile.state", "--pack", "bend")),
}


WARNED = {"a rule", "a rule that cannot be worked out", "the same explained"}  # and the other rules are applied


@pytest.mark.slow
@pytest.mark.parametrize("met", few_of(USED, 0, step=3))
def test_what_cannot_be_read_is_named_with_file_and_line_by_whoever_meets_it(run: Run, bend: Path, met: str) -> None:
    place, command = USED[met]
    put(bend, *BROKEN[place])
    if place == "task":
        assert run("set", "profile.target_launch", "2028-10-01", "--in", "bend").code == 0
    done = run(*command)
    assert (done.code in (1, 3)) is (met not in WARNED), done
    assert re.search(rf"{re.escape(BROKEN[place][0])}, line \d+", " ".join((done.out + done.err).split())), done

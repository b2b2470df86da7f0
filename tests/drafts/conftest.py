"""A small pack whose questions have every kind that prints in its own way, and a mouth for one template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coplan.content.answers.kinds import read_value
from coplan.content.model import Pack
from coplan.content.pack.load import read_pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.language import Language
from coplan.drafts.render.render import Rendered, render_all
from coplan.plan.model import OpenItem, Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.yaml.nodes import Data

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PROFILE = """\
step: profile
title: Profile
goal: Say who plans what.
minutes: 5
room: [Program lead]
questions:
  - {id: name, label: program name, ask: Name?, kind: text, help: H., why: W., source: [guide]}
  - id: state
    label: state
    ask: State?
    kind: choice
    help: H.
    why: W.
    source: [guide]
    choices: [{key: US-WA, label: Washington}, {key: US-TX, label: Texas}]
"""
DESIGN = """\
step: design
title: Design
goal: Choose a model.
minutes: 10
room: [Program lead]
questions:
  - id: models
    label: response models
    ask: Models?
    kind: choices
    other: true
    help: H.
    why: W.
    source: [guide]
    choices: [{key: ride_along, label: riding together}, {key: follow_up, label: following up}]
  - id: base
    label: base
    ask: Base?
    kind: choice
    other: true
    help: H.
    why: W.
    source: [guide]
    choices: [{key: police, label: Police department, clause: "the chief, who tells the council"}, {key: ems, label: EMS agency}]
  - {id: hours, label: hours on duty, ask: Hours?, kind: schedule, help: H., why: W., source: [guide]}
  - {id: words, label: own words, ask: Words?, kind: paragraph, help: H., why: W., source: [guide]}
  - {id: steps, label: first steps, ask: Steps?, kind: list, help: H., why: W., source: [guide]}
  - {id: fee, label: fee, ask: Fee?, kind: money, help: H., why: W., source: [guide]}
  - {id: quiet, label: quiet arrival, ask: Quiet?, kind: yes_no, help: H., why: W., source: [guide]}
  - {id: page, label: web page, ask: Page?, kind: url, help: H., why: W., source: [guide]}
  - {id: start, label: start, ask: Start?, kind: date, when: facts.rides, help: H., why: W., source: [guide]}
  - id: team
    label: team
    ask: Team?
    kind: records
    row: a position
    help: H.
    why: W.
    source: [guide]
    columns:
      - key: role
        label: role
        kind: choice
        required: true
        choices: [{key: clinician, label: clinician}, {key: peer, label: peer}]
      - {key: count, label: how many, kind: whole}
      - {key: duty, label: duty, kind: text, required: true}
      - {key: pay, label: pay, kind: money}
"""
LAW = """\
jurisdiction: US-WA
name: Washington
topics:
  hold:
    - citation: RCW 71.05.153
      title: Emergency detention
      requires: An officer may take a person in.
      url: https://example.org/hold
      version: 2019 text
      status: seen
    - citation: RCW 10.31.110
      requires: Diversion is an option.
      url: https://example.org/diversion
      version: a summary of 2020
      status: unverified
"""
FEDERAL = """\
jurisdiction: US
name: United States
topics:
  privacy:
    - {citation: 45 CFR 164.506, requires: Care may be shared., url: https://example.org/cfr, version: v, status: seen}
"""
FILES = {
    "checklists/00-profile.yaml": PROFILE,
    "checklists/01-design.yaml": DESIGN,
    "checklists/facts.yaml": """rides: {label: they ride, is: "'ride_along' in design.models"}\n""",
    "checklists/sources.yaml": "guide: {title: 'The [guide]', url: https://example.org, read: full}\n"
    "talk: {title: A talk, read: none}\n"
    "copy: {title: A report, url: https://example.org/copy, read: full, unlinked: a private copy}\n",
    "checklists/law/topics.yaml": "hold: {label: detention, scope: state}\nprivacy: {label: privacy, scope: federal}\n"
    "filing: {label: filing, scope: state}\n",
    "checklists/law/us-wa.yaml": LAW,
    "checklists/law/us.yaml": FEDERAL,
    "templates/parts/frame.md.j2": "# {{ document.title }}\n\n{{ body }}\n\n{{ cited_law }}\n",
    "templates/parts/greeting.md.j2": "{% macro greet() %}\n\nHello {{ profile.name }}{% endmacro %}\n",
}


@pytest.fixture(scope="session")
def talking_pack() -> Pack:
    return pack_of({})


def pack_of(more: Mapping[str, str]) -> Pack:
    return read_pack({name: text.encode("utf-8") for name, text in (FILES | dict(more)).items()})


def answers_for(pack: Pack, given: Mapping[str, Data], items: Mapping[str, OpenItem] | None = None) -> Answers:
    """Answers as the checklist reads what people type."""
    values = {key: read_value(data, pack.questions[key]) for key, data in given.items()}
    return Answers(pack, Plan(values, items or {}))


@pytest.fixture
def say(talking_pack: Pack) -> Callable[..., str]:
    """Render a line of a template: say('{{ design.hours }}', {'design.hours': 'Mo'})."""

    def say(template: str, given: Mapping[str, Data] | None = None, **items: OpenItem) -> str:
        found = {key.replace("__", "."): item for key, item in items.items()}
        language = Language(talking_pack, answers_for(talking_pack, given or {}, found))
        environment = language.environment({**talking_pack.parts, "line.md.j2": template})
        return environment.get_template("line.md.j2").render()

    return say


@pytest.fixture
def render() -> Callable[..., Rendered]:
    """Render a whole document with this body; keyword arguments change its front matter."""

    def render(body: str, given: Mapping[str, Data] | None = None, **head: Any) -> Rendered:
        front = {"title": "Memo", "step": "design", "kind": "notice", "audience": "All", "review": "[counsel]"} | head
        lines = "".join(f"{name}: {value}\n" for name, value in front.items() if name not in ("parts", "items"))
        pack = pack_of({"templates/memo.md.j2": f"---\n{lines}---\n{body}", **head.get("parts", {})})
        [rendered] = render_all(answers_for(pack, given or {}, head.get("items")), pack.documents)
        return rendered

    return render


@pytest.fixture
def rendered_as() -> Callable[..., list[Rendered]]:
    """Turn texts into rendered documents, as if a template had written them."""

    def make(**texts: str) -> list[Rendered]:
        document = pack_of({"templates/memo.md.j2": MEMO}).document("memo")
        return [Rendered(replace(document, id=name.replace("_", "-")), text, (), ()) for name, text in texts.items()]

    return make


MEMO = "---\ntitle: Memo\nstep: design\nkind: notice\naudience: All\nreview: [counsel]\n---\n## Who\n"


@pytest.fixture
def paper(pack):
    """One draft of an example, by its template, with other words in the plan; `item` ends the id of one of several."""

    def paper(example: str, template: str, *words: tuple[str, str], item: str = "") -> str:
        text = (EXAMPLES / example / "plan.yaml").read_text(encoding="utf-8")
        for old, new in words:
            assert old in text
            text = text.replace(old, new)
        answers = Answers(pack, read_plan(text, pack).plan)
        made = [one for one in documents_for(answers) if one.template == template and one.id.endswith(item)]
        return render_all(answers, made)[0].text

    return paper

"""Writes a changed plan back into the text of its file, touching only what changed. Pure: text in, text out."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.content.model import Pack
from coplan.content.yaml_nodes import Data
from coplan.plan.edit import YamlText, render
from coplan.plan.journal import plain
from coplan.plan.model import FORMAT, Plan
from coplan.plan.read import FIELDS

HEADER = """\
# yaml-language-server: $schema=.coplan/plan.schema.json
# The plan of one program. You may edit this file: comments, order and quoting stay as they are.
# `coplan status` says where the plan stands, and `coplan init` goes on asking.
"""


def new_plan_text(newline: str = "\n") -> str:
    """The text of a plan with nothing in it."""
    return HEADER.replace("\n", newline) + f"coplan: {FORMAT}{newline}"


def rewrite_text(yaml: YamlText, pack: Pack, before: Plan, after: Plan) -> YamlText:
    """Return the whole plan written anew: what remains when an edit in place was refused. Comments are lost."""
    return update_text(YamlText.read(render(yaml.data)), pack, before, after)


def update_text(yaml: YamlText, pack: Pack, before: Plan, after: Plan) -> YamlText:
    """Return the text with everything that differs between two plans. Raises EditRefused."""
    order = list(pack.questions)
    for key, value in after.answers.items():
        new = plain(value)
        if value is before.answers.get(key) and key not in before.renamed:
            continue
        if plain(before.answers.get(key)) != new or key in before.renamed:
            assert new is not None
            yaml = _set_answer(yaml, pack, key, new)
    for key in before.answers:
        if key not in after.answers:
            yaml = yaml.remove(("answers", *key.split(".", 1)))
    for old in before.renamed.values():
        yaml = yaml.remove(("answers", *old.split(".", 1))).remove(("open", old))
    for key, item in after.open.items():
        if before.open.get(key) != item or key in before.renamed:
            yaml = yaml.set(("open", key), _kept_fields(yaml, key) | item.plain(), _earlier(order, key))
    for key in before.open:
        if key not in after.open:
            yaml = yaml.remove(("open", key))
    for name, keys in (("suggested", after.suggested), ("set_aside", frozenset(after.set_aside))):
        yaml = _set_marks(yaml, name, [key for key in order if key in keys])
    return yaml


def _set_answer(yaml: YamlText, pack: Pack, key: str, data: Data) -> YamlText:
    step, name = key.split(".", 1)
    if not isinstance(yaml.get(("answers", step)), dict):
        sections = [found.id for found in pack.steps]
        return yaml.set(("answers", step), {name: data}, _earlier(sections, step))
    siblings = [question.id for question in pack.step(step).questions]
    return yaml.set(("answers", step, name), data, _earlier(siblings, name))


def _earlier(order: Sequence[str], name: str) -> Sequence[str]:
    return order[: order.index(name)] if name in order else order


def _kept_fields(yaml: YamlText, key: str) -> dict[str, Data]:
    """Fields of an open item that coplan does not know; they are kept."""
    fields = yaml.get(("open", key))
    return {name: value for name, value in fields.items() if name not in FIELDS} if isinstance(fields, dict) else {}


def _set_marks(yaml: YamlText, name: str, keys: Sequence[str]) -> YamlText:
    if (yaml.get((name,)) or []) == list(keys):
        return yaml
    return yaml.set((name,), list(keys)) if keys else yaml.remove((name,))

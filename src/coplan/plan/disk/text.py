"""Writes a changed plan back into the text of its file, touching only what changed. Pure: text in, text out."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.content.model import Pack
from coplan.plan.disk.journal import plain
from coplan.plan.model import FORMAT, DraftSettings, OpenItem, Plan
from coplan.plan.read.drafts import SETTINGS
from coplan.plan.read.plan import FIELDS
from coplan.yaml.edit import YamlText
from coplan.yaml.lines import render
from coplan.yaml.nodes import Data

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
    for key, old in before.renamed.items():
        yaml = _renamed(yaml, key, old)
    for key, value in after.answers.items():
        new = plain(value)
        if value is before.answers.get(key) and key not in before.renamed:
            continue
        if plain(before.answers.get(key)) != new or key in before.renamed:
            assert new is not None
            yaml = _set_answer(yaml, pack, key, new)
    for key in (*before.answers, *before.outdated):
        if key not in after.answers and key not in after.outdated:
            yaml = yaml.remove(("answers", *key.split(".", 1)))
    for old in before.renamed.values():
        yaml = yaml.remove(("answers", *old.split(".", 1))).remove(("open", old))
    for key, item in after.open.items():
        if before.open.get(key) != item or key in before.renamed:
            yaml = yaml.set(("open", key), _fields(yaml, key, item), _earlier(order, key))
    for key in before.open:
        if key not in after.open:
            yaml = yaml.remove(("open", key))
    for rule, acceptance in after.accepted.items():
        if before.accepted.get(rule) != acceptance:
            yaml = yaml.set(("accepted", rule), dict(acceptance.plain()))
    for rule in before.accepted:
        if rule not in after.accepted:
            yaml = yaml.remove(("accepted", rule))
    yaml = _set_drafts(yaml, before.drafts, after.drafts)
    for name, keys in (("suggested", after.suggested), ("set_aside", frozenset(after.set_aside))):
        yaml = _set_marks(yaml, name, [key for key in order if key in keys])
    # A file without a word in it would read as one that was lost.
    return yaml if yaml.data else yaml.set(("coplan",), str(FORMAT))


def _set_answer(yaml: YamlText, pack: Pack, key: str, data: Data) -> YamlText:
    step, name = key.split(".", 1)
    if not isinstance(yaml.get(("answers", step)), dict):
        sections = [found.id for found in pack.steps]
        return yaml.set(("answers", step), {name: data}, _earlier(sections, step))
    siblings = [question.id for question in pack.step(step).questions]
    return yaml.set(("answers", step, name), data, _earlier(siblings, name))


def _set_drafts(yaml: YamlText, before: DraftSettings, after: DraftSettings) -> YamlText:
    old, new = before.plain(), after.plain()
    for name in SETTINGS:
        if old.get(name) != new.get(name):
            yaml = yaml.set(("drafts", name), new[name]) if name in new else yaml.remove(("drafts", name))
    return yaml


def _renamed(yaml: YamlText, key: str, old: str) -> YamlText:
    """Give an answer and its open item their new key where they stand; an answer that moves steps is set anew."""
    (step, name), (old_step, old_name) = key.split(".", 1), old.split(".", 1)
    if step == old_step:
        yaml = yaml.rename(("answers", step, old_name), name)
    return yaml.rename(("open", old), key)


def _earlier(order: Sequence[str], name: str) -> Sequence[str]:
    return order[: order.index(name)] if name in order else order


def _fields(yaml: YamlText, key: str, item: OpenItem) -> dict[str, Data]:
    """An open item's fields in the order in which they stand; those that coplan does not know are kept."""
    held = yaml.get(("open", key))
    held = held if isinstance(held, dict) else {}
    fields = {name: value for name, value in held.items() if name not in FIELDS} | item.plain()
    return {name: fields[name] for name in held if name in fields} | fields


def _set_marks(yaml: YamlText, name: str, keys: Sequence[str]) -> YamlText:
    if (yaml.get((name,)) or []) == list(keys):
        return yaml
    return yaml.set((name,), list(keys)) if keys else yaml.remove((name,))

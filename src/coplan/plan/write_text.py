"""Writes a changed plan back into the text of its file, touching only what changed. Pure: text in, text out."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.content.model import Pack
from coplan.content.yaml_nodes import Data, read_nodes
from coplan.plan.edit import EditRefused, remove_value, render, set_value
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


def update_text(text: str, pack: Pack, before: Plan, after: Plan) -> str:
    """Return the text with everything that differs between two plans. Raises EditRefused."""
    order = list(pack.questions)
    for key in after.answers:
        new = plain(after.answers[key])
        if key in before.answers and plain(before.answers[key]) == new and key not in before.renamed:
            continue
        assert new is not None
        text = _set_answer(text, pack, key, new)
    for key in before.answers:
        if key not in after.answers:
            text = remove_value(text, ("answers", *key.split(".", 1)))
    for old in before.renamed.values():
        text = remove_value(text, ("answers", *old.split(".", 1)))
        if old in _open_keys(text):
            text = remove_value(text, ("open", old))
    for key, item in after.open.items():
        if before.open.get(key) != item or key in before.renamed:
            text = set_value(text, ("open", key), _kept_fields(text, key) | item.plain(), _earlier(order, key))
    for key in before.open:
        if key not in after.open:
            text = remove_value(text, ("open", key))
    for name, keys in (("suggested", after.suggested), ("set_aside", frozenset(after.set_aside))):
        text = _set_marks(text, name, [key for key in order if key in keys])
    return text


def rewrite_text(text: str, pack: Pack, before: Plan, after: Plan) -> str:
    """Return the whole plan written anew: what remains when an edit in place was refused. Comments are lost."""
    return update_text(render(_as_dict(read_nodes(text, "").data)), pack, before, after)


def _set_answer(text: str, pack: Pack, key: str, data: Data) -> str:
    step, name = key.split(".", 1)
    sections = [found.id for found in pack.steps]
    section = read_nodes(text, "").find(("answers", step))
    if section.key is None or section.key.value != step or not isinstance(section.value, dict):
        return set_value(text, ("answers", step), {name: data}, _earlier(sections, step))
    siblings = [question.id for question in pack.step(step).questions]
    return set_value(text, ("answers", step, name), data, _earlier(siblings, name))


def _earlier(order: Sequence[str], name: str) -> Sequence[str]:
    return order[: order.index(name)] if name in order else order


def _open_keys(text: str) -> Sequence[str]:
    data = _as_dict(read_nodes(text, "").data).get("open", {})
    return list(data) if isinstance(data, dict) else []


def _kept_fields(text: str, key: str) -> dict[str, Data]:
    items = _as_dict(_as_dict(read_nodes(text, "").data).get("open", {}))
    fields = _as_dict(items.get(key, {}))
    return {name: value for name, value in fields.items() if name not in FIELDS}


def _set_marks(text: str, name: str, keys: Sequence[str]) -> str:
    held = _as_dict(read_nodes(text, "").data).get(name, [])
    if held == list(keys):
        return text
    return set_value(text, (name,), list(keys)) if keys else remove_value(text, (name,))


def _as_dict(data: Data) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}


__all__ = ["EditRefused", "new_plan_text", "rewrite_text", "update_text"]

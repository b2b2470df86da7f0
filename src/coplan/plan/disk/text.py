"""Writes a changed plan back into the text of its file, touching only what changed. Pure: text in, text out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.plan.disk.journal import plain
from coplan.plan.model import FORMAT, Acceptance, DraftSettings, OpenItem, OwnValue, Plan
from coplan.plan.read.drafts import SETTINGS
from coplan.plan.read.plan import FIELDS
from coplan.yaml.edit import Change, YamlText
from coplan.yaml.lines import render
from coplan.yaml.nodes import Data


def rewrite_text(yaml: YamlText, pack: Pack, before: Plan, after: Plan) -> YamlText:
    """Return the whole plan written anew: what remains when an edit in place was refused. Comments are lost."""
    return update_text(YamlText.read(render(yaml.data)), pack, before, after)


def update_text(yaml: YamlText, pack: Pack, before: Plan, after: Plan) -> YamlText:
    """Return the text with everything that differs between two plans. Raises EditRefused."""
    for key, old in before.renamed.items():
        yaml = _renamed(yaml, key, old)
    for key in _changed_answers(before, after):
        yaml = _columns_renamed(yaml, pack.questions.get(key))
    changes = [
        *_answers(yaml, pack, before, after),
        *_open_items(yaml, pack, before, after),
        *_entries("accepted", before.accepted, after.accepted),
        *_entries("limits", before.limits, after.limits),
        *_entries("assumptions", before.assumptions, after.assumptions),
        *_drafts(before.drafts, after.drafts),
        *_marks(yaml, "suggested", [key for key in pack.questions if key in after.suggested]),
        *_marks(yaml, "set_aside", [key for key in pack.questions if key in after.set_aside]),
    ]
    yaml = yaml.changed(changes)
    # A file without a word in it would read as one that was lost.
    return yaml if yaml.data else yaml.set(("coplan",), str(FORMAT))


def _answers(yaml: YamlText, pack: Pack, before: Plan, after: Plan) -> Iterator[Change]:
    """Answers that differ, in the order of the pack; those of a step that the file does not have yet come as one."""
    sections = [step.id for step in pack.steps]
    new: dict[str, dict[str, Data]] = {}
    for key in sorted(_changed_answers(before, after), key=_place(pack)):
        step, name = key.split(".", 1)
        data = plain(after.answers[key])
        assert data is not None
        if isinstance(yaml.get(("answers", step)), dict):
            siblings = [question.id for question in pack.step(step).questions]
            yield Change(("answers", step, name), data, _earlier(siblings, name))
        else:
            new.setdefault(step, {})[name] = data
    for step, answers in new.items():
        yield Change(("answers", step), dict(answers), _earlier(sections, step))
    for key in (*before.answers, *before.outdated):
        if key not in after.answers and key not in after.outdated:
            yield Change(("answers", *key.split(".", 1)), None)
    for old in before.renamed.values():
        yield Change(("answers", *old.split(".", 1)), None)


def _changed_answers(before: Plan, after: Plan) -> list[str]:
    def same(key: str, value: object) -> bool:
        old = before.answers.get(key)
        return old is value or plain(old) == plain(value)

    return [key for key, value in after.answers.items() if key in before.renamed or not same(key, value)]


def _place(pack: Pack) -> Callable[[str], int]:
    places = {key: place for place, key in enumerate(pack.questions)}
    return lambda key: places.get(key, len(places))


def _open_items(yaml: YamlText, pack: Pack, before: Plan, after: Plan) -> Iterator[Change]:
    order = list(pack.questions)
    changed = [key for key, item in after.open.items() if before.open.get(key) != item or key in before.renamed]
    fields = {key: _fields(yaml, key, after.open[key]) for key in sorted(changed, key=_place(pack))}
    if fields and not isinstance(yaml.get(("open",)), dict):
        yield Change(("open",), dict(fields))
    else:
        yield from (Change(("open", key), data, _earlier(order, key)) for key, data in fields.items())
    for key in (*before.renamed.values(), *(key for key in before.open if key not in after.open)):
        yield Change(("open", key), None)


def _entries(
    name: str, before: Mapping[str, Acceptance | OwnValue], after: Mapping[str, Acceptance | OwnValue]
) -> Iterator[Change]:
    """What people accept, and the numbers that they set for themselves."""
    changed = {key: found for key, found in after.items() if before.get(key) != found}
    yield from (Change((name, key), dict(found.plain())) for key, found in changed.items())
    yield from (Change((name, key), None) for key in before if key not in after)


def _drafts(before: DraftSettings, after: DraftSettings) -> Iterator[Change]:
    old, new = before.plain(), after.plain()
    yield from (Change(("drafts", name), new.get(name)) for name in SETTINGS if old.get(name) != new.get(name))


def _renamed(yaml: YamlText, key: str, old: str) -> YamlText:
    """Give an answer and its open item their new key where they stand; an answer that moves steps is set anew."""
    (step, name), (old_step, old_name) = key.split(".", 1), old.split(".", 1)
    if step == old_step:
        yaml = yaml.rename(("answers", step, old_name), name)
    return yaml.rename(("open", old), key)


def _columns_renamed(yaml: YamlText, question: Question | None) -> YamlText:
    """Give the columns of an answer that changes their keys of today where they stand; comments stay beside them."""
    if question is None:
        return yaml
    for column in question.columns:
        for old in column.was:
            yaml = yaml.rename_in_rows(("answers", question.step, question.id), old, column.key)
    return yaml


def _earlier(order: Sequence[str], name: str) -> Sequence[str]:
    return order[: order.index(name)] if name in order else order


def _fields(yaml: YamlText, key: str, item: OpenItem) -> dict[str, Data]:
    """An open item's fields in the order in which they stand; those that coplan does not know are kept."""
    held = yaml.get(("open", key))
    held = held if isinstance(held, dict) else {}
    fields = {name: value for name, value in held.items() if name not in FIELDS} | item.data()
    return {name: fields[name] for name in held if name in fields} | fields


def _marks(yaml: YamlText, name: str, keys: list[str]) -> Iterator[Change]:
    if (yaml.get((name,)) or []) != keys:
        yield Change((name,), list(keys) or None)

"""`coplan set`: one answer, or one open item, from a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Optional

import typer

from coplan.checks.functions.typed_names import PRIVATE, looks_like_client_data
from coplan.cli import show
from coplan.cli.options import AsJson, By, InFolder, PackOption
from coplan.cli.saved import tell
from coplan.cli.setting import existing_plan
from coplan.cli.talk import say
from coplan.content.answers.echo import understood, unusual
from coplan.errors import DONE, UsageError
from coplan.plan.disk.store import PlanFolder, Saved
from coplan.plan.model import STATES, Plan
from coplan.plan.take import find_question, take_settings


def command(
    key: Annotated[str, typer.Argument(help="The question's key, for example design.hours.", metavar="KEY")],
    value: Annotated[
        Optional[str], typer.Argument(help='The answer; an empty one ("") takes the answer away.', metavar="VALUE")  # noqa: UP045
    ] = None,
    folder: InFolder = None,
    state: Annotated[str, typer.Option("--state", help="parked, proposed, disputed, or settled.")] = "",
    owner: Annotated[str, typer.Option("--owner", help="Who will settle the open item.")] = "",
    due: Annotated[str, typer.Option("--due", help="Until when: year-month-day.")] = "",
    note: Annotated[str, typer.Option("--note", help="A note on the open item.")] = "",
    json: AsJson = False,
    by: By = "",
    pack: PackOption = None,
) -> int:
    """For choices and lists write one, another, or ["one", "another"]. With --state the question becomes an open item,
    with or without a value.
    """
    place = existing_plan(folder, by, pack)
    if "=" in key and value is None:
        key, _, value = key.partition("=")
    if value is None and not state:
        raise UsageError("Say the answer: coplan set KEY VALUE. Or open it: coplan set KEY --state parked.")
    is_setting = key.startswith("drafts.")
    if is_setting and (state or value is None):
        raise UsageError("How drafts are written is a setting, not a question: coplan set drafts.format md.")
    name = key if is_setting else find_question(place.pack, key).key
    taken = take_settings([f"{key}={value}"], place.pack) if value is not None else None
    mark = _mark(state, owner, due, note)

    def change(plan: Plan) -> Plan:
        plan = taken.change(plan) if taken else plan
        return mark(plan, name)

    with place.lock("set", wait=5):
        place.reconcile()
        saved = place.save(change)
        tell(saved, place.pack)
    if json:
        show.as_json(_data(saved, name))
    if not json:
        _say_back(saved, name, place, taken=taken is not None)
    if looks_like_client_data([value or "", note]):
        say(PRIVATE)
    show.notes(place.noted.values())
    return DONE


def _say_back(saved: Saved, name: str, place: PlanFolder, *, taken: bool) -> None:
    """Say an answer as it was understood, what is unusual about it or its open item, and what is only parked now."""
    value, item = saved.plan.answers.get(name), saved.plan.open.get(name)
    if taken:
        for words in understood(value):
            say(f"Understood: {words}")
        question = place.pack.questions.get(name)
        if value is not None and question and (why := unusual(value, question, place.today, question.examples)):
            say(f"Taken, but please look again: {why}")
        if value is None and item and item.state == "parked":
            say(f"Nothing is proposed for it now: {question.label if question else name} is parked.")
    elif item and item.due and item.due < place.today:
        say(f"Taken, but please look again: {item.due} is in the past.")


def _data(saved: Saved, name: str) -> dict[str, Any]:
    """What stands in the plan now, and what followed from it."""
    item = saved.plan.open.get(name)
    setting = saved.plan.drafts.plain().get(name.removeprefix("drafts."))
    return {
        "key": name,
        "value": setting if name.startswith("drafts.") else saved.plan.data(name),
        "open": item.data() if item else None,
        "followed": {key: saved.plan.data(key) for key in saved.followed},
        "set_aside": list(saved.set_aside),
        "back": list(saved.back),
    }


def _mark(state: str, owner: str, due: str, note: str) -> Callable[[Plan, str], Plan]:
    """The change that opens or settles a question, or leaves it."""
    from coplan.plan.opening import open_item

    if not state:
        if owner or due or note:
            raise UsageError(f"--owner, --due and --note go with --state ({', '.join(STATES)}).")
        return lambda plan, _: plan
    item = None if state == "settled" else open_item(state, owner, due, note)
    return lambda plan, key: plan.with_open(key, item)

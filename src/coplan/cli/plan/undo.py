"""`coplan undo`: the last answers back, as the journal has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, By, Folder, PackOption
from coplan.cli.saved import tell
from coplan.cli.setting import clerk, existing_plan
from coplan.cli.talk import say
from coplan.content.model import Pack
from coplan.errors import DONE, FINDINGS, CoplanError, UsageError
from coplan.plan.disk.journal import missing_lines
from coplan.plan.disk.store import PlanFolder
from coplan.plan.model import OpenItem, Plan
from coplan.plan.undo import ACCEPTED, Back, Undoing, undoing
from coplan.reports.answer_changes import answer_words, differing

MOST = 30  # lines to look over before a yes


def command(
    folder: Folder = None,
    question: Annotated[str, typer.Option("--question", help="Only this question, for example design.hours.")] = "",
    last: Annotated[int, typer.Option("--last", help="How many of the last saves go back.", min=1)] = 1,
    yes: Annotated[bool, typer.Option("--yes", help="Without asking.")] = False,
    json: AsJson = False,
    by: By = "",
    pack: PackOption = None,
) -> int:
    """Shows what would change, and asks. Rows of tables keep their ids. Undoing is a decision of the journal like any
    other: `coplan undo` once more takes it back. What was changed in the file by hand counts as one save.
    """
    from coplan.plan.take import find_question

    place = existing_plan(folder, by, pack)
    key = find_question(place.pack, question).key if question else ""
    seen = place.read().plan
    found = _found(place, seen, key, last)
    if json:
        show.as_json(_data(found, undone=yes and bool(found.backs)))
        if not yes:
            return DONE
    else:
        _show(found, place.pack)
    if not found.backs:
        show.notes(place.noted.values())
        return FINDINGS if found.left else DONE
    if not yes and not _wanted():
        return DONE
    with place.lock("undo", wait=5):
        place.reconcile()
        if _found(place, place.read().plan, key, last) != found:
            raise CoplanError("The plan was changed meanwhile; nothing was undone. Run this again, and look once more.")
        tell(place.save(lambda plan: found.change(plan, place.pack), "undone", seen), place.pack)
    say("Undone. `coplan undo` once more takes this back; `--last 2` and more reaches further.")
    show.notes(place.noted.values())
    return DONE


def _found(place: PlanFolder, plan: Plan, key: str, last: int) -> Undoing:
    entries = place.entries()
    entries += missing_lines(entries, plan, when=clerk().now(), by="edited in the file")
    return undoing(entries, place.pack, question=key, last=last)


def _wanted() -> bool:
    from coplan.wizard.terminal import yes_no

    if not yes_no.can_ask():
        raise UsageError("Nothing was undone: there is no terminal to ask in. `--yes` undoes what is shown.")
    return yes_no.agreed("Undo this?", default=True)


def _show(found: Undoing, pack: Pack) -> None:
    if found.came:
        say("Nothing to undo: the journal does not know what stood there before. `coplan set` changes an answer.")
    elif not found.backs and not found.left:
        say("Nothing was decided yet: there is nothing to undo.")
    for back in found.backs[:MOST]:
        for line in _lines(back, pack):
            show.result(line)
    if len(found.backs) > MOST:
        show.result(f"… and {len(found.backs) - MOST} more questions.")
    for key in found.left:
        say(f"{key}: what stood there before is no answer by today's checklist; it stays. `coplan log` shows it.")


def _data(found: Undoing, *, undone: bool) -> dict[str, Any]:
    """What goes back, and whether it did: without `--yes` it is only shown."""
    backs = [
        {
            "question": back.question,
            "now": back.now,
            "then": back.then,
            "open_now": back.item_now.data() if back.item_now else None,
            "open_then": back.item_then.data() if back.item_then else None,
        }
        for back in found.backs
    ]
    return {"undone": undone, "answers": backs, "left": list(found.left)}


def _lines(back: Back, pack: Pack) -> Iterator[str]:
    question = pack.questions.get(back.question)
    label = question.label if question else f"Finding {back.question.removeprefix(ACCEPTED)}"
    if back.now != back.then:
        now, then = (answer_words(side, question) or "nothing" for side in differing(back.now, back.then))
        yield f"{label}: {now} becomes {then}"
    if back.item_now != back.item_then:
        yield f"{label}: {_item(back.item_now)} becomes {_item(back.item_then)}"
    if back.now == back.then and back.item_now == back.item_then:
        yield f"{label}: stays as it is"


def _item(item: OpenItem | None) -> str:
    if item is None:
        return "settled"
    extra = [item.owner, f"due {item.due}" if item.due else "", item.note]
    return "; ".join([item.state, *(part for part in extra if part)])

"""`coplan pull`: takes values that people changed in a draft back into the plan."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Optional

import typer

from coplan.cli import show
from coplan.cli.documents.draft import folder_and_names
from coplan.cli.options import AsJson, By, PackOption
from coplan.cli.saved import tell
from coplan.cli.setting import existing_plan
from coplan.cli.talk import say
from coplan.errors import DONE, FINDINGS, UsageError
from coplan.letters import shown


def command(
    arguments: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="The plan's folder, and the name of a document.", metavar="[FOLDER] DOCUMENT"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take all values without asking.")] = False,
    json: AsJson = False,
    by: By = "",
    pack: PackOption = None,
) -> int:
    """Reads a draft that people edited, and shows where they changed a value that came from exactly one answer: a
    notice period, a phone number, an amount. Each can be taken into the plan. What is prose stays prose.
    """
    folder, names = folder_and_names(arguments or [])
    if len(names) != 1:
        raise UsageError("Name one document: coplan pull job-description.")
    place = existing_plan(folder, by, pack)
    answers = place.answers()
    document, found = _pull(place, answers, names[0])
    if json and not yes:
        show.as_json({"document": document.id, "values": [_data(offer) for offer in found.offers]})
        return DONE
    wanted = [offer for offer in found.offers if yes or _wanted(offer)]
    taken = _take(place, answers, document, wanted) if wanted else []
    _tell(document, found, taken, json=json)
    left = [offer for offer in wanted if offer not in taken]
    for offer in left:
        say(f"Not taken: {offer.label}. The plan was changed meanwhile, or it does not fit what else stands there.")
    return FINDINGS if left else DONE


def _take(place: Any, answers: Any, document: Any, wanted: list[Any]) -> list[Any]:
    """Take values into the plan; return those that it holds afterwards."""
    from coplan.drafts.pull import held, with_offers

    with place.lock("pull", wait=5):
        place.reconcile()
        saved = place.save(
            lambda plan: with_offers(plan, wanted, place.pack), f"pulled from {document.id}", answers.plan
        )
    tell(saved, place.pack)
    return [offer for offer in wanted if held(saved.plan, offer)]


def _pull(place: Any, answers: Any, name: str) -> tuple[Any, Any]:
    from coplan.drafts.people_text import people_text
    from coplan.drafts.pull import pull
    from coplan.drafts.service import chosen_documents

    document = chosen_documents(answers, [name])[0]
    text = people_text(place, document, answers.plan.drafts.format)
    if text is None:
        raise UsageError(f"There is no draft of `{document.id}` yet. `coplan draft {document.id}` writes it.")
    return document, pull(document, text.base_blocks, text.blocks, answers)


def _wanted(offer: Any) -> bool:
    from coplan.wizard.terminal import yes_no

    return yes_no.can_ask() and yes_no.agreed(f"{shown(_words(offer))} Take it into the plan?", default=True)


def _words(offer: Any) -> str:
    where = f" ({offer.cell})" if offer.cell else ""
    return f"{offer.label}{where}: the plan says {offer.old}, the draft says {offer.new}."


def _data(offer: Any) -> dict[str, Any]:
    return {"question": offer.key, "cell": offer.cell or None, "plan": offer.old, "draft": offer.new}


def _tell(document: Any, found: Any, taken: list[Any], *, json: bool) -> None:
    if json:
        show.as_json({"document": document.id, "taken": [_data(offer) for offer in taken]})
        return
    for offer in found.offers:
        show.result(_words(offer) + (" Taken into the plan." if offer in taken else ""))
    if not found.offers:
        show.result(f"{document.title}: no value that came from one answer was changed.")
    if found.prose:
        one = len(found.prose) == 1
        count = "1 other change is prose, and stays" if one else f"{len(found.prose)} other changes are prose, and stay"
        show.result(f"{count} in the draft.")
    if len(taken) < len(found.offers) and not sys.stdin.isatty():
        say("Nothing was asked, because there is no terminal. `--yes` takes all of them.")

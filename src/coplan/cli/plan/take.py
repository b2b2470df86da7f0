"""`coplan take`: reads filled forms into the plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coplan.checks.functions.typed_names import PRIVATE, looks_like_client_data
from coplan.cli import show
from coplan.cli.options import AsJson, InFolder, PackOption
from coplan.cli.saved import tell
from coplan.cli.setting import clerk, existing_plan
from coplan.cli.talk import say
from coplan.content.terms import HOMEWORK
from coplan.errors import DONE, FINDINGS, BadInput, Problem
from coplan.letters import in_a_line
from coplan.plan.disk.store import PlanFolder

if TYPE_CHECKING:
    from coplan.share.forms.filled import Filled
    from coplan.share.forms.taking import TakenForm

NOBODY = "The form does not say who filled it in"


def command(
    files: Annotated[list[Path], typer.Argument(help="Forms that came back, .docx or .xlsx.", metavar="FILE...")],
    folder: InFolder = None,
    by: Annotated[
        str, typer.Option("--by", help="Who filled them in, for the journal.", show_default="as the form says")
    ] = "",
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Reads forms of `coplan worksheet` back. Says what changed, and what was refused and why. An empty cell deletes
    nothing, a form that is taken twice changes nothing the second time, and where somebody else changed the plan since,
    both answers stand as disputed. Exit 1 if something was refused or is disputed.
    """
    from coplan.share.forms.form_files import read_form

    forms = [read_form(file) for file in files]
    place = existing_plan(folder, by, pack)
    found = []
    for form in forms:
        found.append((form, _take(place, form, by or in_a_line(form.by))))
        if not json:
            _show(*found[-1])
    if json:
        show.as_json({"forms": [_data(form, taken) for form, taken in found]})
    show.notes(place.noted.values())
    odd = any(taken.refused or any(told.disputed for told in taken.told) for _, taken in found)
    return FINDINGS if odd else DONE


def _take(place: PlanFolder, form: Filled, by: str) -> TakenForm:
    """Take one form, under the plan's lock."""
    from coplan.share.forms.taking import take_form, unknown

    if unknown(place.pack, form):
        what = "names no question of this plan's checklist."
        raise BadInput([Problem(form.file, 0, "", what, "Was it written for another plan, or with an own pack?")])
    if not by:
        by = HOMEWORK.get(form.role, "unknown")  # type: ignore[call-overload]
        say(f"{in_a_line(form.file)}: {NOBODY}; it is kept as given by: {by}. `--by NAME` says otherwise.")
    place.clerk = clerk(by)
    with place.lock("take", wait=5):
        place.reconcile()
        last_by = {entry.question: in_a_line(entry.by) for entry in place.entries()}
        taken = take_form(form, place.answers(), by, last_by)
        if taken.told:
            tell(place.save(taken.change, f"taken from {in_a_line(Path(form.file).name)}"), place.pack)
    if looks_like_client_data([told.now for told in taken.told]):
        say(PRIVATE)
    return taken


def _show(form: Filled, taken: TakenForm) -> None:
    changed = [told for told in taken.told if not told.disputed]
    disputed = [told for told in taken.told if told.disputed]
    show.result(f"{in_a_line(form.file)}, filled in by {in_a_line(taken.by)}: {_count(len(changed), 'change')}.")
    for told in changed:
        was = f" (was: {told.before})" if told.before else ""
        show.paragraph(f"  {told.label}: {told.now}{was}")
    if disputed:
        show.result("Disputed: the plan was changed since the form was written. Both answers stand in the plan:")
        for told in disputed:
            show.paragraph(f"  {told.label}: the plan says {told.before}; the form says {told.now}")
    if taken.refused:
        show.result("Not taken:")
        for one in taken.refused:
            label = f", {one.label}" if one.label else ""
            show.paragraph(f"  {one.place}{label}: `{one.text}`: {one.why}")
    if form.base is None and taken.told:
        say("This form has lost its record of what stood in it when it was written. Check the changes above.")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}" if number else f"no {word}s"


def _data(form: Filled, taken: TakenForm) -> dict[str, Any]:
    return {"file": form.file, "by": taken.by, "changed": _rows(taken.told), "refused": _rows(taken.refused)}


def _rows(found: Sequence[Any]) -> list[dict[str, Any]]:
    return [dict(one.__dict__) for one in found]

"""`coplan encounters`: the encounter form."""

from __future__ import annotations

from coplan.cli import show
from coplan.cli.options import AsJson, InFolder, PackOption
from coplan.cli.saved import tell_kept
from coplan.cli.setting import existing_plan
from coplan.cli.talk import say
from coplan.errors import DONE


def command(
    folder: InFolder = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Writes the encounter form with the fields that the plan chose into share/encounters: a workbook with lists to
    choose from and a dictionary, and the same as CSV with a Table Schema for vendors.

    `coplan encounters check FILE` names what is wrong in a filled log.
    """
    from coplan.share.data.encounter_form import form_fields
    from coplan.share.data.evaluation import write_form

    place = existing_plan(folder, "", pack)
    answers = place.answers()
    fields = form_fields(answers)
    paths = write_form(place.inside, fields, answers.program)
    tell_kept(place.inside)
    if json:
        show.as_json({"fields": [field.key for field in fields], "files": paths})
        return DONE
    for path in paths:
        show.result(path)
    say("Try it on ten past contacts before the launch.")
    return DONE

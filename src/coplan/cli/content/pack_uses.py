"""`coplan pack uses`: where a pack uses a question."""

from __future__ import annotations

from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, PackOption
from coplan.errors import DONE, UsageError, closest


def command(
    key: Annotated[str, typer.Argument(help="The question, such as design.hours.", metavar="KEY")],
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Lists the documents, conditions, rules and figures that use a question, each with its place in the pack. Look
    here before you rename a question or take it away.
    """
    from coplan.content.pack.files import read_files
    from coplan.content.pack.folders import pack_folders, pack_layers
    from coplan.content.pack.load import load_layers
    from coplan.content.pack.reading import Reading
    from coplan.drafts.uses import uses
    from coplan.reports.uses import uses_data, uses_report

    layers = pack_layers(pack_folders(own=pack))
    found = load_layers(layers)
    name = found.renamed.get(key, key)
    if name not in found.questions:
        near = closest(key, found.questions)
        raise UsageError(f"There is no question `{key}`." + (f" Did you mean `{near}`?" if near else ""))
    used = uses(found, read_files(Reading(), layers).named, name)
    if json:
        show.as_json(uses_data(name, used))
    else:
        show.report(uses_report(found.questions[name], used))
    return DONE

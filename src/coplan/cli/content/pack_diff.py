"""`coplan pack diff`: what an own pack changes, and what changed below it since."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson
from coplan.cli.talk import say
from coplan.content.pack.diff import (
    KEPT,
    Difference,
    differences,
    template_differences,
    templates_to_keep,
    to_keep,
)
from coplan.errors import DONE

HOW = {
    "added": "is new",
    "changes": "changes",
    "replaces": "is replaced",
    "remove": "is taken away",
    "again": "is there twice",
    "nothing": "is not in the shipped pack, and nothing is changed",
}


def command(
    folder: Annotated[Path, typer.Argument(help="The folder of your pack.", metavar="FOLDER")],
    json: AsJson = False,
    keep: Annotated[
        bool,
        typer.Option("--keep", help=f"Note what the shipped pack says today in {KEPT}, to compare with it later."),
    ] = False,
) -> int:
    """Shows each item and document of your pack against the shipped one: what is new, what it changes, and how it
    read before. After an update of coplan it also shows what the shipped pack changed there since you last used --keep.
    """
    from coplan.content.pack.folders import pack_folders, pack_layers
    from coplan.content.pack.reading import Reading
    from coplan.disk.inside import Inside
    from coplan.yaml.lines import render
    from coplan.yaml.nodes import decode, read_nodes

    shipped, own = pack_layers(pack_folders(own=folder))
    reading = Reading()
    below, above = reading.yaml(shipped), reading.yaml(own)
    theirs, ours = reading.templates(shipped), reading.templates(own)
    reading.problems.refuse()
    inside = Inside(folder)
    held = read_nodes(decode(inside.read(KEPT), KEPT), KEPT).data if inside.there(KEPT) else {}
    then = held if isinstance(held, dict) else {}
    found = [*differences(below, above, then), *template_differences(theirs, ours, then)]
    if json:
        show.as_json({"items": [vars(one) for one in found]})
    else:
        for one in found:
            _show(one)
    if keep:
        today = to_keep(below, above) | templates_to_keep(theirs, ours)
        inside.write(KEPT, render(today).encode("utf-8"))
        say(f"Noted in {KEPT}.")
    return DONE


def _show(one: Difference) -> None:
    place = one.file if one.file.endswith(".j2") else f"{one.file}, line {one.line}"
    show.result(f"{one.what} {HOW[one.how]} ({place})")
    for name, (before, now) in one.fields.items():
        show.result(f"  {name}: {before or '(nothing)'}\n    now: {now or '(nothing)'}")
    for name, (then, now) in one.since.items():
        show.result(f"  Since you last looked, the shipped pack changed {name}: {then or '(nothing)'}")
        show.result(f"    to: {now or '(nothing)'}")

"""`coplan pack format`: the files of a pack in one order, with schemas beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson
from coplan.cli.talk import say
from coplan.disk.inside import Inside
from coplan.disk.os_refusals import unwritten
from coplan.errors import DONE, FINDINGS, UsageError


def command(
    folder: Annotated[Path, typer.Argument(help="The folder of your pack.", metavar="FOLDER")],
    check: Annotated[bool, typer.Option("--check", help="Only say which files would change; exit 1 if any.")] = False,
    schemas: Annotated[
        bool, typer.Option("--schemas", help="Put schemas for editors into checklists/schemas/ too.")
    ] = False,
    json: AsJson = False,
) -> int:
    """Puts the fields of questions, rules, law and the other entries into one order. Comments stay with the field below
    them, and nothing that the files say changes. Where the pack has schemas, the first line of each file names its own,
    so that editors complete and check it.
    """
    from coplan.content.pack.folders import judge_pack, pack_layers
    from coplan.content.pack.format import formatted
    from coplan.content.pack.schemas import schema_files
    from coplan.yaml.nodes import decode

    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder.")
    judge_pack(folder)
    inside = Inside(folder)
    described = {name: text for name, text in schema_files().items() if schemas or inside.there(name)}
    [files] = pack_layers([folder])
    texts = {name: decode(content, name) for name, content in files.items() if name.endswith(".yaml")}
    wanted = {name: formatted(name, text, described) for name, text in texts.items()} | described
    found = {name: text.encode() for name, text in texts.items()}
    found |= {name: inside.read(name) for name in described if inside.there(name)}
    new = {name: text for name, text in wanted.items() if found.get(name) != text.encode()}
    for name, text in new.items():
        if not json:
            show.result(name)
        if not check:
            _write(inside, name, text)
    if json:
        show.as_json({"files": list(new), "of": len(wanted), "written": not check})
    say(f"{len(new)} of {len(wanted)} files {'would change' if check else 'changed'}.")
    return FINDINGS if check and new else DONE


def _write(inside: Inside, name: str, text: str) -> None:
    try:
        inside.write(name, text.encode("utf-8"))
    except OSError as error:
        raise unwritten(name, error) from None

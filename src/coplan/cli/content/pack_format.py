"""`coplan pack format`: the files of a pack in one order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.talk import say
from coplan.errors import DONE, FINDINGS, BadInput, Problem, UsageError


def command(
    folder: Annotated[Path, typer.Argument(help="The folder of your pack.", metavar="FOLDER")],
    check: Annotated[bool, typer.Option("--check", help="Only say which files would change; exit 1 if any.")] = False,
) -> int:
    """Puts the fields of questions, rules, law and the other entries into one order. Comments stay with the field below
    them, and nothing that the files say changes.
    """
    from coplan.content.pack.folders import pack_layers
    from coplan.content.pack.format import formatted
    from coplan.disk.inside import Inside
    from coplan.yaml.nodes import decode

    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder.")
    [files] = pack_layers([folder])
    texts = {name: decode(content, name) for name, content in files.items() if name.endswith(".yaml")}
    new = {name: made for name, text in texts.items() if (made := formatted(name, text)) != text}
    for name, text in new.items():
        show.result(name)
        try:
            if not check:
                Inside(folder).write(name, text.encode("utf-8"))
        except OSError as error:
            raise BadInput([Problem(name, 0, "", f"cannot be written: {error.strerror}.")]) from None
    say(f"{len(new)} of {len(texts)} files {'would change' if check else 'changed'}.")
    return FINDINGS if check and new else DONE

"""`coplan pack new`: a document of one's own, started from a shipped one."""

from __future__ import annotations

from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, InFolder
from coplan.cli.setting import existing_plan
from coplan.cli.talk import say
from coplan.errors import DONE, BadInput, Problem, UsageError, did_you_mean
from coplan.letters import in_a_command


def command(
    document: Annotated[str, typer.Argument(help="The shipped document, such as public-page.", metavar="DOCUMENT")],
    as_: Annotated[
        str, typer.Option("--as", help="A name of its own; without it, yours replaces the shipped one.", metavar="NAME")
    ] = "",
    folder: InFolder = None,
    json: AsJson = False,
) -> int:
    """Copies the template of a shipped document, with its comments, into templates/ beside your plan, where you change
    it as you like. Shared parts stay those of coplan. A file that is there already is never overwritten.
    """
    from coplan.content.pack import trusted
    from coplan.content.pack.folders import pack_contents, shipped_folder
    from coplan.content.pack.new import started

    place = existing_plan(folder)  # also sees to it that a pack that is there was accepted
    shipped = pack_contents(shipped_folder())
    name = as_ or document
    _judge(document, name, {file.removesuffix(".md.j2").removeprefix("templates/") for file in shipped})
    path = f"templates/{name}.md.j2"
    if place.inside.there(path):
        raise UsageError(f"{path} is there already; nothing was changed. Open it, or give another name with --as.")
    text = shipped[f"templates/{document}.md.j2"].decode("utf-8")
    try:
        place.inside.write(path, started(text, document, replaces=not as_).encode("utf-8"))
    except OSError as error:
        raise BadInput([Problem(path, 0, "", f"cannot be written: {error.strerror}.")]) from None
    trusted.accept(pack_contents(place.folder))  # what was there before was accepted, and this came from coplan
    if json:
        show.as_json({"path": str(place.folder / path), "replaces": document if not as_ else None})
    else:
        show.result(f"{place.folder / path}: written.")
    what = "It replaces the shipped document." if not as_ else "It is a new document; give it a title of its own."
    say(f"{what} Open it in any text editor. Then look whether all is well, and write the draft:")
    where = in_a_command(place.folder)
    say(f"  coplan pack check --pack {where}\n  coplan draft {where} {name}")
    say("coplan asks once whether it may use what you changed: say yes. To take it back, delete the file.")
    return DONE


def _judge(document: str, name: str, shipped: set[str]) -> None:
    """Raise UsageError for a document that is not shipped, and for a name that cannot be given."""
    from coplan.content.pack.new import name_trouble

    known = {one for one in shipped if "/" not in one}
    if document not in known:
        hint = did_you_mean(document, known) or "`coplan documents` lists them."
        raise UsageError(f"coplan ships no document `{document}`. {hint}")
    if fault := name_trouble(name):
        raise UsageError(f"`{name}` {fault}.")
    if name != document and name in known:
        raise UsageError(f"`{name}` is a document of coplan already. Give another name with --as.")

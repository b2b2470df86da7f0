"""`coplan pack new`: a document of one's own, started from a shipped one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, InFolder
from coplan.cli.setting import existing_plan
from coplan.cli.talk import say
from coplan.disk.os_refusals import unwritten
from coplan.disk.plain_files import real
from coplan.errors import DONE, UsageError, did_you_mean
from coplan.letters import in_a_command
from coplan.plan.disk.store import PlanFolder


def command(
    document: Annotated[
        str,
        typer.Argument(
            help="A shipped document, such as public-page, or part: parts/policy.",
            metavar="DOCUMENT",
        ),
    ],
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
    if document.startswith(PARTS):
        if as_:
            raise UsageError("A shared part has one name: leave --as out.")
        return _part(place, document.removesuffix(".md.j2"), shipped, json=json)
    name = as_ or document
    _judge(document, name, {file.removesuffix(".md.j2").removeprefix("templates/") for file in shipped})
    path = f"templates/{name}.md.j2"
    text = shipped[f"templates/{document}.md.j2"].decode("utf-8")
    _write(place, path, started(text, document, replaces=not as_))
    trusted.accept(pack_contents(place.folder))  # what was there before was accepted, and this came from coplan
    if json:
        show.as_json({"path": str(place.folder / path), "replaces": document if not as_ else None})
    else:
        show.result(f"{place.folder / path}: written.")
    what = "It replaces the shipped document." if not as_ else "It is a new document; give it a title of its own."
    say(f"{what} Open it in any text editor. Then look whether all is well, and write the draft:")
    where = "." if real(place.folder) == real(Path.cwd()) else in_a_command(place.folder)
    draft = f"coplan draft {name}" if where == "." else f"coplan draft {where} {name}"
    say(f"  coplan pack check --pack {where}\n  {draft} --pack {where}")
    say("`--pack` says that you know the changes; without it coplan asks once. To take it back, delete the file.")
    return DONE


PARTS = "parts/"


def _part(place: PlanFolder, name: str, shipped: Mapping[str, bytes], *, json: bool) -> int:
    """The text of a shared part, in its place beside the plan."""
    from coplan.content.pack import trusted
    from coplan.content.pack.folders import pack_contents
    from coplan.content.pack.new import started_part

    path = f"templates/{name}.md.j2"
    parts = [file.removeprefix("templates/").removesuffix(".md.j2") for file in shipped if f"templates/{PARTS}" in file]
    if path not in shipped:
        hint = did_you_mean(name, parts) or f"There are: {', '.join(parts)}."
        raise UsageError(f"coplan ships no part `{name}`. {hint}")
    _write(place, path, started_part(shipped[path].decode("utf-8"), name))
    trusted.accept(pack_contents(place.folder))
    if json:
        show.as_json({"path": str(place.folder / path), "replaces": name})
    else:
        show.result(f"{place.folder / path}: written.")
    say("It replaces the shipped part in every document that uses it, and no longer follows coplan's updates.")
    say("To change single sentences of it, write `changes:` instead: see “Change words of a document” in packs.md.")
    return DONE


def _write(place: PlanFolder, path: str, text: str) -> None:
    """Write a new file of the pack beside the plan. Raises UsageError for one that is there, and BadInput."""
    if place.inside.there(path):
        raise UsageError(f"{path} is there already; nothing was changed. Open it, or give another name with --as.")
    try:
        place.inside.write(path, text.encode("utf-8"))
    except OSError as error:
        raise unwritten(path, error) from None


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

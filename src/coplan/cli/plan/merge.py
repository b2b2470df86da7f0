"""`coplan merge`: the plans of break-out groups together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, By, InFolder, PackOption
from coplan.cli.saved import tell
from coplan.cli.setting import clerk, existing_plan
from coplan.cli.talk import say
from coplan.content.model import Pack
from coplan.disk.plain_files import real
from coplan.errors import DONE, FINDINGS, Problem, UsageError
from coplan.letters import in_a_line
from coplan.plan.disk.file_text import read_text
from coplan.plan.disk.journal import missing_lines
from coplan.plan.disk.locations import NAME, holds_plan
from coplan.plan.disk.store import PlanFolder
from coplan.plan.merge.merge import MergedAnswer, merge
from coplan.plan.merge.voice import MERGED, Voice
from coplan.plan.model import Plan
from coplan.plan.read.plan import left_out, read_plan

WORDS = {"taken": "Taken", "disputed": "Disputed, both answers stand", "gave way": "Not taken"}


def command(
    others: Annotated[
        list[Path], typer.Argument(help="Folders with a plan, or files like plan.yaml.", metavar="OTHER...")
    ],
    folder: InFolder = None,
    by: By = "",
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Brings the plans of break-out groups into this one, question by question. An answer beats none, a decided one a
    proposed one, a later one what it came from. Two that were decided apart and differ become a dispute that
    holds both. The other plans stay as they are. Exit 1 if there is a dispute.
    """
    place = existing_plan(folder, by, pack)
    mine = real(place.folder)
    voices = [_voice(other, place.pack, mine) for other in others]
    _told_apart(voices, mine)
    found: list[tuple[str, tuple[MergedAnswer, ...]]] = []
    with place.lock("merge", wait=5):
        place.reconcile()
        for voice in voices:
            own = Voice(in_a_line(mine.name), place.read().plan, place.entries())
            told = merge(own, voice, place.pack).told
            tell(place.save(_change(own, voice, place.pack), MERGED + voice.name), place.pack)
            found.append((voice.name, told))
    if json:
        show.as_json({"merged": [{"from": name, "told": [dict(one.__dict__) for one in told]} for name, told in found]})
    else:
        _show(found)
    show.notes(place.noted.values())
    return FINDINGS if any(one.what == "disputed" for _, told in found for one in told) else DONE


def _change(own: Voice, other: Voice, pack: Pack) -> Callable[[Plan], Plan]:
    return lambda plan: merge(Voice(own.name, plan, own.entries), other, pack).plan


def _voice(path: Path, pack: Pack, mine: Path) -> Voice:
    """A plan that is named: a folder with its journal, or a file alone. Raises BadInput, UsageError."""
    folder = path.parent if path.name == NAME else path
    if real(folder) == mine:
        raise UsageError(f"{path} is this plan itself. Name the plans of the others.")
    if holds_plan(folder):
        other = PlanFolder(folder, pack, clerk())
        reading = other.read()
        entries = other.entries()
        entries += missing_lines(entries, reading.plan, when=clerk().now(), by="edited in the file")
        show.notes(other.noted.values())
        name = real(folder).name
    elif path.is_dir():
        raise UsageError(f"There is no plan in {path}.")
    else:
        reading, entries, name = read_plan(read_text(path), pack, str(path)), [], path.stem
    show.notes(left_out(reading.notes))
    for what in ("limits", "assumptions"):
        if getattr(reading.plan, what):
            show.notes([Problem(str(path), 0, what, "own values are not merged.", "Copy those that you want by hand.")])
    return Voice(in_a_line(name), reading.plan, entries)


def _told_apart(voices: list[Voice], mine: Path) -> None:
    """Raise UsageError where two plans have one name: nobody could tell who said what."""
    names = [in_a_line(mine.name), *(voice.name for voice in voices)]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise UsageError(f"Two of these plans are called `{twice}`. Give one folder another name, for who said what.")


def _show(found: list[tuple[str, tuple[MergedAnswer, ...]]]) -> None:
    for name, told in found:
        if not told:
            show.result(f"{name}: nothing new.")
        for what, words in WORDS.items():
            lines = [one for one in told if one.what == what]
            if lines:
                show.result(f"{name}. {words}:")
            for one in lines:
                show.paragraph(f"  {one.label}: {one.words}")
    if any(one.what == "disputed" for _, told in found for one in told):
        say("`coplan init` settles disputes: go to the open items. Or: coplan set KEY ANSWER --state settled.")

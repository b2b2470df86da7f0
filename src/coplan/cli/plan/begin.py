"""What `coplan init` does: finds the plan or makes it, takes over what is given, and asks.

It knows nothing of typer: without options there is nothing to parse, and the room waits less for its first question.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coplan.cli import show
from coplan.cli.setting import clerk, plan_here, read_pack_for
from coplan.cli.talk import say
from coplan.disk.plain_files import real
from coplan.errors import BAD_INPUT, DONE, INTERRUPTED, UsageError
from coplan.letters import in_a_command
from coplan.plan.disk.file_text import read_text
from coplan.plan.disk.locations import NAME
from coplan.plan.disk.store import PlanFolder
from coplan.plan.model import Plan
from coplan.wizard.asker import Asker
from coplan.wizard.question_words import waiting_words
from coplan.wizard.terminal.working import read_aloud
from coplan.wizard.unconfirmed import Unconfirmed

if TYPE_CHECKING:
    from coplan.plan.take import Taken

GARBAGE = (100_000, 20, 1000)


def begin(
    folder: Path | None = None,
    answers: Path | None = None,
    settings: Sequence[str] = (),
    *,
    no_input: bool = False,
    plain: bool = False,
    by: str = "",
    pack: Path | None = None,
) -> int:
    """Start a plan or pick up the one that is there; return the exit code. See `command` for the arguments.

    Raises UsageError where there is no terminal to ask in, BadInput for a file that cannot be read, and SaveError.
    """
    if not no_input:
        _need_terminal()
    place, fresh = _place(folder, by, pack)
    taken = _take(place, answers, settings)
    place.create()
    with place.lock("init"):
        reading = place.read()
        place.reconcile()
        show.notes([*reading.notes, *place.noted.values(), *(note for item in taken for note in item.notes)])
        if taken:
            place.save(lambda plan: _apply(taken, plan), "taken over")
        if no_input:
            place.write_schema()
            return _missing(place)
        return _sit(place, fresh=fresh, plain=plain)


def _need_terminal() -> None:
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        hint = " In Git Bash start it with winpty, or use PowerShell." if os.name == "nt" else ""
        raise UsageError(
            "There is no terminal to ask in. Give answers with --answers FILE or --set KEY=VALUE, "
            f"and add --no-input.{hint}"
        )


def _place(folder: Path | None, by: str, own: Path | None) -> tuple[PlanFolder, bool]:
    """The plan's folder, and whether the plan is new. Without FOLDER, a plan above the current folder counts."""
    found = folder or plan_here() or Path.cwd()
    if found.name == NAME:
        found = found.parent
    if found.exists() and not found.is_dir():
        raise UsageError(f"{found} is a file. Name a folder: coplan init my-program")
    fresh = not (found / NAME).exists()
    return PlanFolder(found, read_pack_for(found, own), clerk(by)), fresh


def _take(place: PlanFolder, answers: Path | None, settings: Sequence[str]) -> list[Taken]:
    """Read everything that is to be taken over; nothing is written if any of it is wrong."""
    taken: list[Taken] = []
    if answers is None and not settings:
        return taken
    from coplan.plan.take import take_file, take_settings

    if answers is not None:
        taken.append(take_file(read_text(answers), place.pack, str(answers)))
    if settings:
        taken.append(take_settings(settings, place.pack))
    return taken


def _apply(taken: Sequence[Taken], plan: Plan) -> Plan:
    for item in taken:
        plan = item.change(plan)
    return plan


def _missing(place: PlanFolder) -> int:
    from coplan.wizard.interview import unsettled

    answers = place.answers()
    missing = unsettled(answers)
    count = len(answers.plan.answers)
    show.result(f"{place.path}: {count} {'answer' if count == 1 else 'answers'}, stage {answers.stage}.")
    if missing:
        show.result(f"Not answered yet ({len(missing)}), core questions and those essential at this stage:")
        for question in missing:
            item = answers.plan.open.get(question.key)
            held = f" ({item.state}{f', owner: {item.owner}' if item.owner else ''})" if item else ""
            show.result(f"  {question.key}: {question.ask}{held}")
    else:
        show.result("Nothing is missing at this stage.")
    return DONE


def _sit(place: PlanFolder, *, fresh: bool, plain: bool) -> int:
    from coplan.wizard.sitting import sit

    ready_for_answers()
    unconfirmed = Unconfirmed(place.inside)
    try:
        sit(place, _asker(unconfirmed, plain=plain), fresh=fresh)
        code = DONE
    except KeyboardInterrupt:
        code = INTERRUPTED
    if not place.there:
        say("\n" + _gone_words(place, unconfirmed))
        return BAD_INPUT
    say("\n" + _saved_words(place, unconfirmed))
    say(f"Go on with: {_again(place.folder)}", whole=True)
    return code


def ready_for_answers() -> None:
    """Leave collecting garbage to moments when nobody types."""
    gc.freeze()  # the checklist stays: what is collected later need not look at it
    gc.set_threshold(*GARBAGE)
    gc.enable()


def _gone_words(place: PlanFolder, unconfirmed: Unconfirmed) -> str:
    """What to do where the folder of a plan vanished under a sitting."""
    gone = (
        f"{place.path} is no longer there. Look where the folder went, or in a backup: what was confirmed before it "
        "went is there."
    )
    waiting = waiting_words(unconfirmed, place.pack)
    return f"{gone} NOT saved; note it down: {waiting}." if waiting else gone


def _saved_words(place: PlanFolder, unconfirmed: Unconfirmed) -> str:
    """What is saved, and what is only kept: nobody is told that all is saved when it is not."""
    waiting = waiting_words(unconfirmed, place.pack)
    if not waiting:
        return f"All answers are saved in {place.path}."
    confirmed = f"What was confirmed is saved in {place.path}."
    if unconfirmed.safe:
        return f"{confirmed} Typed and not confirmed, and kept for the next time: {waiting}."
    return f"{confirmed} NOT saved, for the disk does not take it; note it down: {waiting}."


def _again(folder: Path) -> str:
    """The command that picks this plan up again, from the current folder."""
    return "coplan init" if real(folder) == Path.cwd() else f"coplan init {in_a_command(folder)}"


def _asker(unconfirmed: Unconfirmed, *, plain: bool) -> Asker:
    """The terminal's asker: plain on request, for screen readers, and where nothing can be redrawn."""
    if not (plain or read_aloud()):
        from coplan.wizard.terminal.desk import can_redraw
        from coplan.wizard.terminal.prompts import TerminalAsker

        if can_redraw():
            return TerminalAsker(unconfirmed)
    from coplan.wizard.terminal.plain import PlainAsker

    return PlainAsker(unconfirmed)

"""What commands work on: who is writing, the clock, the pack and the plan."""

from __future__ import annotations

import datetime
import getpass
import os
from pathlib import Path

from coplan.cli.clock import now as _now
from coplan.cli.clock import today as today  # noqa: PLC0414 - one place for what commands share
from coplan.cli.talk import say
from coplan.content.model import Pack
from coplan.content.pack import trusted
from coplan.content.pack.folders import Layer, pack_folders, pack_layers
from coplan.content.pack.load import load_layers
from coplan.disk.plain_files import real
from coplan.errors import UsageError
from coplan.letters import in_a_line, unseen_in, unseen_words
from coplan.plan.disk.locations import ceiling, find_plan_folder, nearest_plan_folder
from coplan.plan.disk.store import Clerk, PlanFolder


def clerk(by: str = "") -> Clerk:
    """The one who writes: the given name, or the login name."""
    if found := unseen_in(by):
        raise UsageError(f"--by: {unseen_words(found[0])} Type the name again.")
    return Clerk(by or in_a_line(login_name()), _now, _new_id)


def _new_id() -> str:
    """Eight letters and digits, a letter first: editors take a row of digits for a number."""
    return "abcdef"[os.urandom(1)[0] % 6] + os.urandom(4).hex()[1:]


def login_name() -> str:
    """The login name, or `unknown` where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def day_from(text: str) -> datetime.date:
    """A day given as an option. Raises UsageError."""
    from coplan.content.answers.moments import read_iso_day

    try:
        return read_iso_day(text)
    except ValueError as error:
        raise UsageError(str(error)) from None


layers_read: list[Layer] = []  # of the pack of this command, for messages that say where in it something stands


def read_pack_for(plan_folder: Path | None, own: Path | None) -> Pack:
    """The pack for a plan: the shipped one, the plan's own beside it, and one named with --pack.

    Raises NotAccepted for a pack in the plan's folder that nobody accepted; at a terminal it is asked.
    """
    folders = pack_folders(plan_folder, own)
    layers = pack_layers(folders)
    for folder, found in zip(folders, layers, strict=True):
        if folder == plan_folder and found:
            _settle(folder, found, named=own is not None and real(own) == real(folder))
    layers_read[:] = layers
    return load_layers(layers)


def _settle(folder: Path, contents: dict[str, bytes], *, named: bool) -> None:
    """Have a plan's own pack accepted, if it is not. Naming it with --pack accepts it."""
    if trusted.is_accepted(contents):
        return
    if not named:
        from coplan.wizard.terminal import yes_no

        if not yes_no.can_ask():
            raise trusted.NotAccepted(folder, contents)
        say(trusted.brought(folder, contents))
        if not yes_no.agreed("Do you know who made them, and shall they be used?", default=False):
            raise trusted.NotAccepted(folder, contents)
    trusted.accept(contents)


def existing_plan(folder: Path | None, by: str = "", own: Path | None = None) -> PlanFolder:
    """The plan that a command works on. Raises UsageError if there is none."""
    found = find_plan_folder(Path.cwd(), folder, ceiling())
    return PlanFolder(found, read_pack_for(found, own), clerk(by))


def plan_here() -> Path | None:
    """The folder of the plan in which, or below which, the command runs."""
    return nearest_plan_folder(Path.cwd(), ceiling())

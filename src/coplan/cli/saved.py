"""Says what a save did besides the answer itself: the same words in every command that saves."""

from __future__ import annotations

from pathlib import Path

from coplan.cli.talk import say
from coplan.content.model import Pack
from coplan.disk.inside import Inside
from coplan.plan.disk.store import Saved


def tell_kept(inside: Inside) -> None:
    """Say which files somebody had changed before they were written anew, and where what stood there is."""
    for path, copy in inside.kept:
        say_kept(path, copy)
    inside.kept.clear()


def say_kept(path: str | Path, copy: str) -> None:
    """Say that a file which somebody had changed was written anew, and where what stood there is."""
    say(f"What stood in {path} before is kept in {copy}.")


def tell(saved: Saved, pack: Pack) -> None:
    """Say what a save did besides the answer itself."""
    questions = pack.questions
    for key in saved.followed:
        say(f"Follows from it: {questions[key].label} is now {saved.plan.answers[key]}.")
    for key in saved.set_aside:
        say(f"Set aside, kept in the file: {questions[key].label}.")
    for key in saved.back:
        say(f"Counts again: {questions[key].label}.")
    if saved.backup:
        say(f"The file had to be written anew; your version, with its comments, is kept in {saved.backup}.")
    if saved.warning:
        say(saved.warning)

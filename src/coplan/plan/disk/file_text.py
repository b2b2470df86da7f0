"""The text of YAML files that people name or keep, or one message why one cannot be read; the text of a new plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from coplan.disk.os_refusals import unread
from coplan.disk.plain_files import Refused, odd
from coplan.errors import BadInput, Problem
from coplan.plan.model import FORMAT
from coplan.yaml.nodes import MAX_BYTES, decode

HEADER = """\
# yaml-language-server: $schema=.coplan/plan.schema.json
# The plan of one program. You may edit this file: comments, order and quoting stay as they are.
# `coplan status` says where the plan stands, and `coplan init` goes on asking.
"""


def new_plan_text(newline: str = "\n") -> str:
    """The text of a plan with nothing in it."""
    return HEADER.replace("\n", newline) + f"coplan: {FORMAT}{newline}"


def read_text(path: Path) -> str:
    """The text of a file that people name. Raises BadInput with a clear message."""

    def read() -> bytes:
        handed_on = path.parts[:2] == ("/", "dev")  # by a shell: a pipe that has a writer
        if what := "" if handed_on else odd(path.stat()):
            raise BadInput([Problem(str(path), 0, "", f"is {what}, not a file.", "Is it the right file?")])
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)

    return text_by(read, path, "Is it the right file?")


RESCUE = "Take it from a backup; the journal in .coplan has every answer. To begin anew, delete the file."


def plan_text(content: bytes, path: Path, empty: str = RESCUE) -> str:
    """A plan's text; raises BadInput for bytes that are no text, and for an empty file, with what to do then."""
    text = decode(content, str(path))
    if not text.strip():  # a plan never is: a full disk or a failed copy leaves such a file
        raise BadInput([Problem(str(path), 0, "", "this file is empty.", empty)])
    return text


def text_by(read: Callable[[], bytes], path: Path, empty: str = RESCUE) -> str:
    """What `read` gives of a file, as text. Raises BadInput where the disk or the content refuses."""
    try:
        return plan_text(read(), path, empty)
    except Refused as error:
        raise BadInput([replace(problem, file=str(path)) for problem in error.problems]) from None
    except FileNotFoundError:
        raise BadInput([Problem(str(path), 0, "", "there is no such file.")]) from None
    except OSError as error:
        raise unread(path, error) from None

"""Runs one command: finds it in the table, and turns every way of failing into a message and an exit code."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coplan.cli.table import COMMANDS
from coplan.cli.talk import say
from coplan.errors import BAD_INPUT, BUG, INTERRUPTED, STOPPED, USAGE, BadInput, CoplanError, closest, cut

if TYPE_CHECKING:
    from coplan.cli.unchanged import RunWatch

TOLD_AGAIN = ("status", "draft")  # what a run said is kept, and said again while nothing that it read changed


def run(arguments: list[str]) -> int:
    """Run the command that the arguments name; return its exit code. Never shows a traceback."""
    _speak_utf8()
    try:
        if arguments[0] == "--install-completion":
            from coplan.cli.completion import install

            return install(arguments[1:])
        name, rest = _split(arguments)
        code = _at_once(name, rest)
        return _call(name, rest) if code is None else code
    except CoplanError as error:
        say(_in_the_pack(error))
        return error.exit_code
    except KeyboardInterrupt:
        say(STOPPED)
        return INTERRUPTED
    except BrokenPipeError:  # `coplan log | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # the disk, or rights on it: nothing that coplan could mend
        if os.environ.get("COPLAN_DEBUG"):
            raise
        say(_of_the_disk(error))
        return BAD_INPUT
    except Exception as error:
        if os.environ.get("COPLAN_DEBUG"):
            raise
        if words := _of_the_pack(error):
            say(words)
            return BAD_INPUT
        from coplan.cli.bug_report import write_report

        say(f"coplan has a bug: {cut(f'{type(error).__name__}: {error}.')}")
        say(f"Nothing saved before is lost. {write_report(error, arguments)} COPLAN_DEBUG=1 shows the details.")
        return BUG


def _in_the_pack(error: CoplanError) -> str:
    """The message, with file and line where it is about something in the pack that does not know its place."""
    if isinstance(error, BadInput) and any(problem.file.startswith("checklists") for problem in error.problems):
        from coplan.cli.content.pack_places import placed

        return str(placed(error))
    return str(error)


def _of_the_disk(error: OSError) -> str:
    """What the system refused, and what to do about it."""
    try:
        os.getcwd()  # noqa: PTH109 - whether there is one is the question
    except FileNotFoundError:
        return "The folder in which you are is no longer there. Change to one that is, and try again."
    from coplan.disk.os_refusals import reason, write_cure

    what = f"{error.filename}: " if error.filename else ""
    return f"{what}{reason(error)}. {write_cure(error)} Nothing saved before is lost."


def _of_the_pack(error: Exception) -> str:
    """What to do about a template or condition that cannot be read; nothing for any other error."""
    jinja2 = sys.modules.get("jinja2")  # whoever raised it has imported it
    if jinja2 is None or not isinstance(error, jinja2.TemplateSyntaxError):
        return ""
    place = f"{error.name or error.filename}, line {error.lineno}" if error.name or error.filename else "Your pack"
    said = cut((error.message or "this cannot be read").rstrip("."))
    return f"{place}: {said}. A template or condition cannot be read; `coplan pack check` says where it stands."


def _split(arguments: list[str]) -> tuple[str, list[str]]:
    for words in (2, 1):
        name = " ".join(arguments[:words])
        if name in COMMANDS:
            return name, arguments[words:]
    first = arguments[0]
    deeper = [name for name in COMMANDS if name.startswith(f"{first} ")]
    if deeper:
        raise _usage(f"`coplan {first}` needs one more word: {', '.join(deeper)}.")
    near = closest(first, COMMANDS)
    hint = f" Did you mean `coplan {near}`?" if near else " `coplan --help` lists the commands."
    raise _usage(f"There is no command `{first}`.{hint}")


def _usage(words: str) -> CoplanError:
    error = CoplanError(words)
    error.exit_code = USAGE
    return error


def _at_once(name: str, arguments: list[str]) -> int | None:
    """Run what needs no typer, whose loading alone is longer than `coplan --help`; None where it must be called."""
    if name == "init" and len(arguments) <= 1 and not any(word.startswith("-") for word in arguments):
        from coplan.cli.plan.begin import begin

        return begin(Path(arguments[0]) if arguments else None)
    if name in TOLD_AGAIN:
        from coplan.cli.unchanged import plain_watch

        watch = plain_watch(name, arguments)
        return None if watch is None else _told(name, watch)
    return None


def _told(name: str, watch: RunWatch) -> int:
    """Tell what the last run told, if it would be told again; else work it out."""
    told = watch.last()
    if told is not None:
        from coplan.cli.told import tell

        return tell(told, json=watch.json)
    if name == "status":
        from coplan.cli.plan.where_it_stands import tell_status

        return tell_status(watch)
    from coplan.cli.documents.all_drafts import tell_drafts

    return tell_drafts(watch)


def _call(name: str, arguments: list[str]) -> int:
    import inspect
    from importlib import import_module

    import typer
    from typer.main import get_command

    module, _, help_line = COMMANDS[name]
    function = import_module(f"coplan.cli.{module}").command
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command(help=help_line + "\n\n" + inspect.cleandoc(function.__doc__ or ""))(function)
    command = get_command(app)
    try:
        result = command.main(
            args=_dashed_last(arguments) if name == "set" else arguments,
            prog_name=f"coplan {name}",
            standalone_mode=False,
        )
    except SystemExit as stop:
        return int(stop.code or 0)
    except Exception as error:
        # Typer carries its own copy of click, whose usage errors know how to describe themselves.
        if hasattr(error, "format_message"):
            say(f"{_plainly(error.format_message())}\n`coplan {name} --help` explains the command.")
            return USAGE
        if type(error).__name__ in ("Exit", "Abort"):
            return int(getattr(error, "exit_code", INTERRUPTED))
        raise
    return int(result or 0)


def _plainly(words: str) -> str:
    """What the parser says of a number, in words of people."""
    words = re.sub(r"is not a valid int(?:eger)?(?: range)?\b", "is no whole number", words)
    return re.sub(r"is not in the range x>=(\d+)", r"is less than \1", words)


def _dashed_last(arguments: list[str]) -> list[str]:
    """An answer that begins with a dash, such as `- one` or `-5`, is no option: it goes behind `--`."""
    if "--" in arguments:
        return arguments
    dashed = [
        at
        for at, word in enumerate(arguments)
        if word[:1] == "-" and (word[1:2].isspace() or word[1:2].isdigit()) and not arguments[at - 1].startswith("--")
    ]
    if not dashed:
        return arguments
    rest = [word for at, word in enumerate(arguments) if at not in dashed]
    return [*rest, "--", *(arguments[at] for at in dashed)]


def _speak_utf8() -> None:
    """Print what people typed on any code page: a character that it lacks is shown as ?, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            utf8 = (stream.encoding or "").lower().replace("-", "") == "utf8" or not stream.isatty()
            stream.reconfigure(encoding="utf-8" if utf8 else None, errors="replace")

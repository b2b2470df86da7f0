"""`coplan law`: what the law files hold for a plan, and the worksheet of a state, out and in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from coplan.cli import show
from coplan.cli.content.hold_words import hold_data, hold_lines
from coplan.cli.content.law_words import as_data, brief, in_full
from coplan.cli.documents.draft import folder_and_names
from coplan.cli.options import AsJson, PackOption
from coplan.cli.report_file import judged, put, written
from coplan.cli.setting import existing_plan, plan_here, read_pack_for, today
from coplan.cli.talk import say
from coplan.disk.plain_files import real
from coplan.errors import DONE, UsageError
from coplan.reports.titled import Report, lines

if TYPE_CHECKING:
    from coplan.drafts.law_report import LawReport


def command(
    arguments: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            help="A topic of law, a document, or `hold` for who may start an involuntary hold; first the plan's "
            "folder, if need be.",
            metavar="[FOLDER] [NAME…]",
        ),
    ] = None,
    state: Annotated[
        str, typer.Option("--state", help="This state instead of the plan's, with or without a plan.", metavar="US-XX")
    ] = "",
    worksheet: Annotated[
        bool,
        typer.Option("--worksheet", help="Write the questions that a state's law answers, for a lawyer to fill in."),
    ] = False,
    take: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--take", help="Read a worksheet that was filled in, and write the law file.", metavar="FILE"),
    ] = None,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output",
            "-o",
            help="Write the worksheet or the law file here; else what is shown: .docx, .xlsx or .md.",
            metavar="FILE",
        ),
    ] = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Shows what the law files hold for this plan: topic, citation, what it asks, the version, how it was read, which
    documents use it, and what is missing; first who may start an involuntary hold, on which standard, for how long, and
    who may ask a court. With the name of a topic or a document it shows all of it. With --state it shows what the law
    files hold for that state, and needs no plan.
    """
    if take:
        text, told = _taken(take, pack, output)
        _write(text, output, told)
        return DONE
    if worksheet:
        text = _sheet(state, pack)
        _keep_what_people_wrote(output, text)
        _write(text, output)
        return DONE
    judged(output)
    folder, names = (None, arguments or []) if state else folder_and_names(arguments or [])
    found = _of_state(state, names, pack) if state else _of_plan(folder, names, pack)
    if json:
        held = hold_data(found.holds) if found.holds else None
        show.as_json({"hold": held, "topics": [as_data(one) for one in found.topics]})
    if output or not json:
        words = [*hold_lines(found.holds), *(in_full(found.topics) if names else brief(found.topics))]
        put(Report("", parts=lines(words)), output, state)
    return DONE


def _of_plan(folder: Path | None, names: list[str], own: Path | None) -> LawReport:
    from coplan.drafts.law_report import law_report

    return law_report(existing_plan(folder, "", own).answers(), names)


def _of_state(state: str, names: list[str], own: Path | None) -> LawReport:
    from coplan.drafts.law_report import state_report
    from coplan.plan.law import states_of

    pack = read_pack_for(plan_here(), own)
    if state not in states_of(pack):
        raise _no_state(state)
    return state_report(pack, state, names, today())


def _no_state(state: str) -> UsageError:
    return UsageError(f"Name a state with --state, for example US-CO{f'; `{state}` is none' if state else ''}.")


def _sheet(state: str, own: Path | None) -> str:
    from coplan.content.law.law_sheet import law_sheet
    from coplan.drafts.law_report import law_uses
    from coplan.plan.law import PlanLaw, states_of

    folder = plan_here()
    pack = read_pack_for(folder, own)
    states = states_of(pack)
    if not state and folder is not None:
        state = PlanLaw(existing_plan(folder, "", own).answers()).state
    if state not in states:
        raise _no_state(state)
    return law_sheet(pack, state, states[state], law_uses(pack.documents))


def _keep_what_people_wrote(output: Path | None, text: str) -> None:
    """Raise UsageError if the worksheet would go over one that somebody filled in."""
    from coplan.letters import in_a_command
    from coplan.plan.disk.result_file import holds_words

    if output is not None and holds_words(output, text.encode()):
        there = in_a_command(output)
        raise UsageError(
            f"{output} is there, and somebody wrote in it; nothing was changed. Read it back "
            f"(coplan law --take {there} -o FILE), or give the new worksheet another name with -o."
        )


def _taken(file: Path, own: Path | None, output: Path | None) -> tuple[str, str]:
    """The law file of a worksheet: what of it coplan does not have; and what that is, in words."""
    from coplan.content.law.filled_law_sheet import take_sheet
    from coplan.content.law.own_law import own_law
    from coplan.content.law.yaml_text import law_file
    from coplan.content.pack.folders import shipped_folder
    from coplan.plan.disk.file_text import read_text

    taken = take_sheet(read_text(file), str(file), read_pack_for(plan_here(), own))
    found = own_law(taken, read_pack_for(None, None))
    head = [
        f"What the law of {taken.name} says, in our words. Not legal advice: counsel reads the current text before use."
    ]
    if output and real(output).is_relative_to(shipped_folder() / "checklists"):  # coplan's own law is mended
        return law_file(taken.state, taken.name, taken.topics, taken.hold, head, taken.not_read), ""
    if found.beside_shipped:
        head.append("What coplan has besides on this state stays as it is, and goes on with its updates.")
    return law_file(taken.state, taken.name, found.topics, found.hold, head, found.not_read), found.told


def _write(text: str, output: Path | None, told: str = "") -> None:
    if output is None:
        show.whole(text.rstrip("\n"))
        return
    written(output, text.encode())
    say(f"Written to {output}{f': {told}' if told else ''}.")

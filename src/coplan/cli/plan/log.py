"""`coplan log`: the decisions as minutes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, Folder, PackOption
from coplan.cli.report_file import Output, put
from coplan.cli.saved import tell_kept
from coplan.cli.setting import clerk, day_from, existing_plan
from coplan.cli.talk import say
from coplan.content.model import Pack
from coplan.errors import DONE, UsageError
from coplan.plan.disk.clocks import since as made_since
from coplan.plan.disk.clocks import wrong_days
from coplan.plan.disk.journal import missing_lines
from coplan.plan.disk.store import PlanFolder
from coplan.plan.entry import Entry
from coplan.reports.answer_changes import day_words
from coplan.reports.minutes import minutes, minutes_report
from coplan.reports.titled import Report

FORMATS = ("docx", "md")
MOST = 5  # days that are named
CLOCK = (
    "Decisions stand in the order in which they were written down. These days are out of it, for "
    "a computer's clock was wrong, or two journals were joined:"
)
LEFT_OUT = "(words left out)"
# Kinds whose answers hold no words of people's own.
PLAIN = {
    *("choice", "choices", "yes_no", "number", "whole", "money", "percent", "date", "time", "duration", "schedule"),
}


def command(
    folder: Folder = None,
    question: Annotated[str, typer.Option("--question", help="Only this question, for example design.hours.")] = "",
    since: Annotated[str, typer.Option("--since", help="Only from this day on.", metavar="YEAR-MONTH-DAY")] = "",
    by: Annotated[str, typer.Option("--by", help="Only what this person decided; a part of the name will do.")] = "",
    format: Annotated[
        str, typer.Option("--format", help="Write them into share/ as a document: docx or md.", metavar="FORMAT")
    ] = "",
    redact: Annotated[bool, typer.Option("--redact", help="Without people's names and their own words.")] = False,
    output: Output = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """One entry for each decision: when, who, what, and what stood there before; of a table what changed in it."""
    if format not in ("", *FORMATS):
        raise UsageError(f"There is no format `{format}`. Formats are {' and '.join(FORMATS)}.")
    place = existing_plan(folder, "", pack)
    entries = place.entries()
    entries += missing_lines(entries, place.read().plan, when=clerk().now(), by="edited in the file")
    if question:
        from coplan.plan.take import find_question

        key = find_question(place.pack, question).key
        entries = [entry for entry in entries if entry.question == key]
    wrong = wrong_days(entries)
    entries = _chosen(entries, since, by)
    if redact:
        entries = [redacted(entry, place.pack) for entry in entries]
    show.notes(place.noted.values())
    if wrong:
        say(f"{CLOCK} {', '.join(map(day_words, wrong[:MOST]))}{' …' if len(wrong) > MOST else ''}.")
    if json:
        show.as_json({"log": [entry.told() for entry in entries]})
    elif not entries:
        say("Nothing was decided by this person, or since then." if since or by else "Nothing was decided yet.")
    if output:
        answers = place.answers()
        put(minutes_report(entries, place.pack, answers.program), output, answers.program, answers.plan.drafts.paper)
    if format:
        _write(place, minutes_report(entries, place.pack, place.answers().program), format)
        return DONE
    for text in () if json or output else minutes(entries, place.pack):
        show.paragraph(text)
    return DONE


def _chosen(entries: Iterable[Entry], since: str, by: str) -> list[Entry]:
    """The entries from a day on, and of somebody whose name holds these words."""
    found = made_since(list(entries), day_from(since).isoformat()) if since else entries
    return [entry for entry in found if by.casefold() in entry.by.casefold()]


def _write(place: PlanFolder, report: Report, format: str) -> None:
    from coplan.share.report_text import report_docx, report_markdown
    from coplan.share.writing import save

    if format == "md":
        content = report_markdown(report)
    else:
        answers = place.answers()
        content = report_docx(report, answers.program, place.today.isoformat(), answers.plan.drafts.paper)
    show.result(f"{save(place, f'share/minutes.{format}', content)}: the minutes.")
    tell_kept(place.inside)


def redacted(entry: Entry, pack: Pack) -> Entry:
    """A decision without names and without people's own words: what was chosen, counted and scheduled stays."""
    question = pack.questions.get(entry.question)
    plain = question is not None and question.kind in PLAIN and not question.other
    old, new = (value if plain or value is None else LEFT_OUT for value in (entry.old, entry.new))
    state = entry.state.partition(";")[0]
    return replace(entry, by="somebody", old=old, new=new, state=state, how=entry.how.partition(" from ")[0])

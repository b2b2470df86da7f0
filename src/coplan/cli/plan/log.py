"""`coplan log`: the decisions as minutes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.setting import AsJson, Folder, PackOption, clerk, existing_plan
from coplan.cli.talk import say
from coplan.content.answers.values import clock_words
from coplan.content.model import Pack, Question
from coplan.errors import DONE
from coplan.plan.disk.journal import ACCEPTED, missing_lines
from coplan.plan.entry import Entry
from coplan.reports.changes import answer_words, day_words

LEFT_OUT = "(words left out)"
# Kinds whose answers hold no words of people's own.
PLAIN = {
    *("choice", "choices", "yes_no", "number", "whole", "money", "percent", "date", "time", "duration", "schedule"),
}


def command(
    folder: Folder = None,
    question: Annotated[str, typer.Option("--question", help="Only this question, for example design.hours.")] = "",
    redact: Annotated[bool, typer.Option("--redact", help="Without people's names and their own words.")] = False,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """One line for each answer: when, who, what, and what stood there before."""
    place = existing_plan(folder, "", pack)
    entries = place.entries()
    entries += missing_lines(entries, place.read().plan, when=clerk().now(), by="edited in the file")
    if question:
        from coplan.plan.take import find_question

        key = find_question(place.pack, question).key
        entries = [entry for entry in entries if entry.question == key]
    if redact:
        entries = [redacted(entry, place.pack) for entry in entries]
    show.notes(place.noted.values())
    if json:
        show.as_json({"log": [entry.told() for entry in entries]})
        return DONE
    if not entries:
        say("Nothing was decided yet.")
    for text in minutes(entries, place.pack):
        show.result(text)
    return DONE


def redacted(entry: Entry, pack: Pack) -> Entry:
    """A decision without names and without people's own words: what was chosen, counted and scheduled stays."""
    question = pack.questions.get(entry.question)
    plain = question is not None and question.kind in PLAIN and not question.other
    old, new = (value if plain or value is None else LEFT_OUT for value in (entry.old, entry.new))
    state = entry.state.partition(";")[0]
    return replace(entry, by="somebody", old=old, new=new, state=state, how=entry.how.partition(" from ")[0])


def minutes(entries: Iterable[Entry], pack: Pack) -> Iterable[str]:
    """The entries as minutes, grouped by day and person."""
    for (day, by), group in groupby(entries, key=lambda entry: (entry.when[:10], entry.by)):
        yield f"{day_words(day)}, {by}"
        for entry in group:
            question = pack.questions.get(entry.question)
            label = question.label if question else _label(entry.question)
            yield f"  {_time(entry.when)}  {label}: {_change(entry, question)}"


def _label(key: str) -> str:
    """What the checklist does not ask: an accepted finding, by its rule, or an old key."""
    return f"Finding {key.removeprefix(ACCEPTED)}" if key.startswith(ACCEPTED) else key


def _change(entry: Entry, question: Question | None) -> str:
    new, old = answer_words(entry.new, question), answer_words(entry.old, question)
    text = new if entry.new is not None else "no answer" if entry.old is None else "answer taken away"
    was = f" (was: {old})" if entry.old is not None and entry.old != entry.new else ""
    state = f" [{entry.state}]" if entry.state not in ("answered", "empty", "") else ""
    return text + was + state


def _time(when: str) -> str:
    try:
        moment = datetime.datetime.fromisoformat(when)
    except ValueError:
        return when
    return clock_words(moment.hour * 60 + moment.minute)

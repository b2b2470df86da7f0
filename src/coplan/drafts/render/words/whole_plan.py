"""The plan as a whole in a draft: what each step decided, what is open, what the rules find, and what was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coplan.checks.check import check
from coplan.checks.finding import Finding
from coplan.checks.finding_words import step_heading
from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.values import Day, Missing
from coplan.content.questions import Question
from coplan.drafts.render import markdown
from coplan.drafts.render.grammar import finished, first_upper
from coplan.drafts.render.printing import Printer
from coplan.drafts.render.words.papers import paper
from coplan.plan.model import OpenItem
from coplan.reports.answer_changes import changed, day_words, first_given

MANY_WORDS = 12  # of a detail that is not printed twice
WIDEST = 5  # columns of a table that can be read on a page; more become a line for each row
STATES = {"parked": "not decided", "proposed": "proposed", "disputed": "disputed"}
NOBODY = "No one yet"
VOTES = re.compile(r"\b(board|council|commissioners|commission)\b", re.IGNORECASE)


def decided(printer: Printer, step: str) -> str:
    """Every answer of a step, by its groups: short ones in a table, records and long texts below it.

    A long one that a paper of this plan prints is named with that paper, and not printed again.

    Raises KeyError for a step that the pack does not have.
    """
    answered: dict[str, list[Question]] = {}
    for question in printer.answers.applicable(printer.pack.step(step).id):
        if not isinstance(printer.value(question.key), Missing):
            answered.setdefault(question.group, []).append(question)
    parts = [_group(printer, group, found) for group, found in answered.items()]
    return "\n\n".join(parts) or "Nothing is decided in this step yet."


def _group(printer: Printer, group: str, questions: list[Question]) -> str:
    elsewhere = {one.key: _elsewhere(printer, one) for one in questions}
    here = [one for one in questions if not elsewhere[one.key]]
    below = [one for one in here if _is_long(printer, one)]
    rows = [[_head(one), _short(printer, one)] for one in here if one not in below]
    for title in dict.fromkeys(filter(None, elsewhere.values())):
        told = [_named(printer, one) for one in questions if elsewhere[one.key] == title]
        rows.append([f"In “{title}”", "; ".join(told)])
    parts = [f"### {group}"] if group else []
    parts += [markdown.table(["What", "Decided"], rows)] if rows else []
    for question in below:
        mark = printer.mark(printer.value(question.key))
        text = _long(printer, question)
        parts += [f"**{_head(question)}:** {mark}".rstrip(), text.removesuffix(mark).rstrip() if mark else text]
    return "\n\n".join(parts)


def _elsewhere(printer: Printer, question: Question) -> str:
    """The paper of this plan in which a long answer is read whole."""
    value = printer.value(question.key)
    detail = not (question.core or question.needed) and question.kind in ("text", "paragraph", "choices")
    if not _is_long(printer, question) and not (detail and len(printer.prose(value).split()) >= MANY_WORDS):
        return ""
    return markdown.inline(paper(printer, question.key))


def _named(printer: Printer, question: Question) -> str:
    """An answer that stands elsewhere: what it is, how many entries it has, and its mark."""
    value = printer.value(question.key)
    count = f" ({len(value)})" if isinstance(value, (Rows, tuple)) else ""
    return f"{markdown.inline(question.label)}{count} {printer.mark(value)}".rstrip()


def _short(printer: Printer, question: Question) -> str:
    words = printer.prose(printer.value(question.key))
    later = question.by_phase and "phased" in printer.pack.facts and printer.answers.fact("phased")
    return f"{words}; phases differ" if later else words


def _head(question: Question) -> str:
    return markdown.inline(first_upper(question.label))


def _is_long(printer: Printer, question: Question) -> bool:
    value = printer.value(question.key)
    several = isinstance(value, Rows) or question.kind == "list"
    return several or (question.kind == "paragraph" and "\n" in printer.prose(value))


def _long(printer: Printer, question: Question) -> str:
    value = printer.value(question.key)
    if question.kind == "list":
        return printer.bullets(value)
    if not isinstance(value, Rows):
        return printer.prose(value)
    columns = [name for name in value.labels if printer.is_called_for(value, name)]
    if len(columns) <= WIDEST:
        return printer.table(value)
    lines = "\n".join(_line(printer, value, row, columns) for row in value)
    mark = printer.mark(value)
    return f"{lines}\n\n{mark}" if mark else lines


def _line(printer: Printer, rows: Rows, row: Row, columns: list[str]) -> str:
    """A row as a bullet: its first cell, then the others with their labels."""
    first, *others = columns
    told = [
        f"{rows.labels[name]}: {printer.prose(row[name])}"
        for name in others
        if name in rows.required or not isinstance(row[name], Missing)
    ]
    name = printer.prose(row[first])
    head = name if name.startswith("**[") else f"**{name}**"
    return f"- {finished(': '.join(part for part in (head, '; '.join(told)) if part))}"


def open_items_table(printer: Printer) -> str:
    """What was put off or is disputed, by owner; below it by step, what this stage needs and nobody has."""
    noted: list[tuple[str, str, str, str, str, str]] = []
    lacking: dict[str, list[str]] = {}
    for question, item in _open(printer):
        if item is not None:
            noted.append(_noted(question, item))
        else:
            lacking.setdefault(step_heading(printer.pack, question.step), []).append(markdown.inline(question.label))
    parts = []
    if noted:
        rows = sorted(noted, key=lambda row: (row[0] == NOBODY, row[0].casefold(), row[3]))
        shown = [[owner, what, state, due, note] for owner, what, state, _, due, note in rows]
        parts.append(markdown.table(["Owner", "What", "State", "Due", "Note"], shown))
    if lacking:
        told = [[step, finished(first_upper("; ".join(labels)))] for step, labels in lacking.items()]
        parts.append(markdown.table(["Step", "Not decided, and no one has it yet"], told))
    return "\n\n".join(parts)


def bodies_decide(printer: Printer) -> str:
    """What is put off until a body that votes settles it, as bullets by body; nothing where there is none."""
    told: dict[tuple[str, str], list[str]] = {}
    notes: dict[tuple[str, str], list[str]] = {}
    for question, item in _open(printer):
        if item is None or not VOTES.search(item.owner):
            continue
        key = (markdown.inline(item.owner), f", by {item.due}" if item.due else "")
        told.setdefault(key, []).append(markdown.inline(question.label))
        if item.note:
            notes.setdefault(key, []).append(finished(f" {markdown.inline(item.note)}"))
    return "\n".join(
        f"- {first_upper(key[0])}{key[1]}: {finished('; '.join(labels))}{''.join(notes.get(key, []))}"
        for key, labels in told.items()
    )


def _open(printer: Printer) -> Iterator[tuple[Question, OpenItem | None]]:
    """The questions that apply and are open items, or are needed at this stage and without an answer."""
    answers, plan = printer.answers, printer.answers.plan
    opened = dict(plan.open)  # which looks at these, and at no other
    for question in answers.pack:
        item = opened.get(question.key)
        if (item is None and not question.essential_at(answers.stage)) or not answers.applies(question.key):
            continue  # without a look at its answer, so that the table stays when that changes
        if item is not None or question.key not in plan.answers:
            printer.value(question.key)
            yield question, item


def _noted(question: Question, item: OpenItem) -> tuple[str, str, str, str, str, str]:
    """An open item as a row, with its day in two forms: one to sort by, and one to read."""
    owner, note = markdown.inline(item.owner) or NOBODY, markdown.inline(item.note) or "–"
    due = (item.due.isoformat(), str(item.due)) if item.due else ("", "no date")
    return owner, _head(question), STATES[item.state], *due, note


def findings_table(printer: Printer, accepted: bool = False) -> str:
    """What the rules find and nobody accepted, or what was accepted and why; nothing where there is none."""
    day = Day.fromisoformat(printer.answers.today.isoformat()) if printer.answers.today else None
    found = [one for one in check(printer.answers, today=day) if one.settled is accepted]
    if not found:
        return ""
    heads = (
        ["Where", "What was found", "Why it was accepted"] if accepted else ["Where", "What was found", "What to do"]
    )
    return markdown.table(heads, [_finding(printer, one) for one in found])


def _finding(printer: Printer, found: Finding) -> list[str]:
    where = step_heading(printer.pack, found.step)
    level = "" if found.settled else f"{found.level.capitalize()}: "
    then = str(found.accepted) if found.settled and found.accepted else found.fix
    return [where, level + markdown.inline(found.message), markdown.inline(finished(then))]


def changes_table(printer: Printer) -> str:
    """The answers that were changed or taken away since they were first given; nothing where there are none."""
    rows = [
        [
            day_words(entry.when),
            _head(printer.pack.questions[entry.question]),
            markdown.inline(before) or "–",
            markdown.inline(now) or ("no answer" if entry.new is None else "–"),
            markdown.inline(entry.by),
        ]
        for entry, before, now in changed(printer.answers.decisions(), printer.pack)
    ]
    return markdown.table(["Day", "What", "Before", "Now", "Entered by"], rows) if rows else ""


def first_answers_table(printer: Printer) -> str:
    """How many answers were given for the first time, by day and step; nothing where the journal has none."""
    counts = first_given(printer.answers.decisions(), printer.pack)
    rows = [[day_words(day), step_heading(printer.pack, step), str(count)] for (day, step), count in counts.items()]
    return markdown.table(["Day", "Step", "Answers given for the first time"], rows) if rows else ""

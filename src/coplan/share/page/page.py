"""The plan as one page: no script, nothing from outside; for a projector, a screen reader, a telephone and paper."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

from coplan.checks.finding import Finding
from coplan.content.answers.values import Day
from coplan.drafts.readiness import DocumentNeeds
from coplan.plan.view import Answers
from coplan.reports.figure_words import NO_NAME
from coplan.share.page import sections
from coplan.share.page.style import STYLE


def report_page(
    answers: Answers, found: Sequence[Finding], today: datetime.date, needs: Sequence[DocumentNeeds]
) -> str:
    """The page as it stands on a day; `needs` is what documents still need. Empty sections say so in a line."""
    parts = (
        ("standing", "Where the plan stands", sections.standing(answers, found, today), ""),
        ("owed", "Who owes what by when", sections.owed(answers, today), "Nothing is open."),
        ("findings", "Findings", sections.findings(answers, found), "The rules find nothing."),
        ("decisions", "Decisions by step", sections.decisions(answers), "Nothing is decided yet."),
        ("week", "Calls and hours on duty", sections.calls_and_duty(answers), "The plan has no hours on duty yet."),
        ("people", "Staffing", sections.people(answers), "The plan has no team and hours yet."),
        ("money", "Budget", sections.money(answers), "The plan has no positions and dates to count with yet."),
        ("timeline", "Timeline", sections.schedule(answers, today), "There is no work to show yet."),
        ("documents", "Documents", sections.documents(answers, needs), "The plan calls for no document yet."),
        ("ratings", "Self-rating by step", sections.ratings(answers), "Nobody rated the steps yet."),
    )
    program, day = answers.program or NO_NAME, str(Day(today.year, today.month, today.day))
    lines = [
        *("<!doctype html>", '<html lang="en">', "<head>", '<meta charset="utf-8">'),
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        *(f"<title>{escape(program)}: report, {day}</title>", f"<style>{STYLE}</style>", "</head>", "<body>"),
        f'<header class="top"><h1>{escape(program)}</h1><p>Report on the plan, {day}. Draft.</p></header>',
        '<nav aria-label="Sections"><ul>',
        *(f'<li><a href="#{name}">{escape(title)}</a></li>' for name, title, _, _ in parts),
        "</ul></nav>",
        "<main>",
    ]
    for name, title, content, nothing in parts:
        body = list(content) or [f"<p>{nothing}</p>"]
        lines += [
            f'<section id="{name}" aria-labelledby="{name}-head"><h2 id="{name}-head">{escape(title)}</h2>',
            *body,
        ]
        lines.append("</section>")
    words = "Figures are planning estimates. Written by coplan from the plan; a change here does not reach it."
    return "\n".join([*lines, "</main>", f"<footer><p>{words}</p></footer>", "</body>", "</html>", ""])

"""Tables and figures of a draft as pieces: printed once, and taken over while nothing changed that they look at."""

from __future__ import annotations

from typing import Any

from coplan.drafts.render.printing import Printer
from coplan.drafts.render.words.budget import (
    budget_table,
    cost_lines_table,
    cost_shares_table,
    money_by_year_table,
    unfunded_by_year_table,
)
from coplan.drafts.render.words.staffing import figure_words, staffing_table


def staffing(printer: Printer) -> str:
    """The staffing plan by role."""
    return staffing_table(printer.answers, printer.value, printer.prose)


def budget(printer: Printer) -> str:
    """The cost by year, of everybody."""
    return in_its_money(printer, None)


def of_party(printer: Printer, party: Any) -> str:
    """The cost by year; with `party`, what that party employs, owns or buys."""
    if party is None:
        return printer.piece(budget)
    return in_its_money(printer, party)


def in_its_money(printer: Printer, party: Any) -> str:
    """The cost by year in the money of the document: to the cent or the dollar."""
    return printer.sums(budget_table(printer.answers, printer.value, party, whole=printer.whole_dollars))


def cost_lines(printer: Printer) -> str:
    """Each line of the budget with its arithmetic."""
    return printer.sums(cost_lines_table(printer.answers, printer.value))


def money(printer: Printer) -> str:
    """Each source by year."""
    return printer.sums(money_by_year_table(printer.answers, printer.value))


def unfunded(printer: Printer) -> str:
    """Each line that no source pays, by year."""
    return printer.sums(unfunded_by_year_table(printer.answers, printer.value))


def cost_shares(printer: Printer) -> str:
    """What each party pays, by year."""
    return printer.sums(cost_shares_table(printer.answers, printer.value))


def figure(printer: Printer, key: str, about: bool) -> str:
    """One figure with its unit."""
    return printer.sums(figure_words(printer.answers, printer.value, key, about))

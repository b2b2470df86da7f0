"""Tables and figures of a draft as pieces: printed once, and taken over while nothing changed that they look at.

What works figures out is loaded when one is printed: a table that is taken over needs none of it.
"""

from __future__ import annotations

from typing import Any

from coplan.drafts.render.printing import Printer


def staffing(printer: Printer) -> str:
    """The staffing plan by role."""
    from coplan.drafts.render.words.staffing import staffing_table

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
    from coplan.drafts.render.words.budget import budget_table

    return printer.sums(budget_table(printer.answers, printer.value, party, whole=printer.whole_dollars))


def cost_lines(printer: Printer) -> str:
    """Each line of the budget with its arithmetic."""
    from coplan.drafts.render.words.budget import cost_lines_table

    return printer.sums(cost_lines_table(printer.answers, printer.value))


def money(printer: Printer) -> str:
    """Each source by year."""
    from coplan.drafts.render.words.budget import money_by_year_table

    return printer.sums(money_by_year_table(printer.answers, printer.value))


def paid(printer: Printer) -> str:
    """What each source pays, by year."""
    from coplan.drafts.render.words.budget import paid_by_year_table

    return printer.sums(paid_by_year_table(printer.answers, printer.value))


def unfunded(printer: Printer) -> str:
    """Each line that no source pays, by year."""
    from coplan.drafts.render.words.budget import unfunded_by_year_table

    return printer.sums(unfunded_by_year_table(printer.answers, printer.value))


def cost_shares(printer: Printer) -> str:
    """What each party pays, by year."""
    from coplan.drafts.render.words.budget import cost_shares_table

    return printer.sums(cost_shares_table(printer.answers, printer.value))


def work(printer: Printer, ahead: bool) -> str:
    """The work up to the launch, or what of it is still ahead."""
    from coplan.drafts.render.words.work_tables import work_table

    return work_table(printer, ahead=ahead)


def dates(printer: Printer) -> str:
    """Every date of the plan."""
    from coplan.drafts.render.words.work_tables import dates_table

    return dates_table(printer)


def figure(printer: Printer, key: str, about: bool, exact: bool) -> str:
    """One figure with its unit; `exact` to the cent in any document."""
    from coplan.drafts.render.words.staffing import figure_words

    words = figure_words(printer.answers, printer.value, key, about)
    return words if exact else printer.sums(words)

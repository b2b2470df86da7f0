"""Follow-up: how many case managers a stream of people takes, and how many people they can take on (F15)."""

from __future__ import annotations

from decimal import Decimal

from coplan.figures.staffing.relief import WEEK_DAYS, YEAR_DAYS


def people_a_week(contacts_a_year: Decimal, agree: Decimal) -> Decimal:
    """New people a week who agree to follow-up, by the share of contacts (0 to 1) who do."""
    return contacts_a_year * WEEK_DAYS / YEAR_DAYS * agree


def case_managers(new_a_week: Decimal, weeks_open: Decimal, caseload: Decimal) -> Decimal:
    """Case managers for so many new people a week, each open for so many weeks."""
    return new_a_week * weeks_open / caseload


def room_a_week(managers: Decimal, caseload: Decimal, weeks_open: Decimal) -> Decimal:
    """New people a week that so many case managers can take on."""
    return managers * caseload / weeks_open

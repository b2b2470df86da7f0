"""People for posts: productive hours, relief factor, FTE for cover and the other way round (F1 to F8), follow-up (F15).

Exact decimals in, unrounded decimals out. A year has 365 days, so a week's hours count 365 / 7 times.
"""

from __future__ import annotations

from decimal import Decimal

YEAR_DAYS = Decimal(365)
WEEK_DAYS = Decimal(7)


def productive_hours(paid: Decimal, absence: Decimal) -> Decimal:
    """Hours a year that one full-time person is on duty: F1. Raises ValueError if nothing is left."""
    if paid - absence <= 0:
        raise ValueError(f"{absence} hours of absence leave nothing of {paid} paid hours")
    return paid - absence


def relief_factor(paid: Decimal, productive: Decimal) -> Decimal:
    """How many people on the payroll stand behind one person on duty in working hours: F2."""
    return paid / productive


def hours_a_year(hours_a_week: Decimal) -> Decimal:
    """Hours of an ordinary week over a year: 168 become 8,760."""
    return hours_a_week * YEAR_DAYS / WEEK_DAYS


def fte_for_cover(hours_a_week: Decimal, people: Decimal, productive: Decimal) -> Decimal:
    """FTE for so many people on duty during these hours: F3, F4. A pair is two roles, each worked out alone: F6."""
    return hours_a_year(hours_a_week) * people / productive


def fte_to_hire(needed: Decimal, vacancy: Decimal) -> Decimal:
    """Positions with which the needed FTE are there although a share (0 to below 1) is vacant: F5."""
    if not 0 <= vacancy < 1:
        raise ValueError(f"a vacancy rate is a share from 0 to below 1, not {vacancy}")
    return needed / (1 - vacancy)


def hours_covered(fte: Decimal, people: Decimal, productive: Decimal) -> Decimal:
    """Hours a week in which so many people can be on duty with this FTE: F3 solved for the hours."""
    return fte * productive * WEEK_DAYS / YEAR_DAYS / people


def workload_fte(contacts_a_year: Decimal, minutes: Decimal, paid: Decimal) -> Decimal:
    """FTE that the contacts alone would take, before administration, follow-up and waiting for calls: F8."""
    return contacts_a_year * minutes / 60 / paid


def people_a_week(contacts_a_year: Decimal, agree: Decimal) -> Decimal:
    """New people a week who agree to follow-up, by the share of contacts (0 to 1) who do."""
    return contacts_a_year * WEEK_DAYS / YEAR_DAYS * agree


def case_managers(new_a_week: Decimal, weeks_open: Decimal, caseload: Decimal) -> Decimal:
    """Case managers for so many new people a week, each open for so many weeks."""
    return new_a_week * weeks_open / caseload


def room_a_week(managers: Decimal, caseload: Decimal, weeks_open: Decimal) -> Decimal:
    """New people a week that so many case managers can take on."""
    return managers * caseload / weeks_open

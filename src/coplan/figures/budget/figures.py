"""The whole budget of a plan, and the table of its figures."""

from __future__ import annotations

from dataclasses import replace

from coplan.figures.budget.agreement.billed import BILLED
from coplan.figures.budget.agreement.contributions import CONTRIBUTED
from coplan.figures.budget.agreement.drawn import DRAWN
from coplan.figures.budget.agreement.money_and_days import MONEY_AND_DAYS
from coplan.figures.budget.agreement.outside_term import OUTSIDE_TERM
from coplan.figures.budget.agreement.paid_by_party import PAID_BY_PARTY
from coplan.figures.budget.agreement.paid_twice import PAID_TWICE
from coplan.figures.budget.agreement.party_shares import shares
from coplan.figures.budget.callouts import CALLOUTS
from coplan.figures.budget.from_answers import avoided, funded
from coplan.figures.budget.lacking import LACKING
from coplan.figures.budget.over_time.actuals import PAST
from coplan.figures.budget.over_time.first_months import MONTHS
from coplan.figures.budget.over_time.fiscal import FISCAL
from coplan.figures.budget.over_time.match_room import MATCH
from coplan.figures.budget.over_time.named_positions import NAMED_POSITIONS
from coplan.figures.budget.over_time.party_years import PARTY_YEARS, billed_years
from coplan.figures.budget.over_time.source_ends import ENDS
from coplan.figures.budget.over_time.votes import VOTES
from coplan.figures.budget.over_time.years import BY_YEAR, SHORT_YEARS, UNPAID
from coplan.figures.budget.paid import BOUND, PAID
from coplan.figures.budget.result import Budget
from coplan.figures.budget.totals import TOTALS, cost_per_contact, first_year, use_a_year
from coplan.figures.declared import Declared
from coplan.figures.given import given
from coplan.plan.view import Answers


def budget(answers: Answers) -> Budget:
    """The whole budget of a plan. Money that the plan does not name is a hole or a marked assumption, never a guess."""
    return answers.once(_budget)


def _budget(answers: Answers) -> Budget:
    asked = given(answers)
    found, more = asked.once(funded), asked.once(avoided)
    figures = (asked.figure(declared) for declared in (first_year, use_a_year, cost_per_contact))
    return replace(
        found,
        shares=asked.once(shares),
        avoidance=more,
        figures=tuple(figure for figure in figures if figure),
        own=(*found.own, *((*more.shares, *([more.rate] if more.rate else [])) if more else ())),
    )


FIGURES: tuple[Declared, ...] = (
    *BY_YEAR,
    *(*FISCAL, *PARTY_YEARS, billed_years, *PAST),
    *(*UNPAID, *BOUND, *SHORT_YEARS, *MONTHS),
    *(*TOTALS, *PAID, *VOTES, *ENDS, *LACKING, *BILLED, *PAID_BY_PARTY, *CONTRIBUTED, *DRAWN, *CALLOUTS),
    *(*OUTSIDE_TERM, *MONEY_AND_DAYS, *MATCH, *PAID_TWICE, *NAMED_POSITIONS),
)

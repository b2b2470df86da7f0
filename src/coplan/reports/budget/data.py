"""The budget of a plan as data for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from coplan.figures.budget.agreement.payments import Payment, payments
from coplan.figures.budget.avoided import LABEL, LEVELS, Avoidance
from coplan.figures.budget.budget_months import first_day
from coplan.figures.budget.cost.indirect import Indirect
from coplan.figures.budget.figures import budget
from coplan.figures.budget.funds.funding import Ending, FundingSource, MonthGap
from coplan.figures.budget.over_time.actuals import Actual, actuals
from coplan.figures.budget.result import Budget
from coplan.figures.budget.shares import CostShares
from coplan.figures.given import given
from coplan.plan.view import Answers
from coplan.reports.figure import figure_as_data, inputs_as_data


def budget_data(answers: Answers) -> dict[str, Any]:
    """Everything that the report shows, and every month. Amounts are texts, exact to the cent."""
    found = budget(answers)
    return {
        "program": answers.program or None,
        "periods": [
            {"period": period.name, "first_month": _month(period.first), "months": period.count}
            for period in found.periods
        ],
        "lines": [_line(found, place) for place in range(len(found.lines))],
        "indirect": _texts(found.by_period(found.indirect)),
        "indirect_by_rate": [_overhead(found, one) for one in found.overheads],
        "cost": _texts(found.cost),
        "secured": _texts(found.funding(secured=True)),
        "hoped_for": _texts(found.funding(secured=False)),
        "gap": _texts(found.gap),
        "gap_if_all_comes": _texts(found.gap_if_all_comes),
        "unfunded": _texts(found.unfunded),
        "unfunded_if_all_comes": _texts(found.unfunded_if_all),
        "months": [_gap(row) for row in found.gaps],
        "sources": [_source(found, source) for source in found.sources],
        "paid_if_all_comes": [{"name": name, "paid": _texts(found.by_period(row))} for name, row in found.paid_if_all],
        "endings": [_ending(ending) for ending in found.endings],
        "match": {
            "required": str(found.match_required),
            "found": str(found.match_found),
            "missing": str(found.match_gap),
        },
        "shares": _shares(found.shares),
        "avoided": _avoided(found.avoidance),
        "payments": [_payment(found, one) for one in given(answers).once(payments)],
        "past_years": [_past(one) for one in given(answers).once(actuals).values()],
        "figures": [figure_as_data(figure) for figure in found.figures],
        "assumed": inputs_as_data(found.assumed),
        "missing": _holes(found.holes),
        "not_counted": list(found.apart),
    }


def _line(found: Budget, place: int) -> dict[str, Any]:
    line = found.lines[place]
    cost = line.cost
    return {
        "line": cost.key,
        "group": cost.group,
        "label": cost.label,
        "number": str(cost.number),
        "price": str(cost.price),
        "extra_percent": str(cost.extra),
        "paid": "once" if cost.once else "yearly",
        "years_of_use": str(cost.life) if cost.life else None,
        "from": cost.starts_on.isoformat() if cost.starts_on else None,
        "party": cost.party or None,
        "bought_on": cost.bought.isoformat() if cost.bought else None,
        "pay_from": [{"from": step.day.isoformat(), "pay": str(step.pay), "what": step.words} for step in cost.steps],
        "cost": _texts(found.by_period(line.months)),
        "unfunded": _unpaid(found, found.unpaid, place),
        "unfunded_if_all_comes": _unpaid(found, found.unpaid_if_all, place),
    }


def _unpaid(found: Budget, rows: Sequence[Sequence[Decimal]], place: int) -> list[str]:
    """What stays unpaid of a line in each year, with its indirect cost."""
    return _texts(found.by_period(rows[place])) if rows else []


def _overhead(found: Budget, one: Indirect) -> dict[str, Any]:
    return {
        "employer": one.rate.employer or None,
        "percent": str(one.rate.rate),
        "base": one.rate.base,
        "direct_cost_in_base": _texts(found.by_period(one.base)),
        "subawards_in_base": _texts(found.by_period(one.passed)),
        "cost": _texts(found.by_period(one.months)),
    }


def _gap(row: MonthGap) -> dict[str, Any]:
    return {
        "month": _month(row.month),
        "cost": str(row.cost),
        "secured": str(row.secured),
        "hoped_for": str(row.hoped),
        "gap": str(row.gap),
        "unfunded": str(row.unfunded),
        "unfunded_if_all_comes": str(row.unfunded_if_all),
        "balance": str(row.balance),
        "balance_if_all_comes": str(row.balance_if_all),
    }


def _payment(found: Budget, one: Payment) -> dict[str, Any]:
    return {
        "payer": one.payer,
        "payee": one.payee,
        "what": one.what,
        "from": one.start.isoformat(),
        "to": one.end.isoformat(),
        "yearly_most": str(one.yearly),
        "most": str(one.whole),
        "by_period": _texts(found.by_period(one.months)) if one.months else [],
    }


def _past(one: Actual) -> dict[str, Any]:
    return {
        "name": one.name,
        "from": one.start.isoformat(),
        "to": one.end.isoformat(),
        "cost": str(one.cost),
        "money": None if one.money is None else str(one.money),
        "origin": one.origin or None,
    }


def _source(found: Budget, source: FundingSource) -> dict[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind or None,
        "amount": str(source.amount),
        "start": source.start.isoformat(),
        "end": source.end.isoformat() if source.end else None,
        "match_percent": str(source.match),
        "allowed": source.allowed or None,
        "status": source.status,
        "secured": source.secured,
        "money": _texts(found.by_period(source.months)),
        "outside_the_budget": str(source.outside),
        "months_late": source.late,
    }


def _ending(ending: Ending) -> dict[str, Any]:
    return {
        "name": ending.source.name,
        "first_month_without": _month(ending.month),
        "paid_a_month": str(ending.paid),
        "cost_of_that_month": str(ending.cost),
        "uncovered": str(ending.uncovered),
        "uncovered_if_all_comes": str(ending.uncovered_if_all),
        "positions": list(ending.positions),
    }


def _shares(shares: CostShares | None) -> dict[str, Any] | None:
    if shares is None:
        return None
    parties = [
        {
            "party": part.party,
            "basis": part.basis,
            "share": round(float(part.weight), 6),
            "amounts": _texts(part.amounts),
        }
        for part in shares.parties
    ]
    first = _texts(shares.first)
    return {"rule": shares.rule or None, "paid_first": first, "parties": parties, "missing": _holes(shares.holes)}


def _avoided(avoided: Avoidance | None) -> dict[str, Any] | None:
    if avoided is None:
        return None
    return {
        "label": LABEL,
        "cost_of_the_year": str(avoided.cost),
        "events": [
            {
                "event": event.event,
                "unit_cost": str(event.price),
                "unit_cost_of_the_year": str(event.today),
                "unit_cost_range_of_the_year": _texts(event.todays),
                "year": event.year,
                "source": event.source,
                "basis": event.basis,
                **{level: str(amount) for level, amount in zip(LEVELS, event.amounts, strict=False)},
                "break_even_events": event.break_even,
            }
            for event in avoided.events
        ],
        "total": dict(zip(LEVELS, _texts(avoided.totals), strict=False)),
        "caveats": list(avoided.caveats),
        "missing": _holes(avoided.holes),
    }


def _holes(holes: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"question": key, "missing": what} for key, what in holes]


def _texts(amounts: Sequence[Decimal]) -> list[str]:
    return [str(amount) for amount in amounts]


def _month(month: int) -> str:
    return first_day(month).isoformat()[:7]

"""People who cost money: positions, those with no position that bears their pay, on-call pay and overtime."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import begin, month_words
from coplan.figures.budget.cost.cost_lines import Cost
from coplan.figures.budget.cost.gathered import Costs, cell, text
from coplan.figures.budget.cost.raises import pay_steps, raises_without_position
from coplan.figures.figure import Input
from coplan.figures.given import number
from coplan.figures.money import cents
from coplan.numerals import with_cents

WEEKS = 52  # as in 2,080 paid hours; standby and callouts are counted for so many weeks a year


def people_costs(costs: Costs) -> None:
    """Everything that people cost, and holes for what has no price."""
    _positions(costs)
    raises_without_position(costs)
    _uncosted_people(costs)
    _on_call(costs)
    _overtime(costs)


def _positions(costs: Costs) -> None:
    rows = costs.given.answer(reads.POSITIONS)
    if isinstance(rows, Missing):
        costs.lacks(reads.POSITIONS, "the positions")
    for place, row in enumerate(rows, start=1):
        title = str(row["title"])
        fte = costs.price(row, "fte", reads.POSITIONS, f"the FTE of {title}")
        pay = costs.price(row, "pay", reads.POSITIONS, f"the pay of {title}")
        if fte is None or pay is None:
            continue
        lacks = isinstance(row["benefits"], Missing)
        key = costs.given.key(reads.POSITIONS)
        stated = None if lacks else cell(row["benefits"], f"benefits: {title}", "percent", key)
        benefits = stated or costs.given.assumed(reads.ASSUMED_BENEFITS)
        if lacks:
            costs.used.append(benefits)
        start = row["start"] or None
        if start is None:
            costs.lacks(reads.POSITIONS, f"the first day of {title} (counted from the launch)")
        moment = max(begin(start), costs.first) if start else costs.launch
        inputs = (cell(fte, f"FTE: {title}", "FTE", key), cell(pay, f"pay: {title}", "dollars a year", key), benefits)
        costs.found.append(
            Cost(
                f"positions.{place}", "positions", title, fte, pay, number(benefits), moment,
                party=text(row["employer"]), inputs=inputs, starts_on=start,
                fund_source=text(row["fund_source"]), unit="FTE", steps=pay_steps(costs, row, pay, costs.growth),
            )
        )  # fmt: skip
        _before(costs, costs.found[-1])


def _before(costs: Costs, position: Cost) -> None:
    """Pay before the budget begins is named with its sum, never dropped without a line."""
    start = position.starts_on
    if start is None or begin(start) >= costs.first or costs.calendar.operating:
        return
    paid = with_cents(cents(position.amount / 12 * (costs.first - begin(start))))
    words = f"the pay of {position.label} before {month_words(costs.calendar.first)}, {paid} (not counted)"
    costs.lacks(reads.POSITIONS, words)


def _uncosted_people(costs: Costs) -> None:
    """People whom the plan counts on, with no position that bears their pay."""
    rows = costs.given.answer(reads.POSITIONS)
    if isinstance(rows, Missing):
        return
    roles = {row["role"].key for row in rows if row["role"]}
    sworn = costs.given.answer(reads.SWORN_FTE)
    if sworn and not roles & set(reads.IN_UNIFORM):
        costs.lacks(reads.POSITIONS, f"the pay of the {sworn} of officers or firefighters set aside")
    coordinator = costs.given.answer(reads.COORDINATOR_FTE)
    named = any("coordinat" in str(row["title"]).casefold() for row in rows)
    given = costs.given.answer(reads.COORDINATOR_IN_KIND) is True
    if coordinator and "support" not in roles and not named and not given:
        costs.lacks(reads.POSITIONS, f"the pay of the {coordinator} for coordination")
    if costs.given.answer(reads.SUPERVISION_HOURS) and "supervisor" not in roles:
        costs.lacks(reads.POSITIONS, "the pay of clinical supervision")


def _on_call(costs: Costs) -> None:
    for place, row in enumerate(costs.given.answer(reads.ONCALL), start=1):
        who = str(row["who"])
        _standby(costs, row, who, place)
        if row["callback_minimum"]:
            _callouts(costs, row, who, place)


def _standby(costs: Costs, row: Row, who: str, place: int) -> None:
    per = row["pay_per"].key if row["pay_per"] else ""
    if per == reads.UNPAID:
        return
    pay = costs.price(row, "standby_pay", reads.ONCALL, f"the standby pay of {who}")
    if not per:
        costs.lacks(reads.ONCALL, f"whether standby of {who} is paid by hour, day or week")
    hours: Decimal | None = Decimal(0)
    if per == reads.HOUR:
        hours = costs.price(row, "hours_per_week", reads.ONCALL, f"the hours on call a week of {who}")
    if pay is None or hours is None or not per:
        return
    times, unit = {
        reads.HOUR: (hours * WEEKS, "hours"),
        reads.DAY: (_days(row) * WEEKS, "days"),
        reads.WEEK: (Decimal(WEEKS), "weeks"),
    }[per]
    tax, key = costs.given.assumed(reads.PAYROLL_TAX), costs.given.key(reads.ONCALL)
    inputs = (
        cell(times, f"{unit} of standby a year: {who}", unit, key),
        cell(pay, f"standby pay: {who}", f"dollars per {per}", key),
        tax,
    )
    costs.used.append(tax)
    matched = _position_of(costs, who)
    costs.found.append(
        Cost(
            f"on_call.{place}", "on_call", f"Standby: {who}", times, pay, number(tax), start=costs.launch,
            party=matched.party if matched else "", inputs=inputs, unit=unit,
        )
    )  # fmt: skip


def _days(row: Row) -> Decimal:
    """Days of standby a week: as the plan says, or as many as the hours on call a week fill at most, or all seven."""
    if row["days_per_week"]:
        return Decimal(row["days_per_week"])
    hours = row["hours_per_week"]
    return Decimal(7) if isinstance(hours, Missing) or not hours else min(Decimal(7), Decimal(hours))


def _callouts(costs: Costs, row: Row, who: str, place: int) -> None:
    matched = _position_of(costs, who)
    if matched is None:
        costs.lacks(reads.ONCALL, f"the pay of callouts: no position fits `{who}`")
        return
    if _exempt(costs, matched):
        return  # exempt staff are paid no overtime
    calls, tax = costs.given.assumed(reads.CALLOUTS), costs.given.assumed(reads.PAYROLL_TAX)
    rate, used = _overtime_rate(costs, matched)
    least = row["callback_minimum"].minutes / 60
    usual = costs.given.answer(reads.SERVICE_MINUTES)
    hours = max(least, Decimal(usual) / 60) if usual else least
    times = (number(calls) * WEEKS * hours).quantize(Decimal("0.01"))
    costs.used += [calls, tax, *used]
    inputs = (
        calls,
        cell(hours, f"paid hours of a callout: {who}", "hours", costs.given.key(reads.ONCALL)),
        Input(f"rate of {matched.label}", rate, "dollars an hour", "computed", costs.given.key(reads.POSITIONS)),
        *(*used, tax),
    )
    costs.found.append(
        Cost(
            f"callouts.{place}", "on_call", f"Callouts: {who}", times, rate, number(tax), start=costs.launch,
            party=matched.party, inputs=inputs, unit="hours", steps=matched.steps,
        )
    )  # fmt: skip


def _overtime(costs: Costs) -> None:
    """Overtime of those who work in the field; none while nobody expects any."""
    if not costs.given.assumes(reads.OVERTIME_HOURS):
        return
    hours, tax = costs.given.assumed(reads.OVERTIME_HOURS), costs.given.assumed(reads.PAYROLL_TAX)
    costs.used.append(hours)
    seats = {row["role"].key for row in costs.given.answer(reads.TEAM) if row["role"]}
    for cost in [one for one in costs.found if one.group == "positions"]:
        role = _role_of(costs, cost)
        if number(hours) and role and role.key in seats and not _exempt(costs, cost):
            rate, used = _overtime_rate(costs, cost)
            costs.used += [*used, tax]
            key = costs.given.key(reads.POSITIONS)
            price = Input(f"rate of {cost.label}", rate, "dollars an hour", "computed", key)
            fte = cell(cost.number, f"FTE: {cost.label}", "FTE", key)
            costs.found.append(
                Cost(
                    cost.key.replace("positions", "overtime"), "on_call", f"Overtime: {cost.label}",
                    cost.number * number(hours), rate, number(tax),
                    start=max(costs.launch, cost.start or costs.launch),
                    party=cost.party, inputs=(fte, hours, price, *used, tax), unit="hours", steps=cost.steps,
                )
            )  # fmt: skip


def _role_of(costs: Costs, position: Cost) -> Any:
    rows = list(costs.given.answer(reads.POSITIONS))
    return rows[int(position.key.rpartition(".")[2]) - 1]["role"]


def _exempt(costs: Costs, position: Cost) -> bool:
    """True if no overtime is paid: by the terms of this position, or by those of all, which no first responder takes.

    29 CFR 541.3(b): officers, firefighters, paramedics and EMTs in the field are not exempt.
    """
    for row in costs.given.answer(reads.JOB_TERMS):
        if str(row["title"]).casefold() == position.label.casefold() and row["flsa"]:
            return bool(row["flsa"] == reads.EXEMPT)
    role = _role_of(costs, position)
    if role and role.key in reads.IN_UNIFORM:
        return False
    return bool(costs.given.answer(reads.OVERTIME_RULE) == reads.EXEMPT)


def _overtime_rate(costs: Costs, position: Cost) -> tuple[Decimal, list[Input]]:
    """Pay by the hour, to the cent: pay ÷ paid hours × the overtime factor."""
    paid = costs.given.answer_or_assumed(reads.PAID_HOURS, reads.ASSUMED_PAID_HOURS)
    extra = costs.given.assumed(reads.OVERTIME_PAY)
    factor = Fraction(number(extra)) / 100
    return cents(Fraction(position.price) / Fraction(number(paid)) * factor), [paid, extra]


def _position_of(costs: Costs, who: str) -> Cost | None:
    """The position that words such as `Clinicians in weekly rotation` mean: by its role or a word of its title."""
    said = who.casefold()
    best: tuple[int, Cost] | None = None
    for cost in costs.found:
        if cost.group != "positions":
            continue
        role = _role_of(costs, cost)
        words = [str(role).casefold()] if role else []
        words += [word for word in cost.label.casefold().split() if len(word) > 4]
        length = max((len(word) for word in words if word in said), default=0)
        # The role decides before a word of the title: `Clinical supervisors` are supervisors.
        score = length + (100 if role and str(role).casefold() in said else 0)
        if score and (best is None or score > best[0]):
            best = (score, cost)
    return best[1] if best else None

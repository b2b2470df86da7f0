"""Things that cost money: vehicles, equipment, systems, and yearly sums for training, evaluation and people served."""

from __future__ import annotations

from decimal import Decimal

from coplan.content.answers.rows import Row
from coplan.content.reads import ReadsQuestion
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import begin
from coplan.figures.budget.cost.cost_lines import Cost
from coplan.figures.budget.cost.gathered import Costs, counted, text

RECORDS = (reads.ONCALL, reads.VEHICLES, reads.EQUIPMENT, reads.SYSTEMS)
YEARLY = {
    "training": (reads.TRAINING, "Training, with cover of shifts"),
    "evaluation": (reads.EVALUATION, "Data and evaluation"),
    "client_funds": (reads.CLIENT_FUNDS, "Money for people served"),
}


def thing_costs(costs: Costs) -> None:
    """Everything that is bought or paid by the year, and holes for what has no price or is not answered."""
    _unanswered(costs)
    _vehicles(costs)
    _equipment(costs)
    _systems(costs)
    _yearly(costs)


def _unanswered(costs: Costs) -> None:
    """Records that the plan asks for and does not have yet: nobody knows what they cost."""
    for read in RECORDS:
        if costs.given.asked(read) and costs.given.lacking(read):
            costs.lacks(read, costs.given.label(read))


def _vehicles(costs: Costs) -> None:
    read = reads.VEHICLES
    for place, row in enumerate(costs.given.answer(read), start=1):
        kind, count = str(row["kind"]), Decimal(row["count"] or 0)
        price = sum((Decimal(row[name]) for name in ("purchase", "fit_out") if row[name]), Decimal(0))
        if price:
            _buy(costs, Cost(f"vehicles.{place}", "vehicles", f"Purchase and fit-out: {kind}", count, price), row, read)
        running = costs.price(row, "running_cost", read, f"the running cost of the {kind}")
        if running is not None:
            costs.found.append(
                Cost(
                    f"vehicles_running.{place}", "vehicles", f"Running cost: {kind}", count, running,
                    start=costs.launch, party=text(row["owner"]),
                    inputs=counted(count, running, kind, costs.given.key(read)),
                    unit="vehicle" if count == 1 else "vehicles",
                )
            )  # fmt: skip


def _equipment(costs: Costs) -> None:
    read = reads.EQUIPMENT
    for place, row in enumerate(costs.given.answer(read), start=1):
        item = str(row["item"])
        price = costs.price(row, "unit_cost", read, f"the price of {item}")
        if price is not None:
            _buy(costs, Cost(f"equipment.{place}", "equipment", item, Decimal(row["count"] or 0), price), row, read)


def _buy(costs: Costs, cost: Cost, row: Row, read: ReadsQuestion) -> None:
    life = Decimal(row["life"]) if row["life"] else None
    if life is None:
        costs.lacks(read, f"the years of use of {cost.label} (no replacement is counted)")
    inputs = counted(cost.number, cost.price, cost.label, costs.given.key(read))
    made = Cost(
        cost.key, cost.group, cost.label, cost.number, cost.price, life=life, party=text(row["owner"]), inputs=inputs,
        bought=row["bought"] or None,
    )  # fmt: skip
    costs.found.append(made)
    if costs.calendar.operating and life is not None and made.bought is None:
        costs.lacks(read, f"the day on which {cost.label} was bought (its years of use count from the first month)")


def _systems(costs: Costs) -> None:
    read = reads.SYSTEMS
    for place, row in enumerate(costs.given.answer(read), start=1):
        price = costs.price(row, "cost", read, f"the yearly cost of {row['system']}")
        if price:
            start = max(begin(row["from"]), costs.first) if row["from"] else costs.first
            costs.found.append(
                Cost(
                    f"systems.{place}", "systems", str(row["system"]), Decimal(1), price, start=start,
                    party=text(row["owner"]), starts_on=row["from"] or None,
                    inputs=counted(Decimal(1), price, str(row["system"]), costs.given.key(read)),
                )
            )  # fmt: skip


def _yearly(costs: Costs) -> None:
    for name, (read, label) in YEARLY.items():
        if costs.given.lacking(read):
            if costs.given.asked(read):
                costs.lacks(read, costs.given.label(read))
            continue
        amount = Decimal(costs.given.answer(read))
        start = costs.first if name == "training" else costs.launch
        item = costs.given.from_answer(read, unit="dollars a year")
        held = {row["what"].key: text(row["party"]) for row in costs.given.answer(reads.SUMS_HELD) if row["what"]}
        cost = Cost(f"{name}.1", name, label, Decimal(1), amount, start=start, inputs=(item,), party=held.get(name, ""))
        costs.found.append(cost)

"""What stands beside the budget: what it lacks, what it assumes, and the gross cost that a program avoids."""

from __future__ import annotations

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.agreement.party_shares import shares
from coplan.figures.budget.avoided import LEVELS
from coplan.figures.budget.from_answers import avoided, costed, funded
from coplan.figures.declared import Declared, Worked, declare
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed


@declare(
    "budget.shares_missing",
    "whether the rule of cost sharing lacks its numbers",
    formula="yes if a party's measure by the rule of the plan is missing",
    reads=(shares,),
)
def shares_missing(asked: Given) -> Worked:
    found = asked.once(shares)
    return Worked(bool(found and found.holes))


def _avoided(level: str, place: int) -> Declared:
    def work(asked: Given) -> Worked | None:
        found = asked.once(avoided)
        if not found or not found.totals or found.contacts is None:
            return None
        key = asked.key(reads.UNIT_COSTS)
        prices = (Input(f"price of {one.event}", one.todays[place], "dollars", "computed", key) for one in found.events)
        return Worked(found.totals[place], (computed(found.contacts), found.shares[place], *prices))

    return declare(
        f"budget.avoided_{level}",
        f"gross avoided cost a year, {level}",
        "dollars",
        formula="contacts a year × share of them × cost of one event, of every kind of event, added up",
        reads=(avoided,),
    )(work)


AVOIDED = tuple(_avoided(level, place) for place, level in enumerate(LEVELS))


@declare(
    "budget.complete",
    "whether nothing is missing in the budget",
    formula="yes if the plan names everything that the budget asks for",
    reads=(funded,),
)
def complete(asked: Given) -> Worked:
    return Worked(not asked.once(funded).holes)


@declare(
    "budget.holes", "what the budget lacks", formula="everything that the budget asks for and the plan does not name",
    reads=(funded,),
)  # fmt: skip
def holes(asked: Given) -> Worked:
    return Worked(tuple(what for _, what in asked.once(funded).holes))


@declare(
    "budget.assumed",
    "assumptions that stand in for answers",
    formula="names of the assumptions that went into the budget",
    reads=(costed, avoided),
)
def assumed(asked: Given) -> Worked:
    found, more = asked.once(costed), asked.once(avoided)
    used = (*(found.own if found else ()), *(more.shares if more else ()))
    names = (item.key.removeprefix("assumptions.") for item in used if item.origin == "assumed")
    return Worked(tuple(dict.fromkeys(names)))


LACKING: tuple[Declared, ...] = (shares_missing, *AVOIDED, complete, holes, assumed)

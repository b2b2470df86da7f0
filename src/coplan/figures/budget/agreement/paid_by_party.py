"""What each party pays to others under the agreements, at most and over all years: its own payments alone."""

from __future__ import annotations

from collections.abc import Mapping

from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.agreement.payments import Payment, payments
from coplan.figures.budget.same_name import same
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given
from coplan.figures.money import together


@step(payments, reads.PAYMENTS)
def by_payer(given: Given) -> Mapping[str, tuple[Payment, ...]]:
    """The payments of each payer, by its name as it stands in the table; no payer that lacks an amount or a day."""
    stated = [row["payer"] for row in given.answer(reads.PAYMENTS) if not isinstance(row["payer"], Missing)]
    found = {str(one): tuple(row for row in given.once(payments) if same(row.payer, one)) for one in stated}
    return {name: rows for name, rows in found.items() if len(rows) == sum(same(name, one) for one in stated)}


@declare(
    "budget.paid_by_party",
    "highest amounts that a party pays under the agreements over their whole time",
    "dollars",
    formula="of each payment of this party its highest amount a year × its months ÷ 12, or once if it runs a year or "
    "less or is a single sum, rounded, added up; its months begin with the planned start of the phase for which it "
    "waits, if that is later",
    reads=(by_payer, reads.PAYMENTS),
    each=Each("payer, by its name", by_payer),
)
def paid_by_party(given: Given, payer: str) -> Worked:
    rows, key = given.once(by_payer)[payer], given.key(reads.PAYMENTS)
    parts = tuple(Input(f"{one.what}, {one.days}", one.whole, "dollars", "plan", key) for one in rows)
    return Worked(together([one.whole for one in rows]), parts, label=f"highest amounts that {payer} pays to others")


PAID_BY_PARTY = (paid_by_party,)

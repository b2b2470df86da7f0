"""The sources of money by the names under which payments and contributions call them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import month_of
from coplan.figures.budget.funds.sources import cents_of
from coplan.figures.budget.same_name import plain
from coplan.figures.declared import step
from coplan.figures.given import Given

BETWEEN_NAMES = re.compile(r"\b(?:and|then|the)\b|[^\w]", re.IGNORECASE)


@dataclass(frozen=True)
class NamedSource:
    """One source of money: its name, what it holds and when."""

    name: str
    amount: Decimal
    start: datetime.date | None
    end: datetime.date | None
    kind: str

    def pays_in(self, month: int) -> bool:
        """Whether it can be spent on some day of a month."""
        begun = self.start is None or month_of(self.start) <= month
        return begun and (self.end is None or month <= month_of(self.end))


@step(reads.FUNDING)
def held(given: Given) -> tuple[NamedSource, ...]:
    """The sources that have a name and an amount."""
    rows = [row for row in given.answer(reads.FUNDING) if row["name"] and not isinstance(row["amount"], Missing)]
    return tuple(
        NamedSource(
            str(row["name"]),
            cents_of(row["amount"]),
            row["start"] or None,
            row["end"] or None,
            row["kind"].key if row["kind"] else "",
        )
        for row in rows
    )


@step(reads.FUNDING)
def names(given: Given) -> tuple[str, ...]:
    """The names of all sources, for comparing; the longest first, since one may begin like another."""
    found = {plain(row["name"]) for row in given.answer(reads.FUNDING) if row["name"]}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def named(words: object, known: Sequence[str]) -> frozenset[str] | None:
    """The sources that these words name, one or several with commas or "and"; None where they say anything else."""
    text, found = plain(words), set()
    for name in known:
        mentioned = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        if mentioned.search(text):
            found.add(name)
            text = mentioned.sub(" ", text)
    return None if not found or BETWEEN_NAMES.sub("", text) else frozenset(found)

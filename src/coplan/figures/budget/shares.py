"""What each party bears of the cost, by the rule that the plan chose: shares that add up to the total to the cent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.content.reads import ReadsQuestion
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.same_name import plain
from coplan.figures.given import Given
from coplan.figures.money import split, together
from coplan.numerals import with_cents

ByPeriod = Callable[[Sequence[Decimal]], tuple[Decimal, ...]]
LEFT = "Left by these sums to other money"

# Weights of the parties, or the holes that stand in the way.
Weights = tuple[list[tuple[str, Fraction, str]], list[tuple[str, str]]]


@dataclass(frozen=True)
class PartyShare:
    """One party: what its share is measured by, in words, its weight, and its amount in each period."""

    party: str
    basis: str
    weight: Fraction  # of all parties together, 1
    amounts: tuple[Decimal, ...]
    measure: Decimal = Decimal(0)  # what the weight is worked out from: residents, hours, percent, or a sum a year
    months: tuple[Decimal, ...] = ()  # of a party that pays a sum
    held: tuple[Fraction, ...] = ()  # which part of each month its sum is for; empty where its payments are billed
    most: tuple[Decimal, ...] = ()  # of a party that bears the rest: its sum by month, up to which it does


@dataclass(frozen=True)
class CostShares:
    """The rule in words, the parties, and what is missing. Without all weights there are no amounts at all."""

    rule: str
    parties: tuple[PartyShare, ...] = ()
    holes: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    fixed: bool = False  # the parties pay sums, and the last row is what these leave
    months: tuple[Decimal, ...] = ()  # what is shared, by month: the whole cost, or what money from outside leaves
    first: tuple[Decimal, ...] = ()  # what money from outside pays first in each period; empty for the whole cost
    drawn: frozenset[str] = frozenset()  # sources on which sums draw; empty where a party does not say

    @property
    def counted_on(self) -> str:
        """What the shares are counted on, in one to three sentences."""
        words = []
        if any(part < 1 for row in self.parties for part in row.held):
            words.append("Stated sums count on the days of the agreement.")
        if self.fixed and any(not row.held and not row.most for row in self.parties[:-1]):
            words.append("Sums that the table of payments bills count as it bills them.")
        if any(row.most for row in self.parties):
            words.append("Who bears the rest pays last, and only what all other money leaves.")
        return " ".join([*words, self._counted])

    @property
    def _counted(self) -> str:
        if self.first:
            return "Shares are of what awarded money from outside leaves of the cost."
        return "Shares are of the whole cost, before grants and other money."


@dataclass(frozen=True)
class StatedSum:
    """A sum a year that a party is to pay, and what of it falls on each month.

    `held` says for which part of each month the sum is due; it is empty where the payments of the party are billed.
    `most` is the sum by month where the party bears the rest up to it; `months` are then what it bears.
    """

    party: str
    yearly: Decimal
    months: tuple[Decimal, ...]
    held: tuple[Fraction, ...] = ()
    most: tuple[Decimal, ...] = ()

    @property
    def basis(self) -> str:
        if self.most:
            return f"the rest, up to {with_cents(self.yearly)} a year"
        return f"{with_cents(self.yearly)} a year, {'as stated' if self.held else 'as its payments are earned'}"


def cost_shares(
    given: Given, shared: Sequence[Decimal], by_period: ByPeriod, stated: Callable[[], Sequence[StatedSum]]
) -> CostShares | None:
    """The shares of each period. `shared` is by month; the sums that are `stated` are asked for where no rule measures.

    None if only one pays, or the plan has not come to this.
    """
    rule, key = given.answer(reads.COST_SHARE), given.key(reads.COST_SHARE)
    if isinstance(rule, Missing):
        lacks = given.asked(reads.COST_SHARE) and given.holds(reads.INTERLOCAL) and not given.lacking(reads.PARTIES)
        return CostShares("", (), ((key, "the rule by which the partners share the cost"),)) if lacks else None
    if rule.key not in RULES and (sums := stated()):
        return CostShares(str(rule), _fixed(sums, shared, by_period), fixed=True)
    found, missing = RULES.get(rule.key, _stated)(given)
    if missing or not found:
        return CostShares(str(rule), (), tuple(missing))
    weights = [weight for _, weight, _ in found]
    if not sum(weights):
        return CostShares(str(rule), (), ((key, "a weight above zero for any party"),))
    parts = [split(total, weights) for total in by_period(shared)]
    rows = (
        PartyShare(party, words, weight / sum(weights), tuple(part[place] for part in parts), _measure(weight))
        for place, (party, weight, words) in enumerate(found)
    )
    return CostShares(str(rule), tuple(rows))


def _fixed(sums: Sequence[StatedSum], shared: Sequence[Decimal], by_period: ByPeriod) -> tuple[PartyShare, ...]:
    """A sum is a sum and no proportion: what the parties pay, and what that leaves."""
    left = tuple(cost - together([one.months[place] for one in sums]) for place, cost in enumerate(shared))
    rows = [(one.party, one.basis, one.months, one.yearly, one.held, one.most) for one in sums]
    rows.append((LEFT, "cost less the sums; below zero, more is paid", left, Decimal(0), (), ()))
    whole = Fraction(together(shared)) or Fraction(1)
    return tuple(
        PartyShare(party, words, Fraction(together(months)) / whole, by_period(months), yearly, months, held, most)
        for party, words, months, yearly, held, most in rows
    )


def _measure(weight: Fraction) -> Decimal:
    return Decimal(weight.numerator) / Decimal(weight.denominator)


def _parties(given: Given) -> Weights:
    names = [str(row["party"]) for row in given.answer(reads.PARTIES) if row["party"]]
    if not names and given.holds(reads.INTERLOCAL):
        return [], [(given.key(reads.PARTIES), "the parties to the agreement")]
    if not names and (lead := given.answer(reads.LEAD_AGENCY)):
        # Without an interlocal agreement the employer of the staff is paid; the agency that leads pays.
        names = [str(lead)]
    return [(name, Fraction(1), "an equal part") for name in names], []


def _equal(given: Given) -> Weights:
    return _parties(given)


def _population(given: Given) -> Weights:
    rows = {plain(row["name"]): row for row in given.answer(reads.JURISDICTIONS) if row["name"]}
    return _each(given, lambda party: _residents(rows.get(plain(party))), reads.JURISDICTIONS, "the population of")


def _residents(row: Row | None) -> tuple[Fraction, str] | None:
    if row is None or isinstance(row["population"], Missing):
        return None
    return Fraction(int(row["population"])), f"{row['population']} residents"


def _hours(given: Given) -> Weights:
    rows = {plain(row["party"]): row for row in given.answer(reads.COVERAGE) if row["party"]}
    return _each(given, lambda party: _week(rows.get(plain(party))), reads.COVERAGE, "the hours a week of")


def _week(row: Row | None) -> tuple[Fraction, str] | None:
    words = "" if row is None or isinstance(row["share"], Missing) else str(row["share"])
    match = re.match(r"(\d+(?:\.\d+)?) hours a week\b", words)
    return (Fraction(match[1]), f"{match[1]} hours a week") if match else None


def _calls(given: Given) -> Weights:
    return _each(given, _counted(given, "calls", "{} calls a year"), reads.PARTY_SHARES, "the number of calls of")


def _assessed(given: Given) -> Weights:
    return _each(given, _counted(given, "assessed", "{} assessed"), reads.PARTY_SHARES, "the assessed value of")


def _counted(given: Given, column: str, words: str) -> Callable[[str], tuple[Fraction, str] | None]:
    """What the table of contributions states for a party in this column."""
    rows = {plain(row["party"]): row[column] for row in given.answer(reads.PARTY_SHARES) if row["party"]}

    def weigh(party: str) -> tuple[Fraction, str] | None:
        value = rows.get(plain(party))
        if value is None or isinstance(value, Missing):
            return None
        return Fraction(Decimal(value)), words.format(value)

    return weigh


def _each(given: Given, weigh: Callable[[str], tuple[Fraction, str] | None], read: ReadsQuestion, what: str) -> Weights:
    parties, missing = _parties(given)
    found: list[tuple[str, Fraction, str]] = []
    for party, _, _ in parties:
        weight = weigh(party)
        if weight is None:
            stated = _stated_percent(given, party)
            if stated is None:
                missing.append((given.key(read), f"{what} {party}"))
                continue
            weight = stated
        found.append((party, *weight))
    stated_for = [party for party, _, words in found if words.endswith("% in the agreement")]
    if 0 < len(stated_for) < len(found):  # percentages beside counts are no common measure
        missing += [(given.key(read), f"{what} {party}") for party in stated_for]
    return found, missing


def _stated_percent(given: Given, party: str) -> tuple[Fraction, str] | None:
    """The percentage in the table of contributions, if all of them are there and add up to 100."""
    rows = given.answer(reads.PARTY_SHARES)
    percents = [row["share"] for row in rows]
    if not percents or any(isinstance(item, Missing) for item in percents) or sum(percents) != 100:
        return None
    for row in rows:
        if plain(row["party"]) == plain(party):
            return Fraction(Decimal(row["share"])), f"{row['share']} in the agreement"
    return None


def _lead_pays(given: Given) -> Weights:
    lead = given.answer(reads.LEAD_AGENCY)
    if isinstance(lead, Missing):
        return [], [(given.key(reads.LEAD_AGENCY), "the lead agency")]
    parties, _ = _parties(given)
    others = [(name, Fraction(0), "nothing") for name, _, _ in parties if plain(name) != plain(lead)]
    return [(str(lead), Fraction(1), "from all sources together"), *others], []


def _stated(given: Given) -> Weights:
    """A formula, or words of their own: the percentages of the table of contributions."""
    rows = [row for row in given.answer(reads.PARTY_SHARES) if row["party"]]
    percents = _column(rows, "share")
    if rows and percents and sum(percents) == 100:
        return [
            _entry(row, part, f"{row['share']} in the agreement") for row, part in zip(rows, percents, strict=True)
        ], []
    if percents:
        return [], [(given.key(reads.PARTY_SHARES), f"shares that add up to 100% (they add up to {sum(percents)}%)")]
    return [], [(given.key(reads.PARTY_SHARES), "each party's share in percent, or its sum")]


def _entry(row: Row, part: Decimal, words: str) -> tuple[str, Fraction, str]:
    return str(row["party"]), Fraction(part), words


def _column(rows: Sequence[Row], name: str) -> list[Decimal]:
    cells = [row[name] for row in rows]
    return [] if any(isinstance(cell, Missing) for cell in cells) else [Decimal(cell) for cell in cells]


RULES: dict[str, Callable[[Given], Weights]] = {
    reads.EQUAL: _equal,
    reads.POPULATION: _population,
    reads.CALLS: _calls,
    reads.COVER: _hours,
    reads.VALUE: _assessed,
    reads.LEAD: _lead_pays,
}

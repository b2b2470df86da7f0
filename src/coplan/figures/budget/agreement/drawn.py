"""What payments and contributions draw from the sources of money that they name, against what these hold."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing, join_words
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.agreement.named_sources import NamedSource, held, named, names
from coplan.figures.budget.agreement.payments import YEAR, Payment, billing, payments
from coplan.figures.budget.budget_months import begin, finish, month_of
from coplan.figures.budget.funds.funding import by_month
from coplan.figures.budget.funds.sources import cents_of
from coplan.figures.budget.same_name import plain
from coplan.figures.declared import Worked, declare
from coplan.figures.given import Given
from coplan.figures.money import cents, together
from coplan.numerals import with_cents

MOST_KINDS = 10  # of draws for which every mixture is compared; with more, each of them and all together
OWN = (reads.GENERAL_FUND, reads.PARTNER_PAYMENT)  # kinds of money that are a government's own contribution


@dataclass(frozen=True, order=True)
class _Purse:
    """What may pay a draw: the source at a place in the table, or what another payment hands on to a payee."""

    payee: str
    place: int
    name: str


Taken: TypeAlias = "frozenset[_Purse]"


@dataclass(frozen=True)
class _Draw:
    """An amount from one day to another, and the names of the sources that pay it."""

    start: datetime.date
    end: datetime.date
    amount: Decimal
    names: frozenset[str]
    payer: str = ""
    payee: str = ""


@declare(
    "budget.payments_without_source",
    "payments whose source is not among the sources of money",
    formula="rows of the table of payments whose source is empty, or says anything but names of sources under funding",
    reads=(names, reads.PAYMENTS),
)
def payments_without_source(given: Given) -> Worked | None:
    """None while the plan names no source of money."""
    return _unnamed(given.once(names), given.answer(reads.PAYMENTS), "what")


@declare(
    "budget.contributions_without_source",
    "contributions whose source is not among the sources of money",
    formula="rows of the table of contributions with money whose source is empty, or says anything but their names",
    reads=(names, reads.PARTY_SHARES),
)
def contributions_without_source(given: Given) -> Worked | None:
    """None while the plan names no source of money."""
    rows = [row for row in given.answer(reads.PARTY_SHARES) if row["amount"] and row["amount"] > 0]
    return _unnamed(given.once(names), rows, "party")


def _unnamed(known: Sequence[str], rows: Sequence[Row], label: str) -> Worked | None:
    if not known:
        return None
    lacking = [row for row in rows if not row["source"] or named(row["source"], known) is None]
    return Worked(tuple(f"{row[label]} ({row['source'] or 'no source named'})" for row in lacking))


@declare(
    "budget.payments_over_sources",
    "sources from which payments draw more than they hold",
    formula="highest amounts of the payments that name only these sources, month by month as far as a source lasts, "
    "against the amounts of the sources; what another payment hands on counts as that payment",
    reads=(names, held, payments),
)
def payments_over_sources(given: Given) -> Worked | None:
    """None while the plan names no source of money."""
    known = given.once(names)
    rows = [(one, named(one.source, known)) for one in given.once(payments)]
    draws = [_of_payment(one, found) for one, found in rows if found]
    return Worked(tuple(_overdrawn(draws, given.once(held)))) if known else None


def _of_payment(one: Payment, found: frozenset[str]) -> _Draw:
    return _Draw(one.start, one.end, one.whole, found, plain(one.payer), plain(one.payee))


@declare(
    "budget.contributions_over_sources",
    "sources from which contributions draw more than they hold",
    formula="money a year in the table of contributions × the months of the agreement ÷ 12, or the highest amounts of "
    "the payments that bill it, month by month as far as a source lasts, against the amounts of the sources that it "
    "names",
    reads=(names, held, payments, reads.PARTY_SHARES, reads.AGREEMENT_START, reads.AGREEMENT_END),
)
def contributions_over_sources(given: Given) -> Worked | None:
    """None while the plan names no source of money, or the agreement has no first and last day."""
    start, end = given.answer(reads.AGREEMENT_START), given.answer(reads.AGREEMENT_END)
    known = given.once(names)
    if not known or isinstance(start, Missing) or isinstance(end, Missing) or end < start:
        return None
    length = finish(end) - begin(start)
    draws: list[_Draw] = []
    for row in given.answer(reads.PARTY_SHARES):
        if not (row["amount"] and row["source"] and (found := named(row["source"], known))):
            continue
        if own := billing(str(row["party"]), cents_of(row["amount"]), given.once(payments)):
            draws += [_Draw(one.start, one.end, one.whole, found) for one in own]
        else:
            draws.append(_Draw(start, end, cents(Fraction(cents_of(row["amount"])) * length / YEAR), found))
    return Worked(tuple(_overdrawn(draws, given.once(held))))


def _overdrawn(draws: Sequence[_Draw], sources: Sequence[NamedSource]) -> Iterator[str]:
    """Of the sources, those that cannot pay what may be drawn from no other."""
    known = {plain(one.name) for one in sources}
    kept = [draw for draw in draws if draw.names <= known]
    amounts = {_purse(place, one): one.amount for place, one in enumerate(sources)} | _handed_on(kept)
    drawn: dict[Taken, Decimal] = {}
    for taken, amount in (piece for draw in kept for piece in _pieces(draw, kept, sources)):
        drawn[taken] = drawn.get(taken, Decimal(0)) + amount
    told: list[Taken] = []
    for mixture in _mixtures(drawn):
        asked = together([amount for taken, amount in drawn.items() if taken <= mixture])
        there = together([amounts[one] for one in mixture])
        if asked > there and not any(one <= mixture for one in told):
            told.append(mixture)
            titles = {plain(one.name): one.name for one in reversed(sources)}
            said = join_words(list(dict.fromkeys(titles[one.name] for one in sorted(mixture))))
            yield f"{said} {with_cents(asked)} of {with_cents(there)}"


def _purse(place: int, source: NamedSource) -> _Purse:
    return _Purse("", place, plain(source.name))


def _handed_on(draws: Sequence[_Draw]) -> dict[_Purse, Decimal]:
    """What each payee gets from a source: from there on it is that payee's, and it is not drawn twice."""
    found: dict[_Purse, Decimal] = {}
    for draw in draws:
        for name in draw.names if draw.payee else ():
            purse = _Purse(draw.payee, 0, name)
            found[purse] = found.get(purse, Decimal(0)) + draw.amount
    return found


def _pieces(draw: _Draw, draws: Sequence[_Draw], sources: Sequence[NamedSource]) -> Iterator[tuple[Taken, Decimal]]:
    """A draw month by month: what may pay it then, and how much. Months that no source reaches another rule tells."""
    passed = _handed_on([one for one in draws if one is not draw and one.payee and one.payee == draw.payer])
    given_on = {purse for purse in passed if purse.name in draw.names}
    names = draw.names - {purse.name for purse in given_on}
    own = [(place, one) for place, one in enumerate(sources) if plain(one.name) in names]
    months = range(month_of(draw.start), month_of(draw.end) + 1)
    for month, amount in zip(months, by_month(draw.amount, draw.start, draw.end, months), strict=True):
        if taken := frozenset((*given_on, *(_purse(place, one) for place, one in own if one.pays_in(month)))):
            yield taken, amount


def _mixtures(drawn: Mapping[Taken, Decimal]) -> list[Taken]:
    """What may be drawn from together, the smallest first."""
    found: set[Taken] = set()
    for taken in drawn:
        more = {one | taken for one in found} if len(drawn) <= MOST_KINDS else set()
        found |= {taken, *more}
    whole = frozenset(one for taken in drawn for one in taken)
    return sorted({*found, whole} - {frozenset()}, key=lambda one: (len(one), sorted(one)))


@declare(
    "budget.sources_beyond_contribution",
    "own money of a party that comes to more a year than its contribution",
    formula="amount × 12 ÷ months of a general fund or partner's payment that one contribution alone names, and the "
    "contribution; where it is a dollar or more",
    reads=(names, held, reads.PARTY_SHARES),
)
def sources_beyond_contribution(given: Given) -> Worked | None:
    """None while the plan names no source of money."""
    known = given.once(names)
    rows = [(row, named(row["source"], known)) for row in given.answer(reads.PARTY_SHARES) if row["source"]]
    own = [one for one in given.once(held) if one.kind in OWN and one.start and one.end and one.start <= one.end]
    return Worked(tuple(words for one in own for words in _beyond(one, rows))) if known else None


def _beyond(source: NamedSource, rows: Sequence[tuple[Row, frozenset[str] | None]]) -> Iterator[str]:
    naming = [row for row, found in rows if found and plain(source.name) in found]
    if len(naming) != 1 or isinstance(naming[0]["amount"], Missing) or not (source.start and source.end):
        return
    yearly = cents(Fraction(source.amount) * YEAR / (finish(source.end) - begin(source.start)))
    stated = cents_of(naming[0]["amount"])
    if yearly - stated >= 1:
        yield f"{source.name} {with_cents(yearly)} a year ({naming[0]['party']}: {with_cents(stated)})"


DRAWN = (
    *(payments_without_source, payments_over_sources),
    *(contributions_without_source, contributions_over_sources, sources_beyond_contribution),
)

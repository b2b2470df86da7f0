"""The values that answers have. Each compares as a machine wants and prints as a person would write it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from functools import total_ordering
from typing import Any, Self

from coplan.numerals import dollars, grouped
from coplan.yaml.nodes import Data


class Missing:
    """No answer. It is false, equal to nothing, less than nothing and empty, so that conditions stay simple."""

    def __init__(self, label: str, key: str = "") -> None:
        self.label, self.key = label, key

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __contains__(self, _: object) -> bool:
        return False

    def _nothing(self, _: object) -> bool:
        return False

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = _nothing

    def __hash__(self) -> int:
        return hash(self.key)

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __str__(self) -> str:
        return f"[{self.label}]"


class Text(str):
    """One line or several, as people typed them."""

    def plain(self) -> Data:
        return str(self)


class Address(Text):
    """An e-mail or web address: a draft prints it as it is, with nothing escaped."""


class Chosen:
    """A choice: compares with its key, prints as its label. `other` holds people's own words.

    `clause` has words for it that fit a sentence, where the checklist gives them.
    """

    def __init__(self, key: str, label: str, *, own_words: bool = False, clause: str = "") -> None:
        self.key, self.label, self.own_words, self.clause = key, label, own_words, clause

    def __eq__(self, other: object) -> bool:
        return self.key == (other.key if isinstance(other, Chosen) else other)

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        return self.label

    def plain(self) -> Data:
        return f"other: {self.label}" if self.own_words else self.key


class YesNo:
    """Yes or no; true and false in conditions."""

    def __init__(self, yes: bool) -> None:
        self.yes = yes

    def __bool__(self) -> bool:
        return self.yes

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return str(self) == other
        return isinstance(other, YesNo | bool) and self.yes == bool(other)

    def __hash__(self) -> int:
        return hash(self.yes)

    def __str__(self) -> str:
        return "yes" if self.yes else "no"

    def plain(self) -> Data:
        return str(self)


class Whole(int):
    """A count."""

    def __str__(self) -> str:
        return grouped(int(self))

    def plain(self) -> Data:
        return f"{int(self)}"


class _Amount(Decimal):
    """A decimal that an f-string prints as `str` does, which Decimal by itself would not."""

    def __format__(self, spec: str, context: Context | None = None, /) -> str:
        if not spec:
            return str(self)
        return super().__format__(spec) if context is None else super().__format__(spec, context)


class Number(_Amount):
    """An exact decimal with its unit, for example 2.5 minutes."""

    unit: str

    def __new__(cls, value: Decimal, unit: str = "") -> Self:
        made = super().__new__(cls, value)
        made.unit = unit
        return made

    def __str__(self) -> str:
        amount = grouped(Decimal(self))
        return f"{amount} {_one_or_many(self.unit, Decimal(self))}" if self.unit else amount

    def plain(self) -> Data:
        return format(Decimal(self), "f")


class Percent(_Amount):
    """A share: 12 means 12%."""

    def __str__(self) -> str:
        return grouped(Decimal(self)) + "%"

    def plain(self) -> Data:
        return format(Decimal(self), "f") + "%"


class Money(_Amount):
    """US dollars, exact to the cent."""

    def __str__(self) -> str:
        return dollars(Decimal(self))

    def plain(self) -> Data:
        return format(Decimal(self), "f")


class Day(datetime.date):
    """A date, written as Americans write it."""

    def __str__(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.day}, {self.year}"

    def plain(self) -> Data:
        return self.isoformat()


class Clock(datetime.time):
    """A time of day."""

    def __str__(self) -> str:
        return clock_words(self.hour * 60 + self.minute)

    def plain(self) -> Data:
        return self.strftime("%H:%M")


@total_ordering
class Duration:
    """An interval in the units in which people said it: 30 minutes, 6 months."""

    def __init__(self, parts: Sequence[tuple[Decimal, str]]) -> None:
        self.parts = tuple(parts)

    @property
    def minutes(self) -> Decimal:
        """Length in minutes; a month counts as 30.4375 days and a year as 365.25."""
        return sum((amount * MINUTES[unit] for amount, unit in self.parts), Decimal(0))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Duration) and self.minutes == other.minutes

    def __lt__(self, other: Duration) -> bool:
        return self.minutes < other.minutes

    def __hash__(self) -> int:
        return hash(self.minutes)

    def __str__(self) -> str:
        return " ".join(f"{grouped(amount)} {_one_or_many(unit, amount)}" for amount, unit in self.parts)

    def plain(self) -> Data:
        return " ".join(f"{amount:f} {_one_or_many(unit, amount)}" for amount, unit in self.parts)


class Phone:
    """A telephone number; short ones such as 988 stay as they are."""

    def __init__(self, typed: str, printed: str) -> None:
        self.typed, self.printed = typed, printed

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Phone):  # the same number, however it was written
            return self.printed == other.printed
        return other in (self.typed, self.printed)

    def __hash__(self) -> int:
        return hash(self.printed)

    def __str__(self) -> str:
        return self.printed

    def plain(self) -> Data:
        return self.typed


class Listing(tuple[Any, ...]):
    """Several values; prints as a person lists them."""

    def __str__(self) -> str:
        return join_words([str(item) for item in self])

    def plain(self) -> Data:
        return [item.plain() for item in self]


# English whatever the locale: drafts must read the same on every machine.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MINUTES = {
    "minutes": Decimal(1),
    "hours": Decimal(60),
    "business days": Decimal(2016),  # five of them are a week
    "days": Decimal(1440),
    "weeks": Decimal(10080),
    "months": Decimal(43830),
    "years": Decimal(525960),
}


def join_words(words: Sequence[str]) -> str:
    """Join words as in a sentence: "a", "a and b", "a, b and c"; with semicolons if an item has a comma or "and".

    So too after "without": "a team without police; and follow-up" leaves follow-up out of what is missing.
    """
    if len(words) < 2:
        return "".join(words)
    if any("," in word or " and " in word for word in words) or any(" without " in word for word in words[:-1]):
        return "; ".join(words[:-1]) + "; and " + words[-1]
    return ", ".join(words[:-1]) + " and " + words[-1]


def clock_words(minute: int) -> str:
    """Write a minute of the day (0 to 1440, more is the next day) as 8 a.m., noon, 8:30 p.m., midnight."""
    hour, rest = divmod(minute % 1440, 60)
    if rest == 0 and hour in (0, 12):
        return "noon" if hour else "midnight"
    half = "a.m." if hour < 12 else "p.m."
    return f"{(hour - 1) % 12 + 1}{f':{rest:02d}' if rest else ''} {half}"


def _one_or_many(unit: str, amount: Decimal) -> str:
    if amount == 1 and unit.endswith("s") and (" " not in unit or unit in MINUTES):
        return unit[:-1]
    return unit

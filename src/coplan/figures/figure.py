"""A figure that explains itself: value, unit, formula, what went in, and where the formula comes from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Amount: TypeAlias = "Decimal | int | str"
# A figure may also be a statement, a day, or a list of words.
Value: TypeAlias = "Amount | bool | datetime.date | tuple[str, ...]"
# plan: an answer. assumed: nobody said it; a published or working value stands in. computed: another figure.
Origin = Literal["plan", "assumed", "computed"]


@dataclass(frozen=True)
class Input:
    """One thing that went into a figure. `key` is the question, the assumption or the figure that it came from."""

    label: str
    value: Amount
    unit: str = ""
    origin: Origin = "plan"
    key: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One computed value. `formula` is in words that a reader can redo with a calculator; `source` names sources.

    `inputs` are what the formula takes; `on_the_way` is what else was read of the plan, and decided what it takes.
    """

    key: str
    label: str
    value: Value
    unit: str = ""
    formula: str = ""
    inputs: tuple[Input, ...] = ()
    source: tuple[str, ...] = ()
    on_the_way: tuple[Input, ...] = ()

    @property
    def amount(self) -> Amount:
        """The value of a figure that is one number, or words in its place. Raises TypeError for others."""
        if isinstance(self.value, bool) or not isinstance(self.value, Decimal | int | str):
            raise TypeError(f"{self.key} is no number")
        return self.value

    @property
    def assumed(self) -> bool:
        """True if anything that went in was assumed."""
        return any(item.origin == "assumed" for item in self.inputs)

"""Figures as they are declared: the words that explain one, what it reads, and the function that works it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from coplan.content.reads import Read
from coplan.figures.figure import Figure, Input, Value

One: TypeAlias = "str | int | None"  # for which of each; None where there is but one
Result_co = TypeVar("Result_co", covariant=True)


@dataclass(frozen=True, eq=False)
class FigureStep(Generic[Result_co]):
    """Something on the way to figures, such as the week on duty. Worked out once for a set of answers."""

    work: Callable[..., Result_co]
    reads: tuple[Reads, ...]


@dataclass(frozen=True, eq=False)
class Each:
    """That there is one figure for each key of a mapping: `name` says of what, for the reference."""

    name: str
    step: FigureStep[Mapping[Any, Any]]


@dataclass(frozen=True)
class Worked:
    """A value that was worked out and what went in. Words that are given stand in place of the declared ones."""

    value: Value
    inputs: tuple[Input, ...] = ()
    label: str = ""
    formula: str = ""
    unit: str | None = None
    source: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Declared:
    """One figure: `key` is its topic and name. `work` takes what is given, and the key where there is one for `each`.

    `rule` is the name by which rules ask for it, if it is not the same; they get percentages as shares of one.
    """

    key: str
    label: str
    unit: str
    formula: str
    source: tuple[str, ...]
    reads: tuple[Reads, ...]
    work: Callable[..., Worked | None]
    each: Each | None = None
    rule: str = ""

    @property
    def topic(self) -> str:
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        """What rules call it: `figures.TOPIC.NAME`."""
        return self.rule or self.key.partition(".")[2]

    def figure(self, worked: Worked, one: One = None, on_the_way: tuple[Input, ...] = ()) -> Figure:
        """The figure with its value and its words."""
        return Figure(
            self.key if one is None else f"{self.key}.{one}",
            worked.label or self.label,
            worked.value,
            self.unit if worked.unit is None else worked.unit,
            worked.formula or self.formula,
            worked.inputs,
            worked.source or self.source,
            on_the_way,
        )


# What a figure reads: content, a step on the way, or another figure.
Reads: TypeAlias = "Read | FigureStep[Any] | Declared"


def step(*reads: Reads) -> Callable[[Callable[..., Result_co]], FigureStep[Result_co]]:
    """Declare a step on the way with what it reads."""
    return lambda work: FigureStep(work, reads)


def declare(
    key: str,
    label: str,
    unit: str = "",
    *,
    formula: str,
    reads: tuple[Reads, ...],
    source: tuple[str, ...] = (),
    each: Each | None = None,
    rule: str = "",
) -> Callable[[Callable[..., Worked | None]], Declared]:
    """Declare a figure; the function gives its value, or None where the plan does not give one."""
    return lambda work: Declared(key, label, unit, formula, source, reads, work, each, rule)


def content(*items: Reads) -> Iterator[Read]:
    """Everything of a pack that figures or steps read, also through others, each once."""
    return (item for item in _everything(items, deep=True) if not isinstance(item, FigureStep | Declared))


def direct(declared: Declared) -> tuple[list[Read], list[Declared]]:
    """What a figure itself reads of a pack, also by steps on the way, and the other figures that it asks for."""
    found = list(_everything(_read(declared), deep=False))
    reads = [item for item in found if not isinstance(item, FigureStep | Declared)]
    return reads, [item for item in found if isinstance(item, Declared)]


def _everything(items: Iterable[Reads], *, deep: bool) -> Iterator[Reads]:
    seen: dict[Reads, None] = {}
    waiting = list(items)
    while waiting:
        item = waiting.pop(0)
        if item not in seen:
            seen[item] = None
            waiting += _read(item) if isinstance(item, FigureStep) or (deep and isinstance(item, Declared)) else ()
    return iter(seen)


def _read(item: FigureStep[Any] | Declared) -> tuple[Reads, ...]:
    return (item.each.step, *item.reads) if isinstance(item, Declared) and item.each else item.reads

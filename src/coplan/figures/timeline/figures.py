"""The figures of the timeline that do not depend on today: the launch, the gates, and work out of order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coplan.figures.declared import Declared, Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given
from coplan.figures.timeline.from_answers import LAUNCH, launch, out_of_order, work
from coplan.figures.timeline.network import Work, schedule


@step(work)
def gates(asked: Given) -> Mapping[str, Work]:
    """What must be done before anybody goes into the field, by its key."""
    return {one.task.key: one for one in asked.once(work) if one.task.gate}


@declare("timeline.launch", "planned launch", "date", formula="the answer to the question", reads=(LAUNCH,))
def planned_launch(asked: Given) -> Worked | None:
    day = launch(asked.answers)
    return None if day is None else Worked(day, (asked.from_answer(LAUNCH),))


@declare(
    "timeline.gate",
    "day on which a gate is done",
    "date",
    formula="the last of the plan's own dates for it",
    reads=(gates,),
    each=Each("gate: what must be done before anybody goes into the field", gates),
    rule="gates",
)
def gate(asked: Given, key: str) -> Worked | None:
    found = asked.once(gates)[key]
    if found.planned is None:
        return None
    return Worked(found.planned, asked.answers_in(found.task.dates or ""), label=f"planned: {found.task.label}")


@declare(
    "timeline.gates_late",
    "gates planned for after the launch",
    formula="gates whose planned day is after the launch",
    reads=(gates, LAUNCH),
)
def gates_late(asked: Given) -> Worked:
    day = launch(asked.answers)
    late = [one for one in asked.once(gates).values() if day and one.planned and one.planned > day]
    return Worked(tuple(one.task.label for one in late), _days(asked.once(gates).values()))


@declare(
    "timeline.gates_short",
    "gates that leave less than the usual time",
    formula="gates whose planned day is four weeks or more after the day on which what waits for them has to begin",
    reads=(work, LAUNCH),
)
def gates_short(asked: Given) -> Worked:
    day = launch(asked.answers)
    bars = schedule(asked.once(work), day, day).bars if day else ()
    late = [bar for bar in bars if bar.work.task.gate and bar.weeks_late >= 4 and not bar.late]
    words = tuple(f"{bar.work.task.label} (by {bar.weeks_late} weeks)" for bar in late)
    return Worked(words, _days(asked.once(work)))


@declare(
    "timeline.gates_undated",
    "gates without a day",
    formula="gates for which the plan has no day",
    reads=(gates,),
)
def gates_undated(asked: Given) -> Worked:
    found = asked.once(gates).values()
    return Worked(tuple(one.task.label for one in found if one.planned is None), _days(found))


@declare(
    "timeline.out_of_order",
    "work that is planned before what it waits for",
    formula="work whose planned day is before the planned day of something that it waits for",
    reads=(work,),
)
def disorder(asked: Given) -> Worked:
    found = asked.once(work)
    return Worked(tuple(out_of_order(list(found))), _days(found))


def _days(found: Iterable[Work]) -> tuple[Input, ...]:
    """The plan's own day for each piece of work that has one."""
    return tuple(Input(one.task.label, one.planned.isoformat(), "", "plan") for one in found if one.planned)


FIGURES: tuple[Declared, ...] = (planned_launch, gate, gates_late, gates_short, gates_undated, disorder)

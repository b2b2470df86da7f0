"""What a run over call data knows, and what of it may be told."""

from __future__ import annotations

from dataclasses import dataclass

from coplan.calls.best_hours import Spell, best_spell, plain_spell, reached
from coplan.calls.intervals import Share
from coplan.calls.limits import changed_labels
from coplan.calls.mapping import CallMap
from coplan.calls.needs import Needs
from coplan.calls.read.intake import Read
from coplan.calls.shown import ShownTables
from coplan.checks.functions.peak import duty_by_hour
from coplan.content.answers.schedule import Schedule

STEPS = (1, 2, 5, 10, 20, 25)  # percent


@dataclass(frozen=True)
class Counted:
    """Everything that a run knows: what was read, the exact figures, and what of them may be shown.

    `hours` is how many hours a week the best schedule may have; `schedule` the plan's own, or None. `missed` is the
    share of behavioral health calls in the sample of other calls, if people read one.
    """

    call_map: CallMap
    read: Read
    needs: Needs
    shown: ShownTables
    hours: int
    schedule: Schedule | None = None
    missed: Share | None = None

    @property
    def told(self) -> int | None:
        """How many calls count; None where that is too small to show, or nobody said which types do."""
        return self.shown.counted if self.call_map.definition.yes else None

    @property
    def notes(self) -> list[str]:
        """What to know before the figures are believed."""
        changed = changed_labels(self.needs.spans, self.shown.types, self.needs.months) if self.call_map.whole else ()
        return [*self.needs.notes, *changed]

    @property
    def best(self) -> Spell | None:
        """The schedule of that many hours that reaches most calls."""
        found = best_spell(self.needs.flat_week, self.hours) if self.needs.counted and self.shown.blocks else None
        return found if found and self.percent(found.calls) is not None else None

    @property
    def plain_best(self) -> Spell | None:
        """The best of those on Monday to Friday or on all days, where the best of all has other days."""
        found = plain_spell(self.needs.flat_week, self.hours) if self.best else None
        return found if found and self.best and found.days != self.best.days else None

    @property
    def reach(self) -> int | None:
        """Which part of the calls comes in on the plan's schedule, in percent."""
        if not self.schedule or self.shown.counted is None or not sum(self.needs.flat_week):
            return None
        cover = [float(share) for share in duty_by_hour(self.schedule)]
        return self.percent(reached(self.needs.flat_week, cover))

    @property
    def hours_told(self) -> float | None:
        """The hours of all units, where enough calls have them."""
        needs = self.needs
        return needs.responder_hours if needs.busy_calls >= self.call_map.smallest else None

    @property
    def every_unit(self) -> bool:
        """True if the files have the times of each unit, and not one dispatch and one clear a call."""
        return all(source.row == "unit" for source in self.call_map.sources)

    def percent(self, calls: float) -> int | None:
        """A part of the calls that have an hour, in percent; None where there are too few calls for one.

        It is rounded to steps that are at least as many calls as the smallest count, so that it tells no small one.
        """
        timed = sum(self.needs.flat_week)
        step = next((step for step in STEPS if step * timed >= 100 * self.call_map.smallest), None)
        return step * round(100 * calls / timed / step) if step else None

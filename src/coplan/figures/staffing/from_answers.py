"""Staffing from the answers of a plan: with whatever is answered, and what is missing named."""

from __future__ import annotations

from coplan.figures.declared import Declared, Worked, declare
from coplan.figures.figure import Figure
from coplan.figures.given import Given, given, number
from coplan.figures.rounding import HOURS, rounded
from coplan.figures.staffing import cover_by_month, follow_up, on_call, phases, shifts, week_kinds
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.calls import busiest, busy, demand, hour_blocks, reached
from coplan.figures.staffing.people import cover, hours, needed, team
from coplan.figures.staffing.result import FigureGroup, RoleStaffing, Staffing
from coplan.plan.view import Answers

YEAR = (hours.productive_hours, hours.relief_factor)
WEEK = (hours.duty_hours, hours.team_hours)
TABLE = (needed.fte_needed, needed.fte_to_hire, needed.fte_planned, needed.gap)
ROLE = (*TABLE, needed.people_to_hire, shifts.fte_in_shifts)
COVER = (cover.cover_hours, cover.cover_share, cover.cover_share_vacancy, cover.cover_share_one_away)
SHIFTS = (shifts.pattern_hours, shifts.shift_hours)
CALLS = (
    *(reached.calls_on_duty, reached.duty_call_share, reached.missed_share, reached.contacts),
    *(
        busiest.load_peak,
        busiest.wait_share_peak,
        busiest.late_share_peak,
        busiest.mean_wait_peak,
        busiest.missed_share_peak,
    ),
    *(busiest.teams_for_target, busy.uhu, *demand.DEMAND, busy.contacts_a_shift, busy.workload_fte),
)
OFF_DUTY = (on_call.off_hours, on_call.off_hours_calls)
GROUP = (on_call.on_call_week, on_call.on_call_share, on_call.on_call_calls)
FOLLOW_UP = (follow_up.follow_up_room, follow_up.follow_up_people, follow_up.case_managers)
SHOWN = (
    *YEAR,
    *WEEK,
    *ROLE,
    *COVER,
    *SHIFTS,
    *week_kinds.KINDS,
    *phases.PHASES,
    *cover_by_month.MONTHLY,
    *CALLS,
    *OFF_DUTY,
    *GROUP,
    on_call.on_call_weeks,
    *FOLLOW_UP,
)


def staffing(answers: Answers) -> Staffing:
    """The people that a plan needs, has planned, and what they can do. Nothing is guessed without being marked."""
    return answers.once(_staffing)


def _staffing(answers: Answers) -> Staffing:
    asked = given(answers)
    sections = [_people(asked), _months(asked), _calls(asked), _on_call(asked), _follow_up(asked)]
    return Staffing(
        tuple(section for section in sections if section),
        asked.once(hours.duty_week),
        _roles(asked),
        asked.once(hour_blocks.loads),
        asked.once(hour_blocks.queues),
    )


def _people(asked: Given) -> FigureGroup:
    missing = asked.lacking(reads.HOURS, reads.TEAM, reads.POSITIONS)
    notes = team.unnamed_positions(asked)
    year = _known(asked, *YEAR)
    if not year:
        notes = (*notes, "The hours of absence leave nothing of the paid hours; nobody can be on duty.")
        return FigureGroup("people", "People", (), missing, notes)
    figures = (*year, *_known(asked, *WEEK), *_by_key(asked, *ROLE), *_known(asked, *COVER, *SHIFTS), *_weeks(asked))
    return FigureGroup("people", "People", figures, missing, notes)


def _weeks(asked: Given) -> tuple[Figure, ...]:
    """Each kind of week, where weeks differ, and the year."""
    return tuple(figure for declared in week_kinds.KINDS for figure in asked.each(declared).values())


def _roles(asked: Given) -> tuple[RoleStaffing, ...]:
    wanted, hire, planned, gap = (asked.each(declared) for declared in TABLE)
    weekly = asked.figure(hours.team_hours)
    return tuple(
        RoleStaffing(
            role,
            seat.label,
            int(number(seat.count)),
            rounded(number(weekly) * number(seat.count), HOURS),
            number(wanted[role]),
            number(hire[role]),
            number(planned[role]) if role in planned else None,
            number(gap[role]) if role in gap else None,
        )
        for role, seat in asked.once(team.team).items()
        if role in wanted and weekly
    )


def _months(asked: Given) -> FigureGroup | None:
    """Month by month, as long as cover changes: a month like the one before is left out."""
    found = tuple(asked.each(cover_by_month.cover_by_month).values())
    promised = (*_by_key(asked, phases.hours_by_phase), *_by_key(asked, phases.phase_fte))
    promised = (*promised, *_known(asked, phases.first_year_hours))
    changes = [figure for before, figure in zip((None, *found), found, strict=False) if _changes(before, figure)]
    if not found and not promised:
        return None
    later = "Each month until the next one that is named is like it. People count from their first day of work."
    first = _known(asked, cover_by_month.first_year_contacts)
    title = "Phases and cover by month" if promised else "Cover by month"
    return FigureGroup("months", title, (*promised, *changes, *first), (), (later,) if found else ())


def _changes(before: Figure | None, figure: Figure) -> bool:
    return before is None or before.value != figure.value


def _calls(asked: Given) -> FigureGroup | None:
    if asked.holds(reads.FOLLOW_UP_ONLY):
        return None
    missing = (*asked.lacking(reads.HOURS), *asked.lacking(*reached.NEEDED))
    silent = asked.once(hour_blocks.loads) and asked.once(hour_blocks.peak) is None
    notes = ("No calls were counted in the hours on duty.",) if silent else demand.said(asked)
    return FigureGroup("calls", "Calls and teams", _known(asked, *CALLS), missing, notes)


def _on_call(asked: Given) -> FigureGroup | None:
    if not asked.once(on_call.on_call_used):
        return None
    figures = (*_known(asked, *OFF_DUTY), *_by_key(asked, *GROUP), *_known(asked, on_call.on_call_weeks))
    return FigureGroup("on_call", "On call", figures, asked.lacking(reads.HOURS, reads.ONCALL))


def _follow_up(asked: Given) -> FigureGroup | None:
    if not asked.holds(reads.FOLLOW_UP):
        return None
    missing = asked.lacking(reads.CASELOAD, reads.FOLLOWUP_CAP, reads.POSITIONS)
    return FigureGroup("follow_up", "Follow-up", _known(asked, *FOLLOW_UP), missing)


def _known(asked: Given, *declared: Declared) -> tuple[Figure, ...]:
    found = (asked.figure(one) for one in declared)
    return tuple(figure for figure in found if figure is not None)


def _by_key(asked: Given, *declared: Declared) -> tuple[Figure, ...]:
    """The figures of each key together: all of one role, then all of the next."""
    found = [asked.each(one) for one in declared]
    keys = dict.fromkeys(key for figures in found for key in figures)
    return tuple(figures[key] for key in keys for figures in found if key in figures)


@declare(
    "staffing.assumed",
    "assumptions that stand in for answers",
    formula="names of the assumptions that went into any figure of staffing",
    reads=SHOWN,
)
def assumed(asked: Given) -> Worked:
    figures = (figure for declared in SHOWN for figure in asked.each(declared).values())
    found = Staffing((FigureGroup("all", "All", tuple(figures)),)).assumed
    return Worked(tuple(item.key.removeprefix("assumptions.") for item in found))


FIGURES: tuple[Declared, ...] = (
    *(*YEAR, *WEEK, *ROLE, needed.hire_gap, needed.short_roles, needed.short_to_hire, *COVER),
    *(*SHIFTS, shifts.short_in_shifts, *week_kinds.KINDS, week_kinds.short_weeks),
    *(*phases.PHASES, *cover_by_month.MONTHLY),
    *(*CALLS, busiest.teams_peak, busiest.waits_for_team, busiest.overloaded),
    *(*OFF_DUTY, *GROUP, on_call.on_call_weeks, *FOLLOW_UP, assumed),
)

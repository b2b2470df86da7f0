"""What call data and encounters read of a plan and answer in it: declared, so that a pack may rename it."""

from __future__ import annotations

from coplan.content.reads import ReadsColumn, ReadsQuestion

# Read
HOURS = ReadsQuestion("design.hours", "schedule")
REPEAT_DEFINITION = ReadsQuestion("needs.repeat_definition", "choice")
FIELDS = ReadsQuestion("metrics.fields", "choices")
SELECTED = ReadsQuestion("metrics.selected", "choices")
SUPPRESSION = ReadsQuestion("metrics.suppression", "whole")
OBJECTIVES = ReadsQuestion(
    "goals.objectives",
    "records",
    cells=(
        ReadsColumn("metric", "choice"),
        ReadsColumn("baseline", "number"),
        ReadsColumn("target", "number"),
        ReadsColumn("due", "date"),
    ),
)
GUARDRAILS = ReadsQuestion(
    "goals.guardrails",
    "records",
    cells=(
        ReadsColumn("metric", "choice"),
        ReadsColumn("direction", "choice", ("above", "below")),
        ReadsColumn("threshold", "number"),
    ),
)

# Answered from data
CODES = ReadsQuestion("needs.codes", "list")
TOTAL = ReadsQuestion("needs.total_calls", "whole")
COUNTED = ReadsQuestion("needs.bh_calls", "whole")
FIRST_DAY = ReadsQuestion("needs.period_start", "date")
LAST_DAY = ReadsQuestion("needs.period_end", "date")
BY_HOUR = ReadsQuestion("needs.calls_by_hour", "records")
BY_PLACE = ReadsQuestion("needs.calls_by_place", "records")
SCENE = ReadsQuestion("needs.scene_minutes", "number")
REPEAT_PEOPLE = ReadsQuestion("needs.repeat_people", "whole")
CHECKED = ReadsQuestion("needs.bh_undercount_check", "choice", ("done",))
CHECKED_CALLS = ReadsQuestion("needs.bh_undercount_sample", "whole")
MISSED = ReadsQuestion("needs.bh_undercount_rate", "percent")
EVERY = tuple(value for value in vars().values() if isinstance(value, ReadsQuestion))

"""What call data and encounters read of a plan and answer in it: declared, so that a pack may rename it."""

from __future__ import annotations

from coplan.content.reads import ReadsColumn, ReadsQuestion

# Read
HOURS = ReadsQuestion("design.hours", "schedule")
RESPONSE_TARGET = ReadsQuestion("design.response_target", "duration")
REPEAT_DEFINITION = ReadsQuestion("needs.repeat_definition", "choice")
FIELDS = ReadsQuestion("metrics.fields", "choices")
REASON_CODES = ReadsQuestion("metrics.reason_codes", "choices")
SELECTED = ReadsQuestion("metrics.selected", "choices")
SUPPRESSION = ReadsQuestion("metrics.suppression", "whole")
OBJECTIVES = ReadsQuestion(
    "goals.objectives",
    "records",
    cells=(
        ReadsColumn("statement", "text"),
        ReadsColumn("metric", "choice"),
        ReadsColumn("baseline", "number"),
        ReadsColumn("baseline_plan", "text"),
        ReadsColumn("target", "number"),
        ReadsColumn("unit", "choice", ("percent", "per_1000")),
        ReadsColumn("due", "date"),
    ),
)
BASELINE = ReadsQuestion(
    "metrics.baseline",
    "records",
    cells=(
        ReadsColumn("metric", "choice"),
        ReadsColumn("value", "number"),
        ReadsColumn("period", "text"),
        ReadsColumn("compare", "choice", ("same",)),
    ),
)
REPORT_DATES = ReadsQuestion("improve.annual_report", "records", cells=(ReadsColumn("date", "date"),))
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
BY_HOUR = ReadsQuestion("needs.calls_by_hour", "records", cells=(ReadsColumn("calls", "whole"),))
BY_PLACE = ReadsQuestion("needs.calls_by_place", "records", cells=(ReadsColumn("calls", "whole"),))
SCENE = ReadsQuestion("needs.scene_minutes", "number")
REPEAT_PEOPLE = ReadsQuestion("needs.repeat_people", "whole")
CHECKED = ReadsQuestion("needs.bh_undercount_check", "choice", ("done",))
CHECKED_CALLS = ReadsQuestion("needs.bh_undercount_sample", "whole")
MISSED = ReadsQuestion("needs.bh_undercount_rate", "percent")
SHARE_INTERVAL = ReadsQuestion("needs.share_interval", "text")
TREND = ReadsQuestion("needs.trend", "text")
RESPONDER_HOURS = ReadsQuestion("needs.responder_hours", "number")
BY_ENDING = ReadsQuestion("needs.dispositions", "records", cells=(ReadsColumn("calls", "whole"),))
SCHEDULE_REACH = ReadsQuestion("needs.schedule_reach", "percent")
BEST_SCHEDULE = ReadsQuestion("needs.best_schedule", "text")
CANNOT_TELL = ReadsQuestion("needs.cannot_tell", "list")
RESULTS = ReadsQuestion("metrics.results", "records")
RESULTS_FROM = ReadsQuestion("metrics.results_from", "date")
RESULTS_TO = ReadsQuestion("metrics.results_to", "date")
RESULTS_ROWS = ReadsQuestion("metrics.results_rows", "text")
RESULTS_GROUPS = ReadsQuestion("metrics.results_groups", "records")
RESULTS_CANNOT = ReadsQuestion("metrics.results_cannot", "list")

# Not shown on paper where they are small
TO_HOSPITAL = ReadsQuestion("needs.bh_ed", "whole")
ARRESTS = ReadsQuestion("needs.bh_arrests", "whole")
HOLDS = ReadsQuestion("needs.bh_holds", "whole")
FORCE = ReadsQuestion("needs.bh_force", "whole")
INJURED = ReadsQuestion("needs.injuries", "whole")
RESPONDERS_INJURED = ReadsQuestion("needs.responder_injuries", "whole")
OVERDOSES = ReadsQuestion("needs.overdoses", "whole")
OVERDOSE_DEATHS = ReadsQuestion("needs.overdose_deaths", "whole")
SUICIDES = ReadsQuestion("needs.suicides", "whole")
SUICIDE_CALLS = ReadsQuestion("needs.suicide_calls", "whole")
HOMELESS_CALLS = ReadsQuestion("needs.homeless_calls", "whole")
MEDICAL_CALLS = ReadsQuestion("needs.medical_calls", "whole")
BY_GROUP = ReadsQuestion(
    "needs.demographics",
    "records",
    cells=(
        ReadsColumn("dimension", "choice"),
        ReadsColumn("call_share", "percent"),
        ReadsColumn("arrest_rate", "percent"),
        ReadsColumn("hold_rate", "percent"),
        ReadsColumn("force_rate", "percent"),
    ),
)
EVERY = tuple(value for value in vars().values() if isinstance(value, ReadsQuestion))

"""What staffing reads of a pack: every question with its columns and choices, every fact and assumption."""

from __future__ import annotations

from coplan.content.reads import ReadsAssumption, ReadsColumn, ReadsFact, ReadsQuestion

SWORN = ("officer", "firefighter", "paramedic", "emt")  # whom the sworn FTE can mean, in this order
ROLES = (*SWORN, "clinician", "nurse", "peer", "case_manager", "community_health_worker", "supervisor")
QUEUES = ("civilian_team", "mobile_crisis")  # nobody else takes the call, so people wait for the team
BESIDE = ("follow_up", "community_health")  # models that take no calls
DAYS: dict[str, tuple[int, ...]] = {"mo": (0,), "tu": (1,), "we": (2,), "th": (3,), "fr": (4,), "sa": (5,), "su": (6,)}
DAYS |= {"weekday": (0, 1, 2, 3, 4), "weekend": (5, 6)}
SHIFTS = {"five_8": 8, "four_10": 10, "three_12": 12, "shift_24": 24}
WEEKLY = {"five_8": 40, "four_10": 40, "three_12": 36}  # hours of an ordinary week of that pattern
ON_CALL_CLINICIAN = "on_call_clinician"
IN_FIELD = ("ride_along", "on_scene", *QUEUES, "community_health")  # models with a seat in the field
FIELD, *ELSEWHERE = PLACES = ("field", "center", "video", "on_call")  # where a role works

MODELS = ReadsQuestion("design.models", "choices", (*IN_FIELD, "follow_up"))
HOURS = ReadsQuestion("design.hours", "schedule")
POSTS = ReadsQuestion(
    "design.posts", "records", cells=(ReadsColumn("period", "schedule"), ReadsColumn("teams", "whole"))
)
TEAM = ReadsQuestion(
    "design.team",
    "records",
    cells=(ReadsColumn("role", "choice", ROLES), ReadsColumn("count", "whole"), ReadsColumn("place", "choice", PLACES)),
)
OFF_HOURS = ReadsQuestion("design.off_hours", "choice", (ON_CALL_CLINICIAN,))
CASELOAD = ReadsQuestion("design.caseload", "whole")
FOLLOWUP_CAP = ReadsQuestion("design.followup_cap", "records", cells=(ReadsColumn("longest", "duration"),))
ELIGIBLE_CALLS = ReadsQuestion("needs.eligible_calls", "whole")
CALLS_BY_HOUR = ReadsQuestion(
    "needs.calls_by_hour",
    "records",
    cells=(
        ReadsColumn("day", "choice", tuple(DAYS)),
        ReadsColumn("start", "time"),
        ReadsColumn("end", "time"),
        ReadsColumn("calls", "whole"),
    ),
)
SERVICE_MINUTES = ReadsQuestion("resources.service_minutes", "number")
TRAVEL_MINUTES = ReadsQuestion("resources.travel_minutes", "number")
TWO_TEAMS = ReadsQuestion("resources.two_team_share", "percent")
BH_CALLS = ReadsQuestion("needs.bh_calls", "whole")
TOTAL_CALLS = ReadsQuestion("needs.total_calls", "whole")
UNDERCOUNT = ReadsQuestion("needs.bh_undercount_rate", "percent")
LAUNCH = ReadsQuestion("profile.target_launch", "date")
PHASES = ReadsQuestion(
    "design.phases",
    "records",
    cells=(
        *(ReadsColumn("phase", "text"), ReadsColumn("start", "date")),
        *(ReadsColumn("hours", "schedule"), ReadsColumn("teams", "whole")),
    ),
)
SHARE_IN_HOURS = ReadsQuestion("resources.share_in_hours", "percent")
SHIFT = ReadsQuestion("resources.shift", "choice", tuple(SHIFTS))
PAID_HOURS = ReadsQuestion("resources.paid_hours", "number")
ABSENCE = ReadsQuestion("resources.absence", "records", cells=(ReadsColumn("hours", "number"),))
VACANCY = ReadsQuestion("resources.vacancy", "percent")
POSITIONS = ReadsQuestion(
    "resources.roles",
    "records",
    cells=(
        *(ReadsColumn("title", "text"), ReadsColumn("role", "choice", ROLES), ReadsColumn("fte", "number")),
        *(ReadsColumn("start", "date"), ReadsColumn("place", "choice", PLACES)),
    ),
)
SWORN_FTE = ReadsQuestion("resources.sworn_fte", "number")
ONCALL_USED = ReadsQuestion("resources.oncall_used", "yes_no")
ONCALL = ReadsQuestion(
    "resources.oncall", "records", cells=(ReadsColumn("who", "text"), ReadsColumn("hours_per_week", "number"))
)

FOLLOW_UP = ReadsFact("follow_up")
FOLLOW_UP_ONLY = ReadsFact("follow_up_only")

ASSUMED_PAID_HOURS = ReadsAssumption("paid_hours")
ASSUMED_ABSENCE = ReadsAssumption("absence_hours")
ASSUMED_VACANCY = ReadsAssumption("vacancy")
ASSUMED_TEAMS = ReadsAssumption("teams")
PEOPLE_PER_ROLE = ReadsAssumption("people_per_role")
SHIFT_HOURS = ReadsAssumption("shift_hours")
HANDOVER = ReadsAssumption("handover_minutes")
MISSED_TARGET = ReadsAssumption("missed_target")
LATE_MINUTES = ReadsAssumption("late_minutes")
BUSY_TARGET = ReadsAssumption("busy_target")
FOLLOWUP_SHARE = ReadsAssumption("followup_share")

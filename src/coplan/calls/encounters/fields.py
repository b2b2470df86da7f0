"""The fields of an encounter log: the keys of the question metrics.fields, each with what it may hold.

Choices follow the metrics of step 9. A note and a name have no column here: they stay in the health record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

YES_NO = ("yes", "no", "unknown")
# The least that the federal standard of 2024 asks for (OMB Directive 15, 89 FR 22182).
RACES = (
    *("American Indian or Alaska Native", "Asian", "Black or African American", "Hispanic or Latino"),
    *("Middle Eastern or North African", "Native Hawaiian or Pacific Islander", "White"),
)
AGES = ("under 18", "18 to 24", "25 to 44", "45 to 64", "65 and older", "unknown")


@dataclass(frozen=True)
class LogField:
    """A column: `kind` is text, date, time, number or choice. `must`: a row without it counts for nothing.

    `later`: nobody knows it when the contact ends. `made`: a system writes it, and no hand does on paper. `found`:
    filled in wherever the person was found. `boxes`: usual words for a text, beside which others may stand. `several`:
    more than one choice may be right, with semicolons. `old`: a choice of former forms, which is still read. `former`:
    labels of former forms. `beside`: the field on whose line it stands on paper. `dispatched`: filled in wherever a
    dispatch record of the event exists.
    """

    key: str
    label: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    must: bool = False
    help: str = ""
    later: bool = False
    made: bool = False
    found: bool = False
    boxes: tuple[str, ...] = ()
    several: bool = False
    old: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    beside: str = ""
    dispatched: bool = False


FIELDS = (
    LogField("event_id", "event number", must=True, help="One row a dispatch or visit. Never the number of a person."),
    LogField("cad_number", "dispatch (CAD) number", dispatched=True),
    LogField("date", "date", "date", must=True, help="Year-month-day, such as 2027-01-15."),
    LogField("time_received", "time received", "time", help="24 hours, such as 14:05."),
    LogField("time_dispatched", "time dispatched", "time"),
    LogField("time_arrived", "time arrived", "time", found=True, help="Not for a contact by phone or video."),
    LogField("time_cleared", "time cleared", "time", help="After midnight the clock starts again; the date stays."),
    LogField(
        "request_source",
        "source of the request",
        "choice",
        ("dispatch", "responder", "crisis line", "hospital", "partner", "walk-in", "follow-up"),
    ),
    LogField("call_type", "call type at dispatch"),
    LogField("final_type", "final type", help="The main reason, as it turned out."),
    LogField("second_reason", "second reason", help="Empty if there was one reason only."),
    LogField(
        "model_used",
        "how the contact was made",
        "choice",
        ("together", "called to the scene", "video", "phone", "follow-up"),
        help="A call or visit after the first contact is “follow-up”, by phone too.",
        found=True,
    ),
    LogField("responders", "responders by role"),
    LogField(
        "patrol_times", "minutes of patrol on scene", "number", help="From arrival to clear of the first patrol unit."
    ),
    LogField(
        "person_found",
        "person found",
        "choice",
        YES_NO,
        must=True,
        help="No: a dispatch, not a contact. By phone or video, yes if the person answered.",
    ),
    LogField(
        "person_hash",
        "hashed person number",
        help="The same for one person in all rows, made with a secret key. Never a name or birth date.",
        made=True,
    ),
    LogField("age_band", "age band", "choice", AGES),
    LogField(
        "race_ethnicity",
        "race and ethnicity as self-described",
        help="Ask; do not guess. Several with semicolons. Leave empty if not asked.",
        boxes=RACES,
    ),
    LogField("gender", "gender", boxes=("woman", "man", "nonbinary")),
    LogField(
        "language",
        "language of the contact",
        help="As the person chose it.",
        boxes=("English", "Spanish", "sign language"),
        former=("language and interpreter",),
    ),
    LogField(
        "interpreter",
        "interpreter used",
        "choice",
        ("not needed", "by phone or video", "in person", "staff", "needed and not found"),
    ),
    LogField("veteran", "veteran", "choice", YES_NO),
    LogField("housing", "housing status", "choice", ("housed", "unhoused", "unstable", "unknown")),
    LogField("minor", "minor", "choice", YES_NO),
    LogField("weapon", "weapon present", "choice", YES_NO),
    LogField("violence", "violence", "choice", YES_NO),
    LogField("substance_use", "substance use", "choice", YES_NO),
    LogField(
        "suicide_screen",
        "suicide screen result and level",
        "choice",
        ("not done", "refused", "none", "low", "moderate", "high"),
    ),
    LogField("overdose", "overdose", "choice", YES_NO),
    LogField("medical_need", "medical need", "choice", YES_NO),
    LogField("scene_lead", "lead on scene", "choice", ("clinician", "officer", "medic", "peer", "other")),
    LogField("deescalation", "de-escalation used", "choice", YES_NO),
    LogField(
        "force",
        "force",
        "choice",
        ("none", "before arrival", "reportable", "unknown"),
        help="Reportable by the police agency's own rule, from the team's arrival to clear.",
        found=True,
    ),
    LogField(
        "injury",
        "injury",
        "choice",
        ("none", "person served", "staff", "officer", "bystander", "unknown"),
        help="Each kind of person who was hurt.",
        found=True,
        several=True,
        old=("several",),
    ),
    LogField(
        "hold_evaluated", "evaluated for a hold", "choice", YES_NO, help="Also where no hold was started after it."
    ),
    LogField(
        "hold",
        "hold started and by whom",
        "choice",
        ("none", "officer", "clinician", "designated responder", "other", "unknown"),
        found=True,
    ),
    LogField("arrest", "arrest or citation", "choice", ("none", "citation", "arrest", "unknown"), found=True),
    LogField("alternative", "alternative used", "choice", ("none", "to arrest", "to the emergency department", "both")),
    LogField(
        "transport",
        "transport to",
        "choice",
        ("none", "emergency department", "crisis center", "detox", "home", "jail", "other"),
        found=True,
    ),
    LogField("ride_minutes", "minutes of the ride", "number", help="Only if someone was driven."),
    LogField("facility_wait", "minutes of wait at the facility", "number", help="Only if someone was taken to one."),
    LogField("record_minutes", "minutes of writing it up", "number"),
    LogField("naloxone_given", "naloxone given", "choice", YES_NO),
    LogField("naloxone_left", "naloxone kits left", "number"),
    LogField("services", "services given", help="Several with semicolons; write none if none was given."),
    LogField("consulted", "another provider asked for advice", "choice", YES_NO),
    LogField(
        "payer",
        "who pays for the service",
        "choice",
        ("Medicaid", "Medicare", "private insurance", "other", "no one", "unknown"),
        help="Only where services are billed.",
    ),
    LogField("referral", "referral", "choice", ("none", "referred", "warm handoff")),
    LogField("referral_consent", "consent to the referral", "choice", ("yes", "no", "not asked")),
    LogField("followup_consent", "consent for follow-up", "choice", ("yes", "no", "not asked")),
    LogField("survey_consent", "agreed to be asked later", "choice", ("yes", "no", "not asked")),
    LogField("followup_due", "follow-up due", "date", help="Only if the person agreed to follow-up."),
    LogField("followup_due_time", "time at which it is due", "time", beside="followup_due"),
    LogField("first_attempt_date", "date of the first attempt", "date", later=True),
    LogField("first_attempt_time", "time of the first attempt", "time", later=True, beside="first_attempt_date"),
    LogField("followup_attempts", "follow-up attempts", "number", help="Only if follow-up is due.", later=True),
    LogField(
        "followup_reached", "follow-up reached", "choice", YES_NO, help="Only if there was an attempt.", later=True
    ),
    LogField("linked_date", "date of the first service", "date", help="Only if the person was referred.", later=True),
    LogField("closing_reason", "closing reason", later=True),
    LogField("complaint", "complaint", "choice", YES_NO, later=True),
)
BY_KEY = {field.key: field for field in FIELDS}
ALWAYS = ("date", "person_found")
OTHER_REASON = "something else"
REASONS = ("final_type", "second_reason")  # what a plan's list of reasons may stand in
GROUPS = ("age_band", "race_ethnicity", "gender", "language", "housing")


def chosen_fields(keys: tuple[str, ...], reasons: Sequence[str] = ()) -> tuple[LogField, ...]:
    """The fields of a plan's form, in the form's order; without a choice, all of them.

    `reasons` are the plan's own reasons for a contact: where there are some, a reason is one of them.
    """
    chosen = (field for field in FIELDS if not keys or field.key in keys or field.key in ALWAYS)
    return tuple(with_reasons(field, reasons) for field in chosen)


def with_reasons(field: LogField, reasons: Sequence[str]) -> LogField:
    """The field with the plan's reasons to choose from, if it holds a reason."""
    if field.key not in REASONS or not reasons:
        return field
    return replace(field, kind="choice", choices=(*reasons, OTHER_REASON))

"""Law as a pack holds it: topics, provisions, holds, and the clauses that a law asks an agreement to have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from coplan.content.terms import AS_IN_YAML, STRICT


@dataclass(frozen=True)
class Topic:
    """Something on which there is law, and whose. `asks` is what an entry must answer, as a lawyer is asked it.

    With the scope `both` a state's law stands beside federal law; only a federal topic has no hole for a state. On what
    is marked `some` only some states have law.
    """

    __pydantic_config__ = STRICT
    label: str
    scope: Literal["state", "federal", "both"]
    asks: str = ""
    some: bool = False


@dataclass(frozen=True)
class AnswerConflict:
    """An answer that goes against a provision, and a sentence that says why (`because`).

    It does if it names one of the words of `says` and none of `unless`, or none of those of `lacks`; takes one of the
    `choices`; or is a duration `longer_than` this. With none of these every answer does.
    """

    __pydantic_config__ = STRICT
    question: str
    because: str
    says: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    longer_than: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Law:
    """One provision: citation, what it requires in our words, and which version was read.

    `applies_to` names whom it binds or empowers (law/parties.yaml); empty means everybody. It prints from the day
    `from_` to the day `until`. `must_state` names the clauses that it asks an agreement to have (law/clauses.yaml);
    `in_agreement` is the text with which an agreement meets it, and prints there only where the provision was seen.
    How a body approves an agreement: `approved` completes "takes effect only after …"; bodies of the kinds in
    `ordinance_of` act by ordinance, others by resolution; `approval_says` stands in that act. A `certificate` ("Office:
    words") stands beside the signature of each public party. They too print only where the provision was seen.
    `case_law` marks decisions and opinions, which agreements leave to counsel's notes. `conflicts` are the answers of a
    plan that go against it. `also` are other topics that it answers: the text stands once, under its own topic.
    """

    __pydantic_config__ = AS_IN_YAML
    citation: str
    requires: str
    url: str
    version: str
    status: Literal["seen", "unverified"]
    title: str = ""
    source: str = ""
    note: str = ""
    must_state: tuple[str, ...] = ()
    in_agreement: str = ""
    certificate: str = ""
    approved: str = ""
    ordinance_of: tuple[str, ...] = ()
    approval_says: str = ""
    applies_to: tuple[str, ...] = ()
    from_: date | None = None
    until: date | None = None
    read_on: Literal["official", "copy", "bill", "secondary", "none"] | None = None
    checked: date | None = None
    case_law: bool = False
    conflicts: tuple[AnswerConflict, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Starter:
    """Somebody who may start an emergency hold without a court; `who` fits "may be started by …".

    `also` are roles that the same person may have: a physician is a commitment examiner by law in some states. `law`
    are the citations, among the provisions on holds, that give the power; where it is empty, all of them are cited.
    """

    __pydantic_config__ = AS_IN_YAML
    who: str
    role: Literal[
        "peace_officer",
        "designated_crisis_responder",
        "physician",
        "commitment_examiner",
        "team_clinician",
        "hospital_staff",
        "crisis_facility_staff",
        "health_officer",
        "mental_health_officer",
        "mental_health_director",
        "any_person",
        "other",
    ]
    if_: str = ""
    also: tuple[str, ...] = ()
    law: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that this person may have in a plan."""
        return (self.role, *self.also)


@dataclass(frozen=True)
class Hold:
    """Who may hold a person in crisis in one state, how, and for how long: sentences in our words.

    `cites` are the topics whose provisions carry it; `team_clinician` says if the team's own clinician may start one.
    A sentence that nobody knows yet is empty, and drafts say so.
    """

    __pydantic_config__ = STRICT
    starts: tuple[Starter, ...]
    team_clinician: Literal["no", "designated", "licensed", "examiner", "yes"]
    cites: tuple[str, ...]
    status: Literal["seen", "unverified"]
    team_clinician_words: str = ""
    criteria: str = ""
    clock: str = ""
    petition: str = ""
    form: str = ""
    transport: str = ""
    note: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Who may start a hold by role, the team's own clinician too where the law lets one."""
        clinician = () if self.team_clinician == "no" else ("team_clinician",)
        return tuple(dict.fromkeys([*(role for starter in self.starts for role in starter.roles), *clinician]))


@dataclass(frozen=True)
class Clause:
    """Something that a law asks an agreement to state, and where our draft and the plan's answers do."""

    __pydantic_config__ = STRICT
    label: str
    section: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Party:
    """Somebody whom law may bind or empower: belongs to the plan where `is_` holds, also while it is not sure.

    `unsure` holds where the answers do not settle it. Law for this party alone then prints with the condition `where`,
    which fits "where …".
    """

    __pydantic_config__ = AS_IN_YAML
    label: str
    is_: str
    unsure: str = ""
    where: str = ""

    @property
    def expression(self) -> str:
        """The condition under which the party belongs to the plan, on one line."""
        return " ".join(self.is_.split())

    @property
    def doubt(self) -> str:
        """The condition under which nobody knows, on one line; empty if there is none."""
        return " ".join(self.unsure.split())

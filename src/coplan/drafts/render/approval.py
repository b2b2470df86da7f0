"""By which act a body approves an agreement between public bodies: ordinance or resolution, by the law of the state."""

from __future__ import annotations

import re
from typing import Any

from coplan.content.answers.values import Missing
from coplan.plan.law import PlanLaw

AGREEMENTS = "interlocal_agreement"
ORDINANCE, RESOLUTION = "ordinance", "resolution"


def approval_act(law: PlanLaw, party: Any, parties: Any) -> str:
    """The act of one party by its name: "ordinance" or "resolution". `parties` are the rows of all, or missing."""
    rows = [] if isinstance(parties, Missing) else list(parties)
    seen = [one for one in law.on(AGREEMENTS) if one.status == "seen"]
    kinds = {kind for one in seen for kind in one.ordinance_of}
    return ORDINANCE if any(kinds & _kind(row) for row in rows if str(row["party"]) == str(party)) else RESOLUTION


def _kind(row: Any) -> set[str]:
    """The words that tell what kind of government a party is: its kind where the plan has it, or else its name."""
    kind = row["kind"]
    return set(re.findall(r"[a-z]+", str(row["party"] if isinstance(kind, Missing) else kind).lower()))

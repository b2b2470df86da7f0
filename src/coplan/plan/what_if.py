"""A plan with other answers or assumptions, to look at and not to keep."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.content.answers.assumptions import read_assumption
from coplan.content.answers.faults import NotAnAnswer
from coplan.content.model import Pack
from coplan.errors import UsageError, closest
from coplan.plan.model import OwnValue, Plan
from coplan.plan.suggestions import follow
from coplan.plan.take import take_settings

ASSUMPTIONS = "assumptions."


def what_if(plan: Plan, pack: Pack, settings: Sequence[str]) -> Plan:
    """The plan with `design.hours=…` or `assumptions.vacancy=…`. Raises UsageError that names everything wrong."""
    ours = [setting for setting in settings if setting.strip().startswith(ASSUMPTIONS)]
    faults = []
    for setting in ours:
        try:
            plan = _assume(plan, pack, setting.strip().removeprefix(ASSUMPTIONS))
        except UsageError as error:
            faults.append(str(error))
    try:
        plan = take_settings([setting for setting in settings if setting not in ours], pack).change(plan)
    except UsageError as error:
        faults.append(str(error))
    if faults:
        raise UsageError("\n".join(faults))
    return follow(plan, pack)[0]


def _assume(plan: Plan, pack: Pack, setting: str) -> Plan:
    name, equals, text = (part.strip() for part in setting.partition("="))
    if not equals:
        raise UsageError(f"`{ASSUMPTIONS}{setting}` needs an equals sign: key=value.")
    if name not in pack.assumptions:
        near = closest(name, pack.assumptions)
        hint = f"Did you mean `{ASSUMPTIONS}{near}`?" if near else f"They are {', '.join(pack.assumptions)}."
        raise UsageError(f"There is no assumption `{name}`. {hint}")
    try:
        return plan.with_assumption(name, OwnValue(read_assumption(text, pack.assumptions[name]), "what if"))
    except NotAnAnswer as error:
        raise UsageError(f"{ASSUMPTIONS}{name}: {error}") from None

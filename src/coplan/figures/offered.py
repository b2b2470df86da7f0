"""The summaries that figures offer to rules and reports: `figures.staffing.…` is worked out when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from coplan.figures import registry
from coplan.plan.view import Answers

Summary = Callable[[Answers], Mapping[str, Any]]

# name: module and function, loaded when a rule first asks. The function takes the answers and returns values by name;
# a value that the plan does not give is None.
OFFERED: dict[str, str] = {
    "budget": "coplan.figures.budget.plan:summary",
    "staffing": "",
    "timeline": "coplan.figures.timeline.plan:summary",
}


def summary(name: str, answers: Answers) -> Mapping[str, Any]:
    """The values that one topic offers for a plan. Raises KeyError for a topic that does not exist."""
    if name in registry.TOPICS:
        return registry.summary(name, answers)
    module, _, function = OFFERED[name].partition(":")
    worked_out: Summary = getattr(import_module(module), function)
    return worked_out(answers)

"""The plan's answers that an encounter log gives: what the evaluation report prints."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.calls import inputs
from coplan.reports.figure_words import first_upper
from coplan.reports.outcomes.evaluation import NONE, Evaluation, harms_and_others, limits_of, row_of
from coplan.reports.outcomes.shown_results import ShownResult
from coplan.yaml.nodes import Data


def evaluation_answers(found: Evaluation) -> dict[str, Data]:
    """Question key to answer, as text that the question's kind reads. Nothing in it tells a small count."""
    harms, others = harms_and_others(found)
    sorted_by = [("harm", one) for one in harms] + [("outcome", one) for one in others]
    answers: dict[str, Data] = {
        inputs.RESULTS.key: [_row(found, about, one) for about, one in sorted_by],
        inputs.RESULTS_ROWS.key: f"{found.log.used:,} of {found.log.rows:,}",
        inputs.RESULTS_GROUPS.key: [*_groups(found)],
        inputs.RESULTS_CANNOT.key: list(limits_of(found)),
    }
    for key, day in ((inputs.RESULTS_FROM.key, found.first), (inputs.RESULTS_TO.key, found.last)):
        if day:
            answers[key] = day.isoformat()
    return answers


def _row(found: Evaluation, about: str, one: ShownResult) -> dict[str, Data]:
    label, now, interval, of, missing, before, goal, stop = row_of(found, one)
    cells = {"measure": label, "about": about, "now": now, "interval": interval, "before": before, "goal": goal}
    cells |= {"of": of, "missing": missing, "stop": stop, "signal": "; ".join(one.signals)}
    return {key: cell for key, cell in cells.items() if cell and cell != NONE}


def _groups(found: Evaluation) -> Sequence[Data]:
    return [
        {
            "measure": first_upper(found.label(one.result.key)),
            "by": by.replace("_", " "),
            "group": name,
            "now": f"{value:.1f}",
        }
        for one in found.shown
        for by, values in one.groups.items()
        for name, value in values.items()
        if value is not None and sum(held is not None for held in values.values()) > 1
    ]

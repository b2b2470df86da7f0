"""Figures from data become answers of the plan, after somebody agreed; the journal says from which files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coplan.cli.talk import say
from coplan.letters import shown


def wanted() -> bool:
    """Whether the room takes the figures; nobody is asked where nobody can answer."""
    from coplan.wizard.terminal import yes_no

    return yes_no.can_ask() and yes_no.agreed("Take these figures into the plan's answers?", default=False)


def take(place: Any, counted: Mapping[str, Any], files: Sequence[Path], command: str) -> None:
    """Write the figures as answers, each by the key that the pack has today; what these files do not tell stays."""
    from coplan.content.answers.faults import NotAnAnswer
    from coplan.content.answers.kinds import read_value
    from coplan.errors import CoplanError
    from coplan.reports.outcomes.from_data import how_taken

    asked = {place.pack.renamed.get(key, key): data for key, data in counted.items()}
    questions = place.pack.questions
    given: dict[str, Any] = {}
    for key, data in asked.items():
        if key in questions and data:
            try:
                given[key] = read_value(_in_letters(data), questions[key])
            except NotAnAnswer as error:
                raise CoplanError(f"What these files say for {key} cannot be an answer: {error}") from None

    def change(plan: Any) -> Any:
        for key, value in given.items():
            plan = plan.with_answer(key, value)
            if key in plan.open and plan.open[key].state == "parked":
                plan = plan.with_open(key, None)
        return plan

    with place.lock(command, wait=5):
        place.reconcile()
        place.save(change, how_taken([path.name for path in files]))
    say(f"Taken into the plan: {', '.join(sorted(given))}.")
    answers = place.answers()
    waiting = sorted(key for key in given if not answers.applies(key))
    if waiting:
        say(f"The plan does not ask {', '.join(waiting)} as it stands: kept, and used when it does.")
    stayed = [key for key in asked if key not in given and key in answers.plan.answers]
    if stayed:
        say(f"These files do not tell {', '.join(sorted(stayed))}: what stood there before stands. Does it still hold?")


def _in_letters(data: Any) -> Any:
    """Words of other people's files without what commands a terminal: such a character stands as its number."""
    if isinstance(data, Mapping):
        return {key: _in_letters(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_in_letters(value) for value in data]
    return shown(data) if isinstance(data, str) else data

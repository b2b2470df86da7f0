"""Asks once about an answer that is unlike others: hours over midnight, a date in the past, three zeros too many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from coplan.content.questions import Spec
from coplan.wizard.asker import Asker, Option, Signal

RIGHT, WRONG = Option("right", "Yes, that is right"), Option("change", "No, change it")


def confirmed(asker: Asker, spec: Spec, value: Any, today: date, examples: Iterable[object] = ()) -> bool:
    """True unless the answer is unusual and the room wants to change it. Raises KeyboardInterrupt as askers do."""
    from coplan.content.answers.echo import echo, unusual  # not before the first question

    why = unusual(value, spec, today, examples)
    if not why:
        return True
    words = echo(value)
    said = why if words in why else f"{words.removesuffix('.')}. {why}"
    picked = asker.choose(f"{said} Right?", [RIGHT, WRONG], RIGHT.key)
    return not isinstance(picked, Signal) and picked == RIGHT.key

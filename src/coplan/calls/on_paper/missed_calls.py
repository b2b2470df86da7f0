"""How many behavioral health calls there probably are, with those that the count misses, and how sure that is.

A sample of the calls that were not counted gives the share that was missed; Wilson's interval of that share gives the
range (see `intervals`). All are rounded, for the sample is no better than that.
"""

from __future__ import annotations

from decimal import Decimal

from coplan.calls import inputs
from coplan.calls.intervals import wilson
from coplan.content.answers.values import Missing
from coplan.numerals import grouped
from coplan.plan.view import Answers

ROUND_FROM = 1_000  # calls: from here on to the hundred, below to the ten


def missed_calls(answers: Answers, which: str) -> str:
    """In words the number of calls, missed ones included: `about`, `least` or `most`; nothing where it is not known.

    Raises KeyError for anything else.
    """
    return answers.keep("calls with those that were missed", _missed_calls)[which]


def _missed_calls(answers: Answers) -> dict[str, str]:
    reads = (inputs.TOTAL, inputs.COUNTED, inputs.MISSED)
    whole, counted, rate = (answers.read(read) for read in reads)
    found = {"about": "", "least": "", "most": ""}
    if any(isinstance(value, Missing) for value in (whole, counted, rate)) or not counted <= whole:
        return found
    shares = {"about": float(rate) / 100}
    sample = answers.read(inputs.CHECKED_CALLS)
    if not isinstance(sample, Missing) and (ends := wilson(round(Decimal(rate) * sample / 100), int(sample))):
        shares |= {"least": ends.low, "most": ends.high}
    calls = {name: counted + (whole - counted) * share for name, share in shares.items()}
    places = -2 if calls["about"] >= ROUND_FROM else -1  # one rounding for all three, so that they can be compared
    return found | {name: grouped(int(round(many, places))) for name, many in calls.items()}

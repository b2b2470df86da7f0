"""An answer said back as it was understood, and what about it is asked once."""

from __future__ import annotations

import datetime

import pytest

from coplan.content.answers.echo import echo, unusual
from coplan.content.answers.kinds import read_value
from coplan.content.questions import Choice, Column

TODAY = datetime.date(2026, 11, 23)
CHOICES = (Choice("one", "the first"), Choice("two", "the second"))


def spec(kind: str) -> Column:
    return Column("x", "x", kind, choices=CHOICES if kind.startswith("choice") else ())


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("schedule", "M-F 8-5", "Monday to Friday, 8 a.m. to 5 p.m. 45 hours a week."),
        ("date", "3/4/27", "March 4, 2027"),
        ("money", "$85k", "$85,000"),
        ("percent", "12 percent", "12%"),
        ("time", "0800", "8 a.m."),
        ("choices", ["two", "one"], "the second; the first"),
        ("choice", "ONE", "the first"),
        ("list", "a\nb", "a; b"),
        ("phone", "3605550101", "(360) 555-0101"),
    ],
)
def test_an_answer_is_said_as_it_was_understood(kind: str, typed: str, said: str) -> None:
    assert echo(read_value(typed, spec(kind))) == said


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("schedule", "Mo-Fr 09:00-05:00", "That runs to 5 a.m. the next day."),
        ("schedule", "Mo-Su 06:00-22:00", "That is more than 100 hours a week."),
        ("schedule", "Mo-Su 10:00-02:00", "That runs to 2 a.m. the next day. That is more than 100 hours a week."),
        ("schedule", "Mo-Fr 08:00-20:00", ""),
        ("schedule", "Mo-Fr 12:00-24:00", ""),
        ("schedule", "24/7", ""),
        ("date", "11/22/26", "November 22, 2026 is in the past."),
        ("date", "11/23/26", ""),
        ("percent", "0.12", "0.12% is less than one in a hundred."),
        ("percent", "0", ""),
        ("percent", "1", ""),
        ("money", "85000000", "$85,000,000 is a thousand times the example, $85,000, or more."),
        ("money", "84,999,999", ""),
        ("text", "anything", ""),
    ],
)
def test_what_is_unusual_is_asked(kind: str, typed: str, why: str) -> None:
    assert unusual(read_value(typed, spec(kind)), spec(kind), TODAY, ["85000", "soon"]) == why

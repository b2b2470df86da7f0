"""How a draft looks in Word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """How a draft looks: paper (letter or a4) or an agency's letterhead, and what stands in header and footer.

    `date` is the plan's date as year-month-day; nothing else in the file knows a day.
    `letters` is their size, as a part of that of a letter: a card has one side. `margin` is in inches. `language` is
    that of the words, by two letters: Word checks spelling by it, and a voice reads it aloud.
    """

    title: str
    program: str = ""
    date: str = "2000-01-01"
    paper: str = "letter"
    letterhead: bytes | None = None
    letterhead_name: str = "letterhead"
    letters: float = 1.0
    margin: float = 1.0
    language: str = "en"

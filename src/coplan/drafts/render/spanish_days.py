"""Days as a paper in Spanish says them."""

from __future__ import annotations

import datetime

MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


def in_spanish(day: datetime.date) -> str:
    """A day in words: "6 de octubre de 2027", and "1.º de enero" for the first of a month."""
    return f"{'1.º' if day.day == 1 else day.day} de {MONTHS[day.month - 1]} de {day.year}"

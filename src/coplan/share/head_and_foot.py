"""What a shared page says around the text of a draft."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cover:
    """Title, program and state of one document. `final` takes the word "Draft" away; `paper` is letter or a4.

    `dense` is for a card of one side: small letters. `margin` is in inches. `language` is that of the
    words, by two letters.
    """

    title: str
    program: str = ""
    date: str = ""
    final: bool = False
    paper: str = "letter"
    dense: bool = False
    margin: float = 1.0
    language: str = "en"

    @property
    def state(self) -> str:
        return "" if self.final else "Draft"

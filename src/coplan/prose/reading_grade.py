"""How many years of school a text asks of its reader: the Flesch-Kincaid grade, with the syllables of `readability`.

Kincaid and others, Derivation of New Readability Formulas for Navy Enlisted Personnel, 1975.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from coplan.prose.blocks import Block

TEXT = ("paragraph", "bullet", "number")
ENOUGH = 40  # words; the grade of less says nothing
LATER = re.compile(r"\[[^\]]*\]|_{3,}(?: \([^)]*\))?")  # holes, marks and lines to fill: gone when it is read
STOP = re.compile(r"(?<=[.!?])[”\"’')]*\s+(?=[“\"‘'(]*[A-Z])|\n")
WORD = re.compile(r"\w+(?:['’./-]\w+)*")


def sentences(blocks: Iterable[Block]) -> Iterator[list[str]]:
    """The words of each sentence.

    An item of a list is one or more. Of tables only cells with a full stop count; headings and quotes do not.
    """
    for block in blocks:
        texts = [text.strip() for text in block.texts]
        if block.kind == "row":
            texts = [text for text in texts if text.endswith((".", "!", "?"))]
        elif block.kind not in TEXT:
            continue
        for text in texts:
            for part in STOP.split(LATER.sub(" ", text)):
                if words := WORD.findall(part):
                    yield words


def reading_grade(blocks: Iterable[Block]) -> float | None:
    """The grade of a text in English, at least 0; None where there are too few words to say."""
    found = list(sentences(blocks))
    words = [word for sentence in found for word in sentence]
    if len(words) < ENOUGH:
        return None
    count, grade = _library()
    syllables = sum(max(1, count(word)) for word in words)  # a number has at least one
    return max(0.0, round(grade(syllables, len(words), len(found)), 1))


@cache
def _library() -> tuple[Callable[[str], int], Callable[[int, int, int], float]]:
    """How the library counts the syllables of a word, and its formula."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an escape in its table of words, of which newer Pythons warn once
        from readability import KincaidGradeLevel
        from readability.langdata import LANGDATA
    return LANGDATA["en"]["syllables"], KincaidGradeLevel

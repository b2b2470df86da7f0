"""Breaks what is typed between words: the library fills each line to its last column, in the middle of a word."""

from __future__ import annotations

from bisect import bisect_right

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.utils import get_cwidth


class WholeWords(Processor):
    """Puts blanks before each word that would not end in its line. The text itself stays as it is."""

    def apply_transformation(self, given: TransformationInput) -> Transformation:
        letters = explode_text_fragments(given.fragments)
        before = blanks("".join(letter[1] for letter in letters), given.width)
        shown: StyleAndTextTuples = []
        places = []
        for count, letter in zip(before, letters, strict=True):
            shown += [("", " ")] * count
            places.append(len(shown))
            shown.append(letter)
        places.append(len(shown))
        last = len(letters)
        return Transformation(shown, lambda at: places[min(at, last)], lambda at: max(bisect_right(places, at) - 1, 0))


def blanks(line: str, width: int) -> list[int]:
    """How many blanks go before each letter of a line, so that a word ends where it begins. Longer ones are broken."""
    found, column = [0] * len(line), 0
    for at, letter in enumerate(line):
        if not letter.isspace() and (at == 0 or line[at - 1].isspace()):
            word = sum(get_cwidth(one) for one in line[at:].split(maxsplit=1)[0])
            if column and column + word > width >= word:
                found[at], column = width - column, 0
        size = get_cwidth(letter)
        column = size if column + size > width else (column + size) % width
    return found

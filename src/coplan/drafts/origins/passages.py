"""The passages of a draft in which words stand: the sentences, list items and cells around them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coplan.drafts.origins.find_words import Searched, bare
from coplan.drafts.render.hanging import SENTENCE
from coplan.prose.blocks import Block

MOST_NEAR = 3
NEAR = 0.5  # of the words that were looked for


@dataclass(frozen=True)
class Passage:
    """One or more sentences of a draft, the heading above them, and the how manieth of these words they are, from 0."""

    text: str
    heading: str
    number: int = 0


def passages_with(blocks: Sequence[Block], wanted: Sequence[str]) -> list[Passage]:
    """Every passage in which these words stand one after the other."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for text, heading in _texts(blocks):
        for sentence in _sentences(text):
            words = bare(sentence)
            if Searched(sentence).exact(wanted):
                found.append(Passage(sentence, heading, seen[words]))
            seen[words] += 1
        if not any(Searched(sentence).exact(wanted) for sentence in _sentences(text)) and Searched(text).exact(wanted):
            found.append(Passage(text, heading))
    return found


def nearest_to(blocks: Sequence[Block], wanted: Sequence[str]) -> list[Passage]:
    """Passages that say something like it, the nearest first."""
    scored = [
        (Searched(sentence).nearest(wanted)[0], Passage(sentence, heading))
        for text, heading in _texts(blocks)
        for sentence in _sentences(text)
    ]
    best = sorted((item for item in scored if item[0] >= NEAR), key=lambda item: -item[0])
    return list(dict.fromkeys(passage for _, passage in best))[:MOST_NEAR]


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    heading = ""
    for block in blocks:
        if block.kind == "heading":
            heading = " ".join(block.texts)
        for text in block.texts:
            if text.strip():
                yield text.strip(), heading


def _sentences(text: str) -> list[str]:
    return [part for part in SENTENCE.split(text) if part.strip()]

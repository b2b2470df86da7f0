"""Which lines of templates wrote a stretch of a text, down to the macro or part in which it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coplan.content.language.tracing import Condition, Site, TracedPiece
from coplan.drafts.origins.find_words import Searched, bare

ENOUGH = 0.5  # of a passage's words: so many must stand in a text that it is taken to come from
EXHIBIT, MARK = re.compile(r"^Exhibit [A-Z]: "), re.compile(r"\[[^\]]*\]")
BODY = "body"  # the name under which the frame prints a document's own text


@dataclass(frozen=True)
class Leaf:
    """A piece that was put together of no others. `via` are the places that called for it, the outermost first."""

    piece: TracedPiece
    via: tuple[Site, ...]
    read: tuple[str, ...]
    conditions: tuple[Condition, ...]
    calls: tuple[tuple[str, tuple[str, ...]], ...]


def leaves_of(pieces: Sequence[TracedPiece], passage: str, number: int = 0) -> tuple[float, tuple[Leaf, ...]]:
    """The leaves that wrote a passage, and which share of its words stands there; of several the `number`-th."""
    kept = [piece for piece in pieces if BODY not in piece.site.names]
    share, span = _place(_joined(kept), passage, number)
    return (share, tuple(_leaves(kept, span, passage, _Above()))) if share >= ENOUGH else (share, ())


@dataclass(frozen=True)
class _Above:
    via: tuple[Site, ...] = ()
    read: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def below(self, piece: TracedPiece) -> _Above:
        read, conditions = (*self.read, *piece.read), (*self.conditions, *piece.conditions)
        return _Above((*self.via, piece.site), read, conditions)


def _joined(pieces: Sequence[TracedPiece]) -> str:
    return "".join(piece.text for piece in pieces)


def _place(text: str, passage: str, number: int = 0) -> tuple[float, tuple[int, int]]:
    searched = Searched(text)
    for words in _as_written(passage):
        if exact := searched.exact(words):
            return 1.0, exact[min(number, len(exact) - 1)]
    words = bare(passage)
    return searched.nearest(words) if words else (0.0, (0, 0))


def _as_written(passage: str) -> Iterator[tuple[str, ...]]:
    """The words of a passage as a template may have written them: exhibits have no letter yet, and marks come later."""
    for text in (passage, EXHIBIT.sub("Exhibit: ", passage)):
        yield bare(text)
        yield bare(MARK.sub(" ", text))


def _leaves(pieces: Sequence[TracedPiece], span: tuple[int, int], passage: str, above: _Above) -> Iterator[Leaf]:
    at = 0
    for piece in pieces:
        start, at = at, at + len(piece.text)
        first, last = max(span[0], start) - start, min(span[1], at) - start
        if first >= last or not bare(piece.text[first:last]):
            continue
        inside = _inside(piece, (first, last), passage)
        if inside is not None:
            yield from _leaves(piece.inside, inside, passage, above.below(piece))
        else:
            whole = above.below(piece)
            yield Leaf(piece, above.via, tuple(dict.fromkeys(whole.read)), _once(whole.conditions), piece.calls)


def _inside(piece: TracedPiece, span: tuple[int, int], passage: str) -> tuple[int, int] | None:
    """Where a stretch of a piece stands in what it was put together of; None where it is its own."""
    whole = _joined(piece.inside)
    if not bare(whole):
        return None
    at = piece.text.find(whole)
    if at >= 0 and at <= span[0] and span[1] <= at + len(whole):
        return span[0] - at, span[1] - at
    share, found = _place(whole, piece.text[span[0] : span[1]] or passage)
    return found if share >= ENOUGH else None


def _once(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    return tuple(dict.fromkeys(conditions))

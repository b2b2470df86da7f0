"""Names that people typed in two places: the same whatever their capitals and spaces."""

from __future__ import annotations


def plain(name: object) -> str:
    """A name for comparing."""
    return " ".join(str(name).split()).casefold()


def same(one: object, other: object) -> bool:
    """True if both name the same."""
    return plain(one) == plain(other)

"""The one note of what was read of a plan, for conditions, figures, rules and drafts; and what was worked out by it.

Each of them works out one thing after another, and each thing rests on what was read for it. A part of the note is
opened for it, and what is read in a part was read for all that stand around it too. What comes of it is kept with its
part, so that it is worked out once, holds until one of those answers changes, and can say which they are.

What is noted has a name: the key of an answer; the same with `look `, for an answer or open item that was looked at and
not asked for; with `name ` for an answer that a draft names, with `ask ` for a hole. Figures note besides what they
read as they declare it (`content/reads.py`), which is no text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Any, Final

LOOK, NAMED, ASK = "look ", "name ", "ask "
ALL = "*"  # looked at as a whole: which answers there are, and in which order
CIRCLE: Final = f"{LOOK}{ALL}"  # of a condition that rests on itself: what it comes to depends on where one begins
NOT_GUESSED = object()

Names = dict[Hashable, None]
Entry = tuple[Any, Names]  # what something came to, with what was read for it


class Note:
    """What is read, part within part; the outermost is all that was read."""

    def __init__(self) -> None:
        self._parts: list[Names] = [{}]

    def read(self, name: Hashable) -> None:
        """Note that something is read."""
        self._parts[-1][name] = None

    def again(self, names: Names) -> None:
        """Note what was read for something that was worked out before."""
        self._parts[-1].update(names)

    def begin(self) -> None:
        """Open a part."""
        self._parts.append({})

    def end(self, of: Callable[[Names], Names] | None = None) -> Names:
        """Close the part: what was read in it. `of` says as what the parts around it know that."""
        part = self._parts.pop()
        names = of(part) if of else part
        self._parts[-1].update(names)
        return names

    def afresh(self) -> None:
        """Forget all: something else begins."""
        self._parts = [{}]

    @property
    def part(self) -> Names:
        """What was read since the innermost part was opened."""
        return self._parts[-1]

    @property
    def whole(self) -> Names:
        """What was read since the beginning."""
        return self._parts[0]


class Workings:
    """What was worked out, by name, once each, with what was read for it."""

    def __init__(self, note: Note) -> None:
        self.note = note
        self.entries: dict[Hashable, Entry] = {}
        self._like: list[tuple[Workings, set[Hashable]]] = []

    def entry(
        self, name: Hashable, work: Callable[[], Any], *, quiet: bool = False, guess: object = NOT_GUESSED
    ) -> Entry:
        """What something comes to, and what was read for it.

        `guess` is for one that is asked for while it is being worked out. After `quiet` work the answers count as
        looked at only: the result follows from them, and nobody asked for them.
        """
        found = self.kept(name)
        if found is None:
            return self._worked(name, work, quiet=quiet, guess=guess)
        self.entries[name] = found
        return found

    def kept(self, name: Hashable) -> Entry | None:
        """What was worked out before, here or where these workings are like."""
        return self.entries.get(name) or self.others(name)

    def others(self, name: Hashable) -> Entry | None:
        """What was worked out where these workings are like, if it rests on nothing that differs."""
        for other, differs in self._like:
            found = other.kept(name)
            if found is not None and differs.isdisjoint(found[1]):
                return found
        return None

    def like(self, other: Workings, changed: Collection[str]) -> None:
        """From now on have what others worked out, or will, and what rests on none of these answers."""
        self._like.append((other, forms(changed)))

    def _worked(self, name: Hashable, work: Callable[[], Any], *, quiet: bool, guess: object) -> Entry:
        if guess is not NOT_GUESSED:
            self.entries[name] = guess, {CIRCLE: None}
        self.note.begin()
        try:
            found = work()
        except BaseException:
            self.entries.pop(name, None)
            self.note.end()
            raise
        self.entries[name] = found, self.note.end(looks if quiet else None)
        return self.entries[name]

    def take(self, other: Mapping[Hashable, Entry], changed: Collection[str]) -> None:
        """Have all of others' entries for which nobody looked at the answers and open items that changed."""
        differs = forms(changed)
        for name, entry in other.items():
            if name not in self.entries and entry[1].keys().isdisjoint(differs):
                self.entries[name] = entry


def forms(changed: Collection[str]) -> set[Hashable]:
    """The names by which something can be noted that rests on one of these answers. A change changes the whole too."""
    return {form for key in (*changed, *([ALL] if changed else ())) for form in (key, f"{LOOK}{key}")}


def looks(names: Names) -> Names:
    """What was read, with answers that were asked for as only looked at."""
    return {f"{LOOK}{name}" if is_answer(name) else name: None for name in names}


def is_answer(name: Hashable) -> bool:
    """True for the name of an answer that was asked for."""
    return isinstance(name, str) and not name.startswith((LOOK, NAMED, ASK))


def answers_in(names: Iterable[Hashable]) -> tuple[str, ...]:
    """The answers that were asked for, in order."""
    return tuple(str(name) for name in names if is_answer(name))


def noted_as(sort: str, names: Iterable[Hashable]) -> tuple[str, ...]:
    """The keys of what was noted in one way, such as `NAMED`, in order."""
    return tuple(name.removeprefix(sort) for name in names if isinstance(name, str) and name.startswith(sort))

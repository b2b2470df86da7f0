"""What stands on the screen while a question is asked, as lines: laid out for the rows and columns that there are.

The question is always there, and so are the help of the line at the pointer and the keys; a list gets the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coplan.wizard.terminal.pick import OTHER, Pick
from coplan.wizard.terminal.screen import wrap, wrap_items

HELP_ROWS, LIST_ROWS = 5, 4  # the most rows for help, the fewest for a list
FIND_FROM = 8  # lines from which on the list says that typing finds
PIECE = tuple[str, str]  # style and text


@dataclass(frozen=True)
class Head:
    """What stands above the place to answer: where the room is, the question, and how to answer."""

    ask: str
    position: str = ""
    hints: tuple[str, ...] = field(default=())

    def lines(self, columns: int, most: int) -> list[PIECE]:
        """The lines, at most so many: hints give way first, the question never."""
        asked: list[PIECE] = [("", line) for line in _rows(self.position, columns)] if self.position else []
        asked = [("", ""), *asked] if most > 8 else asked
        asked += [("class:question", line) for line in _rows(self.ask, columns)]
        hints = [line for hint in self.hints for line in _rows(hint, columns, "  ", "    ")]
        room = max(most - len(asked), 0)
        if len(hints) > room:
            hints = [*hints[: room - 1], "  … F1 shows all"] if room else []
        return asked + [("", hint) for hint in hints]


def draw_list(pick: Pick, head: Head, message: str, keys: str, columns: int, rows: int) -> list[PIECE]:
    """The whole screen of a list."""
    below = [("class:message", line) for line in _rows(message, columns)] if message else []
    below += draw_keys(keys, columns)
    helped = _help(pick, columns)
    find = _rows(_find(pick), columns, "  ") if len(pick.options) >= FIND_FROM or pick.typed else []
    fixed = len(below) + len(helped) + len(find)
    above = head.lines(columns, rows - fixed - LIST_ROWS - 2)
    listed = _list(pick, columns, max(rows - fixed - len(above), 1))
    return [*above, *[("", line) for line in find], *listed, *helped, *below]


def draw_keys(keys: str, columns: int) -> list[PIECE]:
    """The line of keys, wrapped between its items."""
    return [("class:keys", line) for line in wrap_items(keys, columns).split("\n")]


def _rows(text: str, columns: int, indent: str = "", rest: str | None = None) -> list[str]:
    return wrap(text, indent, rest, columns=columns).split("\n")


def _find(pick: Pick) -> str:
    count = len([option for option in pick.options if option.key != OTHER])
    if not pick.typed:
        return f"{count} choices. Type to find one."
    found = len([option for option in pick.shown if option.key != OTHER])
    return f"Find: {pick.typed}_ · {f'{found} of {count}' if found else 'nothing in this list fits'} · Esc shows all"


def _help(pick: Pick, columns: int) -> list[PIECE]:
    """The help of the line at the pointer, in as many rows as the longest help of the list needs: nothing jumps."""
    needed = max((len(_rows(option.help, columns, "    ")) for option in pick.options if option.help), default=0)
    if not needed:
        return []
    lines = _rows(pick.here.help, columns, "    ") if pick.here is not None and pick.here.help else []
    room = min(needed, HELP_ROWS)
    if len(lines) > room:
        lines = [*lines[: room - 1], lines[room - 1][: columns - 4].rstrip() + " …"]
    return [("class:help", line) for line in [*lines, *[""] * (room - len(lines))]]


def _list(pick: Pick, columns: int, rows: int) -> list[PIECE]:
    """The lines around the pointer that fit, and how many are above and below."""
    blocks = [_block(pick, place, columns) for place in range(len(pick.shown))]
    if sum(map(len, blocks)) <= rows:
        return [piece for block in blocks for piece in block]
    room = max(rows - 2, 1)
    first, last = _window([len(block) for block in blocks], pick.pointer, room)
    shown = [piece for block in blocks[first:last] for piece in block][: max(room, len(blocks[pick.pointer]))]
    above = f"      … {first} more above" if first else ""
    left = len(blocks) - last
    below = f"      … {left} more below" if left else ""
    return [("class:more", above), *shown, ("class:more", below)]


def _window(heights: Sequence[int], at: int, room: int) -> tuple[int, int]:
    """The first and the last line (not included) around a place that fit into so many rows."""
    first, last, used = at, at + 1, heights[at]
    while True:
        down = last < len(heights) and used + heights[last] <= room
        up = first > 0 and used + heights[first - 1] <= room
        if up and (not down or at - first <= last - 1 - at):
            first -= 1
            used += heights[first]
        elif down:
            used += heights[last]
            last += 1
        else:
            return first, last


def _block(pick: Pick, place: int, columns: int) -> list[PIECE]:
    """One choice in as many rows as its label needs."""
    option, here = pick.shown[place], place == pick.pointer
    mark = ("[x] " if option.key in pick.ticked else "[ ] ") if pick.many else ""
    start = f" {'>' if here else ' '} {mark}"
    lines = _rows(option.label, columns, start, " " * len(start))
    return [("class:here" if here else "", line) for line in lines]

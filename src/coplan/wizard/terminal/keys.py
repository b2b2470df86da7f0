"""What each key does while a question or a menu is on the screen. Built once for a sitting."""

from __future__ import annotations

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from coplan.wizard.asker import Signal
from coplan.wizard.terminal.desk import Desk
from coplan.wizard.terminal.listed import Listed

Event = KeyPressEvent
KEYS = "Enter next · Tab skip · Shift-Tab back · ? help · Ctrl-O open item · Ctrl-G steps · Ctrl-Z undo · Ctrl-C leave"
LIST_KEYS = (
    "Up, Down, Enter choose · Tab skip · Shift-Tab back · ? help · Ctrl-O open item · Ctrl-G steps · Ctrl-C leave"
)
TICK_KEYS = "Up, Down, Space tick · " + KEYS.replace(" · Ctrl-Z undo", "")
LONG_KEYS = "Ctrl-J new line · Ctrl-X Ctrl-E editor · " + KEYS
MENU_KEYS = "Up, Down, Enter · Shift-Tab back · Ctrl-C leave"
LINE_KEYS = "Enter next · Shift-Tab back · Ctrl-Z undo · Ctrl-C leave"
PAGE = 8


def desk_keys(desk: Desk) -> KeyBindings:
    """All keys of a desk; which of them mean something depends on what lies there."""
    keys = KeyBindings()
    _add_ways(keys, desk)
    _add_text(keys, desk)
    _add_list(keys, desk)
    return keys


def _add_ways(keys: KeyBindings, desk: Desk) -> None:
    """The ways out of a question, and what holds everywhere."""
    question = Condition(lambda: desk.question)
    for name, signal in (("tab", Signal.SKIP), ("c-g", Signal.OUTLINE), ("c-o", Signal.OPEN)):
        keys.add(name, filter=question, eager=True)(lambda _, signal=signal: desk.leave(signal))
        keys.add(name, filter=~question, eager=True)(_nothing)
    keys.add("s-tab", eager=True)(lambda _: desk.leave(Signal.BACK))
    keys.add("f1", filter=question, eager=True)(lambda _: desk.leave(Signal.HELP))
    keys.add("?", filter=question & Condition(lambda: desk.untouched), eager=True)(lambda _: desk.leave(Signal.HELP))
    keys.add("enter", eager=True)(lambda _: desk.enter())
    keys.add("c-s", eager=True)(lambda _: desk.tell_saved())
    keys.add("c-l", eager=True)(lambda event: event.app.renderer.clear())
    keys.add("c-q", eager=True)(_nothing)  # the library would put the next control character into the text
    for name in ("c-c", "<sigint>"):
        keys.add(name, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt()))


def _nothing(_: Event) -> None:
    """A key that has no meaning here, and that the library would give one."""


def _add_text(keys: KeyBindings, desk: Desk) -> None:
    text = Condition(lambda: desk.listed is None)
    long = text & Condition(lambda: desk.field is not None and desk.field.long)

    @keys.add("escape", "enter", filter=long, eager=True)
    @keys.add("c-j", filter=long, eager=True)
    def new_line(event: Event) -> None:
        event.current_buffer.insert_text("\n")

    marked = text & Condition(lambda: desk.buffer.selection_state is not None)
    for name in ("c-u", "c-w", "c-k", "delete"):
        keys.add(name, filter=marked, eager=True)(lambda event: event.current_buffer.cut_selection() and None)
    for name, last in (("c-a", False), ("c-b", False), ("c-e", True), ("c-f", True)):
        keys.add(name, filter=marked, eager=True)(lambda _, last=last: desk.edit_from(end=last))

    @keys.add("c-z", filter=text, eager=True, save_before=lambda _: False)
    def undo(_: Event) -> None:
        desk.undo()

    @keys.add("c-x", "c-e", filter=text, eager=True)
    def editor(_: Event) -> None:
        desk.open_editor()

    @keys.add(Keys.BracketedPaste, filter=text, eager=True)
    def paste(event: Event) -> None:
        desk.insert(event.data)

    @keys.add("c-d", filter=text & Condition(lambda: not desk.buffer.text), eager=True)
    def end(_: Event) -> None:
        desk.app.exit(result=Signal.LEAVE)


def _add_list(keys: KeyBindings, desk: Desk) -> None:
    listed = Condition(lambda: desk.listed is not None)
    steps = {"up": -1, "down": 1, "pageup": -PAGE, "pagedown": PAGE, "home": -1_000_000, "end": 1_000_000}
    steps |= {"c-p": -1, "c-n": 1}
    for name, lines in steps.items():
        keys.add(name, filter=listed, eager=True)(lambda _, lines=lines: _list(desk).move(lines))
    keys.add(" ", filter=listed, eager=True)(lambda _: _list(desk).space())
    keys.add("backspace", filter=listed, eager=True)(lambda _: _list(desk).find(_list(desk).pick.typed[:-1]))
    for name in ("escape", "c-u"):
        keys.add(name, filter=listed)(lambda _: _list(desk).find(""))
    keys.add("escape", "enter", filter=listed, eager=True)(lambda _: desk.enter())
    keys.add("c-j", filter=listed, eager=True)(lambda _: desk.enter())  # Enter that was typed ahead
    keys.add("c-d", filter=listed, eager=True)(lambda event: event.app.exit(result=Signal.LEAVE))

    @keys.add(Keys.Any, filter=listed)
    @keys.add(Keys.BracketedPaste, filter=listed)
    def letters(event: Event) -> None:
        _list(desk).find_more(event.data)


def _list(desk: Desk) -> Listed:
    assert desk.listed is not None
    return desk.listed

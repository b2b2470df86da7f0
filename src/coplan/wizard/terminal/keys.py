"""The keys of the terminal: skip, back, steps, open item, help; in long text, Enter ends the answer."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.application import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

from coplan.wizard.asker import Opened, Signal
from coplan.yaml.nodes import Data

KEYS = "Enter next · Tab skip · Shift-Tab back · ? help · Ctrl-O open item · Ctrl-G steps · Ctrl-C leave"
MENU_KEYS = "Up, Down, Enter · Shift-Tab back · Ctrl-C leave"
LINE_KEYS = "Enter next · Shift-Tab back · Ctrl-C leave"


def menu_keys() -> KeyBindings:
    """The keys of a menu that stands for no question."""
    keys = KeyBindings()

    @keys.add("s-tab", eager=True)
    def back(event: KeyPressEvent) -> None:
        event.app.exit(result=Signal.BACK)

    @keys.add("c-o", eager=True)
    @keys.add("c-g", eager=True)
    def nothing(event: KeyPressEvent) -> None:
        """Keys that the library would take for Enter, and that have no meaning in a menu."""

    return keys


def question_keys(typed: Callable[[], Data | None], shown: str = "") -> KeyBindings:
    """The keys of a question; `typed` is what an open item takes along, `shown` the text that stands there first."""
    keys = menu_keys()

    @keys.add("tab", eager=True)
    def skip(event: KeyPressEvent) -> None:
        event.app.exit(result=Signal.SKIP)

    @keys.add("c-g", eager=True)
    def outline(event: KeyPressEvent) -> None:
        event.app.exit(result=Signal.OUTLINE)

    @keys.add("c-o", eager=True)
    def open_item(event: KeyPressEvent) -> None:
        event.app.exit(result=Opened(typed()))

    @keys.add("?", filter=Condition(lambda: get_app().current_buffer.text in ("", shown)), eager=True)
    def help_(event: KeyPressEvent) -> None:
        event.app.exit(result=Signal.HELP)

    return keys


def add_list_keys(keys: KeyBindings) -> None:
    """In a list, Alt-Enter is Enter: the library would end the list with no answer in it."""

    @keys.add("escape", "enter", eager=True)
    def accept(event: KeyPressEvent) -> None:
        event.key_processor.feed(KeyPress(Keys.ControlM, "\r"), first=True)


def add_line_keys(keys: KeyBindings) -> None:
    """In text of several lines, Enter ends the answer and Ctrl-J begins a line."""

    @keys.add("enter", eager=True)
    def accept(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter", eager=True)
    @keys.add("c-j", eager=True)
    def new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

"""The one application of a sitting: it draws a field or a list, and returns what people did with it.

Built once, because the library's key bindings take longer to build than everything else that a question needs.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import BeforeInput, HighlightSelectionProcessor, TabsProcessor
from prompt_toolkit.output import create_output
from prompt_toolkit.selection import SelectionState
from prompt_toolkit.styles import Style

from coplan.wizard.asker import Signal
from coplan.wizard.terminal.field import Typed, TypedField
from coplan.wizard.terminal.frame import PIECE, draw_keys
from coplan.wizard.terminal.listed import Listed, Picked
from coplan.wizard.terminal.screen import WIDEST, wrap
from coplan.wizard.terminal.whole_words import WholeWords

# No color is set, so that light and dark terminals both stay legible.
STYLE = Style(
    [
        ("question", "bold"),
        ("here", "bold underline"),
        ("keys", "reverse"),
        ("message", "bold reverse"),
        ("selected", "reverse"),
    ]
)
TEXT_ROWS = 4  # the fewest for what is typed, with what is wrong with it
ESCAPE = 0.1  # seconds after which Esc is a key of its own, and no beginning of another
TWO_KEYS = 1.5  # seconds that people may take from Ctrl-X to Ctrl-E
IDLE = 0.4  # seconds without a key after which there is time to tidy the memory


def can_redraw() -> bool:
    """False in terminals that the library cannot draw in, such as some old consoles of Windows."""
    try:
        create_output()
    except Exception:  # noqa: BLE001 - each platform refuses in its own way
        return False
    return True


class Desk:
    """Draws one thing at a time and waits for what people do with it."""

    def __init__(self, saved: Callable[[], str], bind: Callable[[Desk], KeyBindings], **session: Any) -> None:
        self._saved = saved
        self.field: TypedField | None = None
        self.listed: Listed | None = None
        self.message, self.question = "", False
        self.buffer = Buffer(
            multiline=Condition(lambda: self.field is not None and self.field.long),
            on_text_changed=self._changed,
            tempfile_suffix=".txt",
        )
        self._text, self._list = self._text_layout(), self._list_layout()
        self.app: Application[Any] = Application(
            layout=self._text,
            key_bindings=bind(self),
            style=STYLE,
            include_default_pygments_style=False,
            erase_when_done=True,
            **session,
        )
        self.app.ttimeoutlen = ESCAPE

    def _text_layout(self) -> Layout:
        marks = [HighlightSelectionProcessor(), TabsProcessor(char1=" ", char2=" "), BeforeInput("> "), WholeWords()]
        typed = Window(
            BufferControl(self.buffer, input_processors=marks),
            wrap_lines=True,
            height=Dimension(min=1),
            dont_extend_height=True,
        )
        return Layout(HSplit([self._lines(self._above), typed, self._lines(self._below)]), focused_element=typed)

    def _list_layout(self) -> Layout:
        control = FormattedTextControl(lambda: _fragments(self._drawn()), focusable=True)
        return Layout(Window(control, always_hide_cursor=True))

    def _lines(self, lines: Callable[[], list[PIECE]]) -> Window:
        control = FormattedTextControl(lambda: _fragments(lines()))
        return Window(control, height=lambda: Dimension.exact(len(lines())), dont_extend_height=True)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows to draw in; the last row stays free."""
        size = self.app.output.get_size()
        return min(size.columns, WIDEST), max(size.rows - 1, 6)

    def _above(self) -> list[PIECE]:
        columns, rows = self.size
        return self.field.head.lines(columns, rows - len(self._below()) - TEXT_ROWS) if self.field else []

    def _below(self) -> list[PIECE]:
        columns, _ = self.size
        said = [("class:message", line) for line in wrap(self.message, columns=columns).split("\n")]
        return [*(said if self.message else []), *draw_keys(self.field.keys if self.field else "", columns)]

    def _drawn(self) -> list[PIECE]:
        return self.listed.draw(*self.size) if self.listed else []

    def type(self, field: TypedField, *, question: bool = True) -> Typed | Signal:
        """Let people type into a field."""
        self.field, self.listed = field, None
        self.buffer.reset(Document(field.first))
        if field.usual and field.waiting is None and not field.long:  # the usual answer is replaced by typing
            self.buffer.selection_state = SelectionState(0)
            self.buffer.selection_state.enter_shift_mode()
        result: Typed | Signal = self._run(self._text, question=question)
        return result

    def choose(self, listed: Listed) -> Picked | Signal:
        """Let people choose from a list."""
        self.field, self.listed = None, listed
        result: Picked | Signal = self._run(self._list, question=listed.question)
        return result

    def _run(self, layout: Layout, *, question: bool) -> Any:
        self.question, self.message = question, ""
        self.app.layout = layout
        self.app.timeoutlen = ESCAPE if self.listed is not None else TWO_KEYS
        try:
            return self.app.run(pre_run=self._begin)
        except EOFError:
            return Signal.LEAVE

    def _begin(self) -> None:
        """Collect garbage while nobody types, so that no answer waits for it; and end where coplan itself fails."""
        loop = asyncio.get_running_loop()
        loop.call_later(IDLE, gc.collect)
        loop.set_exception_handler(self._failed)

    def _failed(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Hand a fault up to the command, which tells it. The library would print it and wait for somebody's Enter."""
        if not self.app.is_done:
            self.app.exit(exception=context.get("exception") or RuntimeError(context["message"]))

    @property
    def untouched(self) -> bool:
        """True if a question mark is no letter of an answer: nothing was typed yet."""
        if self.listed is not None:
            return not self.listed.pick.typed
        return self.field is None or self.buffer.text in ("", self.field.usual)

    def enter(self) -> None:
        """Confirm what stands there, or say what is wrong with it."""
        if self.listed is not None:
            result: Picked | Typed | None = self.listed.enter()
        else:
            field, text = self._here
            self.message = field.fault(text) if text.strip() else ""
            result = None if self.message else Typed(text)
        if result is not None:
            self.app.exit(result=result)

    @property
    def _here(self) -> tuple[TypedField, str]:
        assert self.field is not None
        return self.field, self.buffer.text

    def leave(self, signal: Signal) -> None:
        """Go where a key leads, with what was typed or ticked if it is an answer; if it is none, it stays kept."""
        taken: Picked | Typed | None = None
        if self.question and self.listed is not None:
            taken = self.listed.taken(signal)
        elif self.question:
            field, text = self._here
            taken = field.taken(text, signal)
        self.app.exit(result=taken or signal)

    def tell_saved(self) -> None:
        """Say how far what people said is saved."""
        if self.listed is not None:
            self.listed.message = self._saved()
        self.message = self._saved()

    def insert(self, text: str) -> None:
        """Put in what was pasted, in place of what is marked."""
        field, _ = self._here
        if self.buffer.selection_state:
            self.buffer.cut_selection()
        self.buffer.insert_text(field.clean(text))

    def edit_from(self, *, end: bool) -> None:
        """Edit what stands there, instead of replacing it: from its end, or its beginning."""
        self.buffer.exit_selection()
        self.buffer.cursor_position = len(self.buffer.text) if end else 0

    def undo(self) -> None:
        """Undo the last change; what was typed letter by letter goes by the word."""
        while True:
            before = self.buffer.text
            self.buffer.undo()
            now = self.buffer.text
            letter = len(before) - len(now) == 1 and before.startswith(now)
            if not letter or not now or now[-1].isspace():
                return

    def open_editor(self) -> None:
        """Open the text in the program that the person's system names for it."""
        self.buffer.open_in_editor(validate_and_handle=False)

    def _changed(self, buffer: Buffer) -> None:
        if self.field is None:
            return
        clean = self.field.clean(buffer.text)
        if clean != buffer.text:
            buffer.text = clean  # comes here again
            return
        self.message = ""
        self.field.keep(clean if self.field.changed(clean) else "")


def _fragments(lines: list[PIECE]) -> StyleAndTextTuples:
    found: StyleAndTextTuples = []
    for place, (style, text) in enumerate(lines):
        found += [("", "\n")] if place else []
        found.append((style, text))
    return found

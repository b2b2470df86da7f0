"""Asks in a terminal that can redraw. The only module that knows questionary."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition, is_done, to_filter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from questionary.prompts.common import InquirerControl

from coplan.content.kinds import NotAnAnswer, read_value
from coplan.content.model import Choice
from coplan.content.yaml_nodes import Data
from coplan.wizard.asker import Given, Opened, Option, Prompt, Reply, Signal
from coplan.wizard.screen import draw_heading, draw_question, draw_table, width, wrap
from coplan.wizard.words import form_of

STYLE = questionary.Style(
    [
        ("qmark", "bold"),
        ("question", "bold"),
        ("answer", "bold"),
        ("pointer", "bold"),
        ("highlighted", "bold underline"),
        ("selected", "bold"),
        ("instruction", ""),
        ("text", ""),
        ("footer", "reverse"),
        ("validation-toolbar", "bold reverse"),
    ]
)
KEYS = "Enter next · Tab skip · Shift-Tab back · ? help · Ctrl-O open item · Ctrl-G steps · Ctrl-C leave"
MENU_KEYS = "Up, Down, Enter · Shift-Tab back · Ctrl-C leave"
HELP, OTHER = object(), "\0other"
_LONG = ("paragraph", "list")
MANY = 15  # choices beyond which typing narrows the list


class TerminalAsker:
    """The asker for a terminal; see asker.Asker."""

    def __init__(self, **session: Any) -> None:
        self._session = session  # prompt_toolkit's input and output, for tests

    def ask(self, prompt: Prompt) -> Reply:
        self.lead(prompt)
        while True:
            reply = self._prompt(prompt)
            if reply is HELP:
                self.say(prompt.help)
                continue
            if isinstance(reply, Opened | Signal):
                return reply
            if reply in ("", []):
                return Signal.SKIP
            return Given(reply, accepted=prompt.now is None and reply == _as_typed(prompt.suggestion, prompt))

    def choose(
        self, title: str, options: Sequence[Option], default: str = "", *, question: bool = False
    ) -> str | Signal:
        choices = [questionary.Choice(o.label, o.key, description=_described(o.help)) for o in options]
        keys = [option.key for option in options]
        menu = questionary.select(
            ">" if question else title,
            choices,
            default=default if default in keys else None,
            qmark="",
            instruction=" ",
            style=STYLE,
            use_jk_keys=False,
            **self._session,
        )
        bindings, footer = (_bindings(lambda: None), KEYS) if question else (_menu_bindings(), MENU_KEYS)
        answer = self._run(menu.application, bindings, footer)
        if isinstance(answer, Opened):
            return Signal.OPEN
        picked: str | Signal = Signal.HELP if answer is HELP else answer
        return picked

    def line(self, ask: str, now: str = "") -> str | Signal:
        question = questionary.text(f"{ask}:", default=now, qmark="", style=STYLE, **self._session)
        answer: str | Signal = self._run(question.application, _menu_bindings(), "Enter next · Shift-Tab back")
        return answer.strip() if isinstance(answer, str) else answer

    def heading(self, title: str, lines: Sequence[str] = ()) -> None:
        draw_heading(title, lines)

    def say(self, text: str) -> None:
        print("\n" + wrap(text, "  "))  # noqa: T201

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        draw_table(heads, rows)

    def lead(self, prompt: Prompt) -> None:
        draw_question(prompt.position, prompt.ask, _hints(prompt))

    def _prompt(self, prompt: Prompt) -> Any:
        kind = prompt.spec.kind
        if kind in ("choice", "yes_no"):
            return self._one(prompt)
        if kind == "choices":
            return self._several(prompt)
        return self._typed(prompt)

    def _one(self, prompt: Prompt) -> Any:
        known = _choices(prompt)
        now = prompt.now if prompt.now is not None else prompt.suggestion
        own = now[7:] if isinstance(now, str) and now.startswith("other: ") else ""
        choices = [questionary.Choice(c.label, c.key, description=_described(c.help)) for c in known]
        if prompt.spec.other:
            choices.append(questionary.Choice(f"Other: {own or 'in your own words'}", OTHER))
        keys = [choice.key for choice in known]
        picked = self._select(choices, OTHER if own else now if now in keys else None)
        return self._own_words(own) if picked == OTHER else picked

    def _select(self, choices: list[questionary.Choice], now: Any) -> Any:
        many = len(choices) > MANY
        question = questionary.select(
            ">",
            choices,
            default=now,
            qmark="",
            instruction="(type to narrow the list)" if many else " ",
            style=STYLE,
            use_jk_keys=False,
            use_search_filter=many,
            **self._session,
        )
        return self._run(question.application, _bindings(lambda: now), KEYS)

    def _several(self, prompt: Prompt) -> Any:
        now = prompt.now if prompt.now is not None else prompt.suggestion
        held = [_own(item) for item in now] if isinstance(now, list) else []
        own = [item for item in held if item.startswith("other: ")]
        choices = [
            questionary.Choice(c.label, c.key, description=_described(c.help), checked=c.key in held)
            for c in _choices(prompt)
        ]
        if prompt.spec.other:
            words = "; ".join(item[7:] for item in own)
            choices.append(questionary.Choice(f"Other: {words or 'in your own words'}", OTHER, checked=bool(own)))
        question = questionary.checkbox(
            ">",
            choices,
            qmark="",
            instruction="(Space chooses, Enter goes on)",
            style=STYLE,
            use_jk_keys=False,
            **self._session,
        )
        picked = self._run(question.application, _bindings(lambda: held or None), "Space choose · " + KEYS)
        if not isinstance(picked, list) or OTHER not in picked:
            return picked
        words = self._own_words("; ".join(item[7:] for item in own))
        if not isinstance(words, str):
            return words
        others = [f"other: {part.strip()}" for part in words.removeprefix("other: ").split(";") if part.strip()]
        return [item for item in picked if item != OTHER] + others

    def _own_words(self, now: str) -> Any:
        words = self.line("In your own words", now)
        if isinstance(words, Signal):
            return words
        return f"other: {words}" if words else Signal.SKIP

    def _typed(self, prompt: Prompt) -> Any:
        long = prompt.spec.kind in _LONG
        now = prompt.now if prompt.now is not None else prompt.suggestion

        def check(text: str) -> bool | str:
            if not text.strip():
                return True
            try:
                read_value(_from_text(text, prompt), prompt.spec)
            except NotAnAnswer as error:
                return " ".join(str(error).split())
            return True

        question = questionary.text(
            ">",
            default=_text(now),
            qmark="",
            style=STYLE,
            validate=check,
            validate_while_typing=False,
            multiline=long,
            instruction="(Ctrl-J: new line) " if long else None,
            **self._session,
        )
        app = question.application
        typed = _bindings(lambda: _from_text(app.current_buffer.text, prompt) or None, text=True, long=long)
        answer = self._run(app, typed, KEYS)
        return _from_text(answer, prompt) if isinstance(answer, str) else answer

    def _run(self, application: Application[Any], bindings: KeyBindings, footer: str) -> Any:
        application.key_bindings = merge_key_bindings(
            [application.key_bindings, bindings] if application.key_bindings else [bindings]
        )
        for window in application.layout.find_all_windows():
            window.wrap_lines = to_filter(True)
            if isinstance(window.content, InquirerControl) and len(window.content.choices) > MANY:
                window.height = Dimension(max=MANY)  # the question and its help stay in sight
        bar = Window(
            FormattedTextControl(lambda: FormattedText([("class:footer", wrap(footer))])), dont_extend_height=True
        )
        focused = application.layout.current_window
        container = HSplit([application.layout.container, ConditionalContainer(bar, filter=~is_done)])
        application.layout = Layout(container, focused_element=focused)
        try:
            return application.run()
        except EOFError:
            return Signal.LEAVE


def _described(words: str) -> str | None:
    """A choice's help, wrapped by words: the library would break it anywhere."""
    lines = textwrap.wrap(f"Description: {words}", width() - 4)
    return "\n  ".join(lines).removeprefix("Description: ") if words else None


def _hints(prompt: Prompt) -> list[str]:
    lines = []
    if prompt.status:
        lines.append(f"Open: {prompt.status}")
    if prompt.now is None and prompt.suggestion is not None:
        lines.append("Suggested from your other answers; Enter takes it, or change it.")
    if prompt.example and prompt.now is None and not _choices(prompt):
        lines.append(f"Example: {prompt.example}")
    if prompt.spec.kind not in ("text", "paragraph", "choice", "choices", "yes_no", "records"):
        lines.append(f"Write {form_of(prompt.spec)}.")
    return lines


def _choices(prompt: Prompt) -> tuple[Choice, ...]:
    if prompt.spec.kind == "yes_no":
        return (Choice("yes", "Yes"), Choice("no", "No"))
    return prompt.spec.choices


def _as_typed(data: Data | None, prompt: Prompt) -> Data | None:
    return _from_text(_text(data), prompt) if isinstance(data, list) and prompt.spec.kind == "list" else data


def _own(item: Data) -> str:
    return f"other: {next(iter(item.values()))}" if isinstance(item, dict) else str(item)


def _text(data: Data | None) -> str:
    if isinstance(data, list):
        return "\n".join(str(item) for item in data)
    return str(data) if data is not None else ""


def _from_text(text: str, prompt: Prompt) -> Data:
    clean = text.encode("utf-8", "replace").decode("utf-8")  # half a character from a broken terminal
    if prompt.spec.kind == "list":
        return [line.strip().removeprefix("- ").strip() for line in clean.splitlines() if line.strip(" -")]
    return clean.strip()


def _menu_bindings() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("s-tab", eager=True)
    def back(event: KeyPressEvent) -> None:
        event.app.exit(result=Signal.BACK)

    @keys.add("c-o", eager=True)
    @keys.add("c-g", eager=True)
    def nothing(event: KeyPressEvent) -> None:
        """Keys that the library would take for Enter, and that have no meaning in a menu."""

    return keys


def _bindings(typed: Any, *, text: bool = False, long: bool = False) -> KeyBindings:
    """The wizard's own keys: skip, back, steps, open item, help; in long text, Enter ends the answer."""
    keys = _menu_bindings()

    @keys.add("tab", eager=True)
    def skip(event: KeyPressEvent) -> None:
        event.app.exit(result=Signal.SKIP)

    @keys.add("c-g", eager=True)
    def outline(event: KeyPressEvent) -> None:
        event.app.exit(result=Signal.OUTLINE)

    @keys.add("c-o", eager=True)
    def open_item(event: KeyPressEvent) -> None:
        event.app.exit(result=Opened(typed()))

    @keys.add("?", filter=Condition(lambda: not text or not _buffer_text()), eager=True)
    def help_(event: KeyPressEvent) -> None:
        event.app.exit(result=HELP)

    if long:

        @keys.add("enter", eager=True)
        def accept(event: KeyPressEvent) -> None:
            event.current_buffer.validate_and_handle()

        @keys.add("escape", "enter", eager=True)
        @keys.add("c-j", eager=True)
        def new_line(event: KeyPressEvent) -> None:
            event.current_buffer.insert_text("\n")

    return keys


def _buffer_text() -> str:
    from prompt_toolkit.application import get_app

    return get_app().current_buffer.text

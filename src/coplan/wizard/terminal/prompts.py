"""Asks in a terminal that can redraw. The only module that knows questionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.filters import is_done, to_filter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.output import create_output
from questionary.prompts.common import InquirerControl

from coplan.content.answers.kinds import NotAnAnswer, read_value
from coplan.wizard.asker import Given, Opened, Option, Prompt, Reply, Signal
from coplan.wizard.terminal.keys import (
    KEYS,
    LINE_KEYS,
    MENU_KEYS,
    add_line_keys,
    add_list_keys,
    menu_keys,
    question_keys,
)
from coplan.wizard.terminal.screen import draw_heading, draw_question, draw_table, wrap, wrap_items
from coplan.wizard.unconfirmed import Unconfirmed
from coplan.wizard.words import as_text, choices_of, form_of
from coplan.yaml.nodes import Data

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
OTHER = "\0other"
_LONG = ("paragraph", "list")
MANY = 15  # choices beyond which typing narrows the list


def can_redraw() -> bool:
    """False in terminals that the library cannot draw in, such as some old consoles of Windows."""
    try:
        create_output()
    except Exception:  # noqa: BLE001 - each platform refuses in its own way
        return False
    return True


class TerminalAsker:
    """The asker for a terminal; see asker.Asker."""

    def __init__(self, unconfirmed: Unconfirmed | None = None, **session: Any) -> None:
        self.unconfirmed = unconfirmed or Unconfirmed()
        self._session = session  # prompt_toolkit's input and output, for tests

    def ask(self, prompt: Prompt) -> Reply:
        while True:
            self.lead(prompt)
            reply = self._prompt(prompt)
            if reply is Signal.HELP:
                self.say(prompt.help)
                continue
            if reply is Signal.SKIP or (reply in ("", []) and prompt.now is None):
                print("   skipped" if prompt.now is None else "   kept as it was")  # noqa: T201
                return Signal.SKIP
            if isinstance(reply, Opened | Signal):
                return reply
            return Given(reply, accepted=prompt.now is None and reply == _as_typed(prompt.suggestion, prompt))

    def choose(
        self, title: str, options: Sequence[Option], default: str = "", *, question: bool = False
    ) -> str | Signal:
        if not question:
            print()  # noqa: T201
        menu = questionary.select(
            ">" if question else wrap(title, "", " "),
            [_line(option.key, option.label, option.help) for option in options],
            default=default if default in [option.key for option in options] else None,
            qmark="",
            instruction=" ",
            style=STYLE,
            use_jk_keys=False,
            **self._session,
        )
        bindings, footer = (question_keys(lambda: None), KEYS) if question else (menu_keys(), MENU_KEYS)
        labels = {option.key: option.label for option in options}
        answer = self._listed(menu, labels, ">" if question else title, bindings, footer)
        picked: str | Signal = Signal.OPEN if isinstance(answer, Opened) else answer
        return picked

    def line(self, ask: str, now: str = "", where: str = "") -> str | Signal:  # noqa: ARG002
        question = questionary.text(f"{ask}:", default=now, qmark="", style=STYLE, **self._session)
        answer: str | Signal = self._run(question.application, menu_keys(), LINE_KEYS)
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
        known = choices_of(prompt.spec)
        now = prompt.now if prompt.now is not None else prompt.suggestion
        own = now[7:] if isinstance(now, str) and now.startswith("other: ") else ""
        labels = {choice.key: choice.label for choice in known}
        helps = {choice.key: choice.help for choice in known}
        if prompt.spec.other:
            labels[OTHER] = f"Other: {own or 'in your own words'}"
        held = OTHER if own else now if now in labels else None
        while True:
            picked = self._select(labels, helps, held)
            words = self._own_words(own) if picked == OTHER else picked
            if picked != OTHER or words is not Signal.BACK:
                return words
            held = OTHER

    def _select(self, labels: Mapping[str, str], helps: Mapping[str, str], now: Any) -> Any:
        many = len(labels) > MANY
        question = questionary.select(
            ">",
            [_line(key, label, helps.get(key, "")) for key, label in labels.items()],
            default=now,
            qmark="",
            instruction="(type to narrow the list)" if many else " ",
            style=STYLE,
            use_jk_keys=False,
            use_search_filter=many,
            **self._session,
        )
        return self._listed(question, labels, ">", question_keys(lambda: None if now == OTHER else now), KEYS)

    def _several(self, prompt: Prompt) -> Any:
        now = prompt.now if prompt.now is not None else prompt.suggestion
        held = [as_text(item) for item in now] if isinstance(now, list) else []
        own = [item for item in held if item.startswith("other: ")]
        while True:
            picked = self._ticked(prompt, held, "; ".join(item[7:] for item in own))
            if not isinstance(picked, list) or OTHER not in picked:
                return picked
            words = self._own_words("; ".join(item[7:] for item in own))
            if words is Signal.BACK:
                held = [*picked, *own]
                continue
            if not isinstance(words, str):
                return words
            others = [f"other: {part.strip()}" for part in words.removeprefix("other: ").split(";") if part.strip()]
            return [item for item in picked if item != OTHER] + others

    def _ticked(self, prompt: Prompt, held: Sequence[str], own: str) -> Any:
        labels = {choice.key: choice.label for choice in choices_of(prompt.spec)}
        labels |= {OTHER: f"Other: {own or 'in your own words'}"} if prompt.spec.other else {}
        helps = {choice.key: choice.help for choice in choices_of(prompt.spec)}
        ticked = {*held, OTHER} if own else {*held}
        question = questionary.checkbox(
            ">",
            [_line(key, label, helps.get(key, ""), checked=key in ticked) for key, label in labels.items()],
            qmark="",
            instruction=f"({f'{len(labels)} choices; ' if len(labels) > MANY else ''}Space chooses, Enter goes on)",
            validate=lambda keys: bool(keys or prompt.now) or "Nothing is chosen. Space chooses, Tab skips.",
            style=STYLE,
            use_jk_keys=False,
            **self._session,
        )
        windows = question.application.layout.find_all_windows()
        control = next(window.content for window in windows if isinstance(window.content, InquirerControl))

        def chosen() -> list[Data] | None:
            return [key for key in control.selected_options if key != OTHER] or None

        return self._listed(question, labels, ">", question_keys(chosen), "Space choose · " + KEYS)

    def _listed(
        self, question: questionary.Question, labels: Mapping[str, str], title: str, keys: KeyBindings, footer: str
    ) -> Any:
        """Run a list, and say what was chosen: the library would break the words, or only count them."""
        question.application.erase_when_done = True
        add_list_keys(keys)
        answer = self._run(question.application, keys, footer)
        chosen = answer if isinstance(answer, list) else [answer]
        if all(isinstance(key, str) for key in chosen):
            print(wrap(f"{title} {'; '.join(labels[key] for key in chosen) or 'nothing'}", " ", "   "))  # noqa: T201
        return answer

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
                return wrap(" ".join(str(error).split()))
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
        bindings = question_keys(lambda: _from_text(app.current_buffer.text, prompt) or None, _text(now))
        if long:
            add_line_keys(bindings)
        answer = self._run(app, bindings, KEYS)
        return _from_text(answer, prompt) if isinstance(answer, str) else answer

    def _run(self, application: Application[Any], bindings: KeyBindings, footer: str) -> Any:
        application.key_bindings = merge_key_bindings(
            [application.key_bindings, bindings] if application.key_bindings else [bindings]
        )
        for window in application.layout.find_all_windows():
            window.wrap_lines = to_filter(True)
            if (
                isinstance(window.content, FormattedTextControl) and window.height == 1
            ):  # what is wrong, cut at the edge
                window.height, window.dont_extend_height = None, to_filter(True)
            if isinstance(window.content, InquirerControl) and len(window.content.choices) > MANY:
                window.height = Dimension(max=MANY)  # the question and its help stay in sight
        bar = Window(
            FormattedTextControl(lambda: FormattedText([("class:footer", wrap_items(footer))])), dont_extend_height=True
        )
        focused = application.layout.current_window
        container = HSplit([application.layout.container, ConditionalContainer(bar, filter=~is_done)])
        application.layout = Layout(container, focused_element=focused)
        try:
            return application.run()
        except EOFError:
            return Signal.LEAVE


def _line(key: str, label: str, words: str, *, checked: bool = False) -> questionary.Choice:
    """One line of a list, label and help wrapped by words: the library would break them anywhere."""
    shown = wrap(label, "", "     ", margin=6).lstrip()
    described = wrap(f"Description: {words}", "", "  ", margin=4).removeprefix("Description: ") if words else None
    return questionary.Choice(shown, key, description=described, checked=checked)


def _hints(prompt: Prompt) -> list[str]:
    lines = []
    if prompt.status:
        lines.append(f"Open: {prompt.status}")
    if prompt.now is None and prompt.suggestion is not None:
        lines.append("Suggested from your other answers; Enter takes it, or change it.")
    if prompt.example and prompt.now is None and not choices_of(prompt.spec):
        lines.append(f"Example: {prompt.example}")
    if prompt.spec.kind not in ("text", "paragraph", "choice", "choices", "yes_no", "records"):
        lines.append(f"Write {form_of(prompt.spec)}.")
    return lines


def _as_typed(data: Data | None, prompt: Prompt) -> Data | None:
    return _from_text(_text(data), prompt) if isinstance(data, list) and prompt.spec.kind == "list" else data


def _text(data: Data | None) -> str:
    if isinstance(data, list):
        return "\n".join(as_text(item) for item in data)
    return str(data) if data is not None else ""


def _from_text(text: str, prompt: Prompt) -> Data:
    clean = text.encode("utf-8", "replace").decode("utf-8")  # half a character from a broken terminal
    if prompt.spec.kind == "list":
        return [line.strip().removeprefix("- ").strip() for line in clean.splitlines() if line.strip(" -")]
    return clean.strip()

"""Asks in a terminal that can redraw: questions, menus, lines of text. What was understood stays on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.wizard.asker import Opened, Option, Progress, Prompt, Reply, Signal, TypedAnswer
from coplan.wizard.question_words import as_text, choices_of, form_of
from coplan.wizard.terminal.desk import Desk
from coplan.wizard.terminal.field import Typed, TypedField
from coplan.wizard.terminal.frame import Head
from coplan.wizard.terminal.keys import KEYS, LINE_KEYS, LIST_KEYS, LONG_KEYS, MENU_KEYS, TICK_KEYS, desk_keys
from coplan.wizard.terminal.listed import Listed, Picked
from coplan.wizard.terminal.pick import OTHER, Pick
from coplan.wizard.terminal.screen import draw_heading, draw_table, wrap
from coplan.wizard.terminal.working import Working
from coplan.wizard.unconfirmed import FIND, Unconfirmed
from coplan.yaml.nodes import Data

_LONG = ("paragraph", "list")
_AS_TYPED = ("text", "paragraph", "choice", "choices", "yes_no", "records")
_OWN = "other: "


class TerminalAsker:
    """The asker for a terminal; see asker.Asker."""

    def __init__(self, unconfirmed: Unconfirmed | None = None, **session: Any) -> None:
        self.unconfirmed = unconfirmed or Unconfirmed()
        self._desk = Desk(self._saved, desk_keys, **session)  # with prompt_toolkit's input and output, for tests
        self._head = Head("")

    def ask(self, prompt: Prompt) -> Reply:
        while True:
            self.lead(prompt)
            reply = self._prompt(prompt)
            if reply is Signal.HELP:
                self._say_question()
                self.say(prompt.help)
                continue
            if reply is Signal.SKIP or (
                isinstance(reply, TypedAnswer) and reply.data in ("", []) and prompt.now is None
            ):
                self._skipped(prompt)
                return Signal.SKIP
            if isinstance(reply, TypedAnswer) and reply.data not in ("", []):
                self._say_question()
                from coplan.content.answers.echo import echo  # not before the first question

                _print(echo(read_value(reply.data, prompt.spec)), " > ", "   ")
            return reply

    def choose(
        self, title: str, options: Sequence[Option], default: str = "", *, question: bool = False
    ) -> str | Signal:
        head = self._head if question else Head(title)
        keys = LIST_KEYS if question else MENU_KEYS
        found = self._desk.choose(Listed(Pick(options, default), head, keys, question))
        if isinstance(found, Signal):
            return found
        if found.then is Signal.OPEN:
            return Signal.OPEN
        label = next(option.label for option in options if option.key == found.keys[0])
        if question:
            self._say_question()
            _print(label, " > ", "   ")
        else:
            _print(f"{title} {label}", " ", "   ")
        return found.keys[0]

    def line(self, ask: str, now: str = "", where: str = "") -> str | Signal:
        # What was confirmed here stays kept until the whole to which the line belongs is saved.
        found = self._desk.type(self._field(Head(f"{ask}:"), LINE_KEYS, now, where), question=False)
        if isinstance(found, Signal):
            return found
        _print(f"{ask}: {found.text.strip()}".rstrip(), " ", "   ")
        return found.text.strip()

    def heading(self, title: str, lines: Sequence[str] = ()) -> None:
        draw_heading(title, lines)

    def say(self, text: str) -> None:
        print("\n" + wrap(text, "  "))  # noqa: T201

    @contextmanager
    def working(self, words: str) -> Iterator[Progress]:
        with Working(words) as line:
            yield line.step

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        draw_table(heads, rows)

    def lead(self, prompt: Prompt) -> None:
        self._head = Head(prompt.ask, prompt.position, tuple(_hints(prompt)))

    def _say_question(self) -> None:
        print()  # noqa: T201
        _print(self._head.ask)

    def _skipped(self, prompt: Prompt) -> None:
        self._say_question()
        waiting = self.unconfirmed.below(prompt.where) if prompt.where else []
        if waiting:
            words = "; ".join(_text(self.unconfirmed.at(place)).replace("\n", " ") for place in waiting)
            _print(f"not confirmed, and kept for the next time: {words}", "   ")
        else:
            _print("skipped" if prompt.now is None else "kept as it was", "   ")

    def _saved(self) -> str:
        """What Ctrl-S says."""
        if not self.unconfirmed.safe:
            return "What was confirmed is saved. What stands here is not: the disk does not take it."
        return "All that was confirmed is saved. What stands here is kept too, until you confirm it with Enter."

    def _prompt(self, prompt: Prompt) -> Reply:
        if prompt.spec.kind in ("choice", "yes_no"):
            return self._one(prompt)
        if prompt.spec.kind == "choices":
            return self._several(prompt)
        return self._typed(prompt)

    def _one(self, prompt: Prompt) -> Reply:
        now = prompt.now if prompt.now is not None else prompt.suggestion
        own = now[len(_OWN) :] if isinstance(now, str) and now.startswith(_OWN) else ""
        waiting = bool(self.unconfirmed.at(f"{prompt.where}/other")) if prompt.where else False
        at = OTHER if own or waiting else as_text(now) if now is not None else ""
        while True:
            pick = Pick(_options(prompt, own), at)
            found = self._listed(prompt, pick, LIST_KEYS)
            if isinstance(found, Signal):
                return found
            if found.then is Signal.OPEN:
                return Opened(now)
            if found.keys[0] != OTHER:
                return TypedAnswer(found.keys[0], _accepted(found.keys[0], prompt), found.then)
            if (
                pick.typed and len(pick.shown) == 1
            ):  # nothing fitted: these are the own words, unless people change them
                self.unconfirmed.keep(f"{prompt.where}/other", pick.typed)
            words = self._own_words(prompt, own)
            if words is not Signal.BACK:
                return TypedAnswer(f"{_OWN}{words}") if isinstance(words, str) else words
            at = OTHER

    def _several(self, prompt: Prompt) -> Reply:
        now = prompt.now if prompt.now is not None else prompt.suggestion
        waiting = self.unconfirmed.at(prompt.where) if prompt.where else None
        held = [as_text(item) for item in (waiting if isinstance(waiting, list) else now or [])]
        given = [as_text(item)[len(_OWN) :] for item in now or [] if as_text(item).startswith(_OWN)]
        own = "; ".join(given)
        while True:
            ticked = [OTHER if key.startswith(_OWN) else key for key in held]
            found = self._listed(prompt, Pick(_options(prompt, own), ticked=ticked), TICK_KEYS)
            if isinstance(found, Signal):
                return found
            picked: list[Data] = [key for key in found.keys if key != OTHER]
            if found.then is Signal.OPEN:
                return Opened([*picked, *(f"{_OWN}{words}" for words in given if OTHER in found.keys)] or None)
            if OTHER not in found.keys:
                return TypedAnswer(picked, _accepted(picked, prompt), found.then)
            words = self._own_words(prompt, own)
            if isinstance(words, str):
                data = [*picked, *(f"{_OWN}{part.strip()}" for part in words.split(";") if part.strip())]
                return TypedAnswer(data, _accepted(data, prompt), found.then)
            if words is not Signal.BACK:
                return words
            held = [*map(str, picked), _OWN]

    def _listed(self, prompt: Prompt, pick: Pick, keys: str) -> Picked | Signal:
        where = prompt.where
        typed = self.unconfirmed.at(f"{where}{FIND}") if where else None
        if isinstance(typed, str):
            pick.find(typed)

        def keep(ticked: list[str] | None, typed: str) -> None:
            if where:
                chosen = [_OWN if key == OTHER else key for key in ticked or ()]
                self.unconfirmed.keep(where, list[Data](chosen) if pick.many else None)
                self.unconfirmed.keep(f"{where}{FIND}", typed)

        may_be_empty = prompt.now is not None
        return self._desk.choose(Listed(pick, self._head, keys, True, may_be_empty, keep))

    def _own_words(self, prompt: Prompt, now: str) -> str | Signal:
        """Own words for a choice; BACK to the list, or another signal."""
        head = Head(prompt.ask, prompt.position, ("In your own words:",))
        where = f"{prompt.where}/other" if prompt.where else ""
        found = self._desk.type(self._field(head, LINE_KEYS, now, where), question=False)
        words = found.text.strip() if isinstance(found, Typed) else found
        return words or Signal.BACK

    def _field(self, head: Head, keys: str, usual: str, where: str) -> TypedField:
        waiting = self.unconfirmed.at(where) if where else None
        return TypedField(
            head,
            keys,
            usual,
            waiting if isinstance(waiting, str) else None,
            keep=lambda text: self.unconfirmed.keep(where, text),
        )

    def _typed(self, prompt: Prompt) -> Reply:
        long = prompt.spec.kind in _LONG
        usual = _text(prompt.now if prompt.now is not None else prompt.suggestion)
        waiting = self.unconfirmed.at(prompt.where) if prompt.where else None
        field = TypedField(
            self._head,
            LONG_KEYS if long else KEYS,
            usual,
            waiting if isinstance(waiting, str) else None,
            long,
            lambda text: _fault(text, prompt),
            lambda text: self.unconfirmed.keep(prompt.where, text),
        )
        if field.waiting is not None:
            hint = "You typed this before and did not confirm it. Enter confirms it, Ctrl-U deletes it."
            field = replace(field, head=replace(field.head, hints=(hint, *field.head.hints)))
        found = self._desk.type(field)
        if isinstance(found, Signal):
            return found
        data = _from_text(found.text, prompt)
        if found.then is Signal.OPEN:
            return Opened(data or None)
        return TypedAnswer(data, _accepted(data, prompt), found.then)


def _print(text: str, indent: str = "", rest: str | None = None) -> None:
    print(wrap(text, indent, rest))  # noqa: T201


def _options(prompt: Prompt, own: str) -> list[Option]:
    options = [Option(choice.key, choice.label, choice.help) for choice in choices_of(prompt.spec)]
    return [*options, Option(OTHER, f"Other: {own or 'in your own words'}")] if prompt.spec.other else options


def _fault(text: str, prompt: Prompt) -> str:
    """What is wrong with a text as an answer; nothing if it is one."""
    try:
        read_value(_from_text(text, prompt), prompt.spec)
    except NotAnAnswer as error:
        return " ".join(str(error).split())
    return ""


def _hints(prompt: Prompt) -> list[str]:
    lines = []
    if prompt.status:
        lines.append(f"Open: {prompt.status}")
    if prompt.now is None and prompt.suggestion is not None:
        whence = "As in the row above" if prompt.of_row else "Suggested from your other answers"
        lines.append(f"{whence}; Enter takes it, or change it.")
    if prompt.example and prompt.now is None and not choices_of(prompt.spec):
        lines.append(f"Example: {prompt.example}")
    if prompt.spec.kind not in _AS_TYPED:
        lines.append(f"Write {form_of(prompt.spec)}.")
    usual = prompt.now if prompt.now is not None else prompt.suggestion
    if usual is not None and prompt.spec.kind not in (*_LONG, *_AS_TYPED[2:]):
        lines.append("Typing replaces what stands there; Left, Right or End edits it.")
    return lines


def _accepted(data: Data, prompt: Prompt) -> bool:
    """True if the answer is the suggestion as it stood."""
    suggestion = prompt.suggestion
    if isinstance(suggestion, list) and prompt.spec.kind == "list":
        suggestion = _from_text(_text(suggestion), prompt)
    elif isinstance(suggestion, list):
        suggestion = [as_text(item) for item in suggestion]
    return prompt.now is None and data == suggestion


def _text(data: Data | None) -> str:
    if isinstance(data, list):
        return "\n".join(as_text(item) for item in data)
    return str(data) if data is not None else ""


def _from_text(text: str, prompt: Prompt) -> Data:
    if prompt.spec.kind == "list":
        return [line.strip().removeprefix("- ").strip() for line in text.splitlines() if line.strip(" -")]
    return text.strip()

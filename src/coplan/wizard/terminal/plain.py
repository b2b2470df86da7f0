"""Asks one line at a time, with numbered choices and nothing redrawn, so that a screen reader can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from coplan.content.answers.choices import by_labels
from coplan.content.answers.echo import echo
from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.questions import Choice
from coplan.wizard.asker import EMPTY, Opened, Option, Progress, Prompt, Reply, Signal, TypedAnswer
from coplan.wizard.question_words import as_text, choices_of, form_of, printed
from coplan.wizard.terminal.half_typed import read_line
from coplan.wizard.terminal.screen import wrap
from coplan.wizard.terminal.working import Working
from coplan.wizard.unconfirmed import Unconfirmed
from coplan.yaml.nodes import Data

WORDS = (
    "In place of an answer you may type: ? for help, /back for the question before, /skip to answer it later, /open to "
    "name somebody who brings the answer, /remove to delete the answer, /steps to go to another step, /leave to stop."
)
SIGNALS = {f"/{signal.value}": signal for signal in Signal} | {"?": Signal.HELP, "/help": Signal.HELP}
REMOVE, CHOICES = "/remove", "/choices"
WAYS = (REMOVE, CHOICES)
LONG = ("paragraph", "list")
MANY = 15  # choices beyond which they are read out only on request


class PlainAsker:
    """The asker for plain lines; see asker.Asker."""

    def __init__(self, unconfirmed: Unconfirmed | None = None) -> None:
        self.unconfirmed = unconfirmed or Unconfirmed()
        self._told = False

    def ask(self, prompt: Prompt) -> Reply:
        if not self._told:
            self.say(WORDS)
            self._told = True
        self.lead(prompt)
        while True:
            long = prompt.spec.kind in LONG
            typed = self._several_lines(prompt.where) if long else self._read("Answer: ", prompt.where)
            reply = self._special(typed, prompt) if isinstance(typed, Signal) or typed in WAYS else None
            if reply is not None:
                return reply
            if not isinstance(typed, str) or typed in WAYS:
                continue
            if not typed and not self._waiting(prompt.where):
                return self._nothing(prompt)
            reply = self._answer(typed or self._waiting(prompt.where), prompt)
            if reply is not None:
                return reply

    def _special(self, typed: str | Signal, prompt: Prompt) -> Reply | None:
        """What a word that is no answer leads to; None if the question is still asked."""
        if typed is Signal.HELP:
            self.say(prompt.help)
        elif typed is Signal.OPEN:
            return Opened(prompt.now)
        elif isinstance(typed, Signal):
            return typed
        elif typed == CHOICES:
            self._choices(prompt)
        elif self._waiting(prompt.where):
            self.unconfirmed.settle(prompt.where)
            self.say("What was not confirmed is deleted.")
        else:
            return TypedAnswer("") if prompt.now is not None else Signal.SKIP
        return None

    def _answer(self, typed: str, prompt: Prompt) -> TypedAnswer | None:
        """The answer that was typed; None if it is none, which is said, and kept to be corrected."""
        try:
            data = self._data(typed, prompt)
            value = read_value(data, prompt.spec)
        except (NotAnAnswer, ValueError) as error:
            self.unconfirmed.keep(prompt.where, typed)
            self.say(by_labels(str(error), choices_of(prompt.spec)))
            return None
        understood = echo(value)
        if understood != typed and prompt.spec.kind not in LONG:
            self._print(f"Understood: {understood}")
        return TypedAnswer(data)

    def _waiting(self, where: str) -> str:
        """What was typed here and not confirmed."""
        typed = self.unconfirmed.at(where) if where else None
        return "\n".join(map(as_text, typed)) if isinstance(typed, list) else as_text(typed or "")

    def choose(
        self, title: str, options: Sequence[Option], default: str = "", *, question: bool = False
    ) -> str | Signal:
        if not question:  # a question's own words were just said
            self.say(title)
        numbers = [option.number or str(place) for place, option in enumerate(options, 1)]
        for number, option in zip(numbers, options, strict=True):
            self._print(f"{number}. {option.label}" + (f". {option.help}" if option.help else ""))
        keys = [option.key for option in options]
        labels = [option.label.casefold() for option in options]
        usual = f", or Enter for {numbers[keys.index(default)]}" if default in keys else ""
        while True:
            typed = self._read(f"Number{usual}: ")
            if isinstance(typed, Signal) and (question or typed in (Signal.BACK, Signal.LEAVE)):
                return typed
            if isinstance(typed, Signal):
                self.say("That word has no meaning here.")
                continue
            if not typed and default in keys:
                return default
            if typed in numbers:
                return keys[numbers.index(typed)]
            if typed.casefold() in labels:
                return keys[labels.index(typed.casefold())]
            self.say(
                f"Type a number from {numbers[0]} to {numbers[-1]}." if numbers[-1].isdigit() else "Type a number."
            )

    def line(self, ask: str, now: str = "", where: str = "") -> str | Signal:
        now = self._waiting(where) or now
        usual = f" (Enter for {now}, {REMOVE} for nothing)" if now else ""
        typed = self._read(f"{ask}{usual}: ", where)
        if isinstance(typed, Signal):
            return typed if typed in (Signal.BACK, Signal.LEAVE) else now
        words = "" if typed == REMOVE else typed or now
        self.unconfirmed.keep(where, words)
        return words

    def heading(self, title: str, lines: Sequence[str] = ()) -> None:
        self._print("")
        for line in (title, *lines):
            self._print(line)

    def say(self, text: str) -> None:
        self._print("")
        self._print(text)

    @contextmanager
    def working(self, words: str) -> Iterator[Progress]:
        with Working(words, aloud=True) as line:
            yield line.step

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._print("")
        for first, *rest in rows:
            start = f"{heads[0]} {first}.".strip()
            cells = [f"{head}: {cell}" for head, cell in zip(heads[1:], rest, strict=True) if cell not in ("", EMPTY)]
            self._print(f"{start} {'. '.join(cells)}")
        self._print("")

    def _print(self, text: str) -> None:
        print(wrap(text), flush=True)  # noqa: T201

    def lead(self, prompt: Prompt) -> None:
        self.say(f"{(prompt.place or prompt.position).replace(' · ', ', ')}. {prompt.ask}")  # a dot would be read out
        if prompt.spec.kind == "records":
            if prompt.example and prompt.now is None:
                self._print(f"Example: {prompt.example}")
            return
        if prompt.status:
            self._print(f"Open: {prompt.status}")
        if len(prompt.spec.choices) <= MANY:
            self._choices(prompt)
        if prompt.spec.other:
            self._print("Or type other: and your own words.")
        waiting = self._waiting(prompt.where)
        if waiting:
            said = " / ".join(waiting.split("\n"))
            self._print(f"Typed before and not confirmed: {said}. Enter takes it; {REMOVE} deletes it.")
        elif prompt.now is not None:
            self._print(f"Answer so far: {_shown(prompt.now, prompt)}. Enter keeps it.")
        elif prompt.suggestion is not None:
            whence = "The row before has" if prompt.of_row else "Suggested"
            self._print(f"{whence}: {_shown(prompt.suggestion, prompt)}. Enter takes it; /skip leaves it open.")
        elif prompt.example and not prompt.spec.choices:
            self._print(f"Example: {prompt.example}")
        self._print(_how(prompt))

    def _choices(self, prompt: Prompt) -> None:
        for number, choice in enumerate(choices_of(prompt.spec), 1):
            self._print(f"{number}. {choice.label}" + (f". {choice.help}" if choice.help else ""))

    def _nothing(self, prompt: Prompt) -> Reply:
        if prompt.now is not None:
            return TypedAnswer(prompt.now)
        if prompt.suggestion is not None:
            return TypedAnswer(prompt.suggestion, accepted=True)
        return Signal.SKIP

    def _data(self, typed: str, prompt: Prompt) -> Data:
        if prompt.spec.kind == "list":
            return [line.removeprefix("- ").strip() for line in typed.split("\n") if line.strip()]
        choices = choices_of(prompt.spec)
        if not choices:
            return typed
        if prompt.spec.kind != "choices":
            return typed if typed.casefold().startswith("other:") else _by_number(typed, choices)
        listed, own = re.fullmatch(r"(.*?)(\bother:.*)?", typed, re.IGNORECASE).groups()  # type: ignore[union-attr]
        data = [_by_number(part.strip(), choices) for part in re.split("[,;]", listed) if part.strip()]
        return [*data, own] if own else list(data)

    def _several_lines(self, where: str) -> str | Signal:
        """Lines until an empty one; after those that were not confirmed."""
        lines = self._waiting(where).split("\n") if self._waiting(where) else []
        while True:
            typed = self._read("Answer: " if not lines else "More, or Enter to end: ", where, lines)
            if isinstance(typed, Signal):
                return typed
            if not typed or typed == REMOVE:
                return typed or "\n".join(lines)
            lines.append(typed)
            self.unconfirmed.keep(where, "\n".join(lines))

    def _read(self, ask: str, where: str = "", above: Sequence[str] = ()) -> str | Signal:
        """One line; one that Ctrl-C cut off is kept at `where`, below the lines `above` it."""

        def keep(half: str) -> None:
            if where and not half.startswith("/"):
                self.unconfirmed.keep(where, "\n".join([*above, half]))

        try:
            typed = read_line(ask, keep).strip()
        except EOFError:
            return Signal.LEAVE
        typed = typed.encode("utf-8", "replace").decode("utf-8")
        return SIGNALS.get(typed.casefold(), typed)


def _by_number(typed: str, choices: Sequence[Choice]) -> str:
    if typed.isdigit() and not any(choice.key == typed for choice in choices):
        if not 1 <= int(typed) <= len(choices):
            raise ValueError(f"Type a number from 1 to {len(choices)}.")
        return choices[int(typed) - 1].key
    return typed


def _shown(data: Data, prompt: Prompt) -> str:
    labels = {choice.key: choice.label for choice in choices_of(prompt.spec)}
    items = data if isinstance(data, list) else [data]
    return "; ".join(labels.get(as_text(item)) or printed(prompt.spec, as_text(item)) for item in items)


def _how(prompt: Prompt) -> str:
    kind = prompt.spec.kind
    if len(prompt.spec.choices) > MANY:
        return f"Type it in words; {CHOICES} lists all {len(prompt.spec.choices)} with their numbers."
    if kind == "choices":
        return "Type the numbers, with commas between them."
    if kind in ("choice", "yes_no"):
        return "Type the number."
    if kind in LONG:
        return "Type one or more lines; an empty line ends the answer."
    return f"Write {form_of(prompt.spec)}."

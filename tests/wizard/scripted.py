"""An asker that answers by itself, from a list or a function, and remembers what it was asked and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from coplan.content.questions import Column, Question
from coplan.plan.model import Plan
from coplan.wizard.asker import Opened, Option, Progress, Prompt, Reply, Signal, TypedAnswer
from coplan.wizard.step_end.details import MORE
from coplan.wizard.unconfirmed import Unconfirmed

LEFT = Signal.LEAVE
ACCEPT = object()  # take the suggestion, or the usual line of a menu


@dataclass(frozen=True)
class Menu:
    """A menu that was offered; `prompt` is the question for which it stands, if any."""

    title: str
    options: tuple[Option, ...]
    default: str
    prompt: Prompt | None = None

    @property
    def keys(self) -> list[str]:
        return [option.key for option in self.options]


@dataclass(frozen=True)
class Line:
    """A line of free text that was asked for."""

    ask: str
    now: str


Asked = Prompt | Menu | Line
Answer = Callable[[Asked], Any]


class ScriptedAsker:
    """Answers from a list in order, then leaves; or by a function. See asker.Asker."""

    def __init__(self, script: Iterable[Any] | Answer = ()) -> None:
        self._answer = script if callable(script) else _in_order(iter(script))
        self._led: Prompt | None = None
        self.asked: list[Asked] = []
        self.shown: list[str] = []
        self.worked: list[str] = []  # what took long, and how far it was
        self.unconfirmed = Unconfirmed()

    @property
    def keys(self) -> list[str]:
        """The keys of the questions that were asked, records among them, in order."""
        prompts = [item.prompt if isinstance(item, Menu) else item for item in self.asked]
        return [p.spec.key for p in prompts if isinstance(p, Prompt) and isinstance(p.spec, Question)]

    @property
    def prompts(self) -> list[Prompt]:
        """What was asked with a prompt: questions other than records, and columns."""
        return [item for item in self.asked if isinstance(item, Prompt)]

    @property
    def text(self) -> str:
        return "\n".join(self.shown)

    def menu(self, title: str) -> Menu:
        """The last menu whose title begins with these words."""
        return next(m for m in reversed(self.asked) if isinstance(m, Menu) and m.title.startswith(title))

    def ask(self, prompt: Prompt) -> Reply:
        answer = self._take(prompt)
        if answer is ACCEPT:
            assert prompt.suggestion is not None, f"nothing is suggested for {prompt.ask}"
            return TypedAnswer(prompt.suggestion, accepted=True)
        assert isinstance(answer, str | list | TypedAnswer | Opened | Signal), f"{answer!r} answers no question"
        return TypedAnswer(answer) if isinstance(answer, str | list) else answer

    def lead(self, prompt: Prompt) -> None:
        self._led = prompt
        self.shown.append(prompt.ask)

    def choose(
        self, title: str, options: Sequence[Option], default: str = "", *, question: bool = False
    ) -> str | Signal:
        menu = Menu(title, tuple(options), default, self._led if question else None)
        answer = self._take(menu)
        if answer is ACCEPT:
            answer = default
        assert isinstance(answer, Signal) or answer in menu.keys, f"{answer!r} is not in {title}: {menu.keys}"
        return answer

    def line(self, ask: str, now: str = "", where: str = "") -> str | Signal:
        answer = self._take(Line(ask, now))
        if answer is ACCEPT:
            answer = now
        assert isinstance(answer, str | Signal), f"{answer!r} is no line"
        return answer

    def heading(self, title: str, lines: Sequence[str] = ()) -> None:
        self.shown += [title, *lines]

    def say(self, text: str) -> None:
        self.shown.append(text)

    @contextmanager
    def working(self, words: str) -> Iterator[Progress]:
        self.worked.append(words)
        yield lambda done, of: self.worked.append(f"{done} of {of}")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.shown += [" | ".join(row) for row in rows]

    def _take(self, asked: Asked) -> Any:
        self.asked.append(asked)
        return self._answer(asked)


def _in_order(script: Iterator[Any]) -> Answer:
    """The items of a list, one after another; a function among them is called with what was asked."""

    def answer(asked: Asked) -> Any:
        item = next(script, LEFT)
        return item(asked) if callable(item) else item

    return answer


def room(plan: Plan, *, details: bool = True) -> Answer:
    """A room that gives the answers of a plan to whatever it is asked, row by row, and leaves at the menu."""
    seen: list[tuple[Option, ...]] = []
    rows: list[int] = [0]
    at: list[str] = [""]

    def menu(asked: Menu) -> Any:
        if asked.title.startswith("What would you like"):
            return LEFT
        if asked.prompt is None:
            more = details and MORE in asked.keys and asked.options not in seen
            seen.append(asked.options)
            return MORE if more else asked.default
        assert isinstance(asked.prompt.spec, Question)
        at[0], rows[0] = asked.prompt.spec.key, len(asked.prompt.now or ())
        if at[0] not in plan.answers:
            return "done" if rows[0] else "skip"
        return "add" if rows[0] < len(plan.answers[at[0]]) else "done"

    def answer(asked: Asked) -> Any:
        if isinstance(asked, Menu):
            return menu(asked)
        if isinstance(asked, Line):
            return asked.now
        if isinstance(asked.spec, Column):
            cell = plan.answers[at[0]][rows[0]].cells.get(asked.spec.key)
            return cell.plain() if cell is not None else Signal.SKIP
        value = plan.answers.get(asked.spec.key)
        return value.plain() if value is not None else Signal.SKIP

    return answer

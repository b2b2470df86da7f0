"""One sitting with a plan: walks the questions, saves every answer, and can go back, park, jump and leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coplan.content.kinds import NotAnAnswer, read_value
from coplan.content.model import Question, Step
from coplan.content.values import Rows
from coplan.content.yaml_nodes import Data
from coplan.errors import BadInput, CoplanError, SaveError
from coplan.plan.model import Plan
from coplan.plan.opening import open_item
from coplan.plan.progress import step_progress
from coplan.plan.store import PlanFolder, Saved
from coplan.plan.view import Answers
from coplan.wizard import interview
from coplan.wizard.asker import Asker, Given, Opened, Option, Prompt, Reply, Signal
from coplan.wizard.records import ask_rows
from coplan.wizard.words import example_of, help_text, minutes_words, open_words, short

STATES = (
    Option("parked", "Parked: not now", "Somebody will find out or decide later."),
    Option("proposed", "Proposed: to be confirmed", "There is an answer, and somebody still has to agree."),
    Option("disputed", "Disputed: partners disagree", "The draft shows that this is not agreed."),
    Option("settled", "Settled: no longer open"),
)


class Jump(Exception):
    """The room wants to be in another step."""

    def __init__(self, step: str) -> None:
        self.step = step


class Left(Exception):
    """The room leaves; everything is saved."""


class Session:
    """Asks through an asker and saves into a plan's folder. Holds what was visited, for going back."""

    def __init__(self, place: PlanFolder, asker: Asker) -> None:
        self.place, self.asker, self.pack = place, asker, place.pack
        self.answers = Answers(place.pack, place.read().plan)
        self.history: list[str] = []
        self.step_shown = ""

    @property
    def plan(self) -> Plan:
        return self.answers.plan

    def walk(self, route: interview.Route, *, again: bool = False) -> None:
        """Ask the questions of a route until none is left. Raises Jump or Left."""
        visited: set[str] = set()
        ahead: list[str] = []
        while True:
            key = ahead.pop() if ahead else None
            if key is None or not self.answers.applies(key):
                key = interview.next_key(route(self.answers), self.plan, visited, again=again)
            if key is None:
                return
            while key is not None:
                visited.add(key)
                if self.ask(key) is not Signal.BACK:
                    self.history.append(key)
                    break
                before = self._before(key)
                if before is None:
                    self.asker.say("This is the first question.")
                else:
                    ahead.append(key)
                    key = before

    def _before(self, key: str) -> str | None:
        while self.history:
            before = self.history.pop()
            if before != key and self.answers.applies(before):
                return before
        return interview.previous_key(self.answers, key)

    def ask(self, key: str) -> Reply:
        """Ask one question and save the answer. Raises Jump or Left."""
        question = self.pack.questions[key]
        self._show_step(self.pack.step(question.step))
        typed: Data | None = None
        while True:
            reply = self._ask_once(question, typed)
            if reply is Signal.LEAVE:
                raise Left
            if reply is Signal.OUTLINE:
                self.outline()
                continue
            try:
                if isinstance(reply, Given) and question.kind != "records":
                    typed = reply.data
                    self._record(question, reply)
                elif isinstance(reply, Opened):
                    typed = reply.data
                    if self._open(question, reply.data) is Signal.BACK:
                        continue
            except (SaveError, BadInput) as error:
                self.asker.say(str(error))
                continue
            return reply

    def _ask_once(self, question: Question, typed: Data | None) -> Reply:
        prompt = self._prompt(question, typed)
        if question.kind != "records":
            return self.asker.ask(prompt)
        rows = self.plan.answers.get(question.key)
        return ask_rows(self.asker, question, prompt, rows, lambda data: self._keep_rows(question, data))

    def _prompt(self, question: Question, typed: Data | None) -> Prompt:
        value = self.plan.answers.get(question.key)
        suggestion = self.answers.suggestion(question) if value is None else None
        at, of = interview.position(self.answers, question.key)
        kind = "" if question.core else "detail "
        group = f"{question.group} · " if question.group else ""
        return Prompt(
            question,
            question.ask,
            position=f"{group}{kind}{at} of {of}",
            now=typed if typed is not None else value.plain() if value is not None else None,
            suggestion=suggestion.plain() if suggestion is not None else None,
            example=example_of(question),
            help=help_text(question, self.pack),
            status=open_words(self.plan.open.get(question.key)),
        )

    def _record(self, question: Question, given: Given) -> None:
        try:
            value = read_value(given.data, question)
        except NotAnAnswer as error:
            raise SaveError(str(error)) from None
        self.save(lambda plan: self._settle(plan.with_answer(question.key, value, suggested=given.accepted), question))

    def _settle(self, plan: Plan, question: Question) -> Plan:
        """An answer settles a parked question; a proposed or disputed one stays open until people say so."""
        item = plan.open.get(question.key)
        return plan.with_open(question.key, None) if item and item.state == "parked" else plan

    def _keep_rows(self, question: Question, data: list[Data]) -> Rows | None:
        def change(plan: Plan) -> Plan:
            if not data:
                return plan.without_answer(question.key)
            return self._settle(plan.with_answer(question.key, read_value(data, question)), question)

        while True:
            try:
                self.save(change)
                break
            except (SaveError, BadInput) as error:
                self.asker.say(str(error))
                if (
                    self.asker.choose("What now?", [Option("again", "Try to save again"), Option("leave", "Leave")])
                    != "again"
                ):
                    raise Left from None
        rows: Rows | None = self.plan.answers.get(question.key)
        return rows

    def _open(self, question: Question, typed: Data | None) -> Signal | None:
        item = self.plan.open.get(question.key)
        states = STATES if item else STATES[:-1]
        state = self.asker.choose(f"Open item: {question.label}", states, item.state if item else "parked")
        if isinstance(state, Signal):
            return Signal.BACK
        if state == "settled":
            self.save(lambda plan: plan.with_open(question.key, None), "settled")
            return None
        fields = []
        for ask, now in (
            ("Who will settle it?", item.owner if item else ""),
            ("By when? (year-month-day, or empty)", item.due.isoformat() if item and item.due else ""),
            ("A note, if needed", item.note if item else ""),
        ):
            field = self._field(ask, now, date=ask.startswith("By when"))
            if isinstance(field, Signal):
                return Signal.BACK
            fields.append(field)
        opened = open_item(state, *fields)
        value = read_value(typed, question) if typed else None

        def change(plan: Plan) -> Plan:
            if value is not None:
                plan = plan.with_answer(question.key, value)
            return plan.with_open(question.key, opened)

        self.save(change, "opened")
        return None

    def _field(self, ask: str, now: str, *, date: bool) -> str | Signal:
        while True:
            text = self.asker.line(ask, now)
            if isinstance(text, Signal) or not date:
                return text
            try:
                open_item("parked", due=text)
                return text
            except CoplanError as error:
                self.asker.say(str(error))
                now = text

    def save(self, change: Callable[[Plan], Plan], how: str = "answered") -> Saved:
        """Save a change, take the plan as it is now, and say what followed. Raises SaveError or BadInput."""
        saved = self.place.save(change, how)
        self.answers = Answers(self.pack, saved.plan)
        self.tell(saved)
        return saved

    def tell(self, saved: Saved) -> None:
        """Say what a save did besides the answer itself."""
        label = {key: self.pack.questions[key].label for key in self.pack.questions}
        for key in saved.followed:
            self.asker.say(f"Follows from it: {label[key]} is now {short(saved.plan.answers[key])}.")
        if saved.set_aside:
            names = ", ".join(label[key] for key in saved.set_aside)
            self.asker.say(f"No longer asked for, and kept aside in the file: {names}.")
        if saved.back:
            self.asker.say(f"Counts again: {', '.join(label[key] for key in saved.back)}.")
        if saved.backup:
            self.asker.say(f"The file was written anew; your version with its comments is kept in {saved.backup}.")
        if saved.warning:
            self.asker.say(saved.warning)

    def _show_step(self, step: Step) -> None:
        if self.step_shown == step.id:
            return
        self.step_shown = step.id
        found = step_progress(self.answers, step)
        lines = [step.goal, f"In the room: {', '.join(step.room)}."]
        left = found.core_asked - found.core_answered
        if left:
            lines.append(f"{left} of {found.core_asked} core questions to go, {minutes_words(step.minutes)} in all.")
        self.asker.heading(step_title(step), lines)

    def outline(self) -> None:
        """Show all steps with their progress and go to the chosen one. Raises Jump."""
        options = []
        for step in self.pack.steps:
            found = step_progress(self.answers, step)
            done = f"core {found.core_answered} of {found.core_asked}, all {found.answered} of {found.asked}"
            options.append(Option(step.id, f"{step_title(step)}: {done}"))
        picked = self.asker.choose("Go to which step?", options, self.step_shown)
        if picked is Signal.LEAVE:
            raise Left
        if isinstance(picked, str):
            self.step_shown = ""
            raise Jump(picked)

    def summary(self, step: Step) -> None:
        """Show all answers of a step and let any be changed by its number. Raises Jump or Left."""
        while True:
            questions = [q for q in self.answers.applicable(step.id) if interview.settled(self.plan, q.key) or q.core]
            if not questions:
                return
            self.asker.heading(f"{step_title(step)}: what you said")
            rows = [[str(n), q.label, self._answer_words(q)] for n, q in enumerate(questions, 1)]
            self.asker.table(["", "Question", "Answer"], rows)
            picked = self.asker.line("Number to change, or Enter to go on")
            if picked is Signal.LEAVE:
                raise Left
            if isinstance(picked, Signal) or not picked.strip():
                return
            if picked.strip().isdigit() and 1 <= int(picked) <= len(questions):
                self.walk(interview.only([questions[int(picked) - 1].key]), again=True)
            else:
                self.asker.say(f"`{picked}` is not a number of this table.")

    def _answer_words(self, question: Question) -> str:
        value: Any = self.plan.answers.get(question.key)
        words = short(value, 200) if value is not None else "–"
        item = open_words(self.plan.open.get(question.key))
        return f"{words} [{item}]" if item else words


def step_title(step: Step) -> str:
    """`Step 4: Program design`, or the profile's title."""
    return f"Step {step.number}: {step.title}" if step.number else step.title

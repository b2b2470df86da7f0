"""One sitting with a plan: asks a question, saves every answer, parks, jumps and leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Rows
from coplan.content.questions import Question, Step
from coplan.errors import CoplanError, SaveError
from coplan.plan.disk.journal import plain as journal_plain
from coplan.plan.disk.store import PlanFolder, Saved
from coplan.plan.model import OpenItem, Plan
from coplan.plan.owners import owners_for
from coplan.plan.progress import step_progress
from coplan.plan.view import Answers
from coplan.wizard.asker import Asker, Opened, Option, Prompt, Reply, Signal, TypedAnswer
from coplan.wizard.judged import Judged
from coplan.wizard.notes.place_note import remember_place
from coplan.wizard.pace import Pace
from coplan.wizard.question_words import (
    chosen_first,
    counted_questions,
    example_of,
    help_text,
    minutes_words,
    names_of,
    open_words,
    place_of,
    short,
    step_title,
)
from coplan.wizard.standing import core_count, standing_line
from coplan.wizard.unusual import confirmed
from coplan.yaml.nodes import Data


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
        self.answers = place.answers()
        self.history: list[str] = []
        self.step_shown = ""
        self.told: set[str] = set()  # findings that were shown
        self.judged = Judged()
        self.judging = False  # while findings are on the screen: what a change causes comes there by itself
        self.last_opened: OpenItem | None = None
        self.described = False  # whether the schema of the file, which only editors read, lies beside it
        self.pace = Pace(place.clerk.now())
        self.follow: Callable[[str, Answers], None] | None = None  # what happens when an answer was changed

    @property
    def plan(self) -> Plan:
        return self.answers.plan

    def ask(self, key: str) -> Reply:
        """Ask one question and save the answer; see to what a changed one brings about. Raises Jump or Left."""
        remember_place(self.place, key)
        before = self.answers
        reply = self._ask(key)
        was, now = (journal_plain(view.plan.answers.get(key)) for view in (before, self.answers))
        if self.follow is not None and was is not None and now != was:
            self.follow(key, before)
        return reply

    def _ask(self, key: str) -> Reply:
        question = self.pack.questions[key]
        self._show_step(self.pack.step(question.step))
        typed: Data | None = None
        while True:
            reply = self._ask_once(question, typed)
            typed = None
            if reply is Signal.LEAVE:
                raise Left
            if reply is Signal.OUTLINE:
                self.outline()
                continue
            try:
                if self._take(question, reply):
                    return reply.then or reply if isinstance(reply, TypedAnswer) else reply
            except (CoplanError, NotAnAnswer) as error:
                self.asker.say(str(error))
            if isinstance(reply, Opened) or (isinstance(reply, TypedAnswer) and not reply.accepted):
                typed = reply.data

    def _ask_once(self, question: Question, typed: Data | None) -> Reply:
        prompt = self._prompt(question, typed)
        if question.kind != "records":
            return self.asker.ask(prompt)
        from coplan.wizard.rows.records import ask_rows

        rows = self.plan.answers.get(question.key)
        return ask_rows(
            self.asker, question, prompt, rows, lambda data: self._keep_rows(question, data), self.place.today
        )

    def _prompt(self, question: Question, typed: Data | None) -> Prompt:
        value = self.plan.answers.get(question.key)
        suggestion = self.answers.suggestion(question) if value is None else None
        return Prompt(
            chosen_first(question, self.answers),
            question.ask,
            position=standing_line(self.answers, question, self.pace, self.place.clerk.now()),
            place=place_of(self.answers, question),
            now=typed if typed is not None else value.plain() if value is not None else None,
            suggestion=suggestion.plain() if suggestion is not None else None,
            example=example_of(question),
            help=help_text(question, self.pack),
            status=open_words(self.plan.open.get(question.key), self.place.today),
            where=question.key,
        )

    def _take(self, question: Question, reply: Reply) -> bool:
        """Save what a reply says; True if the question is done with. Raises CoplanError or NotAnAnswer."""
        if isinstance(reply, Opened):
            return self._open(question, reply.data)
        if isinstance(reply, TypedAnswer) and question.kind != "records":  # rows were saved cell by cell
            return self._record(question, reply)
        return True

    def _record(self, question: Question, given: TypedAnswer) -> bool:
        if given.data in ("", []):
            self.save(lambda plan: plan.withdrawn(question.key), "removed")
            self.asker.unconfirmed.settle(question.key)
            self.asker.say(f"Removed: {question.label}.")
            return True
        value = read_value(given.data, question)
        if warning := _private(given.data):
            options = [Option("again", "Change the answer"), Option("keep", "Keep it as it is")]
            if self.asker.choose(warning, options, "again") != "keep":
                return False
        known = self.plan.answers.get(question.key)
        same = given.accepted or (known is not None and known.plain() == value.plain())
        if not same and not confirmed(self.asker, question, value, self.place.today, question.examples):
            return False
        self.save(lambda plan: _settled(plan.with_answer(question.key, value, suggested=given.accepted), question))
        self.asker.unconfirmed.settle(question.key)
        return True

    def _keep_rows(self, question: Question, data: list[Data]) -> Rows | None:
        def change(plan: Plan) -> Plan:
            if not data:
                return plan.withdrawn(question.key)
            return _settled(plan.with_answer(question.key, read_value(data, question)), question)

        retry = [Option("again", "Try to save again"), Option("leave", "Leave without it")]
        while True:
            try:
                self.save(change)
                if warning := _private(data):
                    self.asker.say(warning)
                break
            except CoplanError as error:
                self.asker.say(str(error))
                if self.asker.choose("What now?", retry, "again") != "again":
                    raise Left from None
        rows: Rows | None = self.plan.answers.get(question.key)
        return rows

    def _open(self, question: Question, typed: Data | None) -> bool:
        """Make the question an open item; False if the room goes back to it, or settled it with no answer."""
        from coplan.wizard.open_items import Parking, ask_open_item  # not before the first question

        value = read_value(typed, question) if typed else None
        answered = value is not None or question.key in self.plan.answers
        owners = owners_for(self.answers, question)
        known = self.plan.open.get(question.key)
        item = ask_open_item(
            self.asker, Parking(question.label, known, self.last_opened, owners, answered, question.key)
        )
        if item is Signal.LEAVE:
            raise Left
        if isinstance(item, Signal):
            return False
        suggestion = self.answers.suggestion(question) if question.key not in self.plan.answers else None
        suggested = value is not None and suggestion is not None and value.plain() == suggestion.plain()
        keep = value is not None and not (suggested and item and item.state == "parked")  # nobody said it yet

        self.last_opened = item or self.last_opened

        def change(plan: Plan) -> Plan:
            if keep:
                plan = plan.with_answer(question.key, value, suggested=suggested)
            return plan.with_open(question.key, item)

        self.save(change, "opened" if item else "settled")
        rows = question.kind == "records"  # a half-typed cell is none of the open item's business
        self.asker.unconfirmed.settle(f"{question.key}/open" if rows else question.key)
        return item is not None or question.key in self.plan.answers

    def save(self, change: Callable[[Plan], Plan], how: str = "answered") -> Saved:
        """Save a change, take the plan as it is now, and say what followed. Raises SaveError or BadInput."""
        saved = self.place.save(change, how, self.plan)
        done = core_count(self.answers)[0]
        self.answers = self.place.answers(saved.plan)
        self.pace = self.pace.after(self.place.clerk.now(), max(core_count(self.answers)[0] - done, 0))
        self.tell(saved)
        self._describe()
        return saved

    def _describe(self) -> None:
        """Lay the schema beside the plan after the first save: no room waits for it before its first question."""
        if self.described:
            return
        self.described = True
        try:
            self.place.write_schema()
        except SaveError as error:
            self.asker.say(f"{error} Your answer is saved; editors of the file will not know its questions.")

    def tell(self, saved: Saved) -> None:
        """Say what a save did besides the answer itself."""
        for key in saved.followed:
            label = self.pack.questions[key].label
            self.asker.say(f"Follows from it: {label} is now {short(saved.plan.answers[key])}.")
        if saved.set_aside:
            self.asker.say(f"No longer asked for, and kept aside in the file: {names_of(saved.set_aside, self.pack)}.")
        if saved.back:
            self.asker.say(f"Counts again: {names_of(saved.back, self.pack)}.")
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
            minutes = minutes_words(self.pace.left(left))
            lines.append(f"{counted_questions(left)} to decide here, {minutes}.")
        self.asker.heading(step_title(step), lines)

    def outline(self) -> None:
        """Show all steps with their progress and go to the chosen one. Raises Jump or Left."""
        options = []
        for step in self.pack.steps:
            found = step_progress(self.answers, step)
            decided = f"{found.core_answered} of {found.core_asked} decided"
            core = decided if found.core_asked else "nothing to decide yet"
            done = f"{core}; with details, {found.answered} of {found.asked} answered"
            options.append(Option(step.id, f"{step_title(step)}: {done}", number=str(step.number)))
        picked = self.pick("Go to which step?", options, self.step_shown)
        if picked:
            self.step_shown = ""
            raise Jump(picked)

    def pick(self, title: str, options: Sequence[Option], default: str = "") -> str:
        """The chosen line of a menu, or nothing for back. Raises Left."""
        picked = self.asker.choose(title, options, default)
        if picked is Signal.LEAVE:
            raise Left
        return "" if isinstance(picked, Signal) else picked

    def line(self, ask: str, where: str = "") -> str:
        """One line of free text, or nothing for back; `where` as in Prompt. Raises Left."""
        text = self.asker.line(ask, "", where)
        if text is Signal.LEAVE:
            raise Left
        return "" if isinstance(text, Signal) else text.strip()


def _settled(plan: Plan, question: Question) -> Plan:
    """An answer settles a parked question; a proposed or disputed one stays open until people say so."""
    item = plan.open.get(question.key)
    return plan.with_open(question.key, None) if item and item.state == "parked" else plan


def _private(data: Data) -> str:
    """What to say of an answer that looks like a client's; empty where none of it does."""
    from coplan.checks.functions.typed_names import PRIVATE, looks_like_client_data  # not before the first question

    return PRIVATE if looks_like_client_data([data]) else ""

"""The answers as conditions and templates see them: by section, hidden where their condition is false."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from jinja2 import Undefined, UndefinedError

from coplan.content.answers.values import Missing
from coplan.content.language.expressions import compile_expression
from coplan.content.language.note_of_reads import LOOK, Note, Workings
from coplan.content.language.note_of_reads import Entry as Worked
from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.content.reads import ReadsQuestion
from coplan.content.terms import STAGES
from coplan.errors import BadInput, Problem
from coplan.plan.entry import Entry
from coplan.plan.model import Plan

Found = TypeVar("Found")
PROGRAM = ReadsQuestion("profile.program_name", "text")
STAGE = ReadsQuestion("profile.stage", "choice", STAGES)
CONDITION = "condition"


class Answers:
    """A plan read through a checklist, on a day. Works out each condition and fact once.

    `note` has what is read, and `workings` what was worked out with what was read for it.
    Without a day nothing depends on one: law that has run out, or is not in force yet, counts as any other.
    `history` are the decisions of the journal, for documents that tell them.
    """

    def __init__(self, pack: Pack, plan: Plan, today: date | None = None, history: Sequence[Entry] = ()) -> None:
        self.pack, self.plan, self.today, self.history = pack, plan, today, tuple(history)
        self.note = Note()
        self.workings = Workings(self.note)
        self._read: dict[ReadsQuestion, Any] = {}
        self._own: dict[Hashable, Any] = {}
        self._shared: Answers | None = None
        self._names: dict[str, Any] = {step.id: StepAnswers(self.value, step.id) for step in pack.steps}
        self._names["facts"] = Facts(self)

    @property
    def names(self) -> Mapping[str, Any]:
        """The names that an expression may use: the sections, and `facts`."""
        return self._names

    def value(self, key: str) -> Any:
        """The answer to a question, or Missing if there is none or its condition is false."""
        question = self.pack.questions[key]
        self.note.read(key)
        if key in self.plan.answers and self.applies(key):
            return self.plan.answers[key]
        return Missing(question.label, key)

    def once(self, work: Callable[[Answers], Found]) -> Found:
        """What follows from these answers by `work`: worked out when first asked for, and kept."""
        return self.keep(work, work)

    def keep(self, name: Hashable, work: Callable[[Answers], Found], *, quiet: bool = True) -> Found:
        """The same under a name; what was read for it is noted each time.

        Where it is not `quiet`, answers that were asked for on the way count as such, and not only as something that
        the result follows from.
        """
        found, names = self.entry(name, work, quiet=quiet)
        self.note.again(names)
        result: Found = found
        return result

    def entry(self, name: Hashable, work: Callable[[Answers], Any], *, quiet: bool = True) -> Worked:
        """What follows, and what was read for it."""
        if self._shared is not None and name not in self.workings.entries:
            return self._shared.entry(name, work, quiet=quiet)
        return self.workings.entry(name, lambda: work(self), quiet=quiet)

    def own(self, make: Callable[..., Found], *more: Hashable) -> Found:
        """Something that looks at these answers and is of use to this view alone: made once."""
        if (make, *more) not in self._own:
            self._own[make, *more] = make(self, *more)
        found: Found = self._own[make, *more]
        return found

    def read(self, asked: ReadsQuestion) -> Any:
        """The answer to a question that code knows by name, in the words that it declares.

        Missing if there is none, also where the pack does not ask the question.
        """
        question = asked.today(self.pack)
        if question is None:
            return Missing(asked.key, asked.key)
        value = self.value(question.key)  # each time, for some note who looks
        if isinstance(value, Missing):
            return value
        if asked not in self._read:
            self._read[asked] = asked.translated(value, question)
        return self._read[asked]

    def share(self, other: Answers) -> None:
        """From now on have what follows from the answers worked out by another view of the same plan."""
        self._shared = other

    @property
    def shared(self) -> Answers | None:
        """The view that works out what follows from these answers, if it is another."""
        return self._shared

    def decisions(self) -> tuple[Entry, ...]:
        """The decisions of the journal."""
        return self.history

    def applies(self, key: str) -> bool:
        """True if the question's condition holds. A condition that depends on itself counts as true."""
        when = self.pack.questions[key].when
        return not when or self._condition(key, when, guess=True)

    def fact(self, name: str) -> bool:
        """True if the fact holds; raises KeyError for a fact that the pack does not know."""
        return self._condition(f"facts.{name}", self.pack.facts[name].expression, guess=False)

    def party(self, name: str) -> bool:
        """True if those whom law files call so belong to the plan; raises KeyError for an unknown party."""
        return self._condition(f"party.{name}", self.pack.parties[name].expression, guess=False)

    def unsure_of(self, name: str) -> bool:
        """True if the answers leave open whether a party belongs to the plan; raises KeyError for an unknown one."""
        doubt = self.pack.parties[name].doubt
        return bool(doubt) and self.party(name) and self._holds(f"party.{name}", doubt)

    def take_conditions(self, other: Answers) -> None:
        """Have the conditions and facts of another view of this pack for which nobody looked at an answer that differs.

        Nothing is worked out anew where a plan follows from another by one answer.
        """
        before, after = other.plan.answers, self.plan.answers
        changed = {key for key in {**before, **after} if before.get(key) is not after.get(key)}
        self.workings.take(conditions_in(other.workings.entries), changed)

    def unread(self) -> list[str]:
        """The answers at which nobody looked so far, by whatever way, also for what was worked out."""
        views = (self, self._shared) if self._shared is not None else (self,)
        names: set[Hashable] = set()
        for view in views:
            names.update(view.note.whole, *(read for _, read in view.workings.entries.values()))
        return [key for key in self.plan.answers if names.isdisjoint((key, f"{LOOK}{key}"))]

    def of(self, plan: Plan) -> Answers:
        """Another plan, read through the same checklist on the same day, with the same history."""
        return Answers(self.pack, plan, self.today, self.history)

    def _condition(self, key: str, expression: str, *, guess: bool) -> bool:
        """What a condition or fact comes to, with a note of what it looks at."""
        name = (CONDITION, key)
        found, names = self.workings.entry(name, lambda: self._holds(key, expression), guess=guess)
        self.note.again(names)
        return bool(found)

    def _holds(self, key: str, expression: str) -> bool:
        """Work out a condition. Raises BadInput if the pack has one that cannot be worked out."""
        try:
            return bool(compile_expression(expression)(self._names))
        except (ValueError, UndefinedError) as error:
            raise BadInput([Problem("checklists", 0, key, str(error), "See `coplan pack check`.")]) from None

    def suggestion(self, question: Question) -> Any:
        """The value that the question's `default` works out today, or None."""
        from coplan.content.answers.faults import NotAnAnswer
        from coplan.content.answers.kinds import read_value

        if not question.default:
            return None
        try:
            found = compile_expression(question.default)(self._names)
        except ValueError:  # it needs an answer that is not there yet
            return None
        if isinstance(found, Missing | Undefined) or found is None:
            return None
        plain = found.plain() if hasattr(found, "plain") else found if isinstance(found, list) else str(found)
        try:
            return read_value(plain, question)
        except NotAnAnswer:
            return None

    def applicable(self, step_id: str) -> list[Question]:
        """The questions of a step that apply today, in order."""
        return [question for question in self.pack.step(step_id).questions if self.applies(question.key)]

    @property
    def program(self) -> str:
        """The program's name; empty while it has none."""
        name = self.read(PROGRAM)
        return str(name) if name else ""

    @property
    def stage(self) -> str:
        """Today's stage; a plan that does not say is exploring."""
        stage = self.read(STAGE)
        return stage.key if stage else "exploring"

    def set_aside(self) -> tuple[str, ...]:
        """Answers that are kept although their question does not apply today."""
        return tuple(key for key in self.pack.questions if key in self.plan.answers and not self.applies(key))


def conditions_in(entries: Mapping[Hashable, Worked]) -> dict[Hashable, Worked]:
    """Of what was worked out, the conditions and facts."""
    return {name: one for name, one in entries.items() if isinstance(name, tuple) and name[0] == CONDITION}


class StepAnswers:
    """One step's answers by name, in conditions, rules and templates alike: `design.hours`. `value` looks one up."""

    __slots__ = ("_step", "_value")

    def __init__(self, value: Callable[[str], Any], step: str) -> None:
        self._value, self._step = value, step

    def __getitem__(self, name: str) -> Any:
        return self._value(f"{self._step}.{name}")

    def __iter__(self) -> Iterator[str]:
        raise TypeError(f"`{self._step}` is a step; name one of its questions")


class Facts:
    """The facts: `facts.on_scene` in an expression."""

    __slots__ = ("_answers",)

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def __getitem__(self, name: str) -> bool:
        return self._answers.fact(name)

"""The language of templates: the environment in which they run, the names and functions that they may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import FunctionLoader

from coplan.calls.on_paper.missed_calls import missed_calls
from coplan.checks.clauses import demands
from coplan.content.answers.values import Missing, join_words
from coplan.content.document import Document
from coplan.content.language.bytecode import TEMPLATES
from coplan.content.language.expressions import make_environment
from coplan.content.language.note_of_reads import NAMED, noted_as
from coplan.content.language.sandbox import OWN_FILTERS, Sandbox
from coplan.content.language.tracing import TRACING, Trace, TracingSandbox
from coplan.content.model import Pack
from coplan.drafts.render import holes, markdown, section_numbers
from coplan.drafts.render.grammar import first_upper
from coplan.drafts.render.printing import Printer
from coplan.drafts.render.words import plan_tables
from coplan.drafts.render.words import whole_plan as plan_words
from coplan.drafts.render.words.law import LawWords
from coplan.drafts.render.words.measures import data_functions
from coplan.plan.view import Answers, Facts, StepAnswers

# Of Jinja's own filters, those that choose and order; what prints is ours, so that no hole is lost.
JINJA_FILTERS = {
    *("map", "list", "length", "select", "reject", "selectattr", "rejectattr", "sort", "unique"),
    *("first", "last", "sum", "min", "max", "int", "round"),
}

# Documents that somebody acts on while a point is still open.
BRIDGED = ("procedure", "order", "card")


class Language:
    """The names, filters and functions for one plan. Remembers which law was used; the note has the answers."""

    def __init__(self, pack: Pack, answers: Answers) -> None:
        self.pack, self.answers = pack, answers
        self.printer = Printer(pack, answers)
        self.law = LawWords(answers)
        self._templates: Sandbox | None = None

    @property
    def read(self) -> tuple[str, ...]:
        """The answers that templates named since the document began, in order."""
        return noted_as(NAMED, self.answers.note.whole)

    def begin(self, document: Document | None = None) -> None:
        """Forget which answers and law were used: another document begins."""
        self.answers.note.afresh()
        self.printer.whole_dollars = document is not None and document.whole_dollars
        self.printer.bridges = document is not None and document.kind in BRIDGED
        self.law.begin(document)

    def environment(self, templates: Mapping[str, str], trace: Trace | None = None) -> Sandbox:
        """A sandboxed Jinja environment for these templates; `trace` notes what each of their lines writes."""
        options: dict[str, Any] = {
            # The file name lets an error say in which of the templates it happened.
            "loader": FunctionLoader(lambda name: (templates[name], name, None) if name in templates else None),
            "finalize": self.printer.prose,
            "trim_blocks": True,
            "lstrip_blocks": True,
        }
        environment = (
            TracingSandbox(trace, **options) if trace else make_environment(bytecode_cache=TEMPLATES, **options)
        )
        for name in set(environment.filters) - JINJA_FILTERS - OWN_FILTERS - TRACING:
            del environment.filters[name]
        environment.tests["asked"] = self.is_asked
        environment.filters.update(self.printer.filters())
        environment.globals.update(self.functions())
        environment.globals.update({step.id: StepAnswers(self.answer, step.id) for step in self.pack.steps})
        environment.globals["facts"] = Facts(self.answers)
        environment.globals["stage"] = self.answers.stage
        self._templates = environment
        return environment

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Our functions, by the name that templates use."""
        return {
            **self.law.functions(),
            **data_functions(self.printer),
            "clauses": self.clauses,
            "source": self.printer.source,
            "small": self.printer.small,
            "missed": lambda which: missed_calls(self.answers, which),
            "blank": lambda words: f"____________ ({words})",
            "decide": holes.hole,
            "section": section_numbers.reference,
            "contents": section_numbers.contents,
            "row_of": self.printer.row_of,
            "open_in": self.open_in,
            "staffing_table": lambda: self.printer.piece(plan_tables.staffing),
            "budget_table": lambda party=None: plan_tables.of_party(self.printer, party),
            "cost_lines_table": lambda: self.printer.piece(plan_tables.cost_lines),
            "money_table": lambda: self.printer.piece(plan_tables.money),
            "paid_table": lambda: self.printer.piece(plan_tables.paid),
            "unfunded_table": lambda: self.printer.piece(plan_tables.unfunded),
            "cost_shares_table": lambda: self.printer.piece(plan_tables.cost_shares),
            "figure": lambda key, about=False, exact=False: self.printer.piece(plan_tables.figure, key, about, exact),
            "decided": lambda step: self.printer.piece(plan_words.decided, step),
            "open_items_table": lambda: self.printer.piece(plan_words.open_items_table),
            "bodies_decide": lambda: self.printer.piece(plan_words.bodies_decide),
            "findings_table": lambda accepted=False: self.printer.piece(plan_words.findings_table, accepted),
            "work_table": lambda ahead=False: self.printer.piece(plan_tables.work, ahead),
            "dates_table": lambda: self.printer.piece(plan_tables.dates),
            "changes_table": lambda: self.printer.piece(plan_words.changes_table),
            "first_answers_table": lambda: self.printer.piece(plan_words.first_answers_table),
        }

    def answer(self, key: str) -> Any:
        """An answer that a template names. Raises ValueError for a question that is not there."""
        if key not in self.pack.questions:
            raise ValueError(f"there is no question `{key}`")
        return self.printer.value(key)

    def is_asked(self, value: Any) -> bool:
        """The test `asked`: there is an answer, or its question applies to this plan, so that a hole can be filled."""
        return not isinstance(value, Missing) or self.answers.applies(value.key)

    def open_in(self, document: str) -> str:
        """What is still open in another document of this plan, one line each. Raises KeyError for an unknown one."""
        if self._templates is None:
            raise ValueError("there are no templates yet")
        other = self.pack.document(document)
        self.answers.note.begin()
        with self.law.aside(other):
            body = self._templates.get_template(f"{other.template}.md.j2").render()
        named = noted_as(NAMED, self.answers.note.end())
        open_now = [(key, self.answers.plan.open[key]) for key in named if self._is_doubtful(key)]
        lines = [
            f"- {words}." for words in dict.fromkeys(holes.holes_in(body)) if words.startswith(("To decide", "Cite"))
        ]
        lines += [
            f"- {first_upper(item.state)}: {holes.about(self.pack.questions[key].label, item)}"
            for key, item in open_now
        ]
        return "\n".join(lines) or "Nothing in the draft is open."

    def _is_doubtful(self, key: str) -> bool:
        """True for an answer that stands in a draft and is only proposed or disputed."""
        return key in self.answers.plan.open and not isinstance(self.answers.value(key), Missing)

    def clauses(self, topic: str) -> str:
        """A table of what the law asks an agreement to state: the section that does, and what it still waits for."""
        rows = [
            [
                f"{first_upper(found.clause.label)} ({found.law.citation})",
                found.clause.section,
                join_words([question.label for question in found.missing]) or "nothing",
            ]
            for found in demands(self.answers, topic)
        ]
        return (
            markdown.table(["The law asks the agreement to state", "Section", "Still to decide"], rows) if rows else ""
        )

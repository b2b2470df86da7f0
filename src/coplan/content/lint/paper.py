"""Finds the questions whose answers nobody ever sees: no document, rule, law or figure reads them.

A question that only decides whether another is asked reaches no paper; one through which a fact changes a text does.
A document that lists whole steps, `{{ decided('design') }}`, puts every answer on paper and acts on none: where only
such a one reads a question, that is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress

from jinja2 import TemplateSyntaxError

from coplan.content.language.references import Reference, expression_references, names_in, template_references
from coplan.content.model import Pack

LISTS = re.compile(r"\bdecided\('(\w+)'\)")  # the function of templates that lists a step
Fault = tuple[str, str, str]
NOBODY_SEES = "no document, rule or figure reads this question. Let one do so, or say why under `unused:`."
ONLY_LISTED = "only a list of all answers prints this one; no other document, rule or figure reads it."


def unread(pack: Pack, seen: Collection[str]) -> list[str]:
    """The questions that nothing reads and that do not say why; `seen` are those that something reads."""
    return [question.key for question in pack if question.key not in seen and not question.unused.strip()]


def listed_steps(pack: Pack) -> set[str]:
    """The steps of which a document lists every answer."""
    texts = (*pack.parts.values(), *(document.body for document in pack.documents))
    return {step for text in texts for step in LISTS.findall(text)}


def unused_faults(pack: Pack, seen: Collection[str]) -> Iterator[Fault]:
    """Questions of which the pack says that nothing reads them, and something does."""
    for question in pack:
        if question.unused.strip() and question.key in seen:
            yield question.key, "`unused:` says that nothing reads this question, and something does.", "Take it away."


def read_on_paper(pack: Pack) -> set[str]:
    """The questions that templates, the law, the timeline and tables of the pack read, also through facts."""
    found = {name for some in _references(pack) for name in names_in(some)}
    found |= {document.for_.rows for document in pack.documents if document.for_}
    found |= {found.question for found in pack.assumptions.values()}
    found |= {milestone.question for milestone in pack.timeline.milestones}
    found |= {key for clause in pack.clauses.values() for key in clause.questions}
    return _through_facts(found, pack) & set(pack.questions)


def _references(pack: Pack) -> Iterator[Iterable[Reference]]:
    texts: list[tuple[str, tuple[tuple[str, str], ...]]] = [(text, ()) for text in pack.parts.values()]
    conditions = [document.when for document in pack.documents]
    for document in pack.documents:
        each = document.for_
        rows = ((each.as_, each.rows),) if each else ()
        texts += [(document.body, rows), (document.heading, rows)]
        conditions += [each.when] if each else []
    conditions += [text for task in pack.timeline.tasks for text in (task.when, task.dates)]
    conditions += [text for party in pack.parties.values() for text in (party.expression, party.doubt)]
    for text, given in texts:
        with suppress(TemplateSyntaxError):  # told elsewhere
            yield template_references(text, given)
    for text in filter(None, conditions):
        with suppress(TemplateSyntaxError):
            yield expression_references(text)


def _through_facts(names: set[str], pack: Pack) -> set[str]:
    """These names, and those that the facts among them look at."""
    waiting = set(names)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        fact = pack.facts.get(name.removeprefix("facts.")) if name.startswith("facts.") else None
        if fact is not None:
            try:
                waiting |= set(names_in(expression_references(fact.expression))) - seen
            except TemplateSyntaxError:
                continue
    return seen

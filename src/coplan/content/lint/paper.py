"""Finds the questions whose answers nobody ever sees: no document, rule, law or figure reads them.

A question that only decides whether another is asked reaches no paper; one through which a fact changes a text does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from coplan.content.language.expressions import parse_expression
from coplan.content.language.references import references
from coplan.content.model import Pack

Fault = tuple[str, str, str]
NOBODY_SEES = "no document, rule or figure reads this question. Let one do so, or say why under `unused:`."


def unread(pack: Pack, environment: Environment, used: Collection[str]) -> list[str]:
    """The questions that nothing reads and that do not say why; `used` are those that rules and figures read."""
    seen = read_on_paper(pack, environment) | set(used)
    return [question.key for question in pack if question.key not in seen and not question.unused.strip()]


def unused_faults(pack: Pack, environment: Environment, used: Collection[str]) -> Iterator[Fault]:
    """Questions of which the pack says that nothing reads them, and something does."""
    seen = read_on_paper(pack, environment) | set(used)
    for question in pack:
        if question.unused.strip() and question.key in seen:
            yield question.key, "`unused:` says that nothing reads this question, and something does.", "Take it away."


def read_on_paper(pack: Pack, environment: Environment) -> set[str]:
    """The questions that templates, the law, the timeline and tables of the pack read, also through facts."""
    found = {name for tree in _trees(pack, environment) for name in _names(tree)}
    found |= {document.for_.rows for document in pack.documents if document.for_}
    found |= {found.question for found in pack.assumptions.values()}
    found |= {milestone.question for milestone in pack.timeline.milestones}
    found |= {key for clause in pack.clauses.values() for key in clause.questions}
    return _through_facts(found, pack) & set(pack.questions)


def _trees(pack: Pack, environment: Environment) -> Iterator[nodes.Template]:
    texts = [*pack.parts.values(), *(text for document in pack.documents for text in (document.body, document.heading))]
    conditions = [document.when for document in pack.documents]
    conditions += [document.for_.when for document in pack.documents if document.for_]
    conditions += [text for task in pack.timeline.tasks for text in (task.when, task.dates)]
    conditions += [text for party in pack.parties.values() for text in (party.expression, party.doubt)]
    for parse, some in ((environment.parse, texts), (parse_expression, conditions)):
        for text in filter(None, some):
            try:
                yield parse(text)
            except TemplateSyntaxError:
                continue  # told elsewhere


def _names(tree: nodes.Template) -> set[str]:
    return {reference.name for reference in references(tree) if reference.kind == "name"}


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
                waiting |= _names(parse_expression(fact.expression)) - seen
            except TemplateSyntaxError:
                continue
    return seen

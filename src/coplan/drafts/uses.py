"""Where a pack uses a question: documents, conditions, rules and figures, with the place of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import nodes

from coplan.checks.lint_rules import rule_places
from coplan.checks.rule_language import ENVIRONMENT
from coplan.content.language.expressions import make_environment, standing_at
from coplan.content.language.references import expression_references, names_in, references
from coplan.content.lint.item_places import places
from coplan.content.model import Pack
from coplan.content.reads import ReadsQuestion
from coplan.content.rules import Rule
from coplan.drafts.readers import readers
from coplan.drafts.render.words.budget import BUDGET_TABLE, MONEY_TABLE, SHARES_TABLE
from coplan.drafts.render.words.staffing import STAFFING_TABLE
from coplan.figures.declared import Reads, content
from coplan.reports.uses import Use
from coplan.yaml.nodes import Node

# Functions of templates that print figures, and what those read.
PRINTS: Mapping[str, tuple[Reads, ...]] = {
    "staffing_table": STAFFING_TABLE,
    "budget_table": BUDGET_TABLE,
    "cost_lines_table": BUDGET_TABLE,
    "money_table": MONEY_TABLE,
    "paid_table": MONEY_TABLE,
    "unfunded_table": MONEY_TABLE,
    "cost_shares_table": SHARES_TABLE,
}


def uses(pack: Pack, files: Mapping[str, str | Node], key: str) -> list[Use]:
    """Everything in a pack that uses a question. `files` are those of the pack by name."""
    known = dict(places(files))
    found = [*_documents(pack, key), *_conditions(pack, known, key), *_rules(pack, files, key), *_figures(pack, key)]
    return list(dict.fromkeys(found))


def _documents(pack: Pack, key: str) -> Iterator[Use]:
    pieces = [(f"templates/{one.id}.md.j2", one.id, one.body, one.first_line) for one in pack.documents]
    pieces += [(f"templates/{name}", name.removesuffix(".j2"), text, 1) for name, text in pack.parts.items()]
    environment = make_environment()
    for file, name, text, first_line in pieces:
        with standing_at(file, first_line):
            tree = environment.parse(text)
        for line in _lines(tree, key):
            yield Use("document", name, file, line + first_line - 1)
        for call in tree.find_all(nodes.Call):
            printed = PRINTS.get(call.node.name, ()) if isinstance(call.node, nodes.Name) else ()
            if isinstance(call.node, nodes.Name) and key in _questions(pack, *printed):
                yield Use("document", f"{name}, through {call.node.name}()", file, call.lineno + first_line - 1)


def conditions(pack: Pack) -> list[tuple[str, str, str]]:
    """Every condition, suggestion and fact of a pack: by what name its place is known, its own name, and its text."""
    expressions = [(one.key, f"{one.key}, {field}", text) for one in pack for field, text in _of(one)]
    expressions += [(f"facts.{name}", f"facts.{name}", fact.expression) for name, fact in pack.facts.items()]
    for name, party in pack.parties.items():
        expressions += [(f"party.{name}", f"party {name}", text) for text in (party.expression, party.doubt)]
    expressions += [(f"templates/{one.id}.md.j2", f"{one.id}, when", one.when) for one in pack.documents if one.when]
    for task in pack.timeline.tasks:
        texts = {"when": task.when, "dates": task.dates}
        expressions += [(f"timeline.{task.key}", f"timeline.{task.key}, {name}", text) for name, text in texts.items()]
    return expressions


def _conditions(pack: Pack, known: Mapping[str, tuple[str, int]], key: str) -> Iterator[Use]:
    for place, name, text in conditions(pack):
        at = known.get(place, ("checklists", 0))
        with standing_at(*at, key=name):
            named = key in names_in(expression_references(text)) if text else False
        if named:
            yield Use("condition", name, *at)
    for milestone in pack.timeline.milestones:
        if milestone.question == key:
            yield Use("date for calendars", milestone.key, *known.get(f"timeline.{milestone.key}", ("checklists", 0)))
    for name, clause in pack.clauses.items():
        if key in clause.questions:
            yield Use("clause", name, *known.get(f"clause.{name}", ("checklists", 0)))


def _of(question: object) -> list[tuple[str, str]]:
    return [(name, getattr(question, name)) for name in ("when", "default")]


def _rules(pack: Pack, files: Mapping[str, str | Node], key: str) -> Iterator[Use]:
    known = rule_places(files)
    for rule in pack.rules:
        file, node = known[rule.id][-1]
        with standing_at(file, node.line, rule.id):
            named = _named(rule)
        if key in rule.questions or key in named:
            yield Use("rule", rule.id, file, node.line)


def _named(rule: Rule) -> set[str]:
    found = [expression_references(text) for text in (rule.when, *rule.let.values(), rule.expect)]
    found += [tuple(references(ENVIRONMENT.parse(text))) for text in (rule.message, rule.why, rule.fix)]
    return {name for some in found for name in names_in(some)}


def _figures(pack: Pack, key: str) -> Iterator[Use]:
    for name, reads in readers().items():
        if any(_is(read, pack, key) for read in reads):
            yield Use("figure", name) if "." in name else Use("coplan itself", name)


def _questions(pack: Pack, *items: Reads) -> set[str]:
    return {
        question.key
        for read in content(*items)
        if isinstance(read, ReadsQuestion) and (question := read.today(pack)) is not None
    }


def _is(read: object, pack: Pack, key: str) -> bool:
    question = read.today(pack) if isinstance(read, ReadsQuestion) else None
    return question is not None and question.key == key


def _lines(tree: nodes.Node, key: str) -> Iterator[int]:
    return (found.line for found in references(tree) if found.kind == "name" and found.name == key)

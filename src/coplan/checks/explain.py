"""Shows how a rule comes to what it says: each value with its expression and what went in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import nodes

from coplan.checks import rule_language
from coplan.checks.check import counts_at
from coplan.checks.finding_words import answer_in_words, limit_words, source_words, step_heading
from coplan.checks.judge import Judge
from coplan.content.answers.values import Day, Missing
from coplan.content.language.expressions import parse_expression, standing_at
from coplan.content.language.references import expression_references, names_in
from coplan.content.rules import Rule
from coplan.figures.registry import named
from coplan.plan.view import Answers

OUTCOMES = {
    "idle": "The rule does not apply to this plan.",
    "holds": "The rule holds in this plan.",
    "finds": "The rule finds:",
    "silent": "The rule says nothing yet, for these are not answered:",
    "failed": "The rule cannot be worked out:",
}


def explain(answers: Answers, rule: Rule, today: Day | None = None) -> list[str]:
    """The rule, its values step by step, its outcome, limits and sources, as lines."""
    judge = Judge(answers, today, tracing=True)
    finding = judge.judge(rule)
    number = f", {rule.domain}" if rule.domain else ""
    lines = [f"{rule.id}: {rule.level} from the stage {rule.stage} on{number}", step_heading(answers.pack, rule.step)]
    if not counts_at(rule, answers.stage):
        lines += ["", f"It is not shown in this plan yet: its stage is {answers.stage}."]
    with standing_at("checklists/rules", key=rule.id):
        lines += ["", *_expressions(answers, rule, judge), "", OUTCOMES[judge.outcome]]
    if judge.outcome == "silent":
        lines += [f"  {label}" for label in judge.watch.missing]
    if finding:
        lines += [f"  {finding.message}", "", f"Why: {finding.why}", f"Do: {finding.fix}"]
    if finding and finding.accepted:
        lines += ["", f"Accepted: {finding.accepted}"]
    if finding and finding.accepted and not finding.settled:
        lines += [f"It said then: {finding.accepted.said}"]
    if rule.limits:
        lines += ["", "Limits:", *(f"  {limit_words(answers, rule, *item)}" for item in rule.limits.items())]
    sources = source_words(answers.pack, [*rule.source, *(key for one in rule.limits.values() for key in one.source)])
    return [*lines, "", "Sources:", *(f"  {line}" for line in sources or ["our own rule; no source states it"])]


def _expressions(answers: Answers, rule: Rule, judge: Judge) -> Iterator[str]:
    known = judge.names | judge.limits(rule) | judge.values
    yield f"Applies when: {_line(rule.when)}"
    yield from _inputs(answers, rule.when, known)
    yield from _rows(judge, "when")
    for name, text in rule.let.items():
        yield f"{name} = {_line(text)}"
        yield from _inputs(answers, text, known)
        yield from _rows(judge, name)
        if name in judge.values:
            yield f"    = {_words(judge.values[name])}"
    yield f"Must hold: {_line(rule.expect)}"
    yield from _inputs(answers, rule.expect, known)
    yield from _rows(judge, "expect")


def _rows(judge: Judge, name: str) -> Iterator[str]:
    """What came out for each row of records."""
    for text, row, value in judge.rows.get(name, ()):
        yield f"    {row}: {text} = {_words(value)}"


def _inputs(answers: Answers, text: str, known: dict[str, Any]) -> Iterator[str]:
    """What an expression refers to, with its value in this plan."""
    tree = parse_expression(text)
    for name in names_in(expression_references(text)):
        section, _, rest = name.partition(".")
        if section == "facts":
            label = answers.pack.facts[rest].label
            yield f"    {name}: {'yes' if answers.fact(rest) else 'no'} ({label})"
        elif name in answers.pack.questions:
            yield f"    {name}: {answer_in_words(answers, name)}"
        elif section == "figures":
            yield from _figures(tree, known, rest)
    for name in dict.fromkeys(node.name for node in tree.find_all(nodes.Name)):
        if name in known and not callable(known[name]) and not hasattr(known[name], "__getitem__"):
            yield f"    {name}: {_words(known[name])}"


def _figures(tree: nodes.Node, known: dict[str, Any], topic: str) -> Iterator[str]:
    for node in tree.find_all(nodes.Getattr):
        inner = node.node
        if isinstance(inner, nodes.Getattr) and inner.attr == topic and isinstance(inner.node, nodes.Name):
            formula = named(topic)[node.attr].formula
            yield f"    figures.{topic}.{node.attr}: {_words(known['figures'][topic][node.attr])} ({formula})"


def _words(value: Any) -> str:
    if isinstance(value, Missing):
        return f"not known ({value.label})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(item)}" for key, item in value.items()) or "nothing"
    return " ".join(str(rule_language.words(value)).split())


def _line(text: str) -> str:
    return " ".join(text.split())

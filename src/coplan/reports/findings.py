"""What the rules find in a plan, and how a rule comes to what it says, as reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from coplan.checks.explain import explain
from coplan.checks.finding import Finding
from coplan.checks.finding_words import finding_lines, step_heading, tally
from coplan.content.answers.values import Day
from coplan.content.rules import Rule
from coplan.plan.view import Answers
from coplan.reports.titled import Line, Report, Section


def findings_report(answers: Answers, found: Sequence[Finding]) -> Report:
    """The findings by step: what was said where, why it matters, what to do."""
    by_step = {step: list(group) for step, group in groupby(found, key=lambda finding: finding.step)}
    last = next(reversed(by_step), "")
    return Report("", [_step(answers, step, group, last=step == last) for step, group in by_step.items()])


def rule_report(answers: Answers, rule: Rule, day: Day | None = None) -> Report:
    """How a rule comes to what it says."""
    lines = explain(answers, rule, day)
    return Report("", parts=[Line(line, wrap=True, hang=_lead(line) + 2) for line in lines])


def findings_data(answers: Answers, found: Sequence[Finding]) -> dict[str, Any]:
    """The same for scripts."""
    return {"stage": answers.stage, "counts": tally(found), "findings": [_finding(answers, one) for one in found]}


def _step(answers: Answers, step: str, found: Sequence[Finding], *, last: bool) -> Section:
    parts = [part for finding in found for part in (*_finding_lines(answers, finding), Line())]
    return Section(step_heading(answers.pack, step), parts if last else parts[:-1])


def _finding_lines(answers: Answers, finding: Finding) -> Iterator[Line]:
    rule = next((one for one in answers.pack.rules if one.id == finding.rule), None)
    level = f"accepted {finding.level}" if finding.settled else finding.level
    yield Line(f"  {level}: {finding.rule}")
    yield Line(f"    {finding.message}", wrap=True, hang=4)
    for label, words in finding_lines(answers, finding, rule):
        yield Line(f"      {label}: {words}", wrap=True, hang=8)


def _finding(answers: Answers, finding: Finding) -> dict[str, Any]:
    questions, sources = answers.pack.questions, answers.pack.sources
    accepted = finding.accepted
    return {
        "rule": finding.rule,
        "level": finding.level,
        "step": finding.step,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "questions": [
            {"question": key, "label": questions[key].label, "answer": value.plain() if value else None}
            for key in finding.questions
            if key in questions
            for value in [answers.plan.answers.get(key) if answers.applies(key) else None]
        ],
        "sources": [
            {"source": key, "title": sources[key].title, "url": sources[key].address} for key in finding.source
        ],
        "settled": finding.settled,
        "accepted": dict(accepted.plain()) if accepted else None,
    }


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip())

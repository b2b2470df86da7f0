"""Findings in words: what was said where, why it matters, what to do, and where that comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coplan.checks.finding import Finding
from coplan.checks.rule_limits import limit_value
from coplan.content.answers.values import Missing
from coplan.content.model import Pack
from coplan.content.rules import Limit, Rule
from coplan.plan.view import Answers

LONGEST = 110
NO_FINDINGS = "none"
WHOLE_PLAN = "The plan as a whole"


def counted(count: int, word: str) -> str:
    """2 errors, 1 note."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def tally(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each level; those that people accepted as they stand count apart."""
    counts = dict.fromkeys(("errors", "warnings", "notes", "accepted"), 0)
    for finding in findings:
        counts["accepted" if finding.settled else f"{finding.level}s"] += 1
    return counts


def tally_words(findings: Iterable[Finding]) -> str:
    """2 errors, 1 warning, 1 accepted; `none` for none."""
    names = {"errors": "error", "warnings": "warning", "notes": "note"}
    counts = tally(findings)
    parts = [counted(counts[key], word) for key, word in names.items() if counts[key]]
    return ", ".join(parts + ([f"{counts['accepted']} accepted"] if counts["accepted"] else [])) or NO_FINDINGS


def step_heading(pack: Pack, step_id: str) -> str:
    """`Step 4: Program design`, or what concerns the whole plan."""
    for step in pack.steps:
        if step.id == step_id:
            return f"Step {step.number}: {step.title}" if step.number else step.title
    return WHOLE_PLAN


def answer_in_words(answers: Answers, key: str) -> str:
    """What the plan says to a question, on one line."""
    value = answers.value(key)
    if isinstance(value, Missing):
        return "not answered" if answers.applies(key) else "not asked in this plan"
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def said(answers: Answers, finding: Finding) -> list[str]:
    """The answers that a finding concerns: label, and what was answered."""
    questions = answers.pack.questions
    return [f"{questions[key].label}: {answer_in_words(answers, key)}" for key in finding.questions if key in questions]


def source_words(pack: Pack, keys: Iterable[str]) -> list[str]:
    """Sources with their addresses."""
    return [pack.sources[key].words for key in keys if key in pack.sources]


def limit_words(answers: Answers, rule: Rule, name: str, limit: Limit) -> str:
    """A limit, its value, and whose it is: ours, published, or the plan's own with its reason."""
    shipped = limit_value(limit)
    own = answers.plan.limits.get(f"{rule.id}.{name}")
    if own is not None:
        reason = f": {own.reason}" if own.reason else ", without a reason"
        return f"{limit.label}: {limit_value(limit, own.value)}, set in this plan instead of {shipped}{reason}"
    whose = "our working limit" if limit.ours else "from the source"
    return f"{limit.label}: {shipped} ({whose}; a plan can set `limits: {rule.id}.{name}`)"


def finding_lines(answers: Answers, finding: Finding, rule: Rule | None) -> Iterator[tuple[str, str]]:
    """A finding as labelled lines, for every place that shows one in full."""
    for line in said(answers, finding):
        yield "Said", line
    yield "Why", finding.why
    yield "Do", finding.fix
    for name, limit in rule.limits.items() if rule else ():
        yield "Limit", limit_words(answers, rule, name, limit) if rule else ""
    for line in source_words(answers.pack, finding.source):
        yield "Source", line
    if rule and rule.ours and not finding.source:
        yield "Source", "our own rule; no source states it"
    if finding.settled:
        yield "Accepted", str(finding.accepted)
    elif finding.accepted:
        yield "Look again", f"accepted ({finding.accepted}) when it said: {finding.accepted.said}"

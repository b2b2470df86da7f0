"""Where in the pack something stands that a plan met while it was worked out: looked up when it must be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from coplan.checks.finding import Finding
from coplan.checks.judge import MEND
from coplan.cli.setting import layers_read
from coplan.errors import BadInput, CoplanError
from coplan.reports.titled import Line, Report

PLACELESS = ("checklists", "checklists/rules")  # the file of a problem that knows its key or text only


def placed(error: BadInput) -> BadInput:
    """The error with file and line for what stands in the pack of this command, as far as that can be found."""
    if all(problem.file not in PLACELESS or problem.line for problem in error.problems):
        return error
    try:
        known = pack_places()
    except (CoplanError, ValueError, LookupError):
        return error
    text = getattr(error, "text", "")
    problems = [
        replace(problem, file=found[0], line=found[1])
        if problem.file in PLACELESS and not problem.line and (found := known.get(problem.key) or known.get(text))
        else problem
        for problem in error.problems
    ]
    return BadInput(problems)


def placed_findings(found: list[Finding]) -> list[Finding]:
    """The findings; one of a rule that could not be worked out says where that stands."""
    return [replace(one, fix=mend(one.rule)) if one.fix == MEND else one for one in found]


def placed_report(report: Report, rule: str) -> Report:
    """The report of a rule; one that could not be worked out says where it stands."""
    return replace(
        report,
        parts=[
            replace(part, words=part.words.replace(MEND, mend(rule)))
            if isinstance(part, Line) and MEND in part.words
            else part
            for part in report.parts
        ],
    )


def mend(rule: str) -> str:
    """What to do about a rule that cannot be worked out, with its place."""
    place = pack_places().get(rule)
    return f"{MEND[:-1]} on {place[0]}, line {place[1]}." if place else MEND


def pack_places() -> Mapping[str, tuple[str, int]]:
    """File and line by the key of a question, fact, party or rule, and by the text of a condition."""
    return dict(_places())


def _places() -> Iterator[tuple[str, tuple[str, int]]]:
    from coplan.checks.lint_rules import rule_places
    from coplan.content.lint.item_places import places
    from coplan.content.pack.files import read_files
    from coplan.content.pack.load import load_layers
    from coplan.content.pack.reading import Reading
    from coplan.drafts.uses import conditions

    files = read_files(Reading(), layers_read).named
    known = dict(places(files))
    yield from ((text, known[place]) for place, _, text in conditions(load_layers(layers_read)) if place in known)
    yield from known.items()
    for rule, found in rule_places(files).items():
        yield rule, (found[-1][0], found[-1][1].line)

"""Proves rules by the pack's own cases: a plan in which each rule fires, and one in which it is silent.

`checklists/cases/` has for each rule `fires:` and `silent:`, answers by their keys, and `says:`, words of its finding.
Under `open` a plan has open items by their keys, as in plan.yaml.
The plan has the stage of the rule unless the case says `profile.stage`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coplan.checks.check import check
from coplan.checks.judge import FAILED
from coplan.content.answers.values import Day
from coplan.content.model import Pack
from coplan.content.rules import Rule
from coplan.errors import BadInput, Problem, did_you_mean
from coplan.plan.read.plan import read_root
from coplan.plan.view import STAGE, Answers
from coplan.yaml.nodes import Node

PLACE = "checklists/cases/"
PARTS = {"fires", "says", "silent"}
DAY = Day(2026, 11, 23)  # one day for all, so that a case means the same next year


def cases(files: Mapping[str, str | Node]) -> dict[str, Node]:
    """Every case of a pack by the id of its rule."""
    roots = [file for name, file in files.items() if name.startswith(PLACE) and isinstance(file, Node)]
    return {key: node for root in roots if isinstance(root.value, dict) for key, node in root.value.items()}


def case_faults(pack: Pack, files: Mapping[str, str | Node]) -> Iterator[Problem]:
    """Cases that do not hold, with their place."""
    rules = {rule.id: rule for rule in pack.rules}
    for key, node in cases(files).items():
        if key not in rules:
            yield Problem(node.file, node.line, key, "there is no such rule.", did_you_mean(key, rules))
            continue
        for part, what in faults_of(pack, rules[key], node):
            yield Problem(node.file, node.find((part,)).line, key, what)


def faults_of(pack: Pack, rule: Rule, case: Node) -> Iterator[tuple[str, str]]:
    """What is wrong with the case of one rule: the part of it, and the words."""
    if not isinstance(case.value, dict) or set(case.value) != PARTS:
        yield "", "a case needs `fires:`, `says:` and `silent:`, and nothing else."
        return
    for part in ("fires", "silent"):
        try:
            said = _said(pack, rule, case.find((part,)))
        except BadInput as error:
            yield part, f"`{part}:` is no plan: {error.problems[0].what}"
            continue
        words = " ".join(str(case.find(("says",)).data).split())
        if part == "silent" and said:
            yield part, f"the rule is not silent: {said}"
        elif part == "fires" and not said:
            yield part, "the rule does not fire."
        elif part == "fires" and (FAILED in said or words not in said):
            yield part, f"the rule says something else: {said}"


def _said(pack: Pack, rule: Rule, given: Node) -> str:
    """What a rule says of a plan with these answers. Raises BadInput if they are none, or do not count."""
    reading = read_root(_root(rule, given), pack, given.file)
    answers = Answers(pack, reading.plan)
    if reading.notes:
        raise BadInput([reading.notes[0]])
    if aside := answers.set_aside():
        raise BadInput([Problem("", 0, "", f"nobody is asked {', '.join(aside)} there.")])
    found = check(answers, [rule], today=DAY)
    return " ".join(f"{one.message} {one.why} {one.fix}" for one in found)


def _root(rule: Rule, given: Node) -> Node:
    """The plan of a case, as if its file had been read: answers by section, and open items."""
    wanted = {STAGE.key: _at(given, rule.stage)} | (given.value if isinstance(given.value, dict) else {})
    open_items = wanted.pop("open", _at(given, {}))
    sections: dict[str, dict[str, Node]] = {}
    for key, node in wanted.items():
        step, _, name = key.partition(".")
        sections.setdefault(step, {})[name] = node
    answers = {step: _at(given, section) for step, section in sections.items()}
    return _at(given, {"answers": _at(given, answers), "open": open_items})


def _at(place: Node, value: str | dict[str, Node]) -> Node:
    return Node(value, place.start, place.end, place.line, place.column, file=place.file)

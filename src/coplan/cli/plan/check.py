"""`coplan check`: the plan as a whole, before a council reads it."""

from __future__ import annotations

from typing import Annotated

import typer

from coplan.checks.check import LEVELS, check
from coplan.checks.finding import Finding
from coplan.checks.finding_words import tally, tally_words
from coplan.cli import show
from coplan.cli.content.pack_places import placed_findings, placed_report
from coplan.cli.options import AsJson, By, Folder, PackOption
from coplan.cli.report_file import Output, put
from coplan.cli.setting import existing_plan, today
from coplan.cli.talk import say
from coplan.content.answers.values import Day
from coplan.content.model import Pack
from coplan.content.rules import Rule
from coplan.errors import DONE, FINDINGS, UsageError, closest
from coplan.letters import unseen_in, unseen_words
from coplan.plan.disk.store import PlanFolder
from coplan.plan.model import Acceptance
from coplan.plan.view import Answers
from coplan.reports.findings import findings_data, findings_report, rule_report


def command(
    folder: Folder = None,
    step: Annotated[str, typer.Option("--step", help="Only this step, for example design; or plan.")] = "",
    level: Annotated[str, typer.Option("--level", help="Only error, or warning and error; note shows all.")] = "note",
    explain: Annotated[str, typer.Option("--explain", help="Show how this rule comes to what it says.")] = "",
    accept: Annotated[str, typer.Option("--accept", help="Accept what this rule finds; needs --reason.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why you accept it.")] = "",
    owner: Annotated[str, typer.Option("--owner", help="Who answers for it.")] = "",
    undo: Annotated[str, typer.Option("--undo", help="Accept what this rule finds no longer.")] = "",
    output: Output = None,
    json: AsJson = False,
    by: By = "",
    pack: PackOption = None,
) -> int:
    """Applies the rules for the plan's stage: what was said where, why it matters, what to do. Exit 1 if there is an
    error that nobody accepted.
    """
    place = existing_plan(folder, by, pack)
    day = Day.fromisoformat(today().isoformat())
    if accept or undo:
        return _settle(place, day, accept, undo, reason, owner)
    if reason or owner:
        raise UsageError("--reason and --owner go with --accept RULE.")
    reading = place.read()
    answers = place.answers(reading.plan)
    if explain:
        rule = _rule(place.pack, explain)
        put(placed_report(rule_report(answers, rule, day), rule.id), output, answers.program, answers.plan.drafts.paper)
        return DONE
    found = placed_findings(_chosen(check(answers, today=day), place.pack, step, level))
    if json:
        show.as_json(findings_data(answers, found))
    else:
        show.notes(reading.notes)
    if output or not json:
        put(findings_report(answers, found), output, answers.program, answers.plan.drafts.paper)
    if not json:
        _sum_up(answers, found)
    return FINDINGS if tally(found)["errors"] else DONE


def _chosen(found: list[Finding], pack: Pack, step: str, level: str) -> list[Finding]:
    steps = [*(one.id for one in pack.steps), "plan"]
    if step and step not in steps:
        raise UsageError(f"There is no step `{step}`. Steps are {', '.join(steps)}.")
    if level not in LEVELS:
        raise UsageError(f"There is no level `{level}`. Levels are {', '.join(LEVELS)}.")
    grave = LEVELS[: LEVELS.index(level) + 1]
    return [one for one in found if one.step == (step or one.step) and one.level in grave]


def _rule(pack: Pack, name: str) -> Rule:
    rules = {rule.id: rule for rule in pack.rules}
    if name not in rules:
        near = closest(name, rules)
        raise UsageError(f"There is no rule `{name}`." + (f" Did you mean `{near}`?" if near else ""))
    return rules[name]


def _settle(place: PlanFolder, day: Day, accept: str, undo: str, reason: str, owner: str) -> int:
    """Accept what a rule finds, or take that back."""
    if letter := unseen_in(reason) or unseen_in(owner):
        raise UsageError(f"--reason and --owner: {unseen_words(letter[0])} Type the text again.")
    if accept and undo:
        raise UsageError("Give either --accept or --undo.")
    with place.lock("check", wait=5):
        place.reconcile()
        plan = place.read().plan
        if undo:
            if undo not in plan.accepted:
                raise UsageError(f"Nobody accepted what `{undo}` finds.")
            place.save(lambda before: before.with_accepted(undo, None), "accepted no longer")
            say(f"No longer accepted: {undo}.")
            return DONE
        rule = _rule(place.pack, accept)
        if not reason.strip():
            raise UsageError("Say why you accept it: --reason WORDS, and --owner for who answers for it.")
        found = check(place.answers(plan), [rule], today=day)
        if not found:
            raise UsageError(f"The rule `{accept}` finds nothing in this plan, so there is nothing to accept.")
        said = found[0].message
        made = Acceptance(" ".join(reason.split()), " ".join(owner.split()), day.isoformat(), said)
        place.save(lambda before: before.with_accepted(rule.id, made), "accepted")
    say(f"Accepted: {said}")
    return DONE


def _sum_up(answers: Answers, found: list[Finding]) -> None:
    say(f"Findings at the stage {answers.stage}: {tally_words(found)}.")
    if found:
        say("`coplan check --explain RULE` shows the arithmetic; `--accept RULE --reason WORDS` accepts a finding.")

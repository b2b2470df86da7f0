"""Proves a pack: loads it, lints it, and renders every document for plans of several shapes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from coplan.checks.cases import case_faults, cases
from coplan.checks.judge import Judge
from coplan.checks.lint_rules import lint_rules
from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.language.references import expression_references
from coplan.content.lint.item_places import places
from coplan.content.lint.pack import Lint, lint_pack
from coplan.content.lint.proved import Proved
from coplan.content.model import Pack
from coplan.content.pack.files import read_files, split_front_matter
from coplan.content.pack.folders import misnamed, pack_folders, pack_layers
from coplan.content.pack.load import load_layers
from coplan.content.pack.reading import Reading
from coplan.content.pack.removed import removed
from coplan.content.questions import Question
from coplan.content.reads import ReadsQuestion, lacks
from coplan.drafts.origins.unasked import Unasked
from coplan.drafts.readers import readers
from coplan.drafts.render.called import made_of
from coplan.drafts.render.render import render_all
from coplan.errors import BadInput, Problem
from coplan.plan.model import Plan
from coplan.plan.view import Answers
from coplan.problems import Problems
from coplan.yaml.nodes import Data, Node, decode, hidden_by_comments, read_nodes

TRIALS, ENOUGH = 60, 3


def check_pack(own: Path | None = None) -> Lint:
    """Check the shipped pack, or it together with a community's own. Problems come back as values.

    A pack that was checked as it stands is not checked again.
    """
    try:
        layers = pack_layers(pack_folders(own=own))
        pack = load_layers(layers)
    except BadInput as error:
        return Lint(error.problems, ())
    kept = Proved(pack.stamp, own)
    found = kept.last()
    if found is None:
        found = _checked(pack, layers)
        kept.keep(found)
    unread = misnamed(own) if own else []  # what else is said would only follow from these
    return Lint(tuple(unread), ()) if unread else found


def _checked(pack: Pack, layers: list[dict[str, bytes]]) -> Lint:
    read = read_files(Reading(), layers)
    files = read.named
    rules = lint_rules(pack, files)
    heads = {name: template.head for name, template in read.templates.items()}
    found = lint_pack(pack, files, rules.used | _used_by_code(pack), heads)
    lacking = _lacking(pack, files, removed(layers))
    notes = (*found.notes, *lacking.notes, *_uncased(pack, files))
    found = Lint((*found.problems, *rules.problems, *lacking.found, *_cut_off(layers[1:])), notes)
    if found.problems:
        return found
    trials = [Answers(pack, random_plan(pack, seed)) for seed in range(TRIALS)]
    unasked = Unasked(pack, read)
    rendering = tuple(_rendering(pack, trials, unasked))
    return Lint((*case_faults(pack, files), *rendering, *_judging(pack, trials)), (*found.notes, *unasked.notes()))


def _cut_off(layers: Sequence[Mapping[str, bytes]]) -> Iterator[Problem]:
    """Texts of own packs of which a `#` cuts the end off."""
    for name, content in (item for layer in layers for item in layer.items()):
        text = decode(content, name).replace("\r\n", "\n")
        text = "\n" + split_front_matter(text)[0] if name.endswith(".j2") else text
        for key, node, words in hidden_by_comments(read_nodes(text, name), text):
            what = f"`{words}` does not belong to the text: a `#` behind a space begins a remark."
            yield Problem(name, node.line, key, what, "Put the whole text in quotes.")


def _uncased(pack: Pack, files: Mapping[str, str | Node]) -> Iterator[Problem]:
    """Rules that no case proves."""
    proved = cases(files)
    for rule in pack.rules:
        if rule.id not in proved:
            yield Problem("checklists/rules", 0, rule.id, "no case in checklists/cases/ proves this rule.")


def _used_by_code(pack: Pack) -> set[str]:
    questions = [read for reads in readers().values() for read in reads if isinstance(read, ReadsQuestion)]
    return {question.key for read in questions if (question := read.today(pack))}


def _lacking(pack: Pack, files: Mapping[str, str | Node], taken: Container[str]) -> Problems:
    """What figures and drafts read by name and the pack does not have; what it took away on purpose is noted."""
    known = dict(places(files))
    problems = Problems()
    for lack in lacks(pack, readers()):
        kind = lack.place.partition(".")[0]
        file, line = known.get(lack.place) or known.get(kind) or (f"checklists/{kind}.yaml", 1)
        if lack.name in taken:
            problems.note(line, lack.place, lack.what, file=file)
        else:
            problems.bad(line, lack.place, lack.what, lack.fix, file)
    return problems


def _rendering(pack: Pack, trials: Sequence[Answers], holes: Unasked) -> Iterator[Problem]:
    """Documents that do not render, and documents and questions that no plan can reach."""
    unreached = {document.id for document in pack.documents}
    unasked = {question.key for question in pack if question.when}
    told: set[str] = set()
    failed: Counter[str] = Counter()
    for answers in trials:
        unasked -= {key for key in unasked if answers.applies(key)}
        sound = [document for document in pack.documents if failed[document.id] < ENOUGH]  # the rest would say the same
        with suppress(BadInput):  # which document it is, is found below
            made = [one for document in sound for one in made_of(document, answers)]
            holes.look(answers, render_all(answers, made))
            unreached -= {document.template for document in made}
            continue
        for document in sound:
            try:
                made = made_of(document, answers)
                unreached -= {document.id} if made else set()
                render_all(answers, made)
            except BadInput as error:
                failed[document.id] += 1
                for problem in error.problems:
                    if str(problem) not in told:
                        told.add(str(problem))
                        yield problem
    for name in sorted(unreached):
        yield Problem(
            f"templates/{name}.md.j2", 2, "", "no plan that was tried calls for this document.", "See `when:`."
        )
    for key in sorted(unasked):
        yield Problem("checklists", 0, key, "no plan that was tried asks this question.", "See its `when:`.")


def _judging(pack: Pack, trials: Sequence[Answers]) -> Iterator[Problem]:
    """Rules that cannot be worked out in some plan."""
    told: set[str] = set()
    for answers in trials:
        judge = Judge(answers)
        for rule in pack.rules:
            finding = judge.judge(rule)
            if finding and judge.outcome == "failed" and rule.id not in told:
                told.add(rule.id)
                yield Problem("checklists/rules", 0, rule.id, finding.message)


def random_plan(pack: Pack, seed: int) -> Plan:
    """A plan with random answers from the checklist itself; seed 0 gives the empty plan.

    Each question has a chance of its own, so that a new question leaves the answers to all others as they were.
    """
    share = 0 if seed == 0 else random.Random(seed).choice([0.3, 0.7, 1])  # noqa: S311 - nothing secret here
    turning = _turning_keys(pack)
    plan = Plan()
    for question in pack:
        chance = random.Random(f"{seed} {question.key}")  # noqa: S311
        if chance.random() < share:
            data = _random_answer(question, chance, sorted(turning.get(question.key, ())))
            if data is not None:
                plan = plan.with_answer(question.key, read_value(data, question))
    return plan


SAMPLES: dict[str, Data] = {
    "text": "Words that a community would write",
    "paragraph": "One sentence of the plan. Then another.",
    "yes_no": "yes",
    "date": "2027-03-01",
    "time": "08:00",
    "duration": "30 minutes",
    "schedule": "Mo-Fr 08:00-20:00",
    "phone": "360-555-0101",
    "email": "team@example.org",
    "url": "https://example.org/team",
    "list": ["one", "another"],
}


def _turning_keys(pack: Pack) -> dict[str, set[str]]:
    """The choice keys on which conditions and facts turn: worth more trials than the fiftieth state."""
    found: dict[str, set[str]] = {}
    texts = [question.when for question in pack if question.when]
    texts += [fact.expression for fact in pack.facts.values()]
    texts += [document.when for document in pack.documents if document.when]
    for text in texts:
        for reference in expression_references(text):
            if reference.kind == "choice" and ":" not in reference.name:
                found.setdefault(reference.name, set()).add(reference.detail)
    return found


def _random_answer(question: Question, chance: random.Random, turning: Sequence[str]) -> Data | None:
    keys: list[Data] = [choice.key for choice in question.choices]
    if question.kind == "choice":
        known = [key for key in keys if key in turning]
        return chance.choice(known if known and chance.random() < 0.6 else keys)
    if question.kind == "choices":
        return chance.sample(keys, chance.randint(1, len(keys)))
    if question.kind == "yes_no":
        return chance.choice(["yes", "no"])
    if question.kind == "records":
        return [_random_row(question, chance) for _ in range(chance.randint(1, 3))]
    return _sample(question)


def _random_row(question: Question, chance: random.Random) -> Data:
    row: dict[str, Data] = {}
    for index, column in enumerate(question.columns):
        if column.required or index == 0 or chance.random() < 0.8:
            row[column.key] = (
                chance.choice([c.key for c in column.choices]) if column.choices else _sample(column) or "1"
            )
    return row


def _sample(spec: object) -> Data | None:
    kind = spec.kind  # type: ignore[attr-defined]
    if kind in SAMPLES:
        return SAMPLES[kind]
    low, high = spec.min or 0, spec.max  # type: ignore[attr-defined]
    for amount in ("12", "1", f"{low:g}", f"{high:g}" if high is not None else "0"):
        try:
            read_value(amount, spec)  # type: ignore[arg-type]
        except NotAnAnswer:
            continue
        return amount
    return None

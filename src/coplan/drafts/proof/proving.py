"""Proves a pack: loads it, lints it, and renders every document for plans of several shapes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

from coplan.checks.cases import case_faults, cases
from coplan.checks.check import finding_of
from coplan.checks.judge import FAILED
from coplan.checks.lint_rules import lint_rules
from coplan.content.lint.item_places import places
from coplan.content.lint.pack import Lint, lint_pack
from coplan.content.lint.proved import Proved
from coplan.content.model import Pack
from coplan.content.pack.files import read_files, split_front_matter
from coplan.content.pack.folders import misnamed, pack_folders, pack_layers
from coplan.content.pack.load import load_layers
from coplan.content.pack.reading import Reading
from coplan.content.pack.removed import removed
from coplan.content.reads import ReadsQuestion, lacks
from coplan.disk.cache import short_name
from coplan.drafts.origins.unasked import unasked_notes
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.proof.trial_renders import TrialRender, trial_renders
from coplan.drafts.readers import readers
from coplan.drafts.render.noted import noting
from coplan.errors import BadInput, Problem
from coplan.plan.view import Answers
from coplan.problems import Problems
from coplan.yaml.nodes import Node, decode, hidden_by_comments, read_nodes

TRIALS = 60
JUDGED = "rules, cases and questions"


def check_pack(own: Path | None = None) -> Lint:
    """Check the shipped pack, or it together with a community's own. Problems come back as values.

    A pack that was checked as it stands is not checked again.
    """
    try:
        layers = pack_layers(pack_folders(own=own))
        pack = load_layers(layers)
    except BadInput as error:
        return Lint(error.problems, ())
    if own and (unread := misnamed(own)):  # what else is said would only follow from these
        return Lint(tuple(unread), ())
    return Proved(own, pack.stamp).lint(lambda: _checked(pack, layers, own))


def _checked(pack: Pack, layers: list[dict[str, bytes]], own: Path | None) -> Lint:
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
    stamp = _stamp_of_lists(layers)
    kept = Proved(own)
    judged = kept.problems(JUDGED, stamp, lambda: _judged(pack, files, trials))
    renders = trial_renders(pack, trials, stamp, kept)
    kept.save()
    unasked = unasked_notes(pack, read, {name: one.unasked for name, one in renders.items()})
    return Lint((*judged, *_rendering(renders)), (*found.notes, *unasked))


def _stamp_of_lists(layers: Sequence[Mapping[str, bytes]]) -> str:
    """A name that changes with every file of the packs that is no template."""
    lists = [(name, content) for layer in layers for name, content in layer.items() if not name.endswith(".j2")]
    return short_name(repr(lists))


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


def _rendering(renders: Mapping[str, TrialRender]) -> Iterator[Problem]:
    """Documents that do not render, each fault once, and documents that no plan can reach."""
    problems = {words: problem for one in renders.values() for words, problem in one.problems.items()}
    yield from problems.values()
    for name in sorted(name for name, one in renders.items() if not one.reached):
        yield Problem(
            f"templates/{name}.md.j2", 2, "", "no plan that was tried calls for this document.", "See `when:`."
        )


def _judged(pack: Pack, files: Mapping[str, str | Node], trials: Sequence[Answers]) -> Iterator[Problem]:
    """Cases that do not hold, rules that cannot be worked out in some plan, and questions that no plan can reach."""
    yield from case_faults(pack, files)
    unasked = {question.key for question in pack if question.when}
    told: set[str] = set()
    for answers in trials:
        view = noting(answers)  # from which documents, too, have what is worked out here
        unasked -= {key for key in unasked if view.applies(key)}
        for rule in pack.rules:
            finding = finding_of(view, rule)
            if finding and FAILED in finding.message and rule.id not in told:
                told.add(rule.id)
                yield Problem("checklists/rules", 0, rule.id, finding.message)
    for key in sorted(unasked):
        yield Problem("checklists", 0, key, "no plan that was tried asks this question.", "See its `when:`.")

"""Texts that were kept are those that rendering anew gives, whatever changed in between."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from functools import wraps

import pytest

from coplan.checks.check import check
from coplan.checks.judge import Judge
from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Day
from coplan.drafts.files import texts
from coplan.drafts.files.texts import Texts
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.drafts.render.words import whole_plan
from coplan.plan.entry import Entry
from coplan.plan.model import Acceptance, OpenItem
from coplan.plan.view import Answers
from tests.long import few_of

DAY = datetime.date(2026, 11, 29)


def changed(pack, plan, chance, other):
    """The plan with one answer taken away, given otherwise, opened or settled; an open one each third time."""
    key = chance.choice(sorted(plan.open) if plan.open and chance.random() < 0.3 else [one.key for one in pack])
    if key in plan.open:
        return plan.with_open(key, None)
    way = chance.random()
    if way < 0.3:
        return plan.with_open(key, OpenItem(chance.choice(["proposed", "disputed", "parked"]), "Chief"))
    if way < 0.7 and key in other.answers:
        return plan.with_answer(key, other.answers[key])
    return plan.without_answer(key)


def agree(folder, pack, plan, today=DAY, history=()):
    kept, fresh = (Answers(pack, plan, today, history) for _ in range(2))
    documents = documents_for(fresh)
    found, wanted = Texts(folder, kept).rendered(documents), render_all(fresh, documents)
    for a, b in zip(found, wanted, strict=True):
        names = ("document", "text", "holes", "read", "rests_on", "asked")
        assert [getattr(a, name) for name in names] == [getattr(b, name) for name in names]
    day = Day.fromisoformat(today.isoformat())
    assert check(kept, today=day) == check(Answers(pack, plan, today), today=day)


def walk(folder, pack, seed, steps):
    chance = random.Random(seed)
    plan, other = random_plan(pack, seed), random_plan(pack, seed + 1000)
    for key in chance.sample(sorted(plan.answers), min(3, len(plan.answers))):
        plan = plan.with_open(key, OpenItem("proposed", "Chief"))
    agree(folder, pack, plan)
    for _ in range(steps):
        plan = changed(pack, plan, chance, other)
        agree(folder, pack, plan)


@pytest.mark.slow
@pytest.mark.parametrize("seed", few_of([2, 3, 8], 1))
def test_after_changes_kept_texts_are_those_of_today(tmp_path, pack, seed):
    walk(tmp_path, pack, seed, 3)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20, 36))
def test_after_many_changes_kept_texts_are_those_of_today(tmp_path, pack, seed):
    walk(tmp_path, pack, seed, 12)


@pytest.mark.slow
def test_after_one_answer_only_rules_and_pieces_are_worked_out_that_looked_at_it(tmp_path, pack, monkeypatch):
    key = "profile.web_page"
    plans = (random_plan(pack, seed) for seed in range(1, 60))
    plan = next(one for one in plans if {key, "needs.target_issues"} <= one.answers.keys())  # with the plan book
    day = Day.fromisoformat(DAY.isoformat())
    agree(tmp_path, pack, plan)
    judged, written = [], []
    judge, decided = Judge.judge, whole_plan.decided
    monkeypatch.setattr(Judge, "judge", lambda self, rule: judged.append(rule.id) or judge(self, rule))

    @wraps(decided)
    def noted(printer, step):
        written.append(step)
        return decided(printer, step)

    monkeypatch.setattr(whole_plan, "decided", noted)
    changed = Answers(pack, plan.with_answer(key, read_value("https://example.org/new", pack.questions[key])), DAY)
    Texts(tmp_path, changed).rendered(documents_for(changed))
    found = check(changed, today=day)
    assert len(judged) < len(pack.rules) / 10
    assert written == ["profile"]
    judged.clear()
    assert check(Answers(pack, changed.plan, DAY), today=day) == found
    assert len(judged) > len(pack.rules) / 2


@pytest.fixture
def rendered(monkeypatch):
    """The documents that were rendered, by their ids."""
    found = []

    def noted(answers, documents):
        documents = list(documents)
        found.extend(one.id for one in documents)
        return render_all(answers, documents)

    monkeypatch.setattr(texts, "render_all", noted)
    return found


def test_only_what_looked_at_an_answer_is_rendered_anew(tmp_path, pack, rendered):
    plan = random_plan(pack, 8)
    answers = Answers(pack, plan, DAY)
    documents = documents_for(answers)
    first = {item.document.id: item for item in Texts(tmp_path, answers).rendered(documents)}
    assert sorted(rendered) == sorted(first)
    rendered.clear()
    concerned = sorted(sum(one in item.touched for item in first.values()) for one in plan.answers)
    assert concerned[len(concerned) // 2] * 10 <= len(first)  # half of all answers concern a tenth of the documents
    key = next(one for one in plan.answers if 0 < sum(one in item.touched for item in first.values()) < 5)
    less = Answers(pack, plan.without_answer(key), DAY)
    Texts(tmp_path, less).rendered(documents)
    assert {name for name, item in first.items() if key in item.touched} <= set(rendered)
    assert len(rendered) < len(first) / 2


def test_settings_the_day_and_another_pack_render_all_anew(tmp_path, pack, rendered):
    plan = random_plan(pack, 3)
    documents = documents_for(Answers(pack, plan, DAY))
    others = [
        Answers(pack, plan.with_accepted("budget.gap", Acceptance("We know")), DAY),
        Answers(pack, plan, DAY + datetime.timedelta(days=1)),
        Answers(replace(pack, stamp="another"), plan, DAY),
    ]
    for answers in [Answers(pack, plan, DAY), *others]:
        rendered.clear()
        Texts(tmp_path, answers).rendered(documents)
        assert len(rendered) == len(documents)


def test_what_tells_the_journal_follows_it(tmp_path, pack):
    plan = random_plan(pack, 8)
    entry = Entry("2026-11-01T09:00:00", "Ann", "profile.program_name", None, "Prairie Bend", "answered")
    agree(tmp_path, pack, plan)
    agree(tmp_path, pack, plan, history=(entry,))


def test_a_spoiled_file_is_not_read(tmp_path, pack, monkeypatch):
    monkeypatch.setenv("COPLAN_CACHE", str(tmp_path / "cache"))
    agree(tmp_path, pack, random_plan(pack, 3))
    (kept,) = (tmp_path / "cache").glob("*.texts")
    kept.write_bytes(kept.read_bytes().replace(b"program", b"PROGRAM"))
    agree(tmp_path, pack, random_plan(pack, 3))

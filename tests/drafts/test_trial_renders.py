"""What a check of a pack keeps: a document is rendered again for trial plans when what it is made of changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coplan.content.lint.proved import Proved
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.proof.trial_renders import _stamps, trial_renders
from coplan.plan.view import Answers


@pytest.fixture
def small(pack):
    """The pack with two of its documents."""
    return replace(pack, documents=tuple(pack.document(name) for name in ("brief", "equipment-list")))


def changed(pack, name, body):
    documents = tuple(replace(one, body=body) if one.id == name else one for one in pack.documents)
    return replace(pack, documents=documents)


@pytest.fixture
def proved(small, tmp_path):
    kept = Proved(tmp_path)
    trials = [Answers(small, random_plan(small, seed)) for seed in range(12)]
    renders = trial_renders(small, trials, "lists", kept)
    kept.save()
    return renders


def reached(pack, stamp, own):
    """Which documents are known to be called for without a plan that is tried now."""
    return {name for name, one in trial_renders(pack, [], stamp, Proved(own)).items() if one.reached}


def test_a_document_that_stays_is_known(small, proved, tmp_path):
    assert {name for name, one in proved.items() if one.reached} == {"brief", "equipment-list"}
    assert trial_renders(small, [], "lists", Proved(tmp_path)) == proved


def test_only_the_document_whose_text_changed_is_rendered_again(small, proved, tmp_path):
    assert reached(changed(small, "brief", "Another text."), "lists", tmp_path) == {"equipment-list"}


def test_notes_are_rendered_again_when_the_paper_that_they_stand_beside_changed(pack, tmp_path):
    few = replace(pack, documents=tuple(pack.document(name) for name in ("memorandum", "counsel-notes-memorandum")))
    kept = Proved(tmp_path)
    trial_renders(few, [], "lists", kept)
    kept.save()
    again = Proved(tmp_path)
    assert again.last("counsel-notes-memorandum", _stamps(few, "lists")["counsel-notes-memorandum"])
    later = _stamps(changed(few, "memorandum", "Another text."), "lists")["counsel-notes-memorandum"]
    assert not again.last("counsel-notes-memorandum", later)


@pytest.mark.parametrize("what", ["lists", "a part", "a title", "another folder"])
def test_what_every_document_may_read_is_of_all_of_them(small, proved, tmp_path, what):
    title, *rest = small.documents
    pack = {
        "a part": replace(small, parts={**small.parts, "parts/new.md.j2": "New."}),
        "a title": replace(small, documents=(replace(title, title="Another"), *rest)),
    }.get(what, small)
    own = tmp_path / "other" if what == "another folder" else tmp_path
    assert reached(pack, "other lists" if what == "lists" else "lists", own) == set()


def test_a_fault_is_kept_with_its_document(small, tmp_path):
    broken = changed(small, "brief", "{{ 1 / 0 }}")
    kept = Proved(tmp_path)
    trials = [Answers(broken, random_plan(broken, seed)) for seed in range(12)]
    said = list(trial_renders(broken, trials, "lists", kept)["brief"].problems)
    kept.save()
    again = trial_renders(broken, [], "lists", Proved(tmp_path))
    assert said
    assert list(again["brief"].problems) == said


@pytest.mark.parametrize("odd", [b"", b"[]", b'{"brief": ["x", {"reached": 1}]}'])
def test_what_is_no_such_file_is_as_if_nothing_was_kept(small, proved, tmp_path, odd):
    from coplan.disk import cache

    cache.write(Proved(tmp_path).name, odd)
    assert reached(small, "lists", tmp_path) == set()

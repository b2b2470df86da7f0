"""At the end of a step the room sees what its answers cause, and does something about it or goes on."""

from __future__ import annotations

import pytest

from coplan.content.pack.load import read_pack
from coplan.wizard.asker import Signal
from tests.wizard.scripted import LEFT, ScriptedAsker

ONE = """\
  - id: {id}
    level: {level}
    when: design.people < {least}
    message: There are {{{{ design.people }}}} people, and {least} are needed.
    why: Hours need people.
    fix: Hire more.
    questions: [design.people]
    ours: true
"""
PLAN = "answers:\n  design:\n    people: 2\n"
WHAT = "What about these?"


@pytest.fixture
def step(sitting, small_files, memo_pack):
    """Jump to the design step, go through it and answer what its findings ask; returns the asker."""

    def run(*script, rules=(("design.too_few", "error", 3),)) -> ScriptedAsker:
        text = "rules:\n" + "".join(ONE.format(id=name, level=level, least=least) for name, level, least in rules)
        files = {**small_files, "checklists/rules/01-design.yaml": text}
        files["templates/memo.md.j2"] = files["templates/memo.md.j2"].replace(" {{ cite('involuntary_hold') }}", "")
        files["templates/parts/frame.md.j2"] = "# {{ document.title }}\n\n{{ body }}\n"
        pack = read_pack({name: text.encode("utf-8") for name, text in files.items()})
        begin = ["on", Signal.OUTLINE, "design", ["follow_up"], ""]
        return sitting([*begin, *script, LEFT], PLAN, pack=pack)

    return run


def test_findings_are_shown_at_the_end_of_the_step(step):
    asker = step("on")
    assert "1 finding about these answers" in asker.shown
    assert "Error: There are 2 people, and 3 are needed." in asker.shown
    assert asker.menu(WHAT).keys == ["on", "design.too_few"]


def test_an_answer_is_changed_on_the_spot_and_the_finding_is_gone(step, tmp_path):
    asker = step("design.too_few", "design.people", "5")
    assert asker.keys[-1] == "design.people"
    assert "people: 5" in (tmp_path / "cedar-valley" / "plan.yaml").read_text()
    assert asker.shown.count("1 finding about these answers") == 1


def test_a_finding_is_accepted_with_reason_and_owner(step, tmp_path):
    asker = step("design.too_few", "accept", "Only a pilot", "Chief")
    assert "Accepted. `coplan check` goes on showing it, with your reason." in asker.shown
    text = (tmp_path / "cedar-valley" / "plan.yaml").read_text()
    assert "accepted:\n  design.too_few:\n    reason: Only a pilot\n    owner: Chief\n    on: 2026-11-23\n" in text


def test_without_a_reason_nothing_is_accepted(step, tmp_path):
    asker = step("design.too_few", "accept", "", "on")
    assert "Not accepted: there is no reason." in asker.shown
    assert "accepted" not in (tmp_path / "cedar-valley" / "plan.yaml").read_text()


def test_five_are_shown_the_gravest_first_and_notes_not_at_all(step):
    levels = ["note", "warning", "warning", "error", "warning", "warning", "warning"]
    asker = step("on", rules=[(f"design.few_{n}", level, 3 + n) for n, level in enumerate(levels)])
    assert asker.menu(WHAT).keys[:2] == ["on", "design.few_3"]
    assert len(asker.menu(WHAT).keys) == 6
    assert "And 1 more: `coplan check` shows them." in asker.shown


def test_what_was_shown_is_not_shown_again_in_this_sitting(step):
    asker = step("on", "on", "on", "no", "review", "design", "")
    assert asker.shown.count("1 finding about these answers") == 1


def test_what_a_change_brings_about_is_shown_at_once(step):
    asker = step("design.too_few", "design.people", "1", "on")
    assert "Error: There are 1 people, and 3 are needed." in asker.shown
    assert asker.shown.count("1 finding about these answers") == 2

"""Every rule that a pack is judged by has a pack that breaks it, and a line."""

from __future__ import annotations

import pytest

from coplan.content.lint.pack import Lint, lint_pack

PROFILE, DESIGN, FACTS = "checklists/00-profile.yaml", "checklists/01-design.yaml", "checklists/facts.yaml"
CLAUSES, PARTIES = "checklists/law/clauses.yaml", "checklists/law/parties.yaml"
LAW, MEMO, FRAME = "checklists/law/us-wa.yaml", "templates/memo.md.j2", "templates/parts/frame.md.j2"


@pytest.fixture
def lint(small_files, build_pack):
    """Lint the small pack with one file's text changed."""

    def run(file: str, old: str, new: str):
        assert old in small_files[file]
        files = small_files | {file: small_files[file].replace(old, new, 1)}
        return lint_pack(build_pack(files), files)

    return run


def test_a_sound_pack_has_no_problem_and_no_note(small_pack, small_files):
    found = lint_pack(small_pack, small_files)
    assert (found.problems, [str(note) for note in found.notes]) == ((), [])


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (PROFILE, "label: program name", "label: ''", "line 7: profile.name: `label:` is empty."),
        (PROFILE, "help: A working name will do.", "help: ' '", "line 7: profile.name: `help:` is empty."),
        (PROFILE, "why: It stands in every draft.", "why: ''", "line 7: profile.name: `why:` is empty."),
        (PROFILE, "source: [guide]", "source: []", "line 7: profile.name: there is no source. Name one of checklists/sources.yaml."),
        (PROFILE, "source: [guide]", "source: [giude]", "line 7: profile.name: the source `giude` is unknown. Did you mean `guide`?"),
        (PROFILE, "What is the program called?", "x" * 121, "line 7: profile.name: the question has 121 characters; 120 fit on a projector."),
        (PROFILE, "label: program name", "label: program *name*", "line 7: profile.name: the label is a short noun phrase, without brackets, asterisks or full stop."),
        (PROFILE, "label: program name", "label: program name.", "line 7: profile.name: the label is a short noun phrase, without brackets, asterisks or full stop."),
        (PROFILE, "kind: text", "kind: txt", "line 10: profile.name: there is no kind `txt`. Did you mean `text`?"),
        (PROFILE, "kind: choice", "kind: text", "line 17: profile.stage: `choices:` do not go with the kind text."),
        (PROFILE, "minutes: 5", "minutes: 171", "checklists: the core questions take 181 minutes; a first workshop has 180. Shorten the steps."),
        (PROFILE, "core: true", "core: true\n    homework: hr", "line 7: profile.name: a question is decided in the room (`core:`) or prepared (`homework:`), not both."),
        (PROFILE, "core: true", "said: We said so.", "line 7: profile.name: `said:` is a sentence with {answer} in it, once."),
        (PROFILE, "core: true", "core_until: exploring", "line 7: profile.name: `core_until:` goes with `core: true`."),
        (DESIGN, "needed: exploring", "needed: developing\n    core_until: exploring", "line 7: design.models: `core_until:` ends before `needed:` begins; no workshop would decide it."),
        (DESIGN, "needed: exploring", "needed: developing\n    decides: Program leed", "line 7: design.models: `decides: Program leed` is not in the room of the step. Did you mean `Program lead`?"),
        (DESIGN, "needed: exploring", "needed: developing\n    decides: Sheriff", "line 7: design.models: `decides: Sheriff` is not in the room of the step. In the room: Program lead, 911 center."),
        (PROFILE, "id: stage", "id: name", "line 17: profile.name: there are two questions with this key. Rename one."),
        (PROFILE, "was: [running]", "was: [exploring]", "line 17: profile.stage: the choice `exploring` stands twice."),
        (DESIGN, "example: Mo-Fr 08:00-20:00", "example: always", "line 22: design.hours: the example is not a valid answer: `always` is not a schedule: `always` is not understood. Write days and hours like `Mo-Fr 08:00-20:00` or `Mo-Su 12:00-24:00; PH off`."),
        (DESIGN, "count: 2}", "count: tow}", "line 39: design.team: the example is not a valid answer: `tow` is not a whole number such as 12,500."),
        (DESIGN, "    row: a position\n", "", "line 39: design.team: records need `columns:` and `row:` (what one row is: a position)."),
        (DESIGN, "{key: start, label: start, kind: date}", "{key: start, label: start, kind: list}", "line 39: design.team: the column `start` cannot be of kind list."),
        (DESIGN, "{key: start, label", "{key: id, label", "line 39: design.team: a column cannot be called `id`; rows have their own."),
        (DESIGN, "{key: start, label", "{key: plain, label", "line 39: design.team: a column cannot be called `plain`; rows have their own."),
        (DESIGN, "          - {key: peer, label: peer}\n", "", "line 39: design.team: a choice needs at least two choices."),
        (DESIGN, "kind: whole}", "kind: hole}", "line 39: design.team: there is no kind `hole`. Did you mean `whole`?"),
        (DESIGN, "when: facts.on_scene", "when: facts.", "line 26: design.hours: `when: facts.` is not an expression: expected name or number."),
        (DESIGN, "when: facts.on_scene", "when: design.team | frist", "line 26: design.hours: `when: design.team | frist` is not an expression: there is no filter `frist`. What stands behind `|` is a filter; docs/packs.md lists them."),
        (DESIGN, "when: facts.on_scene", "when: facts.on_seen", "line 26: design.hours: `when: facts.on_seen`: there is no fact `on_seen`. Did you mean `on_scene`?"),
        (DESIGN, "when: facts.on_scene", "when: design.model is answered", "line 26: design.hours: `when: design.model is answered`: there is no question `design.model`. Did you mean `design.models`?"),
        (DESIGN, "when: facts.on_scene", "when: desing.models is answered", "line 26: design.hours: `when: desing.models is answered`: there is no step `desing`. Did you mean `design`?"),
        (DESIGN, "when: facts.on_scene", "when: on_scene", "line 26: design.hours: `when: on_scene`: there is no step `on_scene`. Steps are: profile, design."),
        (DESIGN, "default: design.people", "default: design.poeple", "line 70: design.badges: `default: design.poeple`: there is no question `design.poeple`. Did you mean `design.people`?"),
        (DESIGN, "when: facts.on_scene", "when: profile.stage == 'exploding'", "line 26: design.hours: `when: profile.stage == 'exploding'`: `profile.stage` has no choice `exploding`. Did you mean `exploring`?"),
        (DESIGN, "when: facts.on_scene", "when: profile.stage in ['operating', 'x']", "line 26: design.hours: `when: profile.stage in ['operating', 'x']`: `profile.stage` has no choice `x`."),
        (DESIGN, "attribute='count'", "attribute='cuont'", "line 62: design.people: `default: design.team | map(attribute='cuont') | sum`: `design.team` has no column `cuont`. Did you mean `count`?"),
        (DESIGN, "when: facts.on_scene", "when: \"'per' in design.team | map(attribute='role')\"", "line 26: design.hours: `when: 'per' in design.team | map(attribute='role')`: `design.team:role` has no choice `per`. Did you mean `peer`?"),
        (DESIGN, "when: facts.on_scene", "when: design.hours is answered", "line 22: design.hours: this condition depends on itself through other conditions or facts."),
        (FACTS, "'on_scene' in design.models", "'on_seen' in design.models", "line 1: facts.on_scene: `is: 'ride_along' in design.models or 'on_seen' in design.models`: `design.models` has no choice `on_seen`. Did you mean `on_scene`?"),
        (FACTS, "\"'ride_along' in design.models or", '"(', "line 1: facts.on_scene: `is: ( 'on_scene' in design.models` is not an expression: unexpected end of template, expected ')'."),
        (LAW, "  involuntary_hold:", "  involuntary_holds:", "line 4: law.US-WA.involuntary_holds: topics.yaml has no such topic. Did you mean `involuntary_hold`?"),
        (LAW, "source: guide", "must_state: [durations]", "line 4: law.US-WA.involuntary_hold: clauses.yaml has no clause `durations`. Did you mean `duration`?"),
        (LAW, "[officer]", "[officers]", "line 4: law.US-WA.involuntary_hold: RCW 71.05: parties.yaml has no party `officers`. Did you mean `officer`?"),
        (LAW, "until: 2027-06-30", "until: 2026-06-30", "line 4: law.US-WA.involuntary_hold: RCW 71.05: `until:` lies before `from:`."),
        (LAW, "cites: [involuntary_hold]", "cites: [hold]", "line 16: law.US-WA: `hold:` cites `hold`; topics.yaml has no such topic."),
        (LAW, "  involuntary_hold:\n", "  other:\n", "line 16: law.US-WA: `hold:` cites `involuntary_hold`, and this file has nothing on it."),
        (PARTIES, "in design.models", "in design.model", "line 1: party.officer: `is: 'ride_along' in design.model`: there is no question `design.model`. Did you mean `design.models`?"),
        (CLAUSES, "section: Who", "section: When", "line 1: clause.duration: no template has a section `When`."),
        (CLAUSES, "design.hours", "design.hour", "line 1: clause.duration: there is no question `design.hour`. Did you mean `design.hours`?"),
        (LAW, "source: guide", "source: guides", "line 4: law.US-WA.involuntary_hold: the source `guides` is unknown."),
        (MEMO, "step: design", "step: desing", "line 1: there is no step `desing`. Did you mean `design`?"),
        (MEMO, "step: design", "step: design\nwhen: facts.off", "line 1: `when: facts.off`: there is no fact `off`."),
        (MEMO, "step: design", "step: design\nwas: [memo]", "line 1: `was: [memo]`: another document has this name, or had it."),
        (MEMO, "law: [involuntary_hold]", "law: [involuntary_hold, hold]", "line 1: the law topic `hold` is unknown."),
        (MEMO, "law: [involuntary_hold]", "law: [hold]", "line 13: cites `involuntary_hold`, which its front matter does not list under `law:`."),
        (MEMO, "cite('involuntary_hold')", "cite('holds')", "line 13: the law topic `holds` is unknown."),
        (MEMO, "{{ profile.name }}", "{{ profile.nam }}", "line 11: there is no question `profile.nam`. Did you mean `profile.name`?"),
        (MEMO, "{{ profile.name }}", "{{ source('nowhere') }}", "line 11: the source `nowhere` is unknown."),
        (MEMO, "row.role", "row.rule", "line 12: `design.team` has no column `rule`. Did you mean `role`?"),
        (MEMO, "{% else %}{{ design.team }}", "", "line 12: the loop over `design.team` needs an `else` that prints its hole."),
        (MEMO, "{% endfor %}", "", "line 13: `{% for … %}` is not closed. Write `{% endfor %}` behind the text that it is about."),
        (PROFILE, "key: exploring, label: exploring", "key: exploring, label: exploring, clause: it explores.", "line 17: profile.stage: the clause of `exploring` goes into a sentence; it has no full stop."),
        (MEMO, "step: design", "step: design\nbeside: meno", "line 1: `beside: meno`: there is no such document."),
        (MEMO, "kind: notice", "kind: notes", "line 1: notes belong to a document. Name it under `beside:`."),
        (MEMO, "step: design", "step: design\nfor: {rows: design.teams, as: role}", "line 1: `for: rows: design.teams`: there is no such question. Did you mean `design.team`?"),
        (MEMO, "step: design", "step: design\nfor: {rows: design.hours, as: role}", "line 1: `for: rows: design.hours`: this question has no rows. Name one of the kind records."),
        (MEMO, "step: design", "step: design\nfor: {rows: design.team, as: design}", "line 1: `for: as: design`: this cannot be a name of rows. Take a word of its own: `role`."),
        (MEMO, "step: design", "step: design\nfor: {rows: design.team, as: one, when: one.roll == 'peer'}", "line 1: `for: one.roll == 'peer'`: `design.team` has no column `roll`. Did you mean `role`?"),
        (MEMO, "title: Memo", "title: '{{ profile.nam }}'", "line 2: there is no question `profile.nam`. Did you mean `profile.name`?"),
        (FRAME, "profile.name", "profile.game", "line 1: there is no question `profile.game`. Did you mean `profile.name`?"),
    ],
)  # fmt: skip
def test_a_rule_fires_with_file_and_line(lint, file, old, new, said):
    place = "" if said.startswith("checklists:") else f"{file}, "
    assert f"{place}{said}" in [str(problem) for problem in lint(file, old, new).problems]


def test_read_user_choice(lint):
    """cookiecutter, test_read_user_choice.py: a choice with nothing to choose is refused before anybody is asked."""
    choices = """    choices:
      - {key: exploring, label: exploring}
      - {key: developing, label: developing}
      - {key: operating, label: operating, was: [running]}
"""
    said = f"{PROFILE}, line 17: profile.stage: a choice needs at least two choices."
    assert said in [str(problem) for problem in lint(PROFILE, choices, "    choices: []\n").problems]


def test_conditions_that_go_in_a_circle_are_all_named(lint):
    found = lint(DESIGN, "when: facts.on_scene", "when: design.off_hours is answered")
    assert [(problem.key, problem.line) for problem in found.problems] == [
        ("design.hours", 22),
        ("design.off_hours", 31),
    ]


def test_a_circle_through_a_fact_is_found(lint):
    found = lint(FACTS, "\"'ride_along'", "\"facts.on_scene or 'ride_along'")
    assert [problem.key for problem in found.problems] == ["facts.on_scene"]


def test_a_question_that_nothing_uses_is_a_note(lint):
    found = lint(MEMO, "{{ design.badges }}", "")
    assert [str(note) for note in found.notes] == [
        (
            f"{DESIGN}, line 66: design.badges: no document, rule or figure reads this question. "
            "Let one do so, or say why under `unused:`."
        )
    ]
    assert found.problems == ()


def test_a_question_that_only_decides_what_else_is_asked_reaches_no_paper(lint):
    found = lint(MEMO, "{{ profile.stage }}", "")
    assert [note.key for note in found.notes] == ["profile.stage"]


def test_a_question_may_say_why_nothing_reads_it(lint, build_pack, small_files):
    unused = small_files[DESIGN].replace(
        "    help: One a person.", "    help: One a person.\n    unused: For the shop."
    )
    without = {DESIGN: unused, MEMO: small_files[MEMO].replace("{{ design.badges }}", "")}
    files = small_files | without
    assert lint_pack(build_pack(files), files) == Lint((), ())
    files = small_files | {DESIGN: unused}
    said = "`unused:` says that nothing reads this question, and something does. Take it away."
    assert [str(found) for found in lint_pack(build_pack(files), files).problems] == [
        f"{DESIGN}, line 66: design.badges: {said}"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{% if design.team is answered %}{% for row in design.team %}{{ row.count }}{% endfor %}{% endif %}",
        "{% for row in design.team | selectattr('role', 'equalto', 'peer') %}{{ row.id }}{% else %}{{ design.team }}{% endfor %}",
        "{{ design.team | table('role', 'count') }}",
        "{% set who = profile.name %}{{ who }}",
        "{% if profile.stage == 'operating' %}{{ loop.index }}{{ document.title }}{% endif %}",
        "{% if 'other' in design.models %}x{% endif %}",
        "{% if law('involuntary_hold') %}{{ source('guide') }}{% endif %}",
    ],
)
def test_what_templates_may_say_is_no_problem(lint, text):
    assert lint(MEMO, "{{ profile.stage }}", text).problems == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ design.team | table('role', 'costs') }}", "`design.team` has no column `costs`. Did you mean `count`?"),
        ("{{ design.team | selectattr('role', 'equalto', 'chief') | list }}", "`design.team:role` has no choice `chief`."),
        ("{% for row in design.team %}{% if row.role == 'chief' %}x{% endif %}{% else %}y{% endfor %}", "`design.team:role` has no choice `chief`."),
        ("{% if design.models %}{% else %}{% for row in design.models %}x{% endfor %}{% endif %}", "the loop over `design.models` needs an `else` that prints its hole."),
    ],
)  # fmt: skip
def test_what_templates_get_wrong_about_rows_is_found(lint, text, said):
    assert [problem.what for problem in lint(MEMO, "{{ profile.stage }}", text).problems] == [said]


def test_a_pack_with_several_faults_reports_them_all(small_files, build_pack):
    files = small_files | {
        PROFILE: small_files[PROFILE]
        .replace("kind: text", "kind: txt")
        .replace("why: It stands in every draft.", "why: ''"),
        MEMO: small_files[MEMO].replace("profile.name", "profile.nam"),
    }
    assert [str(problem) for problem in lint_pack(build_pack(files), files).problems] == [
        f"{PROFILE}, line 7: profile.name: `why:` is empty.",
        f"{PROFILE}, line 10: profile.name: there is no kind `txt`. Did you mean `text`?",
        f"{MEMO}, line 11: there is no question `profile.nam`. Did you mean `profile.name`?",
    ]

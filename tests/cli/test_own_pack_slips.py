"""What people type wrongly in their first own pack: the message names the line and what to do."""

from __future__ import annotations

import re

import pytest

from coplan.content.lint.pack import lint_pack
from coplan.content.pack.files import read_files
from coplan.content.pack.folders import misnamed, pack_folders, pack_layers, shipped_folder
from coplan.content.pack.load import read_pack
from coplan.content.pack.reading import Reading
from coplan.drafts.origins.unasked import unasked_notes
from coplan.drafts.proof.proving import _cut_off
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.proof.trial_renders import TrialRender
from coplan.drafts.render.called import made_of
from coplan.drafts.render.render import render_all
from coplan.errors import BadInput, UsageError
from coplan.plan.view import Answers

QUESTIONS = """step: outreach
group: Our own questions
questions:
  - id: meeting_place
    label: meeting place
    ask: Where does the team meet people?
    kind: choice
    choices:
      - {key: library, label: the library}
      - {key: elsewhere, label: another place}
    help: A place that people know.
    why: People come to a place that they know.
    source: [known]
  - id: meeting_address
    label: address of the meeting place
    ask: What is its address?
    kind: text
    when: outreach.meeting_place == 'elsewhere'
    help: Street and number.
    why: Nobody finds a place without it.
    example: 12 Mill Road
    source: [known]
"""
PAGE = """---
title: Where to meet
step: outreach
kind: notice
audience: Neighbors
review: [communications office]
---
## Where

We meet at {{ outreach.meeting_place }}.
{% if outreach.meeting_address is asked %}The address is {{ outreach.meeting_address }}.{% endif %}
"""
FILE, TEMPLATE = "checklists/09-ours.yaml", "templates/where-to-meet.md.j2"
# What a slip in an own file has nothing to do with is left out: it is read anew for each of them.
ELSEWHERE = re.compile(r"checklists/(?:law/us-|rules/|cases/)|templates/[^/]+$")
SHIPPED = {name: text for name, text in pack_layers([shipped_folder()])[0].items() if not ELSEWHERE.match(name)}


def problems(questions=QUESTIONS, page=PAGE):
    """What reading and judging say of the two files, as `pack check` does."""
    own = {FILE: questions.encode(), TEMPLATE: page.encode()}
    try:
        pack = read_pack(SHIPPED, own)
    except BadInput as error:
        return [str(one) for one in error.problems]
    files = read_files(Reading(), [SHIPPED, own])
    heads = {name: template.head for name, template in files.templates.items()}
    named = {name: text for name, text in files.named.items() if name in {*own, "checklists/00-profile.yaml"}}
    found = [*lint_pack(pack, named | files.roots, (), heads).problems, *_cut_off([own])]
    return [str(one) for one in found if one.file in own or "ours" in one.file]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "== 'elsewhere'",
            "== elsewhere",
            (
                "line 18: outreach.meeting_address: `when: outreach.meeting_place == elsewhere`: `elsewhere` is a choice of "
                "outreach.meeting_place. Write it in straight quotes: 'elsewhere'."
            ),
        ),
        (
            "== 'elsewhere'",
            "== 'elsewhere",
            (
                "line 18: outreach.meeting_address: `when: outreach.meeting_place == 'elsewhere` is not an expression: a quote is "
                "not closed. A word in quotes begins and ends with the same sign: 'elsewhere'."
            ),
        ),
        (
            "== 'elsewhere'",
            "== \u2018elsewhere\u2019",
            "Curly quotes stand there: type straight ones, and switch off smart quotes in the editor.",
        ),
        (
            "help: Street and number.",
            "help: Street and number, #12 if any.",
            (
                "line 19: questions.help: `#12 if any.` does not belong to the text: a `#` behind a space begins a remark. Put the "
                "whole text in quotes."
            ),
        ),
        (
            "{key: library, label: the library}",
            "{key: library, label: the library, upstairs}",
            "line 9: choices.0.upstairs: there is no such key. Put the whole text in quotes: a comma ends it here.",
        ),
        (
            "ask: What is its address?",
            'ask: "What is its address?',
            (
                "line 16: column 10: this is not valid YAML: the quote that opens here is never closed. Write the same quote at "
                "the end of the text, or take this one away."
            ),
        ),
        (
            "id: meeting_place",
            "id: meeting place",
            "line 4: `meeting place` cannot be an `id`. Take small letters, digits and `_` for a space: `meeting_place`.",
        ),
        ("step: outreach", "step: Outreach", "line 1: there is no step `Outreach`. Did you mean `outreach`?"),
        ("kind: text", "kind: select", "line 17: outreach.meeting_address: there is no kind `select`."),
        (
            "kind: text",
            "kind text",
            (
                "line 18: column 5: this is not valid YAML: a colon is missing in this line or the one above. Write line 17 with "
                "a colon and a space: `kind: text`."
            ),
        ),
        (
            "kind: text",
            "kind:text",
            (
                "line 18: column 5: this is not valid YAML: a colon is missing in this line or the one above. Write line 17 with "
                "a colon and a space: `kind: text`."
            ),
        ),
        (
            "help: Street and number.",
            "help: \u201cFirst: the street.\u201d",
            (
                "line 19: column 17: this is not valid YAML: a second colon in this line. Curly quotes stand there: type straight "
                "ones, and switch off smart quotes in the editor."
            ),
        ),
    ],
    ids=[
        *("no-quotes", "one-quote", "curly", "hash", "comma", "yaml-quote", "id", "step", "kind", "no-colon"),
        *("no-space", "curly-colon"),
    ],
)
def test_a_slip_in_a_question_is_named_with_its_line_and_its_cure(old, new, said):
    assert old in QUESTIONS
    place = "" if said.startswith("Curly") else f"{FILE}, "
    found = problems(QUESTIONS.replace(old, new, 1))
    assert any(one.startswith(place + said) or (not place and said in one) for one in found), found
    assert len(found) == 1 or old == "id: meeting_place"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("step: outreach", "step: community", "line 3: there is no step `community`. Steps are: profile, needs,"),
        ("audience:", "audiance:", "line 5: audiance: there is no such key. Did you mean `audience`?"),
        ("{% endif %}", "", "`{% if … %}` is not closed. Write `{% endif %}` behind the text that it is about."),
    ],
    ids=["step", "field", "endif"],
)
def test_a_slip_in_a_document_is_named_with_its_line_and_its_cure(old, new, said):
    assert any(said in one for one in problems(page=PAGE.replace(old, new, 1)))


SECTIONS = "profile, needs, stakeholders, goals, design, resources, training, policy, outreach, metrics, improve"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("outreach.meeting_place", "outreech.meeting_place", "nothing is called `outreech`. Did you mean `outreach`?"),
        (
            "outreach.meeting_place",
            "xyzzy.meeting_place",
            (
                "nothing is called `xyzzy`. An answer is named by its section and its key with a point between, as they stand "
                f"in `plan.yaml`. Sections are: {SECTIONS}."
            ),
        ),
        (
            "outreach.meeting_place",
            "outreach.meeting_plase",
            "there is no question `outreach.meeting_plase`. Did you mean `outreach.meeting_place`?",
        ),
        ("outreach.meeting_place", "facts.follow_upp", "there is no fact `follow_upp`. Did you mean `follow_up`?"),
        ("meeting_place }}", "meeting_place | clauze }}", "there is no filter `clauze`. Did you mean `clause`?"),
        (
            "outreach.meeting_place }}",
            "\u2018library\u2019 }}",
            (
                "unexpected char '\u2018' at 24. Curly quotes stand there: type straight ones, and switch off smart quotes in "
                "the editor."
            ),
        ),
    ],
    ids=["section", "no-section", "question", "fact", "filter", "curly"],
)
def test_writing_a_document_names_the_same_slip_with_its_line_and_its_cure(old, new, said):
    own = {FILE: QUESTIONS.encode(), TEMPLATE: PAGE.replace(old, new, 1).encode()}
    pack = read_pack(SHIPPED, own)
    answers = Answers(pack, random_plan(pack, 0))
    with pytest.raises(BadInput) as refused:
        render_all(answers, made_of(pack.document("where-to-meet"), answers))
    [problem] = refused.value.problems
    assert str(problem) == f"{TEMPLATE}, line 10: {said}"


def test_the_files_as_they_are_have_no_problem():
    assert problems() == []


@pytest.mark.parametrize("guarded", [True, False])
def test_a_bracket_that_nobody_can_fill_is_noted_with_line_and_cure(guarded):
    page = (
        PAGE if guarded else PAGE.replace("{% if outreach.meeting_address is asked %}", "").replace("{% endif %}", "")
    )
    own = {FILE: QUESTIONS.encode(), TEMPLATE: page.encode()}
    pack = read_pack(SHIPPED, own)
    render = TrialRender()
    render.look(Answers(pack, random_plan(pack, 0)), pack.document("where-to-meet"))
    found = unasked_notes(pack, read_files(Reading(), [SHIPPED, own]), {"where-to-meet": render.unasked})
    said = [str(note) for note in found]
    assert said == (
        []
        if guarded
        else [
            (
                "templates/where-to-meet.md.j2, line 11: prints `outreach.meeting_address`, which is asked only when "
                "outreach.meeting_place == 'elsewhere'. Else its bracket stays for good: put {% if outreach.meeting_address is "
                "asked %} before it and {% endif %} behind."
            )
        ]
    )


def test_a_document_whose_file_has_spaces_or_capitals_is_told_its_name(tmp_path):
    (tmp_path / "templates").mkdir()
    for name in ("Open House Flyer.md.j2", "open-house.md.j2", "Notes.md.j2.txt", "page.MD.J2"):
        (tmp_path / "templates" / name).write_text(PAGE, encoding="utf-8")
    assert sorted(str(one) for one in misnamed(tmp_path)) == [
        (
            "templates/Notes.md.j2.txt: is not read, for its name does not end in `.md.j2`. Rename it so that it does; in "
            'Notepad, choose the type "All files" when you save.'
        ),
        (
            "templates/Open House Flyer.md.j2: is not the name of a document: it has small letters, digits and hyphens, and "
            "nothing else. Rename the file: `open-house-flyer.md.j2`."
        ),
        (
            "templates/page.MD.J2: is not read, for its name does not end in `.md.j2`. Rename it so that it does; in Notepad, "
            'choose the type "All files" when you save.'
        ),
    ]


def test_a_pack_from_a_colleague_is_looked_for_where_it_came_out(tmp_path):
    (tmp_path / "Ann" / "templates").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"nor templates/\. Did you mean .*Ann\?$"):
        pack_folders(own=tmp_path)
    (tmp_path / "ann.zip").touch()
    with pytest.raises(UsageError, match=r"Unpack the file, and name the folder that comes out\.$"):
        pack_folders(own=tmp_path / "ann.zip")


def test_files_and_folders_that_are_nearly_right_are_named(tmp_path):
    (tmp_path / "Checklist").mkdir()
    (tmp_path / "Checklist" / "08-ours.yaml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "08-ours.yaml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "page.md.j2").write_text(PAGE, encoding="utf-8")
    (tmp_path / "answers.yaml").write_text("outreach:\n  a: b\n", encoding="utf-8")
    assert [str(one) for one in misnamed(tmp_path)] == [
        "Checklist: is not read. Call the folder `checklists`, in small letters.",
        "08-ours.yaml: lies beside the folders of the pack, and is not read. Move it into `checklists`.",
        "page.md.j2: lies beside the folders of the pack, and is not read. Move it into `templates`.",
    ]

"""Packs from disk: what is read, what is refused with its line, and what the cache keeps."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest

from coplan.content import pack_cache
from coplan.content.model import Pack
from coplan.content.pack.files import split_front_matter
from coplan.content.pack.folders import pack_folders, pack_layers, shipped_folder
from coplan.content.pack.load import load_pack, read_pack
from coplan.disk.own import cache_folder
from coplan.errors import BadInput, UsageError

QUESTION = """\
step: design
title: Design
goal: Choose.
minutes: 5
room: [Lead]
questions:
  - id: base
    label: base
    ask: Where is the team based?
    kind: text
    help: One place.
    why: Someone must pay.
    source: [guide]
"""


def problems(build_pack, **files: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        build_pack({name.replace("__", "/").replace("_", "-") + ".yaml": text for name, text in files.items()})
    return [str(problem) for problem in caught.value.problems]


def build_tree(root, files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode("utf-8"))


def test_a_small_pack_is_read_whole(small_pack):
    assert [(step.number, step.id, step.minutes, step.room) for step in small_pack.steps] == [
        (0, "profile", 5, ("Program lead",)),
        (1, "design", 10, ("Program lead", "911 center")),
    ]
    assert list(small_pack.questions)[:3] == ["profile.name", "profile.stage", "design.models"]
    assert small_pack.renamed == {"profile.title": "profile.name"}
    assert [choice.key for choice in small_pack.questions["design.models"].choices] == [
        "ride_along",
        "on_scene",
        "follow_up",
    ]
    assert small_pack.facts["on_scene"].expression == "'ride_along' in design.models or 'on_scene' in design.models"
    assert small_pack.laws["US-WA"]["involuntary_hold"][0].citation == "RCW 71.05"
    assert small_pack.law_names == {"US-WA": "Washington"}
    law, hold = small_pack.laws["US-WA"]["involuntary_hold"][0], small_pack.holds["US-WA"]
    assert (law.applies_to, law.from_, law.until) == (("officer",), date(2026, 7, 1), date(2027, 6, 30))
    assert (law.read_on, law.checked) == ("official", date(2026, 11, 28))
    assert (hold.starts[0].who, hold.starts[0].if_, hold.team_clinician) == ("a peace officer", "sees a danger", "no")
    assert (small_pack.measures[0].key, small_pack.sources["guide"].read) == ("contacts", "full")
    assert small_pack.parts.keys() == {"parts/frame.md.j2"}


def test_a_document_knows_where_its_body_begins(small_pack):
    memo = small_pack.document("memo")
    assert (memo.title, memo.review, memo.first_line) == ("Memo", ("legal counsel",), 9)
    assert memo.body.startswith("## Who\n")


def test_files_of_one_step_are_joined_in_the_order_of_their_names(build_pack):
    part = (
        QUESTION.partition("title:")[0]
        + "group: Vehicles\nquestions:\n  - id: car\n    label: car\n"
        + (QUESTION.partition("label: base\n")[2])
    )
    pack = build_pack({"checklists/04-a-cars.yaml": part, "checklists/04-design.yaml": QUESTION})
    assert [(question.key, question.group) for question in pack] == [("design.base", ""), ("design.car", "Vehicles")]
    assert [step.title for step in pack.steps] == ["Design"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    kind: text\n", "", "line 7: kind: this is missing."),
        ("kind: text", "kind: text\n    colour: red", "line 11: colour: there is no such key. Did you mean `columns`?"),
        ("[guide]", "guide", "line 13: source: this must be a list: [one, another]."),
        ("    why: Some", "    needed: soon\n    why: Some", "line 12: needed: input should be 'exploring', 'developing', 'launching' or 'operating'."),
        ("    why: Some", "    core: perhaps\n    why: Some", "line 12: core: input should be a valid boolean, unable to interpret input."),
        ("    why: Some", "    min: low\n    why: Some", "line 12: min: input should be a valid number, unable to parse string as a number."),
        ("kind: text", "kind: choice\n    choices:\n      - {key: a, label: A}\n      - {key: b}", "line 13: choices.1.label: this is missing."),
        ("minutes: 5", "minutes: five", "line 1: `minutes:` is a whole number and `room:` a list."),
        ("goal: Choose.\n", "", "line 1: the first file of a step says `goal:`."),
        ("goal: Choose.", "goal: Choose.\ngaol: x", "line 4: gaol: a step has no such key."),
        ("step: design\n", "", "line 1: a step file needs `step:` and a list of `questions:`."),
        ("questions:", "question:", "line 1: a step file needs `step:` and a list of `questions:`."),
        ("title: Design", "title: Design\ntitle: Again", "line 3: column 1: `title` stands here twice. The first is on line 2. Keep one of them."),
        ("Where is", "Where: is", "line 9: column 15: this is not valid YAML: a second colon in this line. If the text contains a colon, put the text in quotes."),
    ],
)  # fmt: skip
def test_a_broken_step_is_refused_with_its_line(build_pack, old, new, said):
    assert old in QUESTION
    assert problems(build_pack, checklists__04_design=QUESTION.replace(old, new)) == [
        f"checklists/04-design.yaml, {said}"
    ]


@pytest.mark.parametrize(
    ("old", "kind"),
    [
        ("kind: whole\n    default: design.people", "kind: choice\n    choices_from: profile.stage"),
        ("kind: whole}", "kind: choice, choices_from: profile.stage}"),
    ],
)
def test_a_question_lends_its_choices_to_others_and_to_columns(small_files, build_pack, old, kind):
    design = "checklists/01-design.yaml"
    pack = build_pack(small_files | {design: small_files[design].replace(old, kind)})
    asked = pack.questions["design.badges"] if "default" in old else pack.questions["design.team"].columns[1]
    assert asked.choices == pack.questions["profile.stage"].choices


@pytest.mark.parametrize("lender", ["profile.nothing", "profile.name"])
def test_choices_that_nobody_lends_are_a_problem(build_pack, lender):
    said = problems(
        build_pack, checklists__04_design=QUESTION.replace("kind: text", f"kind: choice\n    choices_from: {lender}")
    )
    assert said == [
        f"checklists: design.base: `choices_from: {lender}`: there is no such question with choices of its own."
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("facts", "far:\n  label: x\n", "line 2: far: a fact needs `label:` and `is:`, and nothing else."),
        ("facts", "far: x\n", "line 1: far: a fact needs `label:` and `is:`, and nothing else."),
        ("sources", "guide:\n  title: x\n  read: half\n", "line 3: read: input should be 'full', 'part', 'secondary' or 'none'."),
        ("sources", "guide: x\n", "line 1: expected keys and values here."),
        ("measures", "measures:\n  - key: x\n    label: x\n    numerator: x\n    unit: x\n    source: [a]\n", "line 2: data_source: this is missing."),
        ("law__topics", "hold: {label: x, scope: city}\n", "line 1: scope: input should be 'state', 'federal' or 'both'."),
        ("law__us-wa", "name: Washington\ntopics: {}\n", "line 1: a law file needs `jurisdiction:`, `name:` and `topics:`."),
        ("law__us-wa", "jurisdiction: US-WA\nname: W\ntopics:\n  hold:\n    - citation: x\n      requires: y\n      url: z\n      version: v\n      status: heard\n", "line 9: status: input should be 'seen' or 'unverified'."),
    ],
)  # fmt: skip
def test_other_broken_files_are_refused_with_their_line(build_pack, name, text, said):
    file = f"checklists/{name.replace('__', '/')}.yaml"
    assert problems(build_pack, **{f"checklists__{name}": text}) == [f"{file}, {said}"]


def test_broken_front_matter_is_refused_with_its_line(small_files, build_pack):
    name = "templates/memo.md.j2"
    text = small_files[name].replace("kind: notice", "kind: epistle").replace("review: [legal counsel]\n", "")
    with pytest.raises(BadInput) as caught:
        build_pack(small_files | {name: text})
    assert str(caught.value) == (
        f"{name}, line 4: kind: input should be 'agreement', 'notes', 'order', 'policy', 'procedure', 'posting', "
        "'guide', 'form', 'card', 'notice', 'letter', 'report', 'plan', 'resolution' or 'charter'.\n"
        f"{name}, line 2: review: this is missing."
    )


def test_a_key_that_stands_twice_in_front_matter_is_named_with_both_lines(small_files, build_pack):
    text = small_files["templates/memo.md.j2"].replace("kind: notice", "title: Memo")
    with pytest.raises(BadInput) as caught:
        build_pack(small_files | {"templates/memo.md.j2": text})
    assert str(caught.value) == (
        "templates/memo.md.j2, line 4: column 1: `title` stands here twice. The first is on line 2. Keep one of them."
    )


def test_all_problems_of_all_files_are_reported_at_once(build_pack):
    broken = (
        QUESTION.replace("    kind: text\n", "")
        .replace("minutes: 5", "minutes: x")
        .replace("[guide]", "[guide]\n    max: y")
    )
    assert problems(
        build_pack, checklists__04_design=broken, checklists__facts="far: x\n", checklists__sources="- a\n"
    ) == [
        "checklists/sources.yaml, line 1: expected keys and values here. Start lines like `answers:`.",
        "checklists/04-design.yaml, line 7: kind: this is missing.",
        "checklists/04-design.yaml, line 13: max: input should be a valid number, unable to parse string as a number.",
        "checklists/04-design.yaml, line 1: `minutes:` is a whole number and `room:` a list.",
        "checklists/facts.yaml, line 1: far: a fact needs `label:` and `is:`, and nothing else.",
    ]


def test_a_file_that_is_not_utf8_is_a_problem_like_others():
    with pytest.raises(BadInput, match=r"checklists/facts.yaml, line 2: is not UTF-8 text"):
        read_pack({"checklists/facts.yaml": b"# ok\n# caf\xe9\n"})


def test_windows_line_breaks_change_nothing(small_files, small_pack):
    """cookiecutter, test_generate_files_with_windows_newline_forced_to_linux_by_context: a pack's line breaks are ours."""
    contents = {name: text.replace("\n", "\r\n").encode("utf-8") for name, text in small_files.items()}
    assert read_pack(contents) == small_pack


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\ntitle: x\n---\nbody\n", ("title: x", "body\n", 4)),
        ("---\n---\nbody", ("", "body", 3)),
        ("body\n---\n", ("", "body\n---\n", 1)),
        ("---\nnever closed\n", ("", "---\nnever closed\n", 1)),
    ],
)
def test_front_matter_stands_between_two_rules(text, parts):
    assert split_front_matter(text) == parts


@pytest.mark.usefixtures("read_anew")
def test_the_cache_gives_back_the_same_pack(tmp_path, small_files):
    build_tree(tmp_path, small_files)
    fresh = load_pack((tmp_path,))
    assert (cache_folder() / f"{fresh.stamp}.pack").is_file()
    again = load_pack((tmp_path,))
    assert again is not fresh
    assert again == fresh


def test_the_cache_gives_back_the_shipped_pack(pack):
    pack_cache.keep(pack)  # other tests may have pushed it out
    assert pack_cache.fetch(pack.stamp) == pack


def test_a_changed_file_is_read_again(tmp_path, small_files):
    build_tree(tmp_path, small_files)
    before = load_pack((tmp_path,))
    build_tree(tmp_path, {"checklists/sources.yaml": "guide: {title: Another, read: part}\n"})
    assert load_pack((tmp_path,)).sources["guide"].title == "Another"
    assert before.sources["guide"].title == "The guide"


@pytest.mark.usefixtures("read_anew")
@pytest.mark.parametrize("sort", ["pack", "later"])
@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"words", pickle.dumps([1]), pickle.dumps(Pack((), stamp="another"))]
)
def test_a_spoiled_cache_is_no_problem(tmp_path, small_files, content, sort):
    build_tree(tmp_path, small_files)
    fresh = load_pack((tmp_path,))
    (cache_folder() / f"{fresh.stamp}.{sort}").write_bytes(content)
    assert load_pack((tmp_path,)) == fresh


@pytest.mark.usefixtures("read_anew")
def test_what_no_question_needs_is_fetched_when_it_is_looked_at(tmp_path, small_files):
    build_tree(tmp_path, small_files)
    fresh = load_pack((tmp_path,))
    again = load_pack((tmp_path,))
    assert again.questions == fresh.questions
    assert "documents" not in vars(again)
    assert again.documents == fresh.documents
    assert vars(again)["rules"] == fresh.rules
    with pytest.raises(AttributeError):
        _ = again.nothing_of_the_sort


def test_the_cache_keeps_a_few_packs_only(small_pack):
    for number in range(12):
        pack_cache.keep(replace(small_pack, stamp=f"pack-{number}"))
    assert 0 < len(list(cache_folder().glob("*.pack"))) <= 9
    assert pack_cache.fetch("pack-11").steps == small_pack.steps


def test_a_cache_that_cannot_be_written_is_no_problem(tmp_path, small_files, small_pack, monkeypatch):
    build_tree(tmp_path, small_files | {"a file": ""})
    monkeypatch.setenv("COPLAN_CACHE", str(tmp_path / "a file" / "cache"))
    assert load_pack((tmp_path,)).steps == small_pack.steps


def test_a_broken_pack_is_not_cached(tmp_path):
    build_tree(tmp_path, {"checklists/facts.yaml": "far: x\n"})
    for _ in range(2):
        with pytest.raises(BadInput, match=r"a fact needs `label:`"):
            load_pack((tmp_path,))


def test_the_files_of_a_pack_stand_under_their_names_in_it(tmp_path):
    build_tree(tmp_path, {"checklists/11-local.yaml": QUESTION.replace("design", "local"), "templates/memo.md.j2": "x"})
    [contents] = pack_layers([tmp_path])
    assert contents["checklists/11-local.yaml"] == (tmp_path / "checklists" / "11-local.yaml").read_bytes()
    assert list(contents) == sorted(contents)


def test_a_folder_without_checklists_and_templates_is_no_pack(tmp_path):
    assert pack_folders(plan_folder=tmp_path) == (shipped_folder(), tmp_path)
    with pytest.raises(UsageError, match="is no pack: it has neither checklists/ nor templates/"):
        pack_folders(own=tmp_path)


def test_the_shipped_folder_is_named_once(pack):
    assert pack_folders(shipped_folder()) == (shipped_folder(),)

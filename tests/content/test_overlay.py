"""A pack of one's own adds what is new and changes what it marks, one item at a time."""

from __future__ import annotations

import pytest

from coplan.content.pack.diff import differences
from coplan.content.pack.load import read_pack
from coplan.errors import BadInput
from coplan.yaml.nodes import read_nodes

DESIGN = """\
step: design
group: Ours
questions:
"""


@pytest.fixture
def laid(small_files):
    """The small pack with own files over it."""

    def lay(**own):
        names = {
            name.replace("__", "/").replace("_yaml", ".yaml").replace("_j2", ".md.j2"): text
            for name, text in own.items()
        }
        below = {name: text.encode() for name, text in small_files.items()}
        return read_pack(below, {name: text.encode() for name, text in names.items()})

    return lay


def problems(laid, **own):
    with pytest.raises(BadInput) as caught:
        laid(**own)
    return [str(problem) for problem in caught.value.problems]


def test_one_field_of_a_question_changes_and_the_rest_stays(laid, small_pack):
    pack = laid(checklists__09_yaml=DESIGN + "  - id: hours\n    changes: {help: Ask the guild first.}\n")
    before = small_pack.questions["design.hours"]
    assert pack.questions["design.hours"].help == "Ask the guild first."
    assert pack.questions["design.hours"].why == before.why
    assert list(pack.questions) == list(small_pack.questions)


def test_one_choice_changes_another_goes_and_a_third_comes(laid):
    changes = "{choices: [{key: ride_along, changes: {label: in one car}}, {key: on_scene, remove: true}, {key: call, label: on the phone}]}"
    pack = laid(checklists__09_yaml=DESIGN + f"  - id: models\n    changes: {changes}\n")
    choices = pack.questions["design.models"].choices
    assert [(choice.key, choice.label) for choice in choices] == [
        ("ride_along", "in one car"),
        ("follow_up", "following up"),
        ("call", "on the phone"),
    ]


def test_a_question_is_replaced_removed_or_added(laid, small_pack):
    own = DESIGN + (
        "  - {id: off_hours, replaces: true, label: nights, ask: And at night?, kind: text, help: h, why: w, source: [guide]}\n"
        "  - {id: hours, remove: true}\n"
        "  - {id: color, label: color, ask: Which color?, kind: text, help: h, why: w, source: [guide]}\n"
    )
    pack = laid(checklists__09_yaml=own)
    assert pack.questions["design.off_hours"].label == "nights"
    assert set(small_pack.questions) - set(pack.questions) == {"design.hours"}
    assert set(pack.questions) - set(small_pack.questions) == {"design.color"}
    places = list(pack.questions)
    assert places.index("design.off_hours") == list(small_pack.questions).index("design.off_hours") - 1


def test_what_is_there_already_must_say_what_it_means(laid):
    own = DESIGN + "  - {id: hours, label: x, ask: X?, kind: text, help: h, why: w, source: [guide]}\n"
    [said] = problems(laid, checklists__09_yaml=own)
    assert said == (
        "checklists/09.yaml, line 4: question design.hours is there already. Say what is meant: `replaces: true`, "
        "`changes:` with the fields that differ, or `remove: true`."
    )


def test_what_is_not_there_cannot_change(laid):
    own = DESIGN + "  - id: huors\n    changes: {help: x}\n"
    [said] = problems(laid, checklists__09_yaml=own)
    assert said.startswith("checklists/09.yaml, line 4: there is no question design.huors below this pack")
    assert said.endswith("could mean. Did you mean `question design.hours`?")
    assert [one.how for one in differences({}, {"checklists/09.yaml": read_nodes(own, "checklists/09.yaml")})] == [
        "nothing"
    ]


@pytest.mark.parametrize("name", ["checklists__00-ours_yaml", "checklists__ours_yaml", "checklists__01-a_yaml"])
def test_an_own_file_has_any_name(laid, small_pack, name):
    own = "step: design\nquestions:\n  - {id: color, label: color, ask: Which?, kind: text, help: h, why: w, source: [guide]}\n"
    pack = laid(**{name: own})
    assert [step.id for step in pack.steps] == [step.id for step in small_pack.steps]
    assert list(pack.questions)[-1] == "design.color"
    assert pack.step("design").title == small_pack.step("design").title


def test_a_mistake_in_a_changed_field_is_told_with_the_place_in_the_own_file(laid):
    own = DESIGN + "  - id: hours\n    changes:\n      needed: some day\n"
    [said] = problems(laid, checklists__09_yaml=own)
    assert said.startswith("checklists/09.yaml, line 6: needed: ")


def test_a_file_of_the_same_name_adds_to_the_one_below_or_takes_its_place(laid, small_pack):
    added = laid(checklists__sources_yaml="ours: {title: Ours, read: full}\n")
    assert set(added.sources) == {*small_pack.sources, "ours"}
    alone = laid(checklists__sources_yaml="replaces: true\nours: {title: Ours, read: full}\n")
    assert set(alone.sources) == {"ours"}


def test_the_head_of_a_step_changes(laid):
    pack = laid(checklists__09_yaml="step: design\nchanges: {minutes: 5}\nquestions: []\n")
    assert (pack.step("design").minutes, pack.step("design").title) == (5, "Design")


def test_a_fact_and_a_rule_change(laid, small_pack):
    name, fact = next(iter(small_pack.facts.items()))
    pack = laid(checklists__facts_yaml=f"{name}:\n  changes: {{label: in our words}}\n")
    assert pack.facts[name].label == "in our words"
    assert pack.facts[name].expression == fact.expression


LAW = """\
jurisdiction: US-WA
name: Washington
topics:
  interlocal_agreement:
    - citation: {citation}
      {mark}
"""


def test_one_provision_changes(pack, laid):
    from coplan.content.pack.folders import pack_layers, shipped_folder

    [shipped] = pack_layers([shipped_folder()])
    before = pack.laws["US-WA"]["interlocal_agreement"]
    own = LAW.format(citation=before[0].citation, mark="changes: {note: Read again by our counsel.}")
    laws = read_pack(shipped, {"checklists/law/ours.yaml": own.encode()}).laws["US-WA"]["interlocal_agreement"]
    assert [law.citation for law in laws] == [law.citation for law in before]
    assert laws[0].note == "Read again by our counsel."
    assert laws[0].requires == before[0].requires


def test_a_document_changes_its_front_matter_is_replaced_or_goes(laid, small_files, small_pack):
    document = next(iter(small_pack.documents), None)
    assert document is not None
    name = f"templates/{document.id}.md.j2"
    key = name.replace("/", "__").replace(".md.j2", "_j2")
    changed = laid(**{key: "---\nchanges: {audience: The board}\n---\n"})
    assert (changed.document(document.id).audience, changed.document(document.id).body) == ("The board", document.body)
    assert document.id not in {other.id for other in laid(**{key: "---\nremove: true\n---\n"}).documents}
    assert "is there already" in problems(laid, **{key: small_files[name]})[0]
    again = laid(**{key: small_files[name].replace("---\n", "---\nreplaces: true\n", 1)})
    assert again.document(document.id).title == document.title


def test_a_pack_says_what_it_is_and_for_which_coplan(small_files):
    below = {name: text.encode() for name, text in small_files.items()}
    head = b"name: River Alliance\nversion: 2026-11\ncoplan: 0.1\n"
    [own] = read_pack(below, {"pack.yaml": head}).own
    assert (own.name, own.version) == ("River Alliance", "2026-11")
    with pytest.raises(BadInput, match=r"pack.yaml, line 3: River Alliance is for coplan 99.1 or later; this is "):
        read_pack(below, {"pack.yaml": head.replace(b"0.1", b"99.1")})

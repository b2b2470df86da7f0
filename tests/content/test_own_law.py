"""A state's worksheet as an own pack: it holds what is new or different, and all else stays coplan's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coplan.content.law.filled_law_sheet import take_sheet
from coplan.content.law.law_sheet import law_sheet
from coplan.content.law.own_law import own_law
from coplan.content.law.yaml_text import law_file
from coplan.content.pack.diff import differences
from coplan.content.pack.folders import pack_layers, shipped_folder
from coplan.content.pack.load import read_pack
from coplan.content.pack.reading import Reading
from coplan.errors import BadInput
from tests.long import few_of

[SHIPPED] = pack_layers([shipped_folder()])
LAW = {name: text for name, text in SHIPPED.items() if "/law/" in name}
STATES = sorted(name.rpartition("/")[2][:5].upper() for name in LAW if name.rpartition("/")[2].startswith("us-"))


def taken_file(pack, state, *changes):
    """The law file that `coplan law --take` makes of a worksheet in which some words were changed."""
    text = law_sheet(pack, state, "Somewhere")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    found = own_law(take_sheet(text, "sheet.md", pack), pack)
    return law_file(state, "Somewhere", found.topics, found.hold, (), found.not_read)


def laid(file, name="checklists/law/ours.yaml"):
    return read_pack(LAW, {name: file.encode()})


def said(state, pack):
    return pack.laws.get(state, {}), pack.holds.get(state), pack.not_read.get(state, {})


def entry(citation):
    return f"\nCitation: {citation}\nThe rule in plain words: A rule.\nOfficial page: https://example.org\nVersion of the text: 2026\nStatus: seen\n"


@pytest.mark.parametrize("state", few_of([*STATES, "US-GA"], 0, step=6))
def test_an_unedited_worksheet_changes_nothing_for_any_state(pack, state):
    file = taken_file(pack, state)
    assert "topics: {}" in file
    assert said(state, laid(file, f"checklists/law/{state.lower()}.yaml")) == said(state, pack)
    assert said(state, laid(file)) == said(state, pack)


@pytest.mark.parametrize("state", ["US-OR", "US-WA", "US-CA"])
def test_a_new_provision_stands_beside_those_of_coplan(pack, state):
    heading = next(line for line in law_sheet(pack, state, "X").split("\n") if line.endswith("(child_reports)"))
    held = pack.laws[state].get("child_reports", ())
    file = taken_file(pack, state, (heading, heading + "\n" + entry("Example Code 1-2-3")))
    found = laid(file)
    assert {law.citation for law in found.laws[state]["child_reports"]} == {
        *(law.citation for law in held),
        "Example Code 1-2-3",
    }
    rest = {topic: laws for topic, laws in found.laws[state].items() if topic != "child_reports"}
    assert rest == {topic: laws for topic, laws in pack.laws[state].items() if topic != "child_reports"}
    assert found.holds == pack.holds
    assert file.count("citation:") == 1


def test_a_provision_that_was_changed_stands_in_its_place_whole_and_one_that_went_is_taken_away(pack):
    sheet = law_sheet(pack, "US-OR", "X")
    block = sheet[sheet.index("Citation: ORS 689.800") : sheet.index("##", sheet.index("Citation: ORS 689.800"))]
    found = laid(taken_file(pack, "US-OR", ("The duty is personal", "It is everybody's own"), (block, "")))
    [law] = found.laws["US-OR"]["child_reports"]
    assert law.requires == pack.laws["US-OR"]["child_reports"][0].requires.replace(
        "The duty is personal", "It is everybody's own"
    )
    assert [law.citation for law in found.laws["US-OR"]["naloxone"]] == ["ORS 689.808, 689.811"]


def test_who_may_hold_changes_alone_and_a_citation_keeps_its_semicolons(pack):
    clock = pack.holds["US-OR"].clock
    found = laid(taken_file(pack, "US-OR", (f"Clock: {' '.join(clock.split())}", "Clock: A day.")))
    assert found.holds["US-OR"] == replace(pack.holds["US-OR"], clock="A day.")
    assert found.laws == pack.laws


def test_one_of_two_texts_under_one_citation_changes(pack):
    held = pack.laws["US-CA"]["pay_range"]
    assert held[0].citation == held[1].citation
    words = " ".join(held[1].requires.split())
    found = laid(taken_file(pack, "US-CA", (f"The rule in plain words: {words}", "The rule in plain words: Another.")))
    assert [law.requires for law in found.laws["US-CA"]["pay_range"]] == [held[0].requires, "Another."]


def test_what_is_known_and_not_read_changes_and_goes(pack):
    [first, *_] = pack.not_read["US-CO"]
    words = pack.not_read["US-CO"][first]
    assert laid(taken_file(pack, "US-CO", (words, "A lawyer named 1-2-3."))).not_read["US-CO"][first] == (
        "A lawyer named 1-2-3."
    )
    assert first not in laid(taken_file(pack, "US-CO", (f": {words}", ":"))).not_read["US-CO"]


def test_a_worksheet_that_was_cut_down_takes_nothing_away(pack):
    sheet = law_sheet(pack, "US-OR", "Oregon")
    text = sheet[: sheet.index("## ")] + "## Reports (child_reports)\n" + entry("Example 1")
    found = own_law(take_sheet(text, "sheet.md", pack), pack)
    file = laid(law_file("US-OR", "Oregon", found.topics, found.hold, (), found.not_read))
    assert {*file.laws["US-OR"]} == {*pack.laws["US-OR"]}
    assert [law.citation for law in file.laws["US-OR"]["child_reports"]] == ["Example 1"]
    assert file.holds == pack.holds


def test_a_hold_that_stands_twice_must_say_what_it_means(pack):

    with pytest.raises(BadInput, match=r"hold US-OR is there already\. Say what is meant"):
        laid("jurisdiction: US-OR\nname: Oregon\nhold:\n  clock: A day.\ntopics: {}\n")


def test_a_file_in_place_of_the_shipped_one_is_compared_entry_by_entry():
    reading = Reading()
    own = SHIPPED["checklists/law/us-or.yaml"].decode().replace("The duty is personal", "It is everybody's own")
    own = "replaces: true\n" + own[: own.index("  minors_consent:")]
    above = reading.yaml({"checklists/law/us-or.yaml": own.encode()})
    found = {one.what: one.how for one in differences(reading.yaml(LAW), above)}
    assert found == {
        "law US-OR child_reports ORS 419B.010, 419B.015": "replaces",
        "law US-OR minors_consent ORS 109.680": "remove",
        "law US-OR minors_consent ORS 109.675": "remove",
    }


def test_a_sign_before_a_field_is_named(pack):
    text = "State: US-GA\n\n## Reports (child_reports)\n\n+Citation: Example Code 1-2-3\n"
    with pytest.raises(BadInput) as caught:
        take_sheet(text, "g.md", pack)
    assert [str(one) for one in caught.value.problems] == [
        "g.md, line 5: `+` stands before `Citation:`. Take the sign away: it marks what is new or goes, and is not typed."
    ]


def test_a_worksheet_that_is_out_keeps_the_name_of_a_field(pack):
    text = f"State: US-GA\n\n## Reports (child_reports)\n{entry('Example 1')}Read on: official\n> Help that stands below.\n"
    [law] = take_sheet(text, "g.md", pack).topics["child_reports"]
    assert (law.status, law.read_on) == ("seen", "official")


def test_the_example_in_the_page_on_law_means_what_it_says(pack):
    page = (shipped_folder() / "docs" / "law.md").read_text(encoding="utf-8")
    [example] = [block.split("```")[0] for block in page.split("```yaml\n")[1:]]
    found = laid(example)
    assert [law.citation for law in found.laws["US-OR"]["child_reports"]] == [
        "ORS 419B.010, 419B.015",
        "Example Code 1-2-3",
    ]
    assert found.laws["US-OR"]["child_reports"][0].version == "2026 edition"
    assert [law.citation for law in found.laws["US-OR"]["naloxone"]] == ["ORS 689.808, 689.811"]
    assert found.holds["US-OR"].starts == pack.holds["US-OR"].starts
    assert found.holds["US-OR"].clock.startswith("Five judicial days")
    assert set(found.not_read["US-OR"]) <= set(pack.topics)

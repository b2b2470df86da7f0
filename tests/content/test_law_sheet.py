"""The law of a state as YAML, as a worksheet, and back: nothing is lost, and what is wrong is named with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.content.law.filled_law_sheet import take_sheet
from coplan.content.law.law_sheet import HOLD_HEADING, TopicUse, law_sheet
from coplan.content.law.yaml_text import law_file
from coplan.content.pack.other_files import read_law
from coplan.content.pack.reading import Reading
from coplan.content.provisions import Hold, Law, Starter
from coplan.errors import BadInput
from coplan.yaml.nodes import read_nodes

STATES = ["US-WA", "US-TX", "US-CO", "US-CA", "US-NC", "US-VA", "US-MA", "US-MT", "US"]
words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=300).map(
    lambda text: " ".join(text.split())
)
said = words.filter(bool)
days = st.none() | st.dates(date(2000, 1, 1), date(2040, 1, 1))
laws = st.builds(
    Law,
    citation=said,
    requires=said,
    url=said,
    version=said,
    status=st.sampled_from(["seen", "unverified"]),
    title=words,
    note=words,
    applies_to=st.lists(st.sampled_from(["police", "clinician"]), max_size=2, unique=True).map(tuple),
    from_=days,
    until=days,
    read_on=st.sampled_from([None, "official", "none"]),
    checked=days,
    case_law=st.booleans(),
)


def flat(law: Law) -> Law:
    """A provision as both forms keep it: one line for each text."""
    texts = {
        name: " ".join(getattr(law, name).split()) for name in ("citation", "title", "requires", "version", "note")
    }
    return replace(law, **texts)


def read_back(text: str) -> tuple[dict[str, tuple[Law, ...]], Hold | None]:
    reading, found = Reading(), {"laws": {}, "law_names": {}, "holds": {}, "not_read": {}}
    read_law(reading, "checklists/law/us-xx.yaml", read_nodes(text, "us-xx.yaml"), found)
    assert reading.problems.found == []
    return found["laws"]["US-XX"], found["holds"].get("US-XX")


@given(st.lists(laws, max_size=3).map(tuple))
def test_law_goes_into_yaml_and_back(found):
    topics = {"hold": found} if found else {}
    assert read_back(law_file("US-XX", "Somewhere", topics))[0] == topics if topics else True


@pytest.mark.parametrize("state", STATES)
def test_the_law_of_a_state_goes_into_a_worksheet_and_back(pack, state):
    taken = take_sheet(law_sheet(pack, state, "Name", ()), "sheet.md", pack)
    held = {topic: found for topic, found in pack.laws[state].items() if found}
    assert {topic: [flat(law) for law in found] for topic, found in taken.topics.items()} == {
        topic: [flat(law) for law in found] for topic, found in held.items()
    }
    assert (taken.state, taken.name) == (state, "Name")
    if state in pack.holds:
        assert taken.hold is not None
        assert [one.role for one in taken.hold.starts] == [one.role for one in pack.holds[state].starts]
        assert taken.hold.clock.split() == pack.holds[state].clock.split()


@pytest.mark.parametrize("state", STATES)
def test_a_worksheet_read_back_makes_a_file_of_a_pack(pack, state):
    taken = take_sheet(law_sheet(pack, state, "Name", ()), "sheet.md", pack)
    topics, hold = read_back(law_file("US-XX", taken.name, taken.topics, taken.hold))
    assert {topic: [flat(law) for law in found] for topic, found in topics.items()} == {
        topic: [flat(law) for law in found] for topic, found in taken.topics.items()
    }
    assert (hold is None) == (taken.hold is None)


def test_a_state_without_law_gets_every_question_and_nothing_comes_back(pack):
    text = law_sheet(pack, "US-GA", "Georgia", [TopicUse("duty_to_warn", ("Suicidal client interactions",))])
    assert all(f"({key})\n" in text for key, topic in pack.topics.items() if topic.scope != "federal")
    assert f"> {pack.topics['duty_to_warn'].asks}\n> Used by: Suicidal client interactions\n" in text
    assert take_sheet(text, "sheet.md", pack).topics == {}
    assert take_sheet(text, "sheet.md", pack).hold is None


@pytest.mark.parametrize("state", STATES)
def test_what_is_known_and_not_read_goes_into_a_worksheet_and_back(pack, state):
    taken = take_sheet(law_sheet(pack, state, "Name", ()), "sheet.md", pack)
    assert taken.not_read == pack.not_read.get(state, {})
    reading, found = Reading(), {"laws": {}, "law_names": {}, "holds": {}, "not_read": {}}
    text = law_file("US-XX", "Somewhere", {}, None, (), taken.not_read).replace("topics:\n", "topics: {}\n")
    read_law(reading, "checklists/law/us-xx.yaml", read_nodes(text, "us-xx.yaml"), found)
    assert found["not_read"].get("US-XX", {}) == taken.not_read


def test_what_is_known_of_a_topic_that_is_not_there_is_named(pack):
    text = "State: US-GA\n\n## Something (no_topic)\n\nKnown but not read: O.C.G.A. 1-2-3\n"
    with pytest.raises(BadInput, match="there is no topic `no_topic`"):
        take_sheet(text, "sheet.md", pack)


FILLED = """\
State: US-GA
Name: Georgia

## The duty to warn (duty_to_warn)

Citation: O.C.G.A. 1-2-3
Short title: Warning
The rule in plain words: A clinician warns
  the person who is threatened.
Official page: https://example.org/law
Version of the text: 2026 code
How it was read: Official
Day of reading: 2026-11-28
Status: Seen
Binds: clinician, bh_agency

Citation: Case v. Other (1999)
The rule in plain words: Reasonable care is owed.
Official page: https://example.org/case
Version of the text: 1999
Status: unverified
Decision or opinion: yes
"""


def test_what_a_lawyer_filled_in_is_law(pack):
    first, second = take_sheet(FILLED, "sheet.md", pack).topics["duty_to_warn"]
    assert first.requires == "A clinician warns the person who is threatened."
    assert (first.status, first.read_on, first.checked) == ("seen", "official", date(2026, 11, 28))
    assert first.applies_to == ("clinician", "bh_agency")
    assert (second.citation, second.case_law) == ("Case v. Other (1999)", True)


HELD = f"""\
{HOLD_HEADING}

Who may start one:
  a peace officer | peace_officer | the officer sees a danger
  any adult | any_person
Team clinician: no
What that means for the clinician: The clinician may not.
Standard: Danger.
Clock: Twelve hours.
Topics behind this: involuntary_hold
Status: seen
"""


def test_who_may_hold_is_a_line_for_each(pack):
    hold = take_sheet(f"State: US-GA\n\n{HELD}", "sheet.md", pack).hold
    assert hold is not None
    assert hold.starts == (
        Starter("a peace officer", "peace_officer", "the officer sees a danger"),
        Starter("any adult", "any_person"),
    )
    assert hold.cites == ("involuntary_hold",)


def test_a_starter_may_have_more_roles_than_one_and_blank_topics_are_not_cited(pack):
    block = "## Custody (involuntary_hold)\nCitation: A\nThe rule in plain words: B\nOfficial page: https://x.org\n"
    text = f"State: US-GA\n\n{HELD}\n{block}Version of the text: 2026\nStatus: seen\n"
    text = text.replace("| peace_officer |", "| peace_officer, health_officer |")
    text = text.replace("Topics behind this: involuntary_hold", "Topics behind this: involuntary_hold, hold_times")
    hold = take_sheet(text, "sheet.md", pack).hold
    assert hold is not None
    assert (hold.starts[0].roles, hold.cites) == (("peace_officer", "health_officer"), ("involuntary_hold",))


def test_a_starter_comes_back_with_the_citations_of_the_power(pack):
    block = "## Custody (involuntary_hold)\nCitation: Code 1(a), (b)\nThe rule in plain words: B\nOfficial page: https://x.org\n"
    text = f"State: US-GA\n\n{HELD}\n{block}Version of the text: 2026\nStatus: seen\n"
    text = text.replace("| the officer sees a danger", "| the officer sees a danger | Code 1(a), (b); Code 2")
    taken = take_sheet(text, "sheet.md", pack)
    assert taken.hold is not None
    assert (taken.hold.starts[0].if_, taken.hold.starts[0].law) == (
        "the officer sees a danger",
        ("Code 1(a), (b)", "Code 2"),
    )
    _, hold = read_back(law_file("US-XX", "Georgia", taken.topics, taken.hold))
    assert hold == taken.hold


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("State: US-GA\n", "\n", "sheet.md: there is no line `State: US-XX`. Start from a new worksheet."),
        ("(duty_to_warn)", "(duty_to_wan)", "sheet.md, line 6: there is no topic `duty_to_wan`. Did you mean `duty_to_warn`?"),
        ("2026-11-28", "November 28", "sheet.md, line 13: Day of reading: this is not a date. Write year-month-day, for example 2026-11-28."),
        ("Status: Seen", "Status: sure", "sheet.md, line 14: Status: input should be 'seen' or 'unverified'."),
        ("Binds: clinician", "Binds: clinican", "sheet.md, line 15: Binds: there is no party `clinican`. Did you mean `clinician`?"),
        ("Official page: https://example.org/law\n", "", "sheet.md, line 6: Official page: this is missing."),
        ("Binds: clinician", "Answers these topics too: hold_tims", "sheet.md, line 15: Answers these topics too: there is no topic `hold_tims`. Did you mean `hold_times`?"),
        ("Binds: clinician", "An agreement must state: purpos", "sheet.md, line 15: An agreement must state: there is no clause `purpos`. Did you mean `purpose`?"),
        ("Binds: clinician", "Answers against it: policy.duty_warn | has victim | | Why.", "sheet.md, line 15: Answers against it: `has victim` cannot be understood. Begin with says, lacks, chooses or longer than."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(pack, old, new, problem):
    with pytest.raises(BadInput) as caught:
        take_sheet(FILLED.replace(old, new, 1), "sheet.md", pack)
    assert str(caught.value.problems[0]) == problem


def test_two_mistakes_in_one_block_are_both_named(pack):
    text = FILLED.replace("2026-11-28", "November 28").replace("Binds: clinician", "Binds: clinican")
    with pytest.raises(BadInput) as caught:
        take_sheet(text, "sheet.md", pack)
    assert [problem.key for problem in caught.value.problems] == ["Day of reading", "Binds"]


def test_a_condition_that_begins_with_if_says_it_once(pack):
    text = HELD.replace("| the officer sees a danger", "| If the officer sees a danger")
    hold = take_sheet(f"State: US-GA\n\n{text}", "sheet.md", pack).hold
    assert hold is not None
    assert hold.starts[0].if_ == "the officer sees a danger"


def test_a_hold_with_an_unknown_role_is_named_with_its_line(pack):
    with pytest.raises(BadInput, match=r"line 6: Who may start one: input should be 'peace_officer'"):
        take_sheet(f"State: US-GA\n\n{HELD.replace('| peace_officer', '| sheriff')}", "sheet.md", pack)

"""The law of the shipped pack: what counts as read, and holds that agree with the provisions behind them."""

from __future__ import annotations

import re

from coplan.content.model import Pack
from coplan.content.provisions import Hold, Law

TEAM = {
    *("team_clinician", "designated_crisis_responder", "commitment_examiner", "mental_health_officer"),
    *("mental_health_director", "physician", "any_person"),
}
# Whom no program names as the one who starts its holds: anybody at all, and a state's parole officers.
NOT_CHOSEN = {"any_person", "other"}


def provisions(pack: Pack) -> list[tuple[str, str, Law]]:
    """Every provision of the pack, with its place and its topic."""
    return [
        (place, topic, law) for place, topics in pack.laws.items() for topic, laws in topics.items() for law in laws
    ]


def test_what_counts_as_read_was_read_in_a_text(pack):
    read = {"official", "copy", "bill"}
    assert [law.citation for *_, law in provisions(pack) if law.status == "seen" and law.read_on not in read] == []


def test_what_counts_as_read_was_read_to_the_sentence_that_prints(pack):
    signs = ("title of", "titles of", "not read", "first half", "summary", "opening of", ", opening")
    seen = [law for *_, law in provisions(pack) if law.status == "seen"]
    assert [law.citation for law in seen if any(sign in law.version for sign in signs)] == []


def test_every_hold_stands_on_law_of_its_own_state(pack):
    assert [place for place, hold in holds(pack) if not set(hold.cites) & set(pack.laws[place])] == []


def test_a_hold_is_no_surer_than_the_law_behind_it(pack):
    for place, hold in holds(pack):
        if hold.status == "seen":
            weak = [t for t in hold.cites if all(law.status == "unverified" for law in pack.laws[place].get(t, ()))]
            assert weak == [], place


def test_who_may_start_a_hold_agrees_with_what_the_clinician_may_do(pack):
    for place, hold in holds(pack):
        roles = {starter.role for starter in hold.starts}
        if hold.team_clinician == "no":
            assert "team_clinician" not in roles, place
        else:
            assert roles & TEAM, place


def holds(pack: Pack) -> list[tuple[str, Hold]]:
    """Every state's hold, with its place."""
    return list(pack.holds.items())


def test_the_plan_can_name_everyone_who_may_start_a_hold(pack):
    chosen = {choice.key for choice in pack.questions["design.hold_authority"].choices}
    assert {role for _, hold in holds(pack) for role in hold.roles} - chosen - NOT_CHOSEN == set()
    others = [(place, one.who) for place, hold in holds(pack) for one in hold.starts if one.role == "other"]
    nurse = "a clinical nurse specialist or nurse practitioner certified in psychiatric mental health"
    assert others == [("US-OH", nurse), ("US-OH", "a parole officer")]


def test_a_condition_of_a_hold_stands_alone(pack):
    """Any of them may print without the one before it."""
    for place, hold in holds(pack):
        for starter in hold.starts:
            assert not {"same", "also", "likewise"} & set(starter.if_.split()), (place, starter.who)


def test_help_between_police_concerns_no_program_without_police(pack):
    """Every plan has a public agency; law on officers would print for fire departments too."""
    found = [law for _, topic, law in provisions(pack) if topic in ("mutual_aid", "officer_authority")]
    assert [law.citation for law in found if "public_agency" in law.applies_to] == []


def test_what_an_officer_of_a_party_certifies_names_the_office(pack):
    found = [law.certificate for *_, law in provisions(pack) if law.certificate]
    assert len(found) >= 4
    assert [words for words in found if not words.partition(":")[2].strip()] == []


def test_consent_in_writing_is_law_of_the_state_beside_federal_law(pack):
    assert pack.topics["release_forms"].scope == "both"
    for place in ("US-WA", "US-TX", "US-NC"):
        assert any("writ" in law.requires for law in pack.laws[place]["release_forms"]), place


SECTION = re.compile(r"\b\d+[A-Z]?(?:[-.:/]\w+)+")
UNREAD = re.compile(r"\b(?:not|nor)\b[^.;]*\b(?:read|found|looked up|reached)\b")
# What the sentence then speaks of is a part, or another version, of what an entry holds.
PART = re.compile(r"\b(whether|rest|words|end|present|changed|later|in force|official page|but for|one item)\b")


def notes(pack: Pack, place: str) -> list[tuple[str, str]]:
    """Every text of a place that may say what was not read, with the citation of its own entry."""
    hold, known = pack.holds.get(place), pack.not_read.get(place, {})
    told = [("", hold.note)] if hold else []
    own = [(law.citation, law.note) for laws in pack.laws[place].values() for law in laws]
    return [*told, *(("", words) for words in known.values()), *own]


def test_no_note_says_of_a_section_that_it_was_not_read_while_another_entry_was_read_on_it(pack):
    for place, topics in pack.laws.items():
        read = {law.citation: set(SECTION.findall(law.citation)) for laws in topics.values() for law in laws}
        read = {citation: found for citation, found in read.items() if found}
        for citation, text in notes(pack, place):
            for said in re.split(r"(?<=[a-z)\d])[.;]\s", " ".join(text.split())):
                if UNREAD.search(said) and not PART.search(said):
                    named = set(SECTION.findall(said))
                    assert [other for other in read if other != citation and read[other] & named] == [], (place, said)


def test_what_was_not_read_has_no_entry_unless_a_part_of_the_topic_was(pack):
    """`not_read:` speaks of a topic without law, or says which part of a topic with law is not there yet."""
    for place, known in pack.not_read.items():
        for topic, words in known.items():
            held = pack.answering[place].get(topic, ())
            assert not held or set(SECTION.findall(words)) or "rule on" in words, (place, topic)


def test_a_state_whose_law_lets_somebody_ask_a_court_says_so_on_the_petition_of_a_family(pack):
    for place, hold in holds(pack):
        told = pack.answering[place].get("family_petition") or pack.not_read.get(place, {}).get("family_petition")
        assert told or not hold.petition, place


def test_no_section_stands_alone_in_one_entry_and_in_the_range_of_another(pack):
    ranges = re.compile(r"\b(\d[\d.]*)\.(\d+) to \1\.(\d+)\b")
    for place, topics in pack.laws.items():
        cited = [law.citation for laws in topics.values() for law in laws]
        inside = {
            f"{chapter}.{number}"
            for citation in cited
            for chapter, first, last in ranges.findall(citation)
            for number in range(int(first), int(last) + 1)
        }
        alone = {citation.split()[-1] for citation in cited if not ranges.search(citation)}
        assert inside & alone == set(), place


def test_a_provision_answers_other_topics_of_its_own_state_only(pack):
    both = [law for law in pack.laws["US-CO"]["involuntary_hold"] if law.also]
    assert [law.also for law in both] == [("family_petition",)]
    assert pack.answering["US-CO"]["family_petition"] == tuple(both)
    assert "family_petition" not in pack.answering["US-OH"]

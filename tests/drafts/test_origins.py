"""`coplan why`: the trace changes no letter of a draft, and leads from words to lines, conditions and answers."""

from __future__ import annotations

import pytest

from coplan.content.pack.folders import examples_folder
from coplan.drafts.origins.find_words import Searched, bare
from coplan.drafts.origins.leaves import leaves_of
from coplan.drafts.origins.origin import Origin, Origins
from coplan.drafts.origins.pack_texts import PackTexts
from coplan.drafts.origins.passages import Passage, nearest_to, passages_with
from coplan.drafts.render.render import render_all, traced
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.prose.markdown.read import read_markdown
from tests.drafts.conftest import FILES, answers_for, pack_of
from tests.long import few_of

HEAD = "---\ntitle: '{{ profile.name }}: memo'\nstep: design\nkind: notice\naudience: All\nreview: [counsel]\n---\n"
BODY = HEAD + (
    "{% from 'parts/greeting.md.j2' import greet with context %}\n"
    "{% set when = design.hours %}\n"
    "{{ greet() }} and all.\n"
    "\n"
    "## Hours\n"
    "\n"
    "The team works {{ when }}.\n"
    "{% if facts.rides %}\n"
    "They ride along.\n"
    "{% else %}\n"
    "They only follow up.\n"
    "{% endif %}\n"
    "\n"
    "{% for row in design.team %}\n"
    "- {{ row.duty }} is a duty.\n"
    "{% else %}\n"
    "{{ design.team }}\n"
    "{% endfor %}\n"
    "\n"
    "The law: {{ cite('hold') }}. It costs {{ design.fee | sentence }}\n"
)
GIVEN = {
    "profile.name": "Bend Team",
    "profile.state": "US-WA",
    "design.hours": "Mo-Fr 08:00-20:00",
    "design.models": ["follow_up"],
    "design.fee": "$10",
    "design.team": [{"role": "peer", "duty": "Listening"}, {"role": "clinician", "duty": "Judging"}],
}


@pytest.fixture(scope="module")
def origins() -> Origins:
    files = {"templates/memo.md.j2": BODY, "templates/parts/frame.md.j2": "# {{ title }}\n\n{{ body }}\n"}
    pack = pack_of(files)
    texts = PackTexts(pack, [{name: text.encode("utf-8") for name, text in (FILES | files).items()}])
    return Origins(pack.document("memo"), None, answers_for(pack, GIVEN), texts)


def origin_of(origins: Origins, words: str) -> Origin:
    [passage] = passages_with(read_markdown(origins._traced.rendered.text), bare(words))
    found = origins.of(passage)
    assert found is not None
    assert found.whole
    return found


def lines(found: Origin) -> list[str]:
    return [f"{line.file}:{line.line}" for line in found.lines]


def keys(found: Origin) -> list[str]:
    return [used.key for used in found.answers]


def test_a_sentence_has_the_line_that_wrote_it_and_the_answer_that_it_prints(origins):
    found = origin_of(origins, "THE TEAM   works")
    assert lines(found) == ["templates/memo.md.j2:14"]
    assert [(used.key, used.value) for used in found.answers] == [
        ("design.hours", "Monday to Friday, 8 a.m. to 8 p.m.")
    ]


def test_what_stands_under_a_condition_has_the_condition_and_what_that_looks_at(origins):
    found = origin_of(origins, "only follow up")
    assert [(one.line, one.words, one.held) for one in found.conditions] == [(15, "{% if facts.rides %}", False)]
    assert keys(found) == ["design.models"]


def test_a_macro_names_the_line_that_calls_for_it(origins):
    found = origin_of(origins, "hello bend team and all")
    macro = next(line for line in found.lines if "greeting" in line.file)
    assert macro.via == ("templates/memo.md.j2:10",)
    assert keys(found) == ["profile.name"]


def test_a_row_of_a_loop_rests_on_the_records(origins):
    found = origin_of(origins, "judging is a duty")
    assert keys(found) == ["design.team"]
    assert lines(found) == ["templates/memo.md.j2:22"]


def test_law_is_named_with_its_place_in_the_file(origins):
    found = origin_of(origins, "the law")
    assert [(one.kind, one.words) for one in found.named] == [
        ("law", "RCW 71.05.153 (seen)"),
        ("law", "RCW 10.31.110 (unverified)"),
    ]
    assert found.named[0].place == "checklists/law/us-wa.yaml:5"


def test_what_a_filter_makes_of_an_answer_is_found(origins):
    assert "design.fee" in keys(origin_of(origins, "it costs $10"))


def test_a_title_comes_from_the_front_matter_and_the_answers_in_it(origins):
    found = origin_of(origins, "bend team: memo")
    assert lines(found) == ["templates/memo.md.j2:2"]
    assert "profile.name" in keys(found)


def test_words_that_no_template_has_come_from_none(origins):
    assert origins.of(Passage("Zebras graze behind seven quiet hills.", "")) is None


def test_words_are_found_across_signs_and_capitals_but_not_in_the_address_of_a_link():
    text = "See [RCW 39.34](https://example.org/law) “now”."
    assert Searched(text).exact(bare("rcw 39.34 NOW")) != []
    assert Searched(text).exact(bare("example")) == []


def test_of_the_same_words_in_two_places_each_has_its_own_number():
    blocks = read_markdown("## A\n\nCall now.\n\n## B\n\nCall now.\n")
    found = passages_with(blocks, bare("call now"))
    assert [(one.heading, one.number) for one in found] == [("A", 0), ("B", 1)]


def test_words_across_two_sentences_are_found_in_their_paragraph():
    [found] = passages_with(read_markdown("They ride. They walk.\n"), bare("ride they"))
    assert found.text == "They ride. They walk."


def test_the_nearest_passages_share_most_of_the_words():
    blocks = read_markdown("The team may end the ride at the door.\n\nNobody waits for a bus.\n")
    assert [one.text for one in nearest_to(blocks, bare("may end a ride at a door"))] == [
        "The team may end the ride at the door."
    ]


@pytest.fixture(scope="module")
def cedar(pack) -> Answers:
    text = (examples_folder() / "cedar-valley" / "plan.yaml").read_text(encoding="utf-8")
    return Answers(pack, read_plan(text, pack).plan)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", few_of(["brief", "transportation", "budget", "suicide-response", "interlocal-agreement"], 1)
)
def test_the_trace_changes_no_letter_and_holds_every_word(name, cedar):
    document = cedar.pack.document(name)
    found = traced(cedar, document)
    assert found.rendered == render_all(cedar, [document])[0]
    for block in read_markdown(found.rendered.text):
        for text in filter(bare, block.texts):
            assert leaves_of(found.body, text)[1] or leaves_of(found.frame, text)[1], text

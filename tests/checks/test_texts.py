"""Names and words as rules compare them."""

from __future__ import annotations

import pytest

from coplan.checks.functions.typed_names import looks_like_client_data, mentions, most_common, not_mentioned
from coplan.content.answers.values import Missing

NOTHING = Missing("name")


@pytest.mark.parametrize("text", ["People who are INTOXICATED", "no one  under the influence", "intoxicated"])
def test_words_are_found_whatever_their_capitals_and_spaces(text):
    assert mentions(text, ["intoxic", "under the influence"])


def test_other_words_are_not_found():
    assert not mentions("18 and over", ["adult"])


def test_names_that_stand_in_no_text():
    texts = ["City of Alder and Cedar County Sheriff\N{RIGHT SINGLE QUOTATION MARK}s Office", NOTHING]
    assert not_mentioned(["city of alder", "Cedar County Sheriff's Office", "Alder Clinic", NOTHING], texts) == [
        "Alder Clinic"
    ]


def test_most_common_value_is_the_first_of_equals():
    assert most_common(["b", NOTHING, "a", "a", "b", NOTHING, NOTHING]) == "b"


def test_nothing_is_the_most_common_of_nothing():
    assert isinstance(most_common([NOTHING]), Missing)


@pytest.mark.parametrize(
    "text",
    ["SSN 123-45-6789", "a man, DOB 1/2/80", "she was born on 4 May 1980", "see case no. 24-1234", "Incident #9921"],
)
def test_data_about_one_person_is_noticed(text):
    assert looks_like_client_data(["harmless", text])


@pytest.mark.parametrize(
    "text", ["In 2026 there were 2,340 calls.", "360-555-0101", "case review every month", "one in case 2"]
)
def test_figures_of_the_program_are_no_data_about_a_person(text):
    assert not looks_like_client_data([text])

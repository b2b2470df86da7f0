"""References from section to section: by heading in the template, by number in the draft."""

from __future__ import annotations

import pytest

from coplan.errors import BadInput

BODY = """## Who

As {{ section('When') }} and {{ section('Money') }} say; the prices stand in {{ section('Exhibit: Payment') }}.

### When

Today.

## Money

See {{ section('Who') }}. Sections: {{ contents() }}.

## Exhibit: Work

### Hours

All.

## Exhibit: Payment

None.
"""


def test_a_reference_prints_the_number_of_its_section(render):
    text = render(BODY, numbered="true").text
    assert "As section 1.1 and section 2 say; the prices stand in Exhibit B." in text
    assert "See section 1." in text


def test_a_list_of_the_sections_follows_the_headings(render):
    assert "Sections: Who (1); Money (2);" in render(BODY, numbered="true").text


def test_exhibits_have_letters_and_what_stands_in_them_no_numbers(render):
    text = render(BODY, numbered="true").text
    assert "## Exhibit A: Work\n\n### Hours\n" in text
    assert "## Exhibit B: Payment\n" in text


def test_a_reference_in_a_document_without_numbers_names_the_section(render):
    assert "See the section “Who”." in render(BODY).text


def test_a_reference_to_a_section_that_is_not_there_is_a_fault_of_the_template(render):
    with pytest.raises(BadInput, match="there is no section `Nowhere` to refer to"):
        render("## Who\n\nSee {{ section('Nowhere') }}.\n")


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("City of Bend", "the City of Bend"),
        ("Bend County", "Bend County"),
        ("Bend Police Department", "the Bend Police Department"),
        ("the Port of Bend", "the Port of Bend"),
        ("Bend Fire District 3", "Bend Fire District 3"),
    ],
)
def test_the_name_of_a_body_takes_its_article(render, name, printed):
    assert f"With {printed}." in render("With {{ profile.name | the }}.\n", {"profile.name": name}).text

"""What is left on the table of a listening session: numbers that somebody answers today."""

from __future__ import annotations

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from tests.drafts.conftest import answers_for

OWN = "360-555-0101"


def test_the_phone_of_a_program_that_does_not_exist_yet_is_no_crisis_number(pack: Pack) -> None:
    given = {
        "profile.stage": "developing",
        "profile.public_phone": OWN,
        "policy.crisis_numbers": [
            {"name": "988 Suicide and Crisis Lifeline", "number": "988"},
            {"name": "Crisis line of the county", "number": "360-555-0155"},
            {"name": "The program", "number": OWN},
        ],
    }
    answers = answers_for(pack, given)
    wanted = [document for document in documents_for(answers) if document.id == "listening-session-guide"]
    text = render_all(answers, wanted)[0].text
    assert "911 where someone is in danger, and 988" in text
    assert "Crisis line of the county: (360) 555-0155." in text
    assert "555-0101" not in text

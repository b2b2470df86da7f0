"""The table of what is found and what is done."""

from __future__ import annotations

import pytest

from coplan.drafts.update.decision import Found, decide


@pytest.mark.parametrize(
    ("found", "done"),
    [
        (Found(there=False), ("write", "created")),
        (Found(there=False, known=True), ("leave", "deleted")),
        (Found(there=True), ("merge", "adopted")),
        (Found(there=True, known=True), ("write", "updated")),
        (Found(there=True, known=True, current=True), ("leave", "unchanged")),
        (Found(there=True, known=True, touched=True), ("merge", "merged")),
        (Found(there=True, known=True, touched=True, current=True), ("leave", "edited")),
        (Found(there=True, known=True, touched=True, final=True), ("beside", "final")),
        (Found(there=True, known=True, final=True, current=True), ("leave", "final")),
        (Found(there=True, known=True, touched=True, unresolved=True), ("leave", "unresolved")),
    ],
)
def test_each_case_has_its_deed(found, done):
    assert decide(found) == done


def test_a_draft_that_people_deleted_comes_back_when_they_say_so():
    assert decide(Found(there=False, known=True), restore=True) == ("write", "created")

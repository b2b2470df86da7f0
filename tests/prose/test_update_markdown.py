"""Updates of people's Markdown: their bytes stay, the plan's words come in, conflicts are notes that are found again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coplan.prose.notes import CONFLICT_WORDS, ORPHAN_WORDS
from coplan.prose.revise.conflicts import unresolved
from coplan.prose.revise.revise import update_markdown
from tests.prose.test_merge import PAGE, changed

DRAFT = next((Path(__file__).resolve().parents[2] / "examples").glob("cedar-valley/drafts/interlocal-agreement.md"))


def update(base: str, people: str, new: str) -> str:
    return update_markdown(people, base, new).text


def test_nobody_edited():
    new = changed(PAGE, ("24", "48"))
    assert update(PAGE, PAGE, new) == new


def test_plan_unchanged():
    people = "\ufeff" + PAGE.replace("\n", "\r\n").replace("- ", "* ") + "\r\n\r\n<!-- ours -->"
    assert update(PAGE, people, PAGE) == people


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_conflict_sections_match_existing_line_endings(newline):
    people = changed(PAGE, ("24 hours", "36 hours")).replace("\n", newline)
    after = update(
        PAGE, people, changed(PAGE, ("24 hours", "48 hours"), ("- Second duty", "- Second duty\n- Third duty"))
    )
    assert set(re.findall(r"\r\n|\r|\n", after)) == {newline}
    assert CONFLICT_WORDS in after


def test_untouched_lines_keep_their_own_ends():
    people = PAGE.replace("- First duty\n", "- First duty\r\n")
    after = update(PAGE, people, changed(PAGE, ("24 hours", "48 hours")))
    assert after == people.replace("24 hours", "48 hours")


def test_the_byte_order_mark_stays():
    people = "\ufeff" + changed(PAGE, ("First", "Very first"))
    assert update(PAGE, people, changed(PAGE, ("24", "48"))) == people.replace("24", "48")


@pytest.mark.parametrize("old", ["24 hours", "555-0101"])
def test_missing_lf_at_eof(old):
    people = changed(PAGE, ("First", "Very first")).rstrip()
    after = update(PAGE, people, changed(PAGE, (old, "other")))
    assert after == people.replace(old, "other")


def test_does_not_add_lf_away_of_change():
    people = PAGE.replace("\n\n- First", "\n\n\n\n- First").rstrip()
    assert update(PAGE, people, changed(PAGE, ("every year", "every spring"))) == people.replace(
        "every year", "every spring"
    )


def test_a_conflict_is_a_quoted_note_below():
    """git, labels and marker size: words say whose text is which, and no marker can be taken for Markdown."""
    people = changed(PAGE, ("24 hours", "36 hours"))
    after = update(PAGE, people, changed(PAGE, ("24 hours", "48 hours")))
    note = (
        "It tells the county.\n\n> **Changed by people and by the plan.** Your words stand above. The plan now says:\n>\n"
        "> The team answers calls within 48 hours. It tells the county.\n\n- First"
    )
    assert "within 36 hours." in after
    assert note in after
    assert unresolved(after) == [7]
    assert "<<<<<<<" not in after
    assert "=======" not in after


def test_union():
    """git, --union at the end of a file without a line break: people's text, then the plan's, on lines of their own."""
    people = "# T\n\nThe county pays all."
    after = update("# T\n\nThe county pays.\n", people, "# T\n\nThe county pays half.\n")
    assert after.startswith(f"{people}\n\n> ")
    assert after.rstrip().endswith("> The county pays half.")


def test_a_conflict_in_a_table_stands_below_it():
    people = changed(PAGE, ("555-0100", "555-7777"))
    after = update(PAGE, people, changed(PAGE, ("555-0100", "555-8888"), ("555-0101", "555-9999")))
    assert "| County | 555-7777 |\n| Clinic | 555-9999 |\n\n> **Changed" in after
    assert after.endswith("> | Party | Phone |\n> | --- | --- |\n> | County | 555-8888 |\n")


def test_a_conflict_in_a_list_keeps_the_list_whole():
    base = "1. one thing\n2. two things\n3. three things\n"
    after = update(base, base.replace("two things", "two others"), base.replace("two things", "two of them"))
    assert "2. two others\n\n   > **Changed" in after
    assert "   > two of them\n\n3. three things" in after.replace("> 1. two of them", "> two of them")


def test_deleted_by_people_and_changed_by_the_plan():
    people = changed(PAGE, ("This policy is reviewed every year.\n\n", ""))
    after = update(PAGE, people, changed(PAGE, ("every year", "every spring")))
    assert (
        "## 2. Review\n\n> **Changed by people and by the plan.** You deleted this. The plan now says:\n>\n> This policy is reviewed every spring.\n\n| Party"
        in after
    )


def test_orphans_get_one_note():
    people = changed(PAGE, ("every year", "every single year"))
    new = PAGE[: PAGE.index("## 2.")].rstrip() + "\n"
    after = update(PAGE, people, new)
    assert after.count(ORPHAN_WORDS) == 1
    assert update(new, after, new) == after
    assert unresolved(after) == []


def test_update_twice_is_update_once():
    people = changed(PAGE, ("24 hours", "36 hours"), ("- First", "* First"), ("- Second", "* Second")).replace(
        "\n", "\r\n"
    )
    new = changed(
        PAGE, ("24 hours", "48 hours"), ("- Second duty", "- Second duty\n- Third duty"), ("every year", "yearly")
    )
    once = update(PAGE, people, new)
    assert "* Third duty\r\n" in once
    assert update(new, once, new) == once


def test_headings_are_counted_again_where_sections_came():
    people = changed(PAGE, ("reviewed every", "read every"), ("## 2. Review", "## 2. Review and more"))
    new = changed(
        PAGE, ("## 2. Review", "## 2. Training\n\nAll are trained.\n\n### 2.1 Who\n\nEverybody.\n\n## 3. Review")
    )
    after = update(PAGE, people, new)
    assert re.findall(r"^#+ .*", after, re.MULTILINE) == [
        "# Procedure",
        "## 1. Scope",
        "## 2. Training",
        "### 2.1 Who",
        "## 3. Review and more",
    ]


def test_headings_renumbered_by_hand_stay_where_no_section_came():
    people = changed(PAGE, ("## 2. Review", "## 7. Review"))
    assert "## 7. Review" in update(PAGE, people, changed(PAGE, ("24", "48")))


@pytest.mark.parametrize(("first", "second", "third"), [("1.", "2.", "3."), ("1.", "1.", "1."), ("4)", "5)", "6)")])
def test_lists_are_counted_as_people_count(first, second, third):
    base = "1. Call dispatch\n2. Wait outside\n"
    people = f"{first} Call dispatch now\n{second} Wait outside\n"
    after = update(base, people, "1. Call dispatch\n2. Put on the vest\n3. Wait outside\n")
    assert after == f"{first} Call dispatch now\n{second} Put on the vest\n{third} Wait outside\n"


def test_a_list_is_counted_on_after_a_deletion():
    base = "1. Call dispatch\n2. Put on the vest\n3. Wait outside\n"
    assert (
        update(base, base.replace("outside", "there"), "1. Put on the vest\n2. Wait outside\n")
        == "1. Put on the vest\n2. Wait there\n"
    )


@pytest.mark.parametrize(
    ("base", "people", "new", "after"),
    [
        ("The **team** calls.\n", "The __team__ calls *soon*.\n", "The **crew** calls.\n", "The __crew__ calls *soon*.\n"),
        ("Pay is $5 here.\n", "Pay is \\$5 here,\nas ever.\n", "Wages are $5 here.\n", "Wages are \\$5 here,\nas ever.\n"),
        ("AT&T pays all.\n", "AT&amp;T pays all\\*.\n", "AT&T paid all.\n", "AT&amp;T paid all\\*.\n"),
        ("See it by day now.\n", "See [it](http://x.org) by day now.\n", "See it by night now.\n", "See [it](http://x.org) by night now.\n"),
        ("By **day** only.\n", "By **day** only, please.\n", "By *night* only.\n", "By *night* only, please.\n"),
        ("> A quote here.\n> More of it now.\n", "> A quote here.\n> More of it now, yes.\n", "> One quote here.\n> More of it now.\n", "> One quote here.\n> More of it now, yes.\n"),
        ("Call the team.\n", "Call the team[^1].\n\n[^1]: At night.\n", "Ring the team.\n", "Ring the team[^1].\n\n[^1]: At night.\n"),
        ("Head\n\nText is here.\n", "Head\n====\n\nText is here.\n", "Head\n\nText was here.\n", "Head\n====\n\nText was here.\n"),
        ("| A | B |\n| --- | --- |\n| x y | z |\n", "|A|B|\n|:-|-:|\n|x y|`z`|\n", "| A | B |\n| --- | --- |\n| x \\| w | z |\n", "|A|B|\n|:-|-:|\n|x \\| w|`z`|\n"),
        ("A day here.\n", "```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n\nA day here.\n", "A night here.\n", "```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n\nA night here.\n"),
        ("A day here.\n", ">>>>>>> A mail says hello.\n\nA day here.\n", "A night here.\n", ">>>>>>> A mail says hello.\n\nA night here.\n"),
        ("- a duty\n- to do\n", "-\ta duty\n-\tto do it\n", "- a task\n- to do\n", "-\ta task\n-\tto do it\n"),
        ("Calls \udce4 come.\n", "Calls \udce4 come in.\n", "All calls \udce4 come.\n", "All calls \udce4 come in.\n"),
        ("To pay all a day.\n", "To pay all, by day.\n", "To *pay all a day.\n", "To \\*pay all, by day.\n"),
    ],
)  # fmt: skip
def test_markup_of_people_survives(base, people, new, after):
    assert update(base, people, new) == after


def test_a_wrapped_item_keeps_its_lines():
    base = "- The team calls the county within a day of it.\n"
    people = "* The team calls\n  the county within\n  a day of it.\n"
    assert update(base, people, base.replace("a day", "two days")) == people.replace("a day", "two days")


def test_loose_lists_stay_loose():
    base, people = "- one a\n- two b\n", "* one a\n\n* two bb\n"
    assert update(base, people, "- one a\n- new c\n- two b\n") == "* one a\n\n* new c\n\n* two bb\n"


def test_a_whole_agreement():
    base = DRAFT.read_text(encoding="utf-8")
    people = base.replace("The Administrator", "Our Administrator").replace("\n", "\r\n")
    new = base.replace("The Parties", "All Parties").replace("12 months", "24 months")
    after = update_markdown(people, base, new)
    assert "Our Administrator" in after.text
    assert "All Parties" in after.text


def test_unresolved_is_found_in_any_dress():
    text = "a\r\n>**Changed by people and by the plan.** x\n  > __Changed by people and by the plan.__\n> Changed by people.\n"
    assert unresolved(text) == [2, 3]


@pytest.mark.parametrize(
    ("before", "line", "after"), [("", "    {}", ""), ("```\n", "{}", "\n```"), ("- a\n\n", "      {}", "")]
)
def test_the_plan_changes_words_of_what_people_made_code(before, line, after):
    base = "# T\n\nIf you call 911, the team may come. Those who answer decide who is sent.\n\nThe end.\n"
    words = "If you call 911, the team may come. Those who answer decide who is sent."
    people = base.replace(words, before + line.format(words) + after)
    done = update(base, people, base.replace("911", "988"))
    assert done == people.replace("911", "988") or CONFLICT_WORDS in done
    assert "988" in done

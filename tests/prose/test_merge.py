"""The merge by cases: those of other tools' tests under their names, and our own."""

from __future__ import annotations

from random import Random

import pytest

from coplan.prose.markdown.read import read_markdown
from coplan.prose.markdown.write import write_markdown
from coplan.prose.merge.accepted import merged
from coplan.prose.merge.phrases import merge_words, splice_runs
from coplan.prose.merge.three_texts import merge
from tests.prose.pages import Author, actions, merge_text, result

PAGE = """\
# Procedure

## 1. Scope

The team answers calls within 24 hours. It tells the county.

- First duty
- Second duty

## 2. Review

This policy is reviewed every year.

| Party | Phone |
| --- | --- |
| County | 555-0100 |
| Clinic | 555-0101 |
"""


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


# copier, tests/test_updatediff.py


def test_updatediff():
    """People's edit in one sentence and the plan's split of another both stand; a second update changes nothing."""
    people = changed(PAGE, ("The team answers", "The whole team answers"))
    new = changed(PAGE, ("24 hours. It", "24 hours.\n\nIt"), ("the county", "the county and the sheriff"))
    after = result(PAGE, people, new)
    assert "The whole team answers calls within 24 hours.\n\nIt tells the county and the sheriff.\n" in after
    assert merge_text(new, after, new).changes_nothing


def test_update_inline_changed_answers_and_questions():
    """A hole that people and plan both filled, each in its own way, is one conflict."""
    base = changed(PAGE, ("reviewed every year", "reviewed every **[To decide: interval]**"))
    people = changed(PAGE, ("every year", "every spring"))
    merge = merge_text(base, people, changed(PAGE, ("every year", "every 12 months")))
    (conflict,) = merge.conflicts
    assert conflict.block is not None
    assert conflict.block.texts == ("This policy is reviewed every 12 months.",)


def test_update_needs_more_context():
    """Two sections with the same lines: what comes into the second does not land in the first."""
    part = "The team member:\n\n1. Calls dispatch.\n2. Stays until the end.\n\nThe local rule:\n\n- None\n\n"
    base = f"# T\n\n## 1. Lifts\n\n{part}## 2. Rides\n\n{part}## 3. End\n"
    new = base.replace(
        "2. Stays until the end.\n\nThe local rule:\n\n- None\n\n## 3",
        "2. Waits.\n3. Stays until the end.\n\nThe local rule:\n\n- None\n\n## 3",
    )
    people = base.replace("# T\n", "# T\n\nOur preface.\n")
    assert result(base, people, new) == new.replace("# T\n", "# T\n\nOur preface.\n")


def test_file_removed():
    """What the plan drops goes, what people wrote beside it stays."""
    people = changed(PAGE, ("- Second duty\n", "- Second duty\n- Our own duty\n"))
    after = result(PAGE, people, changed(PAGE, ("- First duty\n- Second duty\n\n", "")))
    assert "First duty" not in after
    assert "- Our own duty" in after


def test_update_with_new_file_in_template_and_project():
    """A base that is empty: people's text stays whole, the plan's comes in, what is the same stands once."""
    people = "# Procedure\n\nOur own scope of the work, in our own words.\n\nThis policy is reviewed every year.\n"
    after = result("", people, PAGE)
    assert "Our own scope of the work, in our own words." in after
    assert after.count("This policy is reviewed every year.") == 1
    for line in ("The team answers calls within 24 hours.", "- First duty", "| County | 555-0100 |"):
        assert line in after


def test_3way_merged_files_without_conflicts_are_not_marked_unmerged():
    same = changed(PAGE, ("24 hours", "12 hours"), ("- Second duty", "- Second duty\n- Third duty"))
    assert merge_text(PAGE, same, same).changes_nothing


def test_conflict_on_update_with_unicode_in_content():
    base = "Grüße an 🚑 und \udce4 hier.\n"
    people, new = base.replace("hier", "dort 🏥"), base.replace("Grüße", "Gruß")
    assert result(base, people, new) == "Gruß an 🚑 und \udce4 dort 🏥.\n"


# git, t6403-merge-file.sh, t6427, t4200


def test_merge_with_no_changes():
    assert merge_text(PAGE, PAGE, PAGE).changes_nothing


def test_merge_without_conflict():
    people = changed(PAGE, ("- First duty", "- First and best duty"))
    new = changed(PAGE, ("- Second duty", "- Second duty of all"))
    assert result(PAGE, people, new) == changed(people, ("- Second duty", "- Second duty of all"))


def test_ssp_generate_header_edit():
    """trestle: an item that people added stays, and one that they removed does not come back."""
    people = changed(PAGE, ("- First duty\n", "- Another duty\n"))
    new = changed(PAGE, ("- Second duty\n", "- Second duty\n- Third duty\n"))
    after = result(PAGE, people, new)
    assert "- Another duty\n- Second duty\n- Third duty\n" in after
    assert "First duty" not in after


def test_conflict_in_removed_tail():
    people = PAGE[: PAGE.index("This policy")]
    new = changed(PAGE, ("every year", "every 12 months"))
    (conflict,) = merge_text(PAGE, people, new).conflicts
    assert (conflict.people, conflict.base is not None, conflict.block is not None) == (None, True, True)


def test_ours_deleted_and_plan_unchanged_stays_deleted():
    people = PAGE[: PAGE.index("## 2.")]
    assert merge_text(PAGE, people, PAGE).changes_nothing


def test_merge_zealous():
    """Several changes of the same words of a paragraph are one question."""
    base = "a b c d e f g h\n"
    merge = merge_text(base, "a 1b c 1d e 1f g h\n", "a 2b c 2d e 2f g h\n")
    assert [step.action for step in merge.steps] == ["conflict"]


def test_merge_zealous_alnum():
    """Nothing but a dash between two changes does not part them."""
    base = "calls nine – five daily here\n"
    assert merge_text(base, base.replace("nine", "eight"), base.replace("five", "six")).conflicts


def test_numbers_stay_with_their_unit():
    base = "Reports within 24 hours to all.\n"
    assert merge_text(base, base.replace("hours", "minutes"), base.replace("24", "12")).conflicts


def test_different_words_side_by_side_both_stand():
    base = "The team calls early.\n"
    assert result(base, base.replace("calls", "rings"), base.replace("early", "late")) == "The team rings late.\n"


def test_two_inserts_at_one_place_are_a_conflict():
    base = "The team goes to calls.\n"
    assert merge_text(base, base.replace("team", "team always"), base.replace("team", "team mostly")).conflicts


def test_zdiff3_common_head_and_tail_are_no_conflict():
    base = "alpha beta gamma delta epsilon end\n"
    people, new = "alpha bravo gamma dora epsilon end\n", "alpha bravo gamma delta echo end\n"
    assert result(base, people, new) == "alpha bravo gamma dora echo end\n"


def test_myers_against_histogram():
    """A block that people moved takes the plan's change where it now is."""
    base = "# T\n\nFirst of all, the team calls the county.\n\nSecond paragraph stays here.\n\nThird one as well.\n"
    people = "# T\n\nSecond paragraph stays here.\n\nThird one as well.\n\nFirst of all, the team calls the county.\n"
    new = changed(base, ("calls the county", "calls the state"))
    assert result(base, people, new) == changed(people, ("calls the county", "calls the state"))


def test_adjacent_bullets_edited_on_two_sides():
    people, new = changed(PAGE, ("- First duty", "- First task")), changed(PAGE, ("- Second duty", "- Second task"))
    assert result(PAGE, people, new) == changed(people, ("- Second duty", "- Second task"))


def test_both_append_a_bullet():
    people = changed(PAGE, ("- Second duty\n", "- Second duty\n- Theirs\n"))
    new = changed(PAGE, ("- Second duty\n", "- Second duty\n- The plan's\n"))
    after = result(PAGE, people, new)
    assert "- Theirs\n" in after
    assert "- The plan's\n" in after


# Ours


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('the team\'s "plan" - a draft', "the team’s “plan” - a draft"),
        ("within 24 hours of it", "within 24\u00a0hours\tof\u00a0it"),
        ("co-responder at work", "co\u2011re\u00adsponder at work"),
        ("one two three four", "one two\nthree four"),
        ("wait... now", "wait… now"),
    ],
)
def test_what_editors_put_in_is_no_change(before, after):
    base = f"# T\n\nText {before} end.\n"
    people = f"\ufeff# T\r\n\r\nText {after} end.\r\n"
    assert merge_text(base, people, base).changes_nothing
    assert result(base, people, changed(base, ("Text", "Words"))) == result("", changed(people, ("Text", "Words")), "")


def test_list_renumbering_and_other_bullets_are_no_change():
    base = "1. one\n2. two\n\n- x\n- y\n"
    people = "1. one\n1. two\n\n* x\n* y\n"
    assert merge_text(base, people, base).changes_nothing


def test_a_heading_renumbered_by_hand():
    assert merge_text(PAGE, changed(PAGE, ("## 2. Review", "## 7. Review")), PAGE).changes_nothing


def test_two_paragraphs_joined_by_people():
    base = "# T\n\nThe team goes out by day. It tells dispatch.\n\nThe county pays for all of it. Nobody is billed.\n"
    people = base.replace("dispatch.\n\nThe", "dispatch. The")
    new = changed(base, ("by day", "by night"), ("Nobody is billed", "Nobody is ever billed"))
    assert (
        result(base, people, new)
        == "# T\n\nThe team goes out by night. It tells dispatch. The county pays for all of it. Nobody is ever billed.\n"
    )


def test_one_paragraph_split_by_people():
    base = "# T\n\nThe team goes out by day. It tells dispatch. The county pays for all of it. Nobody is billed.\n"
    people = base.replace("dispatch. The", "dispatch.\n\nThe")
    new = changed(base, ("by day", "by night"), ("Nobody is billed", "Nobody is ever billed"))
    assert (
        result(base, people, new)
        == "# T\n\nThe team goes out by night. It tells dispatch.\n\nThe county pays for all of it. Nobody is ever billed.\n"
    )


def test_a_section_moved_by_people_takes_changes():
    scope, review = PAGE[PAGE.index("## 1") : PAGE.index("## 2")], PAGE[PAGE.index("## 2") :]
    people = "# Procedure\n\n" + review.replace("## 2", "## 1") + "\n" + scope.replace("## 1", "## 2").rstrip() + "\n"
    new = changed(
        PAGE,
        ("calls within", "all calls within"),
        ("every year", "every spring"),
        ("- Second duty\n", "- Second duty\n- Third duty\n"),
    )
    after = result(PAGE, people, new)
    assert after == changed(
        people,
        ("calls within", "all calls within"),
        ("every year", "every spring"),
        ("- Second duty", "- Second duty\n- Third duty"),
    )


def test_a_section_moved_by_the_plan_moves():
    scope, review = PAGE[PAGE.index("## 1") : PAGE.index("## 2")], PAGE[PAGE.index("## 2") :]
    new = "# Procedure\n\n" + review.replace("## 2", "## 1") + "\n" + scope.replace("## 1", "## 2").rstrip() + "\n"
    assert result(PAGE, PAGE, new) == new


def test_all_edits_on_one_side():
    people = changed(
        PAGE, ("within", "in"), ("First", "Very first"), ("555-0101", "555-0199"), ("## 2. Review\n\n", "")
    )
    assert result(PAGE, people, PAGE) == people
    assert result(PAGE, PAGE, people) == people


@pytest.mark.parametrize(
    ("base", "people", "new"), [("", "", PAGE), (PAGE, "", PAGE), (PAGE, PAGE, ""), ("", PAGE, "")]
)
def test_empty_file_on_a_side(base, people, new):
    assert not merge_text(base, people, new).conflicts
    expected = {("", ""): PAGE, (PAGE, ""): "\n", (PAGE, PAGE): "\n", ("", PAGE): PAGE}[base, people]
    assert result(base, people, new) == expected


def test_cells_of_one_row_are_merged_one_by_one():
    people, new = changed(PAGE, ("| County |", "| The county |")), changed(PAGE, ("555-0100", "555-0200"))
    assert "| The county | 555-0200 |" in result(PAGE, people, new)


def test_a_column_that_people_added_stays():
    people = changed(
        PAGE,
        *[("| Party | Phone |", "| Party | Who | Phone |"), ("| --- | --- |", "| --- | --- | --- |")],
        *[("| County | 555", "| County | Ann | 555"), ("| Clinic | 555", "| Clinic | Bob | 555")],
    )
    assert "| County | Ann | 555-0200 |" in result(PAGE, people, changed(PAGE, ("555-0100", "555-0200")))


def test_a_row_of_the_plan_stays_in_its_table():
    people = changed(PAGE, ("| Clinic | 555-0101 |", "| Clinic | 555-0101 |\n| Ours | 555-0102 |"))
    new = changed(
        PAGE, ("| Clinic | 555-0101 |\n", "| Clinic | 555-0101 |\n| Court | 555-0103 |\n\nAfter the table.\n")
    )
    after = result(PAGE, people, new)
    assert after.endswith("| Clinic | 555-0101 |\n| Court | 555-0103 |\n| Ours | 555-0102 |\n\nAfter the table.\n")


def test_a_new_section_does_not_swallow_what_people_wrote_above_it():
    people = changed(PAGE, ("- Second duty\n", "- Second duty\n- Theirs\n"))
    new = changed(PAGE, ("## 2. Review", "## 2. Training\n\nAll are trained.\n\n## 3. Review"))
    assert "- Second duty\n- Theirs\n\n## 2. Training" in result(PAGE, people, new)


def test_paragraph_made_a_bullet_by_people_takes_words():
    people = changed(PAGE, ("The team answers", "- The team answers"))
    assert "- The team answers calls within 48 hours." in result(PAGE, people, changed(PAGE, ("24", "48")))


def test_paragraph_made_a_bullet_by_the_plan():
    new = changed(PAGE, ("The team answers", "- The team answers"))
    assert result(PAGE, PAGE, new) == write_markdown(read_markdown(new))
    people = changed(PAGE, ("the county", "the whole county"))
    assert result(PAGE, people, new) == people


def test_bold_by_people_stays_and_takes_the_plans_word():
    people = changed(PAGE, ("within 24 hours", "within **24 hours**"))
    assert "within **48 hours**." in result(PAGE, people, changed(PAGE, ("24", "48")))


def test_bold_by_the_plan_comes_in():
    new = changed(PAGE, ("within 24 hours", "within **24 hours**"))
    people = changed(PAGE, ("the county", "the sheriff"))
    assert "within **24 hours**. It tells the sheriff." in result(PAGE, people, new)


def test_words_that_people_put_into_text_that_the_plan_makes_bold_stay():
    base = "The team calls.\n"
    for people in ("Ours the team calls.", "The team ours calls.", "The team calls. Ours."):
        after = result(base, people.replace("the team", "The team") + "\n", "**The team calls.**\n")
        assert "Ours" in after or "ours" in after
        assert "**" in after


def test_a_dropped_section_that_people_edited_is_kept_whole():
    """trestle, test_ssp_assemble_remove_comp_defs: a part that the plan drops takes no prose with it."""
    people = changed(PAGE, ("reviewed every year", "reviewed every single year"))
    new = PAGE[: PAGE.index("## 2.")]
    merge = merge_text(PAGE, people, new)
    assert [step.action for step in merge.steps][-5:] == ["orphan"] * 5
    assert "## 2. Review\n\nThis policy is reviewed every single year.\n\n| Party" in result(PAGE, people, new)


def test_a_dropped_block_that_people_edited_is_an_orphan():
    assert "orphan" in actions(
        PAGE, changed(PAGE, ("- Second duty", "- Second big duty")), changed(PAGE, ("- Second duty\n", ""))
    )


def test_a_section_that_people_deleted_gets_no_strays():
    people = PAGE[: PAGE.index("## 2.")]
    new = changed(PAGE, ("| Clinic | 555-0101 |\n", "| Clinic | 555-0101 |\n| Court | 555-0103 |\n"))
    merge = merge_text(PAGE, people, new)
    assert [(step.people, step.action) for step in merge.steps if step.action != "keep"] == [(None, "conflict")]


def test_both_wrote_something_else_instead():
    base = changed(PAGE, ("- First duty\n- Second duty\n", "- **[To decide: duties]**\n"))
    people = changed(PAGE, ("- First duty\n- Second duty\n", "- Drive\n- Listen\n"))
    merge = merge_text(base, people, changed(PAGE, ("- First duty\n", "- Opening doors\n")))
    assert merge.conflicts


def test_a_space_beside_bold_that_the_plan_puts_in_comes_in():
    base = "The **team**calls the county.\n"
    new = base.replace("**calls", "** calls")
    assert result(base, base, new) == new


def test_inputs_are_not_changed():
    texts = [read_markdown(PAGE) for _ in range(3)]
    copies = [list(blocks) for blocks in texts]
    merge(*texts)
    assert texts == copies


def test_long_documents_come_to_an_end():
    author = Author(1)
    base = [block for _ in range(70) for block in author.section()]
    people, new = author.edited(base, 20), author.edited(base, 20)
    assert sum(len(text.split()) for block in base for text in block.texts) > 3000
    assert merged(people, merge(base, people, new))


@pytest.mark.long
def test_two_megabytes_on_one_line():
    chance = Random(1)
    words = [f"{chance.randint(0, 900)}-about-words" for _ in range(140_000)]
    line = " ".join(words)
    people, new = (
        " ".join([*words[:at], word, *words[at:], "End."[: at % 5]]) for at, word in ((7, "Ours"), (70_000, "Theirs"))
    )
    base = line
    assert not merge_text(base, people, new).conflicts


def test_texts_without_anything_in_common_do_not_hang():
    a, b = (" ".join(f"{letter}{n % 700}" for n in range(60_000)) for letter in "ab")
    assert merge_text(a, b, a).changes_nothing


def test_splices_of_words():
    def runs(text):
        return read_markdown(text)[0].cells[0] if text else ()

    for base, people, new, after in [
        ("a b c", "a b c", "a b", "a b"),
        ("a b c", "x b c", "x b c d", "x b c d"),
        ("a b c", "a b c", "", ""),
        ("", "", "a b", "a b"),
        ("a. B.", "a. b. B.", "a. B. C.", "a. b. B. C."),
        ("a b c", "a c", "b", ""),
        ("a b c", "a x c", "a y c", None),
    ]:
        splices = merge_words(runs(base), runs(people), runs(new))
        found = None if splices is None else "".join(run.text for run in splice_runs(runs(people), splices))
        assert found == after, (base, people, new)


def test_written_result_reads_back():
    assert write_markdown(read_markdown(PAGE)) == PAGE

"""Tracked changes: rejecting them gives people's text back, accepting them gives the merge. Judged on the XML alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from coplan.prose.blocks import Block, Run
from coplan.prose.merge import merge
from coplan.prose.merged import merged
from coplan.prose.merging import Merge
from coplan.prose.read_markdown import read_markdown
from coplan.prose.write_markdown import write_markdown
from coplan.word.build import Look, build
from coplan.word.mark import DraftMark, marked, read_mark
from coplan.word.package import Package, open_package, xml_bytes
from coplan.word.read import WordText, read_word
from coplan.word.revising import accept, reject, texts
from coplan.word.track import ORPHAN, Tracked, track, unresolved
from tests.word.edits import edited

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DATE = "2026-11-24T00:00:00Z"
PAGE = """\
# Job description

> **Draft.** Not advice.

## 1. Purpose

The team is on duty from 8 a.m. to 8 p.m. It answers within 30 minutes.

- Listen
- Advise

## 2. Money

| Party | Share |
| --- | --- |
| City | 60% |
| County | 40% |

Nothing else is promised.
"""


def word(markdown: str) -> Package:
    blocks = read_markdown(markdown)
    return open_package(
        build(blocks, Look("Job description", "Cedar Valley", "2026-11-24"), DraftMark("job", markdown)), "job.docx"
    )


def update(package: Package, new: str, reason: str = "hours: was 8 to 8, is now noon to 10") -> Tracked:
    text = read_word(package)
    assert text.mark
    done = decided(text, new)
    return track(text, done, dict.fromkeys(range(len(done.steps)), reason), DraftMark(text.mark.document, new), DATE)


def decided(text: WordText, new: str) -> Merge:
    assert text.mark
    return merge(marked(read_markdown(text.mark.base), text.mark.ids), text.blocks, read_markdown(new))


def opened(done: Tracked) -> Package:
    return open_package(done.content, "job.docx")


def rejected(package: Package, author: str = "coplan") -> Package:
    root = package.xml(package.main)
    reject(root, author)
    return package.replaced({package.main: xml_bytes(root)})


def all_accepted(package: Package) -> Package:
    root = package.xml(package.main)
    accept(root)
    return package.replaced({package.main: xml_bytes(root)})


def said(package: Package) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(block.kind, block.level, block.texts) for block in read_word(package).blocks]


def plain(package: Package) -> list[object]:
    return list(texts(package.xml(package.main)))


def with_edit(package: Package, old: str, new: str) -> Package:
    content = package.parts[package.main].decode()
    assert old in content
    return package.replaced({package.main: content.replace(old, new, 1).encode()})


def lines(package: Package) -> str:
    return "\n".join(" | ".join(block.texts) for block in read_word(package).blocks)


def test_a_word_of_the_plan_goes_into_peoples_sentence():
    people = with_edit(word(PAGE), "It answers within 30 minutes.", "It answers kindly, within 30 minutes.")
    done = update(people, PAGE.replace("8 a.m. to 8 p.m.", "noon to 10 p.m."))
    assert "from noon to 10 p.m. It answers kindly, within 30 minutes." in lines(all_accepted(opened(done)))
    assert plain(rejected(opened(done))) == plain(people)
    assert (done.changes, done.conflicts) == (1, 0)


def test_each_change_says_which_answer_changed():
    done = update(word(PAGE), PAGE.replace("8 a.m.", "9 a.m."))
    package = opened(done)
    comments = package.parts["word/comments.xml"].decode()
    assert "hours: was 8 to 8, is now noon to 10" in comments
    assert 'w:author="coplan"' in comments


def test_people_and_plan_on_the_same_words_is_a_conflict_with_both_texts():
    people = with_edit(word(PAGE), "within 30 minutes", "within an hour")
    done = update(people, PAGE.replace("within 30 minutes", "within 45 minutes"))
    text = lines(opened(done))
    assert "within an hour" in text
    assert "within 45 minutes" in text
    assert done.conflicts == 1
    assert len(unresolved(read_word(opened(done)))) == 1
    assert unresolved(read_word(all_accepted(opened(done)))) == ()
    assert unresolved(read_word(rejected(opened(done)))) == ()
    assert plain(rejected(opened(done))) == plain(people)


def test_what_the_plan_drops_and_people_edited_stays_with_a_note_once():
    people = with_edit(word(PAGE), "Nothing else is promised.", "Nothing else is promised, says counsel.")
    done = update(people, PAGE.replace("\nNothing else is promised.\n", ""))
    again = update(opened(done), PAGE.replace("\nNothing else is promised.\n", "").replace("Listen", "Listen well"))
    assert "says counsel" in lines(opened(again))
    assert opened(again).parts["word/comments.xml"].decode().count(ORPHAN) == 1


def test_rows_come_and_go():
    done = update(word(PAGE), PAGE.replace("| County | 40% |", "| Fire district | 40% |\n| Tribe | 0% |"))
    assert "Fire district | 40%\nTribe | 0%" in lines(all_accepted(opened(done)))
    assert plain(rejected(opened(done))) == plain(word(PAGE))


def test_a_new_table_comes_in_whole():
    new = PAGE + "\n| Day | Who |\n| --- | --- |\n| Monday | Ann |\n"
    done = update(word(PAGE), new)
    assert said(all_accepted(opened(done)))[-2:] == [("head", 0, ("Day", "Who")), ("row", 0, ("Monday", "Ann"))]
    assert plain(rejected(opened(done))) == plain(word(PAGE))


def test_a_new_item_belongs_to_its_list():
    package = opened(update(word(PAGE), PAGE.replace("- Advise", "- Advise\n- Refer")))
    assert said(all_accepted(package))[4:7] == [
        ("bullet", 0, ("Listen",)),
        ("bullet", 0, ("Advise",)),
        ("bullet", 0, ("Refer",)),
    ]


def test_somebody_elses_pending_change_is_never_nested_into():
    people = edited_own_insertion(word(PAGE))
    done = update(people, PAGE.replace("8 a.m.", "9 a.m."))
    text = lines(opened(done))
    assert "8 a.m. to 8 p.m. It answers within 30 minutes. Pending." in text
    assert "9 a.m. to 8 p.m." in text
    assert done.conflicts == 1
    assert plain(rejected(opened(done))) == plain(people)


def edited_own_insertion(package: Package) -> Package:
    ann = '<w:ins w:id="77" w:author="Ann Example" w:date="2026-11-01T00:00:00Z"><w:r><w:t xml:space="preserve"> Pending.</w:t></w:r></w:ins>'
    return with_edit(package, "within 30 minutes.</w:t></w:r>", f"within 30 minutes.</w:t></w:r>{ann}")


def test_a_field_is_never_written_into():
    field = '<w:fldSimple w:instr=" DATE "><w:r><w:t>8 a.m.</w:t></w:r></w:fldSimple>'
    cut = f'from </w:t></w:r>{field}<w:r><w:t xml:space="preserve"> to'
    people = with_edit(word(PAGE), "from 8 a.m. to", cut)
    done = update(people, PAGE.replace("8 a.m.", "9 a.m."))
    assert done.left_alone
    assert field in opened(done).parts["word/document.xml"].decode()
    assert plain(rejected(opened(done))) == plain(people)


def test_a_picture_is_never_deleted_with_its_paragraph():
    people = with_edit(word(PAGE), "Nothing else is promised.</w:t>", "Nothing else is promised.</w:t><w:drawing/>")
    done = update(people, PAGE.replace("\nNothing else is promised.\n", ""))
    assert "w:drawing" in opened(done).parts["word/document.xml"].decode()
    assert "Nothing else is promised." in lines(all_accepted(opened(done)))


def test_updating_twice_is_updating_once():
    people = with_edit(word(PAGE), "Listen", "Listen closely")
    first = opened(update(people, PAGE.replace("8 a.m.", "9 a.m.")))
    mark = read_mark(first)
    assert mark
    assert decided(read_word(first), mark.base).changes_nothing


def test_our_own_pending_change_is_replaced_and_not_nested():
    one, two = (
        PAGE.replace("8 a.m.", "9 a.m."),
        PAGE.replace("8 a.m.", "10 a.m.").replace("- Advise", "- Advise\n- Refer"),
    )
    people = with_edit(word(PAGE), "Listen", "Listen closely")
    package = opened(update(opened(update(people, one)), two))
    straight = opened(update(people, two))
    assert said(all_accepted(package)) == said(all_accepted(straight))
    assert plain(rejected(package)) == plain(people)
    assert package.parts["word/document.xml"].decode().count("<w:del ") == straight.parts[
        "word/document.xml"
    ].decode().count("<w:del ")


def test_other_parts_of_the_file_keep_their_bytes():
    people = word(PAGE)
    package = opened(update(people, PAGE.replace("8 a.m.", "9 a.m.")))
    touched = {
        "word/document.xml",
        "word/comments.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "customXml/item2.xml",
        "customXml/item1.xml",
    }
    same = [part for part, content in people.parts.items() if package.parts[part] == content]
    assert set(people.parts) - set(same) <= touched
    assert "word/styles.xml" in same
    assert "word/numbering.xml" in same


PAIRS = [
    ("job-description", "cedar-valley", "juniper-county"),
    ("lift-and-contact", "cedar-valley", "mesquite-flats"),
    ("police-on-call", "cedar-valley", "mesquite-flats"),
    ("transportation", "cedar-valley", "juniper-county"),
]


def plan_change(text: str, chance: random.Random) -> str:
    """What a change of the plan does to a draft: words replaced, blocks dropped, blocks added."""
    found: list[Block] = []
    for block in read_markdown(text):
        dice = chance.random()
        if dice < 0.02 and block.kind != "title":
            continue
        if dice < 0.08 and block.kind != "head":
            block = Block(
                block.kind, tuple(other_words(runs, chance) for runs in block.cells), block.level, block.numbered
            )
        found.append(block)
        if dice > 0.975 and block.kind in ("bullet", "row"):
            found.append(Block(block.kind, tuple((Run(f"New {n}"),) for n in range(len(block.cells))), block.level))
        elif dice > 0.985:
            found.append(Block("paragraph", ((Run("The plan adds a sentence about staff."),),)))
    return write_markdown(found)


def other_words(runs, chance):
    made = []
    for run in runs:
        words = run.text.split(" ")
        if len(words) > 2 and not run.bold:
            words[chance.randrange(len(words))] = chance.choice(["Tuesday", "60 days", "Alder City", "daily"])
        made.append(Run(" ".join(words), run.bold, run.italic, run.code, run.link))
    return tuple(made)


def wanted(text: WordText, done: Merge) -> list[tuple[str, int, tuple[str, ...]]]:
    """What accepting everything has to give: the merge, with the plan's block behind each conflict."""
    blocks: list[Block] = []
    for step in done.steps:
        blocks += merged(text.blocks, Merge((step,)))
        if step.action == "conflict" and step.block:
            blocks.append(step.block)
    return [(block.kind, block.level, block.texts) for block in blocks]


@pytest.mark.parametrize("seed", range(30))
def test_any_edits_and_any_change_of_the_plan(seed):
    chance = random.Random(seed)
    document, example, other = chance.choice(PAIRS)
    base = (EXAMPLES / example / "drafts" / f"{document}.md").read_text(encoding="utf-8")
    elsewhere = (EXAMPLES / other / "drafts" / f"{document}.md").read_text(encoding="utf-8")
    new = plan_change(base, chance) if chance.random() < 0.8 else elsewhere
    people = edited(word(base), seed)
    text = read_word(people)
    done = decided(text, new)
    expected = wanted(text, done)
    made = track(text, done, dict.fromkeys(range(len(done.steps)), "why"), DraftMark(document, new), DATE)
    assert plain(rejected(opened(made))) == plain(people)
    if not text.pending:
        assert said(all_accepted(opened(made))) == expected

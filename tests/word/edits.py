"""What people do to a draft in Word, as edits of its XML: one function a kind of edit, and a seeded dice over them."""

from __future__ import annotations

import random
from contextlib import suppress
from copy import deepcopy

from lxml import etree

from coplan.word.file.package import Package, xml_bytes
from coplan.word.file.side_part import SidePart
from coplan.word.file.xml_names import w
from coplan.word.track.pending import Changes, parse

WORDS = [
    "council",
    "sheriff",
    "quarterly",
    "liaison",
    "promptly",
    "in writing",
    "counsel",
    "of the county",
    "shall",
    "reviewed",
]
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def paragraphs(root: etree._Element) -> list[etree._Element]:
    """Paragraphs of the body with text, without the closing line."""
    body = root.find(w("body"))
    return [p for p in body.findall(w("p")) if runs(p)][:-1]


def runs(paragraph: etree._Element) -> list[etree._Element]:
    return [r for r in paragraph.findall(w("r")) if r.find(w("t")) is not None and (r.find(w("t")).text or "").strip()]


def change_words(root, chance):
    run = chance.choice(runs(chance.choice(paragraphs(root))))
    words = run.find(w("t")).text.split(" ")
    at = chance.randrange(len(words))
    words[at] = words[at][: len(words[at]) // 2] if chance.random() < 0.2 else chance.choice(WORDS)
    run.find(w("t")).text = " ".join(words)
    run.find(w("t")).set(SPACE, "preserve")


def add_sentence(root, chance):
    paragraph = chance.choice(paragraphs(root))
    paragraph.append(
        parse(
            f'<w:r><w:t xml:space="preserve"> The {chance.choice(WORDS)} decides on this {chance.choice(WORDS)}.</w:t></w:r>'
        )
    )


def add_paragraph(root, chance):
    paragraph = chance.choice(paragraphs(root))
    paragraph.addnext(
        parse(
            f"<w:p><w:r><w:t>A new clause: the {chance.choice(WORDS)} meets {chance.choice(WORDS)}.</w:t></w:r></w:p>"
        )
    )


def delete_paragraph(root, chance):
    paragraph = chance.choice(paragraphs(root)[1:])
    paragraph.getparent().remove(paragraph)


def split_paragraph(root, chance):
    paragraph = chance.choice(paragraphs(root))
    run = runs(paragraph)[-1]
    text = run.find(w("t")).text
    if " " not in text.strip():
        return
    at = text.index(" ", len(text) // 3) if " " in text[len(text) // 3 :] else text.index(" ")
    other = etree.Element(w("p"))
    if paragraph.find(w("pPr")) is not None:
        other.append(deepcopy(paragraph.find(w("pPr"))))
    moved = deepcopy(run)
    moved.find(w("t")).text = text[at + 1 :]
    run.find(w("t")).text = text[:at]
    other.append(moved)
    after = run.getnext()
    while after is not None:
        following = after.getnext()
        if after.tag == w("r"):
            other.append(after)
        after = following
    paragraph.addnext(other)


def join_paragraphs(root, chance):
    found = [p for p in paragraphs(root) if p.getnext() is not None and p.getnext().tag == w("p") and runs(p.getnext())]
    paragraph = chance.choice(found[:-1])
    following = paragraph.getnext()
    paragraph.append(parse('<w:r><w:t xml:space="preserve"> </w:t></w:r>'))
    for child in list(following):
        if child.tag in (w("r"), w("hyperlink")):
            paragraph.append(child)
    following.getparent().remove(following)


def move_paragraph(root, chance):
    found = paragraphs(root)[1:]
    paragraph, target = chance.sample(found, 2)
    target.addnext(paragraph)


def move_section(root, chance):
    body = root.find(w("body"))
    heads = [p for p in body.findall(w("p")) if "Heading1" in etree.tostring(p).decode()]
    if len(heads) < 3:
        return
    head, target = chance.sample(heads[1:], 2)
    group, after = [head], head.getnext()
    while (
        after is not None
        and after not in heads
        and after.tag in (w("p"), w("tbl"))
        and after.getnext() is not None
        and after.getnext().tag != w("sectPr")
    ):
        group.append(after)
        after = after.getnext()
    if target in group:
        return
    for element in group:
        target.addprevious(element)


def restyle(root, chance):
    paragraph = chance.choice(paragraphs(root)[1:])
    properties = paragraph.find(w("pPr"))
    if properties is None:
        paragraph.insert(0, parse('<w:pPr><w:jc w:val="center"/></w:pPr>'))
    elif properties.find(w("jc")) is None:
        rpr = properties.find(w("rPr"))
        element = parse('<w:jc w:val="center"/>')
        properties.append(element) if rpr is None else rpr.addprevious(element)


def toggle(tag):
    def edit(root, chance):
        run = chance.choice(runs(chance.choice(paragraphs(root))))
        properties = run.find(w("rPr"))
        if properties is None:
            properties = etree.Element(w("rPr"))
            run.insert(0, properties)
        found = properties.find(w(tag))
        if found is not None:
            properties.remove(found)
        else:
            style = properties.find(w("rStyle"))
            properties.insert(0 if style is None else 1, etree.Element(w(tag)))

    edit.__name__ = f"toggle_{tag}"
    return edit


def bold_word(root, chance):
    """A word in the middle made bold: Word cuts the run in three."""
    run = chance.choice(runs(chance.choice(paragraphs(root))))
    words = run.find(w("t")).text.split(" ")
    if len(words) < 3:
        return
    at = chance.randrange(1, len(words) - 1)
    first, middle, last = " ".join(words[:at]) + " ", words[at], " " + " ".join(words[at + 1 :])
    for text, bold in ((first, False), (middle, True), (last, False)):
        piece = deepcopy(run)
        piece.find(w("t")).text = text
        piece.find(w("t")).set(SPACE, "preserve")
        if bold:
            properties = piece.find(w("rPr"))
            if properties is None:
                piece.insert(0, parse("<w:rPr><w:b/></w:rPr>"))
            elif properties.find(w("b")) is None:
                properties.insert(0 if properties.find(w("rStyle")) is None else 1, etree.Element(w("b")))
        run.addprevious(piece)
    run.getparent().remove(run)


def rename_heading(root, chance):
    heads = [p for p in paragraphs(root) if "Heading" in etree.tostring(p).decode()]
    run = runs(chance.choice(heads))[0]
    run.find(w("t")).text += " and " + chance.choice(WORDS)


def renumber_list(root, chance):
    found = [n for n in root.iter(w("numId")) if n.get(w("val")) != "0"]
    if found:
        chance.choice(found).set(w("val"), chance.choice(found).get(w("val")))


def add_row(root, chance):
    tables = list(root.iter(w("tbl")))
    if tables:
        row = chance.choice(chance.choice(tables).findall(w("tr"))[1:] or [None])
        if row is not None:
            made = deepcopy(row)
            for bookmark in [*made.iter(w("bookmarkStart")), *made.iter(w("bookmarkEnd"))]:
                bookmark.getparent().remove(bookmark)
            for number, text in enumerate(made.iter(w("t"))):
                text.text = f"{chance.choice(WORDS)} {number}"
            row.addnext(made)


def change_cell(root, chance):
    texts = [t for table in root.iter(w("tbl")) for t in table.iter(w("t")) if (t.text or "").strip()]
    if texts:
        text = chance.choice(texts)
        text.text = text.text + " " + chance.choice(WORDS)


def delete_row(root, chance):
    rows = [
        row for table in root.iter(w("tbl")) for row in table.findall(w("tr"))[1:] if len(table.findall(w("tr"))) > 2
    ]
    if rows:
        row = chance.choice(rows)
        row.getparent().remove(row)


def own_insertion(root, chance):
    """People's own tracked insertion, still pending."""
    changes = Changes(root, "Ann Example", "2026-11-01T00:00:00Z")
    paragraph = chance.choice(paragraphs(root))
    paragraph.append(
        parse(f'{changes.opening()}<w:r><w:t xml:space="preserve"> Pending {chance.choice(WORDS)}.</w:t></w:r></w:ins>')
    )


def own_deletion(root, chance):
    """People's own tracked deletion, still pending."""
    changes = Changes(root, "Ann Example", "2026-11-01T00:00:00Z")
    found = runs(chance.choice([p for p in paragraphs(root) if len(runs(p)) > 1] or paragraphs(root)))
    changes.delete_run(found[-1])


def comment(root, chance):
    """People's own comment, on a few words or from one paragraph into the next."""
    number = sum(1 for _ in root.iter(w("commentReference"))) + 1
    found = paragraphs(root)
    first = last = chance.choice(found)
    if chance.random() < 0.3:
        last = found[min(found.index(first) + 1, len(found) - 1)]
    runs(first)[0].addprevious(parse(f'<w:commentRangeStart w:id="{number}"/>'))
    end = parse(f'<w:commentRangeEnd w:id="{number}"/>')
    runs(last)[-1].addnext(end)
    end.addnext(parse(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))


def with_comments(package: Package, root: etree._Element) -> Package:
    """The package with the texts of the comments that stand in `root`."""
    numbers = [item.get(w("id")) for item in root.iter(w("commentReference"))]
    if not numbers:
        return package
    comments = SidePart(package, "comments")
    for number in numbers:
        head = f'<w:comment w:id="{number}" w:author="Ann Example">'
        comments.root.append(parse(f"{head}<w:p><w:r><w:t>Is this right?</w:t></w:r></w:p></w:comment>"))
    comments.changed = True
    return comments.write(package)


EDITS = [
    *(change_words, change_words, add_sentence, add_paragraph, delete_paragraph, split_paragraph, join_paragraphs),
    *(move_paragraph, move_section, restyle, toggle("b"), toggle("i"), bold_word, rename_heading, renumber_list),
    *(add_row, change_cell, delete_row, own_insertion, own_deletion, comment),
]


def edited(package: Package, seed: int, count: int | None = None) -> Package:
    """The package after some edits; the same seed makes the same edits."""
    chance = random.Random(seed)
    root = package.xml(package.main)
    for _ in range(count if count is not None else chance.randint(1, 6)):
        with suppress(IndexError, ValueError):  # a short page has nothing to which this could be done
            chance.choice(EDITS)(root, chance)
    return with_comments(package, root).replaced({package.main: xml_bytes(root)})

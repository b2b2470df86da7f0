"""Word files from strangers: flipped bits, wrong sizes, broken streams, missing parts, odd values. A message, never a bug.

More seeds by one command: COPLAN_FUZZ=5000 python -m pytest tests/drafts/test_strange_word.py
"""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
import zlib
from contextlib import suppress
from copy import deepcopy

import pytest
from lxml import etree

from coplan.drafts.files.held import Held
from coplan.drafts.files.record import Record
from coplan.drafts.render.render import Rendered
from coplan.drafts.update.update import Job, update
from coplan.drafts.update.word_draft import fresh_word
from coplan.errors import BadInput
from coplan.word.file.package import open_package
from coplan.word.read.word_document import read_word
from coplan.word.write.word_look import Look
from tests.drafts.conftest import MEMO, answers_for, pack_of
from tests.long import few_of
from tests.word.cases import opened
from tests.word.cases import update as updated
from tests.word.decorations import BASE, DECORATIONS, FIRST, PENDING, decorate

SEEDS = int(os.environ.get("COPLAN_FUZZ", "60"))
OLD = (
    "# Memo\n\n> **Draft.** x\n\nSome words.\n\n- one\n- two\n\n1. a\n2. b\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
    "[link](https://example.org)\n"
)
NEW = OLD.replace("Some", "Other") + "\nMore.\n"
SOUND = fresh_word("memo", OLD, Look("T"))
WAITING = opened(updated(open_package(SOUND, "memo.docx"), f"{OLD}\nA line.\n\n| c | d |\n| --- | --- |\n| 3 | 4 |\n"))
CROWDED = opened(updated(open_package(fresh_word("memo", BASE, Look("T")), "memo.docx"), FIRST))
for number, kind in enumerate(DECORATIONS):
    with suppress(StopIteration):  # an earlier one stands in its place
        CROWDED = decorate(CROWDED, kind, sorted(PENDING)[number % len(PENDING)])
# A new draft, one on which changes of ours wait, and one on which people put all that there is on such changes.
SOUNDS = (SOUND, WAITING.save(), CROWDED.save())
ODD_VALUES = ["", "-1", "x", "99999999999999999999", "0.5", "rId999", "../../x", "/", "[Content_Types].xml"]
ODD_TEXTS = [
    "<!DOCTYPE x>",
    "<!-- x -->",
    "<?x y?>",
    "&lt;",
    "&x;",
    "<![CDATA[x]]>",
    "\0",
    "\ud800",
    "\ufeff",
    "x" * 99_999,
]
DEEP = 3_000


def parts(content: bytes = SOUND) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(found: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in found.items():
            file.writestr(name, content)
    return out.getvalue()


def damaged(chance: random.Random) -> bytes:
    """A sound file, with one kind of damage."""
    kind, content = chance.randrange(14), bytearray(chance.choice(SOUNDS))
    if kind > 7:
        return restructured(chance, parts(bytes(content)), kind)
    place = chance.randrange(len(content) - 4)
    if kind == 0:
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        return bytes(content)
    if kind == 1:
        return bytes(content[:place] + content[place + chance.randint(1, 200) :])
    if kind == 2:
        content[place : place + 4] = chance.choice([b"\xff\xff\xff\xff", bytes(4), b"\xff\xff\xff\x7f"])
        return bytes(content)
    found = parts(bytes(content))
    name = chance.choice(list(found))
    text = found[name].decode("utf-8", "replace")
    tags = list(re.finditer(r"<[^>]+>", text))
    if kind == 3 or not tags:
        del found[name]
        return packed(found)
    tag = chance.choice(tags)
    if kind == 4:
        odd = lambda value: f'="{chance.choice(ODD_VALUES)}"' if chance.random() < 0.05 else value[0]  # noqa: E731
        text = re.sub(r'="[^"]*"', odd, text)
    elif kind == 5:
        text = text[: tag.start()] + text[tag.end() :]
    elif kind == 6:
        text = text[: tag.start()] + tag[0] * chance.randint(2, 5) + text[tag.end() :]
    else:
        for empty in reversed(list(re.finditer(r"<w:\w+[^>]*/>", text))):
            if chance.random() < 0.2:
                text = text[: empty.start()] + text[empty.end() :]
    found[name] = text.encode("utf-8")
    return packed(found)


def restructured(chance: random.Random, found: dict[str, bytes], kind: int) -> bytes:
    """The file with its elements in places where they do not belong; or with a deflate stream that says something else."""
    name = chance.choice([name for name in found if not name.endswith("/")])
    if kind == 13:
        return streamed(chance, found, name)
    if chance.random() < 0.6:
        name = "word/document.xml"
    root = etree.fromstring(found[name])
    elements = [item for item in root.iter(etree.Element) if item is not root] or [root]
    if kind == 12:
        text = etree.tostring(root, encoding="unicode")
        at = chance.choice([0, len(text), *(found.end() for found in re.finditer(">", text))])
        text = text[:at] + chance.choice(ODD_TEXTS) + text[at:]
        return packed(found | {name: text.encode("utf-8", "surrogatepass")})
    for _ in range(chance.choice([1, 1, 3, 10])):
        one, other = chance.choice(elements), chance.choice(elements)
        if kind == 8 and one not in other.iterancestors():
            other.append(deepcopy(one))
        elif kind == 9 and one.getparent() is not None:
            one.addprevious(deepcopy(other))
        elif kind == 10:
            one.tag = other.tag
        elif kind == 11:
            inner = one
            for _ in range(chance.choice([1, 30, DEEP])):
                inner = etree.SubElement(inner, other.tag)
            inner.extend(map(deepcopy, one[:1]))
    return packed(found | {name: etree.tostring(root)})


def streamed(chance: random.Random, found: dict[str, bytes], name: str) -> bytes:
    """The file with the deflate stream of one part broken off or with other bytes in it; sum and sizes fit what it gives."""
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = bytearray(raw.compress(found[name]) + raw.flush())
    for _ in range(chance.choice([1, 1, 3, 20])):
        stream[chance.randrange(len(stream))] = chance.randrange(256)
    stream = stream[: chance.choice([len(stream), len(stream), chance.randint(1, len(stream))])]
    given = b""
    with suppress(zlib.error):
        given = zlib.decompressobj(-15).decompress(bytes(stream))
    out = io.BytesIO(packed({other: part for other, part in found.items() if other != name}))
    with zipfile.ZipFile(out, "a") as file:
        file.writestr(zipfile.ZipInfo(name), bytes(stream))  # stored as it is, and called deflated below
    content = bytearray(out.getvalue())
    listed = content.rindex(b"PK\x01\x02")
    local = int.from_bytes(content[listed + 42 : listed + 46], "little")
    for at in (listed + 10, local + 8):
        content[at] = zipfile.ZIP_DEFLATED
        content[at + 6 : at + 10] = zlib.crc32(given).to_bytes(4, "little")
        content[at + 14 : at + 18] = len(given).to_bytes(4, "little")
    return bytes(content)


@pytest.fixture(scope="module")
def job() -> Job:
    document = pack_of({"templates/memo.md.j2": MEMO}).document("memo")
    item = Rendered(document, NEW, (), ())
    return Job(item, answers_for(pack_of({}), {}), Look("T"), "drafts/memo.docx", "2027-01-01T00:00:00Z")


@pytest.mark.parametrize("seed", few_of(range(SEEDS), 0, step=3))
def test_a_damaged_draft_is_a_message_or_is_brought_up_to_date(job: Job, seed: int) -> None:
    content = damaged(random.Random(seed))
    held = Held("drafts/memo.docx", content, Record("memo", "drafts/memo.docx", OLD, "x", clean=False))
    outcome = update(held, job)
    assert (outcome.draft.state == "problem") == (outcome.draft.problem is not None)
    assert len(str(outcome.draft.problem or "")) < 400


@pytest.mark.parametrize("seed", few_of(range(SEEDS), 0, step=3))
def test_a_damaged_letterhead_or_shared_draft_is_a_message_or_is_used(seed: int) -> None:
    content = damaged(random.Random(seed))
    for work in (
        lambda: fresh_word("memo", OLD, Look("T", letterhead=content)),
        lambda: read_word(open_package(content, "x"), shown=True),
    ):
        with suppress(BadInput):
            work()


def test_a_broken_stream_is_damage() -> None:
    start = SOUND.index(b"word/document.xml") + 40
    broken = SOUND[:start] + b"\xff" * 40 + SOUND[start + 40 :]
    with pytest.raises(BadInput, match="damaged or cut off"):
        open_package(broken, "x")


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_word_does_not_know_is_refused(way: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", way) as file:
        for name, content in parts().items():
            file.writestr(name, content)
    with pytest.raises(BadInput, match="in a way that Word does not know"):
        open_package(out.getvalue(), "x")

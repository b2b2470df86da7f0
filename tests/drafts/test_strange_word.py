"""Word files from strangers: flipped bits, wrong sizes, broken streams, missing parts, odd values. A message, never a bug.

More seeds by one command: COPLAN_FUZZ=5000 python -m pytest tests/drafts/test_strange_word.py
"""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from contextlib import suppress

import pytest

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

SEEDS = int(os.environ.get("COPLAN_FUZZ", "120"))
OLD = (
    "# Memo\n\n> **Draft.** x\n\nSome words.\n\n- one\n- two\n\n1. a\n2. b\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
    "[link](https://example.org)\n"
)
NEW = OLD.replace("Some", "Other") + "\nMore.\n"
SOUND = fresh_word("memo", OLD, Look("T"))
ODD_VALUES = ["", "-1", "x", "99999999999999999999", "0.5", "rId999", "../../x", "/", "[Content_Types].xml"]


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(found: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in found.items():
            file.writestr(name, content)
    return out.getvalue()


def damaged(chance: random.Random) -> bytes:
    """The sound file, with one kind of damage."""
    kind, content = chance.randrange(8), bytearray(SOUND)
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
    found = parts()
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


@pytest.fixture(scope="module")
def job() -> Job:
    document = pack_of({"templates/memo.md.j2": MEMO}).document("memo")
    item = Rendered(document, NEW, (), ())
    return Job(item, answers_for(pack_of({}), {}), Look("T"), "drafts/memo.docx", "2027-01-01T00:00:00Z")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_damaged_draft_is_a_message_or_is_brought_up_to_date(job: Job, seed: int) -> None:
    content = damaged(random.Random(seed))
    held = Held("drafts/memo.docx", content, Record("memo", "drafts/memo.docx", OLD, "x", clean=False))
    outcome = update(held, job)
    assert (outcome.draft.state == "problem") == (outcome.draft.problem is not None)
    assert len(str(outcome.draft.problem or "")) < 400


@pytest.mark.parametrize("seed", range(SEEDS))
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

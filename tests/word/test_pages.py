"""Cards, forms and briefs hold the pages that their templates promise, as a real LibreOffice sets them."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from pypdf import PdfReader

from coplan.content.pack.folders import examples_folder
from coplan.drafts.render.called import documents_for
from coplan.drafts.service import draft_plan
from coplan.plan.disk.store import Clerk, PlanFolder
from tests.word.libreoffice import missing


def lacking() -> str:
    """Why pages cannot be counted here, or nothing. Letters of another width would make other pages."""
    return missing() or (
        "" if _font() in ("Calibri", "Carlito") else "the letters of drafts, Calibri or Carlito, are not installed"
    )


def _font() -> str:
    found = shutil.which("fc-match")
    command = [found or "fc-match", "--format=%{family[0]}", "Calibri"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout if found else ""


pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.long,  # a quarter of a minute of LibreOffice
    pytest.mark.skipif(bool(lacking()), reason=lacking()),
    pytest.mark.xdist_group("libreoffice"),
]
EXAMPLES = sorted(path.name for path in examples_folder().iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def printed(pack, tmp_path_factory) -> dict[str, int]:
    """The pages of each Word draft that promises some, by example and document."""
    place = tmp_path_factory.mktemp("printed")
    for example in EXAMPLES:
        folder = place / example
        folder.mkdir()
        for path in (examples_folder() / example).iterdir():
            if path.is_file():
                shutil.copy(path, folder)
        plan = folder / "plan.yaml"
        plan.write_text(plan.read_text(encoding="utf-8").replace("format: md", "format: docx"), encoding="utf-8")
        held = PlanFolder(folder, pack, Clerk("Ann", lambda: "2026-11-23T09:00:00-08:00", lambda: "a"))
        answers = held.answers()
        names = [document.id for document in documents_for(answers) if document.pages]
        draft_plan(held, answers, names)
        for draft in (folder / "drafts").iterdir():
            shutil.copy(draft, place / f"{example}--{draft.name}")
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    files = sorted(place.glob("*.docx"))
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(place), *map(str, files)]
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(place))
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=os.environ | own)
    return {file.stem: len(PdfReader(file.with_suffix(".pdf")).pages) for file in files}


def template(name: str) -> str:
    """The template behind a file: larkspur--job-description@c9c0f736 is of job-description."""
    return name.partition("--")[2].partition("@")[0]


def test_every_paper_holds_its_pages(printed, pack):
    promised = {name: pack.document(template(name)).pages for name in printed}  # notes beside a paper promise nothing
    found = {name: (pages, most) for name, pages in printed.items() if (most := promised[name])}
    assert {name: pages for name, pages in found.items() if pages[0] > pages[1]} == {}
    assert {template(name) for name in found} == {document.id for document in pack.documents if document.pages}

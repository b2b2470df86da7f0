"""The plan as one page: what stands on it, and that everybody can read it."""

from __future__ import annotations

import datetime
import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from coplan.checks.check import check
from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Day
from coplan.drafts.readiness import document_needs
from coplan.plan.disk.locations import NAME
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.share.page.page import report_page
from tests.test_examples import ROOT

pytestmark = [pytest.mark.xdist_group("report page"), pytest.mark.slow]  # it is made once for all of them

TODAY = Day(2027, 3, 1)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def page_of(answers: Answers) -> str:
    return report_page(answers, check(answers, today=TODAY), TODAY, document_needs(answers, "outreach"))


@pytest.fixture(scope="module")
def valley(pack) -> str:
    """Cedar Valley with ratings, and a note that tries to be markup."""
    plan = read_plan((ROOT / "examples" / "cedar-valley" / NAME).read_text(encoding="utf-8"), pack).plan
    rows = [
        {"step": "design", "date": "2026-09-01", "rating": "2"},
        {"step": "design", "date": "2026-11-01", "rating": "4"},
    ]
    plan = plan.with_answer("improve.self_rating", read_value(rows, pack.questions["improve.self_rating"]))
    name = read_value("<script>alert(1)</script> & Co", pack.questions["profile.program_name"])
    return page_of(Answers(pack, plan.with_answer("profile.program_name", name), datetime.date(2027, 3, 1)))


@pytest.fixture(scope="module")
def empty(pack) -> str:
    return page_of(Answers(pack, Plan(), TODAY))


@pytest.fixture(params=["valley", "empty"])
def page(request) -> str:
    return request.getfixturevalue(request.param)


def test_a_page_stands_alone(page):
    assert "<script" not in page
    assert "<link" not in page
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert not re.search(r"url\((?!#)", page)
    assert "@import" not in page


def test_a_page_is_sound_and_every_id_is_there_once(page):
    tree = etree.HTML(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in tree.xpath("//nav//a/@href")} <= set(ids)
    assert all(name in ids for name in tree.xpath("//@aria-labelledby"))


def test_what_people_typed_is_text(valley):
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in valley


def test_the_page_shows_the_plan(valley):
    words = " ".join(etree.HTML(valley).xpath("string(//main)").split())
    for text in (
        "49 of 49",
        "evaluation partner",
        "(overdue)",
        "The program addresses",
        "Of the calls in the busiest third of the week",
        "FTE needed and planned, by role",
        "Cost and secured money, by year",
        "Work before the launch",
        "up since September 1, 2026",
    ):
        assert text in words, text
    assert len(etree.HTML(valley).xpath("//svg[@role='img']")) == 5


def test_a_plan_without_answers_has_a_page_that_says_so(empty):
    words = etree.HTML(empty).xpath("string(//main)")
    for text in ("Nothing is open.", "Nothing is decided yet.", "no hours on duty yet", "Nobody rated the steps yet."):
        assert text in words


@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing(page, tmp_path, width):
    """A browser judges the page; axe-core comes by `npm pack axe-core`, and AXE_CORE names its axe.min.js."""
    axe = os.environ.get("AXE_CORE", "")
    if CHROMIUM is None or not axe or not Path(axe).is_file():
        pytest.skip("needs a Chromium, and axe-core in $AXE_CORE")
    script = Path(axe).read_text(encoding="utf-8").replace("</script", "<\\/script")
    run = (
        "window.addEventListener('load',()=>axe.run(document).then(r=>{const p=document.createElement('pre');"
        "p.id='axe';p.textContent=JSON.stringify(r.violations.map(v=>[v.id,v.nodes.map(n=>n.html)]));"
        "document.body.appendChild(p)}))"
    )
    file = tmp_path / "page.html"
    judged = page.replace("</body>", f"<script>{script}</script><script>{run}</script></body>")
    file.write_text(judged, encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    more = [f"--window-size={width},900", "--virtual-time-budget=60000", "--dump-dom", file.as_uri()]
    own = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    environment = {**os.environ, **own}
    done = subprocess.run(
        [CHROMIUM, *options, *more], env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    found = re.search(r'<pre id="axe">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, "axe did not run"
    assert json.loads(html.unescape(found[1])) == []


def test_a_decision_is_a_sentence_with_one_stop_and_rows_are_a_table(valley):
    decided = valley[valley.index(">Decisions by step</h2>") : valley.index(">Calls and hours on duty</h2>")]
    text = [html.unescape(words) for words in re.findall(r"<dd>\s*([^<]+?)\s*<", decided)]
    assert [words for words in text if words.endswith("..") or words[0].islower()] == []
    assert 'scope="col">Call type</th>' in decided
    assert "call type:" not in decided

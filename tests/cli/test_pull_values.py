"""`coplan pull` reads what coplan prints, and says taken only of what the plan holds afterwards."""

from __future__ import annotations

import pytest

from coplan.plan.disk.store import PlanFolder
from tests.cli.conftest import flyer_text

pytestmark = pytest.mark.usefixtures("few_documents")
BODY = """## When

We work {{ design.hours }}.

We begin {{ profile.target_launch }}.

{% for row in design.team %}
- {{ row.role }} makes {{ row.count }}
{% endfor %}
"""


@pytest.fixture
def flyer(run, bend):
    """A draft in Markdown that prints hours, a day and a table."""
    (bend / "templates").mkdir()
    (bend / "templates" / "flyer.md.j2").write_text(flyer_text(BODY), encoding="utf-8")
    run("set", "drafts.format", "md", "--in", "bend")
    run("set", "profile.target_launch", "2027-03-01", "--in", "bend")
    rows = "[{role: clinician, count: 2}, {role: peer, count: 3}]"
    assert run("set", "design.team", rows, "--in", "bend").code == 0
    assert run("draft", "bend", "flyer").code == 0
    return bend / "drafts" / "flyer.md"


def edit(path, *pairs):
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def rows(run):
    return run("log", "bend", "--json", "--question", "design.team").json["log"][-1]["new"]


def test_days_and_schedules_come_back_as_coplan_prints_them(run, bend, flyer):
    edit(
        flyer,
        ("March 1, 2027", "April 15, 2027"),
        ("Monday to Friday, 8 a.m. to 8 p.m.", "every day, 9 a.m. to 5 p.m."),
    )
    done = run("pull", "bend", "flyer", "--yes")
    assert done.out.count("Taken into the plan.") == 2
    text = (bend / "plan.yaml").read_text(encoding="utf-8")
    assert "target_launch: 2027-04-15" in text
    assert "hours: Mo-Su 09:00-17:00" in text


def test_two_cells_of_one_table_are_both_taken(run, bend, flyer):
    edit(flyer, ("makes 2", "makes 4"), ("makes 3", "makes 5"))
    done = run("pull", "bend", "flyer", "--yes")
    assert done.out.count("Taken into the plan.") == 2
    assert [row["count"] for row in rows(run)] == ["4", "5"]


def test_what_the_plan_does_not_hold_afterwards_is_not_called_taken(run, bend, flyer, monkeypatch):
    edit(flyer, ("makes 2", "makes 4"), ("makes 3", "makes 5"))
    save = PlanFolder.save

    def meanwhile(self, change, *more):
        text = self.path.read_text(encoding="utf-8")
        first, last = text.rindex("      - id:"), text.rindex("        count: 3\n")
        self.path.write_text(text[:first] + text[text.index("\n", last) + 1 :], encoding="utf-8")
        return save(self, change, *more)

    with monkeypatch.context() as patch:
        patch.setattr(PlanFolder, "save", meanwhile)
        done = run("pull", "bend", "flyer", "--yes")
    assert (done.code, done.out.count("Taken into the plan.")) == (1, 1)
    assert "Not taken: team on duty." in done.err
    assert [row["count"] for row in rows(run)] == ["4"]

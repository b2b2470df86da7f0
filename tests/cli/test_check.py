"""`coplan check`: findings in full, accepted ones too, and how a rule comes to them. The rule is a community's own."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("few_documents", "few_plans")

RULE = "outreach.hours_too_short"
RULES = f"""\
rules:
  - id: {RULE}
    level: error
    let: {{hours: hours_a_week(design.hours)}}
    expect: hours >= least
    message: The team is on duty {{{{ hours }}}} hours a week, and {{{{ least }}}} is the least.
    why: Callers find nobody.
    fix: Add hours.
    questions: [design.hours, design.off_hours]
    limits: {{least: {{value: 100, unit: hours, label: hours a week, ours: true}}}}
    ours: true
"""


@pytest.fixture
def check(run, bend):
    """Run the command on the plan `bend`, where one rule of its own finds something."""
    (bend / "checklists" / "rules").mkdir(parents=True)
    (bend / "checklists" / "rules" / "99-own.yaml").write_text(RULES)
    return lambda *more: run("check", "bend", *more)


def test_a_finding_is_shown_with_what_was_said_why_and_what_to_do(check):
    done = check("--step", "outreach")
    assert done.code == 1
    assert [line.strip() for line in done.out.splitlines()] == [
        "Step 8: Community outreach and education",
        "",
        f"error: {RULE}",
        "The team is on duty 60 hours a week, and 100 hours is the least.",
        "Said: hours on duty: Monday to Friday, 8 a.m. to 8 p.m.",
        "Said: cover outside duty hours: not answered",
        "Why: Callers find nobody.",
        "Do: Add hours.",
        "Limit: hours a week: 100 hours (our working limit; a plan can set `limits:",
        f"{RULE}.least`)",
        "Source: our own rule; no source states it",
        "",
    ]
    assert "Findings at the stage developing: 1 error." in done.err


def test_step_and_level_choose_what_is_shown(check):
    assert check("--step", "outreach", "--level", "warning").code == 1
    assert RULE not in check("--step", "goals").out
    assert "Steps are profile, needs" in check("--step", "outreech").err
    assert check("--level", "grave").code == 2


def test_json_has_counts_and_answers(check):
    data = check("--step", "outreach", "--json").json
    assert data["counts"] == {"errors": 1, "warnings": 0, "notes": 0, "accepted": 0}
    assert data["findings"][0]["questions"][0] == {
        "question": "design.hours",
        "label": "hours on duty",
        "answer": "Mo-Fr 08:00-20:00",
    }


def test_an_accepted_finding_is_shown_and_no_longer_counts(check, bend, run):
    before = (bend / "plan.yaml").read_text()
    (bend / "plan.yaml").write_text(before + "# our own comment\n")
    assert check("--accept", RULE, "--reason", "Only a pilot", "--owner", "Chief").code == 0
    done = check("--step", "outreach")
    assert done.code == 0
    assert f"accepted error: {RULE}" in done.out
    assert "Accepted: Only a pilot, Chief, " in done.out
    assert "# our own comment" in (bend / "plan.yaml").read_text()
    assert f"Finding {RULE}: Only a pilot, Chief" in run("log", "bend").out

    assert check("--undo", RULE).code == 0
    assert (bend / "plan.yaml").read_text() == before + "# our own comment\n"
    assert f"Finding {RULE}: answer taken away" in run("log", "bend").out


def test_a_finding_that_says_something_else_than_when_it_was_accepted_counts_again(check, run):
    check("--accept", RULE, "--reason", "Only a pilot")
    run("set", "design.hours", "Mo-Fr 08:00-12:00", "--in", "bend")
    done = check("--step", "outreach")
    assert done.code == 1
    assert "Look again: accepted (Only a pilot, " in done.out
    assert "when it said: The team is on duty 60 hours" in " ".join(done.out.split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--accept", RULE], "Say why you accept it"),
        (["--accept", "outreach.hours_too_shrot", "--reason", "x"], f"Did you mean `{RULE}`?"),
        (["--explain", "nothing.at_all"], "There is no rule `nothing.at_all`."),
        (["--undo", RULE], f"Nobody accepted what `{RULE}` finds."),
        (["--accept", RULE, "--undo", RULE], "Give either --accept or --undo."),
        (["--owner", "Chief"], "--reason and --owner go with --accept RULE."),
    ],
)
def test_wrong_use_is_told(check, options, said):
    done = check(*options)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_what_is_not_found_cannot_be_accepted(check, run):
    run("set", "design.hours", "24/7", "--in", "bend")
    assert "so there is nothing to accept" in check("--accept", RULE, "--reason", "x").err


def test_explain_shows_each_value_and_whose_limit_it_is(check, bend):
    text = (bend / "plan.yaml").read_text()
    (bend / "plan.yaml").write_text(text + f"limits:\n  {RULE}.least: {{value: 80, reason: We are small}}\n")
    done = check("--explain", RULE)
    assert done.code == 0
    assert done.out.splitlines()[3:13] == [
        "Applies when: true",
        "hours = hours_a_week(design.hours)",
        "    design.hours: Monday to Friday, 8 a.m. to 8 p.m.",
        "    = 60",
        "Must hold: hours >= least",
        "    hours: 60",
        "    least: 80 hours",
        "",
        "The rule finds:",
        "  The team is on duty 60 hours a week, and 80 hours is the least.",
    ]
    assert "hours a week: 80 hours, set in this plan instead of 100 hours: We are small" in done.out


def test_explain_names_what_is_missing(check, run):
    run("set", "design.hours", "", "--in", "bend")
    assert "The rule says nothing yet, for these are not answered:\n  hours on duty" in check("--explain", RULE).out


def test_a_broken_rule_of_a_pack_is_one_message(check, bend):
    file = bend / "checklists" / "rules" / "99-own.yaml"
    file.write_text(RULES.replace("hours >= least", "hours >= nobody"))
    done = check("--step", "outreach")
    assert f"The rule {RULE} cannot be worked out in this plan: 'nobody' is undefined." in done.out
    assert done.code == 0


def test_explain_shows_what_came_out_for_each_row(run, bend, check):
    file = bend / "checklists" / "rules" / "99-own.yaml"
    rows = "[{name: State, kind: state_grant, amount: 100}, {name: City, kind: general_fund}]"
    run("set", "resources.funding", rows, "--in", "bend")
    total = "    let: {hours: \"total(resources.funding, 'amount * 2')\"}"
    file.write_text(RULES.replace("    let: {hours: hours_a_week(design.hours)}", total))
    out = check("--explain", RULE).out
    assert "    State: amount * 2 = $200\n" in out
    assert "    City: amount * 2 = not known (amount" in out
    assert "The rule says nothing yet" in out


@pytest.mark.slow
def test_pack_check_tells_the_line_of_a_broken_rule(run, bend, check):
    file = bend / "checklists" / "rules" / "99-own.yaml"
    file.write_text(RULES.replace("hours >= least", "hours >= laest"))
    done = run("pack", "check", "--pack", "bend")
    assert done.code == 1
    said = f"checklists/rules/99-own.yaml, line 5: {RULE}: there is nothing called `laest`. Did you mean `least`?"
    assert said in done.out.splitlines()

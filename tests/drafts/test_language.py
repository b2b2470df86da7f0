"""What templates print: answers as prose, holes for what is missing, marks for what is not settled."""

from __future__ import annotations

import pytest

from coplan.content.language.sandbox import OWN_FILTERS
from coplan.drafts.render.language import JINJA_FILTERS, Language
from coplan.drafts.render.record_tables import without_dashes
from coplan.plan.model import OpenItem
from tests.drafts.conftest import DESIGN, answers_for, pack_of

CHIEF = OpenItem("proposed", "Chief")
DISPUTED = OpenItem("disputed", "Sheriff's office")
TEAM = [{"role": "clinician", "count": "1200", "duty": "assess | plan"}, {"role": "peer"}]
ALL = {
    "profile.name": "Prairie *Bend*",
    "profile.state": "US-WA",
    "design.models": ["follow_up", "ride_along", "other: by phone"],
    "design.base": "police",
    "design.hours": "Mo-Fr 08:00-20:00",
    "design.words": "First.\n\n- one\n- two",
    "design.steps": ["call, then go", "write"],
    "design.fee": "1250.50",
    "design.quiet": "no",
    "design.page": "https://example.org/a_b_c?x=[1]",
    "design.start": "2027-03-01",
    "design.team": TEAM,
}


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ profile.name }}", r"Prairie \*Bend\*"),
        ("{{ profile.state }}", "Washington"),
        ("{{ design.models }}", "following up, riding together and by phone"),
        ("{{ design.base }}", "Police department"),
        ("{{ design.hours }}", "Monday to Friday, 8 a.m. to 8 p.m."),
        ("{{ design.words }}", "First.\n\n- one\n- two"),
        ("{{ design.steps }}", "call, then go; and write"),
        ("{{ design.fee }}", "$1,250.50"),
        ("{{ design.quiet }}", "no"),
        ("{{ design.page }}", "https://example.org/a_b_c?x=[1]"),
        ("{{ design.start }}", "March 1, 2027"),
        ("{{ design.team }}", r"clinician, 1,200, assess \| plan; peer"),
        ("{{ stage }}", "exploring"),
        ("{% if facts.rides %}rides{% endif %}", "rides"),
        ("{{ design.models | bullets }}", "- Following up\n- Riding together\n- By phone"),
        ("{{ design.steps | bullets }}", "- Call, then go\n- Write"),
        ("{{ design.words | sentence }}", "First.\n\n- one\n- two."),
        ("{{ profile.name | sentence }}", "Prairie \\*Bend\\*."),
        ("{{ design.hours | sentence }}", "Monday to Friday, 8 a.m. to 8 p.m."),
        ("{{ design.quiet | first_upper }}", "No"),
        ("{{ design.team | count }}", "2"),
        ("{{ design.models | join(' / ') }}", "following up / riding together / by phone"),
        ("{{ design.team | map(attribute='role') | words }}", "clinician and peer"),
        ("{{ design.team | selectattr('role', 'equalto', 'peer') | list | length }}", "1"),
        ("{{ blank('number') }}", "____________ (number)"),
        ("{{ decide('who signs') }}", "**[To decide: who signs]**"),
        ("{{ source('guide') }}", r"[The \[guide\]](https://example.org)"),
        ("{{ source('talk') }}", "A talk, not verified"),
        ("{{ source('copy') }}", "A report"),  # nobody is sent to a private copy
    ],
)
def test_an_answer_prints_as_a_person_would_write_it(say, template, printed):
    assert say(template, ALL) == printed


@pytest.mark.parametrize(
    ("label", "lowered"),
    [("police", "police department"), ("ems", "EMS agency"), ("other: Joint Office", "Joint Office")],
)
def test_a_label_is_lowered_but_not_abbreviations_or_own_words(say, label, lowered):
    assert say("{{ design.base | lower }}", {"design.base": label}) == lowered


def test_a_choice_has_words_for_the_middle_of_a_sentence(say):
    assert say("It is decided by {{ design.base | clause }}.", {"design.base": "police"}) == (
        "It is decided by the chief, who tells the council."
    )
    assert say("{{ design.base | clause }}", {"design.base": "ems"}) == "EMS agency"
    assert say("by {{ design.base | clause }}", {"design.base": "other: The board of Bend."}) == "by the board of Bend"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{role} does {duty}", "Clinician does assess \\| plan. Peer does **[To decide: duty]**."),
        ("{role}', ', {count} of them", "Clinician, 1,200 of them. Peer."),
    ],
)
def test_rows_read_as_sentences(say, template, said):
    assert say(f"{{{{ design.team | sentences('{template}') }}}}", ALL) == said
    assert say(f"{{{{ design.team | points('{template}') }}}}", ALL).replace("\n- ", " ") == f"- {said}"


def test_a_table_has_the_named_columns(say):
    printed = say("{{ design.team | table('duty', 'role') }}", ALL)
    assert printed == (
        "| Duty | Role |\n| --- | --- |\n| assess \\| plan | clinician |\n| **[To decide: duty]** | peer |"
    )


def test_an_empty_cell_is_a_dash_where_it_may_be_empty(say):
    printed = say("{{ design.team | table }}", ALL)
    assert printed.splitlines()[0] == "| Role | How many | Duty |"
    assert printed.splitlines()[-1] == "| peer | – | **[To decide: duty]** |"


def test_a_column_that_is_empty_in_every_row_is_left_out(say):
    given = {"design.team": [{"role": "peer", "duty": "listen"}, {"role": "clinician", "duty": "assess"}]}
    assert say("{{ design.team | table }}", given).splitlines()[0] == "| Role | Duty |"


def test_an_empty_cell_that_matters_is_a_hole_in_tables_and_in_sentences():
    pack = pack_of({"checklists/01-design.yaml": DESIGN.replace("kind: whole}", "kind: whole, matters: true}")})
    language = Language(pack, answers_for(pack, {"design.team": [{"role": "peer", "duty": "listen"}]}))
    template = (
        "{{ design.team | table('count') }}\n{{ design.team | sentences('{duty}', ', {count} of them', ', {pay}') }}"
    )
    printed = language.environment({"line.md.j2": template}).get_template("line.md.j2").render()
    hole = "**[To decide: how many]**"
    assert printed.splitlines()[2:] == [f"| {hole} |", f"Listen, {hole} of them."]


def test_money_and_dates_that_some_rows_leave_out_have_no_column(say):
    """An empty cell would be read as no money; so what there is stands beside what it belongs to."""
    given = {"design.team": [{"role": "peer", "duty": "listen", "pay": "$5"}, {"role": "clinician", "duty": "assess"}]}
    assert say("{{ design.team | table }}", given).splitlines() == [
        "| Role | Duty |",
        "| --- | --- |",
        "| peer | listen (pay: $5) |",
        "| clinician | assess |",
    ]


def test_what_stands_beside_nothing_stands_in_the_first_cell(say):
    given = {"design.team": [{"role": "peer", "duty": "listen", "pay": "$5"}, {"role": "clinician", "duty": "assess"}]}
    assert say("{{ design.team | table('pay', 'role') }}", given).splitlines()[2] == "| peer (pay: $5) |"


def test_a_draft_has_no_dash_for_what_is_not_said(render):
    rows = [{"role": "peer", "duty": "listen"}, {"role": "clinician", "count": "2", "duty": "assess"}]
    text = render("## Team\n\n{{ design.team | table }}\n", {"design.team": rows}).text
    assert "| Role | How many | Duty |\n| --- | --- | --- |\n| peer | | listen |\n| clinician | 2 | assess |" in text


def test_a_column_of_dashes_is_left_out():
    table = "| Who | When | Where |\n| --- | --- | --- |\n| A | – | here |\n| B | – | – |"
    assert without_dashes(table) == "| Who | Where |\n| --- | --- |\n| A | here |\n| B | |"


def test_an_own_layout_of_rows_shows_empty_cells_as_holes(say):
    line = "{% for row in design.team %}{{ row.role }}: {{ row.duty }}. {% else %}{{ design.team }}{% endfor %}"
    assert say(line, ALL) == "clinician: assess \\| plan. peer: **[To decide: duty]**. "
    assert say(line) == "**[To decide: team]**"


@pytest.mark.parametrize(
    "name",
    [
        "bullets",
        "table",
        "sentence",
        "first_upper",
        "lower",
        "count",
        "join",
        "words",
        "clause",
        "a",
        "sentences('{role}')",
        "points('{role}')",
    ],
)
def test_each_filter_prints_the_hole_of_a_missing_answer(say, name):
    hole = "**[To decide: team. Owner: Chief]**" + ("." if name.startswith("sentence") else "")
    printed = say(f"{{{{ design.team | {name} }}}}", design__team=OpenItem("parked", "Chief"))
    assert printed.removeprefix("- ") == hole


@pytest.mark.parametrize("key", sorted(ALL))
def test_each_kind_prints_a_hole_where_there_is_no_answer(say, key):
    assert say(f"{{{{ {key} }}}}").startswith("**[To decide: ")


def test_an_answer_whose_condition_is_false_is_a_hole(say):
    given = ALL | {"design.models": ["follow_up"]}
    assert say("{{ design.start }}", given) == "**[To decide: start]**"


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ design.hours }}", "Monday to Friday, 8 a.m. to 8 p.m. **[proposed. Owner: Chief]**"),
        ("{{ design.models }}", "riding together **[proposed. Owner: Chief]**"),
        ("{{ design.models | bullets }}", "- Riding together **[proposed. Owner: Chief]**"),
        ("{{ design.hours | sentence }}", "Monday to Friday, 8 a.m. to 8 p.m. **[proposed. Owner: Chief]**"),
        ("{{ design.base | lower }}", "police department **[disputed. Owner: Sheriff's office]**"),
        ("{{ design.base | first_upper }}", "Police department **[disputed. Owner: Sheriff's office]**"),
    ],
)
def test_what_is_proposed_or_disputed_says_so(say, template, printed):
    given = {"design.hours": "Mo-Fr 08:00-20:00", "design.models": ["ride_along"], "design.base": "police"}
    assert say(template, given, design__hours=CHIEF, design__models=CHIEF, design__base=DISPUTED) == printed


def test_a_disputed_table_says_so_below(say):
    printed = say("{{ design.team | table('role') }}", ALL, design__team=DISPUTED)
    assert printed.endswith("| peer |\n\n**[disputed. Owner: Sheriff's office]**")


def test_a_settled_answer_beside_an_open_one_is_not_marked(say):
    assert (
        say("{{ design.fee }} {{ design.quiet }}", ALL, design__fee=CHIEF)
        == "$1,250.50 **[proposed. Owner: Chief]** no"
    )


@pytest.mark.parametrize(
    "template",
    [
        "{{ none }}",
        "{{ true }}",
        "{{ design.quiet == 'no' }}",
        "{{ facts.rides }}",
        "{{ design }}",
        "{{ facts }}",
        "{{ design.steps | list }}",
        "{{ design.team | map(attribute='role') }}",
        "{{ law('hold') }}",
    ],
)
def test_what_is_no_answer_refuses_to_print(say, template):
    with pytest.raises(ValueError, match="print an answer or write the words"):
        say(template, ALL)


def test_an_unknown_question_is_named(say):
    with pytest.raises(ValueError, match=r"no question `design\.nope`"):
        say("{% if design.nope %}{% endif %}")


def test_law_is_cited_with_a_mark_where_it_was_not_read(say):
    cited = "RCW 71.05.153 and RCW 10.31.110 **[Not verified: check the current text]**"
    assert say("{{ cite('hold') }}", ALL) == cited


def test_what_the_law_requires_stands_with_its_citation(say):
    assert say("{{ requires('hold') }}", ALL) == (
        "An officer may take a person in (RCW 71.05.153).\n\n"
        "Diversion is an option (RCW 10.31.110). **[Not verified: check the current text]**"
    )


@pytest.mark.parametrize(
    ("given", "place"),
    [({"profile.state": "US-TX"}, "Texas"), ({}, "your state")],
)
@pytest.mark.parametrize("function", ["cite", "requires"])
def test_law_of_another_state_is_never_shown(say, given, place, function):
    assert say(f"{{{{ {function}('hold') }}}}", given) == f"**[Cite the law of {place} on detention]**"
    assert say("{% if law('hold') %}RCW{% else %}none{% endif %}", given) == "none"


def test_a_state_whose_law_says_nothing_on_a_topic_asks_for_a_citation(say):
    assert say("{{ cite('filing') }}", ALL) == "**[Cite the law of Washington on filing]**"


@pytest.mark.parametrize("given", [{}, {"profile.state": "US-TX"}, ALL])
def test_federal_law_stands_in_every_state(say, given):
    assert say("{{ cite('privacy') }}", given) == "45 CFR 164.506"


def test_the_law_cited_is_listed_once(talking_pack):
    language = Language(talking_pack, answers_for(talking_pack, ALL))
    assert language.law.cited_law() == ""
    for topic in ("hold", "privacy", "hold", "filing"):
        language.law.cite(topic)
    assert language.law.cited_law() == (
        "[RCW 71.05.153](https://example.org/hold); [RCW 10.31.110](https://example.org/diversion); "
        "[45 CFR 164.506](https://example.org/cfr)"
    )
    assert language.law.doubtful() == ("RCW 10.31.110",)


def test_only_filters_that_lose_no_hole_are_known(talking_pack):
    language = Language(talking_pack, answers_for(talking_pack, {}))
    assert set(language.environment({}).filters) == JINJA_FILTERS | OWN_FILTERS | set(language.printer.filters())
    assert "default" not in JINJA_FILTERS


def test_what_was_read_is_remembered(talking_pack):
    language = Language(talking_pack, answers_for(talking_pack, {}))
    environment = language.environment(
        {"line.md.j2": "{{ design.fee }}{% if profile.name %}{% endif %}{{ design.fee }}"}
    )
    environment.get_template("line.md.j2").render()
    assert list(language.read) == ["design.fee", "profile.name"]

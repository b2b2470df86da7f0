"""Papers for the public say when police come wherever they name the team, and promise no help without police that nobody gives."""

from __future__ import annotations

import calendar
import itertools
import re
from pathlib import Path

import pytest

from coplan.drafts.render.spanish_days import MONTHS

ROOT = Path(__file__).resolve().parents[2] / "examples"
ALWAYS = {"cedar-valley": "Police and clinician arrive together", "larkspur": "Police always arrive first"}
EXAMPLES = sorted(path.parent.name for path in ROOT.glob("*/plan.yaml"))
PAPERS = ("public-page", "wallet-card", "questions-and-answers", "press-release")


def papers(example: str) -> dict[str, str]:
    found = {name: ROOT / example / "drafts" / f"{name}.md" for name in PAPERS}
    return {name: path.read_text(encoding="utf-8") for name, path in found.items() if path.is_file()}


@pytest.mark.parametrize("example", sorted(ALWAYS))
def test_where_police_always_come_the_team_is_not_named_without_them(example):
    for name, text in papers(example).items():
        named = next(line for line in text.splitlines() if re.search(r"On the team: |The team is one person: ", line))
        assert ALWAYS[example] in named, name
        assert "You may ask for help without police" not in text, name


def test_where_they_come_on_request_it_is_said_whose():
    for name, text in papers("two-rivers").items():
        assert re.search(r"Police come first at danger \(a weapon, violence, a suicide attempt", text), name
        assert re.search(r"or anything unclear, otherwise (?:when|if) the team or (?:the )?call taker asks", text), name


@pytest.mark.parametrize("example", ["cedar-valley", "mesquite-flats", "larkspur", "two-rivers"])
def test_a_no_that_may_not_end_it_is_told_as_such(example):
    found = papers(example)
    if example == "two-rivers":
        assert "a clinician of the team can send" not in found["public-page"]  # disputed: until then no one of the team
        return
    words = "But in an emergency police can take a person to a hospital against their will, where the law allows it."
    assert words in found["public-page"]
    both = "where the law allows it, police can arrest or hold someone, and in an emergency take a person to a hospital"
    assert words in found["wallet-card"] or both in found["wallet-card"]


def test_every_number_has_words_to_say():
    for card in ROOT.glob("*/drafts/wallet-card*.md"):
        rows = [
            line
            for line in card.read_text(encoding="utf-8").splitlines()
            if line.startswith("| ") and "---" not in line
        ]
        assert all(cell.strip() not in ("", "–") for line in rows for cell in line.strip("|").split("|")), card


@pytest.mark.parametrize(
    "name", ["suicide-response", "transportation", "lift-and-contact", "minors-on-scene", "hold-procedure"]
)
def test_the_medical_director_signs_what_holds_medical_rules(name):
    text = (ROOT / "cedar-valley/drafts" / f"{name}.md").read_text(encoding="utf-8")
    assert "| Medical director, for the medical rules |" in text


AGES = {
    "cedar-valley": "adults, and for people under 18 who are 13 or older, and for younger children with a parent",
    "larkspur": "adults, and for people under 18 with a parent or guardian",
    "mesquite-flats": "adults, and for people under 18 if a parent, guardian or school administrator agrees",
    "two-rivers": "people of all ages",
}


@pytest.mark.parametrize("example", sorted(AGES))
def test_public_papers_say_for_whom_and_where(example):
    for name, text in papers(example).items():
        assert re.search(rf"(?:The team|It) is for {AGES[example]}", text) or "people of any age" in text, name
        assert "under conditions" not in text, name
        if "area" not in AGES[example] and example != "larkspur":  # the phases name their area with their hours
            assert re.search(r"- From .*\(.*\)", text) or "**[proposed: rollout phases" in text, name
    for card in (ROOT / example / "drafts").glob("dispatch-card.md"):
        assert "| When, where, whom | " in card.read_text(encoding="utf-8")


def test_what_is_not_asked_is_told_in_plain_words():
    for path in ROOT.glob("*/drafts/*.md"):
        if path.stem in ("public-page", "questions-and-answers"):
            text = path.read_text(encoding="utf-8")
            assert "as a condition of help" not in text, path
            if "Others who come have their own rules" in text:
                assert "whether you are a citizen or have papers to be here" in text, path


def test_an_officer_in_plain_clothes_is_told_with_what_is_carried():
    for name, text in papers("cedar-valley").items():
        assert "in plain clothes, with a badge, and a gun and handcuffs under the jacket" in text, name


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/complaints.md")), ids=lambda path: path.parts[-3])
def test_a_letter_has_an_address_and_bodies_outside_are_named_or_missed(path):
    text = path.read_text(encoding="utf-8")
    assert re.search(r"(?:send a|or a|\| A) letter to (\*\*\[To decide|\w)", text)
    page = (path.parent / "public-page.md").read_text(encoding="utf-8")
    for one in (text, page):
        assert "ombuds" in one or "**[To decide: outside bodies that take complaints" in one


@pytest.mark.parametrize("example", EXAMPLES)
def test_988_is_told_with_what_it_may_send(example):
    for name, text in papers(example).items():
        said = text.count("If a life is in danger, 988 may ask for emergency help, and that can be the police.")
        assert said == 1, name


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_team_that_is_still_to_come_is_told_with_its_first_day(example):
    for name, text in papers(example).items():
        if (example, name) == ("juniper-county", "wallet-card"):  # hours of a team that no number reaches
            continue
        assert re.search(r"(?m)^(?:- |\*\*.*\*\* )?From [A-Z][a-z]+ \d+, 20\d\d", text), name


def test_a_phone_that_police_answer_is_told_as_such_and_takes_no_complaints():
    for example, number in (("larkspur", "(937) 555-0140"), ("mesquite-flats", "(806) 555-0130")):
        names = (*PAPERS, "complaints", "feedback-card", "community-survey")
        for path in (ROOT / example / "drafts" / f"{name}.md" for name in names):
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            for line in text.splitlines():
                if number in line:
                    assert re.search("police|policía", line.lower()), (path, line)
                    assert not re.search(r"omplain[^.:]*: *" + re.escape(number), line), (path, line)
        for name in ("release-form", "care-plan"):
            path = ROOT / example / "drafts" / f"{name}.md"
            assert not path.is_file() or number not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize("example", sorted({*ALWAYS, "mesquite-flats", "two-rivers"}))
def test_a_promise_on_immigration_has_its_exception_and_says_what_officers_do(example):
    for name, text in papers(example).items():
        promises = [
            line for line in text.splitlines() if re.search(r"[Nn]o one on the team asks|^- Ask.*immigration", line)
        ]
        assert promises, name
        for line in promises:
            assert re.search(r"unless a law or a court order requires it", line), (name, line)
            assert re.search(r"[Oo]ur officers (?:do|may)|\*\*\[To decide: what our officers ask", line), (name, line)
            if example in ("larkspur", "mesquite-flats"):
                assert "An officer comes too, every time." in line, name


SPANISH = sorted(path.parts[-3] for path in ROOT.glob("*/drafts/wallet-card-spanish.md"))
SAME = {
    "If a life is in danger, 988": "Si hay una vida en peligro, el 988",
    "can arrest or hold someone where the law allows it": "arrestar o detener a una persona si la ley lo permite",
    "Police always arrive first": "La policía llega siempre primero",
    "Police and clinician arrive together": "Todos llegan juntos",
    "otherwise if the team or call taker asks": "si no, viene si el equipo o quien contesta la llama",
    "in plain clothes, with a badge, and a gun and handcuffs": "sin uniforme, con placa, y lleva pistola y esposas",
    "others may come, also police": "también la policía",
    "asks about immigration, unless a law or a court order requires it": "a menos que una ley o una orden de un tribunal lo exija",
    "An officer comes too, every time": "Siempre viene también un policía",
    "Our officers do not ask either": "Nuestros agentes tampoco preguntan",
    "Our officers may ask a person whom they detain": "Nuestros agentes pueden preguntar a una persona que detienen",
    "[To decide: what our officers ask about immigration": "[Por decidir: what our officers ask about immigration",
    "take a person to a hospital against their will": "llevar a una persona al hospital contra su voluntad",
    "or a clinician of the team can send a person": "o un profesional del equipo puede enviar",
    "answered at the police department": "contesta la policía",
    "the dispatch center answers": "contesta el centro de despacho",
    "Interpreter, sign language too": "Puede pedir un intérprete, también de lengua de señas",
    ", if conditions are met": "si se cumple una condición",
    "asks for mobile crisis; police may come": "piden un equipo móvil de crisis; puede venir la policía",
    "Police come first at danger": "La policía va primero si hay peligro",
    "police can arrest or hold someone, and in an emergency": "puede arrestar o detener a una persona, y en una emergencia",
    "No one can promise a time": "Nadie puede prometer una hora",
    "Say where you are and whether there is a weapon": "Diga dónde está y si hay un arma",
    "Text 911 here? **[To decide: texts to 911": "¿Se puede escribir al 911 aquí? **[Por decidir: texts to 911",
    "a visit takes about 90 minutes by day, 3 hours": "una visita tarda unos 90 minutos de día y 3 horas",
    "ask for help without police": "pedir ayuda sin policía",
    "Thoughts of suicide": "Pensamientos de suicidio",
    "Overdose, suicide attempt": "Sobredosis, intento de suicidio",
    "a peer": "una persona que ha vivido una crisis",
    "people under 18": "menores de 18 años",
    "You can say:": "Al intérprete puede decirle:",
    "On the web:": "En internet:",
    "Deaf or hard of hearing:": "Personas sordas o con dificultades para oír:",
    "You can text 911 here": "Aquí se puede escribir un mensaje de texto al 911",
    "Being held only for a hospital does not count": "Retenerla solo para llevarla al hospital no cuenta como detenerla",
    "You lose no help by complaining": "Quejarse no le quita ninguna ayuda",
    "who are 13 or older": "desde los 13 años",
    "if a parent, guardian or school administrator agrees": "si la madre, el padre, un tutor o un directivo escolar lo autoriza",
}


def rows_of(card: str) -> list[str]:
    return re.findall(r"(?m)^\| (\(?\d[\d() -]*\d) ", card)


@pytest.mark.parametrize("example", SPANISH)
def test_both_cards_say_the_same(example):
    english = (ROOT / example / "drafts/wallet-card.md").read_text(encoding="utf-8")
    spanish = (ROOT / example / "drafts/wallet-card-spanish.md").read_text(encoding="utf-8")
    assert rows_of(english) == [row.removesuffix(" (") for row in rows_of(spanish)]
    numbers = re.compile(r"\(\d{3}\) \d{3}-\d{4}|\b911\b|\b988\b")
    assert set(numbers.findall(english)) == set(numbers.findall(spanish))
    for one, other in SAME.items():
        assert (one in english) == (other in spanish), (one, other)
    days = re.findall(r"From (\w+) (\d+), (\d{4})", english)
    named = [
        f"{'1.º' if day == '1' else day} de {MONTHS[list(calendar.month_name).index(month) - 1]} de {year}"
        for month, day, year in days
    ]
    assert named
    assert [day for day in named if not re.search(f"(?:a partir|no antes) del {re.escape(day)}", spanish)] == []
    row = next(line for line in spanish.splitlines() if line.startswith("| 988"))
    assert "oprima 2" in row
    assert "suicidio" in row


@pytest.mark.parametrize(
    "card", sorted(ROOT.glob("*/drafts/wallet-card*.md")), ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)
def test_a_card_that_is_not_adopted_says_that_it_is_not_printed_yet(card):
    text = card.read_text(encoding="utf-8")
    if "stage: developing" in text:
        assert "**Do not print" in text
    assert "The team does not:" not in text


def test_a_team_with_an_officer_does_not_say_that_it_arrests_no_one():
    for path in (ROOT / "cedar-valley/drafts").glob("*.md"):
        assert "- Decide who is arrested" not in path.read_text(encoding="utf-8"), path


def test_a_press_release_says_who_pays_and_hopes_nothing():
    for example in ("larkspur", "two-rivers", "cedar-valley"):
        path = ROOT / example / "drafts/press-release.md"
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "The first year costs about $" in text
            assert "Planned payers (each sum is for all its years" in text
            assert "meets someone who" not in text
            assert "meet someone who" not in text


def test_an_answer_on_warrants_is_no_circle():
    text = papers("mesquite-flats")["questions-and-answers"]
    assert "the rules of the officer's agency say when" not in text
    assert "a name is run when" in text


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/release-form.md")), ids=lambda path: path.parts[-3])
def test_a_release_says_what_police_see_and_which_parts_are_open(path):
    text = path.read_text(encoding="utf-8")
    box = "**Police can see what dispatch sees**" in text
    assert box == (path.parts[-3] == "cedar-valley")  # where crews see a plan is decided there alone
    assert box == ("Except for the dispatch and case conference boxes in part 2, this form is not for police" in text)
    assert box or "- This form is not for police, prosecutors" in text
    assert "lasts until I take it back." in text
    parts = {number: text.partition(f"## {number}. ")[2].partition("\n## ")[0] for number in "124"}
    for number in "24":
        is_open = re.search(r"\[To decide: (?:recipients|how long)", parts[number])
        named = re.search(rf"Not for use until parts? [^*]*\b{number}\b", text)
        assert bool(is_open) == bool(named), number


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/care-plan.md")), ids=lambda path: path.parts[-3])
def test_a_care_plan_warns_before_it_is_filled_in_and_keeps_the_private_part_apart(path):
    text = path.read_text(encoding="utf-8")
    warned = text.index("may pass it on, also to police, and it may become a public record")
    release = (path.parent / "release-form.md").read_text(encoding="utf-8")
    assert ("Police can see what dispatch sees" in text) == ("Police can see what dispatch sees" in release)
    assert ("The team gives it to no crew, dispatcher or officer" in text) != ("dispatch sees" in text)
    assert "no one uses it any more" not in text
    signed = text.index("| I | ____________ (print)")
    assert (
        warned
        < text.index("| My name |")
        < signed
        < text.index("Do not hand it out")
        < text.index("| What starts it |")
    )
    assert "give back or delete" not in text


def test_no_paper_tells_the_public_what_crews_do_with_a_box():
    text = papers("juniper-county")["public-page"]
    assert "goes into the box" not in text
    assert "| (509) 555-0188 | The regional crisis line, at any hour |" in text
    for name in ("public-page", "questions-and-answers"):
        assert "They can send us your name if you agree. **[disputed" in papers("juniper-county")[name]


def test_open_points_of_an_outreach_plan_have_an_owner_and_a_day():
    text = (ROOT / "juniper-county/drafts/outreach-plan.md").read_text(encoding="utf-8")
    holes = re.findall(r"\*\*\[To decide: [^]]*\]", text)
    assert holes
    assert [hole for hole in holes if "Owner: " not in hole or "Due: " not in hole] == []


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*/drafts/listening-session-guide.md")), ids=lambda path: path.parts[-3]
)
def test_people_at_a_session_hear_that_the_notes_are_kept_and_no_one_reads_out_a_death(path):
    text = path.read_text(encoding="utf-8")
    said = text.partition("## Opening")[2].partition("No recording.")[0]
    assert "must keep the notes, and others may ask to see them" in said
    assert "It began with this" not in said
    assert "take out all by which" not in text
    assert "- Someone tells of thoughts of suicide: the peer or counselor sits with them" in text


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/language-access.md")), ids=lambda path: path.parts[-3])
def test_language_access_has_one_rule_on_children_and_is_signed_for_those_whom_it_binds(path):
    text = path.read_text(encoding="utf-8")
    assert "children never do, except" not in text
    assert "In danger, until an interpreter is there, words of a" in text
    assert "Public papers are available in" not in text
    assert "relay (711)" in text
    assert "veterans" not in text
    signed = text.partition("Approval")[2]
    assert "| Director of the 911 center, for call takers |" in signed or path.parts[-3] == "juniper-county"


def test_a_survey_says_where_it_goes_and_asks_about_the_police_of_the_plan():
    text = (ROOT / "larkspur/drafts/community-survey.md").read_text(encoding="utf-8")
    assert "| Police should come first every time |" in text
    assert "Last day: February 26, 2027." in text
    assert "Your answers can still change" in text


def test_a_feedback_card_tells_the_clinician_from_the_officer_and_has_an_address():
    text = (ROOT / "cedar-valley/drafts/feedback-card.md").read_text(encoding="utf-8")
    assert re.search(r"\| If several came, I mean \| ☐ the clinician.{1,14} ☐ police", text)
    assert "mail it to Lantern Peer Center, 12 Station Street" in text
    assert "office, Monday to Friday, 9 a.m. to 5 p.m." in text


def test_an_invitation_says_that_an_officer_is_on_the_team():
    text = (ROOT / "cedar-valley/drafts/invitation-letter.md").read_text(encoding="utf-8")
    assert "On the team: a police officer or deputy and a clinician." in text


FORMS = ("community-survey", "feedback-card", "listening-session-guide", *PAPERS, "wallet-card-spanish")


def test_no_table_for_the_public_has_a_blank_head_or_a_row_without_a_word():
    for name in FORMS:
        for path in ROOT.glob(f"*/drafts/{name}.md"):
            lines = path.read_text(encoding="utf-8").splitlines()
            heads = [line for line, rule in itertools.pairwise(lines) if rule.startswith("| --- |")]
            assert [line for line in heads if "| |" in line] == [], path
            assert [line for line in lines if re.fullmatch(r"(\| )+\|", line)] == [], path


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/complaints.md")), ids=lambda path: path.parts[-3])
def test_an_appeal_and_the_gravest_complaints_have_an_office(path):
    text = path.read_text(encoding="utf-8")
    assert re.search(r"\| Appeal \| (?:To the |\*\*\[To decide: office that takes an appeal)", text)
    assert "to the right office" not in text
    assert "before you sign, we tell you who will see your name" in text
    assert "not to police" not in text


def test_a_page_sends_no_one_with_a_question_to_an_officer_and_says_if_a_hold_counts():
    for name in ("public-page", "questions-and-answers"):
        text = papers("mesquite-flats")[name]
        assert "Ask the officer" not in text
        assert re.search(
            r"To ask about it before you call for help: \(806\) 555-0149, .{0,140}not answered by police\.", text
        )
        assert "Being held only for a hospital does not count as being detained." in text


def test_hours_after_the_vote_on_going_on_are_a_plan_and_stand_on_no_card():
    found = papers("mesquite-flats")
    assert "- Hoped for, with no people and no money for it yet: every day, 8 a.m. to midnight" in found["public-page"]
    assert (
        "2029" not in (ROOT / "mesquite-flats/drafts/dispatch-card.md").read_text(encoding="utf-8").split("## STOP")[0]
    )
    assert "From October 1, 2029" not in found["public-page"]
    assert "2029" not in found["wallet-card"]
    assert "2029" not in (ROOT / "mesquite-flats/drafts/wallet-card-spanish.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES)
def test_who_cannot_hear_finds_a_way_beside_the_numbers_and_nobody_is_told_of_a_sealed_record(example):
    for name, text in papers(example).items():
        assert "Deaf or hard of hearing: " in text, name
        if name in ("public-page", "questions-and-answers"):
            assert re.search(r"What you tell 911([ ,][^.]*)?, police can see\.", text), name
            assert "or when the law allows or asks for it" not in text, name


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/complaints.md")), ids=lambda path: path.parts[-3])
def test_page_one_on_complaints_stands_alone_and_does_not_ask_what_it_says(path):
    first = path.read_text(encoding="utf-8").partition("## 1. ")[2].partition("\n## 2. ")[0]
    rows = re.findall(r"(?m)^\| ([^|]+) \|", first)
    wanted = ["Who may", "Call", "Write", "Say it", "Language", "Appeal", "What you need not tell", "Who is told"]
    assert [row for row in rows if row in wanted] == wanted
    assert "who takes complaints" not in first
    assert "times of the complaint procedure" not in first


def test_what_is_said_of_children_as_interpreters_is_the_same_everywhere():
    for path in ROOT.glob("*/drafts/language-access.md"):
        assert not re.search(r"[Cc]hildren never", path.read_text(encoding="utf-8")), path


def test_a_paper_in_spanish_has_its_brackets_in_spanish():
    text = (ROOT / "two-rivers/drafts/wallet-card-spanish.md").read_text(encoding="utf-8")
    assert "**[Por decidir: " in text
    assert "**[propuesto. Responsable: " in text
    assert not re.search(r"\*\*\[(?:To decide|proposed|disputed)", text)


def test_who_supervises_is_asked_what_reaches_a_supervisor():
    guides = {p: p.read_text(encoding="utf-8") for p in ROOT.glob("*/drafts/crisis-interview-questions@*.md")}
    led = [
        text for text in guides.values() if "| The team after a death |" in text or "### The team after a death" in text
    ]
    assert led
    for text in led:
        assert "### A team member who is unsure" in text
        assert "Asks the supervisor" not in text
        assert "### Transport" not in text

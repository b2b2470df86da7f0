"""A fact that two documents of an example state is the same in both: times, phones, authority, hours."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from coplan.numerals import without_cents

ROOT = Path(__file__).resolve().parents[2] / "examples"
EXAMPLES = sorted(path.parent.name for path in ROOT.glob("*/plan.yaml"))
MARK = re.compile(r"\s*\*\*\[[^\]]*\]\*\*")
SIDES = (
    "police",
    "fire and EMS",
    "employer of the clinicians",
    "program",
)  # of a ladder; the title is in the next cell
TITLED = re.compile(r"# (.*?): (?:job description|(?:crisis )?interview guide|assignment description)")
SHARE = re.compile(r"\| Positions, in full-time equivalents \| (.*?) \|")
POSITIONS = re.compile(r"\| Position \| Full-time equivalent .*\n\|[ |-]*\n((?:\|.*\n)+)")
PHONE = re.compile(r"\(\d{3}\) \d{3}-\d{4}")

# What states each fact, with the fact as the group. A document that says it in other words belongs here too.
STATED = {
    "who may start a hold": r"In this [Pp]rogram only (.*?) may start an involuntary hold",
    "the check on staff": r"shall check on .*? every (.*?)\.",
    "the first missed check": r"every [\w ]+\. (At the first missed check.*?|The dispatcher sends.*?)\. Help",
    "help on the way": r"Help shall be on the way within (.*?) of the missed check\.",
    "who goes after a missed check": r"(?m)Help comes from (.*?)\.(?: |$)",
    "handcuffs": r"([Aa] person who goes by choice is (?:not )?handcuffed.*?)\.(?: |$)",
    "immigration": r"No one who works with the team asks for, notes or passes on (.*?), unless",
    "names": r"(An officer runs a name only .*?|The rules of the officer's agency say when a name .*?)\.",
    "the family": r"(?m)The family is told by (.*?)\.(?: |$)",
    "a ride at high risk": r"[Aa] person at high risk of suicide (?!is|does|only)(.*?)\.",
    "who drives on a hold": r"person on a hold is driven by (.*?)\.",
    "time to a first follow-up": r"(?:first attempt to reach the person within|time to a first follow-up attempt is) (.*?)(?: of the (?:time|referral)[^.,]*)?[,.]",
    "time to a follow-up after an attempt": r"[Aa]fter a suicide attempt(?:, the contact is made)? within ([\w ]+?(?:hours?|days?))[ ,.]",
    "who follows up while no one is on duty": r"(?:[Ii]t is made by|is then made by|hours? by|days? by) (.*?; while no one is on duty .*?)\.(?: |$)",
    "share of the hours covered": r"positions cover ([\d.]+%) of (?:these hours when|the duty hours when|the hours on duty in)",
    "what no secured money covers": r"(?:\. (\$[\d,]+(?:\.\d\d)?) is neither in hand nor promised|nor awarded; with those votes, (\$[\d,]+(?:\.\d\d)?))\.|All lines, by secured money \|.*\| (\$[\d,.]+\d) \|",
    "time to write up a contact": r"(?:[Ww]ritten up within|write up each call within|refusal within) ([\w ]*?(?:hours?|days?|minutes))",
    "time to report an injury": r"(?:reported|Report) within ([\w ]*?(?:hours?|days?|minutes)), on",
    "safety at a scene": r"(?m)^(.*?) shall decide on safety at a scene",
    "the duty supervisor": r"\| Duty supervisor \| (.*?) \|",
    "the pilot phase": r"\| Pilot \| (.*?) \|",
    "hours on duty": r"(?m)(?:Hours of the team: |\| On duty \| )(.*?)(?:\. Shift|\.?$| \|)",
    "the most of a contract over its term": r"(?:to others under Attachments 1 and 2 not more than|nor over the term more than) (\$[\d,]+(?:\.\d\d)?)",
    "the cost of the first year": r"(?:first year(?: of service)?|whole program) costs (\$[\d,.]+\d)",
}


@cache
def drafts(example: str) -> dict[str, str]:
    """The committed drafts, without the marks of what is open: a later mark of the same answer is shorter."""
    found = {}
    for path in sorted((ROOT / example / "drafts").glob("*.md")):
        found[path.stem] = MARK.sub("", path.read_text(encoding="utf-8"))
    return found


@cache
def stated(example: str, pattern: str) -> dict[str, set[str]]:
    """What each document says of one fact."""
    found = {
        name: {
            without_cents(next(filter(None, match.groups())).strip().rstrip(".")).lower()
            for match in re.finditer(pattern, text)
        }
        for name, text in drafts(example).items()
    }
    return {name: said for name, said in found.items() if said}


def test_documents_say_the_same_and_two_of_an_example_state_each_fact():
    said = {(example, fact): stated(example, STATED[fact]) for example in EXAMPLES for fact in STATED}
    assert {place: found for place, found in said.items() if len(set().union(*found.values())) > 1} == {}
    most = {fact: max(len(said[example, fact]) for example in EXAMPLES) for fact in STATED}
    assert {fact: count for fact, count in most.items() if count < 2} == {}


@pytest.mark.parametrize("example", EXAMPLES)
def test_one_name_has_one_phone(example):
    numbers = defaultdict(set)
    for name, text in drafts(example).items():
        if name == "plan-book":  # it lists tables whole, and what stands first in a row need not be a name
            continue
        for line in text.splitlines():
            phones = PHONE.findall(line)
            if line.startswith("|") and len(phones) == 1:
                first, second = line.split("|")[1:3]
                name = (
                    (second if first.strip() in SIDES else first).split(", (")[0].strip().lower().removeprefix("the ")
                )
                numbers[name].add(phones[0])
    assert {name: found for name, found in numbers.items() if len(found) > 1} == {}


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_position_has_one_title(example):
    titles = defaultdict(set)
    for name, text in drafts(example).items():
        head = TITLED.match(text)
        if head:
            titles[name.partition("@")[2]].add(head[1])
    assert titles
    assert {row: found for row, found in titles.items() if len(found) > 1} == {}


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_position_has_one_share_of_full_time(example):
    shares = defaultdict(set)
    for text in drafts(example).values():
        for table in POSITIONS.findall(text):
            for line in table.splitlines():
                title, share = line.split("|")[1:3]
                shares[title.strip()].add(share.strip())
        head, share = TITLED.match(text), SHARE.search(text)
        if head and share:
            shares[head[1]].add(share[1])
    assert shares
    assert {title: found for title, found in shares.items() if len(found) > 1} == {}


CONTRIBUTED = re.compile(
    r"^\| (?:Party|Share of .*?) \| (?:Money a year|At most a year) \|.*\n\|[ |-]*\n((?:\|.*\n)+)", re.MULTILINE
)
PAID = re.compile(
    r"^\| (.*?) \| (.*?) \| (.*?) \| .*?(?:to \w+ \d+, \d{4}|\| \w+ \d+, \d{4}) \|.*?(\$[\d,]+(?:\.\d\d)?)(?: a year)? \|",
    re.MULTILINE,
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_party_contributes_one_sum(example):
    sums = defaultdict(set)
    for text in drafts(example).values():
        for table in CONTRIBUTED.findall(text):
            for line in table.splitlines():
                party, amount = (cell.strip() for cell in line.split("|")[1:3])
                if amount.startswith("$") and party != "contribution":
                    sums[party].add(amount)
    assert {party: found for party, found in sums.items() if len(found) > 1} == {}


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_payment_has_one_highest_amount(example):
    """Of the same payer, payee and purpose, in agreement, contract and budget, to the cent."""
    sums = defaultdict(set)
    for name, text in drafts(example).items():
        if name.split("@")[0] in ("budget", "interlocal-agreement", "services-contract", "memorandum"):
            for payer, payee, what, amount in PAID.findall(text):
                sums[payer, payee, what].add(amount)
    assert {row: found for row, found in sums.items() if len(found) > 1} == {}


def test_payments_are_found_in_budget_and_agreement():
    cedar = drafts("cedar-valley")
    row = ("City of Cedar Valley", "Valley Behavioral Health", "co-response staff, first year", "$601,550.10")
    assert row in PAID.findall(cedar["budget"])
    assert row in PAID.findall(cedar["services-contract"])


def test_names_with_phones_are_found():
    rows = [line for text in drafts("cedar-valley").values() for line in text.splitlines() if PHONE.search(line)]
    assert len([line for line in rows if line.startswith("|")]) > 10

"""The law worksheet of one state: the questions that its law answers, for a lawyer to fill in. Plain text, out and in.

A heading names a topic with its key in brackets. Below it stand blocks of fields, one block for each provision; a field
goes on until the next one begins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from coplan.content.law.yaml_text import ORDER
from coplan.content.model import Pack
from coplan.content.provisions import AnswerConflict, Hold, Law, Starter

HOLD = "hold"
# The fields of a provision as the worksheet names them, and what they are in a law file.
FIELDS = {
    "Citation": "citation",
    "Short title": "title",
    "The rule in plain words": "requires",
    "Official page": "url",
    "Version of the text": "version",
    "In force from": "from",
    "In force until": "until",
    "How it was read": "read_on",
    "Day of reading": "checked",
    "Status": "status",
    "Decision or opinion": "case_law",
    "Binds": "applies_to",
    "Source": "source",
    "An agreement must state": "must_state",
    "Text for an agreement": "in_agreement",
    "Certificate at the signatures": "certificate",
    "An agreement takes effect after": "approved",
    "Act by ordinance": "ordinance_of",
    "The act also says": "approval_says",
    "Answers these topics too": "also",
    "Answers against it": "conflicts",
    "Note for counsel": "note",
}
HOLD_FIELDS = {
    "Who may start one": "starts",
    "Team clinician": "team_clinician",
    "What that means for the clinician": "team_clinician_words",
    "Who may ask a court": "petition",
    "Standard": "criteria",
    "Clock": "clock",
    "Papers and notices": "form",
    "Who drives": "transport",
    "Topics behind this": "cites",
    "Status": "status",
    "Note for counsel": "note",
}
EARLIER = {"Read on": "How it was read"}  # what fields were called on worksheets that are out
NOT_READ = "Known but not read"
HOLD_TOPICS = ("involuntary_hold", "hold_times")
HOLD_HEADING = f"## Who may start an involuntary hold ({HOLD})"
RARE = {  # shown only where they have a value, or on the topic that asks for them
    *("Source", "An agreement must state", "Text for an agreement", "Certificate at the signatures"),
    *("An agreement takes effect after", "Act by ordinance", "The act also says", "Answers against it"),
    "Answers these topics too",
}
ASKED = {  # fields that only one topic has
    "interlocal_agreement": {
        *("An agreement must state", "An agreement takes effect after", "Act by ordinance", "The act also says"),
    },
    "appropriation": {"Text for an agreement", "Certificate at the signatures"},
    **{key: {"Answers against it"} for key in ("hold_times", "duty_to_warn", "child_reports", "labor_bargaining")},
}
ADVICE = """\
For each topic, say what the law of the state asks, in short and plain sentences that a procedure can print. Write
behind the colon; a text may go over several lines. Leave blank what you do not know: drafts then show that it is
missing. For a second provision on a topic, copy the block from `Citation:` on. What ends or begins on a day is two
blocks.

- Official page: the address at which the state publishes the text, not a copy.
- How it was read: official, copy, bill, secondary (a summary), or none.
- Status: seen, if the sentence above was read there and is sure; else unverified.
- Binds: whom it binds or empowers, from this list; blank for everybody: {parties}.
- An agreement must state: from this list: {clauses}.
- Text for an agreement: a clause that each agreement on the topic prints, in words that the parties can sign.
- Certificate at the signatures: an office, a colon, and the words that its holder signs for each public party.
- An agreement takes effect after: a clause, for example "the governing body of each Party has approved it".
- Act by ordinance: the kinds of government whose body acts by ordinance, for example city, county, town.
- The act also says: a sentence that the law wants in that act, for example how long the agreement lasts.
- Answers against it: a line for each, `question | what the answer says | unless | why`, for example
  `policy.duty_warn | says warn the victim; tell the victim | counsel agreed | The law lets police be told.`
  Besides `says` there are `lacks`, `chooses` and `longer than`; leave it empty if any answer goes against the law.
- Known but not read: what you know of law that you did not read, and where to look. Counsel's notes print it.
- Answers these topics too: the keys of other topics, for example family_petition, so that no block stands twice.
- Days are written like 2026-11-28. Decision or opinion: yes for a court's decision or an attorney general's opinion.

Read it back with: coplan law --take FILE -o checklists/law/{file}"""


@dataclass(frozen=True)
class TopicUse:
    """Which documents use a topic."""

    topic: str
    documents: tuple[str, ...]


def law_sheet(pack: Pack, state: str, name: str, uses: Iterable[TopicUse] = ()) -> str:
    """The worksheet of one state, with what the pack holds filled in."""
    used = {use.topic: use.documents for use in uses}
    held, known = pack.laws.get(state, {}), pack.not_read.get(state, {})
    advice = ADVICE.format(
        parties=", ".join(pack.parties), clauses=", ".join(pack.clauses), file=f"{state.lower()}.yaml"
    )
    lines = [f"# Law of {name} for co-response", "", f"State: {state}", f"Name: {name}", "", *advice.split("\n"), ""]
    lines += [HOLD_HEADING, "", *_hold_help(), "", *_hold_block(pack.holds.get(state)), ""]
    for key, topic in pack.topics.items():
        if topic.scope == "federal" and key not in held:
            continue
        label = topic.label[:1].upper() + topic.label[1:]
        lines += [f"## {label} ({key})", ""]
        lines += [f"> {topic.asks}"] if topic.asks else []
        lines += ["> Only some states have law on this."] if topic.some else []
        lines += [f"> Used by: {'; '.join(used[key])}"] if used.get(key) else []
        lines += ["", f"{NOT_READ}: {known.get(key, '')}".rstrip()]
        for law in held.get(key, ()) or (None,):
            lines += ["", *_block(law, key)]
        lines.append("")
    return "\n".join(lines)


def _block(law: Law | None, topic: str) -> list[str]:
    values = {key.rstrip("_"): getattr(law, key) for key in ORDER} if law else {}
    return _fields(FIELDS, values, RARE - ASKED.get(topic, set()))


def _hold_help() -> list[str]:
    return [
        "> Who may hold a person in crisis without a court, on which standard, and for how long?",
        "> Who may start one: a line for each, `who | role | condition | citation`; the condition is a whole clause",
        "> behind `if`; the citation, as it stands below, gives the power (two have a semicolon between them).",
        "> Roles: peace_officer, designated_crisis_responder, physician, commitment_examiner, team_clinician,",
        "> hospital_staff, crisis_facility_staff, health_officer, mental_health_officer, mental_health_director,",
        "> any_person, other. More than one, where the same person has them: commitment_examiner, physician.",
        "> Team clinician, whether the team's own may start one: no, designated, licensed, examiner or yes.",
        "> Who may ask a court: where family may, the provision behind it answers the topic family_petition too.",
    ]


def _hold_block(hold: Hold | None) -> list[str]:
    if hold is None:
        return _fields(HOLD_FIELDS, {"cites": HOLD_TOPICS})
    values = {key: getattr(hold, key) for key in HOLD_FIELDS.values() if key != "starts"}
    return _fields(HOLD_FIELDS, values | {"starts": "".join(f"\n  {_starter(one)}" for one in hold.starts)})


def _starter(one: Starter) -> str:
    parts = [one.who, ", ".join(one.roles), " ".join(one.if_.split()), "; ".join(one.law)]
    return " | ".join(parts).rstrip(" |")


def _fields(names: Mapping[str, str], values: Mapping[str, object], rare: Collection[str] = ()) -> list[str]:
    lines = []
    for label, key in names.items():
        words = _words(values.get(key))
        if words or label not in rare:
            lines.append(f"{label}: {words}" if not words.startswith("\n") else f"{label}:{words}")
    return lines


def _conflict(one: AnswerConflict) -> str:
    tests = {"says": one.says, "lacks": one.lacks, "chooses": one.choices, "longer than": (one.longer_than,)}
    test = " ".join(f"{name} {'; '.join(words)}" for name, words in tests.items() if any(words))
    return " | ".join([one.question, test, "; ".join(one.unless), " ".join(one.because.split())])


def _words(value: object) -> str:
    if isinstance(value, tuple) and any(isinstance(part, AnswerConflict) for part in value):
        return "".join(f"\n  {_conflict(part)}" for part in value)
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    words = str(value or "")
    return words if words.startswith("\n") else " ".join(words.split())

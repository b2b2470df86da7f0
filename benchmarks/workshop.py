"""What a workshop costs: an exploring county answers its core in a real terminal, with tables brought by homework.

python benchmarks/workshop.py [COLUMNSxROWS…] [plain]

Without sizes in all: a small window, the usual one, a projector, a large screen, and in plain mode, line by line. Needs
tmux; plain mode needs pexpect. Counts the prompts that were answered and the keys that were pressed; exits 1 on a miss.
With WORKSHOP_TRANSCRIPT=FILE all that plain mode said is written there, to be read aloud.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MOST_PROMPTS, MOST_KEYS = 50, 2_500
SIZES = ["60x20", "80x24", "100x30", "140x45", "plain"]
PATIENCE = 60  # seconds that a screen may take
KEYS_END = "Ctrl-C leave"
ENTER, TAB, SPACE, DOWN = "Enter", "Tab", "Space", "Down"

PARTNERS = [
    ("Juniper County Sheriff", "law_enforcement"),
    ("Juniper County Behavioral Health", "behavioral_health"),
    ("Juniper County 911", "dispatch"),
    ("Juniper Fire District 2", "fire_ems"),
    ("Juniper General Hospital", "hospital"),
    ("NAMI Juniper", "lived_experience"),
    ("Peers of the Plateau", "lived_experience"),
    ("Juniper County Prosecutor", "courts"),
    ("Juniper School District", "schools"),
    ("Plateau Housing", "housing"),
    ("Plateau Crisis Line", "crisis_line"),
]
OBJECTIVES = [
    ("More people attend a first service within 30 days of a referral", 40),
    ("People who agree to follow-up are reached within 24 hours", 90),
    ("Fewer crisis calls end in a booking", 5),
    ("Deputies leave a scene within 45 minutes of a request", 80),
]
POSITIONS = [
    ("Co-response clinician", "clinician", 2),
    ("Clinical supervisor", "supervisor", 0.5),
    ("Peer specialist", "peer", 1),
    ("Program assistant", "support", 1),
]

# Each prompt by words that stand on the screen, and what a facilitator presses.
TYPED: dict[str, list[str]] = {
    "What is the program called?": ["=Juniper County Co-Response", ENTER],
    "Which state's law governs the program?": ["=oregon", ENTER],
    "How far along are you?": ["=explor", ENTER],
    "Which governments does the program serve?": [],  # see rows()
    "Which agency leads the program": ["=Juniper County Human Services", ENTER],
    "Who coordinates the plan day to day?": ["=Crisis services manager", ENTER],
    "Which issues should the program address?": [SPACE, DOWN, SPACE, DOWN, SPACE, ENTER],
    "Which one issue comes first?": [ENTER],
    "What drives these issues in your community?": [
        "=The county has no walk-in crisis site after 5 p.m. Deputies drive 70 miles. Nobody follows up.",
        ENTER,
    ],
    "What already responds to people in crisis here?": [SPACE, DOWN, DOWN, SPACE, ENTER],
    "Which missing services matter most?": [SPACE, DOWN, DOWN, DOWN, SPACE, ENTER],
    "Which ways to meet the need did you weigh?": [SPACE, DOWN, SPACE, DOWN, SPACE, ENTER],
    "Where do you stand with the 988 center": [DOWN, ENTER],
    "What is the program for, in one sentence?": [
        "=People in a behavioral health crisis get care instead of a ride to jail or to the emergency department.",
        ENTER,
    ],
    "Whom does the program serve?": [
        "=people of any age in Juniper County who are in a behavioral health crisis",
        ENTER,
    ],
    "Which goals does the program pursue?": [SPACE, DOWN, SPACE, DOWN, DOWN, SPACE, ENTER],
    "What will you say in public about the evidence": [ENTER],
    "Where is the team based?": [DOWN, ENTER],
    "Which response models will you use?": [SPACE, DOWN, DOWN, SPACE, ENTER],
    "Enter if nobody objects": [ENTER],
    "Details can be answered now or later": [ENTER],
    "What about these?": [ENTER],
    "Drafts:": [ENTER],
    "What would you like to do?": ["=leave", ENTER],
}
ROWS: dict[str, list[str]] = {
    "Row 1 · column 1 of 4": ["=Juniper County", ENTER],
    "Row 1 · column 2 of 4": ["=county", ENTER],
    "Row 1 · column 3 of 4": [TAB],
    "Row 1 · column 4 of 4": [TAB],
}
# The same in plain mode: a line for each thing that it asks. Numbers are those that it reads out.
SAID: dict[str, list[str]] = {
    "column 1 of 4": ["Juniper County"],
    "column 2 of 4": ["2"],
    "column 3 of 4": [""],
    "column 4 of 4": [""],
    "Drafts:": [""],
    "What is the program called?": ["Juniper County Co-Response"],
    "Which state's law governs the program?": ["Oregon"],
    "How far along are you?": ["1"],
    "Which agency leads the program": ["Juniper County Human Services"],
    "Who coordinates the plan day to day?": ["Crisis services manager"],
    "Which issues should the program address?": ["1, 2, 3"],
    "Which one issue comes first?": ["1"],
    "What drives these issues in your community?": [TYPED["What drives these issues in your community?"][0][1:], ""],
    "What already responds to people in crisis here?": ["1, 3"],
    "Which missing services matter most?": ["1, 4"],
    "Which ways to meet the need did you weigh?": ["1, 2"],
    "Where do you stand with the 988 center": ["2"],
    "What is the program for, in one sentence?": [TYPED["What is the program for, in one sentence?"][0][1:], ""],
    "Whom does the program serve?": [TYPED["Whom does the program serve?"][0][1:], ""],
    "Which goals does the program pursue?": ["1, 2, 4"],
    "What will you say in public about the evidence": ["1"],
    "Where is the team based?": ["2"],
    "Which response models will you use?": ["1, 3"],
}
PLAIN_PROMPT = r"\n[^\n]*: $"
MENU = "What would you like to do?"
TABLE = "Which governments does the program serve?"


class Screen:
    """A terminal in tmux in which `coplan init` runs."""

    def __init__(self, size: str, command: list[str]) -> None:
        columns, rows = size.split("x")
        self.socket = f"coplan-workshop-{os.getpid()}"
        line = f"{shlex.join(command)}; echo EXIT $?; sleep 600"
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", columns, "-y", rows, line)

    def tmux(self, *words: str) -> str:
        return subprocess.run(["tmux", "-L", self.socket, *words], capture_output=True, text=True, check=True).stdout

    def text(self) -> str:
        return " ".join(self.tmux("capture-pane", "-p").split())

    def settled(self, before: str) -> str:
        """The screen when it has changed, stands still, and waits for somebody: the line of keys is at its end."""
        until, last = time.monotonic() + PATIENCE, before
        while time.monotonic() < until:
            time.sleep(0.1)
            now = self.text()
            if now != before and now == last and (now.endswith(KEYS_END) or "EXIT" in now):
                return now
            last = now
        return self.text()

    def press(self, key: str) -> int:
        """Press one key, or type `=words`; returns how many keys that is."""
        if key.startswith("="):
            self.tmux("send-keys", "-l", key[1:])
            return len(key) - 1
        self.tmux("send-keys", key)
        return 1

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], check=False, capture_output=True)


def homework(choices: dict[str, str]) -> str:
    """What coordinator and analyst bring, as an answers file; `choices` are keys of the pack's lists."""
    lines = [
        "answers:",
        "  needs:",
        "    sources: [cad]",
        "    period_start: 2025-07-01",
        "    period_end: 2026-06-30",
        "    total_calls: 48,210",
        "    bh_calls: 4,420",
        "    lived_input:",
        "      - {method: listening session, who: people served and their families, number: 14}",
        "  stakeholders:",
        "    bh_authority: Plateau Behavioral Health Authority",
        "    sponsor:",
        "      - {agency: Juniper County, name: County administrator, title: Administrator}",
        "    community_groups:",
        "      - {group: NAMI Juniper, community: families, ask: a number that is not 911}",
        "    partners:",
        *(f"      - {{name: {name}, category: {choices[key]}}}" for name, key in PARTNERS),
        "  goals:",
        "    objectives:",
        *(f"      - {{statement: {words}, goal: access, target: {target}}}" for words, target in OBJECTIVES),
        "  resources:",
        "    roles:",
        *(f"      - {{title: {title}, role: {role}, fte: {fte}}}" for title, role, fte in POSITIONS),
    ]
    return "\n".join(lines) + "\n"


def prompt_on(text: str) -> tuple[str, list[str]] | None:
    """The prompt that stands lowest on the screen, and what to press there."""
    known = TYPED | ROWS
    found = [(text.rfind(words), words) for words in known if words in text]
    if not found:
        return None
    _, words = max(found)
    if words == TABLE:
        return words, [ENTER]  # adds a row first, then goes on
    return words, known[words]


def workshop(size: str, folder: Path) -> tuple[int, int, list[str]]:
    """One workshop: prompts answered, keys pressed, and what was asked that nobody foresaw."""
    coplan = [sys.executable, "-m", "coplan", "init", str(folder)]
    subprocess.run([*coplan, "--no-input", "--answers", str(folder / "homework.yaml")], check=True, capture_output=True)
    screen, prompts, keys = Screen(size, coplan), 0, 0
    try:
        text = screen.settled("")
        started = False
        while "EXIT" not in text:
            if not started and MENU in text:  # the homework is a plan already: begin with it
                keys, prompts, started = keys + screen.press(ENTER), prompts + 1, True
                text = screen.settled(text)
                continue
            found = prompt_on(text)
            if found is None:
                return prompts, keys, [text[-400:]]
            prompts += 1
            for key in found[1]:
                keys += screen.press(key)
            text = screen.settled(text)
        return prompts, keys, []
    finally:
        screen.close()


def in_plain_mode(folder: Path) -> tuple[int, int, list[str]]:
    """The same workshop line by line: prompts answered, keys pressed, and what was asked that nobody foresaw."""
    import pexpect

    brought = ["--no-input", "--answers", str(folder / "homework.yaml")]
    subprocess.run([sys.executable, "-m", "coplan", "init", str(folder), *brought], check=True, capture_output=True)
    child = pexpect.spawn(
        sys.executable,
        ["-m", "coplan", "init", str(folder), "--plain"],
        encoding="utf-8",
        dimensions=(24, 80),
        timeout=PATIENCE,
    )
    told, prompts, keys, begun = "", 0, 0, False
    while child.expect([PLAIN_PROMPT, pexpect.EOF]) == 0:
        said = child.before + child.after
        told += said
        found = max(((said.rfind(words), words) for words in SAID if words in said), default=(0, ""))
        lines = SAID.get(found[1], [""])  # Enter takes what is usual
        if MENU in said:
            lines, begun = (["/leave"] if begun else [""]), True
        prompts += 1
        for line in lines:
            keys += len(line) + 1
            child.sendline(line)
            if line != lines[-1]:
                child.expect(PLAIN_PROMPT)
                told += child.before + child.after
        if prompts > 2 * MOST_PROMPTS:
            return prompts, keys, [told[-400:]]
    if transcript := os.environ.get("WORKSHOP_TRANSCRIPT"):
        Path(transcript).write_text(told + child.before, encoding="utf-8")
    return prompts, keys, [] if "All answers are saved" in child.before else [child.before[-400:]]


def categories() -> Iterator[tuple[str, str]]:
    """The pack's own keys for the kinds of partners, by the nearest of ours."""
    from coplan.content.pack.folders import pack_folders
    from coplan.content.pack.load import load_pack

    columns = load_pack(pack_folders()).questions["stakeholders.partners"].columns
    known = [choice.key for column in columns if column.key == "category" for choice in column.choices]
    for _, key in PARTNERS:
        yield key, key if key in known else next((one for one in known if key[:3] in one), known[-1])


def main(sizes: list[str]) -> int:
    """Run the workshop at each size, and print its figures."""
    missed = False
    for size in sizes or SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "juniper"
            folder.mkdir()
            (folder / "homework.yaml").write_text(homework(dict(categories())), encoding="utf-8")
            prompts, keys, strange = in_plain_mode(folder) if size == "plain" else workshop(size, folder)
        verdict = "stopped" if strange else "ok" if prompts <= MOST_PROMPTS and keys <= MOST_KEYS else "missed"
        missed |= verdict != "ok"
        print(f"{size}: {prompts} prompts (at most {MOST_PROMPTS}), {keys} keys (at most {MOST_KEYS}): {verdict}")
        for text in strange:
            print(f"  It stopped at: {text}")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

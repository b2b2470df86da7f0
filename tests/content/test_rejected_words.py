"""No template, question, rule or topic uses a word that its readers reject: tests/data/rejected-words.yaml has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coplan.yaml.nodes import Data, read_nodes

ROOT = Path(__file__).resolve().parents[2]
LIST = read_nodes((ROOT / "tests/data/rejected-words.yaml").read_text(encoding="utf-8"), "rejected-words.yaml").data
REJECTED = [
    (group, re.compile(rf"\b(?:{word['not']})", re.IGNORECASE), word["write"]) for group in LIST for word in LIST[group]
]
# Keys of the files whose values are no running text: names, conditions, references, addresses.
NO_TEXT = {
    *("id", "key", "kind", "step", "when", "is", "default", "expect", "let", "questions", "question", "source", "was"),
    *(
        "url",
        "title",
        "citation",
        "column",
        "domain",
        "stage",
        "level",
        "limits",
        "after",
        "dates",
        "law",
        "choices_from",
    ),
}
FILES = sorted(
    [*ROOT.glob("templates/**/*.j2"), *ROOT.glob("checklists/*.yaml"), *ROOT.glob("checklists/rules/*.yaml")]
)
FILES += [ROOT / "checklists/law/topics.yaml", ROOT / "checklists/law/clauses.yaml", *ROOT.glob("examples/*/plan.yaml")]


def texts(path: Path) -> Iterator[str]:
    """The running text of a file: what people read."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".j2":
        yield re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", text, flags=re.DOTALL)
    elif path.name != "sources.yaml":  # titles of others
        yield from _strings(read_nodes(text, path.name).data)


def _strings(data: Data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _strings(item)
    else:
        for key, value in data.items():
            if key not in NO_TEXT:
                yield from _strings(value)


def found(text: str, group: str) -> Iterator[str]:
    for its_group, pattern, write in REJECTED:
        if its_group == group:
            for match in pattern.finditer(text):
                around = " ".join(text[max(match.start() - 30, 0) : match.end() + 30].split())
                yield f"{match[0]} (write: {write}): {around}"


def test_no_word_that_people_with_lived_experience_reject_or_readers_in_the_united_states_read_otherwise():
    faults = [
        f"{path.relative_to(ROOT).as_posix()}: {fault}"
        for path in FILES
        for text in texts(path)
        for group in LIST
        for fault in found(text, group)
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Suicidal client interactions", "people"),
        ("a repeat caller", "people"),
        ("He committed suicide.", "people"),
        ("Nobody decides.", "us"),
        ("The team carries people in cars.", "us"),
        ("The duties belong to every post.", "us"),
    ],
)
def test_the_list_finds_what_it_is_for(text, group):
    assert list(found(text, group))


@pytest.mark.parametrize("text", ["no one decides", "a person at risk of suicide", "post office", "carries naloxone"])
def test_and_lets_the_rest_pass(text):
    assert not [fault for group in LIST for fault in found(text, group)]

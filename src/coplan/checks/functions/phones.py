"""One number that stands for two offices, among the words that people typed around their phone numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from coplan.checks.functions.typed_names import plain
from coplan.content.answers.values import Missing

PHONE = re.compile(r"\(?\b(\d{3})\)?[ .-](\d{3})[ .-](\d{4})\b")
CLAUSE = re.compile(r";|\.\s+(?=[A-Z])")
WORD = re.compile(r"[a-z][a-z-]{2,}")
# Words that name no office: what stands around a number in any sentence, and what many offices are called after.
NO_NAME = frozenset(
    WORD.findall(
        "about after all also and any are ask asks both but call called calls case city county day desk director duty "
        "each else for from had hour hours its line manager member near night noon not number office officer one only "
        "other others own phone radio same shift staff supervisor text that the them then this time times until week "
        "weekday weekdays weekend weekends when where who with"
    )
)


def shared_numbers(names: Iterable[Any], phones: Iterable[Any], texts: Iterable[Any]) -> list[str]:
    """The numbers that stand for two offices that share no word of their names: `806-555-0147: one; another`.

    Names and phones stand side by side; in a text, each clause with a number names whom it reaches.
    """
    found: dict[str, list[tuple[set[str], str]]] = defaultdict(list)
    for number, said in _said(names, phones, texts):
        words = set(WORD.findall(plain(said).replace("'s", ""))) - NO_NAME
        if words:
            found[number].append((words, said))
    return [f"{number}: {'; '.join(offices)}" for number, all_said in found.items() if (offices := _apart(all_said))]


def phone_numbers(texts: Iterable[Any]) -> list[str]:
    """Each phone number that stands in these texts, once, in the order in which they come."""
    found = ["-".join(number) for text in texts if not isinstance(text, Missing) for number in PHONE.findall(str(text))]
    return list(dict.fromkeys(found))


def _said(names: Iterable[Any], phones: Iterable[Any], texts: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for name, phone in zip(names, phones, strict=True):
        for number in [] if isinstance(name, Missing) or isinstance(phone, Missing) else PHONE.findall(str(phone)):
            yield "-".join(number), str(name)
    for text in texts:
        for clause in [] if isinstance(text, Missing) else CLAUSE.split(str(text)):
            before = 0
            for match in PHONE.finditer(clause):
                yield "-".join(match.groups()), " ".join(clause[before : match.start()].split()).strip(" ,:")
                before = match.end()


def _apart(all_said: list[tuple[set[str], str]]) -> list[str]:
    """What was said of one number, once for each office; nothing where all of it is one office."""
    groups: list[tuple[set[str], str]] = []
    for words, said in all_said:
        joined = [group for group in groups if group[0] & words]
        groups = [group for group in groups if group not in joined]
        groups.append((words.union(*(group[0] for group in joined)), joined[0][1] if joined else said))
    return [said for _, said in groups] if len(groups) > 1 else []

"""Finds the choice that people mean: by key, label, or a former key; and several choices typed as one text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.moments import DASHES
from coplan.content.answers.values import Chosen, Listing
from coplan.content.questions import Choice, Spec
from coplan.errors import closest
from coplan.yaml.nodes import Data


def by_labels(words: str, choices: Iterable[Choice]) -> str:
    """A message about choices with their labels, for people who never see the keys."""
    for choice in choices:
        words = words.replace(f"`{choice.key}`", choice.label)
    return words


def several(text: str, spec: Spec) -> list[str]:
    """Several values that were typed as one text: on lines, with semicolons, or with commas, as coplan prints them."""
    if "\n" in text:
        return [line.strip().removeprefix("- ").strip() for line in text.split("\n") if line.strip(" -")]
    split = ";" if ";" in text else ","
    parts = [part.strip() for part in text.split(split) if part.strip()]
    if not spec.choices:
        return [part.removeprefix("and ") for part in parts] if split == ";" else parts
    return _joined(parts, split, spec)


def _joined(parts: list[str], split: str, spec: Spec) -> list[str]:
    """Choices whose labels hold commas put together again, and a last `a and b` taken apart."""
    found: list[str] = []
    at = 0
    while at < len(parts):
        ends = [end for end in range(len(parts), at, -1) if _match(f"{split} ".join(parts[at:end]), spec.choices)]
        end = ends[0] if ends else at + 1
        part = f"{split} ".join(parts[at:end])
        at = end
        pieces = part.removeprefix("and ").split(" and ")
        known = [cut for cut in range(1, len(pieces)) if all(_match(x, spec.choices) for x in _cut(pieces, cut))]
        if part.casefold().startswith("other:") or _match(part, spec.choices) or not known:
            found.append(part if _match(part, spec.choices) else part.removeprefix("and "))
        else:
            found += _cut(pieces, known[0])
    return found


def _cut(pieces: list[str], at: int) -> list[str]:
    return [" and ".join(pieces[:at]), " and ".join(pieces[at:])]


def read_choice(data: str, spec: Spec) -> Chosen:
    """The choice that people mean, or their own words. Raises ValueError."""
    found = _match(data, spec.choices)
    if found:
        return Chosen(found.key, found.label, clause=found.clause)
    own = re.match(r"other:\s*(\S.*)", data, re.IGNORECASE | re.DOTALL)
    if own and spec.other:
        return Chosen("other", own[1], own_words=True)
    raise ValueError(_unknown_choice(data, spec))


def _match(data: str, choices: tuple[Choice, ...]) -> Choice | None:
    wanted = _folded(data)
    for choice in choices:
        if data == choice.key or data in choice.was:
            return choice
    same = [choice for choice in choices if wanted in (_folded(choice.key), _folded(choice.label))]
    short = same or [choice for choice in choices if wanted == _folded(choice.key).rpartition("-")[2]]
    return short[0] if len(short) == 1 or same else None


def _folded(text: str) -> str:
    """A key or label as people type it: no matter how large, with spaces for underscores, and any dash or quote."""
    plain = DASHES.sub("-", text).replace("\u2019", "'").replace("_", " ").replace("\u201c", '"').replace("\u201d", '"')
    return " ".join(plain.casefold().split())


def _unknown_choice(data: str, spec: Spec) -> str:
    names = {choice.key: choice.key for choice in spec.choices}
    names |= {choice.label.casefold(): choice.key for choice in spec.choices}
    near = closest(data.casefold(), names, cutoff=0.75)  # "planning" is no slip of "launching"
    hint = f" Did you mean `{names[near]}`?" if near else ""
    other = " or `other: …`" if spec.other else ""
    keys = [f"`{choice.key}`" for choice in spec.choices]
    listed = ", ".join(keys[:12]) + (" …" if len(keys) > 12 else "")
    return f"`{data}` is not one of the choices.{hint} Choices are {listed}{other}."


def read_choices(data: list[Data], spec: Spec) -> Listing:
    """Several choices, each once. Raises NotAnAnswer with every fault, ValueError for none at all."""
    found, faults = [], []
    for index, item in enumerate(data):
        try:
            found.append(read_choice(one_value(item), spec))
        except ValueError as error:
            faults.append(((index,), str(error)))
    if faults:
        raise NotAnAnswer(list(faults))
    if not found:
        raise ValueError("there is no choice in this list.")
    return Listing({(item.key, str(item)): item for item in found}.values())


def one_value(item: Data) -> str:
    """One entry of a list as text. Raises ValueError."""
    if isinstance(item, dict) and len(item) == 1:  # `- other: words` reads as a mapping in YAML
        (key, value), *_ = item.items()
        return f"{key}: {value}"
    if isinstance(item, str) and item.strip():
        return item.strip()
    raise ValueError("this must be one value.")

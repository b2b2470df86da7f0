"""Reads what a community says about rules: findings that it accepts, and limits that it sets for itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from coplan.content.model import Pack
from coplan.errors import did_you_mean
from coplan.letters import unseen_in, unseen_words
from coplan.plan.model import Acceptance, OwnValue
from coplan.problems import Problems
from coplan.yaml.nodes import Node

ACCEPTED_FIELDS = ("reason", "owner", "on", "said")
LIMIT_FIELDS = ("value", "reason")


class ChecksReader:
    """Reads entries one by one; what is wrong, and what is kept although nobody knows it, goes into `problems`."""

    def __init__(self, pack: Pack, problems: Problems) -> None:
        self.pack, self.problems = pack, problems

    def accepted(self, entries: Mapping[str, Node]) -> dict[str, Acceptance]:
        """What people accept, by rule; also for rules that this pack does not have."""
        rules = [rule.id for rule in self.pack.rules] if entries else []
        found = {}
        for rule, node in entries.items():
            key = f"accepted.{rule}"
            if rule not in rules:
                self.problems.note(node, key, "there is no such rule; it is kept as it is.", did_you_mean(rule, rules))
            texts = self.texts(node, key, ACCEPTED_FIELDS)
            if not texts.get("reason"):
                fix = "Write {reason: …, owner: …, on: 2027-01-15}."
                self.problems.bad(node, key, "what is accepted needs a `reason:`.", fix)
                continue
            found[rule] = Acceptance(**{name: " ".join(text.split()) for name, text in texts.items()})
        return found

    def limits(self, entries: Mapping[str, Node]) -> dict[str, OwnValue]:
        """The limits that the plan sets, by rule and name: `resources.calls_missed.share`."""
        known = [f"{rule.id}.{name}" for rule in self.pack.rules for name in rule.limits] if entries else []
        found = {}
        for name, node in entries.items():
            key = f"limits.{name}"
            if name not in known:
                self.problems.note(node, key, "there is no such limit; it is kept as it is.", did_you_mean(name, known))
                continue
            texts = self.texts(node, key, LIMIT_FIELDS)
            if not texts.get("reason"):
                self.problems.note(node, key, "there is no reason for this limit.", "Add `reason:`.")
            typed = texts.get("value", "").strip("$% ").replace(",", "")
            if not re.fullmatch(r"-?\d{1,15}(\.\d{1,10})?", typed):
                self.problems.bad(node, key, "a limit needs `value:`, a number.", "Write {value: 25, reason: …}.")
                continue
            found[name] = OwnValue(Decimal(typed), " ".join(texts.get("reason", "").split()))
        return found

    def texts(self, node: Node, key: str, fields: tuple[str, ...]) -> dict[str, str]:
        """The fields that are text; a note for those that are not known."""
        entries = node.value if isinstance(node.value, dict) else {}
        for name, field in entries.items():
            if name not in fields:
                fix = did_you_mean(name, fields) or f"Fields are {', '.join(fields)}."
                self.problems.note(field, f"{key}.{name}", "there is no such field; it is kept.", fix)
        found = {name: entries[name].value for name in fields if name in entries}
        for name, text in found.items():
            if isinstance(text, str) and (letter := unseen_in(text)):  # written as an escape
                self.problems.bad(
                    entries[name], f"{key}.{name}", unseen_words(letter[0]), "Delete it, or type this line again."
                )
        return {name: text for name, text in found.items() if isinstance(text, str)}

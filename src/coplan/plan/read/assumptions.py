"""Reads the assumptions that a community sets for itself: `assumptions:` in its plan."""

from __future__ import annotations

from collections.abc import Mapping

from coplan.content.answers.assumptions import read_assumption
from coplan.content.answers.faults import NotAnAnswer
from coplan.content.model import Pack
from coplan.errors import Problem, did_you_mean
from coplan.plan.model import OwnValue
from coplan.yaml.nodes import Node

ASSUMED_FIELDS = ("value", "reason")


class AssumptionReader:
    """Reads the values one by one; collects problems, and notes on what is kept although nobody knows it."""

    def __init__(self, pack: Pack, file: str) -> None:
        self.pack, self.file = pack, file
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def read(self, entries: Mapping[str, Node]) -> dict[str, OwnValue]:
        """The community's own values, by the name of the assumption."""
        found = {}
        for name, node in entries.items():
            own = self._one(name, node)
            if own is not None:
                found[name] = own
        return found

    def _one(self, name: str, node: Node) -> OwnValue | None:
        key = f"assumptions.{name}"
        if name not in self.pack.assumptions:
            hint = did_you_mean(name, self.pack.assumptions)
            self.notes.append(self._problem(node, key, "there is no such assumption; it is kept as it is.", hint))
            return None
        fields = {part: node.find((part,)) for part in ASSUMED_FIELDS if node.find((part,)) is not node}
        texts = {part: field.value for part, field in fields.items() if isinstance(field.value, str)}
        if not texts.get("value"):
            fix = f"Write {name}: {{value: …, reason: …}}."
            self.problems.append(self._problem(node, key, "an assumption needs `value:` and `reason:`.", fix))
            return None
        if not texts.get("reason"):
            self.notes.append(self._problem(node, key, "there is no reason for this value.", "Add `reason:`."))
        try:
            value = read_assumption(texts["value"], self.pack.assumptions[name])
        except NotAnAnswer as error:
            self.problems.append(self._problem(fields["value"], f"{key}.value", str(error)))
            return None
        return OwnValue(value, " ".join(texts.get("reason", "").split()))

    def _problem(self, node: Node, key: str, what: str, fix: str = "") -> Problem:
        return Problem(self.file, node.line, key, what, fix)

"""Reads the assumptions that a community sets for itself: `assumptions:` in its plan."""

from __future__ import annotations

from collections.abc import Mapping

from coplan.content.answers.assumptions import read_assumption
from coplan.content.answers.faults import NotAnAnswer
from coplan.content.model import Pack
from coplan.errors import did_you_mean
from coplan.plan.model import OwnValue
from coplan.problems import Problems
from coplan.yaml.nodes import Node

ASSUMED_FIELDS = ("value", "reason")


class AssumptionReader:
    """Reads the values one by one; what is wrong, and what is kept unknown, goes into `problems`."""

    def __init__(self, pack: Pack, problems: Problems) -> None:
        self.pack, self.problems = pack, problems

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
            self.problems.note(node, key, "there is no such assumption; it is kept as it is.", hint)
            return None
        fields = {part: node.find((part,)) for part in ASSUMED_FIELDS if node.find((part,)) is not node}
        texts = {part: field.value for part, field in fields.items() if isinstance(field.value, str)}
        if not texts.get("value"):
            fix = f"Write {name}: {{value: …, reason: …}}."
            self.problems.bad(node, key, "an assumption needs `value:` and `reason:`.", fix)
            return None
        if not texts.get("reason"):
            self.problems.note(node, key, "there is no reason for this value.", "Add `reason:`.")
        try:
            value = read_assumption(texts["value"], self.pack.assumptions[name])
        except NotAnAnswer as error:
            self.problems.bad(fields["value"], f"{key}.value", str(error))
            return None
        return OwnValue(value, " ".join(texts.get("reason", "").split()))

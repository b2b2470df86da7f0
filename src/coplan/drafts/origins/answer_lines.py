"""Where an answer stands in plan.yaml. Pure."""

from __future__ import annotations

from coplan.plan.disk.locations import NAME
from coplan.yaml.nodes import read_nodes


class Places:
    """The places of answers in the text of a plan."""

    def __init__(self, text: str) -> None:
        self._answers = read_nodes(text, NAME).find(("answers",))

    def of(self, key: str) -> str:
        """File and line of an answer; empty where the file has none."""
        section, _, name = key.partition(".")
        node = self._answers.find((section, name))
        found = node.key is not None and node.key.value == name and node is not self._answers
        return f"{NAME}:{node.key.line}" if found and node.key else ""

"""Judges what expressions and templates refer to: names that a pack does not have, and those that are used."""

from __future__ import annotations

from coplan.content.language.references import Reference
from coplan.content.model import Pack
from coplan.content.questions import Column, Question
from coplan.errors import did_you_mean


class KnownNames:
    """The names of a pack. Notes each question that something refers to in `used`."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.used: set[str] = set()

    def broken(self, reference: Reference) -> str:
        """What is wrong with a reference, or nothing; also notes what is used."""
        return self._broken(reference).rstrip()

    def _broken(self, reference: Reference) -> str:
        name, detail = reference.name, reference.detail
        if reference.kind == "topic":
            return (
                ""
                if name in self.pack.topics
                else f"the law topic `{name}` is unknown. {did_you_mean(name, self.pack.topics)}"
            )
        if reference.kind == "source":
            return "" if name in self.pack.sources else f"the source `{name}` is unknown."
        if reference.kind == "name":
            return self._broken_name(name)
        key, _, column = name.partition(":")
        question = self.pack.questions.get(key)
        if question is None:
            return ""  # already reported as a name
        if reference.kind == "column":
            return self._broken_column(question, detail)
        spec: Question | Column | None = question
        if column:
            spec = next((found for found in question.columns if found.key == column), None)
        if spec is None:
            return self._broken_column(question, column)
        keys = [choice.key for choice in spec.choices]
        if keys and detail not in keys and not (detail == "other" and spec.other):
            return f"`{name}` has no choice `{detail}`. {did_you_mean(detail, keys)}"
        return ""

    def _broken_name(self, name: str) -> str:
        section, _, rest = name.partition(".")
        if section == "facts":
            return (
                "" if rest in self.pack.facts else f"there is no fact `{rest}`. {did_you_mean(rest, self.pack.facts)}"
            )
        if section not in {step.id for step in self.pack.steps}:
            return ""  # an attribute of something else: a row, a law
        if name not in self.pack.questions:
            return f"there is no question `{name}`. {did_you_mean(name, self.pack.questions)}"
        self.used.add(name)
        return ""

    def _broken_column(self, question: Question, column: str) -> str:
        columns = [found.key for found in question.columns]
        if question.kind != "records" or column in (*columns, "id"):
            return ""
        return f"`{question.key}` has no column `{column}`. {did_you_mean(column, columns)}"

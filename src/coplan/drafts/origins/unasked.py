"""Finds brackets that nobody can fill: answers that a document prints where their question is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coplan.content.model import Pack
from coplan.content.pack.files import PackFiles
from coplan.drafts.render.render import Rendered
from coplan.errors import Problem
from coplan.plan.view import Answers


class Unasked:
    """What documents of trial plans printed as a bracket though the plan does not ask it."""

    def __init__(self, pack: Pack, files: PackFiles) -> None:
        self.pack, self.files = pack, files
        self.found: dict[tuple[str, str], None] = {}

    def look(self, answers: Answers, rendered: Iterable[Rendered]) -> None:
        """Note the brackets of these documents."""
        for one in rendered:
            for key in one.asked:
                if key in self.pack.questions and not answers.applies(key):
                    self.found[one.document.template, key] = None

    def notes(self) -> Iterator[Problem]:
        """Each with its file, line and cure."""
        for template, key in sorted(self.found):
            name = f"templates/{template}.md.j2"
            what = f"prints `{key}`, which is asked only when {self.pack.questions[key].when}."
            cure = f"Else its bracket stays for good: put {{% if {key} is asked %}} before it and {{% endif %}} behind."
            yield Problem(*self._place(name, key), "", what, cure)

    def _place(self, name: str, key: str) -> tuple[str, int]:
        """The file and line that names the answer: the template itself, or a part."""
        texts = {name: self.files.templates[name].body} if name in self.files.templates else {}
        for file, text in {**texts, **self.files.parts}.items():
            first = self.files.templates[file].first_line if file in self.files.templates else 1
            for number, line in enumerate(text.split("\n"), first):
                if key in line:
                    return file, number
        return name, 1

"""Tells of brackets that nobody can fill: answers that a document prints where their question is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coplan.content.model import Pack
from coplan.content.pack.files import PackFiles
from coplan.errors import Problem


def unasked_notes(pack: Pack, files: PackFiles, found: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    """A note for each answer that a template prints though some plan does not ask it, with place and cure.

    `found` has the keys of those answers by the name of the template.
    """
    for template, keys in sorted(found.items()):
        name = f"templates/{template}.md.j2"
        for key in sorted(keys):
            what = f"prints `{key}`, which is asked only when {pack.questions[key].when}."
            cure = f"Else its bracket stays for good: put {{% if {key} is asked %}} before it and {{% endif %}} behind."
            yield Problem(*_place(files, name, key), "", what, cure)


def _place(files: PackFiles, name: str, key: str) -> tuple[str, int]:
    """The file and line that names the answer: the template itself, or a part."""
    texts = {name: files.templates[name].body} if name in files.templates else {}
    for file, text in {**texts, **files.parts}.items():
        first = files.templates[file].first_line if file in files.templates else 1
        for number, line in enumerate(text.split("\n"), first):
            if key in line:
                return file, number
    return name, 1

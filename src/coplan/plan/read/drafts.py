"""Reads how drafts are written: `drafts:` in a plan, and `drafts.format=md` from the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from coplan.disk.file_names import path_fault
from coplan.errors import did_you_mean
from coplan.plan.model import DraftSettings
from coplan.problems import Problems
from coplan.yaml.nodes import Node

FORMATS = ("docx", "md")
PAPERS = ("letter", "a4")
SETTINGS = ("format", "paper", "letterhead", "holes")
# What people write for a format or a paper, besides its name.
MEANT = {"word": "docx", "markdown": "md", "us letter": "letter", "us-letter": "letter"}


class NotASetting(ValueError):
    """The value does not fit; says why, and what to do."""

    def __init__(self, what: str, fix: str = "") -> None:
        self.what, self.fix = what, fix
        super().__init__(f"{what} {fix}".rstrip())


def with_setting(settings: DraftSettings, name: str, text: str) -> DraftSettings:
    """The settings with one of them changed; an empty text goes back to what coplan does by itself."""
    if name not in SETTINGS:
        hint = did_you_mean(name, SETTINGS) or f"Settings are {', '.join(SETTINGS)}."
        raise NotASetting(f"drafts have no setting `{name}`.", hint)
    value = text.strip()
    if not value:
        return replace(settings, **{name: getattr(DraftSettings(), name)})
    if name == "holes":
        return replace(settings, holes=_share(value))
    return replace(settings, **{name: _letterhead(value) if name == "letterhead" else _word(name, value)})


def _share(value: str) -> str:
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(?:%|percent)?", value.casefold())
    if found is None or float(found[1]) > 100:
        raise NotASetting(
            f"`{value}` is no share of a document.", "Write 0% to 100%: with 100% every document is written."
        )
    return f"{found[1]}%"


def _word(name: str, value: str) -> str:
    known = FORMATS if name == "format" else PAPERS
    word = value.casefold().lstrip(".")
    word = MEANT.get(word, word)
    if word not in known:
        raise NotASetting(f"`{value}` is no {name} of drafts.", f"Write {' or '.join(known)}.")
    return word


def _letterhead(value: str) -> str:
    path = value.replace("\\", "/").removeprefix("./")
    if path_fault(path):
        raise NotASetting("the letterhead must lie in the plan's folder.", "Put it there, and write its name.")
    if not path.casefold().endswith(".docx"):
        raise NotASetting(f"`{value}` is no Word document.", "A letterhead is a .docx file.")
    return path


class DraftsReader:
    """Reads the settings; what is wrong, and what is kept although nobody knows it, goes into `problems`."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def read(self, entries: Mapping[str, Node]) -> DraftSettings:
        """The settings of a plan."""
        settings = DraftSettings()
        for name, node in entries.items():
            key = f"drafts.{name}"
            if name not in SETTINGS:
                hint = did_you_mean(name, SETTINGS) or f"Settings are {', '.join(SETTINGS)}."
                what = "drafts have no such setting; it is kept as it is."
                self.problems.note(node, key, what, hint)
            elif not isinstance(node.value, str):
                self.problems.bad(node, key, "expected one word here.")
            else:
                try:
                    settings = with_setting(settings, name, node.value)
                except NotASetting as error:
                    self.problems.bad(node, key, error.what, error.fix)
        return settings

"""What coplan can write: each document with its front matter and its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coplan.content.terms import AS_IN_YAML, AS_TYPED, STRICT

# What kind of paper a document is. `notes` are a working paper for counsel or staff and belong to another document.
Paper = Literal[
    "agreement",
    "notes",
    "order",
    "policy",
    "procedure",
    "posting",
    "guide",
    "form",
    "card",
    "notice",
    "letter",
    "report",
    "plan",
    "resolution",
    "charter",
]


@dataclass(frozen=True)
class ForEach:
    """One draft for each row of a records question; the template sees the row under the name `as_`.

    `when` is an expression over the row and the answers: the rows for which there is a draft.
    """

    __pydantic_config__ = AS_IN_YAML
    rows: str
    as_: str
    when: str = ""


@dataclass(frozen=True)
class SheetColumn:
    """A column to fill in: with `choices`, or with the words that stand in the column `from_` of the first sheet."""

    __pydantic_config__ = AS_IN_YAML
    label: str
    kind: Literal["text", "date", "number"] = "text"
    choices: tuple[str, ...] = ()
    from_: str = ""


@dataclass(frozen=True)
class SheetSpec:
    """One sheet of the workbook that `coplan share` writes beside a document.

    It has the `rows` of a records question, with these `columns` or all, or the encounter `log` or its dictionary; and
    columns to fill in.
    """

    __pydantic_config__ = STRICT
    title: str
    rows: str = ""
    columns: tuple[str, ...] = ()
    log: Literal["", "form", "dictionary"] = ""
    fill: tuple[SheetColumn, ...] = ()


@dataclass(frozen=True)
class Document:
    """One thing that coplan can write: the front matter of a template, and its text.

    `was` has the ids that it had in earlier versions of the pack: drafts of those names are drafts of this document.
    `for_` makes of it one document for each row; such a one has the id of its row in `row`, and in `id` behind an @.
    `beside` is the document to which this one belongs, as counsel's notes do. `heading` is the title as it stands in
    the template, where it prints answers. `language` is that of its words, by two letters. `heir_of` are the ids of
    a draft from before there was one for each row. `sheets` make the workbook for those who work in
    sheets. `pages` is how many pages it may have on paper; `small` gives it the letters and margins of a card, and
    `margin` says that only its margins are narrow, or that they are not.
    `whole_dollars`: sums are printed without cents.
    """

    __pydantic_config__ = AS_TYPED
    title: str
    step: str
    kind: Paper
    audience: str
    review: tuple[str, ...]
    when: str = ""
    numbered: bool = False
    whole_dollars: bool = False
    language: str = "en"
    pages: int | None = None
    small: bool = False
    margin: Literal["", "narrow", "normal"] = ""
    law: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    beside: str = ""
    for_: ForEach | None = None
    sheets: tuple[SheetSpec, ...] = ()
    id: str = ""
    body: str = ""
    first_line: int = 1
    row: str = ""
    heading: str = ""
    heir_of: tuple[str, ...] = ()

    @property
    def is_dense(self) -> bool:
        """True for a card, a form of one page, and what asks for it: small letters and narrow margins."""
        return self.small or self.kind == "card" or (self.kind == "form" and self.pages == 1)

    @property
    def letters(self) -> float:
        """The size of letters in Word, as a part of that of a letter: smallest where a form asks for small ones."""
        return 0.78 if self.small else 0.82 if self.is_dense else 0.95 if self.kind == "posting" else 1.0

    @property
    def inches(self) -> float:
        """The margin on paper. If nothing is said, it is narrow with small letters, and in a posting: mostly lists."""
        margin = self.margin or ("narrow" if self.is_dense or self.kind == "posting" else "normal")
        return 1.0 if margin != "narrow" else 0.5 if self.small else 0.6

    @property
    def names(self) -> tuple[str, ...]:
        """Its id, and those that it had before."""
        return self.id, *self.was

    @property
    def template(self) -> str:
        """The name of its template: the id without the row."""
        return self.id.partition("@")[0]

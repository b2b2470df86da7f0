"""Starts a document of a community's own from a shipped template. Pure."""

from __future__ import annotations

import re

from coplan import __version__
from coplan.content.pack.files import split_front_matter
from coplan.disk.file_names import name_fault
from coplan.yaml.edit import remove_value

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MARK = "replaces: true"


def name_trouble(name: str) -> str:
    """Why a document cannot be called so; empty if it can."""
    if fault := name_fault(f"{name}.md.j2"):
        return fault
    return "" if NAME.fullmatch(name) else "is not made of lower-case letters, digits and hyphens, as in our-flyer"


def started(text: str, name: str, *, replaces: bool) -> str:
    """The text of a shipped template as the start of one's own.

    One that `replaces` the shipped document says so in its front matter. One under a name of its own forgets the names
    that the shipped document had before, for drafts under those are drafts of that one.
    """
    head, body, _ = split_front_matter(text)
    if replaces:
        head = f"{MARK}\n{head}"
        what = f"replaces the document `{name}`: its drafts follow this text from now on"
    else:
        head = remove_value(head, ("was",)) if re.search(r"^was:", head, re.MULTILINE) else head
        what = f"began as a copy of `{name}`: give it a title of its own, above"
    note = f"{{#- This {what}. Copied from coplan {__version__}. Notes in such marks do not print. -#}}"
    return f"---\n{head.strip()}\n---\n{note}\n{body}"


def started_part(text: str, name: str) -> str:
    """The text of a shared part as the start of one's own."""
    note = f"{{#- This replaces the part `{name}`. Copied from coplan {__version__}. Such notes do not print. -#}}"
    return f"{note}\n{text}"

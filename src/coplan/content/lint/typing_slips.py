"""What a fault in an expression or a template mostly comes from, and what to do: for people who do not program."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import TemplateSyntaxError, UndefinedError

from coplan.content.language.expressions import fault_words
from coplan.content.model import Pack
from coplan.errors import did_you_mean
from coplan.letters import CURLY, CURLY_FIX

NAMED = "An answer is named by its section and its key with a point between, as they stand in `plan.yaml`."
FILTERS = "What stands behind `|` is a filter; docs/packs.md lists them."


def run_words(error: Exception, text: str, pack: Pack, names: Iterable[str], filters: Iterable[str]) -> tuple[str, str]:
    """What went wrong while a document was written, and what to do; `names` and `filters` are those of templates."""
    said = str(error).rstrip(".")
    if isinstance(error, TemplateSyntaxError):
        return syntax_words(error, text, filters)
    if isinstance(error, KeyError):
        return f"there is no topic, source or column {error}.", ""
    if found := re.fullmatch(r"there is no question `([\w.]+)`", said):
        return f"{said}.", did_you_mean(found[1], pack.questions) or NAMED
    if isinstance(error, UndefinedError) and (found := re.fullmatch(r"'(\w+)' is undefined", said)):
        sections = ", ".join(step.id for step in pack.steps)
        fix = did_you_mean(found[1], names) or f"{NAMED} Sections are: {sections}."
        return f"nothing is called `{found[1]}`.", fix
    if isinstance(error, UndefinedError) and (found := re.search(r"Facts object' has no attribute '(\w+)'", said)):
        return f"there is no fact `{found[1]}`.", did_you_mean(found[1], pack.facts)
    return f"{fault_words(error)}.", ""


def syntax_words(error: TemplateSyntaxError, text: str, filters: Iterable[str] = ()) -> tuple[str, str]:
    """A fault of the language of templates in plain words, and what to do."""
    message = str(error.message or "").rstrip(".")
    line = (text.split("\n") + [""] * error.lineno)[error.lineno - 1]
    if any(letter in line for letter in CURLY) and "unexpected char" in message:
        return f"{message}.", CURLY_FIX
    if message.startswith(("unexpected char '\"'", 'unexpected char "\'"')):
        return "a quote is not closed.", "A word in quotes begins and ends with the same sign: 'elsewhere'."
    if message in ("unexpected '}'", "unexpected 'end of print statement'"):
        return f"{message}.", "An answer stands between two braces on each side: `{{ profile.program_name }}`."
    if found := re.fullmatch(r"No filter named '(\w+)'", message):
        return f"there is no filter `{found[1]}`.", did_you_mean(found[1], filters) or FILTERS
    if found := re.search(r"innermost block that needs to be closed is '(\w+)'", message):
        return (
            f"`{{% {found[1]} … %}}` is not closed.",
            f"Write `{{% end{found[1]} %}}` behind the text that it is about.",
        )
    return f"{message}.", ""

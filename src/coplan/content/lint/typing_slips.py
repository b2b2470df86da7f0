"""What a fault in an expression or a template mostly comes from, and what to do: for people who do not program."""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError

CURLY = "\u2018\u2019\u201c\u201d\u201e"
CURLY_FIX = "Curly quotes stand there: type straight ones, and switch off smart quotes in the editor."


def syntax_words(error: TemplateSyntaxError, text: str) -> tuple[str, str]:
    """A fault of the language of templates in plain words, and what to do."""
    message = str(error.message or "").rstrip(".")
    line = (text.split("\n") + [""] * error.lineno)[error.lineno - 1]
    if any(letter in line for letter in CURLY) and "unexpected char" in message:
        return f"{message}.", CURLY_FIX
    if message.startswith(("unexpected char '\"'", 'unexpected char "\'"')):
        return "a quote is not closed.", "A word in quotes begins and ends with the same sign: 'elsewhere'."
    if message in ("unexpected '}'", "unexpected 'end of print statement'"):
        return f"{message}.", "An answer stands between two braces on each side: `{{ profile.program_name }}`."
    if found := re.search(r"innermost block that needs to be closed is '(\w+)'", message):
        return (
            f"`{{% {found[1]} … %}}` is not closed.",
            f"Write `{{% end{found[1]} %}}` behind the text that it is about.",
        )
    return f"{message}.", ""

"""Letters that nobody sees: they command a terminal, or turn the order of what is read. Not stored, not shown raw.

Marks that only say which way a word is read stay (U+200E, U+200F), and so does what joins emoji and letters.
"""

from __future__ import annotations

import re
import unicodedata

# Control characters but for tab and line ends, line ends of Unicode, overrides and isolates of direction, notes.
_UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb"
UNSEEN = re.compile(f"[{_UNSEEN}]")
CURLY = "\u2018\u2019\u201c\u201d\u201e"
CURLY_FIX = "Curly quotes stand there: type straight ones, and switch off smart quotes in the editor."
COMMANDS = re.compile(f"[{_UNSEEN}\r\ud800-\udfff]")
# The Unicode tables have no names for control characters.
NAMES = {0x07: "bell", 0x08: "backspace", 0x0B: "vertical tab", 0x1B: "escape", 0x7F: "delete", 0x85: "next line"}


def unseen_in(text: str) -> re.Match[str] | None:
    """The first character of a text that may not be stored; None if there is none."""
    return None if text.isprintable() else UNSEEN.search(text)


def unseen_words(letter: str) -> str:
    """What is said of such a character."""
    code = ord(letter)
    name = NAMES.get(code) or unicodedata.name(letter, "a control character").lower()
    return f"there is a character that nobody sees here (U+{code:04X}, {name})."


def shown(text: str) -> str:
    """A text as a terminal may get it: each such character stands as its number."""
    return text if text.isprintable() else COMMANDS.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def in_a_line(name: str) -> str:
    """A name from outside, of a file, a folder or a person, as it may be stored: in one line, and as `shown`."""
    return shown(" ".join(name.split()))


def in_a_command(path: object) -> str:
    """A path as people copy it into a command: in quotation marks where it has a space."""
    return f'"{path}"' if " " in str(path) else str(path)


def shown_json(text: str) -> str:
    """JSON as a terminal may get it: the same data, with such characters as escapes."""
    return text if text.isascii() and "\x7f" not in text else COMMANDS.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"

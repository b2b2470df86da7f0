"""Writes runs of text as Markdown, escaping no more than needs to be."""

from __future__ import annotations

import re
from dataclasses import replace

from coplan.prose.blocks import Run, Runs, joined
from coplan.prose.markdown.inline import read_pieces

# What inside a line would be read as markup. Underscores within a word or standing alone do no harm.
INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~\n]|$)|[`*]|(?<![\w_])_+(?=[^\s_])|(?<=[^\s_])_+(?![\w_])|<(?=[a-zA-Z/!?])"
    r"|&(?=#?\w+;)|\[(?=[^\[\]]*\]\()|\](?=\()"
)
LINE_START = re.compile(
    r"(?P<mark>#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+(?=\s*$)|-{2,}(?=\s*$)|_(?=(?:\s*_){2,}\s*$)|~{3,}|\|)|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
EDGES = re.compile(r"((?:\s|\\\n)*)(.*?)((?:\s|\\\n)*)", re.DOTALL)
MARKS = ("link", "bold", "italic")


def write_runs(runs: Runs) -> str:
    """One paragraph's Markdown; a line break in its text becomes a hard break."""
    text = re.sub(r"(?:[ \t]*\\\n[ \t]*)+", "\\\\\n", _checked(joined(runs)))
    text = text.strip(" \t").removeprefix("\\\n").removesuffix("\\\n").strip()
    return "\n".join(escape_start(line) for line in text.split("\n"))


def write_cell(runs: Runs) -> str:
    """The Markdown of a table's cell."""
    text = _checked(tuple(replace(run, text=" ".join(run.text.split("\n"))) for run in joined(runs)))
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", text).strip()


def escape(text: str) -> str:
    """Text that is to stay text, in the middle of a line."""
    return INLINE.sub(lambda found: "".join("\\" + letter for letter in found[0]), text)


def escape_start(line: str) -> str:
    """A line that must not become a heading, a quote, a list or a rule."""
    found = LINE_START.match(line)
    if found is None:
        return line
    if found["number"]:
        return line[: found.end()] + "\\" + line[found.end() :]
    return "\\" + line


def _checked(runs: Runs) -> str:
    """Write runs; where stars would show as stars (`1*;*`), the look is given up for the words."""
    text = _spans(runs)
    if not any(run.bold or run.italic for run in runs):
        return text
    read = "".join(piece.text for piece in read_pieces(text))
    if "".join(read.split()) == "".join("".join(run.text for run in runs).split()):
        return text
    return _spans(joined(replace(run, bold=False, italic=False) for run in runs))


def _spans(runs: Runs, around: frozenset[str] = frozenset()) -> str:
    """Write runs; of the marks that the next run needs, the one that reaches farthest is the outermost."""
    parts = []
    at = 0
    while at < len(runs):
        reaches = {name: _reach(runs, at, name) for name in MARKS if name not in around and getattr(runs[at], name)}
        name = max(reaches, key=lambda name: reaches[name], default="")
        end = reaches.get(name, at + 1)
        parts.append(_marked(name, runs[at:end], around | {name}) if name else _plain(runs[at]))
        at = end
    return "".join(parts)


def _reach(runs: Runs, at: int, name: str) -> int:
    value, end = getattr(runs[at], name), at + 1
    while end < len(runs) and getattr(runs[end], name) == value:
        end += 1
    return end


def _plain(run: Run) -> str:
    return _code(run.text) if run.code else escape(run.text).replace("\n", "\\\n")


def _marked(name: str, runs: Runs, around: frozenset[str]) -> str:
    inside = _spans(runs, around)
    before, bare, after = EDGES.fullmatch(inside).groups()  # type: ignore[union-attr]
    if not bare:
        return inside
    if name == "link":
        address = runs[0].link.replace("<", "%3C").replace(">", "%3E")  # neither may stand between < and >
        return f"[{inside}](<{address}>)" if re.search(r"[\s()]", address) else f"[{inside}]({address})"
    stars = "**" if name == "bold" else "*"
    return f"{before}{stars}{bare}{stars}{after}"  # marks lean on what they are about: space goes outside


def _code(text: str) -> str:
    text = text.replace("\n", " ")
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{text}{pad}{fence}"

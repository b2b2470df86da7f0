"""People's text as lines, each with its own line end."""

from __future__ import annotations

from dataclasses import dataclass

from coplan.prose.markdown.located import LINE_BREAK


@dataclass(frozen=True)
class Lines:
    """The lines of a file. `newline` is what most of them end with; `bom` the mark before the first."""

    texts: list[str]
    ends: list[str]  # the last one is empty where the last line has no end
    newline: str
    bom: str

    @property
    def plain(self) -> str:
        """The text with plain line ends."""
        return "\n".join(self.texts) + ("\n" if self.texts and self.ends[-1] else "")


def read_lines(text: str) -> Lines:
    """Take a text apart."""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(bom)
    texts, ends, at = [], [], 0
    for found in LINE_BREAK.finditer(text):
        texts.append(text[at : found.start()])
        ends.append(found[0])
        at = found.end()
    if at < len(text):
        texts.append(text[at:])
        ends.append("")
    newline = max(("\n", "\r\n", "\r"), key=ends.count)
    return Lines(texts, ends, newline, bom)

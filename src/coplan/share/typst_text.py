"""One document as typst source, from which the PDF is made. Every word of people's is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coplan.prose.blocks import Run, Runs
from coplan.prose.columns import column_widths
from coplan.prose.hole import is_hole
from coplan.share.head_and_foot import Cover
from coplan.share.html import safe_address
from coplan.share.outline import Heading, Items, Node, PageTable, Paragraph, Quote, plain

PAPER = {"letter": "us-letter", "a4": "a4"}
WIDTH = {"letter": 612.0, "a4": 595.0}  # of the paper, in points
SIZES = (9.5, 8.5, 7.5)  # of the font in a table, in points
INDENT = 24.0  # points by which what stands in a list is set in
PADDING = 11.0  # points at the two sides of a cell together
ROOM = "[#v(20pt)]"  # what an empty cell holds, so that there is room to write
# A backslash before any of these makes it plain text in typst's markup.
# A round bracket is among them, since right behind a function it would be what the function is called with.
SPECIAL = re.compile(r"([\\#*_$@<>\[\]()=+\-/~`'\".:;])")

PREAMBLE = """\
#set document(title: {title}, author: {author}, date: none)
#set page(paper: "{paper}", margin: {margin:g}in, numbering: "1",
  header: context {{
    set text(size: 9pt, fill: luma(70))
    [{head} #h(1fr) {state}]
    v(-6pt)
    line(length: 100%, stroke: 0.5pt + luma(150))
  }},
  footer: context {{
    set text(size: 9pt, fill: luma(70))
    [{foot} #h(1fr) Page #counter(page).display() of #counter(page).final().first()]
  }})
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 11pt, lang: "{language}", region: "us")
#set par(leading: 0.65em, spacing: 0.9em)
#show heading: set block(above: 1.4em, below: 0.7em)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 14pt)
#show heading.where(level: 3): set text(size: 12pt)
#show link: set text(fill: rgb("#1d4f7c"))
#set table(stroke: 0.5pt + luma(140), inset: 5pt)
#show table.cell: set par(justify: false)
#show table.cell: set text(size: 9.5pt)
"""
# A card has one side: what stands behind the rules above changes them.
DENSE = """\
#set text(size: 9.5pt)
#set par(leading: 0.45em, spacing: 0.6em)
#set table(inset: (x: 5pt, y: 2.5pt))
#set list(spacing: 0.5em)
#set enum(spacing: 0.5em)
#show heading: set block(above: 0.8em, below: 0.4em)
#show heading.where(level: 1): set text(size: 14pt)
#show heading.where(level: 2): set text(size: 10pt)
#show table.cell: set text(size: 9pt)
"""


def typst_text(nodes: Sequence[Node], cover: Cover) -> str:
    """The source. The title is the heading of level 1, sections are of level 2."""
    foot = " · ".join(part for part in (cover.program, cover.date) if part)
    head = PREAMBLE.format(
        title=_string(cover.title),
        author=_string(cover.program or "coplan"),
        paper=PAPER[cover.paper],
        margin=cover.margin,
        head=_escape(cover.title),
        state=f"#strong[{_escape(cover.state)}]" if cover.state else "",
        foot=_escape(foot),
        language=cover.language,
    )
    head, width = head + (DENSE if cover.dense else ""), WIDTH[cover.paper] - 2 * 72 * cover.margin
    return head + "\n" + "\n".join(line for node in nodes for line in _node(node, width)) + "\n"


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _escape(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("\n", " \\ ")


def _node(node: Node, width: float) -> Iterator[str]:
    if isinstance(node, Heading):
        number = f"{_escape(node.number)} " if node.number else ""
        yield f"#heading(level: {min(node.level + 1, 6)})[{number}{_runs(node.runs)}]"
    elif isinstance(node, Paragraph):
        yield _paragraph(node) + "\n"
    elif isinstance(node, Quote):
        inner = "\n\n".join(_paragraph(paragraph) for paragraph in node.paragraphs)
        yield f'#block(fill: rgb("#f2f5f8"), inset: 9pt, width: 100%, stroke: (left: 3pt + rgb("#1d3f5e")))[{inner}]\n'
    elif isinstance(node, PageTable):
        yield _table(node, width) + "\n"
    elif isinstance(node, Items):
        yield _items(node, width) + "\n"
    else:
        yield "#line(length: 100%, stroke: 0.5pt + luma(140))\n"


def _paragraph(node: Paragraph) -> str:
    if node.kind == "code":
        return f"#raw({_string(plain(node.runs))})"
    return f"#par[{_runs(node.runs)}]" if node.runs else ""


def _table(node: PageTable, width: float) -> str:
    """A table in the largest font in which no word is broken; the rows of one that is too wide, below each other."""
    columns = max(len(row) for row in (node.head, *node.rows) if row)
    texts = [[plain(cell) for cell in row] for row in (node.head, *node.rows) if row]
    for size in SIZES:
        widths = column_widths(texts, width, size, PADDING)
        if widths is not None:
            return _sized(_rows(node, columns, widths), size)
    return "\n".join(_record(node, row, width) for row in node.rows)


def _rows(node: PageTable, columns: int, widths: Sequence[float]) -> str:
    lines = [f"#table(columns: ({', '.join(f'{width:.1f}pt' for width in widths)},),"]
    if node.head:
        lines.append(f"  table.header({', '.join(f'[*{_runs(cell)}*]' for cell in _filled(node.head, columns))}),")
    lines += [f"  {', '.join(_cell(cell) for cell in _filled(row, columns))}," for row in node.rows]
    return "\n".join([*lines, ")"])


def _cell(cell: Runs) -> str:
    return f"[{_runs(cell)}]" if plain(cell) else ROOM


def _sized(table: str, size: float) -> str:
    return table if size == SIZES[0] else f"#[#show table.cell: set text(size: {size}pt)\n{table}]"


def _record(node: PageTable, row: Sequence[Runs], width: float) -> str:
    """One row of a table that is too wide: its cells below each other, each beside its head."""
    cells = [
        f"  [*{_runs(head)}*], [{_runs(cell)}]," for head, cell in zip(_filled(node.head, len(row)), row, strict=False)
    ]
    return "\n".join([f"#table(columns: ({0.3 * width:.1f}pt, {0.7 * width:.1f}pt),", *cells, ")"])


def _filled(row: Sequence[Runs], columns: int) -> list[Runs]:
    return [*row, *[()] * (columns - len(row))]


def _items(node: Items, width: float) -> str:
    name = "enum" if node.ordered else "list"
    items = []
    for item in node.items:
        inside = "\n".join(line for child in item.inside for line in _node(child, width - INDENT))
        items.append(f"[{_runs(item.runs)}{chr(10) + inside if inside else ''}]")
    return f"#{name}({', '.join(items)})"


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = f"#raw({_string(run.text)})" if run.code else _escape(run.text)
    if run.italic:
        text = f"#emph[{text}]"
    if run.bold:
        text = f"#strong[{text}]"
        if is_hole(run.text):
            text = f'#highlight(fill: rgb("#fff2a8"))[{text}]'
    if address := safe_address(run.link):
        text = f"#link({_string(address)})[{text}]"
    if run.change == "inserted":
        text = f'#underline(stroke: rgb("#14532d"))[#text(fill: rgb("#14532d"))[{text}]]'
    elif run.change == "deleted":
        text = f'#strike[#text(fill: rgb("#8a1c1c"))[{text}]]'
    return text

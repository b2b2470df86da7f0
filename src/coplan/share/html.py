"""One document as a web page that stands alone: no script, nothing from outside, and a print style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import urlsplit

from coplan.prose.blocks import Run, Runs
from coplan.prose.columns import DAY, PHONE
from coplan.prose.hole import is_hole
from coplan.share.head_and_foot import Cover
from coplan.share.outline import Heading, Items, Node, PageTable, Paragraph, Quote, plain

STYLE = """
body { font: 11pt/1.45 Calibri, Carlito, "Helvetica Neue", Arial, sans-serif; color: #1a1a1a; max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.9em; line-height: 1.2; margin: .4em 0; }
h2 { font-size: 1.35em; margin: 1.6em 0 .4em; } h3 { font-size: 1.12em; margin: 1.3em 0 .3em; }
h2, h3, h4, h5, h6 { break-after: avoid; }
p, li { margin: .45em 0; } p, li, td { orphans: 2; widows: 2; }
a { color: #1d4f7c; overflow-wrap: anywhere; }
blockquote { margin: 1em 0; padding: .4em 1em; border-left: 4px solid #1d3f5e; background: #f2f5f8; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; font-size: .95em; }
th, td { border: 1px solid #8a9ba8; padding: .35em .5em; text-align: left; vertical-align: top; }
th { background: #e6ecf1; } thead { display: table-header-group; } tr { break-inside: avoid; }
mark { background: #fff2a8; color: inherit; font-weight: bold; }
.kept { white-space: nowrap; }
ins { color: #14532d; } del { color: #8a1c1c; }
pre { white-space: pre-wrap; } header.state { display: flex; justify-content: space-between; color: #444;
  border-bottom: 1px solid #8a9ba8; font-size: .9em; } .draft { font-weight: bold; color: #8a1c1c; }
@media print { body { margin: 0; max-width: none; } a { color: inherit; text-decoration: none; } }
"""
# What a line does not break: a number to call, which a phone dials at a touch, and a day of the calendar.
DIALED = re.compile(rf"(?<![\w-]){PHONE}(?![\w-])")
PAPER = {"letter": "8.5in 11in", "a4": "210mm 297mm"}


def html(nodes: Sequence[Node], cover: Cover) -> str:
    """The page. The document's own title is its only heading of the first level."""
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{cover.language}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(' – '.join(filter(None, [cover.title, cover.state])))}</title>",
            f"<style>{STYLE}{_sheet(cover)}\n</style>",
            "</head>",
            "<body>",
            *_header(cover),
            "<main>",
            *(line for node in nodes for line in _node(node)),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _sheet(cover: Cover) -> str:
    return f"@page {{ size: {PAPER[cover.paper]}; margin: {cover.margin:g}in; {_running(cover)} }}"


def _running(cover: Cover) -> str:
    """What stands on each printed page: title and state on top, the page at the bottom."""
    top = " – ".join(filter(None, [cover.title, cover.state]))
    return (
        f'@top-center {{ content: "{_in_style(top)}"; font-size: 9pt; color: #444; }} '
        '@bottom-center { content: "Page " counter(page) " of " counter(pages); font-size: 9pt; color: #444; }'
    )


def _in_style(text: str) -> str:
    """Words in a string of a style sheet, where no entity of HTML is read, and a `<` could end the sheet."""
    return re.sub(r'[\\"<>\x00-\x1f]', lambda found: f"\\{ord(found[0]):x} ", text)


def _header(cover: Cover) -> Iterator[str]:
    words = " · ".join(escape(part) for part in (cover.program, cover.date) if part)
    state = f'<span class="draft">{cover.state}</span>' if cover.state else ""
    if words or state:
        yield f'<header class="state"><span>{words}</span>{state}</header>'


def _node(node: Node) -> Iterator[str]:
    if isinstance(node, Heading):
        tag = f"h{min(node.level + 1, 6)}"
        number = f"{node.number} " if node.number else ""
        yield f"<{tag}>{number}{_runs(node.runs)}</{tag}>"
    elif isinstance(node, Paragraph):
        yield _paragraph(node)
    elif isinstance(node, Quote):
        yield "<blockquote>"
        yield from (_paragraph(paragraph) for paragraph in node.paragraphs)
        yield "</blockquote>"
    elif isinstance(node, PageTable):
        yield from _table(node)
    elif isinstance(node, Items):
        yield from _items(node)
    else:
        yield "<hr>"


def _paragraph(node: Paragraph) -> str:
    if node.kind == "code":
        return f"<pre>{escape(plain(node.runs))}</pre>"
    return f"<p>{_runs(node.runs)}</p>"


def _table(node: PageTable) -> Iterator[str]:
    yield "<table>"
    if node.head:
        cells = "".join(f'<th scope="col">{_runs(cell)}</th>' for cell in node.head)
        yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for row in node.rows:
        yield "<tr>" + "".join(f"<td>{_runs(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody></table>"


def _items(node: Items) -> Iterator[str]:
    tag = "ol" if node.ordered else "ul"
    yield f"<{tag}>"
    for item in node.items:
        yield f"<li>{_runs(item.runs)}"
        for inside in item.inside:
            yield from _node(inside)
        yield "</li>"
    yield f"</{tag}>"


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br>")
    text = text if run.link or run.code else _kept(text)
    if run.code:
        text = f"<code>{text}</code>"
    if run.italic:
        text = f"<em>{text}</em>"
    if run.bold:
        text = f"<mark>{text}</mark>" if is_hole(run.text) else f"<strong>{text}</strong>"
    if safe_address(run.link):
        text = f'<a href="{escape(run.link)}">{text}</a>'
    if run.change:
        tag = "ins" if run.change == "inserted" else "del"
        text = f"<{tag}>{text}</{tag}>"
    return text


def _kept(text: str) -> str:
    """Escaped text in which numbers to call and days stay on one line."""
    dialed = DIALED.sub(
        lambda found: f'<a class="kept" href="tel:+1{re.sub("[^0-9]", "", found[0])}">{found[0]}</a>', text
    )
    return DAY.sub(lambda found: f'<span class="kept">{found[0]}</span>', dialed)


def safe_address(link: str) -> str:
    """A link that may be followed from a shared page, or nothing: the web, mail and telephone only."""
    return link if urlsplit(link).scheme in ("http", "https", "mailto", "tel") else ""

"""A report as a document: blocks, which become Word or Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coplan.prose.blocks import Block, Kind, Run
from coplan.prose.markdown.write import write_markdown
from coplan.reports.titled import Line, Part, Report
from coplan.word.file.mark import DraftMark
from coplan.word.write.build import build
from coplan.word.write.word_look import Look


def report_blocks(report: Report) -> list[Block]:
    """Title, paragraphs and tables of a report."""
    found = [_block("title", report.title)] if report.title else []
    found += _parts(report.parts)
    for section in report.sections:
        found += [_block("heading", section.title, level=1), *_parts(section.parts)]
    return found


def report_docx(report: Report, program: str, date: str, paper: str = "letter") -> bytes:
    """The report as a Word document. `date` is year-month-day."""
    return build(report_blocks(report), Look(report.title, program, date, paper), DraftMark("report", ""))


def report_markdown(report: Report) -> bytes:
    """The report as Markdown."""
    return write_markdown(report_blocks(report)).encode()


def _parts(parts: Iterable[Part]) -> Iterator[Block]:
    for part in parts:
        if isinstance(part, Line):
            if part.words.strip():
                yield _block("paragraph", part.words.strip())
        elif part.rows:
            yield _block("head", *part.heads)
            yield from (_block("row", *row) for row in part.rows)


def _block(kind: Kind, *cells: str, level: int = 0) -> Block:
    return Block(kind, tuple((Run(str(cell)),) for cell in cells), level)

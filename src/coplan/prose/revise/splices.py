"""Carries splices out in the source of a block, so that people's marks, escapes and line breaks around them survive."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from coplan.prose.blocks import Block, Run, Runs
from coplan.prose.markdown.inline import InlinePiece, look_of, read_pieces, runs_of
from coplan.prose.markdown.located import Cell, Placed
from coplan.prose.markdown.marks import Mark, MarkKind
from coplan.prose.markdown.write_inline import escape, escape_start, write_cell, write_runs
from coplan.prose.merge.merge_steps import Splice
from coplan.prose.merge.phrases import splice_runs


def spliced_lines(lines: Sequence[str], placed: Placed, splices: Sequence[Sequence[Splice]]) -> list[str]:
    """The lines of a block with these splices made; `lines` are those of the whole text."""
    own = list(lines[placed.first : placed.last])
    if not placed.cells:
        return _code(own, placed.block, splices)
    for cell, cuts in reversed(list(zip(placed.cells, splices, strict=True))):
        if cuts:
            own = _put(own, placed, cell, spliced_text(cell, cuts))
    return own


def _code(own: list[str], block: Block, splices: Sequence[Sequence[Splice]]) -> list[str]:
    """The lines of a piece of code with these splices made; what stands before its lines, and its fences, stay."""
    old, new = (_lines_of(runs) for runs in (block.cells[0], splice_runs(block.cells[0], splices[0])))
    for at in range(len(own) - len(old) + 1):
        if all(line.endswith(said) for line, said in zip(own[at:], old, strict=False)):
            before = own[at][: len(own[at]) - len(old[0])]
            return [*own[:at], *(f"{before}{line}" for line in new), *own[at + len(old) :]]
    before = own[0][: len(own[0]) - len(own[0].lstrip())]
    return [f"{before}```", *(f"{before}{line}" for line in new), f"{before}```"]


def _lines_of(runs: Runs) -> list[str]:
    return "".join(run.text for run in runs).split("\n")


def _put(own: list[str], placed: Placed, cell: Cell, text: str) -> list[str]:
    """Put a cell's new text where its old one stood, with what stood before and behind it on its lines."""
    old, new = cell.text.split("\n"), text.split("\n")
    first = cell.starts[0][0] - placed.first
    prefixes = [own[line - placed.first][:column] for line, column in cell.starts]
    line, column = cell.starts[-1]
    rest = own[line - placed.first][column + len(old[-1]) :]
    below = prefixes[1] if len(prefixes) > 1 else _below(prefixes[0])
    prefixes += [below] * (len(new) - len(prefixes))
    put = [prefix + part for prefix, part in zip(prefixes, new, strict=False)]
    put[-1] += rest
    return [*own[:first], *put, *own[first + len(old) :]]


def _below(prefix: str) -> str:
    """What leads the second line of a paragraph, by what leads the first."""
    return "".join(letter if letter in "> \t" else " " for letter in prefix)


def spliced_text(cell: Cell, splices: Sequence[Splice]) -> str:
    """A cell's source with these splices made. Where that does not read as it should, it is written anew."""
    pieces = cell.pieces
    wanted = splice_runs(runs_of(pieces), splices)
    text = cell.text
    for splice in reversed(splices):
        text = _spliced(text, pieces, splice, cell)
    if _read(text, cell) == _shown(wanted):
        return text
    return write_cell(wanted) if cell.in_table else write_runs(wanted)


def _read(text: str, cell: Cell) -> list[tuple[str, Run]]:
    return _shown(runs_of(read_pieces(text, cell=cell.in_table)))


def _shown(runs: Runs) -> list[tuple[str, Run]]:
    """Every letter with its look; white space has none."""
    return [(letter, replace(run, text="")) for run in runs for letter in run.text if not letter.isspace()]


def _spliced(text: str, pieces: list[InlinePiece], splice: Splice, cell: Cell) -> str:
    """One splice made; those behind it are made already."""
    ends = list(accumulate(len(piece.text) for piece in pieces))
    start, before = _left(pieces, ends, splice.start)
    end, after = _right(pieces, ends, splice.end, len(cell.text))
    used = {mark.kind: mark for piece in pieces if piece.start < end and piece.end > start for mark in piece.marks}
    inside = _between(before, splice.runs, after, used)
    if cell.in_table:
        inside = inside.replace("\n", " ").replace("|", "\\|")
    elif start == 0:
        inside = escape_start(inside)
    return text[:start] + inside + text[end:]


def _left(pieces: list[InlinePiece], ends: list[int], at: int) -> tuple[int, tuple[Mark, ...]]:
    """Where the source of the letter before a place ends, and its marks."""
    if at == 0:
        return 0, ()
    number = bisect_right(ends, at - 1)
    piece = pieces[number]
    offset = at - (ends[number] - len(piece.text))
    return (piece.start + offset if piece.plain else piece.end), piece.marks


def _right(pieces: list[InlinePiece], ends: list[int], at: int, length: int) -> tuple[int, tuple[Mark, ...]]:
    """Where the source of the letter behind a place begins, and its marks."""
    number = bisect_right(ends, at)
    if number == len(pieces):
        return length, ()
    piece = pieces[number]
    offset = at - (ends[number] - len(piece.text))
    return (piece.start + offset if piece.plain else piece.start), piece.marks


def _between(before: tuple[Mark, ...], runs: Runs, after: tuple[Mark, ...], used: Mapping[MarkKind, Mark]) -> str:
    """Runs as Markdown, from text within some marks to text within others; `used` are those that people used here."""
    stack, parts = list(before), list[str]()
    for run in _with_bare_edges(runs):
        parts += _turn(stack, _wanted(stack, run, used))
        parts.append(run.text if run.code else escape(run.text).replace("\n", "\\\n"))
    parts += _turn(stack, list(after))
    return "".join(parts)


def _wanted(stack: list[Mark], run: Run, used: Mapping[MarkKind, Mark]) -> list[Mark]:
    """The marks around a run: of those that are open as many as fit, then its own."""
    kept: list[Mark] = []
    for mark in stack:
        look = look_of((*kept, mark))
        fits = (not look.bold or run.bold) and (not look.italic or run.italic) and (not look.code or run.code)
        if not fits or look.link not in ("", run.link):
            break
        kept.append(mark)
    look = look_of(tuple(kept))
    if run.link and not look.link:
        kept.append(Mark("link", "[", f"]({run.link})", -1, run.link))
    if run.bold and not look.bold:
        kept.append(used.get("bold", Mark("bold", "**", "**", -1)))
    if run.italic and not look.italic:
        kept.append(used.get("italic", Mark("italic", "*", "*", -1)))
    if run.code and not look.code:
        kept.append(Mark("code", "`", "`", -1))
    return kept


def _turn(stack: list[Mark], wanted: list[Mark]) -> list[str]:
    """What closes and opens on the way from one stack of marks to another."""
    same = 0
    while same < min(len(stack), len(wanted)) and replace(stack[same], at=0) == replace(wanted[same], at=0):
        same += 1
    parts = [mark.close for mark in reversed(stack[same:])] + [mark.open for mark in wanted[same:]]
    stack[:] = wanted
    return parts


def _with_bare_edges(runs: Runs) -> list[Run]:
    """White space at the edges of a marked run stands outside of the marks."""
    found = []
    for run in runs:
        bare = run.text.strip()
        if not bare or run.code or not (run.bold or run.italic):
            found.append(run)
            continue
        start = run.text.index(bare)
        around = run.text[:start], bare, run.text[start + len(bare) :]
        looks = Run("", link=run.link), run, Run("", link=run.link)
        found += [replace(look, text=text) for look, text in zip(looks, around, strict=True) if text]
    return found

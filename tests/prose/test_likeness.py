"""Blocks that are alike are paired in order, so that the pairs are as alike as can be; long texts in little memory."""

from __future__ import annotations

from random import Random

import pytest

from coplan.prose.markdown.read import read_markdown
from coplan.prose.merge import likeness
from coplan.prose.merge.likeness import ALIKE, ComparedText, alike, best_pairs

WORDS = ["team", "county", "calls", "review", "duty", "police", "every", "year"]


def page(chance: Random, count: int) -> ComparedText:
    lines = [" ".join(chance.choices(WORDS, k=chance.randint(1, 5))) for _ in range(count)]
    return ComparedText(read_markdown("\n\n".join(lines) + "\n"))


def by_the_whole_table(a: ComparedText, b: ComparedText, band: int) -> list[tuple[int, int]]:
    """The same pairs from a table that has every cell."""
    rows, columns = len(a.blocks), len(b.blocks)
    best, score = [[0.0] * (columns + 1) for _ in range(rows + 1)], dict[tuple[int, int], float]()
    for r in range(rows):
        for c in range(columns):
            found = alike(a, r, b, c) if abs(c - r * columns / rows) <= band else 0.0
            if found > ALIKE:
                score[r, c] = found
            best[r + 1][c + 1] = max(best[r][c + 1], best[r + 1][c], best[r][c] + found if found > ALIKE else 0.0)
    r, c, pairs = rows, columns, []
    while r and c:
        if (r - 1, c - 1) in score and best[r][c] == best[r - 1][c - 1] + score[r - 1, c - 1]:
            r, c = r - 1, c - 1
            pairs.append((r, c))
        elif best[r][c] == best[r - 1][c]:
            r -= 1
        else:
            c -= 1
    return pairs[::-1]


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("most", [20_000, 60])
def test_pairs_of_a_band_are_those_of_the_whole_table(seed, most, monkeypatch):
    monkeypatch.setattr(likeness, "PAIRS", most)
    chance = Random(seed)
    a, b = page(chance, chance.randint(1, 40)), page(chance, chance.randint(1, 40))
    rows, columns = len(a.blocks), len(b.blocks)
    band = columns if rows * columns <= most else max(most // rows, 8)
    assert best_pairs(a, range(rows), b, range(columns)) == by_the_whole_table(a, b, band)

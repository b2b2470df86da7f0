"""Small counts cannot be worked out from what is shown."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.calls.privacy import hide, hide_in_list, known_gaps

SMALL = 11
Bounds = dict[tuple[int, int], tuple[int, int]]


def lines(rows: int, columns: int) -> list[list[tuple[int, int]]]:
    across = [[(row, column) for column in range(columns)] for row in range(rows)]
    down = [[(row, column) for row in range(rows)] for column in range(columns)]
    return [*across, *down, [cell for line in across for cell in line]]


def attacked(shown: dict[tuple[int, int], int | None], counts: dict[tuple[int, int], int], sums: list[list]) -> Bounds:
    """What somebody knows of the gaps who has every total and knows that no count is below zero."""
    bounds = {cell: (0, 10**9) for cell, count in shown.items() if count is None}
    for _ in range(60):
        before = dict(bounds)
        for group in sums:
            rest = sum(counts[cell] for cell in group) - sum(shown[cell] or 0 for cell in group)
            gaps = [cell for cell in group if cell in bounds]
            for cell in gaps:
                others = [bounds[other] for other in gaps if other != cell]
                low = max(bounds[cell][0], rest - sum(high for _, high in others))
                bounds[cell] = (low, min(bounds[cell][1], rest - sum(low for low, _ in others)))
        if bounds == before:
            break
    return bounds


tables = st.integers(2, 7).flatmap(
    lambda rows: st.integers(2, 7).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 40), min_size=columns, max_size=columns), min_size=rows, max_size=rows
        )
    )
)


@given(tables)
@settings(max_examples=150, deadline=None)
def test_no_small_count_follows_from_totals_and_differences(table: list[list[int]]) -> None:
    counts = {(row, column): count for row, line in enumerate(table) for column, count in enumerate(line)}
    sums = lines(len(table), len(table[0]))
    shown = hide(counts, sums, SMALL)
    small = [cell for cell, count in counts.items() if 0 < count < SMALL]
    assert all(shown[cell] is None for cell in small)
    if any(count is not None for count in shown.values()):
        bounds = attacked(shown, counts, sums)
        assert not [cell for cell in small if bounds[cell][0] == bounds[cell][1]]


def test_a_gap_that_only_two_totals_together_give_away_is_found() -> None:
    # A ring of gaps in rows 0 and 1, another in rows 3 and 4, and one gap between them: a bridge.
    ring = {(0, 0), (0, 1), (1, 0), (1, 1), (3, 2), (3, 3), (4, 2), (4, 3)}
    assert known_gaps(lines(5, 4), ring | {(1, 2)}) == [(1, 2)]
    assert known_gaps(lines(5, 4), ring) == []


def test_a_list_with_one_small_count_loses_a_second_one() -> None:
    assert hide_in_list({"a": 3, "b": 20, "c": 90}, SMALL) == {"a": None, "b": None, "c": 90}


def test_two_gaps_that_are_small_together_lose_a_third() -> None:
    assert hide_in_list({"a": 1, "b": 1, "c": 30, "d": 40}, SMALL)["c"] is None


def test_a_list_without_small_counts_stays_whole() -> None:
    counts = {"a": 11, "b": 0, "c": 99}
    assert hide_in_list(counts, SMALL) == counts


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_what_is_shown_is_exact(counts: list[int]) -> None:
    named = dict(enumerate(counts))
    assert all(count in (None, named[key]) for key, count in hide_in_list(named, SMALL).items())

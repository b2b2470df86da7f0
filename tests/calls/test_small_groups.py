"""Somebody who knows the totals works the counts out of the rates of a table by group, and learns of no small one."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from coplan.calls.on_paper.small_groups import Group, small_rates

SMALL = 11
COLUMNS = ("arrest", "hold")
TABLE = st.lists(
    st.tuples(st.integers(0, 900), *[st.integers(0, 100) for _ in COLUMNS]), min_size=1, max_size=6
).filter(lambda rows: sum(calls for calls, *_ in rows) > 0)
GIVEN = st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=6, max_size=6)
DIGITS = st.sampled_from((0, 1))


def percent(part: int, whole: int, digits: int) -> Decimal:
    return Decimal(round(Decimal(100) * part / whole, digits)) if whole else Decimal(0)


def groups_of(counts: list[tuple[int, ...]], typed: list[list[bool]], digits: int) -> list[Group]:
    """Groups as an analyst types them: shares and rates rounded, some left out."""
    whole = sum(calls for calls, *_ in counts)
    return [
        Group(
            str(place),
            "age",
            percent(calls, whole, digits) if typed[place][0] else None,
            {
                name: percent(hits, calls, digits) if typed[place][at + 1] else None
                for at, (name, hits) in enumerate(zip(COLUMNS, hit, strict=True))
            },
        )
        for place, (calls, *hit) in enumerate(counts)
    ]


@given(TABLE, GIVEN, DIGITS)
def test_no_rate_that_is_shown_is_of_a_small_count_nor_leaves_one_alone(rows, typed, digits):
    counts = [(calls, *(min(hit, calls) for hit in hits)) for calls, *hits in rows]
    whole = sum(calls for calls, *_ in counts)
    totals = {name: sum(count[at + 1] for count in counts) for at, name in enumerate(COLUMNS)}
    hidden = small_rates(groups_of(counts, typed, digits), whole, totals, SMALL)
    for at, (column, total) in enumerate({"": whole, **totals}.items()):
        true = {str(place): count[at] for place, count in enumerate(counts)}
        gaps = [key for key in true if (key, column) in hidden]
        shown = [count for key, count in true.items() if key not in gaps]
        assert not [count for count in shown if 1 <= count < SMALL and _is_told(count, digits, whole)]
        if len(gaps) == 1 and len(counts) > 1:  # the rest of the total is told
            assert total - sum(shown) >= SMALL


def _is_told(count: int, digits: int, whole: int) -> bool:
    """Of a count that was rounded away to 0% nothing is told but that."""
    return percent(count, whole, digits) > 0


def group(name: str, share: str, **rates: str) -> Group:
    return Group(name, "sex", Decimal(share), {key: Decimal(rate) for key, rate in rates.items()})


def test_a_rate_of_a_few_calls_is_not_shown():
    found = small_rates([group("white", "42", force="0.7"), group("others", "58", force="2.0")], 2960, {}, SMALL)
    assert found == {("white", "force")}


def test_the_last_gap_is_told_by_the_total_so_a_second_goes():
    groups = [group("men", "53", force="1.0"), Group("women", "sex", Decimal(47), {"force": None})]
    assert small_rates(groups, 2340, {"force": 16}, SMALL) == {("men", "force"), ("women", "force")}


def test_a_large_rest_may_be_told():
    groups = [group("men", "53", arrest="3.0"), Group("women", "sex", Decimal(47), {"arrest": None})]
    assert small_rates(groups, 2340, {"arrest": 117}, SMALL) == {("women", "arrest")}


def test_groups_that_are_not_listed_are_a_gap_too():
    groups = [group("men", "53", force="1.0")]
    assert ("men", "force") in small_rates(groups, 2340, {"force": 16}, SMALL)


def test_groups_that_overlap_tell_nothing_by_subtraction():
    groups = [group("white", "80", force="1.0"), Group("Hispanic", "sex", Decimal(40), {"force": None})]
    assert small_rates(groups, 2340, {"force": 20}, SMALL) == {("Hispanic", "force")}


def test_few_calls_without_the_outcome_are_as_telling_as_few_with():
    assert small_rates([group("men", "50", hold="99.0"), group("women", "50", hold="50.0")], 400, {}, SMALL) == {
        ("men", "hold")
    }

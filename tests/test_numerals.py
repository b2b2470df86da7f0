"""Numbers are printed in one way."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from coplan.numerals import dollars, grouped, whole_dollars, with_cents

SOURCE = Path(__file__).resolve().parents[1] / "src" / "coplan"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("2080.00"), "2,080"),
        (Decimal("2.240"), "2.24"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("-0.0"), "0"),
        (12500, "12,500"),
        ("none", "none"),
    ],
)
def test_thousands_are_grouped_and_zeros_at_the_end_go(value, text):
    assert grouped(value) == text


def test_an_amount_shows_its_cents_where_it_has_some_or_where_a_table_needs_them():
    amounts = [Decimal(1250), Decimal("1250.5"), Decimal(-10)]
    assert [dollars(amount) for amount in amounts] == ["$1,250", "$1,250.50", "-$10"]
    assert [with_cents(amount) for amount in amounts] == ["$1,250.00", "$1,250.50", "-$10.00"]
    assert [whole_dollars(amount) for amount in amounts] == ["$1,250", "$1,250", "-$10"]


def test_no_other_module_writes_dollars_with_a_format_of_its_own():
    own = re.compile(r"\$\{[^}]*:,")
    found = [path.name for path in SOURCE.rglob("*.py") if own.search(path.read_text(encoding="utf-8"))]
    assert found == []

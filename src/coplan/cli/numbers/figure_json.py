"""What goes into a figure, as data for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coplan.figures.figure import Input


def inputs_as_data(items: Iterable[Input]) -> list[dict[str, Any]]:
    """Inputs as data; values are texts, as exact as they are."""
    return [
        {
            "label": item.label,
            "value": str(item.value),
            "unit": item.unit,
            "origin": item.origin,
            "key": item.key,
            "source": list(item.source),
        }
        for item in items
    ]

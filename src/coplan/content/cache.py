"""Keeps checked packs, so that a command need not check three hundred questions each time it starts.

The key is a digest of every file of the pack, so a stale entry cannot be used. Losing the cache loses nothing;
where it cannot be written, coplan is slower and nothing else.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from coplan.content.model import (
    Choice,
    Column,
    Document,
    Fact,
    Law,
    Measure,
    Pack,
    Question,
    Source,
    Step,
    Topic,
)


def folder() -> Path:
    """The folder of the cache: the platform's place for what may be deleted, or $COPLAN_CACHE."""
    if own := os.environ.get("COPLAN_CACHE"):
        return Path(own)
    from platformdirs import user_cache_path

    return user_cache_path("coplan", appauthor=False)


def fetch(stamp: str) -> Pack | None:
    """The pack with this stamp, or None if it is not there or cannot be read."""
    try:
        return _pack(json.loads((folder() / f"{stamp}.json").read_bytes()))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return None


def keep(pack: Pack) -> Pack:
    """Put a checked pack into the cache and return it; a disk that refuses is no problem."""
    with suppress(OSError, RuntimeError):
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        for old in sorted(place.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-8]:
            old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=place, suffix=".new")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(pack), file, ensure_ascii=False)
        Path(name).replace(place / f"{pack.stamp}.json")
    return pack


def _pack(data: dict[str, Any]) -> Pack:
    steps = [_step(step) for step in data.pop("steps")]
    laws = {
        place: {topic: tuple(Law(**law) for law in laws) for topic, laws in topics.items()}
        for place, topics in data.pop("laws").items()
    }
    return Pack(
        steps=tuple(steps),
        laws=laws,
        facts={key: Fact(**fact) for key, fact in data.pop("facts").items()},
        sources={key: Source(**source) for key, source in data.pop("sources").items()},
        topics={key: Topic(**topic) for key, topic in data.pop("topics").items()},
        measures=tuple(Measure(**_tuples(measure)) for measure in data.pop("measures")),
        documents=tuple(Document(**_tuples(document)) for document in data.pop("documents")),
        **data,
    )


def _step(data: dict[str, Any]) -> Step:
    questions = tuple(_question(question) for question in data.pop("questions"))
    return Step(questions=questions, **_tuples(data))


def _question(data: dict[str, Any]) -> Question:
    choices = tuple(Choice(**_tuples(choice)) for choice in data.pop("choices"))
    columns = tuple(_column(column) for column in data.pop("columns"))
    example = data.pop("example")
    return Question(choices=choices, columns=columns, example=example, **_tuples(data))


def _column(data: dict[str, Any]) -> Column:
    choices = tuple(Choice(**_tuples(choice)) for choice in data.pop("choices"))
    return Column(choices=choices, **data)


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}

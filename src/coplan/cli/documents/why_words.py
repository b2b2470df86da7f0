"""How the origin of a passage is told: as lines for people, and as data for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coplan.drafts.origins.answer_lines import Places
    from coplan.drafts.origins.origin import Origin, TemplateLine, Used
    from coplan.drafts.origins.pack_texts import PackTexts
    from coplan.drafts.origins.why import FoundWords, Hit

MOST = 12  # answers that are shown to people; scripts get all
LONG = 160  # letters of a line of a template


def told(found: FoundWords, places: Places, texts: PackTexts, safest: Mapping[str, str] | None = None) -> list[str]:
    """Lines for people; `safest` has what each question says until it is decided."""
    lines = [f"  {_under(one.heading)}“{one.text}”" for one in found.near]
    for number, hit in enumerate(found.hits):
        lines += [""] * bool(number)
        lines += _hit_lines(hit, places, texts)
        lines += [
            f"The words behind “Until this is decided” are `until:` of {key}."
            for key, words in (safest or {}).items()
            if hit.origin
            and key in {one.key for one in hit.origin.answers}
            and _plain(words) in _plain(hit.passage.text)
        ]
    return lines


def _plain(words: str) -> str:
    return " ".join(words.split())


def _hit_lines(hit: Hit, places: Places, texts: PackTexts) -> Iterator[str]:
    where = hit.path or f"{hit.document.id}, which is not written yet"
    yield f"{where}: {_under(hit.passage.heading)}“{hit.passage.text}”"
    if hit.people:
        yield "These words were written by people, not by a template."
    if hit.origin is None:
        if not hit.people:
            yield "No template says this today: it has changed since the draft was written."
        return
    if hit.people:
        yield "Nearest to it, coplan's own text in this place came from:"
    elif not hit.origin.whole:
        yield "Only part of it is found in today's templates, which changed since the draft was written:"
    yield from _origin_lines(hit.origin, places, texts)


def _origin_lines(origin: Origin, places: Places, texts: PackTexts) -> Iterator[str]:
    yield "Written by"
    for line in origin.lines:
        yield f"  {_line(line, texts)}"
    if origin.conditions:
        yield "Stands there because of"
    for one in origin.conditions:
        yield f"  {one.file}:{one.line}, which {'holds' if one.held else 'does not hold'}: {_short(one.words)}"
    if origin.answers:
        yield "Answers behind it"
    for used in origin.answers[:MOST]:
        yield f"  {_answer(used, places)}"
    if len(origin.answers) > MOST:
        yield f"  and {len(origin.answers) - MOST} more, which --json lists"
    for named in origin.named:
        yield f"{named.kind.capitalize()}: {named.words}. See {named.place}"


def _line(line: TemplateLine, texts: PackTexts) -> str:
    own = ", your own pack" if texts.is_own(line.file) else ""
    through = f", called for by {', then '.join(line.via)}" if line.via else ""
    return f"{line.file}:{line.line}{own}{through}: {_short(line.words)}"


def _answer(used: Used, places: Places) -> str:
    value = f"“{used.value}”" if used.value else "no answer"
    now = "" if used.now is None else f"; now “{used.now}”" if used.now else "; now no answer"
    at = places.of(used.key)
    return f"{used.label} ({used.key}{f', {at}' if at else ''}): {value}{now}"


def _short(words: str) -> str:
    return words if len(words) <= LONG else f"{words[:LONG].rstrip()}…"


def _under(heading: str) -> str:
    return f"under “{heading}”, " if heading else ""


def as_data(found: FoundWords, places: Places, texts: PackTexts) -> dict[str, Any]:
    """The same for --json."""
    hits = [
        {
            "document": hit.document.id,
            "path": hit.path or None,
            "heading": hit.passage.heading or None,
            "text": hit.passage.text,
            "written_by_people": hit.people,
            "origin": _origin_data(hit.origin, places, texts) if hit.origin else None,
        }
        for hit in found.hits
    ]
    return {"hits": hits, "nearest": [{"heading": one.heading or None, "text": one.text} for one in found.near]}


def _origin_data(origin: Origin, places: Places, texts: PackTexts) -> dict[str, Any]:
    return {
        "whole": origin.whole,
        "lines": [asdict(line) | {"own": texts.is_own(line.file)} for line in origin.lines],
        "conditions": [asdict(one) for one in origin.conditions],
        "answers": [
            {"question": one.key, "label": one.label, "value": one.value or None, "place": places.of(one.key) or None}
            | ({"now": one.now or None} if one.now is not None else {})
            for one in origin.answers
        ],
        "named": [asdict(one) for one in origin.named],
    }

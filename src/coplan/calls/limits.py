"""What call data cannot tell, and what to know before their figures are believed, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from coplan.calls.definition import Pair, unused
from coplan.calls.mapping import CallMap

LACKING = {
    "types": "no call type was confirmed as behavioral health: their number cannot be told",
    "others": "no other calls are in the files: which share of all calls these are cannot be told",
    "hours": "no time of day: hours of duty cannot be compared with calls",
    "scene": "no arrival and clear times: time on scene cannot be computed",
    "wait": "no times of call and arrival together: response time cannot be computed",
    "places": "no place: calls by area cannot be counted",
    "dispositions": "no disposition: how calls ended cannot be counted",
    "person": "no person key: repeat contacts cannot be counted",
    "person_but_address": "no person key: repeat contacts are counted by address, which is not the same",
    "units": "one dispatch and one clear a call: the hours of further units are not in the files",
    "sample": "the files are a sample: volumes, trends and days say nothing about the community",
}
EXPECTED = 10  # calls of a type in months that have none: so many are not missing by chance
ARRIVAL = ("scene", "arriv")


def cannot_tell(call_map: CallMap, lacking: Sequence[str]) -> tuple[str, ...]:
    """What the files cannot tell, and why, by the names of what is lacking."""
    return tuple(LACKING[name] for name in (*lacking, *([] if call_map.whole else ["sample"])))


def notes(
    call_map: CallMap,
    pairs: Mapping[Pair, int],
    months: Mapping[date, tuple[int, int]],
) -> tuple[str, ...]:
    """What to know of types, months and clocks. `months` has all calls and those that count."""
    found = [f"`{one}` is in the definition, and no call has it." for one in unused(list(pairs), call_map.definition)]
    untyped = sum(calls for pair, calls in pairs.items() if not any(pair))
    if untyped:
        found.append(f"{untyped:,} {'calls have' if untyped > 1 else 'call has'} no type, and cannot count.")
    if months and call_map.whole:
        found.append(trend(months))
        found += _holes(list(months))
    return (*found, *_clocks(call_map))


def changed_labels(
    spans: Mapping[str, tuple[date, date]],
    shown: Mapping[Pair, int | None],
    months: Mapping[date, tuple[int, int]],
) -> Iterator[str]:
    """Types that begin or end inside the data: a trend over them would show a change of labels, not of need.

    A type that is rare, or months with few calls at all, say nothing. `spans` are the first and last month of each
    type. Only counts that are `shown` are looked at, so that what is said here tells nothing of others.
    """
    for kind, (first, last) in sorted(spans.items()):
        calls = sum(count or 0 for pair, count in shown.items() if kind in pair)
        before, during, after = (
            sum(every for month, (every, _) in months.items() if (month > last) - (month < first) == side)
            for side in (-1, 0, 1)
        )
        if calls * before >= EXPECTED * during:
            yield f"`{kind}` begins in {first:%B %Y}: before, such calls had another label. Read no trend."
        if calls * after >= EXPECTED * during:
            yield f"`{kind}` ends in {last:%B %Y}: after, such calls have another label. Read no trend."


def compared_years(months: Collection[date]) -> list[list[date]]:
    """The twelve months before the last twelve full ones, and these: what a trend compares. Nothing if they are fewer.

    The first month and the last may be cut, and months without calls are not there.
    """
    full = sorted(months)[1:-1]
    if len(full) < 24 or full[-1].toordinal() - full[-24].toordinal() > 31 * 24:
        return []
    return [full[-24:-12], full[-12:]]


def trend(months: Mapping[date, tuple[int, int]]) -> str:
    """The last twelve full months against the twelve before, so that seasons do not look like a trend."""
    years = compared_years(months)
    if not years:
        return "Less than two full years: seasons and a trend cannot be told apart."
    before, last = (sum(months[month][1] for month in part) for part in years)
    if not before:
        return "The twelve months before the last twelve have no such call."
    change = round(100 * (last - before) / before)
    words = "as many as" if not change else f"{abs(change)}% {'more' if change > 0 else 'fewer'} than"
    return f"The last twelve full months have {words} the twelve before them."


def _holes(months: Sequence[date]) -> list[str]:
    listed, at, end = [], min(months), max(months)
    while at <= end:
        if at not in months:
            listed.append(at)
        at = date(at.year + at.month // 12, at.month % 12 + 1, 1)
    if not listed:
        return []
    return [f"No call at all in {len(listed)} of the months between the first and the last: is the export whole?"]


def _clocks(call_map: CallMap) -> Iterator[str]:
    """By which clock times are counted, and whether the clock is that of the call."""
    utc = [one for one in call_map.sources if any(time.clock == "utc" for time in one.times.values())]
    if utc and len(utc) < len(call_map.sources):
        files = ", ".join(file for one in utc for file in one.files)
        yield f"Times of {files} are brought from UTC to {call_map.zone}; others are counted as they stand."
    elif utc:
        yield f"Times are brought from UTC to {call_map.zone}."
    elif any(one.times for one in call_map.sources):
        yield "Times are counted as they stand in the files, as local time."
    for one in call_map.sources:
        column = one.times["received"].column if "received" in one.times else ""
        if any(word in column.lower() for word in ARRIVAL):
            yield f"Hours are those of `{column}`, when somebody arrived. When the calls came in is not known."

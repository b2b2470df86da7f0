"""The words of a duty schedule, and what stands in other schedules and is refused here with its cure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coplan.content.answers.moments import DASHES
from coplan.content.answers.values import MONTHS as NAMES_OF_MONTHS

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = tuple(name.casefold() for name in NAMES_OF_MONTHS)
EXAMPLE = "Write days and hours like `Mo-Fr 08:00-20:00` or `Mo-Su 12:00-24:00; PH off`."
_WORDS = re.compile(
    r"""(?P<always>24\s*/\s*7)
    | (?P<time>\d{1,2}[:.]\d{2}\b)
    | (?P<weeks>weeks?\s*\d{1,2}\s*-\s*\d{1,2}\s*/\s*2\b)
    | (?P<number>\d+)
    | (?P<word>[^\W\d_]+\.?)
    | (?P<sign>\|\||[-,;:&+/"\[\]().])
    | (?P<space>\s+)
    | (?P<other>.)""",
    re.VERBOSE | re.IGNORECASE,
)
# What a duty schedule cannot mean: sign or word, why, and what to write.
_ROTATION = (
    "that is how one crew or person rotates, and not when the team is on duty. Give the hours at which somebody is "
    "there, like `24/7` or `Mo-Th 07:00-17:00`; the length of a shift has its own question"
)
CURES: tuple[tuple[str, str], ...] = (
    (
        r"\|\|",
        (
            "a second choice (`||`) is no time on duty. Give the hours that are staffed; what happens at other times "
            "has its own question"
        ),
    ),
    (
        r'["\u201c\u201d]',
        "a remark in quotes is no time on duty. Give the hours that are staffed, and put the remark into a note",
    ),
    (
        r"\b(?:sunrise|sunset|dawn|dusk)\b",
        "the sun moves through the year. Give the time on the clock, for example `20:00`",
    ),
    (
        r"\d\s*\+",
        (
            "an open end (`+`) has no hours that can be counted. Give the time at which duty ends, for example "
            "`20:00-02:00`"
        ),
    ),
    (
        r"\bSH\b",
        "school holidays differ by district and year. Give their dates, for example `Jun 15-Aug 31 off`",
    ),
    (
        r"\beaster\b",
        "Easter is another date each year. Leave it out, or count it among the public holidays: `PH off`",
    ),
    (r"\bunknown\b", "hours that are unknown cannot be staffed. Give the hours, or park the question"),
    (
        r"\[",
        "a certain Monday of the month is no rhythm of weeks. Give the day for every week, or dates such as `Jul 4`",
    ),
    (
        r"(?<![-\d:])(?:19|20)\d\d\b(?!\s*-\s*\d{3,4}\b)",
        "a schedule holds for every year. Leave the year out; hours that change once are phases of the rollout",
    ),
    (
        r"\bweeks?\s*\d",
        (
            "week numbers are other dates each year. Give dates such as `Jun 1-Aug 31`, or every other week as "
            "`week 1-53/2` and `week 2-53/2`"
        ),
    ),
    (
        r"\b(?:24|48)\s*(?:hours?\s*)?(?:/|-|on\b)\s*(?:48|72|96)\b|\b(?:kelly|pitman|panama|dupont|platoons?)\b|\b2-2-3\b",
        _ROTATION,
    ),
    (
        r"\b[3-7]\s*[-/x]?\s*(?:8|9|10|12)['\u2019]?s\b|\b(?:four|five)[\s-](?:tens|eights)\b|\b\d{1,2}x\d{1,2}\b",
        _ROTATION,
    ),
    (r"\b\d{1,2}[\s-]?h(?:ou)?rs?[\s-](?:shifts?|days)\b|\b\d[\s-]?on\b.{0,3}\b\d[\s-]?off\b", _ROTATION),
    (
        r"\bon[\s-]call\b",
        "hours on call are no hours on duty, and have their own question. Give the hours at which a team is there",
    ),
    (
        r"\b(?:every other|alternat\w+|bi-?weekly|week [ab])\b",
        (
            "say which calendar weeks, by their number: `week 1-53/2 Mo-Th 07:00-17:00` for odd weeks, and "
            "`week 2-53/2 Mo-Th 07:00-17:00` for even weeks"
        ),
    ),
    (
        r"\b(?:1st|2nd|3rd|4th|first|second|third|fourth|last)\b",
        "a certain Monday of the month is no rhythm of weeks. Give the day for every week, or dates such as `Jul 4`",
    ),
    (
        r"\b(?:summer|winter|spring|fall|autumn|season)\b",
        "seasons need dates. Write `Jun-Aug Mo-Su 10:00-22:00`, or `May 15-Sep 15 Mo-Su 10:00-22:00`",
    ),
    (
        r"\b(?:christmas|thanksgiving|new year\W?s?|labor day|memorial day|independence day|juneteenth|veterans day)\b",
        "a single holiday needs its date, like `Dec 25 off`; all public holidays together are `PH off`",
    ),
    (r"\bbusiness hours\b", "business hours differ. Give them, for example `Mo-Fr 08:00-17:00`"),
    (
        r"\b(?:tbd|to be determined|not sure|unsure)\b",
        "hours that are unknown cannot be staffed. Give the hours, or park the question",
    ),
    (r"\b[PMCE][SD]?T\b", "a schedule is in the time zone of the community. Leave the zone out"),
    (
        r"\b(?:lunch|break)\b",
        "a break is no time on duty. Write `Mo-Fr 07:30-12:00,13:00-17:30`, or leave the break out",
    ),
)


class NoSchedule(ValueError):
    """The text is no duty schedule; the message says why, and what to write."""


class Cured(NoSchedule):
    """The text has something that no duty schedule can mean, and it is known what to write instead."""


@dataclass(frozen=True)
class Token:
    """One word of a schedule. `value` is a minute of the day, a day or month by number, or a number."""

    kind: str  # time, day, month, number, off, on, holiday, always, weeks, and the signs , ; : -
    value: int = 0
    start: int = 0
    end: int = 0


def plain_signs(text: str) -> str:
    """The text with one sign for all dashes, and rules on lines of their own parted by semicolons."""
    return re.sub(r"\s*\n\s*", "; ", DASHES.sub("-", text.strip()))


def tokens(text: str) -> list[Token]:
    """The words of a schedule in order. Raises NoSchedule for what such a schedule cannot mean."""
    for pattern, why in CURES:
        if re.search(pattern, text, re.IGNORECASE) and not (pattern.startswith(r"\bweeks") and _only_alternate(text)):
            raise Cured(f"`{text}`: {why}.")
    return [token for found in _WORDS.finditer(text) if (token := _token(found, text))]


def _only_alternate(text: str) -> bool:
    numbered = re.findall(r"\bweeks?\s*\d+(?:\s*-\s*\d+\s*/\s*2\b)?", text, re.IGNORECASE)
    return all("/" in found for found in numbered)


def _token(found: re.Match[str], text: str) -> Token | None:
    kind, words = str(found.lastgroup), found[0]
    place = found.span()
    if kind == "space":
        return None
    if kind == "word":
        kind, value = _word(words.casefold().removesuffix("."), text)
        return Token(kind, value, *place)
    if kind == "time":
        return Token("time", _minutes(words, text), *place)
    if kind == "weeks":
        return Token("weeks", _parity(words, text), *place)
    if kind == "number":
        return Token("number", int(words[:6]), *place)
    if kind == "sign" and words in ",;:-&":
        return Token("," if words == "&" else words, 0, *place)
    if kind == "always":
        return Token("always", 0, *place)
    raise NoSchedule(f"`{text}` is not a schedule: `{words}` is not understood. {EXAMPLE}")


def _word(word: str, text: str) -> tuple[str, int]:
    if word in ("off", "closed"):
        return "off", 0
    if word in ("to", "through", "thru", "till", "until"):
        return "-", 0
    if word == "and":
        return ",", 0
    if word == "open":
        return "on", 0
    if word in ("ph", "holiday", "holidays"):
        return "holiday", 0
    for kind, names, shortest in (("day", DAYS, 2), ("month", MONTHS, 3)):
        fitting = [place for place, name in enumerate(names) if len(word) >= shortest and name.startswith(word)]
        if len(fitting) == 1:
            return kind, fitting[0]
    raise NoSchedule(f"`{text}` is not a schedule: `{word}` is not understood. {EXAMPLE}")


def _minutes(words: str, text: str) -> int:
    hour, minute = (int(part) for part in re.split("[:.]", words))
    if hour > 48 or minute > 59 or (hour == 48 and minute):
        raise NoSchedule(f"`{text}` is not a schedule: `{words}` is no time of day. {EXAMPLE}")
    return hour * 60 + minute


def _parity(words: str, text: str) -> int:
    first, last = (int(part) for part in re.findall(r"\d+", words)[:2])
    if first not in (1, 2) or last not in (51, 52, 53):
        why = "every other week is `week 1-53/2` (odd weeks) or `week 2-53/2` (even weeks). Other weeks need dates"
        raise NoSchedule(f"`{text}`: {why}.")
    return first % 2

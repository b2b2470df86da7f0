"""A duty schedule as Americans say it, and as coplan prints it, written in the form that coplan keeps.

`M-F 8-5` and `Monday to Friday, 8 a.m. to 5 p.m.; not on public holidays` become `Mo-Fr 08:00-17:00` and
`Mo-Fr 08:00-17:00; PH off`. Hours that may mean the morning or the evening are asked, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from coplan.content.answers.duty.tokens import DAYS, MONTHS, NoSchedule, plain_signs

SHORT = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_NAMES = {name: day for day, full in enumerate(DAYS) for name in (full, full + "s", full[:3], full[:2])}
_NAMES |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3, "m": 0, "t": 1, "w": 2, "r": 3, "f": 4}
_GROUPS = {"weekday": "Mo-Fr", "weekdays": "Mo-Fr", "weekend": "Sa-Su", "weekends": "Sa-Su"}
_GROUPS |= {"daily": "Mo-Su", "everyday": "Mo-Su", "every day": "Mo-Su", "nightly": "Mo-Su", "every night": "Mo-Su"}
_GROUPS |= {"7 days a week": "Mo-Su", "seven days a week": "Mo-Su"}
_GROUPS |= {
    "all week": "Mo-Su",
    "seven days": "Mo-Su",
    "mtwthf": "Mo-Fr",
    "mtwrf": "Mo-Fr",
    "mtwth": "Mo-Th",
    "mtwr": "Mo-Th",
}
_GROUPS |= {"mwf": "Mo,We,Fr", "tth": "Tu,Th", "tuth": "Tu,Th"}
_TIME = r"(?:\d{3,4}|\d{1,2}(?::\d{2})?)\s*(?:[ap]\.?\s?m\b\.?|[ap]\b)?|noon|midnight"  # 0800, 800, 8, 8:30, 8 a.m.
_SPAN = re.compile(rf"(?<!\d)(?:from\s+)?({_TIME})\s*(?:-|to|until|till|through)\s*({_TIME})", re.IGNORECASE)
_ALL_DAY = re.compile(r"\b(?:all day|24 ?(?:hours|hrs)(?: a day)?|around the clock|24/7)\b", re.IGNORECASE)
_DAY = re.compile(
    rf"\b({'|'.join(sorted([*_NAMES, *_GROUPS], key=len, reverse=True))})\b"
    rf"(?:\s*(-|to|through|thru)\s*({'|'.join(sorted(_NAMES, key=len, reverse=True))})\b)?",
    re.IGNORECASE,
)
_MONTH = rf"(?:{'|'.join(MONTHS)})(?:\s\d{{1,2}})?"
_DATES = re.compile(
    rf"((?:{_MONTH}(?:\sto\s{_MONTH})?(?:,\s|\sand\s)?)*)(?:,?\s?in (odd|even) calendar weeks)?:\s", re.IGNORECASE
)
_SHORT_MONTH = rf"(?:{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)}|sept)\.?(?:\s\d{{1,2}}\b)?"
_SEASON = re.compile(
    rf"(?:({_SHORT_MONTH}(?:\s*(?:-|to|through|thru)\s*{_SHORT_MONTH})?)|(odd|even)(?: calendar)? weeks)[:,]?\s+",
    re.IGNORECASE,
)
_DAY_NAME = rf"(?:{'|'.join(sorted((name for name in _NAMES if len(name) > 1), key=len, reverse=True))})"
_POINT = re.compile(rf"\b({_DAY_NAME})\.", re.IGNORECASE)
_ACROSS = re.compile(
    rf"\b{_DAY_NAME}\s+(?:{_TIME})\s*(?:-|to|until|till|through)\s*{_DAY_NAME}\s+(?:{_TIME})", re.IGNORECASE
)
_HOLIDAYS = re.compile(
    r"\(?(?:\bnot|\bno|\boff|\bclosed|\bexcept|\bexcluding)(?: on| for)? (?:(?:public|federal|legal) )?holidays\)?$",
    re.IGNORECASE,
)
_OFF = re.compile(r"\b(?:not on duty|closed|off)\b", re.IGNORECASE)
_FILLER = re.compile(
    r"[,\s]+|\b(?:and|on|from|open|at|the|only|days?|nights?|evenings?|swing|graveyard|shifts?|hours|hrs?|h)\b",
    re.IGNORECASE,
)


class Unclear(NoSchedule):
    """Hours that may be meant in two ways."""


def written(typed: str) -> str:
    """The schedule in the form that coplan keeps. Raises NoSchedule if it is none, Unclear if it has two meanings."""
    text = _POINT.sub(r"\1", plain_signs(typed)).strip().rstrip(".")
    if re.fullmatch(
        r"24 hours a day, every day|(?:open )?24/7(?:/365)?|24 hours|around the clock", text, re.IGNORECASE
    ):
        return "24/7"
    rules, dates = [], ""
    for part in text.split(";"):
        if _ACROSS.search(part):
            raise Unclear(
                f"`{typed}` can mean these hours on each day, or one duty without a break. Write `Mon-Fri 0800-1700`, "
                "or each day with its hours, like `Fr 17:00-24:00; Sa-Su 00:00-24:00; Mo 00:00-08:00`."
            )
        found = _DATES.match(part.strip())
        season = None if found and found[0].strip() else _SEASON.match(part.strip())
        if season:  # as where coplan's own form is typed, it holds for this part alone
            found, dates = season, ""
        if found and found.group(0).strip():
            dates = _written_dates(found[1] or "", found[2] or "")
        rest = part.strip()[found.end() :] if found else part.strip()
        for clause in _clauses(rest):
            rules += [f"{dates} {rule}".strip() for rule in _rules(clause, typed)]
        dates = "" if season else dates
    return "; ".join(rules)


def _clauses(part: str) -> list[str]:
    """`Mon-Thu 10am-10pm, Fri 10am-2am` is two clauses: each has its days and its hours, in the same order."""
    found = [("hours", match) for pattern in (_ALL_DAY, _SPAN) for match in pattern.finditer(part)]
    taken = [match.span() for _, match in found]
    found += [("days", m) for m in _DAY.finditer(part) if not any(a <= m.start() < b for a, b in taken)]
    words = sorted(found, key=lambda one: one[1].start())
    kinds = [kind for place, (kind, _) in enumerate(words) if place == 0 or words[place - 1][0] != kind]
    if len(kinds) < 3:
        return [part]
    begins = [m.start() for n, (kind, m) in enumerate(words) if kind == kinds[0] and (not n or words[n - 1][0] != kind)]
    cuts = [0, *begins[1:], len(part)]
    return [re.sub(r"(?:[\s,]|\band\b|&)+$", "", part[a:b]) for a, b in pairwise(cuts)]


def _rules(part: str, typed: str) -> Iterator[str]:
    """One clause: days with their hours, or what holds on holidays."""
    holidays = _HOLIDAYS.search(part)
    if holidays:
        if rest := part[: holidays.start()].strip(" ,("):
            yield from _rules(rest, typed)
        yield "PH off"
        return
    on = re.match(r"(?:on )?(?:public )?holidays,?:? (.+)$", part, re.IGNORECASE)
    days, hours, rest = _split(on[1] if on else part, typed)
    if rest or not hours:
        raise NoSchedule(f"`{typed}` is not a schedule.")
    yield f"{'PH' if on else days or 'Mo-Su'} {hours}"


def _split(part: str, typed: str) -> tuple[str, str, str]:
    """The days and the hours of a clause as coplan writes them, and what of it was not understood."""
    hours = ["00:00-24:00" for _ in _ALL_DAY.findall(part)]
    rest = re.sub(r"(?<=[A-Za-z])/(?=[A-Za-z])", ",", _ALL_DAY.sub(" ", part)).replace("&", ",")
    hours += [_span(found[1], found[2], typed) for found in _SPAN.finditer(rest)]
    rest = _SPAN.sub(" ", rest)
    if _OFF.search(rest):
        rest, hours = _OFF.sub(" ", rest), ["off"]
    days = [_days(found, typed) for found in _DAY.finditer(rest)]
    return ",".join(days), ",".join(hours), _FILLER.sub("", _DAY.sub(" ", rest))


def _days(found: re.Match[str], typed: str) -> str:
    first, _, last = (part.casefold() if part else "" for part in found.groups())
    if first in _GROUPS:
        if last:
            raise NoSchedule(f"`{typed}` is not a schedule.")
        return _GROUPS[first]
    return SHORT[_NAMES[first]] + (f"-{SHORT[_NAMES[last]]}" if last else "")


def _span(first: str, last: str, typed: str) -> str:
    start, end = _clock(first), _clock(last)
    (hour, minute, half), (until, ends, ending) = start, end
    if not half and not ending:
        half, ending = _halves(hour, until, typed) if _is_bare(first) and _is_bare(last) else ("24", "24")
    elif not half or not ending:
        half, ending = _other_half(start, end, typed)
    begin, finish = _minutes(hour, minute, half), _minutes(until, ends, ending)
    finish = finish or 24 * 60  # midnight at the end of the day
    return f"{begin // 60:02d}:{begin % 60:02d}-{finish // 60:02d}:{finish % 60:02d}"


def _halves(hour: int, until: int, typed: str) -> tuple[str, str]:
    """Morning or evening of two hours without either: a working day that begins early is meant, or people are asked."""
    if 6 <= hour <= 11 and 1 <= until <= 7 and until < hour and not (hour >= 10 and until >= 6):
        return "a", "p"
    first, last = (("am", "am"), ("pm", "pm")) if hour < until else (("am", "pm"), ("pm", "am"))
    shown = " or ".join(f"`{hour}{begins}-{until}{ends}`" for begins, ends in (first, last))
    raise Unclear(f"`{typed}` can mean the morning or the evening. Write {shown}, or 24 hours like `08:00-20:00`.")


def _other_half(start: tuple[int, int, str], end: tuple[int, int, str], typed: str) -> tuple[str, str]:
    """`8-5pm` begins in the morning, `1-5pm` after noon; `9am-5` ends after noon, and `9am-11` is asked."""
    (hour, _, half), (until, _, ending) = start, end
    if not half and ending in ("a", "p") and hour != until:
        same = hour % 12 < until % 12
        return (ending if same else ("a" if ending == "p" else "p")), ending
    if half in ("a", "p") and not ending and until % 12 < hour % 12:
        return half, "p" if half == "a" else "a"
    if half == "n" and not ending:
        return half, "p"
    if ending == "n" and not half:
        return "a", ending
    raise Unclear(f"`{typed}` can mean two things. Write a.m. or p.m. at both times, like `9am-5pm`.")


def _clock(text: str) -> tuple[int, int, str]:
    """Hour, minute, and the half of the day: a, p, n for noon and midnight, or nothing."""
    word = text.casefold().strip()
    if word in ("noon", "midnight"):
        return (12 if word == "noon" else 0), 0, "n"
    found = re.match(r"(\d{1,2}(?=\d{2}(?!\d))|\d{1,2})(?::?(\d{2}))?\s*([ap])?", word)
    assert found is not None
    return int(found[1]), int(found[2] or 0), found[3] or ""


def _is_bare(text: str) -> bool:
    """True for an hour without minutes, or with minutes and no zero before it: `8`, `8:30`."""
    return re.fullmatch(r"[1-9]|1[0-2]|[1-9]:\d{2}|1[0-2]:\d{2}", text.strip()) is not None


def _minutes(hour: int, minute: int, half: str) -> int:
    if half in ("a", "p") and not 1 <= hour <= 12:
        raise NoSchedule(f"there is no {hour} {half}.m.")
    if hour > 24 or minute > 59:
        raise NoSchedule(f"there is no {hour}:{minute:02d}.")
    hour = hour % 12 + (12 if half == "p" else 0) if half in ("a", "p") else hour
    return hour * 60 + minute


def _written_dates(words: str, weeks: str) -> str:
    """`June to August` as `Jun-Aug`, `July 1 to August 15` as `Jul 1-Aug 15`, weeks as `week 1-53/2`."""
    text = re.sub(r"\s*(?:-|\b(?:to|through|thru)\b)\s*", "-", words.strip().casefold().replace(".", ""))
    text = re.sub(r",?\sand\s|,\s", ",", text).strip(", ")
    text = re.sub(r"([a-z]{3})[a-z]*", lambda found: found[1].title(), text)
    rhythm = {"odd": "week 1-53/2", "even": "week 2-53/2", "": ""}[weeks.casefold()]
    return f"{text} {rhythm}".strip()

"""How words fit a sentence: full stop, case and article of what people typed. Pure: text in, text out."""

from __future__ import annotations

import re

# Words that have a capital only because a line begins with them. Any other word may be a name, and keeps its case.
OPENERS = re.compile(
    r"""(?ix)
    an?|the|this|that|these|those|all|any|both|each|either|every|neither|no|none|some|such|another|other|one|two|three
    |four|five|six|seven|eight|nine|ten|half|most|many|more|less|fewer|only|also|about|above|after|against|along|among
    |around|as|at|before|behind|below|between|beyond|by|despite|down|during|except|for|from|if|in|inside|into|like|near
    |of|off|on|onto|out|over|past|per|since|through|to|toward|under|unless|until|up|upon|when|where|whenever|wherever
    |while|who|whoever|with|within|without|because|he|her|his|how|it|its|my|our|she|their|them|they|we|what|which|whose
    |you|your|and|but|or|so|yet|not|never|always|sometimes|usually
    |staff|people|persons|members|partners|officers|clinicians|supervisors|dispatchers|crews
    """
)
DETERMINER = re.compile(
    r"(?i)(?:an?|the|this|that|these|those|each|every|any|no|all|both|its|their|our|his|her|your)\s"
)
ABBREVIATION = re.compile(r"(?i)(?:inc|co|corp|ltd|st|ave|jr|sr|dr|mr|mrs|ms|no|dept|etc)")
SOUNDS_LIKE_YOU = re.compile(r"(?i)(?:uni(?!n|m)|use|usu|uti|eu|one\b|once\b)")
SILENT_H = re.compile(r"(?i)(?:hour|honest|honor|heir)")
# Names of bodies that take "the" in a sentence: by their first words, or by their last one.
WANTS_ARTICLE = re.compile(
    r"^(?:Memorandum|Agreement|Contract|Ordinance|Resolution) (?:of|on|for|with|about|between) "
    r"|^(?:City|Town|Village|Borough|Township|County|State|University|Board|Office|Department|Port) of "
    r"|^(?:[A-Z][a-z]+ )+(?:Agreement|Memorandum|Contract) (?:of|on|for|with|about|between) "
    r"|^(?:Cities|Towns|Villages|Boroughs|Townships|Counties) of "
    r"|^[A-Z].*(?:Department|Office|Authority|Council|Commission|Board|Center|Agency|Division|Organization|Nation"
    r"|Tribes?|Band|Pueblo|Rancheria|Indian Community|Alliance|Association|Coalition|Consortium|Foundation"
    r"|Cooperative)$"
    r"|^[A-Z].* (?:Band|Tribes?|Nation|Pueblo) of "
)
# A list of bodies: the first of it, and not the last, tells whether it begins with "the".
SEVERAL = re.compile(r"((?=[^,]+ [^,])(?:(?! and )[^,])+), .*\band ")
# Titles of offices as people type them: "Clinical director, Valley Health", "shift sergeant on duty".
OFFICE = re.compile(
    r"^[A-Za-z][a-z-]+ (?:[a-z-]+ )*(?:director|manager|supervisor|sergeant|lieutenant|captain|commander|chief|officer"
    r"|clerk|attorney|coordinator|administrator|treasurer|secretary|analyst|lead)\b"
)
# What stands between the points of a list that people typed; the comma of a date is none.
BETWEEN = re.compile(r",\s+(?!\d{4}\b)(?:and\s+)?")
ENDS = (".", "!", "?", ":", ".)", ".”", '."')


def first_upper(words: str) -> str:
    """Begin with a capital."""
    return words[:1].upper() + words[1:]


def in_place_of(text: str, name: str, words: str) -> str:
    """The text with these words where a name stood, also where it had its article; never inside a longer word."""
    return re.sub(rf"(?:\b[Tt]he )?(?<!\w){re.escape(name)}(?!\w)", lambda _: words, text) if name.strip() else text


def finished(words: str) -> str:
    """Begin with a capital and end with a full stop."""
    words = first_upper(words).rstrip()
    return words if words.endswith(ENDS) else words + "."


def closed(words: str) -> str:
    """On one line and with a full stop; nothing stays nothing."""
    words = " ".join(words.split())
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."


def embedded(words: str) -> str:
    """For the middle of a sentence: without the full stop, and without the capital that only began the line."""
    words = _without_stop(words.strip())
    first, space, rest = words.partition(" ")
    return first.lower() + space + rest if _opens_a_line(first) else words


def lowered(words: str) -> str:
    """A label in the middle of a sentence; an abbreviation keeps its capitals."""
    first, *rest = words.split(" ")
    keeps = first.isupper() or any(char.isdigit() for char in first)
    return words if keeps else " ".join([first.lower(), *rest])


def with_article(words: str) -> str:
    """With "a" or "an", unless an article or the like stands there."""
    words = embedded(words)
    if not words or DETERMINER.match(words):
        return words
    return f"{'an' if _begins_with_a_vowel(words) else 'a'} {words}"


def either(words: list[str]) -> str:
    """Several of which one will do: an officer, a medic or a clinician."""
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def with_the(name: str) -> str:
    """The name of a body or an office as it stands in a sentence: the City of Alder, but Alder County."""
    if DETERMINER.match(name):
        return name
    if several := SEVERAL.match(name):
        return with_the(several[1]) + name[several.end(1) :]
    if OFFICE.match(name):
        return f"the {name[0].lower()}{name[1:]}"
    return f"the {name}" if WANTS_ARTICLE.search(name) else name


def offices(words: str) -> list[str]:
    """The offices that act together, one each: "the police chief and the clinical director together".

    Empty where the words do not tell the offices apart for sure.
    """
    found = re.split(r",? together with |, and |, | and ", words.removesuffix(" together"))
    sure = len(found) > 1 and all(re.match(r"(?i)the \w", each) for each in found)
    return [first_upper(each[4:]) for each in found] if sure and "[" not in words else []


def listed(words: str) -> list[str]:
    """The points of a list that people typed with commas or semicolons, each with a capital.

    One comma makes no list: "trained staff, who have signed" is one point. A bracket is never cut.
    """
    words = _without_stop(words.strip())
    cuts = re.split(r";\s+(?:and\s+)?", words) if ";" in words else BETWEEN.split(words)
    found = [each for each in cuts if each]
    whole = all(each.count(one) == each.count(other) for each in found for one, other in ("()", "[]"))
    return list(map(first_upper, found)) if whole and (len(found) > 2 or ";" in words) else [first_upper(words)]


def _without_stop(words: str) -> str:
    last = words.rsplit(" ", 1)[-1]
    if not words.endswith(".") or words.endswith("..") or "." in last[:-1] or ABBREVIATION.fullmatch(last[:-1]):
        return words
    return words[:-1]


def _opens_a_line(word: str) -> bool:
    bare = word.rstrip(",;:")
    return OPENERS.fullmatch(bare) is not None and (len(bare) == 1 or not bare.isupper())


def _begins_with_a_vowel(words: str) -> bool:
    first = re.split(r"[\s-]", words)[0].strip('\\*"“(')
    if len(first) > 1 and first.isupper():  # an EMT, a BHU: letters are spoken one by one
        return first[0] in "AEFHILMNORSX"
    if re.match(r"8|11\b|18\b", first):
        return True
    return bool(SILENT_H.match(first)) or (first[:1].lower() in "aeiou" and not SOUNDS_LIKE_YOU.match(first))

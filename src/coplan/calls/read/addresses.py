"""Places without addresses: a house number becomes its hundred block, an apartment goes."""

from __future__ import annotations

KINDS = "AV|AVE|AVENUE|ST|STREET|RD|ROAD|PL|WAY|DR|BLVD|CT|LN|TER|HWY|MILE|N|S|E|W"


def coarse(value: str) -> str:
    """SQL that makes a place so coarse that no door can be found: `1234 ELM ST APT 5` becomes `1200 block ELM ST`.

    `5 AV S` is a street with a number for a name, and stays.
    """
    unit = r"'(?i)[ ,]+(apt|apartment|unit|suite|ste|rm|room|lot|#).*$'"
    bare = f"regexp_replace({value}, {unit}, '')"
    named = f"regexp_matches({value}, '(?i)block|^[0-9]{{1,2}} +({KINDS})( |$)')"
    hundred = rf"regexp_replace({bare}, '^([0-9]+)[0-9]{{2}}( +[^0-9].*)$', '\100 block\2')"
    low = rf"regexp_replace({bare}, '^[0-9]{{1,2}}( +[^0-9].*)$', '0 block\1')"
    door = f"CASE WHEN {named} THEN {value} WHEN regexp_matches({bare}, '^[0-9]{{1,2}} ') THEN {low} ELSE {hundred} END"
    # One word alone is no door: most areas are told apart without looking at their letters.
    return f"CASE WHEN contains({value}, ' ') OR contains({value}, ',') THEN {door} ELSE {value} END"

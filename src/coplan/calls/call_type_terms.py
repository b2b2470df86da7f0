"""Words by which call types are proposed as behavioral health. People decide; this only sorts the list they read.

`YES` names a behavioral health crisis. `MAYBE` often is one, and a person must look. From the call types of nine public
exports and the practice of co-response programs; free spelling is met by parts of words.
"""

from __future__ import annotations

import re

YES = re.compile(
    r"mental|\bmhc?\b|psych|behavior|suicid|\bcrisis|emotional|overdos|\b5150|\bcit\b|\bbaker act|\bedp\b|self.?harm"
    r"|commitment|involuntary|invol\b|\bep +papers|\bojt\b|apprehension under",
    re.IGNORECASE,
)
MAYBE = re.compile(
    r"welfare|well ?(being)?[ -]*ch|wel+ness|wellness|weel|check (the )?well|intox|drunk|detox|\bperson down|man down"
    r"|lying in|sleeper|unwanted|trespass|screaming|missing|runaway|senile|dementia|chronic caller|disorderly"
    r"|suspicious person|disturbance|altered mental|poison|unconscious|\bunknown trouble|tarasoff|sick case"
    r"|homeless|transient|naloxone|narcan|drug",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"traffic|parking|alarm|animal|building fire|vehicle|officer.?init|on.?view|property|noise|drug deal|\bparty",
    re.IGNORECASE,
)
MEDICAL = re.compile(r"altered mental( status)?", re.IGNORECASE)  # often a stroke or sugar, and a clinician must look


def proposal(label: str) -> str:
    """`yes`, `maybe` or `no` for a call type, to be confirmed by people."""
    if YES.search(MEDICAL.sub("", label)):
        return "yes"
    if NEVER.search(label):
        return "no"
    return "maybe" if MAYBE.search(label) else "no"

"""What all values of a pack share: the stages, and how strictly their fields are checked."""

from __future__ import annotations

from typing import Literal

STAGES = ("exploring", "developing", "launching", "operating")
Stage = Literal["exploring", "developing", "launching", "operating"]
Homework = Literal["coordinator", "analyst", "finance", "hr", "counsel", "clinical", "dispatch"]
HOMEWORK: dict[Homework, str] = {  # who brings answers to a workshop, and what people call them
    "coordinator": "program coordinator",
    "analyst": "data analyst",
    "finance": "finance",
    "hr": "human resources",
    "counsel": "legal counsel",
    "clinical": "clinical lead",
    "dispatch": "911 center",
}
ANSWER = "{answer}"  # where an answer stands in the sentence that says it
STRICT = {"extra": "forbid", "str_strip_whitespace": True}
AS_IN_YAML = {**STRICT, "alias_generator": lambda name: name.rstrip("_")}  # `from_` is `from:` in the file
AS_TYPED = {**AS_IN_YAML, "str_strip_whitespace": False}  # a template keeps its blank lines, and so its line numbers

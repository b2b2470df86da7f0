"""Names of files that are safe on every system: what stands in a record or a pack is checked like input. Pure."""

from __future__ import annotations

import os
import re
from functools import lru_cache

LONGEST = 255  # bytes; what file systems allow
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Names that Windows gives to devices, whatever comes behind their first dot.
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}


def name_fault(name: str) -> str:
    """What is wrong with a plain file name, in words; empty if nothing is."""
    if name in ("", ".", ".."):
        return "is no name of a file"
    if "/" in name or "\\" in name:
        return "holds a path"
    if CONTROLS.search(name):
        return "holds a character that does not print"
    if any(letter in name for letter in ':*?"<>|'):
        return "holds a character that file names may not have everywhere"
    if name.endswith((" ", ".")):
        return "ends with a space or a full stop"
    if name.partition(".")[0].rstrip().casefold() in DEVICES:
        return "is what Windows calls a device"
    return "is too long" if len(name.encode("utf-8")) > LONGEST else ""


@lru_cache(maxsize=8192)
def path_fault(path: str) -> str:
    """What is wrong with a path inside a folder, with `/` between its parts, in words; empty if nothing is.

    People name their drafts as their system allows; refused is what leads out, or means something else elsewhere.
    """
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or ".." in parts or any(re.match(r"[A-Za-z]:", part) for part in parts):
        return "leads out of the plan's folder"
    return next((fault for part in parts if (fault := _part_fault(part))), "")


def _part_fault(part: str) -> str:
    fault = name_fault(re.sub(r'[*?"<>|]', "_", part if os.name == "nt" else part.replace(":", "_")).rstrip(" ."))
    return "" if fault == "is no name of a file" and part.strip(" .") else fault

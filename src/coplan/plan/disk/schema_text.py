"""The JSON Schema of a plan as editors read it, kept in the user's cache: it follows from the pack alone."""

from __future__ import annotations

import json
from contextlib import suppress

from coplan.content.installed import installed
from coplan.content.model import Pack
from coplan.disk.cache import prune, read, short_name, write

KEPT = 8  # packs


def schema_text(pack: Pack) -> bytes:
    """The schema of plans of this pack, on one line, for an editor does not mind."""
    name = _name(pack)
    held = read(name) if name else None
    if held is not None:
        return held
    from coplan.plan.schema import plan_schema

    text = (json.dumps(plan_schema(pack), ensure_ascii=False) + "\n").encode("utf-8")
    if name:
        with suppress(OSError, RuntimeError):
            write(name, text)
            prune(KEPT, name)
    return text


def _name(pack: Pack) -> str:
    """The file that keeps it; nothing for a pack that was made on the way, or where coplan cannot be looked at."""
    try:
        words = f"{installed()} {pack.stamp}" if pack.stamp else ""
    except OSError:
        words = ""
    return f"{short_name(words)}.schema" if words else ""

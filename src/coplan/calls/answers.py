"""The plan's answers that call data give: the same questions that an analyst answers by hand in step 1."""

from __future__ import annotations

from datetime import datetime

from coplan.calls import inputs
from coplan.calls.intervals import Share
from coplan.calls.mapping import CallMap
from coplan.calls.needs import Needs
from coplan.calls.shown import HourBlock, ShownTables
from coplan.yaml.nodes import Data

DAY_KEYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def plan_answers(needs: Needs, shown: ShownTables, call_map: CallMap, missed: Share | None = None) -> dict[str, Data]:
    """Question key to answer, as text that the question's kind reads. Only what the data really give.

    `missed` is what people found in the sample of other calls. Files that are a sample give no volume.
    Places and hours are given where every row may be shown, since the plan prints them.
    """
    found: dict[str, Data] = {}
    if missed:
        found[inputs.CHECKED.key] = "done"
        found[inputs.CHECKED_CALLS.key] = str(missed.of)
        found[inputs.MISSED.key] = f"{100 * missed.share:.1f}"
    if shown.counted is None:
        return found
    found[inputs.CODES.key] = [
        *call_map.definition.yes,
        *([f"Why these: {call_map.definition.reason}"] if call_map.definition.reason else []),
    ]
    if call_map.whole:
        if needs.counted < needs.calls:  # files of behavioral health calls only do not tell all calls
            found[inputs.TOTAL.key] = str(needs.calls)
        if call_map.definition.yes:
            found[inputs.COUNTED.key] = str(shown.counted)
        for key, end in ((inputs.FIRST_DAY.key, needs.first), (inputs.LAST_DAY.key, needs.last)):
            if isinstance(end, datetime):
                found[key] = end.date().isoformat()
        if shown.blocks and not needs.untimed:
            blocks = [block for block in shown.blocks if block.calls]
            found[inputs.BY_HOUR.key] = [_row(block) for block in blocks]
        places = {name: calls for name, calls in shown.places.items() if name}
        if places and len(places) == len(shown.places) and None not in places.values():
            found[inputs.BY_PLACE.key] = [{"place": name, "calls": str(calls)} for name, calls in places.items()]
    if needs.scene and needs.scene.calls >= call_map.smallest:
        found[inputs.SCENE.key] = f"{needs.scene.mean:.1f}"
    if needs.repeats and needs.repeats.by == "person" and shown.repeats is not None:
        found[inputs.REPEAT_PEOPLE.key] = str(shown.repeats)
    return {key: data for key, data in found.items() if data != []}


def _row(block: HourBlock) -> dict[str, Data]:
    days = DAY_KEYS[block.days[0]] if len(block.days) == 1 else "weekday" if block.days[0] == 0 else "weekend"
    start, end = f"{block.start:02}:00", f"{block.end % 24:02}:00"
    return {"day": days, "start": start, "end": end, "calls": str(block.calls)}

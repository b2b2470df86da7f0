"""What a plan counts, and the form on which it is written down: measures of the pack, fields of the encounter log."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coplan.calls.encounters.fields import ALWAYS, BY_KEY, FIELDS, REASONS, LogField, with_reasons
from coplan.calls.inputs import FIELDS as FORM
from coplan.calls.inputs import REASON_CODES, RESPONSE_TARGET, SELECTED
from coplan.content.answers.values import Missing
from coplan.content.knowledge import Measure
from coplan.content.reads import ReadsQuestion
from coplan.drafts.render import markdown
from coplan.drafts.render.grammar import finished, first_upper
from coplan.drafts.render.printing import Printer
from coplan.drafts.render.words.outcomes import chance_table, ripe_later, year_columns

UNKNOWN = ("known",)  # knowledge of the field, which no page shows
RESPONSE = "response"
NOTHING = "No "  # begins a reference that says that no value is published
KINDS = {"text": "words", "date": "date", "time": "time, 24 hours", "number": "number", "choice": "one of"}
BLANKS = {"date": "____ / __ / __", "time": "________ (24 h)", "number": "______"}


def data_functions(printer: Printer) -> dict[str, Callable[..., str]]:
    """The functions of templates that tell of measures and fields."""
    return {
        "measures_table": lambda: measures_table(printer),
        "measures_elsewhere": lambda: measures_elsewhere(printer),
        "unit_of": lambda metric: unit_of(printer, metric),
        "results_table": lambda *columns: results_table(printer, columns),
        "first_year_table": lambda: first_year_table(printer),
        "ripe_later": lambda: ripe_later(printer, _measures(printer)),
        "chance_table": lambda: chance_table(printer),
        "fields_table": lambda: fields_table(printer),
        "form_table": lambda: form_table(printer),
    }


def measures_table(printer: Printer) -> str:
    """Each chosen measure with what is counted, of what, its unit and where the numbers come from; or the hole."""
    rows = [
        [
            markdown.inline(first_upper(one.label)),
            markdown.inline(one.numerator),
            markdown.inline(one.denominator) or "–",
            markdown.inline(_unit(printer, one)),
            markdown.inline(one.data_source),
        ]
        for one in _measures(printer)
    ]
    return _table(
        printer,
        _now(printer, SELECTED),
        ["Measure", "What is counted", "Of what", "Unit", "Where it comes from"],
        rows,
    )


def measures_elsewhere(printer: Printer) -> str:
    """What others have published about each chosen measure, one line each with its sources; nothing where none did."""
    lines = []
    for one in _measures(printer):
        sources = "; ".join(printer.source(key) for key in one.source if key not in UNKNOWN)
        if one.reference and sources and not one.reference.startswith(NOTHING):
            words = markdown.inline(finished(one.reference))
            lines.append(f"- **{markdown.inline(first_upper(one.label))}**: {words} ({sources})")
    return "\n".join(lines)


def unit_of(printer: Printer, metric: object) -> str:
    """The unit of a measure that an answer names; a dash for people's own words, which have none."""
    units = {one.key: one.unit for one in printer.pack.measures}
    return markdown.inline(units.get(getattr(metric, "key", ""), "–"))


def _unit(printer: Printer, one: Measure) -> str:
    """The unit of a measure; for the time to arrive also the share within the plan's target, which tests ask for."""
    key = _now(printer, RESPONSE_TARGET)
    if one.key != RESPONSE or key not in printer.pack.questions or isinstance(value := printer.value(key), Missing):
        return one.unit
    return f"{one.unit}; percent within {printer.prose(value)}"


def results_table(printer: Printer, columns: tuple[str, ...]) -> str:
    """Each chosen measure with its unit and a line to be filled under each of the columns; or the hole."""
    rows = [
        [markdown.inline(first_upper(one.label)), markdown.inline(_unit(printer, one)), *("______" for _ in columns)]
        for one in _measures(printer)
    ]
    return _table(printer, _now(printer, SELECTED), ["Measure", "Unit", *columns], rows)


def first_year_table(printer: Printer) -> str:
    """The results of the first yearly report: when one that is not ripe is complete, and the time before."""
    rows = []
    for one in _measures(printer):
        now, before = year_columns(printer, one)
        whole = "–" if now.startswith("not yet") else "______"
        rows.append([markdown.inline(first_upper(one.label)), markdown.inline(_unit(printer, one)), now, whole, before])
    return _table(
        printer, _now(printer, SELECTED), ["Measure", "Unit", "This year", "Of how many", "Before the program"], rows
    )


def fields_table(printer: Printer) -> str:
    """Each field of the encounter form with its name in the file, meaning, kind and values; or the hole.

    The template has the plan's list of reasons once, below.
    """
    rows = [
        [
            markdown.inline(one.key),
            "yes" if one.must else "if found" if one.found else "if dispatched" if one.dispatched else "–",
            "system" if one.made else "later" if one.later else "contact",
            markdown.inline(first_upper(label)) + (f". {markdown.inline(finished(told))}" if told else ""),
            _holds(one),
        ]
        for one, label, told in _fields(printer)
    ]
    return _table(printer, _now(printer, FORM), ["Name", "Must", "Entered", "What it means", "What it may hold"], rows)


def form_table(printer: Printer) -> str:
    """The encounter form on paper: each field with its boxes or a line; or the hole.

    A list of reasons stands below it once, for both fields that hold one. What nobody knows when the contact ends has a
    table of its own; what a system writes has no line.
    """
    shown = [one for one in _fields(printer) if not one[0].made and (one[0].key not in REASONS or not one[0].choices)]
    now, later = ([one for one in shown if one[0].later is when] for when in (False, True))
    form = _table(printer, _now(printer, FORM), ["Field", "Answer", "Field", "Answer"], _pairs(now))
    return f"{form}\n\n{markdown.table(['Later', 'Answer', 'Later', 'Answer'], _pairs(later))}" if later else form


def _pairs(fields: list[tuple[LogField, str, str]]) -> list[list[str]]:
    """Fields with their boxes, two in a row."""
    rows: list[list[str]] = []
    for at, (one, label, _) in enumerate(fields):
        if one.beside and at and fields[at - 1][0].key == one.beside:
            rows[-1][1] += f" {_boxes(one)}"
        else:
            rows.append([markdown.inline(first_upper(label)), _boxes(one)])
    half = (len(rows) + 1) // 2
    return [[*left, *(rows[half + at] if half + at < len(rows) else ["–", "–"])] for at, left in enumerate(rows[:half])]


def _table(printer: Printer, key: str, heads: list[str], rows: list[list[str]]) -> str:
    value = printer.value(key)
    if isinstance(value, Missing):
        return printer.prose(value)
    mark = printer.mark(value)
    return markdown.table(heads, rows) + (f"\n\n{mark}" if mark else "")


def _measures(printer: Printer) -> Iterator[Measure]:
    """The measures of the plan, in its order. People's own words are no measure of the pack, and have no definition."""
    by_key = {one.key: one for one in printer.pack.measures}
    for chosen in printer.value(_now(printer, SELECTED)):
        if chosen.key in by_key:
            yield by_key[chosen.key]


def _fields(printer: Printer) -> Iterator[tuple[LogField, str, str]]:
    """The fields of the form, each with its label and what is said of it, in the order of the log.

    The log always has the two fields without which a row counts for nothing. A note has no column in it. A field that
    a pack adds is one of words.
    """
    value = printer.value(_now(printer, FORM))
    if isinstance(value, Missing):
        return
    question = printer.pack.questions[_now(printer, FORM)]
    told = {choice.key: choice for choice in question.choices}
    keys = {one.key for one in value} | set(ALWAYS)
    reasons = _reasons(printer)
    own = [LogField(one.key, one.label) for one in question.choices if one.key in keys and one.key not in BY_KEY]
    for one in (*(field for field in FIELDS if field.key in keys), *(field for field in own if field.key != "note")):
        choice = told.get(one.key)
        yield (
            with_reasons(one, reasons),
            one.label,
            one.help or (choice.help if choice and one.kind != "choice" else ""),
        )


def _reasons(printer: Printer) -> list[str]:
    """The plan's own list of reasons for a contact; empty where it has none."""
    key = _now(printer, REASON_CODES)
    if key not in printer.pack.questions or isinstance(value := printer.value(key), Missing):
        return []
    return [reason.label for reason in value]


def _holds(field: LogField) -> str:
    if field.boxes:
        return f"one or more of: {markdown.inline(', '.join(field.boxes))}; or the person's own words"
    if field.kind != "choice":
        return KINDS[field.kind]
    if field.key in REASONS:
        return "one of the reasons below"
    many = "one or more of" if field.several else "one of"
    return f"{many}: {markdown.inline(', '.join(field.choices))}"


def _boxes(field: LogField) -> str:
    if field.boxes:
        return " ".join(f"☐ {markdown.inline(one)}" for one in (*field.boxes, "own words:")) + " ______"
    if field.kind == "choice":
        return " ".join(f"☐ {markdown.inline(one)}" for one in field.choices)
    return BLANKS.get(field.kind, "____________")


def _now(printer: Printer, asked: ReadsQuestion) -> str:
    """The key that the pack has today for a question that code knows by name."""
    question = asked.today(printer.pack)
    return question.key if question else asked.key

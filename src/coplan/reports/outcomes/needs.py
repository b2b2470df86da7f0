"""Call data as a report: what was counted, by which definition, and what the files cannot tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import ceil, sqrt

from coplan.calls.best_hours import Spell, busiest
from coplan.calls.definition import definition_words
from coplan.calls.needs import Minutes, Needs
from coplan.calls.read.intake import REASONS
from coplan.calls.shown import HourBlock
from coplan.content.answers.schedule import read_schedule
from coplan.content.answers.values import Day
from coplan.reports.outcomes.counted import Counted
from coplan.reports.titled import Line, Part, Report, Section, Table, lines

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST = 20  # rows of a list on the screen
MANY_LEFT_OUT = 0.02  # of the rows
CHANCE = 98  # half of a 95% interval of a share of one half, in percent, for one call
WHOLE_WEEKS = 28  # days from which a number a week is told


def needs_report(found: Counted) -> Report:
    """The report that people read on a projector."""
    sections = [_volume(found), *_when(found), *_where(found), *_times(found), _limits(found)]
    return Report("Behavioral health calls in the data", sections)


def _volume(found: Counted) -> Section:
    needs, shown = found.needs, found.shown
    first, last = _day(needs.first), _day(needs.last)
    parts: list[Part] = [
        Line(f"{found.read.rows:,} rows were read, {needs.calls:,} calls, {first} to {last}."),
        *_many_left_out(found),
        Line(f"Behavioral health: {_count(found.told)} calls{_often(found)}{_share(found)}.", wrap=True)
        if found.call_map.definition.yes
        else Line("No call type was confirmed as behavioral health, so their number cannot be told.", wrap=True),
    ]
    if needs.maybe >= found.call_map.smallest and found.told is not None:
        more = round(100 * (needs.counted + needs.maybe) / needs.calls, 1)
        words = f"{needs.maybe:,} more calls have a type that may be one; with all of them it would be {more}%."
        parts.append(Line(words))
    if found.call_map.definition.yes:
        parts.append(Line(definition_words(found.call_map.definition), wrap=True))
        parts += [Line(words, wrap=True) for words in _missed(found)]
    if shown.types:
        parts += [Line(), *_types(shown.types)]
    return Section("How many", parts)


def _types(types: Mapping[tuple[str, str], int | None]) -> Iterator[Part]:
    heads = ["Type at the call", "Type at its close"]
    held = [at for at in (0, 1) if any(pair[at] for pair in types)]
    rows = [[*(pair[at] or "–" for at in held), _count(calls)] for pair, calls in list(types.items())[:MOST]]
    yield Table([*(heads[at] for at in held), "Calls"], rows)
    if len(types) > MOST:
        yield Line(f"{len(types) - MOST:,} more are in share/needs/types.csv.")


def _many_left_out(found: Counted) -> Iterator[Line]:
    """A warning where so many rows could not be read that the figures may be of another kind of call."""
    rejected = sum(found.read.rejected.values())
    if rejected > MANY_LEFT_OUT * found.read.rows:
        share = 100 * rejected / found.read.rows
        words = f"{_rows(rejected)} left out ({share:.0f}%): see the end of this report. The figures are of the others."
        yield Line(words, wrap=True)


def _missed(found: Counted) -> Iterator[str]:
    """What the sample of other calls says about calls that the types miss."""
    missed = found.missed
    if missed is None and found.needs.counted == found.needs.calls:
        return
    if missed is None:
        yield "Nobody has read a sample of the other calls yet. `coplan needs FILE --sample 200` draws one."
        return
    told = (
        f"Of {missed.of:,} other calls that people read, {missed.count:,} were behavioral health "
        f"({100 * missed.share:.1f}%, 95% interval {100 * missed.low:.1f}% to {100 * missed.high:.1f}%)."
    )
    if found.shown.counted is None:  # a true number would be told from a count that is not shown
        yield told
        return
    others = found.needs.calls - found.needs.counted
    low, high = (round(found.needs.counted + others * one, -1) for one in (missed.low, missed.high))
    yield f"{told} So the true number is between about {low:,.0f} and {high:,.0f} calls."


def _often(found: Counted) -> str:
    """How many that is a day, or a week where it is less than one a day."""
    first, last = found.needs.first, found.needs.last
    if not (found.told and found.call_map.whole and isinstance(first, datetime) and isinstance(last, datetime)):
        return ""
    days = (last.date() - first.date()).days + 1
    if found.told >= days:
        a_day = found.told / days
        return f", about {a_day:,.0f} a day" if a_day >= 10 else f", about {a_day:.1f} a day"
    return f", about {7 * found.told / days:.0f} a week" if days >= WHOLE_WEEKS and 7 * found.told >= days else ""


def _share(found: Counted) -> str:
    share = found.needs.share
    if found.shown.counted is None or share is None:
        return ""
    low, high = (round(100 * one, 1) for one in (share.low, share.high))
    return f", {round(100 * share.share, 1)}% of all (95% interval {low}% to {high}%)"


def _when(found: Counted) -> Iterator[Section]:
    needs, shown = found.needs, found.shown
    if not sum(needs.flat_week) or shown.counted is None:
        return
    parts: list[Part] = [_week_table(shown.blocks)] if shown.blocks else []
    if not shown.blocks:
        parts.append(Line("There are too few calls to show them by hour."))
    if found.reach is not None:
        when = f"On the plan's schedule ({found.schedule})"
        words = f"{when} about {found.reach}% of these calls come while the team is on duty."
        parts += [Line(), Line(words, wrap=True)]
    if found.best:
        best, most = found.best, found.percent(busiest(needs.flat_week, found.best.hours))
        words = (
            f"Of all schedules of up to {found.hours} hours a week with one span of hours a day, {spell_words(best)} "
            f"reaches most: about {found.percent(best.calls)}%. The {best.hours} busiest single hours hold {most}%, "
            "which no schedule can pass."
        )
        parts.append(Line(words, wrap=True))
    if found.plain_best:
        plain = found.plain_best
        words = f"Of those that run Monday to Friday or every day, the best is {spell_words(plain)}: "
        parts.append(Line(f"{words}about {found.percent(plain.calls)}%.", wrap=True))
    chance = ceil(CHANCE / sqrt(sum(needs.flat_week)))
    if chance > 1 and (found.best or found.reach is not None):
        parts.append(Line(f"With this many calls, such a share may be {chance} points off by chance alone.", wrap=True))
    yield Section("When", parts)
    if len(shown.months) > 1 and found.call_map.whole:
        months = [[f"{month:%B %Y}", _count(calls)] for month, calls in shown.months.items()]
        yield Section("By month", [Table(["Month", "Calls"], months), *_cut_months(needs)])


def spell_words(spell: Spell) -> str:
    """The days and hours of a spell in words, and as the plan's question on hours reads them."""
    return f"{read_schedule(spell.written())} ({spell.written()})"


def _cut_months(needs: Needs) -> Iterator[Line]:
    """Which months the data do not hold whole, as far as they tell."""
    first, last = needs.first, needs.last
    if not isinstance(first, datetime) or not isinstance(last, datetime):
        yield Line("The files tell no day: the first month and the last may not be whole.", wrap=True)
        return
    if first.day > 1:
        yield Line(f"In {first:%B %Y} the files begin on {_day(first)}.")
    if (last + timedelta(days=1)).day > 1:
        yield Line(f"In {last:%B %Y} the files end on {_day(last)}.")


def _week_table(blocks: Sequence[HourBlock]) -> Table:
    """A row for each span of hours, a column for each day or group of days."""
    spans = list(dict.fromkeys((block.start, block.end) for block in blocks))
    days = list(dict.fromkeys(block.days for block in blocks))
    calls = {(block.days, block.start): block.calls for block in blocks}
    rows = [[f"{start:02}:00 to {end:02}:00", *[f"{calls[(some, start)]:,}" for some in days]] for start, end in spans]
    return Table(["Calls", *[_days(some) for some in days]], rows, numbers=True)


def _where(found: Counted) -> Iterator[Section]:
    for title, head, counts in (
        ("Where", "Place", found.shown.places),
        ("How they ended", "Disposition", found.shown.dispositions),
    ):
        if any(counts) and all(count is None for count in counts.values()):
            yield Section(title, [Line(f"The counts by {head.lower()} are too small to show.")])
        elif any(counts):
            rows = [[name or "not given", _count(calls)] for name, calls in list(counts.items())[:MOST]]
            more = len(counts) - len(rows)
            rest = [Line(f"{more} more are in share/needs/{head.lower()}s.csv.")] if more > 0 else []
            yield Section(title, [Table([head, "Calls"], rows), *rest])


def _times(found: Counted) -> Iterator[Section]:
    needs = found.needs
    words = []
    smallest = found.call_map.smallest
    if needs.wait and needs.wait.calls >= smallest:
        words.append(f"From the call to the first arrival: {_minutes(needs.wait)}.")
    if needs.scene and needs.scene.calls >= smallest:
        words.append(f"From arrival to clear: {_minutes(needs.scene)}.")
    if found.hours_told is not None:
        who = "All units together" if found.every_unit else "From dispatch to clear, one unit a call"
        words.append(f"{who} spent {found.hours_told:,.0f} hours on these calls.")
    if needs.repeats:
        who = {"person": "people", "address": "addresses"}[needs.repeats.by]
        words.append(
            f"{_count(found.shown.repeats)} {who} had {needs.repeats.calls} or more of these calls within "
            f"{needs.repeats.days} days."
        )
    if words:
        yield Section("Time on calls, and repeat contacts", lines(words))


def _minutes(found: Minutes) -> str:
    return f"mean {found.mean:.1f} minutes, median {found.median} minutes ({found.calls:,} calls)"


def _limits(found: Counted) -> Section:
    words = limits_of(found)
    words.append(f"Counts below {found.call_map.smallest} are not shown, nor others from which they would follow.")
    if found.told is not None and found.needs.share:
        words.append("The interval of the share is for chance only. It says nothing of calls that nobody marked.")
    return Section("What these data cannot tell", [Line(one, wrap=True) for one in words])


def limits_of(found: Counted) -> list[str]:
    """What the data cannot tell, what to know of types and clocks, and what was left out, in sentences."""
    read = found.read
    words = [f"{one[0].upper()}{one[1:]}." for one in found.needs.missing]
    words += found.notes
    words += [f"{_rows(count)} left out: {REASONS[reason]}." for reason, count in read.rejected.items()]
    if read.repeated:
        words.append(f"{_rows(read.repeated)} left out: the number of the call was read before.")
    if read.same:
        equal = "row equals" if read.same == 1 else "rows equal"
        words.append(
            f"{read.same:,} {equal} another one in every field that is used. All are counted: without a call "
            "number nobody can tell whether they are the same call."
        )
    if found.needs.untimed and found.shown.counted is not None:
        words.append(f"{found.needs.untimed:,} behavioral health calls have no hour.")
    return words


def _rows(count: int) -> str:
    return "1 row was" if count == 1 else f"{count:,} rows were"


def _count(count: int | None) -> str:
    return f"{count:,}" if count is not None else "not shown"


def _days(days: Sequence[int]) -> str:
    names = [WEEKDAYS[day] for day in days]
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _day(found: datetime | date | None) -> str:
    if found and not isinstance(found, datetime):  # only the month is known
        return f"{found:%B %Y}"
    return str(Day(found.year, found.month, found.day)) if found else "an unknown day"

"""The dates of a plan as an iCalendar file, which Outlook, Google and Apple calendars read (RFC 5545)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from coplan.errors import CoplanError
from coplan.figures.timeline.from_answers import Dated


def calendar(dates: Iterable[Dated], program: str, stamp: datetime.datetime, zone: str = "") -> bytes:
    """All-day events, one a date. `stamp` is when they were written, `zone` the community's time zone.

    The same dates give the same file. Raises CoplanError without any date: a calendar needs an event.

    A date keeps its identity from one file to the next, so that a calendar that reads the new file moves the event.
    """
    from icalendar import Calendar, Event

    dates = list(dates)
    if not dates:
        raise CoplanError("The plan has no dates for a calendar yet. Answer profile.target_launch, for example.")
    book = Calendar()
    book.add("prodid", "-//coplan//plan//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", program)
    if zone:
        book.add("x-wr-timezone", zone)
    for item in dates:
        event = Event()
        event.add("uid", f"{item.key}@coplan")
        event.add("dtstamp", stamp.astimezone(datetime.UTC))
        event.add("dtstart", item.day)
        event.add("dtend", item.day + datetime.timedelta(days=1))
        event.add("summary", f"{program}: {item.label}" if program else item.label)
        event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
        book.add_component(event)
    content: bytes = book.to_ical()
    return content

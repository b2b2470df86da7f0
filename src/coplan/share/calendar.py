"""The dates of a plan as an iCalendar file, which Outlook, Google and Apple calendars read (RFC 5545)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from coplan.figures.timeline.plan import Dated


def calendar(dates: Iterable[Dated], program: str, stamp: datetime.datetime) -> bytes:
    """All-day events, one a date. `stamp` is when they were written; the same dates give the same file.

    A date keeps its identity from one file to the next, so that a calendar that reads the new file moves the event.
    """
    from icalendar import Calendar, Event

    book = Calendar()
    book.add("prodid", "-//coplan//plan//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", program)
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

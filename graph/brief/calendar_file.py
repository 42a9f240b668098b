"""Dates ahead as a file for calendar programs (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from graph.ask.citations import Citations
from graph.ask.status import days, facts_as_of
from graph.ask.text import visible
from graph.brief.calendar import ANNIVERSARY, PROJECT, TERM, DateAhead
from graph.brief.calendar_text import CalendarText
from loaders.model.dates import PartialDate, date_text
from loaders.model.messages import figure

if TYPE_CHECKING:
    from icalendar import Event

ENDING = ".ics"
_OF_OLD = {"name": "x-wr-calname", "description": "x-wr-caldesc"}
"""What the properties of a calendar (RFC 7986) were called before, and are still for most programs."""
_FRAGMENTS = {ANNIVERSARY: "anniversary-{}", TERM: "end-of-term", PROJECT: "end-of-project"}


class CalendarFile:
    """Writes calendars in a language; an event that stands in several is made once.

    An event is of the whole day, and takes up nobody's time. What is known only to the month spans that month, and
    says so; what is known only to the year is left out, and the description of the calendar says how many that are.
    The id of an event is the IRI of the fact with the occasion, whatever the language: a new file replaces the events
    of an old one. Its time stamp is the day of the facts, so that the same facts make the same file.

    Args:
        text: the dates in words.
    """

    def __init__(self, text: CalendarText) -> None:
        self._text = text
        self._stamp = datetime.fromisoformat(facts_as_of(text.store)).replace(tzinfo=UTC)
        self._events: dict[DateAhead, Event] = {}

    def calendar(self, ahead: Iterable[DateAhead], name: str) -> bytes:
        """Return dates as a calendar under a name."""
        from icalendar import Calendar, vText

        dates = [*ahead]
        shown = [one for one in dates if one.precision != "year"]
        about = days(self._text.store, self._text.day, self._text.language)
        if left := len(dates) - len(shown):
            number = figure(left, language=self._text.language)
            about += "\n" + self._text.words["calendar_left_out"].format(number)
        made = Calendar()
        made.add("prodid", f"-//vnjp-ties//coop calendar//{self._text.language.upper()}")
        made.add("version", "2.0")
        for field, said in (("name", visible(name)), ("description", about)):
            made.add(field, vText(said))
            made.add(_OF_OLD[field], vText(said))  # of an unknown property, the library would not escape the text
        for one in shown:
            made.add_component(self._event(one))
        return bytes(made.to_ical())

    def _event(self, one: DateAhead) -> "Event":
        if one not in self._events:
            self._events[one] = self._made(one)
        return self._events[one]

    def _made(self, one: DateAhead) -> "Event":
        from icalendar import Event

        when, event = PartialDate(one.date), Event()
        title = self._text.title(one)
        if one.precision == "month":
            title += f" ({self._text.words['day_unknown'].format(date_text(one.date, self._text.language))})"
        event.add("uid", f"{one.fact.value}#{_FRAGMENTS[one.occasion].format(one.years)}")
        event.add("dtstamp", self._stamp)
        event.add("dtstart", date.fromisoformat(when.earliest))
        event.add("dtend", date.fromisoformat(when.latest) + timedelta(days=1))
        event.add("summary", visible(title))
        event.add("description", visible("\n".join([title, *self._text.remarks(one), *self._sources(one)])))
        event.add("transp", "TRANSPARENT")
        return event

    def _sources(self, one: DateAhead) -> list[str]:
        citations = Citations(self._text.store)
        citations.cite(one.fact)
        return citations.listed(self._text.words["sources"], self._text.language)

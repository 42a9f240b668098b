"""Programmes as of a day: whether they can be had, and by which call for applications."""

from typing import NamedTuple, cast

from pyoxigraph import NamedNode

from graph.ask.as_of import first_day, known_end, spoken_of
from graph.ask.labels import Labels, slug
from graph.ask.lookup import text, things, value
from graph.ask.words import words
from graph.store.folder import Graph
from loaders.model.dates import date_text
from ontology import concept, coop, schema


class Availability(NamedTuple):
    """Whether a programme can be had.

    Attributes:
        status: open, between calls, ongoing, ended or not known, by its slug.
        call: the call that is open, else the next that has been announced, else the last one; None if none is known.
        ahead: whether that call is yet to open.
    """

    status: str
    call: NamedNode | None = None
    ahead: bool = False


def availability(store: Graph, programme: NamedNode, day: str) -> Availability:
    """Return whether a programme can be had on a day (ISO 8601), by what was known then.

    It is ended after its last day; open during a call; between calls if there has been one, or one is announced; else
    what is recorded of it, which for one that had yet to end is not known.
    """
    through, recorded = known_end(store, programme), _recorded(store, programme) or "unknown"
    calls = things(store, programme, coop.call)
    begun = sorted((_last(store, one), one.value, one) for one in calls if first_day(store, one) <= day)
    latest = begun[-1][2] if begun else None
    if through < day if through else recorded == "ended":
        return Availability("ended", latest)
    if latest and value(store, latest, schema.startDate) and known_end(store, latest) >= day:
        return Availability("open", latest)
    coming = sorted(
        (first_day(store, one), one.value, one)
        for one in calls
        if first_day(store, one) > day and value(store, one, schema.startDate) and _announced(store, one, day)
    )
    if coming:
        return Availability("between-calls", coming[0][2], ahead=True)
    if latest:
        return Availability("between-calls", latest)
    return Availability(recorded if recorded != "ended" else "unknown")  # it had not ended yet


def said(store: Graph, programme: NamedNode, day: str, language: str, labels: Labels) -> str:
    """Return whether a programme can be had on a day, in words: ``open until 27 February 2026``; empty if unknown."""
    found, spoken = availability(store, programme, day), words(language)
    if found.status == "unknown":
        return ""
    status = labels[concept[f"programme-status/{found.status}"]]
    if not found.call or found.status == "ended":
        return status
    opens, closes = (date_text(text(store, found.call, one), language) for one in (schema.startDate, schema.endDate))
    if found.status == "open":
        return spoken["call_open"].format(closes)
    if found.ahead:
        return spoken["call_next"].format(status, opens)
    if closes:
        return spoken["call_last"].format(status, closes)
    return spoken["call_last_of"].format(status, text(store, found.call, coop.callYear))


def _recorded(store: Graph, programme: NamedNode) -> str:
    return slug(cast(NamedNode | None, value(store, programme, coop.status)))


def _last(store: Graph, call: NamedNode) -> str:
    return known_end(store, call) or first_day(store, call)


def _announced(store: Graph, call: NamedNode, day: str) -> bool:
    """Whether a source spoke of a call by a day."""
    return "" < spoken_of(store, call) <= day

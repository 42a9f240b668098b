"""The stages of each partnership of a locality as marks on an axis of years."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from graph.analysis.selection import STATES
from graph.brief.briefing import Entry
from loaders.model.dates import PartialDate
from ontology import coop

FIRST_YEAR = 1990
MARKS = {coop.Agreement: "agreement", coop.Exchange: "exchange", coop.Project: "project", coop.Event: "event"}
"""The classes that have a mark -> the class of the mark."""


@dataclass(frozen=True)
class Mark:
    """A fact on the axis.

    Attributes:
        form: ``agreement``, ``exchange``, ``project`` or ``event``.
        at: where it begins, in per cent of the axis; what has no date stands at the beginning.
        width: how long it lasts, likewise; 0 for a moment.
        title: what it is.
        anchor: the id of its row on the page.
    """

    form: str
    at: float
    width: float
    title: str
    anchor: str


@dataclass(frozen=True)
class TimelineRow:
    """A partner with the marks of all that ties it; documents come last, so that they are drawn above."""

    partner: NamedNode
    marks: list[Mark]


@dataclass(frozen=True)
class Timeline:
    """Rows on an axis: ``years`` are labelled, each with its place in per cent; ``groups`` are rows by state."""

    years: list[tuple[int, float]]
    groups: list[tuple[str, list[TimelineRow]]]


@dataclass(frozen=True)
class TimelineFact:
    """A fact with its dates as they are known (``2013-04``; empty if not), its title and the id of its row."""

    entry: Entry
    since: str
    until: str
    title: str
    anchor: str


def timeline(facts: Iterable[TimelineFact], states: Mapping[NamedNode, str], day: str) -> Timeline:
    """Return the timeline of the facts with partners, which stand by state, then by their first dated fact.

    Args:
        facts: the facts.
        states: the partners, with what is known of the partnership (see `graph.analysis.selection.STATES`); who was
            only met is none of them.
        day: where the axis ends (ISO 8601).
    """
    shown = [fact for fact in facts if fact.entry.form in MARKS and not states.keys().isdisjoint(fact.entry.partners)]
    years = [int(fact.since[:4]) for fact in shown if fact.since]
    axis = _Axis(min([FIRST_YEAR, *years]), day)
    rows: dict[NamedNode, list[TimelineFact]] = defaultdict(list)
    for fact in shown:
        for partner in states.keys() & fact.entry.partners:
            rows[partner].append(fact)
    ordered = sorted(rows, key=lambda partner: (min(fact.since or "9999" for fact in rows[partner]), partner.value))
    order = ("project", "event", "exchange", "agreement")
    drawn = {
        partner: TimelineRow(
            partner, sorted(map(axis.mark, rows[partner]), key=lambda mark: (order.index(mark.form), mark.at))
        )
        for partner in ordered
    }
    groups = [(state, [row for partner, row in drawn.items() if states[partner] == state]) for state in STATES]
    return Timeline(axis.labels(), [(state, own) for state, own in groups if own])


class _Axis:
    """The axis of years, from left to right; what has no date is left of the first year."""

    _UNDATED = 2.0
    _BEGIN, _END = 5.0, 99.0

    def __init__(self, first: int, day: str) -> None:
        self._first, self._last = date(first, 1, 1), date.fromisoformat(day)

    def at(self, text: str, end: bool = False) -> float:
        known = PartialDate(text)
        when = date.fromisoformat(known.latest if end else known.earliest)
        share = (min(when, self._last) - self._first) / (self._last - self._first)
        return round(self._BEGIN + share * (self._END - self._BEGIN), 1)

    def labels(self) -> list[tuple[int, float]]:
        step = 5 if self._last.year - self._first.year <= 45 else 10
        first = -(-self._first.year // step) * step
        return [(year, self.at(str(year))) for year in range(first, self._last.year + 1, step)]

    def mark(self, fact: TimelineFact) -> Mark:
        form = MARKS[fact.entry.form]
        if not fact.since:
            return Mark(form, self._UNDATED, 0, fact.title, fact.anchor)
        begin = self.at(fact.since)
        ends = form == "project" and fact.until
        width = round(max(self.at(fact.until, end=True) - begin, 0), 1) if ends else 0
        return Mark(form, begin, width, fact.title, fact.anchor)

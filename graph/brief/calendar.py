"""Dates ahead: anniversaries of documents and exchanges, and the ends of terms and projects.

What counts:

- An anniversary is one of every five years: 5, 10, 15...
- Documents that renew or continue one another are one tie. Its anniversaries are those of its first document; a renewal
  has none of its own. A document that opens a new stage of it has its own too: one that upgrades the tie, and the first
  that makes the two sister, twin or friendship cities or partners in friendship, however it follows on what was before.
- An exchange without a document has those of its beginning, where that is stated.
- What has no date has none, and what follows on an undated document has none either: when the tie began is not known.
- A tie that is stated to have ended has none. If its term ran out, that is told beside: nobody says whether it goes on.
  What counts are the documents that none renews or upgrades; one that continues another does not replace it.
- A term ends on the day that the document itself states, unless a later document follows by the day asked. A project
  ends when it is planned to; as of a day in the past, ends that have come since are not known.

Dates keep their precision: the tenth anniversary of what was signed in 2016-09 is 2026-09, in no day of it. They are
ahead if they may still come within the months asked of.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from graph.ask.as_of import facts_of, first_day
from graph.ask.lookup import of_class, subjects, text, things, value
from graph.brief.briefing import end
from graph.store.caches import cached
from loaders.model.dates import PartialDate, date_in, months_after, years_after
from loaders.model.messages import gettext_noop
from ontology import concept, coop, schema

MONTHS = 24
"""How many months ahead are looked at if nobody says."""
EVERY = 5
"""Of how many years an anniversary is."""

ANNIVERSARY, TERM, PROJECT = gettext_noop("anniversary"), gettext_noop("end of term"), gettext_noop("end of project")
"""The occasions."""

_STAGES = tuple(
    concept[f"agreement-kind/{kind}"]
    for kind in ("sister-city", "twin-city", "friendship-city", "friendship-cooperation")
)
"""The kinds of documents that make two localities partners as a whole."""

_REPLACING = (coop.renews, coop.upgrades)


@dataclass(frozen=True)
class DateAhead:
    """A date to come.

    Attributes:
        date: when, as precisely as is known: ``2026``, ``2026-09`` or ``2026-09-13``.
        occasion: `ANNIVERSARY`, `TERM` or `PROJECT`.
        fact: the document, exchange or project.
        since: when it was signed or began, as precisely as is known; empty if it is not.
        years: of an anniversary, how many; else 0.
        lapsed: of an anniversary, when the term of the tie's last document ended, if it has and none followed.
    """

    date: str
    occasion: str
    fact: NamedNode
    since: str
    years: int = 0
    lapsed: str = ""

    @property
    def precision(self) -> str:
        """``year``, ``month`` or ``day``."""
        return PartialDate(self.date).precision


@cached
def dates_ahead(store: Store, day: str, months: int = MONTHS, *places: NamedNode) -> tuple[DateAhead, ...]:
    """Return what is ahead of a day, the next first; what is known to a month or year stands behind the days of it.

    Args:
        store: the graph.
        day: the day asked for (ISO 8601); nothing known only after it is told.
        months: how many months ahead.
        places: the localities asked about: of two, what both hold on the day or held to their end; of all if none.
    """
    found = _Ahead(store, day, months_after(day, months), facts_of(store, places, day) if places else None)
    order = sorted(found, key=lambda one: (PartialDate(one.date).latest, -len(one.date), one.occasion, one.fact.value))
    return tuple(order)


class _Ahead:
    """The dates between two days, those two among them; of some facts, or of all."""

    def __init__(self, store: Store, day: str, last: str, facts: set[NamedNode] | None) -> None:
        self._store, self._day, self._last, self._facts = store, day, last, facts

    def __iter__(self) -> Iterator[DateAhead]:
        for document in self._known(coop.Agreement):
            if self._opens_stage(document):
                yield from self._anniversaries(document)
            if not self._later(document) and not self._ended(document):
                yield from self._end(document, TERM, text(self._store, document, coop.expires))
        for exchange in self._known(coop.Exchange):
            yield from self._anniversaries(exchange)
        for project in self._known(coop.Project):
            last = end(self._store, project, self._day)
            yield from self._end(project, PROJECT, last.value if last else "")

    def _known(self, form: NamedNode) -> list[NamedNode]:
        found = of_class(self._store, form, self._facts)
        return [one for one in found if first_day(self._store, one) <= self._day]

    def _later(self, document: NamedNode) -> list[NamedNode]:
        """Return the documents that follow one by the day."""
        later = subjects(self._store, coop.follows, document)
        return [one for one in later if first_day(self._store, one) <= self._day]

    def _in_force(self, fact: NamedNode) -> Iterator[NamedNode]:
        """Yield what a tie rests on by the day: it and what follows it, but for what is renewed, upgraded or ended."""
        waiting, seen = [fact], set()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += (later := self._later(one))
                replaced = any(one in things(self._store, other, how) for other in later for how in _REPLACING)
                if not replaced and not self._ended(one):
                    yield one

    def _opens_stage(self, document: NamedNode) -> bool:
        before = [
            one for one in things(self._store, document, coop.follows) if first_day(self._store, one) <= self._day
        ]
        if not before or things(self._store, document, coop.upgrades):
            return True
        kind = value(self._store, document, coop.kind)
        return kind in _STAGES and all(value(self._store, one, coop.kind) not in _STAGES for one in before)

    def _ended(self, fact: NamedNode) -> bool:
        """Whether a fact is stated to have ended by the day."""
        last = date_in(text(self._store, fact, coop.ended))
        return last is not None and last.latest <= self._day

    def _anniversaries(self, fact: NamedNode) -> Iterator[DateAhead]:
        since = text(self._store, fact, schema.startDate)
        ends = [text(self._store, one, coop.expires) for one in self._in_force(fact)]
        if not since or not ends:
            return
        over = [one for one in ends if one and PartialDate(one).latest < self._day]
        lapsed = max(over) if len(over) == len(ends) else ""
        for year in range(int(self._day[:4]), int(self._last[:4]) + 1):
            years = year - int(since[:4])
            if years > 0 and years % EVERY == 0 and self._ahead(date := years_after(since, years)):
                yield DateAhead(date, ANNIVERSARY, fact, since, years, lapsed)

    def _end(self, fact: NamedNode, occasion: str, date: str) -> Iterator[DateAhead]:
        if date and self._ahead(date):
            yield DateAhead(date, occasion, fact, text(self._store, fact, schema.startDate))

    def _ahead(self, date: str) -> bool:
        when = PartialDate(date)
        return when.latest >= self._day and when.earliest <= self._last

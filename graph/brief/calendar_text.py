"""Dates ahead in words, and as a table."""

from collections.abc import Iterable
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from graph.ask.as_of import Names
from graph.ask.labels import Labels
from graph.ask.lookup import text, value
from graph.ask.query import Answer, Cell
from graph.ask.words import words
from graph.brief.briefing import to_come
from graph.brief.calendar import ANNIVERSARY, PROJECT, TERM, DateAhead
from graph.brief.evidence import contradicting
from graph.brief.fact_columns import FactColumns
from loaders.model.dates import date_text
from ontology import coop, schema

THINGS = ("fact", "kind")

_WORDS = {ANNIVERSARY: "years_since", TERM: "term_ends", PROJECT: "project_ends"}
_DISPUTED = {
    ANNIVERSARY: {coop.signed, schema.startDate}, TERM: {coop.expires, schema.endDate, coop.ended},
    PROJECT: {schema.endDate},
}  # fmt: skip
"""Of each occasion, the properties on which it rests."""


class CalendarText:
    """Dates ahead in a language.

    Args:
        store: the graph.
        day: the day asked for (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
        labels: what things are called in it on the day, if that has been read already.
    """

    def __init__(self, store: Store, day: str, language: str, labels: Labels | None = None) -> None:
        self.store, self.day, self.language = store, day, language
        self.labels, self.words = labels or Labels(store, language, day), words(language)
        self.names = Names(store, language, day, self.labels)

    def name(self, place: NamedNode | None = None) -> str:
        """Return what a calendar is called: that of a locality, or that of all."""
        if place:
            return self.words["calendar_of"].format(self.labels[place])
        return f"{self.words['calendar']} · {self.words['site_title']}"

    def occasion(self, one: DateAhead) -> str:
        """Return what a date is of: ``10 years``, ``term ends``, ``project ends``."""
        return self.words[_WORDS[one.occasion]].format(one.years)

    def title(self, one: DateAhead) -> str:
        """Return what a date is of, and of which fact, with those who hold it today if they are others."""
        return f"{self.occasion(one)}: {self.labels[one.fact]}{self.names.now(one.fact)}"

    def remarks(self, one: DateAhead) -> list[str]:
        """Return what has to be known beside a date: a term that ran out, what another source states."""
        found = [self.words["lapsed"].format(date_text(one.lapsed, self.language))] if one.lapsed else []
        for claim in contradicting(self.store, one.fact):
            about, said = value(self.store, claim, coop.claimedProperty), text(self.store, claim, coop.claimedValue)
            if about in _DISPUTED[one.occasion] and not to_come(said, self.day):
                found.append(
                    self.words["says"].format(self.labels[cast(NamedNode, about)], date_text(said, self.language))
                )
        return found

    def table(self, ahead: Iterable[DateAhead], ids: bool = True) -> Answer:
        """Return dates as a table, a row each.

        Args:
            ahead: the dates.
            ids: whether the ids of the localities stand in columns beside their names, as programs want them.
        """
        alike = FactColumns(self.store, self.names, ids)
        columns = ("date", "occasion", "years", "fact", "kind", "since", *alike.sides, "remarks", "sources")
        return Answer(columns, [self._row(one, alike) for one in ahead])

    def _row(self, one: DateAhead, alike: FactColumns) -> tuple[Cell, ...]:
        kind, remarks = value(self.store, one.fact, coop.kind), "; ".join(self.remarks(one))
        return (
            Literal(one.date), Literal(one.occasion), Literal(one.years) if one.years else None, one.fact, kind,
            Literal(one.since) if one.since else None, *alike.parties(one.fact), Literal(remarks) if remarks else None,
            alike.sources(one.fact),
        )  # fmt: skip

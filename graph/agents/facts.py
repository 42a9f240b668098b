"""What is known of a locality, and between two: facts as data, and the page for a meeting."""

import re
from collections import Counter
from itertools import islice
from typing import Any, NamedTuple

from pydantic import Field
from pyoxigraph import NamedNode, Store

from graph.agents.answers import REASONS, Answer, Fact, PlaceName, Small, Writer
from graph.analysis.selection import tie_state
from graph.ask.labels import slug
from graph.ask.lookup import text, things
from graph.brief.briefing import Briefing, Entry, briefing
from graph.brief.meeting import Brief
from graph.brief.phrases import Block
from graph.site.suggested import SUGGESTED, meeting_brief
from graph.suggest.prose import SuggestionText
from graph.suggest.suggest import between
from ontology import concept, coop, schema

FORMS = {
    "agreement": coop.Agreement, "exchange": coop.Exchange, "project": coop.Project, "membership": coop.Membership,
    "event": coop.Event, "network-event": coop.NetworkEvent,
}  # fmt: skip
"""What a form is called -> its class."""

_CITED = re.compile(r"\[(\d+)\]")


class FactsAnswer(Answer):
    """Facts of a locality, or between two, the newest first, those without a date last: so many of ``total``."""

    place: PlaceName
    other: PlaceName | None = None
    total: int
    by_form: dict[str, int] = Field(default_factory=dict)
    facts: list[Fact] = Field(default_factory=list)
    why: list[str] = Field(default_factory=list)


class BriefBlock(Small):
    """A block of a brief: rows of cells that cite their sources by number; ``more`` rows are left out."""

    title: str
    headings: list[str] = Field(default_factory=list)
    rows: list[list[str]]
    more: int = 0


class BriefAnswer(Answer):
    """A brief for a meeting: its first page, by weight."""

    title: str
    blocks: list[BriefBlock]
    not_known: str = ""


class FactFilter(NamedTuple):
    """Which facts: of a form, on a field (by their slugs), with a locality of one name, only what is in force."""

    form: str = ""
    field: str = ""
    in_force: bool = False

    def lets(self, store: Store, entry: Entry, day: str) -> bool:
        """Whether a fact is among them on a day."""
        return (
            (not self.form or entry.form == FORMS[self.form])
            and (not self.field or concept[f"field/{self.field}"] in things(store, entry.fact, coop.field))
            and (not self.in_force or tie_state(store, entry.fact, slug(entry.form), day) == "active")
        )


def ties(store: Store, place: str, day: str, language: str, wanted: FactFilter, shown: tuple[int, int]) -> FactsAnswer:
    """Return what a locality holds on a day or held to its end.

    Args:
        store: the graph.
        place: its id.
        day: the day (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
        wanted: which facts.
        shown: how many are passed over, how many are told.
    """
    about = briefing(store, place, None, day)
    found = [one for one in about.entries if wanted.lets(store, one, day)]
    return _facts(Writer(store, day, language), about, found, shown, place)


def pair(store: Store, place: str, other: str, day: str, language: str, shown: tuple[int, int]) -> FactsAnswer:
    """Return what is known between two localities, and of two without a document why they could have one; see `ties`.

    ``why`` is there as far as either is suggested to the other.
    """
    about, write = briefing(store, place, other, day), Writer(store, day, language)
    signed = any(one.form == coop.Agreement for one in about.entries)
    suggested = None if signed else between(store, place, other, day, SUGGESTED)
    why: list[str] = []
    if suggested:
        asking, found = suggested
        told = SuggestionText(store, asking, day, [found], language, citations=write.citations, labels=write.labels)
        why = [*islice(told.reasons(found), REASONS), *told.extras(found)]
    return _facts(write, about, about.entries, shown, place, other, why)


def _facts(
    write: Writer, about: Briefing, found: list[Entry], shown: tuple[int, int], place: str, other: str = "",
    why: list[str] | None = None,
) -> FactsAnswer:  # fmt: skip
    ordered = sorted(
        _merged(found), key=lambda one: (text(write.store, one.fact, schema.startDate), one.fact.value), reverse=True
    )
    skipped, most = shown
    facts = [write.fact(one) for one in ordered[skipped : skipped + most]]
    counted = Counter(slug(one.form) for one in ordered)
    two = write.place(other) if about.other else None
    return FactsAnswer(place=write.place(place), other=two, total=len(ordered), by_form=dict(counted), facts=facts,
                       why=why or [], **write.head())  # fmt: skip


def _merged(entries: list[Entry]) -> list[Entry]:
    """Return each fact once; between two, a shared network stands there for both."""
    found: dict[NamedNode, Entry] = {}
    for one in entries:
        found.setdefault(one.fact, one)
    return list(found.values())


def brief(store: Store, place: str, other: str | None, day: str, language: str) -> BriefAnswer:
    """Return the first page of the brief on a locality, or on two; see `graph.brief.meeting`."""
    made = meeting_brief(store, place, other, day, language)
    blocks = [_block(one) for one in made.first]
    said = [cell for one in blocks for row in one.rows for cell in row]
    cited = {int(number) for cell in said for number in _CITED.findall(cell)}
    head = Writer(store, day, language).head() | {"sources": _sources(made, cited)}
    return BriefAnswer(title=made.title, blocks=blocks, not_known=made.lacking, **head)


def _block(block: Block) -> BriefBlock:
    rows = [
        [" ".join((line.text + line.cites, *(note.text for note in line.notes))) for line in row] for row in block.rows
    ]
    return BriefBlock(title=block.title, headings=[*block.headings], rows=rows, more=block.more)


def _sources(made: Brief, cited: set[int]) -> list[dict[str, Any]]:
    return [
        {"number": one.number, "title": one.title, "publisher": one.publisher, "issued": one.issued, "url": one.url}
        for one in made.sources
        if one.number in cited
    ]

"""The page of each locality of which anything is known: the briefing that somebody takes into a meeting."""

from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode

from graph.ask.as_of import at, holders
from graph.ask.labels import short
from graph.ask.lookup import value, values
from graph.brief.briefing import Briefing
from graph.brief.prose import Prose, Section
from graph.site.edition import Edition, Page
from graph.site.neighbours import star
from graph.site.tables import Pen
from graph.site.timeline import Fact, timeline
from graph.suggest.prose import SuggestionText
from ontology import coop, foaf, rdfs, schema, thing

_DATED = {"Agreement", "Exchange", "Project", "Event"}
"""The sections whose facts stand on the timeline."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages, in one language."""
    for place, about in edition.survey.briefings.items():
        title = edition.labels[place]
        yield edition.page("place", edition.href(place), title, "places", place=place, **_told(edition, about))


def _told(edition: Edition, about: Briefing) -> dict[str, Any]:
    prose = Prose(edition.store, about, edition.language, edition.labels)
    sections = list(prose.sections())
    found = edition.survey.suggestions.get(about.place, [])
    told = SuggestionText(
        edition.store, short(about.place), edition.day, found, edition.language, prose.citations, edition.labels
    )
    return {
        "said": _said(edition, about.place),
        "names": _names(edition, about.place),
        "figures": _figures(about),
        "timeline": timeline(_facts(about, sections), edition.day),
        "star": star(about.entries),
        "party": Pen(edition, "../" * (short(about.place).count("/") + 1)).party,
        "sections": sections,
        "lacking": prose.lacking(),
        "suggested": [(thing[one.place], list(told.reasons(one)), list(told.extras(one))) for one in found],
        "sources": list(prose.citations),
    }


def _said(edition: Edition, place: NamedNode) -> dict[str, Any]:
    """Return what is said of a locality itself, things by their labels, numbers as they are read in the language."""
    wanted = {"level": coop.level, "region": coop.region, "parent": schema.containedInPlace, "country": coop.country,
              "population": coop.population, "homepage": foaf.homepage}  # fmt: skip
    found: dict[str, Any] = {name: at(edition.store, place, one, edition.day) for name, one in wanted.items()}
    ended = value(edition.store, place, coop.validThrough)
    found["until"] = ended if isinstance(ended, Literal) and ended.value < edition.day else None
    found["holders"] = holders(edition.store, place, edition.day) if found["until"] else []
    if isinstance(found["population"], Literal):
        found["population"] = f"{int(found['population'].value):,}"
    return found


def _names(edition: Edition, place: NamedNode) -> list[tuple[str, str]]:
    """Return what it is called in the other languages: language, name."""
    labels = (one for one in values(edition.store, place, rdfs.label) if isinstance(one, Literal))
    own = edition.labels[place]
    found = {label.value: label.language or "" for label in labels if label.value != own}
    return sorted((language, name) for name, language in found.items())


def _figures(about: Briefing) -> list[tuple[str, int]]:
    """Return how many partners and facts of each kind are known: word, number."""
    networks = (coop.Membership, coop.NetworkEvent)
    forms = {"Agreement": (coop.Agreement,), "Exchange": (coop.Exchange,), "Project": (coop.Project,),
             "Membership": networks, "Event": (coop.Event,)}  # fmt: skip
    return [("partners", len(about.partners)), *((name, about.number(*classes)) for name, classes in forms.items())]


def _facts(about: Briefing, sections: list[Section]) -> Iterator[Fact]:
    """Yield the facts with the dates as they are told."""
    lines = {line.fact: line for section in sections for line in section.lines if section.name in _DATED}
    for entry in about.entries:
        if line := lines.get(entry.fact):
            partners = ", ".join(party.name for party in line.partners if party.holders)
            title = ": ".join(filter(None, (line.when, ", ".join(filter(None, (line.what, partners, *line.terms))))))
            yield Fact(entry, line.since, line.until, title, short(entry.fact))

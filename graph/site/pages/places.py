"""The page of each locality of which anything is known, in the order in which an officer asks.

Who it is, what is due, who works with it, whom it could approach; then the facts by kind, what is drawn, the sources.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from pyoxigraph import Literal, NamedNode

from graph.analysis.partnerships import fields_lacking, state
from graph.analysis.selection import STATES
from graph.ask.as_of import at, holders, last_day, region
from graph.ask.labels import short, slug
from graph.ask.lookup import text, things, value, values
from graph.ask.profile import profile
from graph.brief import calendar_file
from graph.brief.briefing import PARTNERSHIPS, Briefing
from graph.brief.calendar_text import CalendarText
from graph.brief.municipalities import learn_ties_within, ties_within
from graph.brief.prose import Prose
from graph.brief.sections import Section
from graph.site import brief_rows, feeds, structured
from graph.site.language_site import LanguageSite, Page
from graph.site.neighbours import neighbours
from graph.site.pages import regions
from graph.site.tables import CellRenderer
from graph.site.timeline import TimelineFact, timeline
from graph.suggest.prose import SuggestionText
from loaders.model.messages import figure, joined
from ontology import adms, concept, concepts, coop, foaf, rdfs, schema, skos, thing

_DATED = {"Agreement", "Exchange", "Project", "Event"}
"""The sections whose facts are on the timeline."""

_ORDER = ("profile", "Agreement", "Exchange", "Project", "Event", "Membership", "NetworkEvent", "offices", "history",
          "resources", "contested")  # fmt: skip
"""The sections, that of most weight for an officer first."""

_SHOWN = {"ahead": 3, "Agreement": 10, "sources": 10, "reasons": 3}
"""How many rows of a long list are seen before it is unfolded; of the others `_FIRST`."""
_FIRST = 6
_SLACK = 3
"""So many rows more are not worth a fold."""

_DESCRIBED = {".ttl": "text/turtle", ".jsonld": "application/ld+json"}
"""What is said of a place for programs, under its IRI: the ending of a document, its media type."""

Row = TypeVar("Row")


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the pages, in one language."""
    learn_ties_within(site.store, site.snapshot.briefings, site.day)
    for place, about in site.snapshot.briefings.items():
        title = site.labels[place]
        yield site.page("place", site.href(place), title, "places", place=place, **_context(site, about))


def _context(site: LanguageSite, about: Briefing) -> dict[str, Any]:
    prose = Prose(site.store, about, site.language, site.labels)
    sections = sorted(prose.sections(), key=lambda section: _ORDER.index(section.name))
    states, renderer = _states(site, about), CellRenderer(site, "../" * (short(about.place).count("/") + 1))
    found = site.snapshot.suggestions.get(about.place, [])
    suggested = SuggestionText(
        site.store, short(about.place), site.day, found, site.language, prose.citations, site.labels
    )
    return {
        "ahead": _folded("ahead", list(_ahead(site, about.place))),
        "files": list(_files(site, about.place)),
        "said": _properties(site, about.place),
        "structured": structured.locality(site, about.place),
        "described": [(f"{about.place.value}{ending}", media_type) for ending, media_type in _DESCRIBED.items()],
        "names": _names(site, about.place),
        "elsewhere": list(_elsewhere(site, about.place)),
        "figures": _figures(about),
        "partners": [(one, renderer.in_order(place for place in states if states[place] == one)) for one in STATES],
        "met": renderer.in_order(_met(about)),
        "timeline": timeline(_facts(about, sections, site.language), states, site.day),
        "municipal": ties_within(site.store, about.place, site.day),
        "neighbours": neighbours(about.entries),
        "party": renderer.party,
        "sections": sections,
        "folded": _folded,
        "pair": partial(site.pair_address, about.place),
        "letter": site.letter_address,
        "lacking": prose.lacking(),
        "suggested": [
            (thing[one.place], suggested.raised(one), list(suggested.reasons(one)), list(suggested.extras(one)))
            for one in found
        ],
        "of_all": suggested.of_all(),
        "by_field": _by_field(site, about.place),
        "sources": tuple(prose.citations),
        "source_items": brief_rows.sources,
        "neighbours_page": regions.href(site, about.place),
        "fields_lacking": [site.labels[concept[f"field/{field}"]] for field in fields_lacking(
            site.store, short(about.place), site.day)],
    }  # fmt: skip


def _folded(name: str, rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """Return the rows of a list that are seen at once, and those that are unfolded."""
    first = _SHOWN.get(name, _FIRST)
    return (rows[:first], rows[first:]) if len(rows) > first + _SLACK else (rows, rows[:0])


def _states(site: LanguageSite, about: Briefing) -> dict[NamedNode, str]:
    """Return the partners of a locality, with what is known of each partnership: one of `STATES`."""
    ties: dict[NamedNode, dict[str, str]] = defaultdict(dict)
    for entry in about.entries:
        for partner in entry.partners if entry.form in PARTNERSHIPS else ():
            ties[partner][short(entry.fact)] = slug(entry.form)
    return {partner: state(site.store, own, site.day) for partner, own in ties.items()}


def _met(about: Briefing) -> set[NamedNode]:
    """Return those in the other country of whom visits and other events alone are known."""
    return {one for entry in about.entries if entry.form == coop.Event for one in entry.partners} - about.partners


def _by_field(site: LanguageSite, place: NamedNode) -> list[tuple[NamedNode, list[NamedNode]]]:
    """Return the localities suggested in each field: field, localities; in the order of the vocabulary."""
    found = site.snapshot.suggestions_by_field.get(place, {})
    return [(concept[f"field/{name}"], [thing[one] for one in found[name]])
            for name in concepts.slugs("field") if name in found]  # fmt: skip


def _ahead(site: LanguageSite, place: NamedNode) -> Iterator[dict[str, Any]]:
    """Yield the dates ahead in words; each is of a fact that has a row on the page."""
    told = CalendarText(site.store, site.day, site.language, site.labels)
    for one in site.snapshot.ahead_of.get(place, ()):
        yield {"date": one.date, "occasion": told.occasion(one), "fact": site.labels[one.fact],
               "now": told.names.now(one.fact), "remarks": told.remarks(one), "anchor": short(one.fact)}  # fmt: skip


def _files(site: LanguageSite, place: NamedNode) -> Iterator[tuple[str, str, str]]:
    """Yield the files that keep an office up to date: address, media type, what it is called."""
    if place in site.snapshot.ahead_of:
        yield site.file_beside(place, calendar_file.ENDING), "text/calendar", site.words["calendar_file"]
    if place in site.snapshot.news_of:
        yield site.file_beside(place, feeds.ENDING), "application/atom+xml", site.words["news_feed"]


def _properties(site: LanguageSite, place: NamedNode) -> dict[str, Any]:
    """Return the properties of a locality for the template: things as labels, numbers as written in its language."""
    wanted = {"level": coop.level, "parent": schema.containedInPlace, "country": coop.country,
              "population": coop.population, "homepage": foaf.homepage}  # fmt: skip
    found: dict[str, Any] = {name: at(site.store, place, one, site.day) for name, one in wanted.items()}
    found["region"] = region(site.store, place, site.day)
    last = last_day(site.store, place)
    found["until"] = last if last < site.day else ""
    found["homepage"] = found["homepage"] or at(site.store, place, foaf.page, site.day)
    found["holders"] = holders(site.store, place, site.day) if found["until"] else []
    counted = profile(site.store, place, site.day).own(place, "population")
    if counted is None and isinstance(found["population"], Literal):
        counted = Decimal(found["population"].value)
    found["population"] = None if counted is None else figure(float(counted), language=site.language)
    return found


def _names(site: LanguageSite, place: NamedNode) -> list[tuple[str, str]]:
    """Return what it is called in the other languages: language, name."""
    labels = (one for one in values(site.store, place, rdfs.label) if isinstance(one, Literal))
    own = site.labels[place]
    found = {label.value: label.language or "" for label in labels if label.value != own}
    return sorted((language, name) for name, language in found.items())


def _elsewhere(site: LanguageSite, place: NamedNode) -> Iterator[tuple[str, str]]:
    """Yield the entries that other registers have for a locality: the register, the address."""
    same = [one.value for one in values(site.store, place, schema.sameAs)]
    for identifier in things(site.store, place, adms.identifier):
        scheme = value(site.store, identifier, coop.identifierScheme)
        ending = f"/{text(site.store, identifier, skos.notation)}"
        for address in same:
            if isinstance(scheme, NamedNode) and address.rstrip("/").endswith(ending):
                yield site.labels[scheme], address


def _figures(about: Briefing) -> list[tuple[str, int]]:
    """Return how many partners and facts of each kind are known: word, number."""
    networks = (coop.Membership, coop.NetworkEvent)
    forms = {"Agreement": (coop.Agreement,), "Exchange": (coop.Exchange,), "Project": (coop.Project,),
             "Membership": networks, "Event": (coop.Event,)}  # fmt: skip
    return [("partners", len(about.partners)), *((name, about.number(*classes)) for name, classes in forms.items())]


def _facts(about: Briefing, sections: list[Section], language: str) -> Iterator[TimelineFact]:
    """Yield the facts for the timeline, with their dates as the sections give them."""
    lines = {line.fact: line for section in sections for line in section.lines if section.name in _DATED}
    for entry in about.entries:
        if line := lines.get(entry.fact):
            partners = [party.name for party in line.partners if party.holders]
            said = joined((line.what, *partners, *line.terms), language)
            title = ": ".join(filter(None, (line.when, said)))
            yield TimelineFact(entry, line.since, line.until, title, short(entry.fact))

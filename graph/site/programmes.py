"""What the tables of programmes and contact offices tell of each: whether it can be had, by which call, whom to ask."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import escape
from pyoxigraph import Literal, NamedNode

from graph.ask.lookup import in_language
from graph.ask.programmes import availability
from graph.site.facts import facts
from graph.site.language_site import LanguageSite
from graph.site.tables import CellRenderer, Part
from loaders.model.dates import date_text
from ontology import concept, coop, org, schema, skos

_OTHERS = ("ongoing", "between-calls", "ended", "unknown")
"""How a programme can stand that takes no applications in a call, in the order in which that helps."""


@dataclass(frozen=True)
class Standing:
    """How all programmes stand on the day of a site.

    Attributes:
        able: those that are open for applications.
        coming: those of which the next call is announced, each with the day (ISO 8601) on which that opens.
        others: the other states that are met, each with its number.
        total: how many programmes there are.
    """

    able: list[NamedNode]
    coming: list[tuple[NamedNode, str]]
    others: list[tuple[NamedNode, int]]
    total: int


def standing(site: LanguageSite) -> Standing:
    """Return how all programmes stand, by what is known on the day: nothing is inferred of later calls."""
    known = facts(site.snapshot)
    found = {one: availability(site.store, one, site.day) for one in known.things(coop.Programme)}
    number = Counter(one.status for one in found.values())
    coming = [(node, known.text(one.call, schema.startDate)) for node, one in found.items() if one.ahead and one.call]
    return Standing(
        [node for node, one in found.items() if one.status == "open"],
        sorted(coming, key=lambda one: one[1]),
        [(concept[f"programme-status/{one}"], number[one]) for one in _OTHERS if number[one]],
        len(found),
    )


def texts_of(predicate: NamedNode) -> Callable[[CellRenderer, NamedNode], list[Part]]:
    """Return what gives the texts of a thing in the language of the page, else in English."""

    def texts(renderer: CellRenderer, node: NamedNode) -> list[Part]:
        said = (one for one in renderer.facts.of(node, predicate) if isinstance(one, Literal))
        return [*in_language(said, renderer.language)]

    return texts


def status(renderer: CellRenderer, node: NamedNode) -> list[Part]:
    """Return whether a programme can be had on the day of the site; nothing if it is not known."""
    found = availability(renderer.site.store, node, renderer.site.day)
    return [concept[f"programme-status/{found.status}"]] if found.status != "unknown" else []


def calls(renderer: CellRenderer, node: NamedNode) -> Iterator[Part]:
    """Yield the calls of a programme, the latest first: its year, when it opens and closes, what else is to be said."""
    facts = renderer.facts
    found = [one for one in facts.things_of(node, coop.call) if facts.known(one)]
    for call in sorted(found, key=lambda one: (facts.text(one, coop.firstDay), one.value), reverse=True):
        opens, closes = (
            date_text(facts.text(call, one), renderer.language) for one in (schema.startDate, schema.endDate)
        )
        dates = renderer.words["span"].format(opens, closes).strip() if opens or closes else ""
        year = renderer.words["call_year"].format(facts.text(call, coop.callYear))
        said = ": ".join(filter(None, (year, dates)))
        sentences = escape(said), *map(renderer.drawn, texts_of(skos.note)(renderer, call))
        yield escape(renderer.words["sentence_end"]).join(sentences)


def served(renderer: CellRenderer, node: NamedNode) -> list[NamedNode]:
    """Return what an office is in charge of: a whole country, or localities."""
    localities = renderer.in_order(renderer.facts.things_of(node, coop.serves))
    return [*renderer.facts.things_of(node, coop.country), *localities]


def located_in(renderer: CellRenderer, node: NamedNode) -> list[NamedNode]:
    """Return the locality that an office is part of, or sits in."""
    return renderer.facts.things_of(node, org.unitOf, schema.location)

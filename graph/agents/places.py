"""Which locality a name means, and what it is."""

from pydantic import Field
from pyoxigraph import NamedNode, Store

from graph.agents.answers import Answer, Small, Writer
from graph.ask.as_of import at, holders, last_day, region
from graph.ask.labels import Labels, short
from graph.ask.lookup import text, things
from graph.ask.names import gazetteer, locality
from graph.ask.periods import OPEN
from loaders.model.gazetteer import UnresolvedPlaceError
from ontology import LANGUAGES, coop, schema, thing

_MOST = 10
"""How many candidates are named."""


class FoundPlace(Small):
    """A locality: what it is on the day, or was at its end; ``held_by`` holds today what it had entered into."""

    id: str
    iri: str
    name: str
    names: dict[str, str]
    level: str = ""
    country: str = ""
    within: str = ""
    region: str = ""
    first_day: str = ""
    last_day: str = ""
    held_by: list[str] = Field(default_factory=list)
    same_as: list[str] = Field(default_factory=list)
    sources: list[int] = Field(default_factory=list)


class PlacesAnswer(Answer):
    """The localities that a name may mean: one if ``exact``, else candidates to choose from."""

    exact: bool
    places: list[FoundPlace] = Field(default_factory=list)


def find_place(
    store: Store, name: str, day: str, language: str, country: str = "", level: str = "", within: str = ""
) -> PlacesAnswer:
    """Return the locality that a name means, or those it may mean.

    Args:
        store: the graph.
        name: a name in any script, or an id.
        day: the day (ISO 8601); the localities of then are meant first.
        language: ``en``, ``vi`` or ``ja``.
        country: ``vn`` or ``jp``.
        level: the slug of a level that it has or had.
        within: a name of the province or prefecture that it lies in.
    """
    write = Writer(store, day, language)
    try:
        if country or level or within:
            found = gazetteer(store).resolve(name, country=country, level=level, parent=within, date=day).id
        else:  # which need not read all localities there are
            found = locality(store, name, day)
    except UnresolvedPlaceError as error:
        candidates = [_written(write, one.id) for one in error.candidates[:_MOST]]
        return PlacesAnswer(exact=False, places=candidates, **write.head() | {"note": str(error)})
    return PlacesAnswer(exact=True, places=[_written(write, found)], **write.head())


def _written(write: Writer, place: str) -> FoundPlace:
    store, node = write.store, thing[place]
    last = last_day(store, node)
    on = min(write.day, last)
    level, lies_in = (at(store, node, predicate, on) for predicate in (coop.level, schema.containedInPlace))
    return FoundPlace(
        id=place, iri=node.value, name=write.labels[node], names={one: Labels(store, one)[node] for one in LANGUAGES},
        level=_label(write, level), country=place[:2], within=_label(write, lies_in),
        region=write.label(region(store, node, on)), first_day=text(store, node, coop.validFrom),
        last_day="" if last == OPEN else last,
        held_by=[short(one) for one in holders(store, node, write.day) if one != node],
        same_as=[one.value for one in things(store, node, schema.sameAs)], sources=write.cite([node]),
    )  # fmt: skip


def _label(write: Writer, node: object) -> str:
    return write.label(node) if isinstance(node, NamedNode) else ""
